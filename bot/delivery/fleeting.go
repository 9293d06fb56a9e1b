package delivery

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// How long, and how many, private replies are remembered so that the page that asked for
// one can show it.
const (
	fleetingLife = time.Hour
	maxFleeting  = 1000
)

// A fleeting holds replies that a conversation does not keep, in memory only: the
// conversation knows that something was said, and this what it was.
type fleeting struct {
	mu    sync.Mutex
	of    map[string]chat.Reply // by place and key
	order []fled                // oldest first
}

type fled struct {
	key string
	at  time.Time
}

// hold remembers what r says at place, under its key and under that of the message it
// takes the place of.
func (f *fleeting) hold(place chat.Place, key string, r chat.Reply, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drop(now)
	replaces := r.Replace.ID
	r.Replace = chat.Ref{}
	for _, k := range []string{key, replaces} {
		if k == "" {
			continue
		}
		k = string(placeKey(place)) + k
		if f.of == nil {
			f.of = map[string]chat.Reply{}
		}
		f.of[k] = r
		f.order = append(f.order, fled{k, now})
	}
}

// get returns what is remembered of a message at place.
func (f *fleeting) get(place chat.Place, key string, now time.Time) (r chat.Reply, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.drop(now)
	r, ok = f.of[string(placeKey(place))+key]
	return r, ok
}

// Unname takes somebody whose data is deleted in tx out of the conversations of others that are kept, and of what waits
// to be sent; when that is done also out of what is remembered of private replies. A mention that gone holds of is
// none any more, and unname takes what leads to them out of a text that the bot said.
func (d *Delivery) Unname(
	tx *store.Tx, gone func(chat.Person) bool, unname func(lang, text string) string,
) (err error) {
	tx.OnCommit(func() { d.fleeting.reword(unname) })
	for k, e := range talk.All(tx) {
		changed := e.Event != nil && slices.ContainsFunc(e.Event.People, gone)
		if changed {
			e.Event.People = slices.DeleteFunc(e.Event.People, gone)
		} else if e.Reply != nil {
			changed, err = reword(e.Reply, unname, err)
		}
		if changed {
			err = errors.Join(err, talk.Save(tx, k, e))
		}
	}
	for k, l := range outbox.All(tx) {
		changed := false
		if changed, err = reword(&l.is.Reply, unname, err); changed {
			err = errors.Join(err, outbox.Save(tx, k, l))
		}
	}
	return err
}

// reword changes the texts of a reply, without the buttons whose labels change, and reports whether it did. An error is
// added to err.
func reword(r *chat.Reply, change func(lang, text string) string, err error) (bool, error) {
	in := func(text string) string { return change(r.Lang, text) }
	some := unbutton(r, in)
	data, bad := json.Marshal(r)
	now := store.Reworded(data, in)
	if bad != nil || bytes.Equal(data, now) {
		return some, errors.Join(err, bad)
	}
	var changed chat.Reply
	bad = json.Unmarshal(now, &changed)
	*r = changed
	return true, errors.Join(err, bad)
}

// unbutton takes the buttons out of r whose labels change.
func unbutton(r *chat.Reply, change func(string) string) (some bool) {
	if r.Card == nil {
		return false
	}
	without := func(bs []chat.Button) []chat.Button {
		left := slices.DeleteFunc(slices.Clone(bs), func(b chat.Button) bool { return change(b.Label) != b.Label })
		some = some || len(left) < len(bs)
		return left
	}
	c := *r.Card
	c.Body, c.Buttons = slices.Clone(c.Body), without(c.Buttons)
	for i, block := range c.Body {
		if tap, ok := block.(chat.Tap); ok {
			tap.Options = without(tap.Options)
			if c.Body[i] = tap; len(tap.Options) == 0 {
				c.Body[i] = chat.Text(tap.Prompt)
			}
		}
	}
	r.Card = &c
	return some
}

// reword changes the texts of all that is remembered. What cannot be changed is forgotten.
func (f *fleeting) reword(change func(lang, text string) string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for key, r := range f.of {
		_, err := reword(&r, change, nil)
		if f.of[key] = r; err != nil {
			delete(f.of, key)
		}
	}
}

// drop forgets what is too old or too much. It needs f.mu.
func (f *fleeting) drop(now time.Time) {
	n := 0
	for n < len(f.order) && (now.Sub(f.order[n].at) > fleetingLife || len(f.order)-n > maxFleeting) {
		delete(f.of, f.order[n].key)
		n++
	}
	f.order = f.order[n:]
}

// unsaid is r as a conversation keeps it: what it says, unless that is private.
func unsaid(r chat.Reply) chat.Reply {
	if !r.Fleeting {
		return r
	}
	return chat.Reply{Lang: r.Lang, Private: r.Private, Replace: r.Replace, Fleeting: true}
}
