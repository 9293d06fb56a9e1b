// Package mydata is the skill of one's own data: what is kept of a person, as a card and as a file, and deleting it.
// It knows no other skill: all follows from the tables that are declared.
package mydata

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill tells people alone what is kept of them. What deletes it is pressed by nobody else.
var Skill = dialog.Skill{
	Name:  "mydata",
	Texts: words,
	Acts: map[string]dialog.Act{
		"privacy": dialog.Anyone(promise),
		"show":    dialog.Mine(show),
		"export":  dialog.Mine(export),
		"delete":  dialog.Mine(ask),
		"erase":   dialog.Mine(erase),
		"keep":    dialog.Mine(keep),
	},
	Commands:  []string{"privacy", "show", "export", "delete"},
	Jobs:      map[string]dialog.Func{"leavers": leavers},
	Meanwhile: true,
}

func do(act string) chat.Action { return dialog.Do(dialog.Verb("mydata", act)) }

// promise says what is kept, what for, and who sees what.
func promise(t *dialog.Turn, _ string) (chat.Reply, error) {
	group, err := privacy.Load(t.Tx)
	return t.Show(chat.Card{Title: "Privacy", Body: dialog.Blocks(t.W.PrivacyOf(group)), Buttons: []chat.Button{
		t.Command(dialog.Verb("mydata", "show")), dialog.Button(words.In(t.W.Lang).Export, do("export")),
		dialog.Button(t.W.Delete, do("delete"))}}), err
}

// show tells a person what is kept of them.
func show(t *dialog.Turn, _ string) (chat.Reply, error) {
	es, err := journal.Of(t.Tx, string(t.Person.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.DataShown})
	uses := map[string]int{}
	for _, e := range es {
		if e.Kind == journal.Shown || e.Kind == journal.RunStarted {
			uses[e.Aid]++
		}
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Title, Body: []chat.Block{chat.Facts{
		{Label: w.Facts, Value: fmt.Sprint(len(es))}, {Label: w.Settings, Value: settings(t)}}}}
	kept, err := t.Kept()
	if len(kept) > 0 {
		c.Body = append(c.Body, kept)
	}
	if len(es) == 0 {
		c.Body = append(c.Body, chat.Text(w.None))
	}
	if len(uses) > 0 {
		c.Body = append(c.Body, chat.Heading(w.Aids), mostUsed(t, uses))
	}
	c.Buttons = []chat.Button{dialog.Button(w.Export, do("export")), dialog.Button(t.W.Delete, do("delete")),
		dialog.Button(w.PauseIt, dialog.Do(dialog.Pause))}
	return t.Show(c), err
}

// mostUsed lists aids by how often they were used.
func mostUsed(t *dialog.Turn, uses map[string]int) chat.Block {
	slugs := slices.SortedFunc(maps.Keys(uses), func(a, b string) int {
		return cmp.Or(cmp.Compare(uses[b], uses[a]), strings.Compare(a, b))
	})
	var l chat.List
	for _, s := range slugs[:min(len(slugs), chat.MaxItems)] {
		title := s
		if a, ok := t.Lib.Lookup(s, t.Lang()); ok {
			title = a.Title
		}
		l = append(l, fmt.Sprintf("%s (%d×)", title, uses[s]))
	}
	return l
}

// settings are the person's choices as a line.
func settings(t *dialog.Turn) string {
	w := words.In(t.W.Lang)
	line := t.W.Language.Name(cmp.Or(t.Person.Lang, t.W.Lang))
	for _, c := range []struct {
		name string
		on   bool
	}{{w.Short, t.Person.Short}, {w.Pause, t.Person.Paused}, {w.Anonymous, t.Person.Unseen}} {
		line += "; " + c.name + ": " + map[bool]string{true: w.On, false: w.Off}[c.on]
	}
	return line
}

// exported is the file a person gets with all that is kept of them.
type exported struct {
	Made  time.Time                               `json:"made"`
	About string                                  `json:"about"`
	Kept  map[string]map[string][]json.RawMessage `json:"kept"` // by skill and table; "house" is what all of them use
}

// export gives a person everything that is kept of them, as a file.
func export(t *dialog.Turn, _ string) (chat.Reply, error) {
	x := exported{Made: t.Now.UTC(), About: words.In(t.W.Lang).File, Kept: map[string]map[string][]json.RawMessage{}}
	for _, s := range t.Skills {
		kept, err := s.KeptOf(t.Tx, t.Person.ID)
		if err != nil {
			return chat.Reply{}, err
		}
		if len(kept) > 0 {
			x.Kept[s.Name] = kept
		}
	}
	t.Note(journal.Entry{Kind: journal.DataShown, Detail: "export"})
	data, err := json.MarshalIndent(x, "", "  ")
	if err != nil {
		return chat.Reply{}, fmt.Errorf("export: %w", err)
	}
	r := t.Say(x.About)
	r.Fleeting = true
	r.File = &chat.File{Name: "handvat-" + t.Now.Format(time.DateOnly) + ".json", Type: "application/json", Data: data}
	return r, nil
}

// ask asks whether all of it may go.
func ask(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	t.Person.Erasing = t.Now
	r := t.Show(chat.Card{Body: []chat.Block{chat.Text(w.Ask)}, Buttons: []chat.Button{
		{Label: w.Yes, Action: do("erase"), Style: chat.Danger}, dialog.Button(w.No, do("keep"))}})
	for _, yes := range []string{t.W.Yes, "ja", "yes"} {
		t.Offer(yes, do("erase"))
	}
	return r, nil
}

func keep(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Person.Erasing = time.Time{}
	return t.Say(words.In(t.W.Lang).Kept), nil
}

// sure is how long it counts that somebody was asked whether all of it may go.
const sure = 24 * time.Hour

// erase removes everything that is kept of the person, who was asked before whether it may go; else it asks, whatever
// way it was pressed.
func erase(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Now.Sub(t.Person.Erasing) > sure {
		return ask(t, "")
	}
	err := forget(t, func(store.Declared) bool { return true })
	t.Erased = true
	r := t.Say(words.In(t.W.Lang).Deleted)
	r.Parting = true
	return r, err
}

// leavers forgets who has left the organisation, when it is time. The facts about aids and work that are left of them
// lead to nobody, and go when they are too old.
func leavers(t *dialog.Turn, _ string) (chat.Reply, error) {
	var err error
	for _, t.Person = range people.Leavers(t.Tx, t.Now) {
		err = errors.Join(err, forget(t, func(table store.Declared) bool {
			return table.Papers()[0].Class != store.Facts
		}))
	}
	t.Person = people.Profile{}
	return chat.Reply{}, err
}

// forget takes the person of the turn out of tables, and out of what others wrote and were told.
func forget(t *dialog.Turn, of func(store.Declared) bool) error {
	unname := people.Unname(t.Tx, t.Person, t.W.Someone)
	wrote, err := shared(t)
	err = errors.Join(err, without(t, of))
	wrote = slices.DeleteFunc(wrote, func(said string) bool { return stays(t, said) })
	err = errors.Join(err, t.Unname(func(lang, text string) string {
		for _, said := range wrote {
			text = strings.ReplaceAll(text, said, words.In(cmp.Or(lang, t.W.Lang)).Gone)
		}
		return unname(text)
	}))
	return errors.Join(err, unnamed(t, unname))
}

// shared are the sentences of a person in what they share with others, who may have been shown them: the longest first.
func shared(t *dialog.Turn) (said []string, err error) {
	for _, s := range t.Skills {
		for _, table := range s.Tables {
			if table.Papers()[0].Class != store.Shared {
				continue
			}
			rows, bad := table.Kept(t.Tx, string(t.Person.ID))
			err = errors.Join(err, bad)
			for _, row := range rows {
				store.Reworded(row, func(text string) string {
					for line := range strings.Lines(text) {
						if line = strings.TrimSpace(line); strings.Contains(line, " ") {
							said = append(said, line)
						}
					}
					return text
				})
			}
		}
	}
	slices.SortFunc(said, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return slices.Compact(said), err
}

// stays reports whether words are there when a person is taken out: of who is who, of what stays of what they shared,
// or of an aid.
func stays(t *dialog.Turn, said string) bool {
	quoted, err := json.Marshal(said)
	if err != nil {
		return true
	}
	for _, s := range t.Skills {
		for _, table := range s.Tables {
			for _, p := range table.Papers() {
				if p.Class != store.Shared && p.Class != store.Identity {
					continue
				}
				for _, v := range t.Tx.Scan(p.Buckets[0], nil, nil) {
					if bytes.Contains(v, quoted[1:len(quoted)-1]) {
						return true
					}
				}
			}
		}
	}
	return slices.ContainsFunc(t.Lib.All(), func(a *knowledge.Aid) bool { return strings.Contains(a.Title, said) })
}

// unnamed takes the name of a person out of what others wrote and were told. Who is who, and what has no words, stays.
func unnamed(t *dialog.Turn, unname func(string) string) (err error) {
	for _, s := range t.Skills {
		for _, table := range s.Tables {
			for _, p := range table.Papers() {
				if p.Class == store.Facts || p.Class == store.Identity || strings.HasPrefix(p.Buckets[0], "people.") {
					continue
				}
				err = errors.Join(err, store.Reword(t.Tx, p.Buckets[0], unname))
			}
		}
	}
	return err
}

// without takes the person of the turn out of the tables of all skills: the house's own, by which they are found,
// come last.
func without(t *dialog.Turn, of func(store.Declared) bool) error {
	for _, s := range slices.Backward(t.Skills) {
		var err error
		if s.Leaves != nil {
			err = s.Leaves(t)
		}
		if err = errors.Join(err, s.Without(t.Tx, t.Person.ID, of)); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}
