package bot

import (
	"net/url"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// How much of a page from elsewhere is shown at a time, in characters.
const (
	excerpt  = 600
	pageSize = 1200
)

// answer shows the aid that was found.
func (t *turn) answer(a *knowledge.Aid) (chat.Reply, error) {
	t.noteAid(journal.Shown, a, 0, "quick")
	r := t.show(t.card(a))
	t.offerAid(a)
	t.s.View = on(verbOpen, a)
	return r, nil
}

// open shows the aid that was picked.
func (t *turn) open(ref string) (chat.Reply, error) {
	a, ok := t.aid(ref)
	if !ok {
		return t.say(t.w.Gone), nil
	}
	t.noteAid(journal.Chosen, a, 0, "")
	if q := t.s.Asked; len(q.Slugs) > 1 && slices.Contains(q.Slugs, a.Slug) && q.Text != "" { // picked from a choice: that confirms it
		if err := t.confirm(a, true); err != nil {
			return chat.Reply{}, err
		}
	}
	t.s.Asked.Why = ""
	return t.answer(a)
}

// card is the first screen of an aid.
func (t *turn) card(a *knowledge.Aid) chat.Card {
	if !a.IsRecipe() {
		return t.page(a, 1)
	}
	c := chat.Card{Title: sprintf(t.w.Minutes, a.Title, a.Minutes), Note: t.noteOf(a)}
	c.Body = append(c.Body, t.warnings(a)...)
	c.Body = append(c.Body, t.quick(a)...)
	if !t.short {
		c.Body = append(c.Body, t.facts(a)...)
	}
	if !t.saysWhenDone(a) {
		c.Body = append(c.Body, chat.Facts{{Label: t.w.DoneWhen, Value: lowerFirst(a.Result)}})
	}
	c.Body = append(c.Body, t.tap(a))
	c.Buttons = t.ways(a)
	return c
}

// saysWhenDone reports whether the quick text that is shown ends with how one sees
// that it is done, so that it need not be said twice.
func (t *turn) saysWhenDone(a *knowledge.Aid) bool {
	quick := strings.ToLower(a.Quick)
	first, _, _ := strings.Cut(strings.ToLower(words.In(string(a.Lang)).DoneWhen), " ") // klaar, done
	return !t.short && strings.Contains(quick, first+" ")
}

// warnings are what a person must know before they trust an aid.
func (t *turn) warnings(a *knowledge.Aid) (bs []chat.Block) {
	if a.Lang != t.lang() {
		bs = append(bs, chat.Text("*"+sprintf(t.w.OtherLang, t.w.LangName[string(a.Lang)])+"*"))
	}
	if a.Overdue(t.now) {
		bs = append(bs, chat.Text("**"+sprintf(t.w.Overdue, t.w.Date(a.ReviewBy))+"**"))
	}
	return bs
}

// quick is the answer that fits one screen; in fewer words, its first part only.
func (t *turn) quick(a *knowledge.Aid) []chat.Block {
	bs := blocks(a.Quick)
	if !t.short {
		return bs
	}
	for _, b := range bs { // the list says it all, if there is one
		if s, ok := b.(chat.Steps); ok {
			return []chat.Block{s}
		}
	}
	if len(bs) > 1 {
		bs = bs[:1]
	}
	if text, ok := bs[0].(chat.Text); ok {
		return []chat.Block{chat.Text(sentences(string(text), 200)[0])}
	}
	return bs
}

// facts shows at once what a reference or an example is there for.
func (t *turn) facts(a *knowledge.Aid) (bs []chat.Block) {
	if a.Type == knowledge.Reference {
		if a.Table != nil {
			bs = append(bs, chat.Table{Header: a.Table.Header, Rows: a.Table.Rows[:min(len(a.Table.Rows), chat.MaxRows)]})
		}
		if l := texts(a.Steps); len(l) > 0 {
			bs = append(bs, chat.List(l))
		}
	}
	return bs
}

// ways are the buttons of an aid's first screen, the likeliest first, three at most.
func (t *turn) ways(a *knowledge.Aid) (bs []chat.Button) {
	if label, act := t.wayIn(a); label != "" {
		bs = append(bs, primary(label, act))
	}
	if a.Example != "" && a.Type != knowledge.Example {
		bs = append(bs, button(t.w.Example, on(verbPart, a, "example")))
	}
	if t.volunteersWhy(a) && a.Why != "" {
		bs = append(bs, button(t.w.Why, on(verbWhy, a)))
	} else if len(t.parts(a)) > len(bs) {
		bs = append(bs, button(t.w.More, on(verbPart, a, "more")))
	}
	return bs
}

// wayIn is the way to work with an aid of this type.
func (t *turn) wayIn(a *knowledge.Aid) (string, chat.Action) {
	switch a.Type {
	case knowledge.Checklist:
		return t.w.AllAtOnce, on(verbList, a)
	case knowledge.DecisionTable, knowledge.DecisionTree:
		return t.w.Start, on(verbRestart, a)
	case knowledge.Worksheet:
		return t.w.FillIn, on(verbSteps, a)
	case knowledge.Template:
		return t.w.Copy, on(verbPart, a, "template")
	case knowledge.Example:
		return t.w.Example, on(verbPart, a, "example")
	case knowledge.Reference:
		return "", chat.Action{}
	}
	return t.w.Steps, on(verbSteps, a)
}

// tap asks whether the aid helped.
func (t *turn) tap(a *knowledge.Aid) chat.Tap {
	return chat.Tap{Prompt: t.w.Helped, Options: []chat.Button{
		button(t.w.Yes, chat.Action{Verb: verbHelped, Arg: "yes/" + aidRef(a)}),
		button(t.w.Bit, chat.Action{Verb: verbHelped, Arg: "bit/" + aidRef(a)}),
		button(t.w.No, chat.Action{Verb: verbHelped, Arg: "no/" + aidRef(a)}),
	}}
}

// noteOf is the small print: who keeps the aid, which version it is, why it was
// chosen.
func (t *turn) noteOf(a *knowledge.Aid) string {
	note := sprintf(t.w.NoteVersion, words.Capital(t.w.Label(a.Owner)), a.Version, t.w.Date(a.Reviewed))
	if o, ok := t.b.lib.Origin(a.Key()); ok && len(o.Overrides) > 0 {
		note += "\n" + t.w.OwnVersion
	}
	if t.s.Asked.Why != "" && !t.short {
		note += "\n" + sprintf(t.w.WhyThisOne, t.s.Asked.Why)
	}
	return note
}

// page is one part of a page from elsewhere; the first is an excerpt.
func (t *turn) page(a *knowledge.Aid, n int) chat.Card {
	all := t.pagesOf(a)
	n = min(max(n, 1), len(all))
	c := chat.Card{Title: fit(a.Title, chat.MaxTitle)}
	c.Body = append(c.Body, t.warnings(a)...)
	c.Body = append(c.Body, all[n-1]...)
	host := a.Source
	u, err := url.Parse(a.Source)
	if err == nil && u.Host != "" {
		host = u.Host
	}
	c.Note = sprintf(t.w.FromPage, host)
	if len(all) > 1 {
		c.Note += " " + sprintf(t.w.PageOf, n, len(all)) + "."
	}
	if t.s.Asked.Why != "" && n == 1 && !t.short {
		c.Note += "\n" + sprintf(t.w.WhyThisOne, t.s.Asked.Why)
	}
	if n < len(all) {
		c.Buttons = append(c.Buttons, primary(t.w.ReadOn, on(verbPart, a, "page", n+1)))
	}
	if err == nil && u.Scheme == "https" && len(a.Source) < 2000 {
		c.Buttons = append(c.Buttons, chat.Button{Label: t.w.OpenPage, URL: a.Source})
	}
	if n == 1 || n == len(all) {
		c.Body = append(c.Body, t.tap(a))
	}
	return c
}

// pagesOf are the parts of a page from elsewhere: an excerpt, then longer ones.
func (t *turn) pagesOf(a *knowledge.Aid) [][]chat.Block {
	bs := blocks(a.Body)
	if len(bs) == 0 {
		return [][]chat.Block{{chat.Text(a.Title)}}
	}
	head := pages(bs, excerpt)
	if len(head) == 1 {
		return head
	}
	var rest []chat.Block
	for _, p := range head[1:] {
		rest = append(rest, p...)
	}
	return append(head[:1:1], pages(rest, pageSize)...)
}

func texts(steps []knowledge.Step) (out []string) {
	for _, s := range steps {
		out = append(out, s.Text)
	}
	return out
}

// lowerFirst makes the start of a sentence fit behind a label. An abbreviation or a
// name in capitals keeps them.
func lowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && ('a' <= s[1] && s[1] <= 'z' || s[1] == ' ') {
		return strings.ToLower(s[:1]) + s[1:]
	}
	return s
}
