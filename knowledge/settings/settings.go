// Package settings keeps which settings held at the last start, and what changed since, for the works council: the
// smallest group that is told of, and the ways out that are on. It is not where settings are read from.
package settings

import (
	"cmp"
	"errors"
	"iter"
	"maps"
	"slices"
	"strconv"
	"time"
	_ "time/tzdata" // machines without time zones exist; people without do not

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Settings are what may not change without anyone having agreed, or knowing.
type Settings struct {
	K     int               // the smallest group that is told of
	On    map[string]string // the ways in and out that are on, and where they lead
	Zone  string            // IANA time zone in which weeks begin; empty for the usual one
	Set   map[string]string // all other settings that differ from the default, but for secrets and names of people
	Given                   // changes of its folders and files are of no concern to the works council
}

// Given is what stands outside the data folder and is in a backup.
type Given struct {
	Folders []string // of what authors keep in files
	Files   []string // of settings, texts and word lists; folders too
	Texts   string   // which texts of the program are overruled, and a mark of what they say; empty for none
}

// UsualZone is the time zone in which weeks begin where none is set.
const UsualZone = "Europe/Amsterdam"

// Zone is the time zone in which weeks begin.
func Zone(tx *store.Tx) (*time.Location, error) {
	s, _, err := Held(tx)
	if err != nil {
		return nil, err
	}
	return time.LoadLocation(cmp.Or(s.Zone, UsualZone))
}

// A Change of settings, in the words of the configuration.
type Change struct {
	Time time.Time
	What string
}

var (
	held = &store.Table[Settings]{Bucket: "settings.now", Class: store.Working, Keep: store.Forever}
	log  = &store.Table[Change]{Bucket: "settings.log", Class: store.Working, Keep: privacy.KeepSettings,
		Since: func(c Change) time.Time { return c.Time }}
)

// Tables are all that is kept.
func Tables() []store.Declared { return []store.Declared{held, log} }

var theOne = []byte("settings")

// Held returns the settings of the last start; ok is false if there was none.
func Held(tx *store.Tx) (s Settings, ok bool, err error) { return held.Load(tx, theOne) }

// Keep compares is with the settings of the last start, or at the first with the default, and writes down what changed.
func Keep(tx *store.Tx, is Settings, now time.Time) error {
	was, known, err := Held(tx)
	if err != nil {
		return err
	}
	changes := between(was, is)
	if !known {
		changes = append([]string{"start"}, between(Settings{K: privacy.Group(0).K()}, is)...)
	}
	for _, what := range changes {
		_, bad := log.Add(tx, Change{now.UTC(), what})
		err = errors.Join(err, bad)
	}
	return errors.Join(err, held.Save(tx, theOne, is))
}

// Changes returns the changes that are kept, oldest first.
func Changes(tx *store.Tx) (all []Change) {
	for _, c := range log.All(tx) {
		all = append(all, c)
	}
	return all
}

// between says what differs.
func between(was, is Settings) (out []string) {
	if was.K != is.K {
		out = append(out, "privacy.k "+strconv.Itoa(was.K)+" → "+strconv.Itoa(is.K))
	}
	if was.Zone != is.Zone {
		out = append(out, "organisation.zone "+cmp.Or(was.Zone, UsualZone)+" → "+cmp.Or(is.Zone, UsualZone))
	}
	if was.Texts != is.Texts {
		out = append(out, "texts "+state(was.Texts, was.Texts != "")+" → "+state(is.Texts, is.Texts != ""))
	}
	for name, s := range differing(was.On, is.On) {
		out = append(out, name+" "+state(s.from, s.before)+" → "+state(s.to, s.after))
	}
	for name, s := range differing(was.Set, is.Set) {
		none := "default"
		if s.from == On || s.to == On {
			none = state("", false)
		}
		out = append(out, name+" "+cmp.Or(s.from, none)+" → "+cmp.Or(s.to, none))
	}
	return out
}

// On is what a setting is that is on or off.
const On = "on"

// A step is what was under a name and what is, if anything.
type step struct {
	from, to      string
	before, after bool
}

// differing are the names, in order, under which something else is than was.
func differing(was, is map[string]string) iter.Seq2[string, step] {
	return func(yield func(string, step) bool) {
		names := slices.Concat(slices.Collect(maps.Keys(was)), slices.Collect(maps.Keys(is)))
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			var s step
			s.from, s.before = was[name]
			s.to, s.after = is[name]
			if (s.before != s.after || s.from != s.to) && !yield(name, s) {
				return
			}
		}
	}
}

// state is a way out as a change names it.
func state(to string, on bool) string {
	if !on {
		return "off"
	}
	return cmp.Or(to, On)
}
