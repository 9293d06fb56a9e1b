package main

import (
	"cmp"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// told is a house as serve builds it, on a stage with the platforms that people talk on.
type told struct {
	*stage.Stage
	t      *testing.T
	events int
}

// talking are the platforms that people talk on, the usual one first.
var talking = []chat.Platform{"slack", "teams", "discord", "web"}

// tell returns a house whose configuration set changed.
func tell(t *testing.T, set func(*bot.Config)) *told {
	t.Helper()
	var on []stage.Platform
	for _, name := range talking {
		on = append(on, stage.Platform{Name: name})
	}
	return tellOn(t, set, on...)
}

// tellOn is tell on these platforms.
func tellOn(t *testing.T, set func(*bot.Config), on ...stage.Platform) *told {
	t.Helper()
	c, err := program{stdio: stdio{nil, io.Discard, io.Discard}, lg: slog.New(slog.DiscardHandler)}.house(
		t.TempDir(), libraryFlags{Starter: true}, synonymFlags{})
	if err != nil {
		t.Fatal(err)
	}
	c.Rehearsal = true
	set(&c)
	s, err := stage.Open(t.Context(), c, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), on...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &told{Stage: s, t: t}
}

// hears returns what the bot answers somebody who does something in a direct message.
func (s *told) hears(e chat.Event) chat.Reply {
	s.t.Helper()
	s.events++
	e.ID, e.Locale, e.From.Platform = fmt.Sprint("e", s.events), cmp.Or(e.Locale, "nl"),
		cmp.Or(e.From.Platform, talking[0])
	if e.In == (chat.Place{}) {
		e.In, e.Direct = chat.Place{Platform: e.From.Platform, Channel: "D" + e.From.ID}, true
	}
	sent, err := s.Tell(s.t.Context(), e)
	if err != nil {
		s.t.Fatal(err)
	}
	i := slices.IndexFunc(sent, func(m stage.Message) bool { return m.Key == e.ID })
	if i < 0 {
		return chat.Reply{}
	}
	return sent[i].Reply
}

func (s *told) says(who, text string) string {
	s.t.Helper()
	return s.hears(chat.Event{Kind: chat.Said, From: chat.Person{ID: who}, Text: text}).Text
}

// wants fails the test unless a reply has a part.
func (s *told) wants(reply, part string) {
	s.t.Helper()
	if !strings.Contains(reply, part) {
		s.t.Errorf("no %q in: %s", part, reply)
	}
}

// TestNobodyIsAnAuthorByDefault holds that on a chat platform nobody settles what others propose until somebody is
// made an author.
func TestNobodyIsAnAuthorByDefault(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	s.wants(s.says("eve", "concepten"), "makers")
	s.wants(s.says("eve", "aaaa-bbbb-cccc-dddd"), "geen code")
	alone := tell(t, func(c *bot.Config) { c.Alone = true })
	s.wants(alone.says("ada", "concepten"), "Er wacht")
	named := tell(t, func(c *bot.Config) {
		c.Author = func(who people.Identity) bool { return who.User == "ada" }
	})
	s.wants(named.says("ada", "concepten"), "Er wacht")
	s.wants(named.says("eve", "concepten"), "makers")
}

// TestCodeMakesTheFirstAuthor holds that the code works once, in a direct message.
func TestCodeMakesTheFirstAuthor(t *testing.T) {
	var code string
	withCode := func(c *bot.Config) { c.Code = func(told string) { code = told } }
	s := tell(t, withCode)
	if held := s.holds(code); held != "" {
		t.Errorf("%s holds the code itself", held)
	}
	s.wants(s.says("eve", "aaaa-bbbb-cccc-dddd"), "klopt niet")
	s.wants(s.says("ada", strings.ToUpper(code)), "maker van hulpkaarten en beheerder")
	s.wants(s.says("ada", "concepten"), "Er wacht")
	s.wants(s.says("eve", code), "geen code")
	s.wants(s.says("eve", "concepten"), "makers")
	code = ""
	if err := s.Restart(t.Context()); err != nil || code != "" {
		t.Errorf("another code, %q, while somebody is an author (%v)", code, err)
	}
	s.wants(s.says("ada", "concepten"), "Er wacht")

	s = tell(t, withCode)
	r := s.hears(chat.Event{Kind: chat.Said, From: chat.Person{ID: "ada"}, Text: code,
		In: chat.Place{Platform: "slack", Channel: "C1"}})
	if s.wants(r.Text, "lezen anderen mee"); !r.Private {
		t.Error("all read that somebody typed a code")
	}
	s.wants(s.says("eve", code), "geen code")
	r = s.hears(chat.Event{Kind: chat.Pressed, From: chat.Person{ID: "ada"},
		Action: chat.Action{Verb: "house/code", Arg: code}})
	if strings.Contains(r.Text, "beheerder") {
		t.Error("a code can be pressed")
	}
}

// TestWhatLooksLikeACode holds that a code which is not quite right, however it is typed, is no question: nobody looks
// it up, and it is not kept for authors. The right one is right in each of those forms. Words are words.
func TestWhatLooksLikeACode(t *testing.T) {
	t.Parallel()
	var code string
	withCode := func(c *bot.Config) { c.Code = func(told string) { code = told } }
	forms := []string{"%s", "`%s`", "%s.", "code: %s", "Code %s", "mijn code is %s", "the code is *%s*", "“%s”", "<%s>"}
	between := []string{"-", " - ", "–", "‑", "_"}
	s, n := tell(t, withCode), 0
	who := func() string { n++; return fmt.Sprint("p", n) }
	for _, sign := range between {
		for _, form := range forms {
			for _, typed := range []string{"ab8d-efgh-ijkl-mn0p", "abcd-efgh-ijkl-mnop", "1234-5678-9012-3456"} {
				typed = fmt.Sprintf(form, strings.ReplaceAll(typed, "-", sign))
				if says := s.says(who(), typed); !strings.Contains(says, "odes getypt") {
					s.wants(says, "klopt niet")
				}
			}
		}
	}
	for _, typed := range []string{"ab3d efgh ijkl mnop", "ab3defghijklmnop", "AB3D EFGH IJKL MN0P"} {
		s.wants(s.says(who(), typed), "odes getypt")
	}
	for _, typed := range []string{"hv3v-spbo-3egh-5kr", "hv3v-spbo-3egh-5krmx", "v3v-spbo-3egh-5krm", "hv3v-spbo-3egh",
		"mijn code is hv3v-spbо-3egh-5krm", "hvvv–spbo–egh–krm"} { // one о is Cyrillic
		if says := s.says(who(), typed); !strings.Contains(says, "odes getypt") {
			s.wants(says, "klopt niet")
		}
	}
	for _, form := range []string{"2fcp y6sj amgy ny4", "2fcpy6sjamgyny4", "2fcpy6sj amgyny4", "2fcpy6sjamgyny4x7",
		"2fcp,y6sj,amgy,ny4", "2fcp\ny6sj\namgy\nny4", "is dit de code: 2fcp-y6sj-amgy-ny4?",
		"2fcp-y6sj-amgy-ny4x2fc", "de code 2fcp y6sj amgy ny4 werkt niet"} {
		if says := s.says(who(), form); !strings.Contains(says, "odes getypt") {
			s.wants(says, "klopt niet")
		}
	}
	for _, part := range []string{"efgh", "EFGH", "5678", "hv3v", "2fcpy6sj", "y6sj amgy", "y6sj-amgy", "y6sj,amgy"} {
		if held := s.holds(part); held != "" {
			t.Errorf("%s holds a code that somebody typed", held)
		}
	}
	for _, asked := range []string{"what does this mean", "deze week voor 2026", "stap-voor-stap",
		"stap-voor-stap-plan", "dage-lang-acht-uren", "nps-score-team", "2026-11-30",
		"hoe zet ik mfa2 aan?", "what does m365 mean", "werkt office365 op mijn telefoon",
		"kpi-team-q4-2026", "b2b-sales-q3", "q3-2026-okr-s", "06-12345678", "NL91 ABNA 0417 1643 00",
		"NL91ABNA0417164300", "BE68 5390 0754 7034", "BE68-5390-0754-7034", "wat is productcode ab12-cd34-ef56?",
		"hoe geef ik face-to-face feedback?", "wat is code abcd-efgh-ijkl-mnop?",
		"wifi code K7QP-22XM-9RTL-4DDW doet het niet bij een klant, wat zeg ik tegen een boze klant?",
		"customer account A12B34C56D78E is angry, what do I say?", "rood op project KZ4T-8QWE-7MNB",
		"9F2K-77QX-A1B2-C3D4 verliep en nu is de klant boos om die code, wat zeg ik?"} {
		if says := s.says(who(), asked); strings.Contains(says, "ode") {
			t.Errorf("%s is taken for a code", asked)
		}
	}
	// It is right anywhere.
	for _, form := range []string{"%s x", "ik typte %s en toen?", "waarom werkt\n%s\nniet", "abc2%s"} {
		s = tell(t, withCode)
		s.wants(s.says("ada", fmt.Sprintf(form, strings.ReplaceAll(code, "-", " "))), "maker van hulpkaarten")
		for _, sign := range []string{"", " ", "-"} {
			if held := s.holds(strings.ReplaceAll(code, "-", sign)); held != "" {
				t.Errorf("%s holds the code", held)
			}
		}
	}
	for i, sign := range between {
		s = tell(t, withCode)
		s.wants(s.says("ada", fmt.Sprintf(forms[i+2], strings.ReplaceAll(code, "-", sign))), "maker van hulpkaarten")
	}
}

// TestNoCodeIsKept holds that the code that is offered, and one that is a sign or two off or lacks a group, is kept
// nowhere, in whatever form it is typed, as text or in a field of a form. The right one is right in each of them.
func TestNoCodeIsKept(t *testing.T) {
	t.Parallel()
	var code string
	withCode := func(c *bot.Config) { c.Code = func(told string) { code = told } }
	var line string
	for _, l := range []string{"nl", "en"} {
		line += words.In(l).Code.With("%[1]s") + " "
	}
	spaced := func(code string) string { return strings.Join(strings.Split(code, ""), " ") }
	wide := func(code string) string {
		return strings.Map(func(r rune) rune { return r + '０' - '0' }, strings.ReplaceAll(code, "-", ""))
	}
	wrong := []func(string) string{
		func(c string) string { return c[:6] + "0" + c[7:] },
		func(c string) string { return c[:7] + c[8:18] + "1" },
		func(c string) string { return c[:14] },
		func(c string) string { return c[5:] },
		func(c string) string { return c[5:14] },
	}
	s, n := tell(t, withCode), 0
	for _, form := range []string{"%[2]s", "%[1]s %[1]s", "%[1]s\n%[1]s", "ik typte %[1]s en toen gebeurde er niets",
		"de kode is %[1]s", line, "waarom werkt %[2]s niet?", "%[3]s"} {
		kept := func(asked string) {
			t.Helper()
			for _, part := range []string{code[5:9], code[10:14], spaced(code[10:14]), wide(code[10:14]), asked} {
				for _, part := range []string{part, strings.ToUpper(part)} {
					if held := s.holds(part); held != "" {
						t.Errorf("%s holds %q of what was typed as %q", held, part, asked)
					}
				}
			}
		}
		s.Now = s.Now.Add(time.Hour) // the guesses of everybody count for an hour
		for _, off := range wrong {
			n++
			asked := fmt.Sprintf(form, off(code), spaced(off(code)), wide(off(code)))
			s.wants(s.says(fmt.Sprint("p", n), asked), "klopt niet")
			s.wants(s.hears(chat.Event{Kind: chat.Filled, From: chat.Person{ID: fmt.Sprint("q", n)},
				Action: chat.Action{Verb: "casework/open"}, Fields: map[string]string{"answer": asked}}).Text,
				"klopt niet")
			kept(asked)
		}
		last, begun := s, code
		s = tell(t, withCode)
		asked := fmt.Sprintf(form, code, spaced(code), wide(code))
		s.wants(s.says("ada", strings.ToUpper(asked)), "maker van hulpkaarten en beheerder")
		kept(asked)
		s, code = last, begun
	}
}

// TestCodeOutlastsGuesses holds that who guesses wrong is not listened to for a day, and everybody for an hour once too
// many do, and that the code goes on to hold: nobody can take it from who has it.
func TestCodeOutlastsGuesses(t *testing.T) {
	const wrong = "aaaa-bbbb-cccc-dddd"
	var code string
	s := tell(t, func(c *bot.Config) { c.Code = func(told string) { code = told } })
	for range 5 {
		s.wants(s.says("eve", wrong), "klopt niet")
	}
	for _, typed := range []string{wrong, code} {
		s.wants(s.says("eve", typed), "pas over een dag")
	}
	for i := range 45 {
		s.wants(s.says(fmt.Sprint("p", i), wrong), "klopt niet")
	}
	s.wants(s.says("ada", code), "over een uur")
	s.Now = s.Now.Add(time.Hour)
	s.wants(s.says("eve", code), "pas over een dag")
	s.wants(s.says("ada", wrong), "klopt niet")
	if err := s.Restart(t.Context()); err != nil { // with another code; what was guessed still counts
		t.Fatal(err)
	}
	s.wants(s.says("eve", code), "pas over een dag")
	s.Now = s.Now.Add(23 * time.Hour)
	s.wants(s.says("eve", wrong), "klopt niet")
	s.wants(s.says("ada", code), "maker van hulpkaarten en beheerder")
}

// TestGuestsAreTurnedAway holds that of a guest who is not let in nothing is kept, and that one who is let in gets
// no aid that has an audience.
func TestGuestsAreTurnedAway(t *testing.T) {
	question := "hoe geef ik feedback op werk van een collega?"
	guest := chat.Person{ID: "uext", Guest: true}
	s := tell(t, func(*bot.Config) {})
	for _, e := range []chat.Event{
		{Kind: chat.Said, Text: question}, {Kind: chat.Said, Text: question,
			In: chat.Place{Platform: "slack", Channel: "C1"}},
		{Kind: chat.Joined}, {Kind: chat.Pressed, Action: chat.Action{Verb: "mydata/privacy"}},
	} {
		e.From = guest
		if r := s.hears(e); !strings.Contains(r.Text, "als gast") || r.Card != nil ||
			e.In != (chat.Place{}) && !r.Private {
			t.Errorf("%+v: %+v", e, r)
		}
	}
	if n := s.count(); n != 0 {
		t.Errorf("%d people are known", n)
	}
	s.wants(s.says("ada", question), "feedback")

	s = tell(t, func(c *bot.Config) { c.Guests = true })
	s.hears(chat.Event{Kind: chat.Said, From: guest, Text: question})
	for _, a := range s.House.Lib.All() {
		r := s.hears(chat.Event{Kind: chat.Pressed, From: guest, Action: chat.Action{Verb: "aid/open", Arg: a.Slug}})
		if shown := r.Card != nil && strings.HasPrefix(r.Card.Title, a.Title); shown != (len(a.Audience) == 0) &&
			a.Lang == "nl" {
			t.Errorf("%s for %v, shown to a guest: %v\n%s", a.Slug, a.Audience, shown, r.Text)
		}
	}
}

// TestWhoMayBeAGuestIsTurnedAway holds that whom a platform does not tell to be no guest is not served as a colleague:
// they are asked to try again, and nothing is kept of them; where guests are let in they are one.
func TestWhoMayBeAGuestIsTurnedAway(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	for _, platform := range talking {
		ada := chat.Person{Platform: platform, ID: "ada", Unsure: true}
		for _, e := range []chat.Event{{Kind: chat.Said, Text: "hoe geef ik feedback?"}, {Kind: chat.Joined},
			{Kind: chat.Said, Text: "vraag feedback", In: chat.Place{Platform: platform, Channel: "C1"}},
			{Kind: chat.Pressed, Action: chat.Action{Verb: "mydata/show"}}} {
			e.From = ada
			r := s.hears(e)
			if s.wants(r.Text, "Probeer het over een minuut nog eens"); !r.Private && e.In.Channel != "" {
				t.Errorf("%s: all read it", platform)
			}
		}
	}
	if n := s.count(); n != 0 {
		t.Errorf("%d people are known", n)
	}
	s.wants(s.says("ada", "hoe geef ik feedback?"), "4 G's")

	s = tell(t, func(c *bot.Config) { c.Guests = true })
	ada := chat.Person{ID: "ada", Unsure: true}
	r := s.hears(chat.Event{Kind: chat.Said, From: ada, Text: "hoe geef ik feedback?"})
	if strings.Contains(r.Text, "4 G's") {
		t.Errorf("an aid with an audience is shown: %s", r.Text)
	}
	s.wants(s.hears(chat.Event{Kind: chat.Said, From: ada, Text: "vraag feedback"}).Text, "Dit is voor")
}

// TestGuestsAreNotNamed holds that nobody can name a guest for what guests may not take part in, nor somebody who may
// be one; nothing waits for them, and a colleague can be named instead.
func TestGuestsAreNotNamed(t *testing.T) {
	s := tell(t, func(*bot.Config) {})
	for _, platform := range talking {
		ada := chat.Person{Platform: platform, ID: "ada", Name: "Ada"}
		bob := chat.Person{Platform: platform, ID: "bob", Name: "Bob"}
		gus, una := bob, bob
		gus.ID, gus.Name, gus.Guest = "gus", "Gus", true
		una.ID, una.Name, una.Unsure = "una", "Una", true
		s.hears(chat.Event{Kind: chat.Said, From: ada, Text: "help"})
		before := s.count()
		for _, verb := range []string{"feedback/ask", "feedback/give", "multirater/start", "teamplan/save"} {
			for who, says := range map[chat.Person]string{gus: "Gus is hier te gast", una: "niet zien of Una bij"} {
				e := chat.Event{Kind: chat.Filled, From: ada, People: []chat.Person{who},
					Action: chat.Action{Verb: verb},
					Fields: map[string]string{"answer": who.Name, "what": "iets", "who": who.Name, "day": "vrijdag"}}
				if verb == "teamplan/save" {
					e.In = chat.Place{Platform: platform, Channel: "C1"}
					s.hears(chat.Event{Kind: chat.Filled, From: ada, In: e.In,
						Action: chat.Action{Verb: "teamplan/make"},
						Fields: map[string]string{"answer": "Sneller"}})
					card := s.hears(chat.Event{Kind: chat.Said, From: ada, In: e.In, Text: "actieplan"}).Card
					_, number, _ := strings.Cut(card.Buttons[0].Action.Arg, "/")
					e.Action.Arg = cmp.Or(number, card.Buttons[0].Action.Arg)
				}
				r := s.hears(e)
				if s.wants(r.Text, says); e.In.Channel == "C1" && !r.Private {
					t.Errorf("%s, %s: all read it", platform, verb)
				}
			}
		}
		if n := s.count(); n != before {
			t.Errorf("%s: %d people are known, were %d", platform, n, before)
		}
		typed := chat.Event{Kind: chat.Said, From: ada, Text: "vraag feedback aan @Gus", People: []chat.Person{gus}}
		s.hears(typed)
		typed.Text, typed.People = "@Bob", []chat.Person{bob}
		if r := s.hears(typed); r.Card == nil || strings.Contains(r.Text, "te gast") {
			t.Errorf("%s: then a colleague: %+v", platform, r)
		}
	}
}

// holds returns the bucket in which a text stands.
func (s *told) holds(text string) (in string) {
	s.read(func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, v := range tx.Scan(b, nil, nil) {
				if strings.Contains(string(k)+string(v), text) {
					in = b
				}
			}
		}
		return nil
	})
	return in
}

// count returns how many people are known.
func (s *told) count() (n int) {
	s.read(func(tx *store.Tx) error {
		for range people.All(tx) {
			n++
		}
		return nil
	})
	return n
}

func (s *told) read(f func(*store.Tx) error) {
	s.t.Helper()
	if err := s.House.DB.View(s.t.Context(), f); err != nil {
		s.t.Fatal(err)
	}
}
