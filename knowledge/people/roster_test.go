package people

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

const unitsCSV = "unit,name,parent,zone,lang\nAll,Everyone,,Europe/Amsterdam,nl\nService,,All,,\n" +
	"Desk North,Desk north,Service,,\n"

const peopleCSV = "platform;team;user;unit;roles;manager of\nslack;T1;U1;Desk North;author, sponsor;\n" +
	"slack;T1;U2;desk-north;;Service\nslack;T1;U3;Service;;\n"

// read reads the files of a roster, which must be without problems.
func read(t *testing.T, files map[string]string) *Roster {
	t.Helper()
	r := new(Roster)
	for name, text := range files {
		if ps := r.Read(name, []byte(text)); len(ps) > 0 {
			t.Fatalf("%s: %v", name, ps)
		}
	}
	return r
}

// imported imports a roster and returns what changed, a line for each.
func imported(t *testing.T, db *store.DB, r *Roster, now time.Time) (lines []string) {
	t.Helper()
	update(t, db, func(tx *store.Tx) error {
		lines = nil
		plan, ps, err := r.Plan(tx)
		if err != nil || len(ps) > 0 {
			t.Fatal(err, ps)
		}
		for _, c := range plan.Changes {
			line := c.Sign + " " + c.Name
			for _, e := range c.Edits {
				line += fmt.Sprintf(" %s:%s>%s", e.Column, e.From, e.To)
			}
			lines = append(lines, line)
		}
		plan.Really = true
		return plan.Apply(tx, now)
	})
	return lines
}

func same(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestImportShowsAndMakesTheDifference(t *testing.T) {
	db, now := open(t), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	met := Identity{Platform: "slack", Team: "T1", User: "U1"}
	var before Profile
	update(t, db, func(tx *store.Tx) (err error) { before, _, err = Meet(tx, met, now); return err })

	same(t, imported(t, db, read(t, map[string]string{"units.csv": unitsCSV, "people.csv": peopleCSV}), now),
		"+ all name:>Everyone zone:>Europe/Amsterdam lang:>nl",
		"+ desk-north name:>Desk north parent:>service",
		"+ service name:>Service parent:>all managers:0>1",
		"+ slack U1 unit:>desk-north roles:>author employee sponsor",
		"+ slack U2 unit:>desk-north roles:>employee manager",
		"+ slack U3 unit:>service roles:>employee")
	same(t, imported(t, db, read(t, map[string]string{"units.csv": unitsCSV, "people.csv": peopleCSV}), now))

	moved := strings.NewReplacer("U1;Desk North", "U1;Service", "slack;T1;U3;Service;;\n", "").Replace(peopleCSV)
	same(t, imported(t, db, read(t, map[string]string{"people.csv": moved}), now),
		"~ slack U1 unit:desk-north>service", "- slack U3")
	update(t, db, func(tx *store.Tx) error {
		p, ok, err := Find(tx, met)
		if !ok || err != nil || p.ID != before.ID || p.Unit() != "service" ||
			!slices.Equal(p.Roles, []string{"author", "employee", "sponsor"}) {
			t.Errorf("%+v, %v", p, err)
		}
		u, _, err := UnitByID(tx, "all")
		if err != nil || u.Size != 2 {
			t.Errorf("%+v, %v", u, err)
		}
		gone, ok, err := Find(tx, Identity{Platform: "slack", Team: "T1", User: "U3"})
		if !ok || err != nil || !gone.Left || gone.Unit() != "" || gone.Leaves.Sub(now) > 30*24*time.Hour {
			t.Errorf("who left: %+v, %v", gone, err)
		}
		for at, want := range map[time.Time]int{now.Add(KeepLeavers - time.Second): 0, now.Add(KeepLeavers): 1} {
			if ps := Leavers(tx, at); len(ps) != want {
				t.Errorf("leavers at %v: %v", at, ps)
			}
		}
		return forget(tx, gone.ID)
	})
	update(t, db, func(tx *store.Tx) error {
		if _, ok, _ := Find(tx, Identity{Platform: "slack", Team: "T1", User: "U3"}); ok {
			t.Error("who left is still known")
		}
		return nil
	})
}

func TestWhoComesBackInTimeKeepsTheirPseudonym(t *testing.T) {
	db, now := open(t), time.Unix(1e9, 0)
	all := map[string]string{"units.csv": unitsCSV, "people.csv": peopleCSV}
	imported(t, db, read(t, all), now)
	var first Profile
	who := Identity{Platform: "slack", Team: "T1", User: "U3"}
	update(t, db, func(tx *store.Tx) (err error) { first, _, err = Find(tx, who); return err })
	without := strings.Replace(peopleCSV, "slack;T1;U3;Service;;\n", "", 1)
	imported(t, db, read(t, map[string]string{"people.csv": without}), now)
	same(t, imported(t, db, read(t, all), now), "+ slack U3 unit:>service roles:>employee")
	update(t, db, func(tx *store.Tx) error {
		p, _, err := Find(tx, who)
		if p.ID != first.ID || p.Left || !p.Leaves.IsZero() {
			t.Errorf("%+v, %v", p, err)
		}
		return err
	})
}

// TestTheDifferenceDoesNotTellWhoUsesTheBot holds that speaking, a platform's time
// zone, and deleting one's data leave no trace in the next import.
func TestTheDifferenceDoesNotTellWhoUsesTheBot(t *testing.T) {
	db, now := open(t), time.Unix(1e9, 0)
	roster := read(t, map[string]string{"units.csv": unitsCSV, "people.csv": peopleCSV})
	imported(t, db, roster, now)
	var before ID
	update(t, db, func(tx *store.Tx) error {
		for i, user := range []string{"U1", "U2"} {
			p, met, err := Meet(tx, Identity{Platform: "slack", Team: "T1", User: user}, now)
			if err != nil || !met {
				t.Fatal(met, err)
			}
			p.Zone, p.Spoken, p.Lang, p.Paused = "Europe/Berlin", "en", "nl", true
			if err := Save(tx, p); err != nil {
				return err
			}
			if before = p.ID; i == 1 { // the manager of service
				return forget(tx, p.ID)
			}
		}
		return nil
	})
	same(t, imported(t, db, roster, now))
	update(t, db, func(tx *store.Tx) error {
		p, ok, err := Find(tx, Identity{Platform: "slack", Team: "T1", User: "U2"})
		if !ok || err != nil || p.ID == before || !p.Met.IsZero() || p.Paused {
			t.Errorf("after deleting: %+v, %v", p, err)
		}
		if led, err := Leads(tx, p.ID); !slices.Equal(led, []string{"service"}) || err != nil {
			t.Errorf("leads %v, %v", led, err)
		}
		return nil
	})
}

// TestWhereSomebodyWorks holds that the zone and the language of a unit reach its people,
// those of the unit they lead before those of the one they are in, also when a roster
// lists units only; and that their own go before them.
func TestWhereSomebodyWorks(t *testing.T) {
	db, now := open(t), time.Unix(1e9, 0)
	units := "unit,parent,zone,lang\nall,,Europe/Amsterdam,nl\nsales,all,,\nlondon,sales,Europe/London,en\n" +
		"bonn,sales,Europe/Berlin,\n"
	imported(t, db, read(t, map[string]string{"u.csv": units,
		"p.csv": "platform,user,unit,manager-of,zone\nweb,ann,london,,\nweb,bob,sales,london|bonn,\n" +
			"web,cees,london,bonn|london,\nweb,dirk,,,\nweb,eva,london,,Asia/Tokyo\n"}), now)
	check := func(want map[string]string) {
		t.Helper()
		update(t, db, func(tx *store.Tx) error {
			for user, want := range want {
				p, _, err := Find(tx, Identity{Platform: "web", User: user})
				if got := p.TimeZone() + " " + p.UnitLang; got != want || err != nil {
					t.Errorf("%s: %q, want %q, %v", user, got, want, err)
				}
			}
			return nil
		})
	}
	check(map[string]string{"ann": "Europe/London en", "bob": "Europe/Berlin nl", "cees": "Europe/London en",
		"dirk": " ", "eva": "Asia/Tokyo en"})
	imported(t, db, read(t, map[string]string{"u.csv": strings.Replace(units, "Europe/London,en", ",", 1)}), now)
	check(map[string]string{"ann": "Europe/Amsterdam nl", "bob": "Europe/Berlin nl", "cees": "Europe/Amsterdam nl",
		"dirk": " ", "eva": "Asia/Tokyo nl"})
}

// What a roster may say is told by all its names.
const (
	chooseRole = "Choose from employee (medewerker), author (maker, auteur), manager (leidinggevende), " +
		"sponsor (opdrachtgever), works-council (ondernemingsraad), admin (beheerder)"
	chooseColumn = "choose from platform, team (werkruimte), user (gebruiker), mail (email, e-mail), " +
		"unit (afdeling, eenheid), roles (role, rol, rollen), manager-of (leidinggevende-van), " +
		"zone (tijdzone), lang (language, taal)"
)

func TestRosterProblemsSayWhere(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"cycle": {"u.csv", "unit,parent\na,c\nb,a\nc,b\n",
			"u.csv:2:3: A unit cannot belong to itself: a → c → b → a\n" +
				"u.csv:3:3: A unit cannot belong to itself: b → a → c → b\n" +
				"u.csv:4:3: A unit cannot belong to itself: c → b → a → c"},
		"itself": {"u.csv", "unit,parent\na,A\n", "u.csv:2:3: A unit cannot belong to itself: a → a"},
		"parent": {"u.csv", "unit,parent\na,b\n",
			"u.csv:2:3: The unit b, to which a belongs, is not on the list"},
		"unit twice": {"u.csv", "unit\nDesk 1\n\ndesk-1\n",
			"u.csv:4:1: The unit desk-1 is there twice; also on line 2 of u.csv"},
		"person twice": {"p.csv", "platform,user\nweb,a\nweb,b\nweb,a\n",
			"p.csv:4:5: web a is there twice; also on line 2 of p.csv"},
		"unknown unit": {"p.csv", "platform,user,unit,manager_of\nweb,a,desk,field\n",
			"p.csv:2:7: The unit desk is not on the list\np.csv:2:12: The unit field is not on the list"},
		"zone": {"p.csv", "platform,user,tijdzone\nweb,a,Amsterdam\n",
			"p.csv:2:7: Amsterdam is not a time zone. Write it as Europe/Amsterdam"},
		"language": {"p.csv", "platform,user,taal\nweb,a,fr\n",
			"p.csv:2:7: The language fr is not possible. Choose from en, nl"},
		"role": {"p.csv", "platform,user,rol\nweb,a,boss\n",
			"p.csv:2:7: There is no role boss. " + chooseRole},
		"mail": {"p.csv", "mail\na@b.nl\nAda <a@c.nl>\n", "p.csv:3:1: Ada <a@c.nl> is not a mail address"},
		"nobody": {"p.csv", "platform,user,unit\nweb,,\n",
			"p.csv:2:1: This row names nobody: fill in platform and user (gebruiker), or mail (email, e-mail)"},
		"empty":     {"p.csv", "platform,user\n", "The list names nobody"},
		"no header": {"p.csv", "", "p.csv:1:1: This file has no header row"},
		"column": {"p.csv", "user,name\n",
			"p.csv:1:6: The column \"name\" is not known. Leave it out, or " + chooseColumn},
		"cells": {"p.csv", "platform,user\nweb\nweb,a\n", "p.csv:2:1: Cells in this row: 1, in the header: 2"},
		"encoding": {"p.csv", "mail;unit;rol\r\na@example.org;caf\xe9;boss\r\n",
			"p.csv:2:20: There is no role boss. " + chooseRole},
		"quote": {"p.csv", "platform,user\nweb,\"a\n", "p.csv:2:8: A quotation mark is wrong here"},
		"yaml": {"p.yaml",
			"people:\n  - {platform: web, user: a}\n  - platform: web\n    user: a\n    shoe: 43\n",
			"p.yaml:5:5: The column \"shoe\" is not known. Leave it out, or " + chooseColumn},
		"yaml twice": {"p.yaml", "people:\n  - {platform: web, user: a}\n  - platform: web\n    user: a\n",
			"p.yaml:4:5: web a is there twice; also on line 2 of p.yaml"},
		"yaml list": {"p.yaml", "persons: []\n", "p.yaml:1:1: Expected a list of units or a list of people"},
		"yaml nothing": {"p.yaml", "",
			"p.yaml:1:1: There is nothing here. Write fields such as \"title: …\", each on its own line"},
		"yaml broken": {"p.yaml", "people: [", "p.yaml:1:9: The bracket [ or { that opens here does not close"},
	} {
		r := new(Roster)
		ps := r.Read(c.file, []byte(c.text))
		if len(ps) == 0 {
			update(t, open(t), func(tx *store.Tx) (err error) {
				for i, p := range r.People {
					if p.Mail != "" {
						r.People[i].Identities = []Identity{{Platform: "mail", User: p.Mail}}
					}
				}
				plan, found, err := r.Plan(tx)
				if ps = found; plan != nil {
					t.Errorf("%s: there is a plan", name)
				}
				return err
			})
		}
		var got []string
		for _, p := range ps {
			got = append(got, p.String("en"))
			if p.String("nl") == p.String("en") {
				t.Errorf("%s: not in Dutch: %s", name, p.String("nl"))
			}
		}
		if g := strings.Join(got, "\n"); g != c.want && !(name == "yaml broken" && strings.HasPrefix(g, c.want)) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, g, c.want)
		}
	}
}

func TestYAMLAndCSVSayTheSame(t *testing.T) {
	yaml := `units:
  - {unit: All, name: Everyone, zone: Europe/Amsterdam, lang: nl}
  - unit: Service
    parent: All
  - unit: Desk North
    name: Desk north
    parent: Service
people:
  - {platform: slack, team: T1, user: U1, unit: Desk North, roles: [author, sponsor]}
  - {platform: slack, team: T1, user: U2, unit: desk-north, manager of: [Service]}
  - {platform: slack, team: T1, user: U3, unit: Service}
`
	db := open(t)
	imported(t, db, read(t, map[string]string{"units.csv": "\ufeff" + unitsCSV, "people.csv": peopleCSV}),
		time.Unix(1, 0))
	same(t, imported(t, db, read(t, map[string]string{"roster.yml": yaml}), time.Unix(1, 0)))
}

func FuzzReadRoster(f *testing.F) {
	f.Add("x.csv", unitsCSV)
	f.Add("x.csv", peopleCSV)
	f.Add("x.yaml", "units:\n  - unit: a\n    parent: [b]\npeople:\n  - {mail: a@b.nl}\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		r := new(Roster)
		if ps := r.Read(name, []byte(text)); len(ps) == 0 {
			for _, u := range r.Units {
				if u.Unit.ID == "" || len(u.Unit.ID) > 40 || strings.ContainsAny(u.Unit.ID, "\x00 ") {
					t.Errorf("unit %q", u.Unit.ID)
				}
			}
		}
	})
}

// TestDrop: more than a tenth of the people, or more than ten, do not go unasked.
func TestDrop(t *testing.T) {
	for _, c := range []struct {
		gone, of int
		asks     bool
	}{{0, 0, false}, {0, 5, false}, {1, 5, true}, {1, 9, true}, {1, 10, false}, {2, 19, true}, {2, 20, false},
		{10, 100, false}, {11, 1000, true}, {10, 1000, false}, {11, 109, true}} {
		plan := &Plan{people: c.of, leave: make([]Profile, c.gone)}
		if err := plan.Drop(); (err != nil) != c.asks {
			t.Errorf("%d of %d: %v", c.gone, c.of, err)
		}
		if plan.Really = true; plan.Drop() != nil {
			t.Errorf("%d of %d, really", c.gone, c.of)
		}
	}
}
