package conform

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// purpose is the line that says what a nudge serves.
const purpose = "Waarom ik dit vraag: dan blijft het beter hangen."

// due makes the bot say something at its own initiative, as bot/agenda does: with an
// event that is accepted in a transaction of somebody else, twice. To is the person it
// is for; nobody for what is said to everyone in a place.
func (s *stage) due(number string, to chat.Person, in chat.Place) {
	s.t.Helper()
	e := chat.Event{ID: "agenda:" + number, Kind: chat.Due, Time: time.Now(), From: to, In: in, Direct: to.ID != "",
		Action: chat.Action{Verb: "remind", Arg: number}, Fields: map[string]string{"purpose": purpose}}
	for _, want := range []bool{true, false} {
		err := s.db.Update(s.t.Context(), func(tx *store.Tx) error {
			isNew, err := s.d.AcceptTx(tx, e)
			if isNew != want {
				s.t.Errorf("the event is new: %v, want %v", isNew, want)
			}
			return err
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

// reminded checks that a person sees a nudge, once.
func (s *stage) reminded(who string, in Where) Message {
	s.t.Helper()
	m := s.next(who, in)
	s.holds(m, []string{"Ja", "Nee", "Stop deze reeks"}, "Een week geleden gebruikte je de kaart.",
		"Heb je het sindsdien gebruikt?")
	s.reads(m, purpose)
	if m.Edits > 0 || m.Private && in == Company {
		s.t.Errorf("it is no new message for everyone who is there: %+v", m)
	}
	s.silence(who, in)
	return m
}

// hears checks what the bot heard last of a kind.
func (s *stage) hears(k chat.Kind, from chat.Person, in chat.Place) {
	s.t.Helper()
	e := s.bot.last(k)
	if e.From.ID != from.ID || e.From.Team != from.Team || e.In.Channel != in.Channel || e.In.Team != in.Team {
		s.t.Errorf("it came from %+v in %+v, want %+v in %+v", e.From, e.In, from, in)
	}
}

// home is where somebody talks with the bot alone, which they do for that.
func (s *stage) home(who string) (chat.Person, chat.Place) {
	s.t.Helper()
	from := s.known(who)
	return from, s.bot.last(chat.Said).In
}

func nudged(s *stage) {
	ada, home := s.home(Ada)
	ben, _ := s.home(Ben)
	s.due("1", ada, home)
	s.reminded(Ada, Alone)
	s.do(Act{Who: Ada, Press: "Ja"})
	s.holds(s.next(Ada, Alone), nil, "You pressed applied 1")
	s.hears(chat.Pressed, ada, home)

	s.due("2", ada, home)
	s.reminded(Ada, Alone)
	s.do(Act{Who: Ada, Say: "stop"})
	s.holds(s.next(Ada, Alone), nil, "You pressed stop 2")
	s.hears(chat.Said, ada, home)

	s.due("3", ada, home)
	s.reminded(Ada, Alone)
	s.ask(Ada, Alone, "hello") // who goes on with something else
	s.do(Act{Who: Ada, Press: "Stop deze reeks"})
	s.holds(s.next(Ada, Alone), nil, "You pressed stop 3")
	s.silence(Ada, Alone)
	s.silence(Ben, Alone)
	if es := s.bot.seen(chat.Pressed); slices.ContainsFunc(es, func(e chat.Event) bool { return e.From.ID == ben.ID }) {
		s.t.Error("a press is taken for another's")
	}
}

// nudgedInCompany says something to everyone in a channel: whoever is there can react.
func nudgedInCompany(s *stage) {
	ada, ben := s.known(Ada), s.known(Ben)
	if _, ok := s.ask(Ada, Company, "hello"); !ok {
		return
	}
	all := s.bot.seen(chat.Said)
	hall := all[len(all)-1].In
	hall.Thread = ""
	s.read[place{Ben, Company}] = len(s.rig.Screen(Ben, Company))
	s.due("1", chat.Person{}, hall)
	s.reminded(Ada, Company)
	s.reminded(Ben, Company)
	s.do(Act{Who: Ben, In: Company, Press: "Nee"})
	s.holds(s.next(Ben, Company), nil, "You pressed none 1")
	s.hears(chat.Pressed, ben, hall)

	s.do(Act{Who: Ada, In: Company, Say: "stop"})
	s.wait("what was said after it", func() bool { return len(s.bot.seen(chat.Said)) > len(all) })
	s.hears(chat.Said, ada, hall)
	s.silence(Ben, Alone)
}

// lostReminder holds that it is rather not said at all than twice.
func lostReminder(s *stage) {
	ada, home := s.home(Ada)
	if !s.fail(Lost) {
		return
	}
	s.due("1", ada, home)
	s.reminded(Ada, Alone)
	time.Sleep(1500 * time.Millisecond) // delivery would try again within a second
	s.silence(Ada, Alone)
}
