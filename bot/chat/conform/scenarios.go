package conform

import (
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// scenarios are what every adapter does alike.
var scenarios = []struct {
	name string
	play func(s *stage)
}{
	{"ask in Dutch", askDutch},
	{"ask in English", askEnglish},
	{"ask in company", askInCompany},
	{"the language of the profile", profile},
	{"steps by button", stepsByButton},
	{"steps by words", stepsByWords},
	{"a checklist is edited in place", checklist},
	{"a decision by buttons", decision},
	{"a form", form},
	{"a form for a colleague", formForColleague},
	{"a form for colleagues", formForColleagues},
	{"people mentioned", mentioned},
	{"a plot", plot},
	{"a private answer", private},
	{"a command answered for the asker alone", command},
	{"every card", everyCard},
	{"a file to save", file},
	{"hostile text", hostile},
	{"what was said arrives as it was", literal},
	{"one act delivered thrice", redelivered},
	{"a double click", doubleClick},
	{"a message at the bot's own initiative", nudged},
	{"a message at the bot's own initiative in company", nudgedInCompany},
	{"a message at the bot's own initiative of which the receipt is lost", lostReminder},
	{"an answer that takes long", slow},
	{"too many messages", func(s *stage) { survives(s, TooMany) }},
	{"a server error", func(s *stage) { survives(s, Broken) }},
	{"an answer of which the receipt is lost", lostAnswer},
	{"a nudge of which the receipt is lost", lostNudge},
	{"a broken connection", cut},
	{"who blocked the bot", blocked},
	{"who leaves", leaves},
	{"a mess", mess},
}

var answerButtons = []string{"Ja", "Een beetje", "Nee", "Stap voor stap", "Voorbeeld", "Waarom"}

func askDutch(s *stage) {
	m, _ := s.ask(Ada, Alone, "Hoe kan ik feedback geven?")
	s.holds(m, answerButtons, "Geef feedback met de 4 G's (5 min)", "Gedrag: wat zag of hoorde je?", "Gewenst",
		"Klaar als", "de ander kan navertellen")
	s.reads(m, "Kon je hiermee verder?", "L&D-team · versie 1.0.0")
	s.silence(Ada, Alone)
}

func askEnglish(s *stage) {
	m, _ := s.ask(Ben, Alone, "How do I do feedback?")
	s.holds(m, []string{"Give feedback with the 4 Gs", "Ask for focused feedback", "None of these"},
		"Which of these do you mean?")
	s.do(Act{Who: Ben, Press: "Ask for focused feedback"})
	s.holds(s.next(Ben, Alone), nil, "You pressed open feedback-vragen")
}

func askInCompany(s *stage) {
	m, ok := s.ask(Ada, Company, "hoe kan ik feedback geven")
	if !ok {
		return
	}
	s.holds(m, answerButtons, "Geef feedback met de 4 G's (5 min)")
	if m.Private {
		s.t.Error("an answer in company is private")
	}
	if e := s.bot.seen(chat.Said)[0]; e.Direct || e.Text != "hoe kan ik feedback geven" {
		s.t.Errorf("direct %v, text %q", e.Direct, e.Text)
	}
}

func profile(s *stage) {
	if m, _ := s.ask(Ada, Alone, "hello"); !strings.HasPrefix(m.Text, "Hoi") {
		s.t.Errorf("Ada is greeted with %q", m.Text)
	}
	if m, ok := s.ask(Ben, Alone, "hello"); ok && !strings.HasPrefix(m.Text, "Hi") {
		s.t.Errorf("Ben is greeted with %q", m.Text)
	}
}

func stepsByButton(s *stage) { steps(s, func(label string) Act { return Act{Who: Ada, Press: label} }) }
func stepsByWords(s *stage) {
	steps(s, func(label string) Act { return Act{Who: Ada, Say: strings.ToLower(label)} })
}

func steps(s *stage, do func(label string) Act) {
	s.ask(Ada, Alone, "feedback geven")
	walk := func(label string, buttons []string, texts ...string) {
		s.t.Helper()
		s.do(do(label))
		s.holds(s.next(Ada, Alone), buttons, texts...)
	}
	walk("Stap voor stap", []string{"Volgende", "Stop"}, "Stap 1 van 3", "1", "Doe nummer 1.", "Check: het staat er.")
	walk("Volgende", []string{"Terug", "Volgende", "Stop"}, "Stap 2 van 3", "2", "Doe nummer 2.")
	walk("Terug", []string{"Volgende", "Stop"}, "Stap 1 van 3")
	walk("Volgende", []string{"Terug", "Volgende", "Stop"}, "Stap 2 van 3")
	walk("Volgende", []string{"Terug", "Volgende", "Stop"}, "Stap 3 van 3")
	walk("Volgende", []string{"Ja", "Nee"}, "Klaar.", "Kon je hiermee verder?")
	walk("Ja", nil, "You pressed helped")
}

func checklist(s *stage) {
	m, _ := s.ask(Ada, Alone, "card checklist-nl")
	s.holds(m, []string{"Klaar", "Eén voor één"}, "Bereid de instemming", "Leg het doel vast", "welke gegevens",
		"Ook wat je niet bewaart.", "1 van 3 gedaan.")
	ticked := func(n int, want string) {
		s.t.Helper()
		if !s.do(Act{Who: Ada, Tick: n}) {
			return
		}
		s.wait(want, func() bool { return strings.Contains(s.last(Ada, Alone).Text, want) })
	}
	if len(m.Ticks) == 0 {
		return // items are ticked by typing their number
	}
	if !slices.Equal(m.Ticks, []bool{true, false, false}) {
		s.t.Errorf("ticks %v", m.Ticks)
	}
	ticked(3, "2 van 3 gedaan.")
	ticked(2, "3 van 3 gedaan.")
	ticked(3, "2 van 3 gedaan.")
	if m = s.last(Ada, Alone); !slices.Equal(m.Ticks, []bool{true, true, false}) || m.Edits != 3 && m.Edits >= 0 {
		s.t.Errorf("after three ticks: ticks %v, %d edits", m.Ticks, m.Edits)
	}
	s.silence(Ada, Alone)
}

func decision(s *stage) {
	m, _ := s.ask(Ben, Alone, "card decision-en")
	s.holds(m, []string{"Yes", "No", "Why?", "Stop"}, "Question 2 of 5",
		"Is the expectation clear?", "Gap clear", "yes")
	s.do(Act{Who: Ben, Press: "No"})
	s.holds(s.next(Ben, Alone), nil, "Outcome", "You picked", "1")
}

func form(s *stage) {
	m, _ := s.ask(Ben, Alone, "card form-en")
	s.reads(m, "What is the task?", "For example: post a credit note", "Which steps do you take?", "For whom?")
	if !s.do(Act{Who: Ben, Press: "Send", Fill: map[string]string{"task": "post <b>a</b> & *note*", "steps": "one\ntwo",
		"who": "manager"}}) {
		return
	}
	s.holds(s.next(Ben, Alone), nil, "Thank you", "steps", "one two", "task", "post <b>a</b> &", "who", "manager")
	e := s.bot.seen(chat.Filled)
	if len(e) != 1 || e[0].Fields["task"] != "post <b>a</b> & *note*" || e[0].Fields["steps"] != "one\ntwo" ||
		e[0].Fields["who"] != "manager" {
		s.t.Errorf("filled: %+v", e)
	}
	s.silence(Ben, Alone)
}

func private(s *stage) {
	m, ok := s.ask(Ada, Company, "card private")
	if !ok {
		return
	}
	s.holds(m, nil, "Only you can see this.")
	if !m.Private {
		s.t.Error("a private answer in company is not private")
	}
	if seen := s.rig.Screen(Ben, Company); len(seen) != 0 {
		s.t.Errorf("Ben sees %+v", seen)
	}
}

func command(s *stage) {
	m, ok := s.ask(Ada, Command, "hoe kan ik feedback geven")
	if !ok {
		return
	}
	s.holds(m, answerButtons, "Geef feedback met de 4 G's (5 min)")
	s.do(Act{Who: Ada, In: Command, Press: "Stap voor stap"})
	next := s.next(Ada, Command)
	s.holds(next, []string{"Volgende", "Stop"}, "Stap 1 van 3")
	if !m.Private || !next.Private || len(s.rig.Screen(Ben, Company)) != 0 {
		s.t.Error("a command is answered for others to see")
	}
	for _, e := range append(s.bot.seen(chat.Said), s.bot.seen(chat.Pressed)...) {
		if !e.Private {
			s.t.Errorf("%v is not marked as private", e.Kind)
		}
	}
}

// everyCard holds that nothing of a canonical card is left out or cut.
func everyCard(s *stage) {
	for name, r := range chattest.Cards() {
		if name == "hostile" || r.File != nil {
			continue // have scenarios of their own
		}
		m, _ := s.ask(Ada, Alone, "card "+name)
		if r.Card == nil {
			s.holds(m, nil, r.Text)
			continue
		}
		s.reads(m, readable(r.Card)...)
		for _, b := range r.Card.Buttons {
			if !slices.Contains(m.Buttons, b.Label) {
				s.t.Errorf("%s: there is no button %q among %q", name, b.Label, m.Buttons)
			}
		}
	}
}

// readable lists everything on a card that must be on the screen, without its links.
func readable(c *chat.Card) []string {
	out := []string{c.Title, c.Note}
	plain := func(s string) {
		for _, sp := range chat.Spans(s) {
			out = append(out, sp.Text)
		}
	}
	for _, b := range c.Body {
		switch b := b.(type) {
		case chat.Text:
			plain(string(b))
		case chat.Heading:
			out = append(out, string(b))
		case chat.List:
			for _, it := range b {
				plain(it)
			}
		case chat.Steps:
			for _, st := range b.Items {
				plain(st.Text)
				plain(st.Say)
				for _, l := range st.Lines {
					plain(l)
				}
			}
		case chat.Checklist:
			for _, it := range b {
				plain(it.Text)
				plain(it.Detail)
			}
		case chat.Facts:
			for _, f := range b {
				out = append(out, f.Label)
				plain(f.Value)
			}
		case chat.Table:
			out = append(out, b.Header...)
			for _, row := range b.Rows {
				for _, cell := range row {
					plain(cell)
				}
			}
		case chat.Plot:
			out = append(out, b.Title)
			plain(b.Says)
		case chat.Quote:
			plain(string(b))
		case chat.Code:
			out = append(out, string(b))
		case chat.Question:
			plain(b.Prompt)
			plain(b.Hint)
		case chat.Tap:
			plain(b.Prompt)
		}
	}
	return out
}

func file(s *stage) {
	s.do(Act{Who: Ada, Say: "card file-nl"})
	s.wait("the file", func() bool {
		for _, m := range s.rig.Screen(Ada, Alone) {
			if slices.Contains(m.Files, "mijn-gegevens.json") {
				return true
			}
		}
		return false
	})
	if !s.do(Act{Who: Ada, In: Company, Say: "card file-nl"}) {
		return
	}
	time.Sleep(calm)
	for _, m := range s.rig.Screen(Ben, Company) {
		if len(m.Files) > 0 {
			s.t.Errorf("Ben sees Ada's file: %+v", m)
		}
	}
}

func hostile(s *stage) {
	m, _ := s.ask(Ben, Alone, "card hostile") // next looks at its pings
	s.reads(m, "<script>alert(1)</script>", "@everyone", "javascript:alert(1)", "&lt;")
	s.do(Act{Who: Ben, Press: `<b>@everyone</b> "x"`})
	s.holds(s.next(Ben, Alone), nil, `You pressed go '"><x`)
}

func literal(s *stage) {
	for _, in := range []Where{Alone, Company} {
		const text = "a < b && c > d: *é* _x_ `y` ☕ 1 &amp; 2"
		m, ok := s.ask(Ben, in, text)
		if !ok {
			continue
		}
		if got := s.bot.last(chat.Said).Text; got != text {
			s.t.Errorf("the bot heard %q", got)
		}
		if !strings.Contains(flat(m.Text), "☕ 1 &amp; 2") {
			s.t.Errorf("Ben reads %q", m.Text)
		}
	}
}

func redelivered(s *stage) {
	for _, in := range []Where{Alone, Company} {
		if !s.do(Act{Who: Ada, In: in, Say: "feedback geven", Times: 3}) {
			continue
		}
		s.next(Ada, in)
		s.silence(Ada, in)
		if !s.do(Act{Who: Ada, In: in, Press: "Voorbeeld", Times: 3}) {
			continue
		}
		s.holds(s.next(Ada, in), nil, "You pressed part")
		s.silence(Ada, in)
	}
}

func doubleClick(s *stage) {
	s.ask(Ada, Alone, "feedback geven")
	if !s.do(Act{Who: Ada, Press: "Voorbeeld", Double: true}) {
		return
	}
	s.holds(s.next(Ada, Alone), nil, "You pressed part")
	s.silence(Ada, Alone)
}

func slow(s *stage) {
	for _, in := range []Where{Alone, Command} {
		if !s.do(Act{Who: Ben, In: in, Say: "slow"}) {
			continue
		}
		s.holds(s.next(Ben, in), nil, "You said: slow")
		s.silence(Ben, in)
	}
}

// survives holds that an answer arrives once although the first try failed.
func survives(s *stage, f Fault) {
	if !s.fail(f) {
		return
	}
	m, _ := s.ask(Ada, Alone, "feedback geven")
	s.holds(m, answerButtons, "Geef feedback")
	s.silence(Ada, Alone)
}

func lostAnswer(s *stage) {
	if !s.fail(Lost) {
		return
	}
	m, _ := s.ask(Ada, Alone, "feedback geven")
	s.holds(m, answerButtons, "Geef feedback")
	time.Sleep(1500 * time.Millisecond) // delivery tries again within a second
	if n := len(s.rig.Screen(Ada, Alone)); n > 2 {
		s.t.Errorf("the answer is there %d times", n)
	} else if _, exact := s.rig.(Exact); exact && n != 1 {
		s.t.Errorf("the answer is there %d times on a platform that drops repeats", n)
	}
}

func lostNudge(s *stage) {
	s.ask(Ada, Alone, "nudge me")
	if !s.fail(Lost) {
		return
	}
	s.holds(s.next(Ada, Alone), nil, "Ging het goed?")
	time.Sleep(1500 * time.Millisecond) // delivery would try again within a second
	s.silence(Ada, Alone)
}

func cut(s *stage) {
	s.ask(Ada, Alone, "feedback geven")
	if !s.fail(Cut) {
		return
	}
	m, _ := s.ask(Ada, Alone, "hello")
	s.holds(m, nil, "Hoi")
	s.silence(Ada, Alone)
}

func blocked(s *stage) {
	if !s.fail(Blocked) {
		return
	}
	s.do(Act{Who: Ada, Say: "feedback geven"})
	s.wait("the person to be opted out", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.gone) == 1
	})
	if e := s.bot.seen(chat.Said)[0]; s.gone[0] != e.In {
		s.t.Errorf("gone is %v, the event was in %v", s.gone[0], e.In)
	}
	s.silence(Ada, Alone)
}

func leaves(s *stage) {
	s.ask(Ada, Alone, "hello")
	if !s.do(Act{Who: Ada, Leave: true, Times: 2}) {
		return
	}
	s.wait("the event", func() bool { return len(s.bot.seen(chat.Left)) == 1 })
	s.silence(Ada, Alone)
}

func mess(s *stage) {
	r, ok := s.rig.(Untidy)
	if !ok {
		return
	}
	if err := r.Mess(s.t.Context()); err != nil {
		s.t.Error(err)
	}
	m, _ := s.ask(Ada, Alone, "hello") // it goes on as if nothing was
	s.holds(m, nil, "Hoi")
	s.silence(Ada, Alone)
}
