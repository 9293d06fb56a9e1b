package bot

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// buckets are where anything about a person can be.
var buckets = []string{"people.identity", "people.profile", "bot.session", "bot.run", "bot.draft", "bot.approved", "bot.reflection", "agenda.item", "agenda.due", "agenda.who", "agenda.person", "agenda.unit", "journal.entry", "journal.question", "find.phrasings", "find.changes", "find.once"}

// holds returns the buckets in which a text stands.
func (s *stage) holds(text string) (in []string) {
	err := s.db.View(s.t.Context(), func(tx *store.Tx) error {
		for _, b := range buckets {
			for k, v := range tx.Scan(b, nil, nil) {
				if bytes.Contains(k, []byte(text)) || bytes.Contains(v, []byte(text)) {
					in = append(in, b)
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return in
}

func (s *stage) person(user string) (p people.Profile) {
	err := s.db.View(s.t.Context(), func(tx *store.Tx) (err error) {
		p, _, err = people.Find(tx, people.Identity{Platform: "web", User: user})
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return p
}

// TestDeleteMeansGone lets a person leave traces everywhere, and delete them.
func TestDeleteMeansGone(t *testing.T) {
	s := newStage(t)
	p := &talker{stage: s, t: t, id: "ada-on-the-platform", lang: "nl"}
	for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja", "hoe maak ik een persoonlijk plan?", "invullen", "mijn geheime doel",
		"stop", "schrijf mee", "a", "b", "c", "d", "e", "hoe vouw ik een kraanvogel van goudfolie?"} {
		p.say(text)
	}
	id := string(s.person(p.id).ID)
	if in := s.holds(p.id); len(in) == 0 {
		t.Error("the test looks for nothing")
	}
	for _, b := range s.holds(p.id) {
		if b != "people.identity" && b != "people.profile" && b != "bot.session" {
			t.Errorf("the name on the platform is in %s", b)
		}
	}
	if got := s.holds("mijn geheime doel"); strings.Join(got, " ") != "bot.run" {
		t.Errorf("what was filled in is in %v", got)
	}
	forgotten := 0
	s.bot.OnForget(func(*store.Tx, chat.Place) error { forgotten++; return nil })
	p.say("verwijder mijn gegevens")
	p.say("ja, verwijder alles")
	for _, trace := range []string{p.id, id, "mijn geheime doel"} {
		if in := s.holds(trace); len(in) > 0 {
			t.Errorf("after deletion %q is in %v", trace, in)
		}
	}
	for e, err := range journal.New(s.db).After(t.Context(), 0) {
		if err != nil || e.Person == id {
			t.Errorf("after deletion the journal holds %+v, %v", e, err)
		}
	}
	if forgotten == 0 {
		t.Error("the conversation was not forgotten")
	}
}

// TestNobodySeesAnother holds that nothing one person did or wrote is shown to another.
func TestNobodySeesAnother(t *testing.T) {
	s := newStage(t)
	ada, lena := &talker{stage: s, t: t, id: "ada", lang: "nl"}, &talker{stage: s, t: t, id: "lena", lang: "nl"} // lena is an author
	for _, text := range []string{"hoe geef ik feedback?", "nee", "hoe maak ik een persoonlijk plan?", "invullen", "mijn geheime doel"} {
		ada.say(text)
	}
	adas := string(s.person("ada").ID)
	for _, text := range []string{"mijn gegevens", "exporteer", "concepten", "help", "privacy", "mijn gegevens van ada"} {
		r := lena.say(text)
		file := ""
		if r.File != nil {
			file = string(r.File.Data)
		}
		for _, secret := range []string{adas, "geheime", `"ada"`} {
			if strings.Contains(r.Text, secret) || strings.Contains(file, secret) {
				t.Errorf("%q shows %q of ada:\n%s%s", text, secret, r.Text, file)
			}
		}
	}
}

// TestAnonymous holds that nothing of who asks anonymously is logged with them.
func TestAnonymous(t *testing.T) {
	s := newStage(t)
	p := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	p.say("anoniem")
	before := len(s.of("ada"))
	for _, text := range []string{"hoe geef ik feedback?", "stappen", "volgende", "stop", "ja"} {
		p.say(text)
	}
	if after := len(s.of("ada")); after != before {
		t.Errorf("%d facts with a person were added", after-before)
	}
	n := 0
	for e := range journal.New(s.db).After(t.Context(), 0) {
		if e.Kind == journal.Outcome && e.Aid == "feedback-4g" && e.Person == "" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d anonymous outcomes, want 1: the aid still learns", n)
	}
}

func (s *stage) of(user string) (es []journal.Entry) {
	err := s.db.View(s.t.Context(), func(tx *store.Tx) (err error) {
		es, err = journal.Of(tx, string(s.person(user).ID))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return es
}

// TestSensitiveIsNotKept holds that a personal text is nowhere.
func TestSensitiveIsNotKept(t *testing.T) {
	s := newStage(t)
	concealed := ""
	s.bot.OnConceal(func(_ *store.Tx, e chat.Event) error { concealed = e.Text; return nil })
	p := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	const text = "ik word gepest door Henk van de magazijnploeg"
	r := p.say(text)
	if !strings.Contains(r.Text, "vertrouwenspersoon") {
		t.Errorf("nobody is named:\n%s", r.Text)
	}
	if in := s.holds("gepest"); len(in) > 0 || concealed != text {
		t.Errorf("the text is in %v, concealed %q", in, concealed)
	}
}

// TestTeamLeft holds that when a team removes the bot everyone of it has left, nobody
// else has, and no profile of nobody is made.
func TestTeamLeft(t *testing.T) {
	s := newStage(t)
	for _, who := range []chat.Person{{Platform: "web", Team: "a", ID: "ada"}, {Platform: "web", Team: "b", ID: "bob"}} {
		e := chat.Event{ID: who.ID, Kind: chat.Said, Text: "help", From: who, In: chat.Place{Platform: "web", Channel: who.ID}, Direct: true}
		if _, err := s.Tell(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if r, err := s.Tell(t.Context(), chat.Event{ID: "gone", Kind: chat.Left, From: chat.Person{Platform: "web", Team: "a"}, In: chat.Place{Platform: "web", Team: "a"}}); err != nil || !r.IsZero() {
		t.Errorf("%v, %v", r, err)
	}
	left := map[string]bool{}
	err := s.db.View(t.Context(), func(tx *store.Tx) error {
		for p, err := range people.All(tx) {
			if err != nil {
				return err
			}
			left[p.Identity.User] = p.Left
		}
		return nil
	})
	if err != nil || len(left) != 2 || !left["ada"] || left["bob"] {
		t.Errorf("%v, %v", left, err)
	}
}

// TestRetention holds that sessions and runs go on their day.
func TestRetention(t *testing.T) {
	s := newStage(t)
	p := &talker{stage: s, t: t, id: "ada", lang: "nl"}
	p.say("hoe geef ik feedback?")
	p.say("stappen")
	id := string(s.person("ada").ID)
	for _, c := range []struct {
		pass time.Duration
		want string
	}{{7 * 24 * time.Hour, "people.identity people.profile bot.session bot.run"}, {time.Hour, "people.identity people.profile bot.session"}, {23 * 24 * time.Hour, "people.identity people.profile"}} {
		if err := s.Pass(c.pass); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(s.holds(id), " "); got != c.want {
			t.Errorf("%v later: in %s, want %s", c.pass, got, c.want)
		}
	}
	expired := 0
	for e := range journal.New(s.db).After(t.Context(), 0) {
		if e.Kind == journal.RunExpired && e.Aid == "feedback-4g" && e.Person == "" {
			expired++
		}
	}
	if expired != 1 {
		t.Errorf("%d runs expired in the journal", expired)
	}
}
