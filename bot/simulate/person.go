package simulate

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// A conversation is where a person and the bot are.
type conversation struct {
	in   chat.Place
	last chat.Reply // not reacted to yet; zero if there is none
	own  bool       // the bot said it by itself
	left int        // turns the person still has time for
}

// hears lets a person read what the bot says in a place.
func (p *Person) hears(in chat.Place, r chat.Reply, byItself bool) {
	p.talk.in, p.talk.last, p.talk.own = in, r, byItself
	if byItself {
		p.talk.left = p.patience
	}
}

// A choice is one thing a person can do with a reply, and how likely that is.
type choice struct {
	label  string
	action chat.Action
	submit bool
	weight float64
}

// inclined says how much people are drawn to an action, by its verb or its verb with
// the start of its argument; the longest that fits counts. One that ends with a slash is a skill.
var inclined = map[string]float64{
	"aid/open": 6, "aid/none": 0.7, "aid/steps": 2.5, "aid/step": 9, "aid/resume": 3, "aid/restart": 0.3,
	"aid/stop": 0.4, "aid/list": 1,
	"aid/tick": 6, "aid/pick": 4, "aid/branch": 4, "aid/field": 3, "aid/fill": 4, "aid/why": 0.4, "aid/browse": 0.1,
	"aid/reason": 3,
	"aid/":       0.5, "draft/": 0, "draft/answer": 0.3, "draft/approve": 3, "draft/decline": 0.06, "house/": 0,
	"house/fine": 1, "mydata/": 0,
	"settings/": 0, "settings/slot": 0.05, "settings/away": 0.05, "reflection/": 2,
}

// choices are what a person can do with a reply.
func (p *Person) choices(r chat.Reply) (cs []choice) {
	if r.Card == nil {
		return nil
	}
	add := func(b chat.Button) {
		if b.URL != "" || b.Style == chat.Danger {
			return
		}
		c := choice{b.Label, b.Action, b.Submit, 1}
		best := -1
		for k, w := range inclined {
			verb, arg, _ := strings.Cut(k, " ")
			fits := b.Action.Verb == verb || strings.HasSuffix(verb, "/") && strings.HasPrefix(b.Action.Verb, verb)
			if fits && strings.HasPrefix(b.Action.Arg, arg) && len(k) > best {
				c.weight, best = w, len(k)
			}
		}
		switch {
		case b.Style == chat.Primary:
			c.weight *= 2
		case b.Action.Verb == "aid/step": // back
			c.weight *= 0.04
		}
		if ends(b.Action) {
			c.weight *= 0.15
		}
		if w, ok := p.opinion(b.Action); ok {
			c.weight = w
		}
		cs = append(cs, c)
	}
	for _, b := range r.Card.Body {
		switch b := b.(type) {
		case chat.Tap:
			for _, o := range b.Options {
				add(o)
			}
		case chat.Checklist:
			for _, it := range b {
				if !it.Done {
					add(chat.Button{Label: it.Text, Action: it.Toggle})
				}
			}
		}
	}
	for _, b := range r.Card.Buttons {
		add(b)
	}
	return cs
}

// ends reports whether an action makes the bot stop or skips what it asks.
func ends(a chat.Action) bool {
	_, act, _ := strings.Cut(a.Verb, "/")
	for _, part := range append(strings.Split(a.Arg, "/"), act) {
		if slices.Contains([]string{"stop", "skip", "decline", "delete", "withdraw", "back", "drop", "end", "leave"},
			part) {
			return true
		}
	}
	return false
}

// opinion is how likely a person says this of an aid; ok is false if the action says nothing of one. Some aids are
// better than others, always in the same way.
func (p *Person) opinion(a chat.Action) (weight float64, ok bool) {
	good := quality(a.Arg)
	switch a.Verb {
	case "aid/yes":
		return 4 * p.replies * good, true
	case "aid/bit", "aid/no":
		return 4 * p.replies * (1 - good) * 0.5, true
	}
	return 0, false
}

// quality is how likely an aid helps, from 0.45 to 0.95.
func quality(aid string) float64 {
	h := uint32(2166136261)
	for i := range len(aid) {
		h = (h ^ uint32(aid[i])) * 16777619
	}
	return 0.45 + float64(h%1000)/2000
}

// reacts decides what a person does with what they heard last; ok is false if that is
// nothing.
func (p *Person) reacts(o *Organisation) (e chat.Event, ok bool) {
	t := &p.talk
	r, own := t.last, t.own
	t.last = chat.Reply{}
	if r.IsZero() || t.left <= 0 || own && p.rng.Float64() > p.engaged {
		return e, false
	}
	t.left--
	cs := p.choices(r)
	if len(cs) == 0 || !own && p.rng.Float64() < 0.12 {
		return e, false
	}
	var sum float64
	for _, c := range cs {
		sum += c.weight
	}
	at := p.rng.Float64() * sum
	for _, c := range cs {
		if at -= c.weight; at > 0 || c.weight == 0 {
			continue
		}
		if c.submit {
			return p.fills(r, c, o), true
		}
		return chat.Event{Kind: chat.Pressed, Action: c.action, Text: c.label}, true
	}
	return e, false
}

// fills answers every question of a form.
func (p *Person) fills(r chat.Reply, c choice, o *Organisation) chat.Event {
	e := chat.Event{Kind: chat.Filled, Action: c.action, Text: c.label, Fields: map[string]string{}}
	for _, b := range r.Card.Body {
		q, ok := b.(chat.Question)
		if !ok {
			continue
		}
		switch {
		case q.Person:
			e.People = p.colleagues(o, map[bool]int{false: 1, true: 6}[q.Many])
			var names []string
			for _, c := range e.People {
				names = append(names, c.Name)
			}
			e.Fields[q.Field] = strings.Join(names, ", ")
		case len(q.Choices) > 0:
			e.Fields[q.Field] = q.Choices[p.rng.IntN(len(q.Choices))].Value
		case q.Value != "" && p.rng.IntN(2) == 0:
			e.Fields[q.Field] = q.Value
		default:
			e.Fields[q.Field] = p.sentence(q.Prompt + " " + q.Hint)
		}
	}
	return e
}

// colleagues are some others of the person's unit, or of another if there are too few.
func (p *Person) colleagues(o *Organisation, n int) (cs []chat.Person) {
	for pass := range 2 {
		for _, i := range p.rng.Perm(len(o.People)) {
			c := o.People[i]
			if len(cs) < n && c != p && (c.Unit == p.Unit) == (pass == 0) {
				cs = append(cs, c.onPlatform())
			}
		}
	}
	return cs
}

// Platform is where the people of a simulation talk.
const Platform = chat.Platform("web")

func (p *Person) onPlatform() chat.Person {
	return chat.Person{Platform: Platform, ID: p.Name, Name: strings.ToUpper(p.Name[:1]) + p.Name[1:]}
}

// place is where the person and the bot talk alone.
func (p *Person) place() chat.Place { return chat.Place{Platform: Platform, Channel: p.Name} }

// channel is where a unit talks together.
func channel(unit string) chat.Place { return chat.Place{Platform: Platform, Channel: "#" + unit} }
