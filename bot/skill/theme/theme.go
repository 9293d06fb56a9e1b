// Package theme is the skill of keeping a channel alive around a theme after a programme: a
// question or a story from practice in two weeks, from a list that authors prepare in a file
// ([authored.Theme]).
//
// It stops by itself when nobody reacted to three posts in a row, or when the list is through,
// and tells who started it. A reaction is a tap under the post: that there was one is kept,
// who tapped is not.
package theme

import (
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets channels follow themes. An argument is the id of a theme to begin, or else the number of a run.
var Skill = dialog.Skill{
	Name:   "theme",
	Texts:  words,
	Tables: []store.Declared{&runs},
	Acts: map[string]dialog.Act{
		"open":  dialog.Look(people.LeadMoments, open).Shared(),
		"begin": dialog.May(people.LeadMoments, begin).Shared(),
		"stop":  dialog.May(people.LeadMoments, here(stop)).Shared(),
		"react": dialog.May(people.TakePart, here(react)),
	},
	Commands: []string{"open"},
	Due:      map[string]dialog.Func{"post": here(post), "over": over},
	Jobs:     map[string]dialog.Func{"tend": tend},
}

const (
	every    = 14               // days between posts
	patience = 3                // posts in a row without a reaction
	keep     = privacy.KeepTalk // after it ended
)

// A run is a theme in a channel.
type run struct {
	Theme   string // id
	Unit    string `json:",omitempty"` // for which it was started; empty if that was not known
	In      chat.Place
	Lang    string
	Owner   people.ID `json:",omitempty"` // who started it; empty once they deleted their data
	First   time.Time // of the first post
	Posted  int       // how many of the list
	Silent  int       // posts in a row that nobody reacted to, up to the last one
	Ended   time.Time `json:",omitzero"`
	Through bool      `json:",omitempty"` // it ended because the list was through
}

// runs are kept by number. They go on without who started them.
var runs = store.Table[run]{
	Bucket: "theme.run", Class: store.Shared, Keep: keep, Since: func(r run) time.Time { return r.Ended },
	Owners:  func(r run) []string { return []string{string(r.Owner)} },
	Without: func(r *run, _ string) bool { r.Owner = ""; return true },
}

// here makes the act of a run that goes on in the place where it is asked for, in the language of that run.
func here(do func(*dialog.Turn, uint64, run) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		n := dialog.Seq(arg)
		r, ok, err := runs.Load(t.Tx, store.Num(n))
		if err != nil || !ok || !r.goesOn(t.Event.In) {
			return t.Past(), err
		}
		t.W, t.Subject = dialog.In(r.Lang), r.Theme
		return do(t, n, r)
	}
}

// goesOn reports whether it is the theme that a channel follows now.
func (r run) goesOn(in chat.Place) bool {
	in.Thread = r.In.Thread
	return r.In == in && r.Ended.IsZero()
}

// following returns the theme that the channel follows, and its run; nil if there is none.
func following(t *dialog.Turn, all []*authored.Theme) (n uint64, r run, th *authored.Theme) {
	for k, r := range runs.All(t.Tx) {
		if th := authored.ByID(all, r.Theme); th != nil && r.goesOn(t.Event.In) {
			return store.FromNum(k), r, th
		}
	}
	return 0, run{}, nil
}

// ofOthers says who may stop a theme, if the person may not; empty if they may, as who started it may. One of which no
// unit is known, as it began before there was a roster, is of the unit of who started it.
func ofOthers(t *dialog.Turn, r run) (string, error) {
	if r.Owner == t.Person.ID && r.Owner != "" {
		return "", nil
	}
	if r.Unit == "" && r.Owner != "" {
		p, _, err := people.ByID(t.Tx, r.Owner)
		if err != nil {
			return "", err
		}
		r.Unit = p.Unit()
	}
	return t.OfOthers(people.LeadMoments, r.Unit)
}

// named is what a theme is called in the language of the person.
func named(t *dialog.Turn) func(*authored.Theme) (title, id string) {
	return func(th *authored.Theme) (title, id string) { return th.Title.In(t.W.Lang), th.ID }
}

// open shows the theme of the channel, or those that it may follow.
func open(t *dialog.Turn, _ string) (chat.Reply, error) {
	w, all := words.In(t.W.Lang), t.Authored.Themes()
	n, r, now := following(t, all)
	switch {
	case t.Event.Direct:
		return t.Say(w.InChannel), nil
	case now != nil:
		runs := w.Runs.With(dialog.Titled(all, now.ID, named(t)))
		if others, err := ofOthers(t, r); others != "" || err != nil {
			return t.Say(runs + " " + others), err
		}
		return t.Show(dialog.Says(runs, dialog.Button(w.Stop, dialog.Do("theme/stop", n)))), nil
	case len(all) == 0:
		return t.Say(w.None), nil
	}
	c := chat.Card{Title: w.Title, Body: []chat.Block{chat.Text(w.Intro)}}
	titles := dialog.Apart(all, named(t))
	for i, th := range all[:min(len(all), chat.MaxButtons)] {
		c.Buttons = append(c.Buttons, dialog.Button(titles[i], dialog.Do("theme/begin", th.ID)))
	}
	return t.Show(c), nil
}

// begin starts a theme in the channel, for the unit of who starts it: the first post comes on the next working day.
func begin(t *dialog.Turn, id string) (chat.Reply, error) {
	all := t.Authored.Themes()
	if _, _, already := following(t, all); t.Event.Direct || already != nil {
		return open(t, "")
	}
	th := authored.ByID(all, id)
	if th == nil {
		return t.Past(), nil
	}
	unit, ok, err := t.LedUnit(people.LeadMoments)
	if !ok || err != nil {
		return t.Refuse(people.LeadMoments), err
	}
	t.Subject = id
	first := t.Agenda.Tomorrow(t.Person, t.Now)
	for !agenda.IsWorkday(first) {
		first = first.AddDate(0, 0, 1)
	}
	r := run{Theme: id, Unit: unit, In: t.Event.In, Lang: t.W.Lang, Owner: t.Person.ID,
		First: first.Add(10 * time.Hour)}
	r.In.Thread = ""
	n, err := runs.Add(t.Tx, r)
	begun := words.In(t.W.Lang).Begun.With(dialog.Titled(all, id, named(t)), t.W.Date(r.First))
	return t.Say(begun), errors.Join(err, schedule(t, n, r))
}

// react takes a tap under a post.
func react(t *dialog.Turn, n uint64, r run) (chat.Reply, error) {
	r.Silent = 0
	return t.Say(words.In(t.W.Lang).Thanks), runs.Save(t.Tx, store.Num(n), r)
}

// stop ends a theme before its time.
func stop(t *dialog.Turn, n uint64, r run) (chat.Reply, error) {
	if others, err := ofOthers(t, r); others != "" || err != nil {
		return t.Alone(t.Say(others)), err
	}
	return t.Say(words.In(t.W.Lang).Stopped),
		errors.Join(runs.Delete(t.Tx, store.Num(n)), t.Agenda.Cancel(t.Tx, prefix(n)))
}

// prefix is what the keys of all posts of a run begin with.
func prefix(n uint64) string { return fmt.Sprintf("theme/%d/", n) }

// tend puts the next posts on the agenda.
func tend(t *dialog.Turn, _ string) (r chat.Reply, err error) {
	for k, one := range runs.All(t.Tx) {
		if one.Ended.IsZero() {
			err = errors.Join(err, schedule(t, store.FromNum(k), one))
		}
	}
	return r, err
}

// schedule puts the next post on the agenda, if it is not on it yet.
func schedule(t *dialog.Turn, n uint64, r run) error {
	at := r.First
	for at.Before(t.Now.Add(-24 * time.Hour)) {
		at = at.AddDate(0, 0, every)
	}
	_, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key: prefix(n) + at.Format(time.DateOnly), Kind: agenda.Moment, In: r.In, Due: at,
		Expires: at.Add(24 * time.Hour),
		Action:  dialog.Do("theme/post", n), Purpose: words.Say(func(w *texts) string { return w.Why }), Priority: 5,
	})
	return err
}
