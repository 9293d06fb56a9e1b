// Package simulate plays an organisation that does not exist: people of several teams
// who ask, walk aids, answer or ignore what the bot says by itself, and get on with
// their work, through weeks of simulated time. It is what demonstrations are made of,
// and how digests and nudges are looked at as they are lived with.
//
// Everything is drawn from a seed: the same organisation, seed and program give the same
// year. The people are a [Core]'s, which is the real bot on a store of its own with a
// clock that is moved; nothing here is ever mixed with what real people did.
package simulate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// An Organisation is who there is to play.
type Organisation struct {
	Units  []Unit
	People []*Person
}

// A Unit is a team, with the work it does.
type Unit struct {
	ID, Name string
	Parent   string
	Lang     string   // what most of its people speak
	Work     []string // processes of the aids it needs most
	rush     int      // week of the year in which it has no time for anything
	keen     float64  // how much of it takes part, around 1
}

// A Person is somebody, and how they are.
type Person struct {
	Name string // also their id on the platform
	Unit string
	Lang string
	Role string // employee, manager, or author

	number   int
	asks     float64 // questions a week, when everyone is used to it
	replies  float64 // how likely they say whether something helped
	engaged  float64 // how likely they answer what the bot says by itself
	patience int     // turns before they get back to work
	hour     int     // of the day at which they ask most
	rng      *rand.Rand

	talk conversation
}

// teams are what units are called, and what they do; a larger organisation has several
// of each.
var teams = []struct {
	id, nl, en string
	work       []string
}{
	{"klantservice", "Klantservice", "Customer service", []string{"customer-contact", "collaboration"}},
	{"planning", "Planning", "Planning", []string{"collaboration", "team-management"}},
	{"magazijn", "Magazijn", "Warehouse", []string{"collaboration", "personal-development"}},
	{"verkoop", "Verkoop", "Sales", []string{"customer-contact", "personal-development"}},
	{"techniek", "Technische dienst", "Field service", []string{"customer-contact", "collaboration"}},
	{"financien", "Financiën", "Finance", []string{"measurement", "collaboration"}},
	{"hr", "HR en opleiding", "HR and learning", []string{"learning-and-development", "measurement"}},
	{"ict", "ICT", "IT", []string{"collaboration", "privacy"}},
	{"inkoop", "Inkoop", "Purchasing", []string{"collaboration", "measurement"}},
	{"kwaliteit", "Kwaliteit", "Quality", []string{"measurement", "team-management"}},
}

// firstNames are joined with a number once they run out.
var firstNames = []string{"anna", "bram", "chantal", "daan", "emma", "fatima", "gijs", "hanna", "ivo", "jasmijn",
	"karim", "lotte", "mees", "noor", "olaf", "petra", "quinten", "rosa", "sem", "tess", "umit",
	"vera", "wout", "xenia", "yara", "zeno", "amy", "ben", "carol", "dev", "ella", "frank", "grace", "henry", "isla",
	"jack"}

// root is the unit that all others belong to.
const root = "organisatie"

// ErrCrowd means that there are no people or no units, or fewer people than units.
var ErrCrowd = errors.New("simulate: give at least one person and one unit, and no more units than people")

// New draws an organisation of people in units. Sizes differ: there is a unit of three
// and one of twice the average, because real organisations have them. People and units
// must be at least 1; there are never more units than people.
func New(people, units int, seed uint64) (*Organisation, error) {
	if people < 1 || units < 1 || units > people {
		return nil, ErrCrowd
	}
	rng := rand.New(rand.NewPCG(seed, 1))
	o := &Organisation{Units: []Unit{{ID: root, Name: "De organisatie", Lang: "nl"}}}
	for i := range units {
		t := teams[i%len(teams)]
		u := Unit{ID: t.id, Name: t.nl, Parent: root, Lang: "nl", Work: t.work, rush: 1 + rng.IntN(50),
			keen: 0.6 + 0.8*rng.Float64()}
		if i%5 == 4 { // one team in five speaks English
			u.Lang, u.Name = "en", t.en
		}
		if n := i / len(teams); n > 0 {
			u.ID, u.Name = fmt.Sprintf("%s-%d", t.id, n+1), fmt.Sprintf("%s %d", u.Name, n+1)
		}
		o.Units = append(o.Units, u)
	}
	for i, unit := range spread(people, units) {
		o.People = append(o.People, draw(i, o.Units[unit+1], seed))
	}
	led := map[string]bool{}
	for _, p := range o.People {
		if !led[p.Unit] {
			p.Role, led[p.Unit] = "manager", true
		}
	}
	authors := 0
	for _, p := range slices.Backward(o.People) {
		if p.Role == "employee" && authors < 2 {
			p.Role, authors = "author", authors+1
		}
	}
	return o, nil
}

// spread says in which unit each person is: the first has twice the average, the last
// three people if there is room, the others as many each.
func spread(people, units int) (in []int) {
	size := make([]int, units)
	for i := range people {
		size[i%units]++
	}
	if units > 2 && size[units-1] > 3 {
		size[0] += size[units-1] - 3
		size[units-1] = 3
	}
	for u, n := range size {
		for range n {
			in = append(in, u)
		}
	}
	return in
}

// draw makes a person of a unit. Most people ask little, a few a lot.
func draw(i int, u Unit, seed uint64) *Person {
	rng := rand.New(rand.NewPCG(seed, uint64(i)+1000))
	name := firstNames[i%len(firstNames)]
	if n := i / len(firstNames); n > 0 {
		name = fmt.Sprintf("%s%d", name, n+1)
	}
	p := &Person{Name: name, Unit: u.ID, Lang: u.Lang, Role: "employee", number: i, rng: rng,
		asks: u.keen * 0.9 * rng.ExpFloat64(), replies: 0.3 + 0.5*rng.Float64(),
		engaged: 0.75 * rng.Float64(), patience: 2 + rng.IntN(12), hour: 8 + rng.IntN(9)}
	if rng.IntN(12) == 0 {
		p.Lang = map[string]string{"nl": "en", "en": "nl"}[u.Lang]
	}
	return p
}

// Unit returns a unit by its ID; zero if there is none.
func (o *Organisation) Unit(id string) Unit {
	for _, u := range o.Units {
		if u.ID == id {
			return u
		}
	}
	return Unit{}
}

// Busiest returns who asks most: of the employees by their language, nl and en, and of
// the authors; and who leads the largest unit, the manager.
func (o *Organisation) Busiest() map[string]*Person {
	most := map[string]*Person{}
	for _, p := range o.People {
		what := p.Role
		if what == "employee" {
			what = p.Lang
		}
		if best := most[what]; best == nil || p.asks > best.asks && what != "manager" { // the largest unit comes first
			most[what] = p
		}
	}
	return most
}
