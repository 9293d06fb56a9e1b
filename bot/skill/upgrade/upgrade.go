// Package upgrade tells people that the way of working changed: when an aid comes in a
// new major version, everyone who used an older one in the last 90 days gets one message
// with the difference, at a time that suits them.
//
// Who used an aid is read from the journal, by pseudonym and as far back as it goes. A
// person hears of one aid at most once in seven days: a second change within that time
// waits, and a message that was not sent yet tells of both at once.
package upgrade

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill tells what changed.
var Skill = dialog.Skill{
	Name:    "upgrade",
	Texts:   words,
	Tables:  []store.Declared{&todo},
	Acts:    map[string]dialog.Act{"diff": dialog.Anyone(diff)},
	Due:     map[string]dialog.Func{"told": told},
	Jobs:    map[string]dialog.Func{"tell": tell},
	Changed: changed,
}

// do is the action of an act of this skill on an aid and the version that somebody used of it.
func do(act, ref, version string) chat.Action { return dialog.Do("upgrade/"+act, ref, version) }

const (
	back  = 90 * 24 * time.Hour // how long ago somebody may have used the old version
	apart = 7 * 24 * time.Hour  // between two messages about one aid to one person
	most  = 2000                // messages planned in one turn: others wait for it
)

// todo is the version that came of an aid, by [knowledge.Key], until those who used an older one have their message
// planned.
var todo = store.Table[string]{Bucket: "upgrade.todo", Class: store.Working, Keep: store.Forever}

// changed plans the messages about aids that came in a new major version.
func changed(t *dialog.Turn, ups []knowledge.Upgrade) error {
	for _, u := range ups {
		if err := todo.Save(t.Tx, []byte(u.Key.String()), u.To); err != nil {
			return err
		}
	}
	_, err := tell(t, "")
	return err
}

// tell plans the messages about everything that is still to be told. Doing it again plans nothing twice.
func tell(t *dialog.Turn, _ string) (chat.Reply, error) {
	came := map[string]string{}
	for aid, to := range todo.All(t.Tx) {
		came[string(aid)] = to
	}
	used, err := uses(t, came)
	if err != nil {
		return chat.Reply{}, err
	}
	room := most
	for aid, to := range came {
		for _, id := range slices.Sorted(maps.Keys(used[aid])) {
			if room == 0 {
				return chat.Reply{}, nil // the others, tomorrow
			}
			added, err := add(t, aid, to, id, used[aid][id])
			if err != nil {
				return chat.Reply{}, fmt.Errorf("upgrade: tell of %s: %w", aid, err)
			}
			if added {
				room--
			}
		}
		if err := todo.Delete(t.Tx, []byte(aid)); err != nil {
			return chat.Reply{}, err
		}
	}
	return chat.Reply{}, nil
}

// use is the last that somebody had to do with an aid.
type use struct {
	version uint64    // as the journal numbers words
	told    time.Time // of the last message about a change; zero if there was none
}

// uses reads who used which version of these aids last, by the keys of the aids.
func uses(t *dialog.Turn, aids map[string]string) (map[string]map[people.ID]use, error) {
	if len(aids) == 0 {
		return nil, nil
	}
	by, key := map[string]map[people.ID]use{}, map[[2]uint64]string{}
	for aid := range aids {
		lang, slug, _ := strings.Cut(aid, "/")
		l, _ := journal.WordNumber(t.Tx, lang)
		if s, ok := journal.WordNumber(t.Tx, slug); ok {
			key[[2]uint64{l, s}], by[aid] = aid, map[people.ID]use{}
		}
	}
	change, ever := journal.WordNumber(t.Tx, toldDetail)
	since := t.Now.Add(-back).UnixMilli()
	for r := range journal.Raws(t.Tx, 0) {
		aid, ok := key[[2]uint64{r.Lang, r.Aid}]
		told := r.Kind == journal.NudgeSent && ever && r.Detail == change
		if !ok || r.Person == 0 || r.Millis < since || !told && !isUse(r.Kind) {
			continue
		}
		id := people.ID(fmt.Sprintf("%016x", r.Person))
		u := by[aid][id]
		if u.version = r.Version; told {
			u.told = time.UnixMilli(r.Millis)
		}
		by[aid][id] = u
	}
	return by, nil
}

// isUse reports whether an entry says that somebody saw or followed the aid as it was.
func isUse(k journal.Kind) bool {
	switch k {
	case journal.Shown, journal.RunStarted, journal.RunResumed, journal.StepShown, journal.RunFinished, journal.Ticked,
		journal.Decided, journal.FilledIn:
		return true
	}
	return false
}

// add plans the message to one person who used an older version, unless one about this aid is planned already.
func add(t *dialog.Turn, aid, to string, id people.ID, u use) (bool, error) {
	from, err := journal.Word(t.Tx, u.version)
	if err != nil || knowledge.Major(from) >= knowledge.Major(to) {
		return false, err
	}
	p, ok, err := people.ByID(t.Tx, id)
	if err != nil || !ok || p.Left || p.Paused || p.Unseen || p.Home.IsZero() {
		return false, err
	}
	_, slug, _ := strings.Cut(aid, "/")
	ref := dialog.AidRef(&knowledge.Aid{Slug: slug})
	prefix := "change/" + ref + "/" + string(id) + "/"
	items, err := t.Agenda.Of(t.Tx, id)
	if err != nil || slices.ContainsFunc(items,
		func(it agenda.Item) bool { return strings.HasPrefix(it.Key, prefix) }) {
		return false, err
	}
	due := t.Now
	if next := u.told.Add(apart); next.After(due) {
		due = next
	}
	return t.Agenda.Add(t.Tx, agenda.Item{
		Key: prefix + to, Kind: agenda.Change, Person: id, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
		Due: due, Action: do("told", ref, from), Priority: 8,
		Purpose: words.Say(func(w *texts) string { return w.Purpose }),
	})
}
