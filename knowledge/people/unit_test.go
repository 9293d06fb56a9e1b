package people

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// join makes someone a member of a unit.
func join(t *testing.T, tx *store.Tx, user, unit string) Profile {
	t.Helper()
	p, _, err := Meet(tx, Identity{Platform: "web", User: user}, time.Unix(1, 0))
	if err != nil {
		t.Fatal(err)
	}
	p.Units = []string{unit}
	if err := Save(tx, p); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestUnitsCountTheirOwnAndThoseBelow(t *testing.T) {
	db := open(t)
	update(t, db, func(tx *store.Tx) error {
		if err := saveUnits(tx, []Unit{{ID: "all"}, {ID: "service", Parent: "all"}, {ID: "desk", Parent: "service"},
			{ID: "desk-2", Parent: "service"}}); err != nil {
			return err
		}
		for i := range 9 {
			join(t, tx, fmt.Sprint(i), []string{"desk", "desk-2", "service"}[i%3])
		}
		join(t, tx, "10", "all")
		moved := join(t, tx, "0", "desk-2")
		left := join(t, tx, "11", "desk")
		if err := forget(tx, left.ID); err != nil {
			return err
		}
		us, err := Units(tx)
		if err != nil {
			return err
		}
		got := ""
		for _, u := range us {
			one, ok, err := UnitByID(tx, u.ID)
			if !ok || err != nil || one.Own != u.Own || one.Size != u.Size {
				t.Errorf("%s: %+v, %v, want %+v", u.ID, one, err, u)
			}
			members, err := Members(tx, u.ID)
			if err != nil || len(members) != u.Size || slices.Contains(members, moved.ID) != (u.ID != "desk") {
				t.Errorf("%s: members %v, %v", u.ID, members, err)
			}
			got += fmt.Sprintf("%s %d/%d ", u.ID, u.Own, u.Size)
		}
		if want := "all 1/10 desk 2/2 desk-2 4/4 service 3/9 "; got != want {
			t.Errorf("%s, want %s", got, want)
		}
		path, err := UnitPath(tx, "desk")
		if err != nil || len(path) != 3 || path[0].ID != "desk" || path[2].ID != "all" {
			t.Errorf("path %v, %v", path, err)
		}
		if below := UnitsBelow(tx, "all"); !slices.Equal(below, []string{"service", "desk", "desk-2"}) {
			t.Errorf("below %v", below)
		}
		return nil
	})
}

func TestWhoIsOnTheRosterIsMetWhenTheySpeak(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	ada := Identity{Platform: "slack", Team: "T1", User: "U1"}
	update(t, db, func(tx *store.Tx) error {
		p := Profile{ID: newID(), Identity: ada, Units: []string{"desk"}}
		if err := tx.Put(identities.Bucket, ada.key(), []byte(p.ID)); err != nil {
			return err
		}
		if err := Save(tx, p); err != nil {
			return err
		}
		q, met, err := Meet(tx, ada, now)
		if !met || q.ID != p.ID || q.Unit() != "desk" || !q.Met.Equal(now) {
			t.Errorf("met %v, %+v", met, q)
		}
		if _, met, _ = Meet(tx, ada, now); met {
			t.Error("met twice")
		}
		return err
	})
}

// TestUnnameOfTwoLetters holds that a name of two letters goes where it has a capital.
func TestUnnameOfTwoLetters(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	imported(t, db, read(t, map[string]string{"people.csv": "platform,user\nweb,bo@example.org\n"}), now)
	update(t, db, func(tx *store.Tx) error {
		p, ok, err := Find(tx, Identity{Platform: "web", User: "bo@example.org"})
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		p.Called = "Bo"
		is, want := Unname(tx, p, "een collega")("Bo vraagt je om feedback. Alleen Bo leest het, in de Bose van bo."),
			"een collega vraagt je om feedback. Alleen een collega leest het, in de Bose van bo."
		if is != want {
			t.Errorf("%q", is)
		}
		return nil
	})
}

// TestUnnameAmongNamesakes holds that of two of one name only the one goes who is called by their unit or address too.
func TestUnnameAmongNamesakes(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	imported(t, db, read(t, map[string]string{"units.csv": "unit,name\nbalie,De Balie\nmagazijn,Magazijn\n",
		"people.csv": "platform,user,unit\nweb,mira.bos@example.org,balie\nweb,mira.vos@example.org,magazijn\n"}), now)
	update(t, db, func(tx *store.Tx) error {
		p, ok, err := Find(tx, Identity{Platform: "web", User: "mira.bos@example.org"})
		if !ok || err != nil {
			t.Fatal(ok, err)
		}
		for _, who := range []string{"mira.bos@example.org", "mira.vos@example.org"} { // as the page calls both
			q, _, err := Find(tx, Identity{Platform: "web", User: who})
			if q.Called = "Mira"; err != nil || Save(tx, q) != nil {
				t.Fatal(err)
			}
			if q.ID == p.ID {
				p = q
			}
		}
		unname := Unname(tx, p, "een collega")
		for said, want := range map[string]string{
			"Feedback voor Mira (De Balie)":                   "Feedback voor een collega",
			"alleen mira (balie) leest het":                   "alleen een collega leest het",
			"Maatje van Mira (mira.bos@example.org).":         "Maatje van een collega.",
			"Feedback voor Mira (Magazijn), Mira en Mira Vos": "Feedback voor Mira (Magazijn), Mira en Mira Vos",
			"mira.bos@example.org (De Balie)":                 "een collega",
			"mira.vos@example.org (Magazijn)":                 "mira.vos@example.org (Magazijn)",
			"zoals @Mira, of @mira.bos@example.org":           "zoals @Mira, of een collega",
			"aan Mira Bos":                                    "aan een collega",
		} {
			if is := unname(said); is != want {
				t.Errorf("%q: %q", said, is)
			}
		}
		return nil
	})
}
