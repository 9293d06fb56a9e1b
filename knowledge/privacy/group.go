// Package privacy keeps what Handvat promises about people: how small a group may be told of, what is taken out of a
// text before others read it, and how long things are kept. Whoever tells, shows or keeps something asks it here; no
// other package has a number of its own.
//
// The store holds
//
//	privacy.group: "k" → how many people a figure is about at least, as JSON; for good
package privacy

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/handvat/handvat/knowledge/store"
)

// A Group is how many people a figure is about at least, which is called k. The zero Group is the smallest there is,
// five; a smaller one counts as that.
type Group int

// least is how many people a figure is about, whatever was set.
const least Group = 5

// Largest is the largest group that makes sense to ask for. Of more, hardly any figure of an organisation would be
// told, and what was asked for is never lowered.
const Largest Group = 100

// K is the number of people, for a text that says it.
func (g Group) K() int { return int(max(g, least)) }

// Sensitive is the group that a quoted text or a sensitive reason needs: twice as many people, so ten at least.
func (g Group) Sensitive() Group { return 2 * max(g, least) }

// May reports whether something that so many different people did, said or were asked may be told.
func (g Group) May(people int) bool { return people >= g.K() }

// MayAll reports whether each of several parts may be told, so that none can be found by subtracting. The parts are
// all of something: who said yes and who said no, or who is shown and who is left.
func (g Group) MayAll(parts ...int) bool {
	for _, n := range parts {
		if !g.May(n) {
			return false
		}
	}
	return true
}

// MayRest reports whether it may become known what is left of a whole when its told parts are subtracted: it is of
// enough people, or of nobody.
func (g Group) MayRest(people int) bool { return people == 0 || g.May(people) }

// MayPart reports whether it may be told how many of all did something, so that it becomes known of nobody: k did at
// least, and as many did not.
func (g Group) MayPart(part, all int) bool { return g.MayAll(part, all-part) }

// A Lean is where most people are of whom it may not be told how many did something.
type Lean int

// The leans. Unknown is that nothing may be told.
const (
	Unknown Lean = iota
	Few          // fewer than k did, of twice as many at least
	Most         // all but fewer than k did, likewise
)

// Lean tells, where [Group.MayPart] does not hold, whether few of all did something or most. It is the same however
// many of fewer than k people it were, so that it tells of nobody.
func (g Group) Lean(part, all int) Lean {
	switch {
	case all < 2*g.K() || g.MayPart(part, all):
		return Unknown
	case g.May(part):
		return Most
	}
	return Few
}

// Hides reports whether a unit of so many members is large enough that what at least k of them did is known of none:
// as many may not have done it. Members is 0 if it is not known how many there are.
func (g Group) Hides(members int) bool { return members == 0 || g.MayAll(g.K(), members-g.K()) }

// Round is "at least so many": a multiple of k, so that no difference of two numbers is one person, and nothing that
// may not be told.
func (g Group) Round(people int) int { return people / g.K() * g.K() }

// AtLeast is Round for people of a unit of so many members, and leaves open that k others did not, so that it is not
// told that all did, or all but a few. Members is 0 if it is not known how many there are.
func (g Group) AtLeast(people, members int) int {
	if members > 0 {
		people = min(people, members-g.K())
	}
	return g.Round(max(people, 0))
}

// MayAfter reports whether it may be told that now so many of all who were asked did something, where it was told of
// fewer: two groups more did, so that the difference is of people who may not have done alike; and were it just that
// many, k did not, so that it is known of nobody that they did.
func (g Group) MayAfter(was, now, all int) bool {
	return now-was >= 2*g.K() && g.May(all-was-2*g.K())
}

// Sides is "at least so many" for those of all who were asked that said one thing, and those that said another.
// Together they leave open that k said nothing.
func (g Group) Sides(one, other, all int) (int, int) {
	one, other = g.Round(one), g.Round(other)
	for one+other > max(all-g.K(), 0) {
		if one > other {
			one -= g.K()
		} else {
			other -= g.K()
		}
	}
	return one, other
}

// Apart reports whether what is told of people can be told beside what was told of others. Whoever adds and subtracts
// that of any two of them must find nobody, or people of whom two groups are left ([Group.Hides]): of nearly the same
// people the difference would be about one.
func Apart[P comparable](g Group, who map[P]bool, told ...map[P]bool) bool {
	for i, one := range told {
		rest := map[P]int{}
		plus(rest, who, 1)
		plus(rest, one, -1)
		if !g.Hides(len(rest)) {
			return false
		}
		for j, other := range told {
			if d := len(rest) - len(other); i == j || d >= 2*g.K() || d <= -2*g.K() {
				continue // it cannot be nearly the same
			}
			for _, sign := range []int{1, -1} {
				both := maps.Clone(rest)
				if plus(both, other, sign); !g.Hides(len(both)) {
					return false
				}
			}
		}
	}
	return true
}

// plus adds people to how often each was counted; who is left with none is not in it.
func plus[P comparable](to map[P]int, who map[P]bool, n int) {
	for p := range who {
		if to[p] += n; to[p] == 0 {
			delete(to, p)
		}
	}
}

// sensitive are the reasons and factors that may point at one person, or at who leads them.
var sensitive = map[string]bool{"capacity": true, "leadership": true, "no-time": true}

// For is the group that a reason or a factor needs, by its name.
func (g Group) For(name string) Group {
	if sensitive[strings.TrimPrefix(name, "helps-")] {
		return g.Sensitive()
	}
	return g
}

// group holds the one Group under key.
var (
	group = store.Table[Group]{Bucket: "privacy.group", Class: store.Working, Keep: store.Forever}
	key   = store.Key("k")
)

// Tables are what the package keeps.
func Tables() []store.Declared { return []store.Declared{&group} }

// ErrUnreadable is that nobody can tell which group holds.
var ErrUnreadable = errors.New("the smallest group that is told of cannot be read; handvat doctor says what to do")

// Load returns the group that holds now: what was stored, or the zero Group. What cannot be read is [ErrUnreadable], so
// that a damaged setting shows nobody.
func Load(tx *store.Tx) (Group, error) {
	stored := group.Has(tx, key) || group.SetAside(tx, key)
	g, ok, err := group.Load(tx, key)
	if err == nil && stored && !ok {
		err = ErrUnreadable
	}
	if err != nil {
		return 0, fmt.Errorf("privacy: %w", err)
	}
	return max(g, least), nil
}

// A LowerError is that a smaller group was asked for than holds.
type LowerError struct{ Asked, Holds int }

func (e *LowerError) Error() string {
	return fmt.Sprintf("figures are of %d people or more, and that can be raised only; asked was %d", e.Holds, e.Asked)
}

// Mend stores a group in the place of one that cannot be read. Whoever calls it knows that none larger held.
func Mend(tx *store.Tx, g Group) error { return group.Save(tx, key, g) }

// Raise stores that figures are about k people at least. A smaller k than holds is a [LowerError], and changes nothing.
func Raise(tx *store.Tx, k int) error {
	g, err := Load(tx)
	switch {
	case err != nil:
		return err
	case k < g.K():
		return &LowerError{k, g.K()}
	case k == g.K():
		return nil
	}
	return group.Save(tx, key, Group(k))
}
