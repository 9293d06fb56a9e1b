package dialog

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// Say replies with text only. What was offered before stays on offer.
func (t *Turn) Say(text string) chat.Reply {
	return chat.Reply{Text: chat.Strip(text), Card: plainCard(text), Lang: t.W.Lang, Private: t.Event.Private}
}

// Says is a card of one text, with buttons.
func Says(text string, buttons ...chat.Button) chat.Card {
	return chat.Card{Body: []chat.Block{chat.Text(text)}, Buttons: buttons}
}

// Noted is Says with small print below, such as why it is said.
func Noted(text, note string, buttons ...chat.Button) chat.Card {
	c := Says(text, buttons...)
	c.Note = note
	return c
}

// NotNow is the button that leaves what is offered.
func (t *Turn) NotNow() chat.Button { return Button(t.W.NotNow, Do(Fine)) }

// Past replies to what no longer matters: what was due is left unsaid, and who pressed
// something hears alone that it is gone.
func (t *Turn) Past() chat.Reply {
	if t.Event.Kind == chat.Due {
		return chat.Reply{}
	}
	return t.Alone(t.Say(t.W.Gone))
}

// plainCard shows text that holds marks; nil if it holds none.
func plainCard(text string) *chat.Card {
	if chat.Strip(text) == text && !strings.Contains(text, "\n") {
		return nil
	}
	return &chat.Card{Body: Blocks(text)}
}

// Show replies with a card, and puts its buttons on offer to who types.
func (t *Turn) Show(c chat.Card) chat.Reply {
	t.Session.Offered, t.Session.Awaits, t.Session.Any, t.Session.Choices = nil, chat.Action{}, false, nil
	t.Session.Asks, t.Session.Prompt = false, ""
	c = t.stamped(c)
	var named []string
	offer := func(bs []chat.Button) {
		for _, b := range bs {
			if b.URL != "" {
				continue
			}
			t.Offer(b.Label, b.Action)
			for _, w := range t.typed(b.Action) {
				t.Offer(w, b.Action)
			}
		}
	}
	offer(c.Buttons)
	for _, b := range c.Buttons {
		if b.URL == "" {
			named = append(named, strings.ToLower(b.Label))
		}
	}
	for _, b := range c.Body {
		switch b := b.(type) {
		case chat.Tap:
			offer(b.Options)
		case chat.Checklist:
			for i, it := range b {
				t.offer(Offer{Label: strconv.Itoa(i + 1), Action: it.Toggle, Ticks: true})
			}
		case chat.Question:
			if b.Field == AnswerField {
				t.Session.Prompt = chat.Strip(b.Prompt)
				for _, ch := range b.Choices {
					t.Session.Choices = append(t.Session.Choices, ch.Value)
				}
			}
		}
	}
	numbers := c.Numbers()
	for i, b := range c.Offers() {
		if numbers[i] > 0 {
			t.Offer(strconv.Itoa(numbers[i]), b.Action)
		}
	}
	if typed := t.OrNumber(c); len(c.Buttons) > 1 && c.Long() && typed != "" {
		c.Typed = typed
	} else if len(named) > 0 && c.Typed == "" {
		c.Typed = t.W.OrType.With(strings.Join(named, ", "))
	}
	return chat.Reply{Text: c.Plain(), Card: &c, Lang: t.W.Lang, Private: t.Event.Private}
}

// OrNumber says which numbers can be typed to a card; empty if none can.
func (t *Turn) OrNumber(c chat.Card) string {
	ns := slices.DeleteFunc(c.Numbers(), func(n int) bool { return n == 0 })
	if len(ns) == 0 {
		return ""
	}
	if n := len(ns); n > 1 && slices.Max(ns) == n && slices.IsSorted(ns) {
		return t.W.OrType.With("1 – " + strconv.Itoa(n))
	}
	said := make([]string, len(ns))
	for i, n := range ns {
		said[i] = strconv.Itoa(n)
	}
	return t.W.OrType.With(strings.Join(said, ", "))
}

// stamped is a card whose actions are marked with whose they are, where they are one person's. What only the person
// sees has no buttons of what they may not do.
func (t *Turn) stamped(c chat.Card) chat.Card {
	buttons := func(bs []chat.Button) []chat.Button {
		bs = slices.DeleteFunc(slices.Clone(bs), func(b chat.Button) bool {
			s, name := t.Skill(b.Action.Verb)
			act := s.Acts[name]
			return t.Person.ID != "" && (t.Event.Direct || !t.shared) && act.do != nil && !t.May(act.Right)
		})
		for i := range bs {
			bs[i].Action = t.stamp(bs[i].Action)
		}
		return bs
	}
	c.Buttons, c.Body = buttons(c.Buttons), slices.Clone(c.Body)
	for i, b := range c.Body {
		switch b := b.(type) {
		case chat.Tap:
			b.Options = buttons(b.Options)
			c.Body[i] = b
		case chat.Checklist:
			b = slices.Clone(b)
			for j := range b {
				b[j].Toggle = t.stamp(b[j].Toggle)
			}
			c.Body[i] = b
		}
	}
	return c
}

// Command is a button that does what people type of a skill, by the first of its words.
func (t *Turn) Command(verb string) chat.Button {
	return Button(text.Capital(t.WordFor(verb)), chat.Action{Verb: verb})
}

// WordFor is the word that help shows for a command.
func (t *Turn) WordFor(verb string) string {
	s, act := t.Skill(verb)
	if s.Texts != nil {
		if ws := s.Texts.Common(t.W.Lang).Commands[act]; len(ws) > 0 {
			return ws[0]
		}
	}
	return act
}

// Led are blocks below a text, if there is one.
func Led(lead string, blocks ...chat.Block) []chat.Block {
	if lead == "" {
		return blocks
	}
	return append([]chat.Block{chat.Text(lead)}, blocks...)
}

// Choices are what a form lets people choose from.
func Choices(all []text.Choice) (cs []chat.Choice) {
	for _, c := range all {
		cs = append(cs, chat.Choice{Value: c.Key, Label: c.Label})
	}
	return cs
}

// Fleeting shows a card with the person's own private text, which a conversation that is kept does not keep.
func (t *Turn) Fleeting(c chat.Card) chat.Reply {
	r := t.Show(c)
	r.Fleeting = true
	return r
}

// Offer lets a typed label stand for an action. The first of equal labels counts.
func (t *Turn) Offer(label string, a chat.Action) {
	t.offer(Offer{Label: text.Normal(label), Action: a})
}

func (t *Turn) offer(o Offer) {
	for _, other := range t.Session.Offered {
		if other.Label == o.Label {
			return
		}
	}
	if o.Label != "" {
		t.Session.Offered = append(t.Session.Offered, o)
	}
}

// typed returns the words that stand for an action while a card offers it, besides the label of its button.
func (t *Turn) typed(a chat.Action) []string {
	s, act := t.Skill(a.Verb)
	if s.Texts == nil {
		return nil
	}
	return s.Texts.Common(t.W.Lang).Presses[act]
}

// OfferPress lets the words that mean next, back, skip or stop, whatever the skill, stand for an action.
func (t *Turn) OfferPress(what string, a chat.Action) {
	for _, w := range Common.Common(t.W.Lang).Presses[what] {
		t.Offer(w, a)
	}
}

// WithNote adds small print to a reply that shows a card.
func WithNote(r chat.Reply, note string) chat.Reply {
	c := *r.Card
	c.Note = strings.TrimSpace(c.Note + "\n" + chat.Strip(note))
	r.Card, r.Text = &c, c.Plain()
	return r
}

// Aside shows a card without taking over the conversation: what was on offer stays,
// and what is typed next is no answer to it. It is for what the bot says at its own
// initiative.
func (t *Turn) Aside(c chat.Card) chat.Reply {
	before := t.Session
	r := t.Show(c)
	for _, o := range before.Offered {
		if len(c.Offers()) == 0 || Number(o.Label) < 0 { // a number is of what is shown last
			t.offer(o)
		}
	}
	t.Session.Awaits, t.Session.Any, t.Session.View = before.Awaits, before.Any, before.View
	t.Session.Choices, t.Session.Asks, t.Session.Prompt = before.Choices, before.Asks, before.Prompt
	return r
}

// Takes has what the person types next do an action, with that as its answer: it is for a message at the bot's own
// initiative that asks something in their own words. What is typed to other messages is read by nobody, see [Heard].
func (t *Turn) Takes(a chat.Action) { t.Session.Nudge = a }

// TalkTime is how long a team has to talk about what all were asked.
const TalkTime = 8 * time.Hour

// Typable lets "stop" and "skip" be typed to what r shows.
func (t *Turn) Typable(r chat.Reply, stop, skip chat.Action) chat.Reply {
	shown := t.Session.Offered
	t.Session.Offered = nil
	t.OfferPress("stop", stop)
	t.OfferPress("skip", skip)
	for _, o := range shown {
		t.Offer(o.Label, o.Action)
	}
	return r
}

// Form shows a card that what is typed next answers, unless it is "skip" or "stop".
func (t *Turn) Form(c chat.Card, submit, stop, skip chat.Action) chat.Reply {
	r := t.Typable(t.Show(c), stop, skip)
	t.Session.Awaits, t.Session.View, t.Session.Unsure = submit, chat.Action{}, ""
	return r
}

// FormFor is Form for texts that may well be a question themselves.
func (t *Turn) FormFor(c chat.Card, submit, stop, skip chat.Action) chat.Reply {
	r := t.Form(c, submit, stop, skip)
	t.Session.Any = true
	return r
}

// AnswerField is the field of a question that is asked one at a time; what is typed
// goes to it.
const AnswerField = "answer"

// Field names the field of question i of a form, from 0; the first is [AnswerField].
func Field(i int) string {
	if i == 0 {
		return AnswerField
	}
	return AnswerField + strconv.Itoa(i)
}

// Filled is the answer to question i of a form that was filled in, from 0; what was
// typed is the answer to the first.
func (t *Turn) Filled(i int) string {
	if t.Event.Kind != chat.Filled {
		if i == 0 {
			return t.Answer
		}
		return ""
	}
	return Clean(t.Event.Fields[Field(i)])
}

// Written is what was filled in: the answers to several questions each after their
// question, or all that was typed.
func (t *Turn) Written(questions []string) string {
	if t.Event.Kind != chat.Filled || len(questions) < 2 {
		return t.Answer
	}
	var lines []string
	for i, q := range questions {
		if v := t.Filled(i); v != "" {
			label, _, _ := strings.Cut(q, ":")
			lines = append(lines, label+": "+v)
		}
	}
	return strings.Join(lines, "\n")
}
