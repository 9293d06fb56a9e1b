package weekly_test

import (
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// TestByMailToo holds that a manager who talks with the bot gets the message in chat and
// by mail, that one who never did gets it by mail alone and is not met by that, and that
// nothing else goes by mail.
func TestByMailToo(t *testing.T) {
	o := newOffice(t)
	o.Agenda.Serve("post", 0)
	ps := o.meet(append(append(team("ks", 12), team("plan", 12)...), "ada")...)
	o.Update(func(tx *store.Tx) error {
		for _, user := range []string{"ada", "bob"} {
			p, ok, err := people.Find(tx, people.Identity{Platform: "web", User: user})
			if err != nil || !ok {
				t.Fatal(user, err)
			}
			p.Mail = user + "@example.org"
			if err := people.Save(tx, p); err != nil {
				return err
			}
		}
		return nil
	})
	o.aWeek(time.Date(2026, 11, 23, 10, 0, 0, 0, o.zone))
	var said map[string][]chat.Reply
	for range 7 {
		said = o.Day(1)
	}
	if len(said) != 3 || len(said["ada"]) != 1 || len(said["ada@example.org"]) != 1 ||
		len(said["bob@example.org"]) != 1 || !strings.Contains(said["bob@example.org"][0].Text, "Planning") {
		t.Errorf("said on Monday: %v", said)
	}
	o.View(func(tx *store.Tx) error {
		if bob, _, err := people.Find(tx, people.Identity{Platform: "web", User: "bob"}); err != nil ||
			!bob.Met.IsZero() || !bob.Home.IsZero() {
			t.Errorf("bob was met by mail: %+v, %v", bob, err)
		}
		return nil
	})
	if r := ps["ada"].Say("privacy"); r.IsZero() {
		t.Error("silence")
	}
}

// TestWhatItServesIsSaidInTheirLanguage holds that who never spoke reads what a weekly
// message serves in the language of their unit, or else in that of the organisation.
func TestWhatItServesIsSaidInTheirLanguage(t *testing.T) {
	o := newOffice(t)
	o.roster("units.csv", "unit,parent,lang\ndienst,,\nks,dienst,\nplan,dienst,en\n")
	for user, lang := range map[string]string{"ada": "nl", "bob": "en", "vera": "nl"} {
		want := digest.Words.In(lang).Purpose
		if user == "vera" {
			want = digest.Words.In(lang).Authors.Purpose
		}
		o.Update(func(tx *store.Tx) error {
			p, _, err := people.Find(tx, people.Identity{Platform: "web", User: user})
			if err != nil {
				return err
			}
			p.Mail = user + "@example.org"
			return people.Save(tx, p)
		})
		o.daily()
		o.View(func(tx *store.Tx) error {
			items, err := o.Agenda.Of(tx, o.Person(user).ID)
			if len(items) != 1 || items[0].Purpose.In(lang) != want || err != nil {
				t.Errorf("%s: %+v, %v", user, items, err)
			}
			return nil
		})
	}
}
