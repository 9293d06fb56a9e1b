// Package path is the skill of starting in another role: a starter path that authors
// define in a file ([authored.Path]) is set for one person from their first day on. They get
// its parts with their aids on the first day, in the first week and in the first month; after
// the last one it ends by itself.
//
// People set a path for themselves, a manager for who they lead, an author for anyone. The
// person can stop it. Whether they use it is told to nobody.
package path

import (
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people set and follow starter paths. An argument is the id of a path, and of a part its number too.
var Skill = dialog.Skill{
	Name:   "path",
	Texts:  words,
	Tables: []store.Declared{&owns},
	Acts: map[string]dialog.Act{
		"mine": dialog.May(people.TakePart, mine),
		"set":  dialog.May(people.TakePart, of(set)),
		"save": dialog.May(people.TakePart, of(save)),
		"show": dialog.Mine(of(show)),
		"stop": dialog.Mine(of(stop)),
		"fine": dialog.Mine(of(fine)),
	},
	Commands: []string{"mine"},
	Due:      map[string]dialog.Func{"part": part},
}

// keepAfter is how many days after its last part a path is kept, and waits for who does not
// know Handvat yet.
const keepAfter = int(privacy.KeepLapsed / (24 * time.Hour))

// An own is a path of a person.
type own struct {
	Path    string `json:"path"`             // id
	From    string `json:"from"`             // first day, as [time.DateOnly]
	Ends    string `json:"ends"`             // day of the last part
	By      string `json:"set_by,omitempty"` // empty for who set it themself
	Told    bool   `json:"told"`             // the person was told who set it
	Stopped bool   `json:"stopped,omitempty"`
	Said    []int  `json:"parts"` // the numbers of the parts that came, or were over from the start; nil if not known
}

// stored is own as it is kept: the pseudonym of who set it is no part of what the person
// reads.
type stored struct {
	Own  own
	ByID people.ID `json:",omitempty"`
}

// owns are the paths of people, each by its id. They go on without who set them.
var owns = store.Table[stored]{
	Bucket: "starter.own", Class: store.Personal,
	Keep:    privacy.KeepLapsed + 24*time.Hour,
	Since:   func(s stored) time.Time { return dialog.Day(s.Own.Ends) },
	Owners:  func(s stored) []string { return []string{string(s.ByID)} },
	Without: func(s *stored, _ string) bool { s.Own.By, s.ByID = "", ""; return true },
	Export:  func(s stored, _ string) any { return s.Own },
}

func key(id people.ID, path string) []byte { return store.Key(string(id), path) }

// of makes the act of a path.
func of(do func(*dialog.Turn, *authored.Path) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, id string) (chat.Reply, error) {
		p := authored.ByID(t.Authored.Paths(), id)
		if p == nil {
			return t.Past(), nil
		}
		return do(t, p)
	}
}

// runs reports whether something of s is still to come, or was said lately, on a day.
func (s stored) runs(today time.Time) bool {
	return !s.Own.Stopped && !today.After(dialog.Day(s.Own.Ends).AddDate(0, 0, keepAfter))
}
