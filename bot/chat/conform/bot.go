package conform

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

// Its buckets hold: which events were decided on, by ID; what can be typed, as
// label → action, by person and place; and the ticks of a person, by item.
const (
	decided = "conform.decided"
	offered = "conform.offered"
	ticks   = "conform.ticks"
)

// slowness is how long the bot thinks about "slow": longer than any platform waits
// inside a request.
const slowness = 2300 * time.Millisecond

// nudgeAfter is how long the bot waits with a nudge: long enough to arrange a fault.
const nudgeAfter = 400 * time.Millisecond

// A bot plays the suite's script. It says the canonical cards, and understands a
// typed label as a press on the button.
type bot struct {
	mu     sync.Mutex
	events []chat.Event // decided on, in order
}

// seen returns the events of kind that were decided on.
func (b *bot) seen(kind chat.Kind) (out []chat.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range b.events {
		if e.Kind == kind {
			out = append(out, e)
		}
	}
	return out
}

// last is the newest event of kind that was decided on; the zero one if there is none.
func (b *bot) last(kind chat.Kind) (e chat.Event) {
	for _, e = range b.seen(kind) {
	}
	return e
}

// Handle implements [delivery.Handler].
func (b *bot) Handle(ctx context.Context, e chat.Event) (delivery.Decision, error) {
	if e.Text == "slow" {
		select {
		case <-time.After(slowness):
		case <-ctx.Done():
		}
	}
	b.mu.Lock()
	b.events = append(b.events, e)
	b.mu.Unlock()
	return func(tx *store.Tx) (chat.Reply, error) {
		if _, again := tx.Get(decided, []byte(e.ID)); again {
			return chat.Reply{}, fmt.Errorf("decided on %s twice", e.ID)
		}
		if err := tx.Put(decided, []byte(e.ID), []byte{1}); err != nil {
			return chat.Reply{}, err
		}
		if e.Kind == chat.Left {
			return chat.Reply{}, nil
		}
		key := fmt.Appendf(nil, "%s %v", e.From.ID, e.In)
		var offers map[string]chat.Action
		if _, err := tx.GetJSON(offered, key, &offers); err != nil {
			return chat.Reply{}, err
		}
		if a, ok := offers[strings.ToLower(e.Text)]; ok && e.Kind == chat.Said {
			e.Action = a
		}
		r, err := b.reply(tx, e)
		if err != nil {
			return r, err
		}
		r.Private = r.Private || e.Private
		offers = offersOf(r)
		if e.Kind == chat.Due { // "stop" is understood whatever it is about
			offers["stop"] = chat.Action{Verb: "stop", Arg: e.Action.Arg}
		}
		return r, tx.PutJSON(offered, key, offers)
	}, nil
}

// reply decides what to say.
func (b *bot) reply(tx *store.Tx, e chat.Event) (chat.Reply, error) {
	cards := chattest.Cards()
	switch e.Action.Verb {
	case "steps", "step":
		return stepOf(e.Action.Arg), nil
	case "tick":
		return tick(tx, e)
	case "pick":
		return picked(e.Action.Arg), nil
	case "draft":
		return filled(e.Fields), nil
	case "remind":
		return reminder(e), nil
	case "":
	default:
		return say("en", "You pressed "+e.Action.Verb+" "+e.Action.Arg), nil
	}
	text := strings.ToLower(e.Text)
	name, isCard := strings.CutPrefix(text, "card ")
	switch {
	case e.Kind == chat.Joined:
		return greeting(e.Locale), nil
	case isCard && cards[name].Text != "":
		return cards[name], nil
	case strings.Contains(text, "feedback geven"):
		return cards["answer-nl"], nil
	case strings.Contains(text, "feedback"):
		return cards["choose-en"], nil
	case text == "nudge me":
		nudge := delivery.Message{Key: "nudge " + e.ID, To: e.In, Reply: say("nl", "Ging het goed?"), Once: true,
			After: time.Now().Add(nudgeAfter), Expires: time.Now().Add(time.Hour)}
		return say("en", "All right"), delivery.Post(tx, nudge)
	case strings.Contains(text, "hello"):
		return greeting(e.Locale), nil
	}
	return say("en", "You said: "+e.Text), nil
}

// reminder is what the bot says at its own initiative: with the line that says what it
// serves, an answer to tap and a button to refuse.
func reminder(e chat.Event) chat.Reply {
	to := func(label, verb string) chat.Button {
		return chat.Button{Label: label, Action: chat.Action{Verb: verb, Arg: e.Action.Arg}}
	}
	c := chat.Card{Note: e.Fields["purpose"],
		Body: []chat.Block{chat.Text("Een week geleden gebruikte je **de kaart**."),
			chat.Tap{Prompt: "Heb je het sindsdien gebruikt?",
				Options: []chat.Button{to("Ja", "applied"), to("Nee", "none")}}},
		Buttons: []chat.Button{to("Stop deze reeks", "stop")}}
	return chat.Reply{Lang: "nl", Text: c.Plain(), Card: &c}
}

func say(lang, text string) chat.Reply { return chat.Reply{Lang: lang, Text: text} }

// greeting is in the language of the platform, so that a scenario sees whether the
// adapter knows it.
func greeting(locale string) chat.Reply {
	if strings.HasPrefix(locale, "nl") {
		return say("nl", "Hoi, waar kan ik je mee helpen?")
	}
	return say("en", "Hi, what can I help you with?")
}

// stepOf is step N of three, from "AID/N"; past the last it asks whether it helped.
func stepOf(arg string) chat.Reply {
	aid, rest, _ := strings.Cut(arg, "/")
	n, _ := strconv.Atoi(rest)
	n = max(n, 1)
	to := func(label, verb string, n int) chat.Button {
		return chat.Button{Label: label, Action: chat.Action{Verb: verb, Arg: aid + "/" + strconv.Itoa(n)}}
	}
	c := chat.Card{Title: fmt.Sprintf("Stap %d van 3", n),
		Body: []chat.Block{chat.Steps{Start: n,
			Items: []chat.Step{{Text: fmt.Sprintf("Doe **nummer** %d.", n), Lines: []string{"Check: het staat er."}}}}}}
	switch {
	case n > 3:
		c = chat.Card{Body: []chat.Block{chat.Text("**Klaar.**"),
			chat.Tap{Prompt: "Kon je hiermee verder?",
				Options: []chat.Button{to("Ja", "helped", 1), to("Nee", "helped", 0)}}}}
	case n > 1:
		c.Buttons = append(c.Buttons, to("Terug", "step", n-1))
		fallthrough
	default:
		c.Buttons = append(c.Buttons, to("Volgende", "step", n+1), to("Stop", "stop", n))
	}
	return chat.Reply{Lang: "nl", Text: c.Plain(), Card: &c}
}

// tick turns an item of the canonical checklist over, in the place of the message.
func tick(tx *store.Tx, e chat.Event) (chat.Reply, error) {
	r := chattest.Cards()["checklist-nl"]
	card := *r.Card
	items := slices.Clone(card.Body[1].(chat.Checklist))
	done := 0
	for i := range items {
		key := fmt.Appendf(nil, "%s %d", e.From.ID, i)
		if v, ok := tx.Get(ticks, key); ok {
			items[i].Done = v[0] == 1
		}
		if items[i].Toggle == e.Action {
			items[i].Done = !items[i].Done
			v := []byte{0}
			if items[i].Done {
				v[0] = 1
			}
			if err := tx.Put(ticks, key, v); err != nil {
				return r, err
			}
		}
		if items[i].Done {
			done++
		}
	}
	card.Body = []chat.Block{card.Body[0], items, chat.Text(fmt.Sprintf("%d van 3 gedaan.", done))}
	return chat.Reply{Lang: "nl", Text: card.Plain(), Card: &card, Replace: e.ReplyTo}, nil
}

// picked is the outcome of the canonical decision.
func picked(arg string) chat.Reply {
	c := chat.Card{Title: "Outcome", Body: []chat.Block{chat.Facts{{Label: "You picked",
		Value: arg[strings.LastIndex(arg, "/")+1:]}}}}
	return chat.Reply{Lang: "en", Text: c.Plain(), Card: &c}
}

// filled repeats the answers of a form, in order of their fields.
func filled(fields map[string]string) chat.Reply {
	c := chat.Card{Title: "Thank you"}
	var facts chat.Facts
	for _, k := range slices.Sorted(maps.Keys(fields)) {
		facts = append(facts, chat.Fact{Label: k, Value: fields[k]})
	}
	if len(facts) > 0 {
		c.Body = []chat.Block{facts}
	}
	return chat.Reply{Lang: "en", Text: c.Plain(), Card: &c}
}

// offersOf is what can be typed instead of pressed on r.
func offersOf(r chat.Reply) map[string]chat.Action {
	out := map[string]chat.Action{}
	if r.Card == nil {
		return out
	}
	for _, b := range r.Card.Body {
		if items, ok := b.(chat.Checklist); ok {
			for i, it := range items {
				out[strconv.Itoa(i+1)] = it.Toggle
			}
		}
	}
	for _, b := range r.Card.Offers() {
		if b.URL == "" {
			out[strings.ToLower(b.Label)] = b.Action
		}
	}
	return out
}
