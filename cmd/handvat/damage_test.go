package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// garbage is nothing that any table wrote.
var garbage = []byte("{\xff\xfenot of ours")

// bell is a skill that only rings, so that a test sees whether what is due is said.
var bell = dialog.Skill{Name: "bell", Due: map[string]dialog.Func{
	"ring": func(t *dialog.Turn, arg string) (chat.Reply, error) { return chat.Reply{Text: "ring " + arg}, nil },
}}

// damagedHouse is the house on a stage, with a roster and the bell, after much of it was used.
func damagedHouse(t *testing.T) *trial {
	t.Helper()
	x := &trial{t: t, log: new(bytes.Buffer)}
	c := bot.Config{Log: slog.New(slog.NewTextHandler(x.log, nil)), Rehearsal: true, Data: t.TempDir(),
		Skills: append(skills(), bell), Sources: []knowledge.Source{{Name: "starter", FS: content.FS, Ours: true}}}
	var err error
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	on := []stage.Platform{{Name: "slack"}, {Name: "web", Keep: true}}
	x.Stage, err = stage.Open(t.Context(), c, monday, on...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	r := new(people.Roster)
	if ps := r.Read("units.csv", []byte("unit,name,parent\nshop,Shop,\ndesk,Desk,shop\n")); len(ps) > 0 {
		t.Fatal(ps)
	}
	list := "platform,user,unit,roles,manager-of\n"
	for i := range 8 {
		list += fmt.Sprintf("slack,person-%d,desk,,\n", i)
	}
	list += "slack,ada-account,desk,author,desk\nweb,bob-account,desk,,\n"
	if ps := r.Read("people.csv", []byte(list)); len(ps) > 0 {
		t.Fatal(ps)
	}
	if ps, err := x.List(t.Context(), r); err != nil || len(ps) > 0 {
		t.Fatal(ps, err)
	}
	x.use()
	return x
}

// TestOneBadRowStopsNothing damages a row of every bucket that is declared, one after the other, and holds that the
// house goes on each time: who asks is answered, what is due is said, weeks are worked out, nothing fails, and exactly
// that row is counted, for doctor to tell. Of a bucket that is empty it is a row that should not be there. What has
// nothing but a key cannot be damaged, and a row that was made anew of others is whole again.
func TestOneBadRowStopsNothing(t *testing.T) {
	t.Parallel()
	x := damagedHouse(t)
	bare := bare()
	for i, bucket := range slices.Sorted(maps.Keys(declared(t))) {
		if bucket == "store.aside" { // there anything can be read
			continue
		}
		var key, was []byte
		x.update(func(tx *store.Tx) error {
			key, was = []byte("garbage\x00garbage"), nil
			for k, v := range tx.Scan(bucket, nil, nil) {
				key, was = k, v
				if len(v) > 0 {
					break
				}
			}
			return tx.Put(bucket, key, garbage)
		})
		x.log.Reset()
		x.live(bucket, i)
		if log := x.log.String(); strings.Contains(log, "ERROR") && bucket != "privacy.group" {
			t.Errorf("%s: %s", bucket, log)
		}
		x.update(func(tx *store.Tx) error {
			aside := store.Aside(tx)
			val, still := tx.Get(bucket, key)
			whole := !still || !bytes.Equal(val, garbage)
			if n := aside[bucket]; n > 1 || n == 0 && !whole && !bare[bucket] || len(aside) > n {
				t.Errorf("%s: set aside %v, whole %t", bucket, aside, whole)
			}
			var err error
			for k := range tx.Scan("store.aside", nil, nil) {
				err = errors.Join(err, tx.Delete("store.aside", k))
			}
			if was == nil || !still || bytes.Equal(val, garbage) {
				err = errors.Join(err, tx.Delete(bucket, key))
			}
			if was != nil && (!still || bytes.Equal(val, garbage)) {
				err = errors.Join(err, tx.Put(bucket, key, was))
			}
			return err
		})
	}
}

func (x *trial) update(fn func(tx *store.Tx) error) {
	x.t.Helper()
	if err := x.House.DB.Update(x.t.Context(), fn); err != nil {
		x.t.Fatal(err)
	}
}

// live has each of the people ask something, and a week and a day pass in which something is due on each platform.
func (x *trial) live(bucket string, n int) {
	x.t.Helper()
	in := chat.Place{Platform: "slack", Channel: "general"}
	x.update(func(tx *store.Tx) error {
		_, err := x.House.Agenda.Add(tx, agenda.Item{Key: fmt.Sprintf("bell/%d", n), Kind: agenda.Moment, In: in,
			Due: x.Now.Add(3 * time.Hour), Action: chat.Action{Verb: "bell/ring", Arg: bucket},
			Purpose: text.Said{"en": "to be heard"}})
		return err
	})
	for i, who := range tried {
		e := chat.Event{ID: fmt.Sprintf("%s-%d", who, n), Kind: chat.Said, Direct: true, Locale: "nl",
			Text: "hoe geef ik feedback?", From: chat.Person{ID: who, Platform: []chat.Platform{"slack", "web"}[i]}}
		e.In = chat.Place{Platform: e.From.Platform, Channel: "channel-of-" + who}
		sent, err := x.Tell(x.t.Context(), e)
		answered := slices.ContainsFunc(sent, func(m stage.Message) bool {
			return m.Key == e.ID && m.Reply.Card != nil
		})
		if err != nil || !answered {
			x.t.Errorf("%s: %s is not answered: %+v, %v", bucket, who, sent, err)
		}
	}
	week := x.week()
	sent, err := x.Pass(x.t.Context(), 8*24*time.Hour)
	if err != nil && bucket != "privacy.group" {
		x.t.Errorf("%s: %v", bucket, err)
	}
	if !slices.ContainsFunc(sent, func(m stage.Message) bool { return m.Reply.Text == "ring "+bucket }) {
		x.t.Errorf("%s: what was due is not said", bucket)
	}
	if bucket != "privacy.group" && x.week() <= week {
		x.t.Errorf("%s: no week was worked out", bucket)
	}
}

// week is the key of the last week that is worked out.
func (x *trial) week() (key string) {
	x.update(func(tx *store.Tx) error {
		for k := range tx.ScanDown("weekly.done", nil, nil) {
			key = string(k)
			break
		}
		return nil
	})
	return key
}

// bare are the buckets of which any value reads: those that hold nothing but keys, and vectors, which are asked for
// again when they are of no use.
func bare() map[string]bool {
	all := map[string]bool{"find.vectors": true}
	var walk func(ts []store.Declared)
	walk = func(ts []store.Declared) {
		for _, table := range ts {
			if k, ok := table.(*store.Kind); ok {
				walk(k.Tables)
				continue
			}
			says := table.Papers()[0]
			_, none := table.(*store.Table[struct{}])
			all[says.Buckets[0]] = all[says.Buckets[0]] || none
			for _, index := range says.Buckets[1:] {
				all[index] = true
			}
		}
	}
	for _, s := range bot.Declared(skills()) {
		walk(s.Tables)
	}
	return all
}
