package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// myData shows a person what is kept of them.
func (t *turn) myData() (chat.Reply, error) {
	es, err := journal.Of(t.Tx, string(t.Person.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.DataShown})
	uses := map[string]int{}
	for _, e := range es {
		if e.Kind == journal.Shown || e.Kind == journal.RunStarted {
			uses[e.Aid]++
		}
	}
	c := chat.Card{Title: words.In(t.W.Lang).DataTitle, Body: []chat.Block{chat.Facts{
		{Label: words.In(t.W.Lang).DataKept, Value: sprintf("%d", len(es))},
		{Label: words.In(t.W.Lang).DataProfile, Value: t.settings()},
	}}}
	kept, err := t.keptBySkills()
	if err != nil {
		return chat.Reply{}, err
	}
	var facts chat.Facts
	for _, s := range t.b.skills {
		title := s.TitleIn(t.W)
		if n := len(kept[s.Name]); n > 0 && title != "" {
			facts = append(facts, chat.Fact{Label: title, Value: sprintf("%d", n)})
		}
	}
	if len(facts) > 0 {
		c.Body = append(c.Body, facts)
	}
	if len(es) == 0 {
		c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).DataNone))
	}
	if len(uses) > 0 {
		c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).DataAids), t.mostUsed(uses))
	}
	c.Buttons = []chat.Button{t.cmd("export", words.In(t.W.Lang).Export), t.cmd("delete", t.W.Delete), t.cmd("pause", words.In(t.W.Lang).PauseIt)}
	return t.Show(c), nil
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
		if a, ok := t.Lib.Lookup(s, t.Lang()); ok {
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
			return name + ": " + words.In(t.W.Lang).On
		}
		return name + ": " + words.In(t.W.Lang).Off
	}
	lang := t.Person.Lang
	if lang == "" {
		lang = t.W.Lang
	}
	return strings.Join([]string{
		t.W.LangName[lang],
		onOff(t.typed("cmd short-on")[0], t.Person.Short),
		onOff(t.typed("cmd pause")[0], t.Person.Paused),
		onOff(t.typed("cmd unseen")[0], t.Person.Unseen),
	}, "; ")
}

// exported is the file a person gets with all that is kept of them.
type exported struct {
	Made    time.Time                    `json:"made"`
	About   string                       `json:"about"`
	Profile people.Profile               `json:"profile"`
	Facts   []journal.Entry              `json:"facts"`
	Talks   []json.RawMessage            `json:"conversations"`
	Runs    []json.RawMessage            `json:"runs"`
	Skills  map[string][]json.RawMessage `json:"skills"` // what each skill keeps, by its name
	Nudges  agenda.Kept                  `json:"nudges"`
}

// export gives a person everything that is kept of them, as a file.
func (t *turn) export() (chat.Reply, error) {
	es, err := journal.Of(t.Tx, string(t.Person.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.DataShown, Detail: "export"})
	x := exported{Made: t.Now.UTC(), About: words.In(t.W.Lang).ExportText, Profile: t.Person, Facts: es, Talks: t.kept(sessionBucket), Runs: t.kept(runBucket)}
	if x.Skills, err = t.keptBySkills(); err != nil {
		return chat.Reply{}, err
	}
	if x.Nudges, err = t.keptNudges(); err != nil {
		return chat.Reply{}, err
	}
	data, err := json.MarshalIndent(x, "", "  ")
	if err != nil {
		return chat.Reply{}, fmt.Errorf("export: %w", err)
	}
	r := t.Say(words.In(t.W.Lang).ExportText)
	r.Private, r.Fleeting = !t.Event.Direct, true
	r.File = &chat.File{Name: "handvat-" + t.Now.Format("2006-01-02") + ".json", Type: "application/json", Data: data}
	return r, nil
}

// keptBySkills returns what each skill keeps of the person, by its name.
func (t *turn) keptBySkills() (map[string][]json.RawMessage, error) {
	all := map[string][]json.RawMessage{}
	for _, s := range t.b.skills {
		kept, err := s.KeptOf(t.Tx, t.Person.ID)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		if s.Kept != nil || len(s.Tables) > 0 {
			all[s.Name] = kept
		}
	}
	return all, nil
}

// kept returns what a bucket holds of the person, as it stands there.
func (t *turn) kept(bucket string) (out []json.RawMessage) {
	for _, v := range t.Tx.ScanPrefix(bucket, []byte(string(t.Person.ID)+"\x00")) {
		out = append(out, v)
	}
	return out
}

// forgetMe removes everything that is kept of a person.
func (t *turn) forgetMe() (chat.Reply, error) {
	if err := t.erase(); err != nil {
		return chat.Reply{}, err
	}
	if err := t.b.forgetFacts(t.Tx, string(t.Person.ID)); err != nil {
		return chat.Reply{}, err
	}
	if err := journal.Forget(t.Tx, string(t.Person.ID)); err != nil {
		return chat.Reply{}, err
	}
	t.gone = true
	return t.Say(words.In(t.W.Lang).Deleted), nil
}

// erase removes everything that is kept of a person but the facts in the journal,
// which from then on nobody can be found by.
func (t *turn) erase() error {
	places := t.places()
	for _, forget := range []func() error{t.forgetState, t.forgetNudges, t.forgetDrafts} {
		if err := forget(); err != nil {
			return err
		}
	}
	for _, p := range places {
		for _, f := range t.b.forget {
			if err := f(t.Tx, p); err != nil {
				return err
			}
		}
	}
	return people.Forget(t.Tx, t.Person.ID)
}

// ForgetLeavers forgets who has left the organisation, when it is time, and returns
// how many that were. The facts about aids and work that are left of them go when
// those are too old. Run it daily.
func (b *Bot) ForgetLeavers(ctx context.Context, now time.Time) (n int, err error) {
	err = b.db.Update(ctx, func(tx *store.Tx) error {
		leavers, err := people.Leavers(tx, now)
		if err != nil {
			return err
		}
		for _, p := range leavers {
			t := &turn{b: b, Turn: b.nobody(tx, now)}
			t.Person = p
			if err := t.erase(); err != nil {
				return fmt.Errorf("bot: forget %s: %w", p.ID, err)
			}
		}
		n = len(leavers)
		return nil
	})
	return n, err
}
