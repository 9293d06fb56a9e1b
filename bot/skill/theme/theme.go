// Package theme is the skill of keeping a channel alive around a theme after a programme: a
// question or a story from practice in two weeks, from a list that authors prepare in a file
// ([authored.Theme]).
//
// It stops by itself when nobody reacted to three posts in a row, or when the list is through,
// and tells who started it. A reaction is a tap under the post: that there was one is kept,
// who tapped is not.
//
// The store holds
//
//	theme.run: number → run as JSON, until 30 days after it ended
package theme

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	bucket = "theme.run"
	verb   = "theme" // open; begin/ID; NUMBER/WHAT
)

const (
	every    = 14                  // days between posts
	patience = 3                   // posts in a row without a reaction
	keep     = 30 * 24 * time.Hour // after it ended
)

// A run is a theme in a channel.
type run struct {
	Theme   string // id
	In      chat.Place
	Lang    string
	Owner   people.ID `json:",omitempty"` // who started it; empty once they deleted their data
	First   time.Time // of the first post
	Posted  int       // how many of the list
	Silent  int       // posts in a row that nobody reacted to, up to the last one
	Ended   time.Time `json:",omitzero"`
	Through bool      `json:",omitempty"` // it ended because the list was through
}

// Themes are those of the libraries.
type Themes struct{ load func() []*authored.Theme }

// New returns the themes that load reads.
func New(load func() []*authored.Theme) *Themes { return &Themes{load} }

// Skill lets channels follow themes.
func (h *Themes) Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "themes",
		Texts:  words,
		Verbs:  map[string]dialog.Func{verb: h.act},
		Forget: forget,
		Tend:   tend,
		Prune:  prune,
	}
}

// act carries out what has to do with themes.
func (h *Themes) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch {
	case t.Agenda == nil:
		return t.Say(t.W.Gone), nil
	case what == "open" || what == "begin":
		if t.Event.Direct {
			return t.Say(words.In(t.W.Lang).InChannel), nil
		}
		if !mayStart(t) {
			return t.Say(words.In(t.W.Lang).NotYours), nil
		}
		if what == "open" {
			return h.open(t)
		}
		return h.begin(t, rest)
	}
	n := uint64(max(dialog.Number(what), 0))
	var r run
	ok, err := t.Tx.GetJSON(bucket, store.Num(n), &r)
	if err != nil || !ok {
		return t.Past(), err
	}
	if rest == "over" {
		return h.over(t, r)
	}
	if !same(r.In, t.Event.In) || !r.Ended.IsZero() {
		return t.Past(), nil
	}
	t.W = dialog.In(r.Lang)
	switch rest {
	case "post":
		return h.post(t, n, r)
	case "react":
		r.Silent = 0
		return quietly(t, words.In(t.W.Lang).Thanks), t.Tx.PutJSON(bucket, store.Num(n), r)
	case "stop":
		if !mayStart(t) {
			return quietly(t, words.In(t.W.Lang).NotYours), nil
		}
		return t.Say(words.In(t.W.Lang).Stopped), errors.Join(t.Tx.Delete(bucket, store.Num(n)), t.Agenda.Cancel(t.Tx, prefix(n)))
	}
	return t.Past(), nil
}

// mayStart reports whether a person may start a theme: its manager, an author, or anyone of
// an organisation that has no roster.
func mayStart(t *dialog.Turn) bool {
	return len(t.Person.Roles) == 0 || slices.Contains(t.Person.Roles, string(people.Manager)) || t.IsAuthor()
}

// quietly replies to who pressed alone, so that a channel stays quiet.
func quietly(t *dialog.Turn, text string) chat.Reply {
	r := t.Say(text)
	r.Private = !t.Event.Direct
	return r
}

// same reports whether two places are one channel.
func same(a, b chat.Place) bool {
	return a.Platform == b.Platform && a.Team == b.Team && a.Channel == b.Channel
}

// open shows the theme of the channel, or those that it may follow.
func (h *Themes) open(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	all := h.load()
	for k, v := range t.Tx.Scan(bucket, nil, nil) {
		var r run
		if err := json.Unmarshal(v, &r); err != nil {
			return chat.Reply{}, fmt.Errorf("theme: %d: %w", store.FromNum(k), err)
		}
		if i := index(all, r.Theme); i >= 0 && same(r.In, t.Event.In) && r.Ended.IsZero() {
			return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.Runs.With(all[i].Title.In(t.W.Lang)))},
				Buttons: []chat.Button{dialog.Button(w.Stop, dialog.Do(verb, store.FromNum(k), "stop"))}}), nil
		}
	}
	if len(all) == 0 {
		return t.Say(w.None), nil
	}
	c := chat.Card{Title: w.Title, Body: []chat.Block{chat.Text(w.Intro)}}
	for _, th := range all[:min(len(all), chat.MaxButtons)] {
		c.Buttons = append(c.Buttons, dialog.Button(th.Title.In(t.W.Lang), dialog.Do(verb, "begin", th.ID)))
	}
	return t.Show(c), nil
}

func index(all []*authored.Theme, id string) int {
	return slices.IndexFunc(all, func(th *authored.Theme) bool { return th.ID == id })
}

// begin starts a theme in the channel: the first post comes on the next working day.
func (h *Themes) begin(t *dialog.Turn, id string) (chat.Reply, error) {
	all := h.load()
	i := index(all, id)
	if i < 0 {
		return t.Past(), nil
	}
	for _, v := range t.Tx.Scan(bucket, nil, nil) {
		var r run
		if err := json.Unmarshal(v, &r); err != nil {
			return chat.Reply{}, fmt.Errorf("theme: %w", err)
		}
		if same(r.In, t.Event.In) && r.Ended.IsZero() {
			return h.open(t)
		}
	}
	n, err := t.Tx.Next(bucket)
	if err != nil {
		return chat.Reply{}, err
	}
	first := t.Agenda.Tomorrow(t.Person, t.Now)
	for first.Weekday() == time.Saturday || first.Weekday() == time.Sunday {
		first = first.AddDate(0, 0, 1)
	}
	r := run{Theme: id, In: t.Event.In, Lang: t.W.Lang, Owner: t.Person.ID, First: first.Add(10 * time.Hour)}
	r.In.Thread = ""
	return t.Say(words.In(t.W.Lang).Begun.With(all[i].Title.In(t.W.Lang), t.W.Date(r.First))),
		errors.Join(t.Tx.PutJSON(bucket, store.Num(n), r), schedule(t.Tx, t.Agenda, n, r, t.Now))
}

// prefix is what the keys of all posts of a run begin with.
func prefix(n uint64) string { return fmt.Sprintf("theme/%d/", n) }

// schedule puts the next post on the agenda, if it is not on it yet.
func schedule(tx *store.Tx, a *agenda.Agenda, n uint64, r run, now time.Time) error {
	at := r.First
	for at.Before(now.Add(-24 * time.Hour)) {
		at = at.AddDate(0, 0, every)
	}
	_, err := a.Add(tx, agenda.Item{Key: prefix(n) + at.Format(time.DateOnly), Kind: agenda.Moment, In: r.In, Due: at, Expires: at.Add(24 * time.Hour),
		Action: dialog.Do(verb, n, "post"), Purpose: words.In(r.Lang).Why, Priority: 5})
	return err
}
