package theme

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// post is the next post of the list; or the end, if nobody reacted to the last ones or the
// list is through.
func post(t *dialog.Turn, n uint64, r run) (chat.Reply, error) {
	th := authored.ByID(t.Authored.Themes(), r.Theme)
	if th == nil {
		return t.Past(), nil
	}
	if r.Through = r.Posted >= len(th.Posts); r.Through || r.Silent >= patience {
		r.Ended = t.Now
		err := errors.Join(runs.Save(t.Tx, store.Num(n), r), t.Agenda.Cancel(t.Tx, prefix(n)), tell(t, n, r, th))
		return chat.Reply{}, err
	}
	w, react := words.In(t.W.Lang), dialog.Do("theme/react", n)
	c := chat.Card{
		Title: th.Title.In(r.Lang), Note: chat.Strip(th.Purpose.In(r.Lang)),
		Body:    []chat.Block{chat.Text(th.Posts[r.Posted].In(r.Lang)), chat.Text(w.Below)},
		Buttons: []chat.Button{dialog.Primary(w.Known, react), dialog.Button(w.Other, react)},
	}
	r.Posted, r.Silent = r.Posted+1, r.Silent+1
	return t.Show(c), runs.Save(t.Tx, store.Num(n), r)
}

// tell plans to tell who started a theme that it ended.
func tell(t *dialog.Turn, n uint64, r run, th *authored.Theme) error {
	p, ok, err := people.ByID(t.Tx, r.Owner)
	if err != nil || !ok {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: fmt.Sprintf("theme-over/%d", n), Kind: agenda.Campaign, Person: p.ID,
		In:  chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: t.Now, Expires: t.Now.Add(keep), Action: dialog.Do("theme/over", n),
		Purpose: th.Purpose.Said(), Priority: 4,
	})
	return err
}

// over is the message to who started a theme that it ended, and why.
func over(t *dialog.Turn, arg string) (chat.Reply, error) {
	r, ok, err := runs.Load(t.Tx, store.Num(dialog.Seq(arg)))
	all := t.Authored.Themes()
	th := authored.ByID(all, r.Theme)
	if err != nil || !ok || th == nil || r.Owner != t.Person.ID {
		return t.Past(), err
	}
	w := words.In(t.W.Lang)
	says := w.Silence
	if r.Through {
		says = w.Through
	}
	c := dialog.Noted(says.With(dialog.Titled(all, th.ID, named(t))), w.Again)
	return t.Aside(c), t.Agenda.Heard(t.Tx, t.Person.ID) // nothing is asked
}
