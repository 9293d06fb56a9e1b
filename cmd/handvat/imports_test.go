package main

import (
	"encoding/json"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// mod is the path of our own packages.
const mod = "github.com/handvat/handvat/"

// allowed lists, for each package, what it may import besides the standard
// library: ours by their folder, others by their module. It is the architecture;
// change it only on purpose. Imports run cmd → adapters → bot → knowledge →
// knowledge/store, never back, and never between adapters. Only bot/text, which
// imports nothing of ours, serves all who say something to people: what is wrong
// with a file is said beside the reader that finds it.
var allowed = map[string][]string{
	"knowledge/store":   {"go.etcd.io/bbolt"},
	"knowledge/yamldoc": {"bot/text", "bot/text/unseen", "github.com/goccy/go-yaml", "golang.org/x/text"},
	"knowledge": {"bot/text", "bot/text/unseen", "knowledge/yamldoc", "knowledge/store", "github.com/goccy/go-yaml",
		"github.com/yuin/goldmark", "github.com/fsnotify/fsnotify", "golang.org/x/text/unicode/norm"},
	"knowledge/find": {"knowledge", "knowledge/find/encode", "knowledge/find/index", "knowledge/find/learn",
		"knowledge/find/phrasing", "knowledge/find/rank",
		"knowledge/find/text", "knowledge/privacy", "knowledge/store"},
	"knowledge/find/score": {},
	"knowledge/find/text": {"bot/text", "knowledge", "github.com/blevesearch/snowballstem",
		"golang.org/x/text"},
	"knowledge/find/text/lexicon": {}, // makes the lexicon that text embeds
	"knowledge/find/phrasing":     {"knowledge", "knowledge/find/text", "knowledge/privacy", "knowledge/store"},
	"knowledge/find/encode": {"knowledge", "knowledge/find/score", "knowledge/find/text", "knowledge/privacy",
		"knowledge/store"},
	"knowledge/find/encode/embed":    {"bot/text", "knowledge/privacy"},
	"knowledge/find/encode/sentence": {"knowledge/privacy", "golang.org/x/text", "golang.org/x/sys/cpu"},
	"knowledge/find/encode/meaning":  {"github.com/blevesearch/snowballstem"}, // makes a table that encode embeds
	"knowledge/find/index": {"knowledge", "knowledge/find/encode", "knowledge/find/score", "knowledge/find/text",
		"github.com/blevesearch/bleve",
		"github.com/blevesearch/bleve_index_api"},
	"knowledge/find/feature": {"knowledge", "knowledge/find/score", "knowledge/find/text"},
	"knowledge/find/learn": {"knowledge", "knowledge/find/encode", "knowledge/find/feature",
		"knowledge/find/phrasing", "knowledge/find/score", "knowledge/find/text", "knowledge/privacy",
		"gonum.org/v1/gonum"},
	"knowledge/find/rank": {"knowledge", "knowledge/find/encode", "knowledge/find/index", "knowledge/find/learn",
		"knowledge/find/score", "knowledge/find/text"},
	"knowledge/find/evaluate": {"bot/text", "knowledge", "knowledge/find", "knowledge/privacy", "knowledge/store"},
	"knowledge/cases": {"bot/text", "knowledge/yamldoc", "knowledge", "knowledge/privacy", "knowledge/store",
		"github.com/goccy/go-yaml", "knowledge/table"},
	"knowledge/barriers": {"knowledge/cases", "knowledge/people", "knowledge/privacy", "knowledge/store"},
	"knowledge/journal":  {"knowledge/privacy", "knowledge/store"},
	"knowledge/privacy":  {"knowledge/store", "golang.org/x/text"},
	"knowledge/backup":   {"knowledge/store"},
	"knowledge/settings": {"knowledge/privacy", "knowledge/store"},
	"knowledge/audit":    {"knowledge/people", "knowledge/privacy", "knowledge/settings", "knowledge/store"},
	"knowledge/authored": {"bot/text", "knowledge", "knowledge/yamldoc"},
	"knowledge/people": {"bot/text", "knowledge/yamldoc", "knowledge", "knowledge/privacy", "knowledge/table",
		"knowledge/store", "github.com/goccy/go-yaml"},
	"knowledge/table":  {"bot/text", "bot/text/unseen", "knowledge", "github.com/xuri/excelize", "golang.org/x/text"},
	"knowledge/counts": {"knowledge/journal", "knowledge/privacy", "knowledge/store"},

	"bot/chat":          {"bot/text", "bot/text/unseen", "golang.org/x/text"},
	"bot/text/unseen":   {},
	"bot/chat/chattest": {"bot/chat"},
	"bot/chat/script":   {"bot/chat", "bot/text"},
	"bot/chat/conform":  {"bot/chat", "bot/chat/chattest", "bot/delivery", "knowledge/store"},
	"bot/text":          {"github.com/goccy/go-yaml", "golang.org/x/text"},
	"bot/delivery":      {"bot/chat", "knowledge/privacy", "knowledge/store", "golang.org/x/time"},
	"bot/agenda": {"bot/chat", "bot/text", "knowledge/journal", "knowledge/people",
		"knowledge/privacy", "knowledge/store"},
	"bot/dialog/meant":     {"knowledge/find/encode/sentence"},
	"bot/dialog/meant/fit": {"knowledge/find/encode/sentence", "gonum.org/v1/gonum"},
	"bot/dialog/confide":   {"bot/dialog/meant"},
	"bot/dialog/talk":      {"bot/dialog/meant", "bot/text"},
	"bot/dialog": {"bot/dialog/confide", "knowledge/audit",
		"knowledge/find", "knowledge/authored", "knowledge/counts", "knowledge/privacy",
		"bot/agenda", "bot/chat", "bot/text", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/insight/weekly": {"bot/insight/terms", "bot/agenda", "bot/chat", "bot/delivery", "bot/insight/digest",
		"bot/insight/report", "bot/dialog", "bot/text", "knowledge", "knowledge/cases", "knowledge/journal",
		"knowledge/people", "knowledge/privacy", "knowledge/store", "knowledge/counts"},
	"bot/insight/digest": {"bot/insight/terms", "bot/chat", "bot/text", "knowledge/journal", "knowledge/privacy",
		"knowledge/counts"},
	"bot": {"bot/dialog/talk", "knowledge/audit", "knowledge/backup", "knowledge/settings", "golang.org/x/sync",
		"knowledge/authored", "knowledge/counts",
		"bot/agenda", "bot/chat", "bot/delivery", "bot/dialog", "bot/text", "knowledge", "knowledge/find",
		"knowledge/journal", "knowledge/people", "knowledge/privacy", "knowledge/store", "golang.org/x/text"},
	"bot/insight/papers": {"bot/dialog", "knowledge/store", "knowledge/settings", "bot/insight/document", "bot/text",
		"knowledge/people", "knowledge/privacy"},
	"bot/insight/report": {"bot/insight/terms", "bot/chat", "bot/insight/chart", "bot/insight/document", "bot/text",
		"knowledge/cases", "knowledge/privacy"},
	"bot/insight/document": {"bot/insight/terms", "bot/chat", "bot/insight/chart", "bot/text",
		"github.com/xuri/excelize"},
	"bot/insight/chart": {"bot/insight/terms", "bot/chat", "bot/text", "gonum.org/v1/plot", "golang.org/x/image"},
	"bot/stage": {"knowledge/settings", "bot", "bot/chat", "bot/chat/script", "bot/delivery", "bot/dialog", "bot/text",
		"knowledge", "knowledge/cases", "knowledge/people", "knowledge/privacy", "knowledge/store",
		"knowledge/yamldoc"},
	"bot/simulate": {"bot/chat", "knowledge"},
	"bot/bottest": {"bot/stage", "bot/skill/aid", "bot/skill/draft", "bot/skill/mydata", "bot/skill/settings",
		"knowledge/authored", "knowledge/counts", "bot", "bot/agenda", "bot/chat", "bot/chat/script", "bot/dialog",
		"content", "github.com/google/go-cmp", "knowledge", "knowledge/find", "knowledge/journal",
		"knowledge/people", "knowledge/store"},
	"bot/text/texttest": {"github.com/goccy/go-yaml"},
	"bot/insight/terms": {"bot/text"},

	// A skill may not import another: what it needs of one it offers as an action, or takes as a function.
	"bot/skill/*": {"github.com/arran4/golang-ical", "knowledge/find", "knowledge/find/phrasing",
		"bot/insight/weekly", "knowledge/counts",
		"knowledge/privacy", "bot/agenda", "bot/chat", "bot/dialog", "bot/insight/document", "bot/insight/report",
		"bot/insight/terms", "bot/text", "knowledge", "knowledge/authored", "knowledge/barriers", "knowledge/cases",
		"knowledge/journal", "knowledge/people", "knowledge/store", "knowledge/table"},

	"adapters/control":     {},
	"adapters/web":         {"bot/chat", "bot/insight/chart", "bot/text", "golang.org/x/time"},
	"adapters/web/webtest": {"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"},
	"adapters/recent":      {},
	"adapters/terminal":    {"bot/chat", "bot/insight/chart", "bot/text"},
	"adapters/discord": {"adapters/recent", "adapters/discord/gateway", "bot/chat", "bot/insight/chart", "bot/text",
		"github.com/bwmarrin/discordgo"},
	"adapters/discord/gateway": {"bot/chat", "github.com/gorilla/websocket"},
	"adapters/mail": {"bot/chat", "bot/insight/chart", "bot/text", "github.com/wneessen/go-mail",
		"golang.org/x/net"},
	"adapters/slack": {"adapters/recent", "bot/chat", "bot/insight/chart", "bot/text", "adapters/slack/blockkit",
		"github.com/slack-go/slack"},
	"adapters/slack/blockkit": {},
	"adapters/teams": {"adapters/recent", "bot/chat", "bot/insight/chart", "bot/text",
		"github.com/golang-jwt/jwt"},
	"adapters/xapi/ledger": {"adapters/xapi", "knowledge", "knowledge/journal", "knowledge/privacy",
		"knowledge/store"},
	"adapters/xapi": {"bot/chat", "bot/text"},

	"content": {},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", mod+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); d.More(); {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, mod)
		if strings.HasPrefix(name, "cmd/") {
			continue // wires everything together
		}
		row := name
		if name == "bot/skill" {
			continue // the list: every skill, and nothing else
		}
		if path.Dir(name) == "bot/skill" {
			row = "bot/skill/*"
		}
		may, ok := allowed[row]
		if !ok {
			t.Errorf("%s: new package; say in allowed what it may import", name)
			continue
		}
		for _, imp := range p.Imports {
			dep, ours := strings.CutPrefix(imp, mod)
			standard := !strings.Contains(strings.Split(imp, "/")[0], ".")
			if standard || ours && slices.Contains(may, dep) || !ours && slices.ContainsFunc(may, func(m string) bool {
				return imp == m || strings.HasPrefix(imp, m+"/")
			}) {
				continue
			}
			t.Errorf("%s imports %s, which its row in allowed does not name", name, dep)
		}
	}
}
