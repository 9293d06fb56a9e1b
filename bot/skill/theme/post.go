package theme

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// post is the next post of the list; or the end, if nobody reacted to the last ones or the
// list is through.
func (h *Themes) post(t *dialog.Turn, n uint64, r run) (chat.Reply, error) {
	all := h.load()
	i := index(all, r.Theme)
	if t.Event.Kind != chat.Due || i < 0 {
		return t.Past(), nil
	}
	th := all[i]
	if r.Through = r.Posted >= len(th.Posts); r.Through || r.Silent >= patience {
		r.Ended = t.Now
		return chat.Reply{}, errors.Join(t.Tx.PutJSON(bucket, store.Num(n), r), t.Agenda.Cancel(t.Tx, prefix(n)), tell(t, n, r, th))
	}
	c := chat.Card{Title: th.Title.In(r.Lang), Body: []chat.Block{chat.Text(th.Posts[r.Posted].In(r.Lang)), chat.Text(words.In(t.W.Lang).Below)}, Note: chat.Strip(th.Purpose.In(r.Lang)), Buttons: []chat.Button{
		dialog.Primary(words.In(t.W.Lang).Known, dialog.Do(verb, n, "react")), dialog.Button(words.In(t.W.Lang).Other, dialog.Do(verb, n, "react"))}}
	r.Posted, r.Silent = r.Posted+1, r.Silent+1
	return t.Show(c), t.Tx.PutJSON(bucket, store.Num(n), r)
}

// tell plans to tell who started a theme that it ended.
func tell(t *dialog.Turn, n uint64, r run, th *authored.Theme) error {
	p, ok, err := people.ByID(t.Tx, r.Owner)
	if err != nil || !ok {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{Key: fmt.Sprintf("theme-over/%d", n), Kind: agenda.Campaign, Person: p.ID,
		In:  chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: t.Now, Expires: t.Now.Add(keep), Action: dialog.Do(verb, n, "over"), Purpose: th.Purpose.In(r.Lang), Priority: 4})
	return err
}

// over is the message to who started a theme that it ended, and why.
func (h *Themes) over(t *dialog.Turn, r run) (chat.Reply, error) {
	all := h.load()
	i := index(all, r.Theme)
	if t.Event.Kind != chat.Due || i < 0 || r.Owner != t.Person.ID {
		return t.Past(), nil
	}
	says := words.In(t.W.Lang).Silence
	if r.Through {
		says = words.In(t.W.Lang).Through
	}
	if err := t.Agenda.Heard(t.Tx, t.Person.ID); err != nil { // nothing is asked
		return chat.Reply{}, err
	}
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(says.With(all[i].Title.In(t.W.Lang)))}, Note: words.In(t.W.Lang).Again}), nil
}

// tend puts the next posts on the agenda.
func tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	return each(tx, func(k []byte, r run) error {
		if !r.Ended.IsZero() {
			return nil
		}
		return schedule(tx, a, store.FromNum(k), r, now)
	})
}

// prune removes what ended some time ago.
func prune(tx *store.Tx, now time.Time) error {
	return each(tx, func(k []byte, r run) error {
		if r.Ended.IsZero() || now.Sub(r.Ended) < keep {
			return nil
		}
		return tx.Delete(bucket, k)
	})
}

// forget takes a person from the themes they started.
func forget(tx *store.Tx, id people.ID) error {
	return each(tx, func(k []byte, r run) error {
		if r.Owner != id {
			return nil
		}
		r.Owner = ""
		return tx.PutJSON(bucket, k, r)
	})
}

func each(tx *store.Tx, f func(k []byte, r run) error) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		var r run
		err := json.Unmarshal(v, &r)
		if err == nil {
			err = f(k, r)
		}
		if err != nil {
			return fmt.Errorf("theme: %d: %w", store.FromNum(k), err)
		}
	}
	return nil
}
