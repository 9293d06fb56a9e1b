package bot

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// myData shows a person what is kept of them.
func (t *turn) myData() (chat.Reply, error) {
	es, err := journal.Of(t.tx, string(t.p.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	t.note(journal.Entry{Kind: journal.DataShown})
	uses := map[string]int{}
	for _, e := range es {
		if e.Kind == journal.Shown || e.Kind == journal.RunStarted {
			uses[e.Aid]++
		}
	}
	c := chat.Card{Title: t.w.DataTitle, Body: []chat.Block{chat.Facts{
		{Label: t.w.DataKept, Value: sprintf("%d", len(es))},
		{Label: t.w.DataProfile, Value: t.settings()},
	}}}
	if n := len(t.kept(reflectionBucket)); n > 0 {
		c.Body = append(c.Body, chat.Facts{{Label: t.w.Reflections, Value: sprintf("%d", n)}})
	}
	if len(es) == 0 {
		c.Body = append(c.Body, chat.Text(t.w.DataNone))
	}
	if len(uses) > 0 {
		c.Body = append(c.Body, chat.Heading(t.w.DataAids), t.mostUsed(uses))
	}
	c.Buttons = []chat.Button{t.cmd("export", t.w.Export), t.cmd("delete", t.w.Delete), t.cmd("pause", t.w.PauseIt)}
	return t.show(c), nil
}

// mostUsed lists aids by how often they were used.
func (t *turn) mostUsed(uses map[string]int) chat.Block {
	var slugs []string
	for s := range uses {
		slugs = append(slugs, s)
	}
	slices.SortFunc(slugs, func(a, b string) int {
		if uses[a] != uses[b] {
			return uses[b] - uses[a]
		}
		return strings.Compare(a, b)
	})
	var l chat.List
	for _, s := range slugs[:min(len(slugs), chat.MaxItems)] {
		title := s
		if a, ok := t.b.lib.Lookup(s, t.lang()); ok {
			title = a.Title
		}
		l = append(l, sprintf("%s (%d×)", title, uses[s]))
	}
	return l
}

// settings are the person's choices as a line.
func (t *turn) settings() string {
	onOff := func(name string, on bool) string {
		if on {
			return name + ": " + t.w.On
		}
		return name + ": " + t.w.Off
	}
	lang := t.p.Lang
	if lang == "" {
		lang = t.w.Lang
	}
	return strings.Join([]string{
		t.w.LangName[lang],
		onOff(t.w.Typed("cmd short-on")[0], t.p.Short),
		onOff(t.w.Typed("cmd pause")[0], t.p.Paused),
		onOff(t.w.Typed("cmd unseen")[0], t.p.Unseen),
	}, "; ")
}

// exported is the file a person gets with all that is kept of them.
type exported struct {
	Made    time.Time         `json:"made"`
	About   string            `json:"about"`
	Profile people.Profile    `json:"profile"`
	Facts   []journal.Entry   `json:"facts"`
	Talks   []json.RawMessage `json:"conversations"`
	Runs    []json.RawMessage `json:"runs"`

	Reflections []json.RawMessage `json:"reflections"`
	Nudges      agenda.Kept       `json:"nudges"`
}

// export gives a person everything that is kept of them, as a file.
func (t *turn) export() (chat.Reply, error) {
	es, err := journal.Of(t.tx, string(t.p.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	t.note(journal.Entry{Kind: journal.DataShown, Detail: "export"})
	x := exported{Made: t.now.UTC(), About: t.w.ExportText, Profile: t.p, Facts: es, Talks: t.kept(sessionBucket), Runs: t.kept(runBucket),
		Reflections: t.kept(reflectionBucket)}
	if x.Nudges, err = t.keptNudges(); err != nil {
		return chat.Reply{}, err
	}
	data, err := json.MarshalIndent(x, "", "  ")
	if err != nil {
		return chat.Reply{}, fmt.Errorf("export: %w", err)
	}
	r := t.say(t.w.ExportText)
	r.Private = !t.e.Direct
	r.File = &chat.File{Name: "handvat-" + t.now.Format("2006-01-02") + ".json", Type: "application/json", Data: data}
	return r, nil
}

// kept returns what a bucket holds of the person, as it stands there.
func (t *turn) kept(bucket string) (out []json.RawMessage) {
	for _, v := range t.tx.ScanPrefix(bucket, []byte(string(t.p.ID)+"\x00")) {
		out = append(out, v)
	}
	return out
}

// forgetMe removes everything that is kept of a person.
func (t *turn) forgetMe() (chat.Reply, error) {
	places := t.places()
	if err := t.forgetState(); err != nil {
		return chat.Reply{}, err
	}
	if err := t.forgetNudges(); err != nil {
		return chat.Reply{}, err
	}
	if err := t.forgetDrafts(); err != nil {
		return chat.Reply{}, err
	}
	if err := journal.Forget(t.tx, string(t.p.ID)); err != nil {
		return chat.Reply{}, err
	}
	for _, p := range places {
		for _, f := range t.b.forget {
			if err := f(t.tx, p); err != nil {
				return chat.Reply{}, err
			}
		}
	}
	if err := people.Forget(t.tx, t.p.ID); err != nil {
		return chat.Reply{}, err
	}
	t.gone = true
	return t.say(t.w.Deleted), nil
}
