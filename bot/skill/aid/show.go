package aid

import (
	"net/url"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// How much of a page from elsewhere is shown at a time, in characters.
const (
	excerpt  = 600
	pageSize = 1200
)

// answer shows the aid that was found.
func answer(t *dialog.Turn, a *knowledge.Aid) (chat.Reply, error) {
	t.NoteAid(journal.Shown, a, 0, "quick")
	r := t.Show(card(t, a))
	offerAid(t, a)
	t.Session.View = dialog.On(verbOpen, a)
	return r, nil
}

// open shows the aid that was picked.
func open(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	t.NoteAid(journal.Chosen, a, 0, "")
	// What is picked from a choice is confirmed by that.
	if q := t.Session.Asked; len(q.Slugs) > 1 && slices.Contains(q.Slugs, a.Slug) && !q.Text.IsZero() {
		if err := confirm(t, a, true, true); err != nil {
			return chat.Reply{}, err
		}
	}
	t.Session.Asked.Why = ""
	return answer(t, a)
}

// card is the first screen of an aid.
func card(t *dialog.Turn, a *knowledge.Aid) chat.Card {
	if !a.IsRecipe() {
		return page(t, a, 1)
	}
	c := chat.Card{Title: words.In(t.W.Lang).Minutes.With(a.Title, a.Minutes), Note: noteOf(t, a)}
	c.Body = append(c.Body, t.Warnings(a)...)
	c.Body = append(c.Body, quick(t, a)...)
	if !t.Short {
		c.Body = append(c.Body, facts(t, a)...)
	}
	if !saysWhenDone(t, a) {
		c.Body = append(c.Body, chat.Facts{{Label: words.In(t.W.Lang).DoneWhen, Value: dialog.LowerFirst(a.Result)}})
	}
	c.Body = append(c.Body, tap(t, a))
	c.Buttons = ways(t, a)
	return c
}

// saysWhenDone reports whether the quick text that is shown ends with how one sees
// that it is done, so that it need not be said twice.
func saysWhenDone(t *dialog.Turn, a *knowledge.Aid) bool {
	quick := strings.ToLower(a.Quick)
	first, _, _ := strings.Cut(strings.ToLower(words.In(string(a.Lang)).DoneWhen), " ") // klaar, done
	return !t.Short && strings.Contains(quick, first+" ")
}

// quick is the answer that fits one screen; in fewer words, its first part only.
func quick(t *dialog.Turn, a *knowledge.Aid) []chat.Block {
	bs := dialog.Blocks(a.Quick)
	if !t.Short {
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
		return []chat.Block{chat.Text(dialog.Sentences(string(text), 200)[0])}
	}
	return bs
}

// facts shows at once what a reference or an example is there for.
func facts(t *dialog.Turn, a *knowledge.Aid) (bs []chat.Block) {
	if a.Type == knowledge.Reference {
		if a.Table != nil {
			bs = append(bs, chat.Table{Header: a.Table.Header,
				Rows: a.Table.Rows[:min(len(a.Table.Rows), chat.MaxRows)]})
		}
		if l := stepTexts(a.Steps); len(l) > 0 {
			bs = append(bs, chat.List(l))
		}
	}
	return bs
}

// ways are the buttons of an aid's first screen, the likeliest first, three at most.
func ways(t *dialog.Turn, a *knowledge.Aid) (bs []chat.Button) {
	if label, act := wayIn(t, a); label != "" {
		bs = append(bs, dialog.Primary(label, act))
	}
	if a.Example != "" && a.Type != knowledge.Example {
		bs = append(bs, dialog.Button(words.In(t.W.Lang).Example, dialog.On(verbExample, a)))
	}
	if volunteersWhy(t, a) && a.Why != "" {
		bs = append(bs, dialog.Button(words.In(t.W.Lang).Why, dialog.On(verbWhy, a)))
	} else if len(parts(t, a)) > len(bs) {
		bs = append(bs, dialog.Button(t.W.More, dialog.On(verbMore, a)))
	}
	return bs
}

// wayIn is the way to work with an aid of this type.
func wayIn(t *dialog.Turn, a *knowledge.Aid) (string, chat.Action) {
	switch a.Type {
	case knowledge.Checklist:
		return words.In(t.W.Lang).AllAtOnce, dialog.On(verbList, a)
	case knowledge.DecisionTable, knowledge.DecisionTree:
		return words.In(t.W.Lang).Start, dialog.On(verbRestart, a)
	case knowledge.Worksheet:
		return words.In(t.W.Lang).FillIn, dialog.On(verbSteps, a)
	case knowledge.Template:
		return words.In(t.W.Lang).Copy, dialog.On(verbTemplate, a)
	case knowledge.Example:
		return words.In(t.W.Lang).Example, dialog.On(verbExample, a)
	case knowledge.Reference:
		return "", chat.Action{}
	}
	return words.In(t.W.Lang).Steps, dialog.On(verbSteps, a)
}

// tap asks whether the aid helped.
func tap(t *dialog.Turn, a *knowledge.Aid) chat.Tap {
	return chat.Tap{Prompt: words.In(t.W.Lang).Helped, Options: []chat.Button{
		dialog.Button(t.W.Yes, dialog.On(verbYes, a)),
		dialog.Button(words.In(t.W.Lang).Bit, dialog.On(verbBit, a)),
		dialog.Button(words.In(t.W.Lang).No, dialog.On(verbNo, a)),
	}}
}

// noteOf is the small print: who keeps the aid, which version it is, why it was
// chosen.
func noteOf(t *dialog.Turn, a *knowledge.Aid) string {
	note := words.In(t.W.Lang).NoteVersion.With(text.Capital(t.W.Label(a.Owner)), a.Version, t.W.Date(a.Reviewed))
	if o, ok := t.Lib.Origin(a.Key()); ok && len(o.Overrides) > 0 {
		note += "\n" + words.In(t.W.Lang).OwnVersion
	}
	if t.Session.Asked.Why != "" && !t.Short {
		note += "\n" + words.In(t.W.Lang).WhyThisOne.With(t.Session.Asked.Why)
	}
	return note
}

// page is one part of a page from elsewhere; the first is an excerpt.
func page(t *dialog.Turn, a *knowledge.Aid, n int) chat.Card {
	all := pagesOf(t, a)
	n = min(max(n, 1), len(all))
	c := chat.Card{Title: dialog.Fit(a.Title, chat.MaxTitle)}
	c.Body = append(c.Body, t.Warnings(a)...)
	c.Body = append(c.Body, all[n-1]...)
	host := a.Source
	u, err := url.Parse(a.Source)
	if err == nil && u.Host != "" {
		host = u.Host
	}
	c.Note = words.In(t.W.Lang).FromPage.With(host)
	if len(all) > 1 {
		c.Note += " " + words.In(t.W.Lang).PageOf.With(n, len(all)) + "."
	}
	if t.Session.Asked.Why != "" && n == 1 && !t.Short {
		c.Note += "\n" + words.In(t.W.Lang).WhyThisOne.With(t.Session.Asked.Why)
	}
	if n < len(all) {
		c.Buttons = append(c.Buttons, dialog.Primary(words.In(t.W.Lang).ReadOn, dialog.On(verbPage, a, n+1)))
	}
	if err == nil && u.Scheme == "https" && len(a.Source) < 2000 {
		c.Buttons = append(c.Buttons, chat.Button{Label: words.In(t.W.Lang).OpenPage, URL: a.Source})
	}
	if n == 1 || n == len(all) {
		c.Body = append(c.Body, tap(t, a))
	}
	return c
}

// pagesOf are the parts of a page from elsewhere: an excerpt, then longer ones.
func pagesOf(t *dialog.Turn, a *knowledge.Aid) [][]chat.Block {
	bs := dialog.Blocks(a.Body)
	if len(bs) == 0 {
		return [][]chat.Block{{chat.Text(a.Title)}}
	}
	head := dialog.Pages(bs, excerpt)
	if len(head) == 1 {
		return head
	}
	var rest []chat.Block
	for _, p := range head[1:] {
		rest = append(rest, p...)
	}
	return append(head[:1:1], dialog.Pages(rest, pageSize)...)
}

func stepTexts(steps []knowledge.Step) (out []string) {
	for _, s := range steps {
		out = append(out, s.Text)
	}
	return out
}
