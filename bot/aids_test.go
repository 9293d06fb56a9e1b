package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// A talker is one person on a stage, who reads every reply.
type talker struct {
	*stage
	t    interface{ Fatalf(string, ...any) }
	id   string
	lang string
	n    int
	last chat.Reply
}

func (p *talker) tell(e chat.Event) chat.Reply {
	p.n++
	e.ID, e.From, e.In, e.Direct = fmt.Sprintf("%s-%d", p.id, p.n), chat.Person{Platform: "web", ID: p.id}, chat.Place{Platform: "web", Channel: p.id}, true
	e.Locale = p.lang
	r, err := p.Tell(p.stage.t.Context(), e)
	if err != nil {
		p.t.Fatalf("%+v: %v", e, err)
	}
	if r.IsZero() {
		p.t.Fatalf("%+v: silence", e)
	}
	if err := r.Validate(); err != nil {
		p.t.Fatalf("%+v: %v\n%s", e, err, r.Text)
	}
	p.last = r
	return r
}

func (p *talker) say(text string) chat.Reply     { return p.tell(chat.Event{Kind: chat.Said, Text: text}) }
func (p *talker) do(verb, arg string) chat.Reply { return p.press(chat.Action{Verb: verb, Arg: arg}) }
func (p *talker) press(a chat.Action) chat.Reply {
	return p.tell(chat.Event{Kind: chat.Pressed, Action: a})
}

// kinds are what the journal holds of an aid.
func (s *stage) kinds(k knowledge.Key) (ks []journal.Kind) {
	for e, err := range journal.New(s.db).After(s.t.Context(), 0) {
		if err != nil {
			s.t.Fatal(err)
		}
		if e.Aid == k.Slug && e.Lang == string(k.Lang) {
			ks = append(ks, e.Kind)
		}
	}
	return ks
}

// TestEveryStarterAid opens every aid of the starter library in both languages, and
// walks it to the end, asking why at every step and coming back to it. A black box
// says nothing of why before it is asked, and nothing is said in the other language.
func TestEveryStarterAid(t *testing.T) {
	s := newStage(t)
	for _, a := range s.lib.All() {
		if o, _ := s.lib.Origin(a.Key()); o.Source != "starter" {
			continue
		}
		t.Run(string(a.Lang)+"/"+a.Slug, func(t *testing.T) {
			p := &talker{stage: s, t: t, id: a.Key().String(), lang: string(a.Lang)}
			w := words.In(string(a.Lang))
			r := p.do(verbOpen, a.Slug)
			if !strings.Contains(r.Text, a.Title) || !strings.Contains(r.Text, w.Date(a.Reviewed)) || !strings.Contains(r.Text, a.Version) {
				t.Errorf("the first screen lacks its title, review date or version:\n%s", r.Text)
			}
			if n := len(r.Card.Buttons); n > 3 {
				t.Errorf("%d buttons", n)
			}
			for _, part := range []string{"more", "example", "pitfalls", "why", "plan", "template"} {
				p.do(verbPart, a.Slug+"/"+part)
			}
			if length(a) == 0 {
				return
			}
			for i, r := 0, p.do(verbRestart, a.Slug); ; i++ {
				if slices.Contains(s.kinds(a.Key()), journal.RunFinished) {
					break
				}
				if i > 20 {
					t.Fatalf("no end:\n%s", r.Text)
				}
				if why := whyAt(a, p); why != "" {
					if a.Box == knowledge.Black && strings.Contains(r.Text, why) {
						t.Errorf("a black box says why:\n%s", r.Text)
					}
					if got := p.say(w.Typed(verbWhy)[0]); !strings.Contains(chat.Strip(got.Text), chat.Strip(why)) {
						t.Errorf("asked why %q at\n%s\nsaid\n%s", why, r.Text, got.Text)
					}
					if back := p.say(w.Typed("step-back")[0]); back.Text != r.Text {
						t.Errorf("came back to\n%s\nfrom\n%s", back.Text, r.Text)
					}
				}
				r = p.onward()
			}
			if !strings.Contains(p.last.Text, w.Helped) {
				t.Errorf("does not ask whether it helped:\n%s", p.last.Text)
			}
		})
	}
}

// onward presses what leads on: the submit button, the primary one, or the first.
func (p *talker) onward() chat.Reply {
	c := p.last.Card
	for _, b := range c.Buttons {
		if b.Submit {
			return p.tell(chat.Event{Kind: chat.Filled, Action: b.Action, Fields: map[string]string{fieldAnswer: "x"}})
		}
	}
	for _, b := range c.Buttons {
		if b.Style == chat.Primary {
			return p.press(b.Action)
		}
	}
	for _, b := range c.Body {
		if tap, ok := b.(chat.Tap); ok && tap.Options[0].Action.Verb == verbPick {
			return p.press(tap.Options[0].Action)
		}
	}
	return p.press(c.Buttons[0].Action)
}

// whyAt is the reason of the step the person is at.
func whyAt(a *knowledge.Aid, p *talker) (why string) {
	err := p.db.View(p.stage.t.Context(), func(tx *store.Tx) error {
		t, err := p.bot.begin(tx, chat.Event{From: chat.Person{Platform: "web", ID: p.id}, In: chat.Place{Platform: "web", Channel: p.id}}, intent{})
		if err != nil {
			return err
		}
		r, ok, err := t.run(a.Slug)
		if ok && a.Type != knowledge.Checklist {
			why = whyOf(a, r.Step)
		}
		return err
	})
	if err != nil {
		p.t.Fatalf("%v", err)
	}
	return why
}

// TestNoDeadEnds lets people say and press anything, in any order, over days, and
// holds that everything is answered within the limits of all platforms, in one
// language.
func TestNoDeadEnds(t *testing.T) {
	s := newStage(t)
	var said []string
	for _, l := range knowledge.Langs {
		w := words.In(string(l))
		for _, verb := range []string{"step-next", "why", "stop", "steps", "yes", "no", "list", "skip", "browse", "short", "more", "cmd data", "cmd help", "cmd write", "cmd short-on", "cmd unseen", "cmd nl", "cmd en", "cmd hello", "cmd delete", "contact"} {
			said = append(said, w.Typed(verb)...)
		}
	}
	for _, a := range s.lib.All() {
		said = append(said, a.Questions...)
	}
	said = append(said, "", "?", "1", "99", "ik word gepest", "\x00\x1b[2J", strings.Repeat("héél lang ", 2000), "<script>alert(1)</script> @everyone", "[x](javascript:y)")
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		p := &talker{stage: s, t: t, id: fmt.Sprintf("p%d", n), lang: rapid.SampledFrom([]string{"nl", "en", "", "fr"}).Draw(t, "locale")}
		for range rapid.IntRange(1, 25).Draw(t, "turns") {
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 0:
				p.say(rapid.SampledFrom(said).Draw(t, "said"))
			case 1:
				p.say(rapid.String().Draw(t, "text"))
			default:
				acts := pressable(p.last)
				if len(acts) == 0 {
					p.tell(chat.Event{Kind: chat.Joined})
					continue
				}
				a := rapid.SampledFrom(acts).Draw(t, "pressed")
				p.tell(chat.Event{Kind: chat.Pressed, Action: a, Fields: map[string]string{fieldAnswer: rapid.String().Draw(t, "answer")}})
			}
		}
	})
}

func pressable(r chat.Reply) (as []chat.Action) {
	if r.Card == nil {
		return nil
	}
	add := func(bs []chat.Button) {
		for _, b := range bs {
			if b.URL == "" {
				as = append(as, b.Action)
			}
		}
	}
	add(r.Card.Buttons)
	for _, b := range r.Card.Body {
		switch b := b.(type) {
		case chat.Tap:
			add(b.Options)
		case chat.Checklist:
			for _, it := range b {
				as = append(as, it.Toggle)
			}
		}
	}
	return as
}
