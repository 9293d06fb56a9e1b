package main

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// mod is the path of our own packages.
const mod = "github.com/handvat/handvat/"

// allowed lists, for each package, what it may import besides the standard
// library: ours by their folder, others by their module. It is the architecture;
// change it only on purpose. Imports run cmd → adapters → bot → knowledge →
// knowledge/store, never back, and never between adapters.
var allowed = map[string][]string{
	"knowledge/store":         {"go.etcd.io/bbolt"},
	"knowledge/yamldoc":       {"github.com/goccy/go-yaml"},
	"knowledge":               {"knowledge/yamldoc", "knowledge/store", "github.com/goccy/go-yaml", "github.com/yuin/goldmark", "github.com/fsnotify/fsnotify"},
	"knowledge/find":          {"knowledge", "knowledge/store", "github.com/blevesearch/bleve", "github.com/blevesearch/bleve_index_api", "github.com/blevesearch/snowballstem", "golang.org/x/text"},
	"knowledge/find/evaluate": {"knowledge", "knowledge/find", "knowledge/store"},
	"knowledge/find/embed":    {},
	"knowledge/find/lexicon":  {},                                      // makes the lexicon that find embeds
	"knowledge/find/meaning":  {"github.com/blevesearch/snowballstem"}, // makes the table of meanings that find embeds
	"knowledge/cases":         {"knowledge/yamldoc", "knowledge", "knowledge/store", "github.com/goccy/go-yaml"},
	"knowledge/factors":       {"knowledge/cases", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"knowledge/journal":       {"knowledge/store"},
	"knowledge/campaign":      {"knowledge", "github.com/goccy/go-yaml"},
	"knowledge/people":        {"knowledge/yamldoc", "knowledge/store", "github.com/goccy/go-yaml"},
	"knowledge/tally":         {"knowledge/journal", "knowledge/store"},

	"bot/chat":          {},
	"bot/chat/chattest": {"bot/chat"},
	"bot/chat/conform":  {"bot/chat", "bot/chat/chattest", "bot/delivery", "knowledge/store"},
	"bot/words":         {},
	"bot/delivery":      {"bot/chat", "knowledge/store", "golang.org/x/time"},
	"bot/agenda":        {"bot/chat", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/talk":          {"bot/agenda", "bot/chat", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/steer":         {"bot/agenda", "bot/chat", "bot/delivery", "bot/digest", "bot/talk", "bot/words", "knowledge", "knowledge/cases", "knowledge/journal", "knowledge/people", "knowledge/store", "knowledge/tally"},
	"bot/digest":        {"bot/chat", "bot/words", "knowledge/journal", "knowledge/tally"},
	"bot":               {"bot/agenda", "bot/chat", "bot/delivery", "bot/talk", "bot/words", "knowledge", "knowledge/find", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/papers":        {"bot/report", "knowledge/journal", "knowledge/people", "knowledge/tally"},
	"bot/casework":      {"bot/agenda", "bot/chat", "bot/report", "bot/talk", "bot/words", "knowledge", "knowledge/cases", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/report":        {"bot/chat", "bot/words", "knowledge/cases", "github.com/xuri/excelize", "gonum.org/v1/plot"},
	"bot/feedback":      {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/rounds":        {"bot/chat", "bot/talk", "bot/words", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/pairs":         {"bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/cases", "knowledge/people", "knowledge/store"},
	"bot/starter":       {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge/campaign", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/theme":         {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge/campaign", "knowledge/people", "knowledge/store"},
	"bot/reflect":       {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/mine":          {"bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal"},
	"bot/plans":         {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/upgrades":      {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/factors":       {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/cases", "knowledge/factors", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/moments":       {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/teamplans":     {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge/cases", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/training":      {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/programme":     {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/cases", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/pulse":         {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/improve":       {"bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/simulate":      {"bot/chat", "knowledge"},
	"bot/bottest":       {"bot", "bot/agenda", "bot/chat", "bot/chat/chattest", "bot/talk", "content", "github.com/google/go-cmp", "knowledge", "knowledge/find", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/scan":          {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge/campaign", "knowledge/journal", "knowledge/people", "knowledge/store"},
	"bot/campaign":      {"bot/agenda", "bot/chat", "bot/talk", "bot/words", "knowledge", "knowledge/campaign", "knowledge/journal", "knowledge/people", "knowledge/store"},

	"adapters/web":             {"bot/chat", "golang.org/x/time"},
	"adapters/web/webtest":     {"github.com/chromedp/chromedp", "github.com/chromedp/cdproto"},
	"adapters/terminal":        {"bot/chat"},
	"adapters/discord":         {"adapters/discord/gateway", "bot/chat", "github.com/bwmarrin/discordgo"},
	"adapters/discord/gateway": {"github.com/gorilla/websocket"},
	"adapters/mail":            {"bot/chat", "github.com/wneessen/go-mail", "gonum.org/v1/plot"},
	"adapters/slack":           {"bot/chat", "adapters/slack/blockkit", "github.com/slack-go/slack"},
	"adapters/slack/blockkit":  {},
	"adapters/teams":           {"bot/chat", "github.com/golang-jwt/jwt"},
	"adapters/xapi":            {},

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
		may, ok := allowed[name]
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
