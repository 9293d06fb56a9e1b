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
				act := dialog.Anyone(func(t *dialog.Turn, _ string) (chat.Reply, error) {
					return t.Say(verb), nil
				})
				if c.Skills[i].Texts.Common("en").Changes[name] != "" {
					act = act.Audited(people.Ask)
				}
				acts[name] = act
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
		{"nl", "wat kan ik als leidinggevende?", "Als leidinggevende"}, {"nl", "wat kan ik als auteur", "Als maker"},
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

// TestWordsOfBothLanguages holds that a word or two that people type are answered in the language of their platform,
// and a sentence in its own.
func TestWordsOfBothLanguages(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	typable := map[string]map[string]bool{"nl": {}, "en": {}}
	for _, skill := range append(skills(), dialog.Skill{Name: "house", Texts: bot.Texts()}) {
		for lang, all := range typable {
			for name, words := range skill.Texts.Common(lang).Commands {
				if skill.Name == "settings" && len(name) == 2 { // chooses a language
					continue
				}
				for _, word := range words {
					all[word] = !strings.HasSuffix(name, ":")
				}
			}
		}
	}
	for _, word := range []string{"buddy", "my buddy", "mijn buddy", "export", "privacy", "scan", "sponsor", "super"} {
		if !typable["nl"][word] && !typable["en"][word] {
			t.Errorf("%s is not typed", word)
		}
	}
	sentences := map[string]string{
		"what do you know of me": "en", "what affects our work": "en", "how am i doing": "en",
		"wat weet je van mij": "nl", "wat zit er in de weg": "nl", "hoe doe ik het": "nl",
	}
	for word, lang := range sentences {
		if !typable[lang][word] {
			t.Errorf("%s is not typed", word)
		}
	}
	n, both := 0, 0
	for lang, all := range typable {
		for word, alone := range all {
			for _, speaks := range []string{"nl", "en"} {
				want := speaks
				if of, sentence := sentences[word]; sentence {
					want = of
				} else if !typable[speaks][word] && len(strings.Fields(word)) > 2 {
					continue
				}
				if typable[speaks][word] && lang != speaks {
					both++
				}
				n++
				r := s.hears(chat.Event{Kind: chat.Said, From: chat.Person{Platform: talking[0],
					ID: fmt.Sprint("both-", n)}, Locale: speaks, Text: word})
				if alone && r.Lang != want {
					t.Errorf("%q, typed by who speaks %s, is answered in %s: %s", word, speaks, r.Lang, r.Text)
				}
			}
		}
	}
	if both < 20 {
		t.Errorf("only %d words are of both languages", both)
	}
}

// TestNothingIsOfferedThatIsRefused holds that help and the cards that it leads to offer nobody, in either language,
// what they are then told is for others: every button is pressed, and those of the card behind it.
func TestNothingIsOfferedThatIsRefused(t *testing.T) {
	with, without := tell(t, func(c *bot.Config) { c.Guests = true }), tell(t, func(*bot.Config) {})
	with.list(2)
	for _, lang := range []string{"nl", "en"} {
		w := dialog.In(lang)
		before, after, _ := strings.Cut(w.Refused.With("\x00"), "\x00")
		for _, role := range []people.Role{people.Unlisted, people.Guest, people.Colleague, people.Employee} {
			on, n, pressed := with, 0, map[string]bool{}
			if role == people.Colleague {
				on = without
			}
			next := func() chat.Person {
				if role == people.Employee {
					return chat.Person{Platform: talking[0], ID: "employee-1"}
				}
				n++
				return chat.Person{Platform: talking[0], ID: fmt.Sprint("offered-", lang, role, n),
					Guest: role == people.Guest}
			}
			var follow func(from chat.Person, r chat.Reply, depth int)
			follow = func(from chat.Person, r chat.Reply, depth int) {
				if strings.HasPrefix(r.Text, before) && strings.HasSuffix(r.Text, after) &&
					strings.Count(r.Text, ".") == 1 {
					t.Errorf("%s in %s is offered what is refused: %s", role, lang, r.Text)
				}
				if r.Card == nil || depth == 0 {
					return
				}
				buttons := slices.Clone(r.Card.Buttons)
				for _, b := range r.Card.Body {
					if tap, ok := b.(chat.Tap); ok {
						buttons = append(buttons, tap.Options...)
					}
				}
				for _, b := range buttons {
					if b.URL != "" || b.Submit || pressed[b.Action.Verb] {
						continue
					}
					pressed[b.Action.Verb] = true
					follow(from, on.hears(chat.Event{Kind: chat.Pressed, From: from, Locale: lang, Action: b.Action}),
						depth-1)
				}
			}
			for _, named := range on.namedTo(next(), lang, "help") {
				from := next()
				follow(from, on.hears(chat.Event{Kind: chat.Said, From: from, Locale: lang, Text: named.words}), 3)
			}
			for _, asks := range []string{"hoe geef ik feedback?", "how do I give feedback?", "menu"} {
				from := next()
				follow(from, on.hears(chat.Event{Kind: chat.Said, From: from, Locale: lang, Text: asks}), 4)
			}
			if len(pressed) < 10 {
				t.Errorf("%s in %s presses %d buttons", role, lang, len(pressed))
			}
		}
	}
}
