package main

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A user is somebody on the page whose every word can be told from those of others.
type user struct {
	*told
	id, name string
	marks    []string
	lang     string // "nl" if empty
}

// speaks is what somebody types in their language, with room for what is theirs.
var speaks = map[string]struct {
	ask, day, gold, look, stop, own string
	walk                            []string
}{
	"nl": {"%s ik zoek hoe ik dat doe", "Morgen om 10 uur zet ik de %s klaar", "hoe vouw ik een %s van goudfolie?",
		"Even terugkijken: %s", "stop", "Hoe vond je mijn %s opening?",
		[]string{"hoe geef ik feedback?", "stappen", "volgende", "klaar", "ja", "notitie: %s"}},
	"en": {"%s I am looking for how to do that", "Tomorrow at 10 o'clock I get the %s ready",
		"how do I fold a %s from gold foil?", "Looking back: %s", "stop", "How did you like my %s opening?",
		[]string{"how do I give feedback?", "steps", "next", "done", "yes", "note: %s"}},
}

// typed are the words of a command of a skill, in the language of a user.
func (u *user) typed(skill, name string, all []dialog.Skill) string {
	u.t.Helper()
	for _, s := range all {
		if s.Name == skill {
			return s.Texts.Common(u.in()).Commands[name][0]
		}
	}
	u.t.Fatalf("there is no skill %s", skill)
	return ""
}

func (u *user) in() string { return cmp.Or(u.lang, "nl") }

// does types something, and has it answered.
func (u *user) does(text string) chat.Reply {
	u.t.Helper()
	return u.hears(chat.Event{Kind: chat.Said, Text: text, Locale: u.in(),
		From: chat.Person{Platform: "web", ID: u.id, Name: u.name}})
}

// names types something with the mention of somebody else.
func (u *user) names(text string, other *user) chat.Reply {
	u.t.Helper()
	return u.hears(chat.Event{Kind: chat.Said, Text: text + " @" + other.name, Locale: u.in(),
		From:   chat.Person{Platform: "web", ID: u.id, Name: u.name},
		People: []chat.Person{{Platform: "web", ID: other.id, Name: other.name}}})
}

// asks puts a question about oneself to somebody else, and returns it.
func (u *user) asks(other *user, all []dialog.Skill) (question string) {
	u.t.Helper()
	u.names(u.typed("feedback", "ask", all), other)
	question = fmt.Sprintf(speaks[u.in()].own, u.mark())
	card := u.does(question).Card
	if card == nil || len(card.Buttons) == 0 {
		u.t.Fatal("there is nothing to send")
	}
	u.hears(chat.Event{Kind: chat.Pressed, Action: card.Buttons[0].Action, Locale: u.in(),
		From: chat.Person{Platform: "web", ID: u.id, Name: u.name}})
	return question
}

// screen is what the conversation of somebody has, as JSON.
func (u *user) screen() string {
	u.t.Helper()
	all, err := u.House.Post.History(u.t.Context(), chat.Place{Platform: "web", Channel: "D" + u.id}, 0, 100_000)
	if err != nil {
		u.t.Fatal(err)
	}
	text, err := json.Marshal(all)
	if err != nil {
		u.t.Fatal(err)
	}
	return string(text)
}

// mark is a text that nobody else types, with a word in it that is looked for.
func (u *user) mark() string {
	m := fmt.Sprintf("kw%sel%04d", u.id[:3], len(u.marks))
	u.marks = append(u.marks, m)
	return m
}

// everything types every command of every skill, and fills in what it asks with texts that are theirs.
func (u *user) everything(all []dialog.Skill, colleague string) {
	for _, s := range all {
		if s.Name == "mydata" || s.Name == "settings" || s.Name == "theme" {
			continue
		}
		for _, name := range s.Commands {
			words, say := s.Texts.Common(u.in()).Commands[name], speaks[u.in()]
			if len(words) == 0 {
				continue
			}
			firsts := []string{fmt.Sprintf(say.ask, u.mark()), colleague}
			if s.Name == "casework" { // what somebody is called is no name of a case
				firsts = firsts[:1]
			}
			for _, first := range firsts {
				text := words[0]
				if strings.HasSuffix(text, ":") {
					text += " " + u.mark()
				}
				u.does(text)
				u.does(first)
				for range 6 {
					u.does(fmt.Sprintf(say.day, u.mark()))
				}
				u.does(say.stop)
			}
		}
	}
	for _, text := range append(speaks[u.in()].walk, speaks[u.in()].gold) {
		if strings.Contains(text, "%s") {
			text = fmt.Sprintf(text, u.mark())
		}
		u.does(text)
	}
}

// traces are where what leads to somebody stands: in keys and values of the store, and in files of the data folder.
func (s *told) traces(looked map[string][]string) (found []string) {
	s.t.Helper()
	in := func(where string, data ...[]byte) {
		for what, texts := range looked {
			for _, text := range texts {
				if slices.ContainsFunc(data, func(d []byte) bool { return bytes.Contains(d, []byte(text)) }) {
					found = append(found, where+": "+what)
					break
				}
			}
		}
	}
	s.read(func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, v := range tx.Scan(b, nil, nil) {
				in(b, k, v)
			}
		}
		return nil
	})
	err := filepath.WalkDir(s.House.Data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(s.House.Data, path)
		in("file "+filepath.ToSlash(rel), data, []byte(rel))
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// everybodys reports whether a text was written for everybody: a draft, a performance question, or what was passed on
// without a name.
func (u *user) everybodys(text string) (is bool) {
	u.read(func(tx *store.Tx) error {
		for _, b := range []string{"draft.proposal", "cases.case", "cases.history", "journal.question"} {
			for _, v := range tx.Scan(b, nil, nil) {
				is = is || bytes.Contains(v, []byte(text))
			}
		}
		return nil
	})
	return is
}

// lookedFor is what leads to a user.
func (u *user) lookedFor() map[string][]string {
	u.t.Helper()
	all := map[string][]string{"account": {u.id}, "name": strings.Fields(u.name), "text": u.marks}
	u.read(func(tx *store.Tx) error {
		p, ok, err := people.Find(tx, people.Identity{Platform: "web", User: u.id})
		if ok {
			short, _ := hex.DecodeString(string(p.ID))
			all["pseudonym"] = []string{string(p.ID), string(short)}
		}
		return err
	})
	return all
}

// crowd is a house on the page, and two people in it who use all there is.
func crowd(t *testing.T) (gone, stays *user, all []dialog.Skill) {
	t.Helper()
	s := tellOn(t, func(c *bot.Config) {
		c.Author = func(who people.Identity) bool { return true }
		c.Skills = append(skills(), dialog.Skill{Name: "look",
			Jobs: map[string]dialog.Func{"look": func(t *dialog.Turn, _ string) (chat.Reply, error) {
				all = t.Skills
				return chat.Reply{}, nil
			}}})
	}, stage.Platform{Name: "web", Keep: true})
	if _, err := s.Advance(t.Context()); err != nil {
		t.Fatal(err)
	}
	gone = &user{told: s, id: "zora-account", name: "Zoralie Quispelbrink"}
	stays = &user{told: s, id: "bob-account", name: "Bobbert Jansma"}
	gone.does("hoi")
	stays.does("hoi")
	return gone, stays, all
}

// employs puts both on the roster, which is imported.
func (u *user) employs(other *user) {
	u.t.Helper()
	r := new(people.Roster)
	problems := append(r.Read("units.csv", []byte("unit,name,parent\nshop,Shop,\ndesk,Desk,shop\n")),
		r.Read("people.csv", []byte("platform,user,unit,roles,manager-of\nweb,"+u.id+",desk,,\nweb,"+other.id+
			",desk,author,desk\n"))...)
	more, err := u.List(u.t.Context(), r)
	if len(problems)+len(more) > 0 || err != nil {
		u.t.Fatal(problems, more, err)
	}
}

// isAsListed holds that of somebody who deleted their data there is what the roster says, under a new pseudonym, and
// nothing else with their account.
func (u *user) isAsListed() {
	u.t.Helper()
	u.read(func(tx *store.Tx) error {
		p, _, err := people.Find(tx, people.Identity{Platform: "web", User: u.id})
		if says := (people.Profile{ID: p.ID, Identity: p.Identity, Account: u.id, Units: []string{"desk"},
			Roles: []string{"employee"}, Listed: true}); !reflect.DeepEqual(p, says) {
			u.t.Errorf("kept is %+v", p)
		}
		return err
	})
	want := []string{"people.identity: account", "people.profile: account"}
	got := slices.DeleteFunc(u.traces(map[string][]string{"account": {u.id}}), func(where string) bool {
		return strings.HasPrefix(where, "file ")
	})
	if !slices.Equal(got, want) {
		u.t.Errorf("the account stands in %q", got)
	}
}

// TestDeletionLeavesNothing has somebody use every skill beside a colleague, and delete their data: the file they get
// before has every word they typed, and a day after nothing leads to them in the store, the bytes of its file, the
// other files, or a backup. Of whoever is on the roster there is what that says.
func TestDeletionLeavesNothing(t *testing.T) {
	t.Parallel()
	t.Run("on no roster", func(t *testing.T) { t.Parallel(); deletionLeavesNothing(t, "nl", false) })
	t.Run("of the roster, in English", func(t *testing.T) { t.Parallel(); deletionLeavesNothing(t, "en", true) })
}

func deletionLeavesNothing(t *testing.T, lang string, listed bool) {
	zora, bob, all := crowd(t)
	zora.lang, bob.lang = lang, lang
	if listed {
		zora.employs(bob)
	}
	bob.names(bob.typed("feedback", "give", all), zora)
	question := zora.asks(bob, all)
	if _, err := zora.Pass(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	zora.everything(all, bob.id)
	bob.everything(all, zora.id)
	if _, err := zora.Pass(t.Context(), 3*24*time.Hour); err != nil {
		t.Fatal(err)
	}
	zora.does(fmt.Sprintf(speaks[lang].look, zora.mark()))
	for _, stands := range []string{question, zora.id} {
		if !strings.Contains(bob.screen(), stands) {
			t.Fatalf("%q never was in the conversation of a colleague: %s", stands, bob.screen())
		}
	}
	looked := zora.lookedFor()
	if n := len(zora.traces(looked)); n < 20 {
		t.Fatalf("only %d traces before", n)
	}
	file := zora.does(zora.typed("mydata", "export", all)).File
	for _, m := range zora.marks {
		if stands := zora.holds(m); stands != "" && stands != "journal.question" && // that is nobody's
			!strings.Contains(string(file.Data), m) {
			t.Errorf("the export lacks %s", m)
		}
	}
	zora.does(zora.typed("mydata", "delete", all))
	zora.does(map[string]string{"nl": "ja", "en": "yes"}[lang])
	if says := bob.screen(); !strings.Contains(says, "*verwijderd*") && !strings.Contains(says, "*deleted*") {
		t.Error("the colleague does not see that a question was deleted")
	}
	if listed {
		zora.isAsListed()
		delete(looked, "account")
	}
	looked["text"] = slices.DeleteFunc(looked["text"], zora.everybodys)
	if n := len(looked["text"]); n < 50 {
		t.Fatalf("only %d texts are hers alone", n)
	}
	for _, where := range zora.traces(looked) {
		if !strings.HasPrefix(where, "file ") {
			t.Errorf("right after, %s", where)
		}
	}
	if _, err := zora.Pass(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	for _, where := range zora.traces(looked) {
		t.Errorf("a day later, %s", where)
	}
	backup := filepath.Join(t.TempDir(), "backup")
	if err := zora.House.DB.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(backup)
	if err != nil {
		t.Fatal(err)
	}
	for what, texts := range looked {
		for _, text := range texts {
			if bytes.Contains(data, []byte(text)) {
				t.Errorf("a backup has the %s: %s", what, text)
				break
			}
		}
	}
}

// TestAnonymousLeavesNoName has somebody ask anonymously and use every skill: no row has what they typed beside their
// name or account, and the conversation has none of it.
func TestAnonymousLeavesNoName(t *testing.T) {
	t.Parallel()
	zora, bob, all := crowd(t)
	zora.does("anoniem")
	zora.everything(all, bob.id)
	if _, err := zora.Pass(t.Context(), 24*time.Hour); err != nil {
		t.Fatal(err)
	}
	has := func(data []byte, texts ...string) bool {
		return slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(data, []byte(text)) })
	}
	rows := 0
	zora.read(func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, v := range tx.Scan(b, nil, nil) {
				if row := slices.Concat(k, v); has(row, zora.marks...) {
					if rows++; b == "delivery.talk" || has(row, zora.id, "Zoralie", "Quispelbrink") {
						t.Errorf("%s: %q", b, row)
					}
				}
			}
		}
		return nil
	})
	if rows < 5 {
		t.Errorf("only %d rows have what was typed", rows)
	}
}

// TestADraftOfNobodyNeedsTwo has the writer of a draft delete their data: one author alone does not put it live,
// however often they try, and who looked first and deletes their data counts no more.
func TestADraftOfNobodyNeedsTwo(t *testing.T) {
	zora, bob, _ := crowd(t)
	for _, text := range []string{"schrijf mee", "Vouw een kraanvogel", "als een klant erom vraagt", "collega's",
		"Vouw het papier dubbel.\nVouw de vleugels om.\nTrek aan de staart.", "Hij beweegt zijn vleugels"} {
		zora.does(text)
	}
	zora.does("verwijder mijn gegevens")
	zora.does("ja")
	approves := func(u *user) string {
		t.Helper()
		card := u.does("concepten").Card
		if card == nil || len(card.Buttons) == 0 {
			t.Fatal("no draft waits")
		}
		return u.hears(chat.Event{Kind: chat.Pressed, Action: card.Buttons[0].Action,
			From: chat.Person{Platform: "web", ID: u.id, Name: u.name}}).Text
	}
	const second = "moet nog iemand anders"
	zora.wants(approves(bob), second)
	zora.wants(approves(bob), second)
	bob.does("verwijder mijn gegevens")
	bob.does("ja")
	clara := &user{told: zora.told, id: "clara-account", name: "Clara"}
	zora.wants(approves(clara), second)
	zora.wants(approves(&user{told: zora.told, id: "dirk-account", name: "Dirk"}), "staat live")
}
