package aid_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/aid"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/text/texttest"

	"pgregory.net/rapid"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// kinds are what the journal holds of an aid.
func kinds(s *bottest.Stage, k knowledge.Key) (ks []journal.Kind) {
	for _, e := range s.Journal("") {
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
	s := bottest.New(t, reflection.Skill)
	for _, a := range s.Lib.All() {
		if o, _ := s.Lib.Origin(a.Key()); o.Source != "starter" {
			continue
		}
		t.Run(string(a.Lang)+"/"+a.Slug, func(t *testing.T) {
			p := s.Meet(t, a.Key().String(), string(a.Lang))
			w := dialog.In(string(a.Lang))
			r := p.Do("aid/open", a.Slug)
			if !strings.Contains(r.Text, a.Title) || !strings.Contains(r.Text, w.Date(a.Reviewed)) ||
				!strings.Contains(r.Text, a.Version) {
				t.Errorf("the first screen lacks its title, review date or version:\n%s", r.Text)
			}
			if n := len(r.Card.Buttons); n > 3 {
				t.Errorf("%d buttons", n)
			}
			for _, part := range []string{"more", "example", "pitfalls", "why", "plan", "template"} {
				p.Do("aid/"+part, a.Slug)
			}
			if aid.Length(a) == 0 {
				return
			}
			for i, r := 0, p.Do("aid/restart", a.Slug); ; i++ {
				if slices.Contains(kinds(s, a.Key()), journal.RunFinished) {
					break
				}
				if i > 20 {
					t.Fatalf("no end:\n%s", r.Text)
				}
				if why := whyAt(s, a, p); why != "" {
					if a.Box == knowledge.Black && strings.Contains(r.Text, why) {
						t.Errorf("a black box says why:\n%s", r.Text)
					}
					if got := p.Say(texttest.Typed(t, "../../..",
						w.Lang)["aid/why"][0]); !strings.Contains(chat.Strip(got.Text), chat.Strip(why)) {
						t.Errorf("asked why %q at\n%s\nsaid\n%s", why, r.Text, got.Text)
					}
					if back := p.Say(texttest.Typed(t, "../../..", w.Lang)["back"][0]); back.Text != r.Text {
						t.Errorf("came back to\n%s\nfrom\n%s", back.Text, r.Text)
					}
				}
				r = onward(p)
			}
			if !strings.Contains(p.Last.Text, aid.Words.In(w.Lang).Helped) {
				t.Errorf("does not ask whether it helped:\n%s", p.Last.Text)
			}
		})
	}
}

// onward presses what leads on: the submit button, the primary one, or the first.
func onward(p *bottest.Person) chat.Reply {
	c := p.Last.Card
	for _, b := range c.Buttons {
		if b.Submit {
			return p.Tell(chat.Event{Kind: chat.Filled, Action: b.Action,
				Fields: map[string]string{dialog.AnswerField: "x"}})
		}
	}
	for _, b := range c.Buttons {
		if b.Style == chat.Primary {
			return p.Press(b.Action)
		}
	}
	for _, b := range c.Body {
		if tap, ok := b.(chat.Tap); ok && tap.Options[0].Action.Verb == "aid/pick" {
			return p.Press(tap.Options[0].Action)
		}
	}
	return p.Press(c.Buttons[0].Action)
}

// whyAt is the reason of the step the person is at.
func whyAt(s *bottest.Stage, a *knowledge.Aid, p *bottest.Person) (why string) {
	s.View(func(tx *store.Tx) (err error) {
		why, err = aid.WhyAt(tx, s.Person(p.Name).ID, a)
		return err
	})
	return why
}

// TestNoDeadEnds lets people say and press anything, in any order, over days, and
// holds that everything is answered within the limits of all platforms, in one
// language.
func TestNoDeadEnds(t *testing.T) {
	s := bottest.New(t, reflection.Skill)
	var said []string
	for _, l := range knowledge.Langs {
		typed := texttest.Typed(t, "../../..", string(l))
		for _, verb := range []string{"next", "back", "stop", "skip", "aid/why", "aid/steps", "aid/yes", "aid/no",
			"aid/list", "aid/browse", "aid/short", "aid/more",
			"mydata/show", "mydata/delete", "help", "draft/write", "settings/short-on", "settings/unseen",
			"settings/nl", "settings/en", "aid/hello", "aid/contact"} {
			said = append(said, typed[verb]...)
		}
	}
	for _, a := range s.Lib.All() {
		said = append(said, a.Questions...)
	}
	said = append(said, "", "?", "1", "99", "ik word gepest", "\x00\x1b[2J", strings.Repeat("héél lang ", 2000),
		"<script>alert(1)</script> @everyone", "[x](javascript:y)")
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		p := s.Meet(t, fmt.Sprintf("p%d", n), rapid.SampledFrom([]string{"nl", "en", "", "fr"}).Draw(t, "locale"))
		for range rapid.IntRange(1, 25).Draw(t, "turns") {
			switch rapid.IntRange(0, 3).Draw(t, "act") {
			case 0:
				p.Say(rapid.SampledFrom(said).Draw(t, "said"))
			case 1:
				p.Say(rapid.String().Draw(t, "text"))
			default:
				acts := pressable(p.Last)
				if len(acts) == 0 {
					p.Tell(chat.Event{Kind: chat.Joined})
					continue
				}
				a := rapid.SampledFrom(acts).Draw(t, "pressed")
				p.Tell(chat.Event{Kind: chat.Pressed, Action: a,
					Fields: map[string]string{dialog.AnswerField: rapid.String().Draw(t, "answer")}})
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

// TestOtherRole holds that what was written for another role is better than nothing, and
// says so.
func TestOtherRole(t *testing.T) {
	s := bottest.New(t)
	p := s.Meet(t, "eve", "nl")
	p.Say("hoi")
	s.Update(func(tx *store.Tx) error {
		eve := s.Person("eve")
		eve.Roles = []string{"employee"}
		return people.Save(tx, eve)
	})
	w := dialog.In("nl")
	if r := p.Say("hoe bepaal ik het effect van mijn aanpak?"); !strings.Contains(r.Text, w.OtherRole) ||
		!strings.Contains(r.Text, "effect") {
		t.Errorf("an aid for authors:\n%s", r.Text)
	}
	if r := p.Say("hoe geef ik feedback?"); strings.Contains(r.Text, w.OtherRole) {
		t.Errorf("an aid for employees:\n%s", r.Text)
	}
}
