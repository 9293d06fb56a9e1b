package conform

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// known is who someone is to the bot, which they say something to for that.
func (s *stage) known(who string) chat.Person {
	s.t.Helper()
	s.ask(who, Alone, "hello")
	return s.bot.last(chat.Said).From
}

// names checks that e names these people, as whom the bot knows them.
func (s *stage) names(e chat.Event, people ...chat.Person) {
	s.t.Helper()
	same := func(a, b chat.Person) bool { return a.Platform == b.Platform && a.Team == b.Team && a.ID == b.ID }
	if !slices.EqualFunc(e.People, people, same) {
		s.t.Errorf("the people are %+v, want %+v", e.People, people)
	}
}

// tells checks that text holds no id of someone, nor a mark of the platform for them.
func (s *stage) tells(text string, people ...chat.Person) {
	s.t.Helper()
	for _, p := range people {
		if text == "" || strings.Contains(text, p.ID) || strings.ContainsAny(text, "<>") {
			s.t.Errorf("the bot hears %q", text)
		}
	}
}

func formForColleague(s *stage)  { pickColleague(s, "person-nl", "Vraag het", "who", Ben, Ada) }
func formForColleagues(s *stage) { pickColleague(s, "people-en", "Save", "with", Ada, Ben, Ada) }

// pickColleague fills in the question for a colleague that a card asks.
func pickColleague(s *stage, card, button, field, who string, picked ...string) {
	var people []chat.Person
	for _, p := range picked {
		people = append(people, s.known(p))
	}
	if !slices.Contains(picked, who) {
		s.known(who)
	}
	s.ask(who, Alone, "card "+card)
	if !s.do(Act{Who: who, Press: button, Fill: map[string]string{"what": "plan it"}, Pick: picked}) {
		return
	}
	s.reads(s.next(who, Alone), "Thank you", field)
	e := s.bot.seen(chat.Filled)
	if len(e) != 1 {
		s.t.Fatalf("filled: %+v", e)
	}
	s.names(e[0], people...)
	s.tells(e[0].Fields[field], people...)
	if n := strings.Count(e[0].Fields[field], ","); n != len(picked)-1 {
		s.t.Errorf("the answer is %q", e[0].Fields[field])
	}
	s.silence(who, Alone)
}

func mentioned(s *stage) {
	ada, ben := s.known(Ada), s.known(Ben)
	for _, in := range []Where{Alone, Company, Command} {
		if _, ok := s.ask(Ada, in, "please ask @ben, @ada & @ben"); !ok {
			continue
		}
		e := s.bot.last(chat.Said)
		s.names(e, ben, ada)
		s.tells(e.Text, ada, ben)
		if strings.Count(e.Text, "@") != 3 || !strings.HasPrefix(e.Text, "please ask @") {
			s.t.Errorf("the bot hears %q", e.Text)
		}
	}
}

func plot(s *stage) {
	p := chattest.Cards()["plot-nl"].Card.Body[0].(chat.Plot)
	m, _ := s.ask(Ada, Alone, "card plot-nl")
	s.holds(m, nil, p.Title, chat.Strip(p.Says))
	for _, pt := range []chat.Point{p.Points[0], p.Points[len(p.Points)-1]} {
		s.reads(m, pt.Label)
	}
}
