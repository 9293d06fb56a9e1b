package aid

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// A part is something of an aid that can be shown by itself.
type part struct {
	name, label string
}

// parts are what there is to ask for beyond the first screen, in order.
func parts(t *dialog.Turn, a *knowledge.Aid) (ps []part) {
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

// verb is what shows it.
func (p part) verb() string { return dialog.Verb("aid", p.name) }

// partOf makes the act that shows a part of an aid.
func partOf(kind string) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		ref, n := dialog.Cut(arg)
		a, ok := t.Aid(ref)
		if !ok {
			return t.Say(t.W.Gone), nil
		}
		return showPart(t, a, kind, n)
	}
}

// showPart shows a part of an aid, or what else there is if it has no such part; of a page from elsewhere part n.
func showPart(t *dialog.Turn, a *knowledge.Aid, kind, n string) (chat.Reply, error) {
	if kind != "page" && !slices.ContainsFunc(parts(t, a), func(p part) bool { return p.name == kind }) {
		kind = "more"
	}
	view := dialog.On(dialog.Verb("aid", kind), a)
	t.NoteAid(journal.Shown, a, 0, kind)
	c := chat.Card{Title: a.Title, Buttons: waysOn(t, a, kind)}
	switch kind {
	case "page":
		c, view = page(t, a, dialog.Number(n)), dialog.On(verbPage, a, n)
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
			c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).Criteria), criteria(t, a))
		}
	case "pitfalls":
		c.Body = []chat.Block{chat.Heading(words.In(t.W.Lang).Pitfalls), chat.List(a.Pitfalls)}
	case "plan":
		c.Body = []chat.Block{chat.Text(words.In(t.W.Lang).PlanLead), chat.Code(a.Plan)}
		if t.MayDo(dialog.PlanAid) {
			c.Buttons = c.Buttons[:min(len(c.Buttons), 2)]
			for i := range c.Buttons {
				c.Buttons[i].Style = chat.Plain
			}
			c.Buttons = slices.Insert(c.Buttons, 0, dialog.Primary(t.W.PlanMake, dialog.On(dialog.PlanAid, a)))
		}
	case "template":
		c.Body = []chat.Block{chat.Code(a.Template), tap(t, a)}
	default:
		c.Body = more(t, a)
	}
	walks := slices.DeleteFunc(slices.Clone(t.Session.Offered), func(o dialog.Offer) bool {
		ref, _ := dialog.Cut(o.Action.Arg)
		return o.Action.Verb != verbStep || ref != a.Slug || !isPress(t, o.Label)
	})
	r := t.Show(c)
	shown := t.Session.Offered
	t.Session.Offered = walks // looked at on the way, it goes on from where they are
	for _, o := range shown {
		t.Offer(o.Label, o.Action)
	}
	offerAid(t, a)
	t.Session.View = view
	return r, nil
}

// isPress reports whether a word goes on, or back, in a walk.
func isPress(t *dialog.Turn, word string) bool {
	ps := dialog.Common.Common(t.W.Lang).Presses
	return slices.Contains(ps["next"], word) || slices.Contains(ps["back"], word)
}

// offerAid lets a person type what can be done with an aid, also where no button
// says so.
func offerAid(t *dialog.Turn, a *knowledge.Aid) {
	if _, act := wayIn(t, a); !act.IsZero() {
		say(t, "steps", act)
	}
	offerParts(t, a)
	if a.Type == knowledge.Checklist {
		say(t, "list", dialog.On(verbList, a))
	}
	for _, o := range tap(t, a).Options {
		say(t, strings.TrimPrefix(o.Action.Verb, "aid/"), o.Action)
	}
}

// say lets what people type for an act stand for a.
func say(t *dialog.Turn, act string, a chat.Action) {
	for _, w := range words.Common(t.W.Lang).Presses[act] {
		t.Offer(w, a)
	}
}

// offerParts lets a person type what there is to see of an aid, and ask for another.
func offerParts(t *dialog.Turn, a *knowledge.Aid) {
	for _, p := range parts(t, a) {
		say(t, p.name, dialog.On(p.verb(), a))
		t.Offer(p.label, dialog.On(p.verb(), a))
	}
	if a.IsRecipe() {
		say(t, "more", dialog.On(verbMore, a))
	}
	offerNumbers(t, a)
	say(t, "why-this", dialog.Do(verbWhyThis))
	if slices.Contains(t.Session.Asked.Slugs, a.Slug) && (!t.Session.Asked.Text.IsZero() || t.Person.Unseen) {
		say(t, "others", dialog.Do(verbOthers))
	}
	t.Offer(words.In(t.W.Lang).WhyThis, dialog.Do(verbWhyThis))
}

// more is what else there is to know before one uses an aid.
func more(t *dialog.Turn, a *knowledge.Aid) (bs []chat.Block) {
	add := func(label string, items []string) {
		if len(items) > 0 {
			bs = append(bs, chat.Heading(label), chat.List(items))
		}
	}
	add(words.In(t.W.Lang).UseWhen, a.Trigger)
	add(words.In(t.W.Lang).NotWhen, a.NotWhen)
	add(words.In(t.W.Lang).Needs, a.Needs)
	add(words.In(t.W.Lang).Pitfalls, a.Pitfalls)
	if t.Short && len(bs) > 2 {
		bs = bs[:2]
	}
	var related []string
	for _, slug := range a.Related {
		if o, ok := t.Lib.Lookup(slug, t.Lang()); ok {
			related = append(related, o.Title)
			t.Offer(o.Title, dialog.On(verbOpen, o))
		}
	}
	if !t.Short {
		add(words.In(t.W.Lang).Related, related)
	}
	return bs
}

// criteria are the points by which an example is judged.
func criteria(t *dialog.Turn, a *knowledge.Aid) chat.Block {
	s := chat.Steps{}
	for _, st := range a.Steps {
		it := chat.Step{Text: st.Text}
		if st.Why != "" && volunteersWhy(t, a) && !t.Short {
			it.Lines = []string{st.Why}
		}
		s.Items = append(s.Items, it)
	}
	return s
}

// waysOn are the buttons below a part: the way in, and the parts not yet seen.
func waysOn(t *dialog.Turn, a *knowledge.Aid, seen string) (bs []chat.Button) {
	if label, act := wayIn(t, a); label != "" && act.Verb != dialog.Verb("aid", seen) {
		bs = append(bs, dialog.Primary(label, act))
	}
	for _, p := range parts(t, a) {
		if p.name == seen || len(bs) == 3 || p.name == "why" && !volunteersWhy(t, a) ||
			p.name == "pitfalls" && seen == "more" {
			continue
		}
		if b := dialog.Button(p.label, dialog.On(p.verb(), a)); len(bs) == 0 || bs[0].Label != b.Label {
			bs = append(bs, b)
		}
	}
	return bs
}

// volunteersWhy reports whether reasons are offered without being asked for: never
// by a black box, unless the person wants them always.
func volunteersWhy(t *dialog.Turn, a *knowledge.Aid) bool {
	switch t.Person.Why {
	case people.WhyAlways:
		return true
	case people.WhyNever:
		return false
	}
	return a.Box != knowledge.Black
}

// why explains the step one is at, or the aid as a whole.
func why(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	if n := dialog.Number(rest); n > 0 {
		r, err := whyStep(t, a, n)
		return t.Alone(r), err
	}
	t.NoteAid(journal.WhyShown, a, 0, "")
	text := a.Why
	if text == "" {
		text = words.In(t.W.Lang).NoWhy
	}
	if t.Short {
		text = dialog.Sentences(text, 160)[0]
	}
	title := words.In(t.W.Lang).Why + ": " + dialog.LowerFirst(a.Title)
	c := chat.Card{Title: title, Body: dialog.Blocks(text), Buttons: waysOn(t, a, "why")}
	r := t.Show(c)
	offerAid(t, a)
	t.Session.View = dialog.On(verbWhy, a)
	return r, nil
}
