package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
)

// alwaysRefused are the commands that help does not name: greeting, and asking how somebody else is doing.
var alwaysRefused = []string{dialog.Hello, "overview/other"}

// A named command is one that help names to somebody.
type named struct{ verb, words string }

// namedTo are the commands that help names to somebody, in cards that every platform can show.
func (s *told) namedTo(from chat.Person, lang, asks string) (all []named) {
	s.t.Helper()
	r := s.hears(chat.Event{Kind: chat.Said, From: from, Locale: lang, Text: asks})
	text := ""
	for range 9 {
		if err := r.Validate(); err != nil {
			s.t.Error(err)
		}
		text += "\n" + r.Text
		if r.Card == nil || r.Card.Buttons[0].Label != dialog.In(lang).More {
			break
		}
		r = s.hears(chat.Event{Kind: chat.Pressed, From: from, Locale: lang, Action: r.Card.Buttons[0].Action})
	}
	for _, skill := range skills() {
		common := skill.Texts.Common(lang)
		for _, name := range skill.Commands {
			if about := common.About[name]; about != "" &&
				strings.Contains(text, chat.Strip("*"+common.Commands[name][0]+"*: "+about)) {
				all = append(all, named{dialog.Verb(skill.Name, name), common.Commands[name][0]})
			}
		}
	}
	return all
}

// TestHelpNamesWhatOneMay holds that help names everything that who asks may type, and nothing that they may not, in
// either language; and that what it names does something for them, typed as it stands there.
func TestHelpNamesWhatOneMay(t *testing.T) {
	const rows = 160 // people of a kind: who types something is nobody who typed before
	with, without := tell(t, func(c *bot.Config) { c.Guests = true }), tell(t, func(*bot.Config) {})
	with.list(2 * rows)
	for _, lang := range []string{"nl", "en"} {
		for _, role := range people.Everybody() {
			t.Run(lang+"/"+string(role), func(t *testing.T) {
				on := with
				if role == people.Colleague {
					on = without
				}
				on.t = t
				n := 0
				if lang == "en" {
					n = rows
				}
				next := func() chat.Person {
					n++
					return chat.Person{Platform: talking[n%len(talking)], ID: fmt.Sprintf("%s-%d", role, n),
						Guest: role == people.Guest}
				}
				on.holdsNamed(role, lang, next)
			})
		}
	}
}

// holdsNamed holds it for one role.
func (s *told) holdsNamed(role people.Role, lang string, next func() chat.Person) {
	s.t.Helper()
	roles := []people.Role{role}
	if slices.Contains(people.Roles(), role) {
		roles = append(roles, people.Employee)
	}
	all := s.namedTo(next(), lang, "help")
	for _, skill := range skills() {
		for _, name := range skill.Commands {
			act := strings.TrimSuffix(name, ":")
			verb := dialog.Verb(skill.Name, name)
			about := skill.Texts.Common(lang).About[name] != ""
			if about == slices.Contains(alwaysRefused, verb) {
				s.t.Errorf("something is said about %s: %v", verb, about)
			}
			may := about && people.May(roles, skill.Acts[act].Right)
			is := slices.ContainsFunc(all, func(n named) bool { return n.verb == verb })
			switch verb { // named to who has a case besides, or a role for them
			case "casework/list":
				may = may && people.May(roles, people.WorkCases)
			case "weekly/cases":
				may = may && role == people.Sponsor
			}
			if is != may {
				s.t.Errorf("%s is named: %v, may: %v", verb, is, may)
			}
		}
	}
	w := dialog.In(lang)
	refused, _, _ := strings.Cut(w.Refused.With("\x00"), "\x00")
	gap := map[string]string{"nl": "nog geen hulpkaart", "en": "no job aid for that yet"}[lang]
	for _, n := range all {
		r := s.hears(chat.Event{Kind: chat.Said, From: next(), Locale: lang, Text: n.words})
		if r.Text == "" || strings.HasPrefix(r.Text, refused) && strings.Count(r.Text, ".") == 1 ||
			strings.Contains(r.Text, gap) || strings.HasPrefix(r.Text, w.Fine) {
			s.t.Errorf("%s: typed as help names it: %s", n.words, r.Text)
		}
		r = s.hears(chat.Event{Kind: chat.Said, From: next(), Locale: lang, Text: "help " + n.words})
		if r.Card == nil || r.Card.Title == "" || !strings.EqualFold(r.Card.Title, n.words) {
			s.t.Errorf("help %s: %s", n.words, r.Text)
		}
	}
}

// TestWordsReachTheirAct holds that everything that can be typed does what it stands for, in either language, and that
// what a role can do is asked for in words that are understood.
func TestWordsReachTheirAct(t *testing.T) {
	s := tell(t, func(c *bot.Config) {
		for i := range c.Skills {
			acts := map[string]dialog.Act{}
			for name := range c.Skills[i].Acts {
				verb := dialog.Verb(c.Skills[i].Name, name)
				acts[name] = dialog.Anyone(func(t *dialog.Turn, _ string) (chat.Reply, error) {
					return t.Say(verb), nil
				})
			}
			c.Skills[i].Acts = acts
		}
		c.Alone = true
	})
	n := 0
	typed := func(lang, words string) chat.Reply {
		n++
		return s.hears(chat.Event{Kind: chat.Said, From: chat.Person{ID: fmt.Sprint("p", n)},
			Locale: lang, Text: words})
	}
	for _, lang := range []string{"nl", "en"} {
		for _, skill := range skills() {
			for name, all := range skill.Texts.Common(lang).Commands {
				for _, words := range all {
					verb := dialog.Verb(skill.Name, strings.TrimSuffix(name, ":"))
					if said := typed(lang, words).Text; said != verb {
						t.Errorf("%s, %q: %s, not %s", lang, words, said, verb)
					}
				}
			}
		}
	}
	for _, ask := range []struct{ lang, words, title string }{
		{"nl", "wat kan ik als leidinggevende?", "Als leidinggevende"}, {"nl", "wat kan ik als auteur", "Als auteur"},
		{"nl", "Help voor beheerder", "Als beheerder"}, {"nl", "help leidinggevende", "Als leidinggevende"},
		{"en", "what can I do as a manager?", "As a manager"}, {"en", "what can I do as an author", "As an author"},
		{"en", "help for administrators", "As administrator"}, {"nl", "wat kan je eigenlijk?", "Help"},
		{"en", "what can I do?", "Help"},
	} {
		if r := typed(ask.lang, ask.words); r.Card == nil || r.Card.Title != ask.title {
			t.Errorf("%s: %s", ask.words, r.Text)
		}
	}
}
