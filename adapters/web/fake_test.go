package web

import (
	"context"
	"log/slog"
	"maps"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// A fake is an inbox and a history in memory, with a bot that plays a script.
type fake struct {
	bot func(e chat.Event) chat.Reply

	mu     sync.Mutex
	send   func(ctx context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error)
	log    []chat.Entry
	places map[uint64]chat.Place
	seen   map[string]bool
	delay  time.Duration
	broken error
}

func newFake(bot func(e chat.Event) chat.Reply) *fake {
	return &fake{bot: bot, places: map[uint64]chat.Place{}, seen: map[string]bool{}}
}

// serve starts a web adapter in front of f.
func (f *fake) serve(t testing.TB, cfg Config) (*Adapter, *httptest.Server) {
	t.Helper()
	a := New(slog.New(slog.NewTextHandler(t.Output(), nil)), cfg, f, f)
	f.send = a.Send
	srv := httptest.NewServer(a)
	t.Cleanup(srv.Close)
	t.Cleanup(a.streams.close)
	return a, srv
}

func (f *fake) add(to chat.Place, e chat.Entry) {
	f.mu.Lock()
	defer f.mu.Unlock()
	e.Seq, e.Time = uint64(len(f.log)+1), time.Now()
	f.log = append(f.log, e)
	f.places[e.Seq] = to
}

func (f *fake) Accept(ctx context.Context, e chat.Event) error {
	f.mu.Lock()
	seen, broken, delay := f.seen[e.ID], f.broken, f.delay
	if broken == nil {
		f.seen[e.ID] = true
	}
	f.mu.Unlock()
	if seen || broken != nil {
		return broken
	}
	if e.Kind != chat.Joined {
		f.add(e.In, chat.Entry{Event: &e, Key: e.ID})
	}
	time.AfterFunc(delay, func() { f.say(e.In, e.ID, f.bot(e)) })
	return nil
}

func (f *fake) Answer(context.Context, chat.Event) (chat.Reply, bool, error) {
	panic("the web adapter does not wait for answers")
}

// say lets the bot say r. An edit changes what was said.
func (f *fake) say(to chat.Place, key string, r chat.Reply) {
	if r.IsZero() {
		return
	}
	if !f.edit(r) {
		f.add(to, chat.Entry{Reply: &r, Key: key})
	}
	f.send(context.Background(), to, key, r)
}

func (f *fake) edit(r chat.Reply) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, e := range f.log {
		if e.Reply != nil && e.Key == r.Replace.ID {
			f.log[i].Reply = &r
			return true
		}
	}
	return false
}

// forget empties the history of p.
func (f *fake) forget(p chat.Place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for seq, at := range f.places {
		if at == p {
			delete(f.places, seq)
		}
	}
}

func (f *fake) History(_ context.Context, p chat.Place, after uint64, limit int) (out []chat.Entry, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.log {
		if e.Seq > after && f.places[e.Seq] == p {
			out = append(out, e)
		}
	}
	return out[max(0, len(out)-limit):], nil
}

// fail makes Accept fail with err, or not if it is nil.
func (f *fake) fail(err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.broken = err
}

// events are the events accepted so far, of kind.
func (f *fake) events(kind chat.Kind) (out []chat.Event) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range f.log {
		if e.Event != nil && e.Event.Kind == kind {
			out = append(out, *e.Event)
		}
	}
	return out
}

// script is a bot that plays the main job.
func script(e chat.Event) chat.Reply {
	say := func(lang, title string, body ...chat.Block) chat.Reply {
		return chat.Reply{Lang: lang, Text: title, Card: &chat.Card{Title: title, Body: body}}
	}
	with := func(r chat.Reply, bs ...chat.Button) chat.Reply { r.Card.Buttons = bs; return r }
	to := func(label, verb, arg string) chat.Button {
		return chat.Button{Label: label, Action: chat.Action{Verb: verb, Arg: arg}}
	}
	cards := chattest.Cards()
	switch {
	case e.Kind == chat.Joined:
		r := say("nl", "", chat.Text("Hoi, ik help je tijdens je werk met korte hulpkaarten. Vraag het gewoon, "+
			"bijvoorbeeld: *hoe geef ik feedback?*"),
			chat.Text("Je leidinggevende ziet alleen groepscijfers vanaf 5 mensen, nooit wat jij vraagt of schrijft. "+
				"Typ **privacy** of **pauze** wanneer je wilt."))
		r.Text = "Hoi"
		return with(r, to("Hoe geef ik feedback?", "open", "feedback-4g"),
			to("Hoe houd ik een nabespreking?", "open", "nabespreking"))
	case e.Kind == chat.Filled && e.Action.Verb == "reason":
		return chat.Reply{Lang: "nl", Text: "Dank je. Dit gaat zonder je naam naar de makers."}
	case e.Kind == chat.Filled:
		return say("en", "Thanks, "+strings.Join(slices.Sorted(maps.Values(e.Fields)), " / "))
	case e.Action.Verb == "tick":
		r := cards["checklist-nl"]
		items := slices.Clone(r.Card.Body[1].(chat.Checklist))
		for i := range items {
			if items[i].Toggle == e.Action {
				items[i].Done = !items[i].Done
			}
		}
		card := *r.Card
		card.Body = []chat.Block{card.Body[0], items, chat.Text("2 van 3 gedaan.")}
		r.Card, r.Replace = &card, e.ReplyTo
		return r
	case e.Action.Verb == "steps", e.Action.Verb == "step" && e.Action.Arg == "feedback-4g/1":
		return cards["step-nl"]
	case e.Action.Verb == "step":
		return with(say("nl", "Klaar", chat.Text("Check: kan de ander navertellen wat je vraagt? Kon je hiermee "+
			"verder?")), to("Ja", "helped", "yes"), to("Een beetje", "helped", "bit"), to("Nee", "helped", "no"))
	case e.Action.Verb == "why":
		return with(say("nl", "Waarom dit werkt", chat.Text("Je houdt feit, beleving en verzoek uit elkaar.")),
			to("Terug naar stap 2", "steps", "feedback-4g"))
	case e.Action.Verb == "helped":
		return with(say("nl", "", chat.Question{Field: "reason", Prompt: "Jammer. Wat zat in de weg?", Need: true,
			Choices: []chat.Choice{
				{Value: "long", Label: "Te lang"}, {Value: "other", Label: "Niet mijn situatie"},
				{Value: "old", Label: "Verouderd"}, {Value: "time", Label: "Geen tijd"}}}),
			chat.Button{Label: "Verstuur", Action: chat.Action{Verb: "reason"}, Submit: true})
	case e.Action.Verb == "pick":
		return say("en", "Next: is it possible?", chat.Text("You said: "+e.Action.Arg))
	case e.Kind == chat.Pressed:
		return cards["answer-nl"]
	case e.Text == "traag":
		return chat.Reply{}
	case strings.HasPrefix(e.Text, "kaart "):
		return cards[strings.TrimPrefix(e.Text, "kaart ")]
	case strings.Contains(e.Text, "feedback"):
		return cards["answer-nl"]
	}
	return chat.Reply{Lang: "nl", Text: "Je zei: " + e.Text}
}
