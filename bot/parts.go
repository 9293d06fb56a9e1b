package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/dialog"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// A part is something of an aid that can be shown by itself.
type part struct {
	name, label string
}

// parts are what there is to ask for beyond the first screen, in order.
func (t *turn) parts(a *knowledge.Aid) (ps []part) {
	for _, p := range []struct {
		name, label string
		has         bool
	}{
		{"example", words.In(t.W.Lang).Example, a.Example != ""},
		{"pitfalls", words.In(t.W.Lang).Pitfalls, len(a.Pitfalls) > 0},
		{"why", words.In(t.W.Lang).Why, a.Why != ""},
		{"plan", words.In(t.W.Lang).Plan, a.Plan != ""},
		{"template", words.In(t.W.Lang).Copy, a.Template != ""},
	} {
		if p.has {
			ps = append(ps, part{p.name, p.label})
		}
	}
	return ps
}

// part shows a part of an aid: "AID/example", or "AID/page/2" of a page.
func (t *turn) part(arg string) (chat.Reply, error) {
	ref, name := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	kind, n := dialog.Cut(name)
	if kind == "why" {
		return t.why(ref)
	}
	if kind != "page" && !slices.ContainsFunc(t.parts(a), func(p part) bool { return p.name == kind }) {
		kind, name = "more", "more"
	}
	t.NoteAid(journal.Shown, a, 0, kind)
	c := chat.Card{Title: a.Title, Buttons: t.waysOn(a, kind)}
	switch kind {
	case "page":
		c = t.page(a, dialog.Number(n))
	case "example":
		if bs := dialog.Blocks(a.Example); len(bs) == 1 {
			if text, ok := bs[0].(chat.Text); ok {
				bs = []chat.Block{chat.Quote(strings.Trim(string(text), `"“”`))}
			}
			c.Body = bs
		} else {
			c.Body = bs
		}
		if a.Type == knowledge.Example && len(a.Steps) > 0 {
			c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).Criteria), t.criteria(a))
		}
	case "pitfalls":
		c.Body = []chat.Block{chat.Heading(words.In(t.W.Lang).Pitfalls), chat.List(a.Pitfalls)}
	case "plan":
		c.Body = []chat.Block{chat.Text(words.In(t.W.Lang).PlanLead), chat.Code(a.Plan)}
		if t.MayDo(dialog.PlanAid) {
			c.Buttons = append([]chat.Button{dialog.Primary(t.W.PlanMake, dialog.Do(dialog.PlanAid, ref))}, c.Buttons[:min(len(c.Buttons), 2)]...)
			for i := range c.Buttons[1:] {
				c.Buttons[1+i].Style = chat.Plain
			}
		}
	case "template":
		c.Body = []chat.Block{chat.Code(a.Template), t.tap(a)}
	default:
		c.Body = t.more(a)
	}
	r := t.Show(c)
	t.offerAid(a)
	t.Session.View = dialog.On(verbPart, a, name)
	return r, nil
}

// offerAid lets a person type what can be done with an aid, also where no button
// says so.
func (t *turn) offerAid(a *knowledge.Aid) {
	say := func(word string, act chat.Action) {
		for _, w := range t.typed(word) {
			t.Offer(w, act)
		}
	}
	if _, act := t.wayIn(a); !act.IsZero() {
		say("steps", act)
	}
	t.offerParts(a)
	if a.Type == knowledge.Checklist {
		say("list", dialog.On(verbList, a))
	}
	for _, o := range t.tap(a).Options {
		yesBitNo, _ := dialog.Cut(o.Action.Arg)
		say(yesBitNo, o.Action)
	}
}

// offerParts lets a person type what there is to see of an aid, and ask for another.
func (t *turn) offerParts(a *knowledge.Aid) {
	say := func(word string, act chat.Action) {
		for _, w := range t.typed(word) {
			t.Offer(w, act)
		}
	}
	for _, p := range t.parts(a) {
		say(p.name, dialog.On(verbPart, a, p.name))
		t.Offer(p.label, dialog.On(verbPart, a, p.name))
	}
	if a.IsRecipe() {
		say("more", dialog.On(verbPart, a, "more"))
	}
	t.offerNumbers(a)
	say("why-this", chat.Action{Verb: verbWhyThis})
	if slices.Contains(t.Session.Asked.Slugs, a.Slug) && t.Session.Asked.Text != "" {
		say(verbOthers, chat.Action{Verb: verbOthers})
	}
	t.Offer(words.In(t.W.Lang).WhyThis, chat.Action{Verb: verbWhyThis})
}

// more is what else there is to know before one uses an aid.
func (t *turn) more(a *knowledge.Aid) (bs []chat.Block) {
	add := func(label string, items []string) {
		if len(items) > 0 {
			bs = append(bs, chat.Heading(label), chat.List(items))
		}
	}
	add(words.In(t.W.Lang).UseWhen, a.Trigger)
	add(words.In(t.W.Lang).NotWhen, a.NotWhen)
	add(words.In(t.W.Lang).Needs, a.Needs)
	add(words.In(t.W.Lang).Pitfalls, a.Pitfalls)
	if t.short && len(bs) > 2 {
		bs = bs[:2]
	}
	var related []string
	for _, slug := range a.Related {
		if o, ok := t.Lib.Lookup(slug, t.Lang()); ok {
			related = append(related, o.Title)
			t.Offer(o.Title, dialog.On(verbOpen, o))
		}
	}
	if !t.short {
		add(words.In(t.W.Lang).Related, related)
	}
	return bs
}

// criteria are the points by which an example is judged.
func (t *turn) criteria(a *knowledge.Aid) chat.Block {
	s := chat.Steps{}
	for _, st := range a.Steps {
		it := chat.Step{Text: st.Text}
		if st.Why != "" && t.volunteersWhy(a) && !t.short {
			it.Lines = []string{st.Why}
		}
		s.Items = append(s.Items, it)
	}
	return s
}

// waysOn are the buttons below a part: the way in, and the parts not yet seen.
func (t *turn) waysOn(a *knowledge.Aid, seen string) (bs []chat.Button) {
	if label, act := t.wayIn(a); label != "" && !strings.HasSuffix(act.Arg, "/"+seen) {
		bs = append(bs, dialog.Primary(label, act))
	}
	for _, p := range t.parts(a) {
		if p.name == seen || len(bs) == 3 || p.name == "why" && !t.volunteersWhy(a) || p.name == "pitfalls" && seen == "more" {
			continue
		}
		if b := dialog.Button(p.label, dialog.On(verbPart, a, p.name)); len(bs) == 0 || bs[0].Label != b.Label {
			bs = append(bs, b)
		}
	}
	return bs
}

// volunteersWhy reports whether reasons are offered without being asked for: never
// by a black box, unless the person wants them always.
func (t *turn) volunteersWhy(a *knowledge.Aid) bool {
	switch t.Person.Why {
	case people.WhyAlways:
		return true
	case people.WhyNever:
		return false
	}
	return a.Box != knowledge.Black
}

// why explains the step one is at, or the aid as a whole.
func (t *turn) why(arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	if n := dialog.Number(rest); n > 0 {
		return t.whyStep(a, n)
	}
	t.NoteAid(journal.WhyShown, a, 0, "")
	text := a.Why
	if text == "" {
		text = words.In(t.W.Lang).NoWhy
	}
	if t.short {
		text = dialog.Sentences(text, 160)[0]
	}
	c := chat.Card{Title: words.In(t.W.Lang).Why + ": " + dialog.LowerFirst(a.Title), Body: dialog.Blocks(text), Buttons: t.waysOn(a, "why")}
	r := t.Show(c)
	t.offerAid(a)
	t.Session.View = dialog.On(verbWhy, a)
	return r, nil
}
