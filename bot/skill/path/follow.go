package path

import (
	"errors"
	"fmt"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
)

// part is the message of a part, with what should have come before and found no room. The first one says who set the
// path.
func part(t *dialog.Turn, arg string) (chat.Reply, error) {
	id, n := dialog.Cut(arg)
	p, i := authored.ByID(t.Authored.Paths(), id), dialog.Number(n)
	s, ok, err := owns.Load(t.Tx, key(t.Person.ID, id))
	if err != nil || !ok || s.Own.Stopped || p == nil || i < 0 || i >= len(p.Parts) {
		return chat.Reply{}, err
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Title: titled(t, p), Note: chat.Strip(p.Purpose.In(t.W.Lang))}
	if !s.Own.Told {
		c.Body = append(c.Body, chat.Text(text.Capital(w.Told.With(t.Called(s.Own.By)))))
		s.Own.Told = true
	}
	for j := range i {
		if s.Own.Said != nil && !slices.Contains(s.Own.Said, j) {
			day, says := t.W.Date(p.Day(j, dialog.Day(s.Own.From))), p.Parts[j].Text.In(t.W.Lang)
			c.Body = append(c.Body, chat.Text(w.Missed.With(day, says)))
			s.Own.Said = append(s.Own.Said, j)
		}
	}
	if s.Own.Said != nil {
		s.Own.Said = append(s.Own.Said, i)
	}
	c.Body = append(c.Body, chat.Text(p.Parts[i].Text.In(t.W.Lang)))
	if tap, ok := aids(t, p.Parts[i]); ok {
		c.Body = append(c.Body, tap)
	}
	end, okay := dialog.Do("path/stop", p.ID), dialog.Do("path/fine", p.ID)
	c.Buttons = []chat.Button{dialog.Button(w.OK, okay)}
	if i == len(p.Parts)-1 {
		c.Body = append(c.Body, chat.Text(w.Last))
	} else {
		c.Buttons = append(c.Buttons, dialog.Button(w.Stop, end))
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "path"})
	return t.Typable(t.Aside(c), end, okay), owns.Save(t.Tx, key(t.Person.ID, id), s)
}

// aids offers the aids of a part; ok is false if none of them lives.
func aids(t *dialog.Turn, part authored.Part) (tap chat.Tap, ok bool) {
	tap.Prompt = words.In(t.W.Lang).Helps
	for _, slug := range part.Aids {
		if a, ok := t.Aid(slug); ok {
			tap.Options = append(tap.Options,
				dialog.Button(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)))
		}
	}
	return tap, len(tap.Options) > 0
}

// show is a person's own path: its days, and the aids of now.
func show(t *dialog.Turn, p *authored.Path) (chat.Reply, error) {
	w, today := words.In(t.W.Lang), t.Today()
	s, ok, err := owns.Load(t.Tx, key(t.Person.ID, p.ID))
	if err != nil || !ok || !s.runs(today) {
		return t.Past(), err
	}
	c := chat.Card{Title: titled(t, p), Note: w.Note,
		Buttons: []chat.Button{dialog.Button(w.Stop, dialog.Do("path/stop", p.ID))}}
	now := p.Parts[0]
	for i, part := range p.Parts {
		on := p.Day(i, dialog.Day(s.Own.From))
		c.Body = append(c.Body, chat.Text(fmt.Sprintf("**%s** %s", t.W.Date(on), part.Text.In(t.W.Lang))))
		if !on.After(today) {
			now = part
		}
	}
	if tap, ok := aids(t, now); ok {
		c.Body = append(c.Body, tap)
	}
	return t.Show(c), nil
}

// stop ends the person's path.
func stop(t *dialog.Turn, p *authored.Path) (chat.Reply, error) {
	s, ok, err := owns.Load(t.Tx, key(t.Person.ID, p.ID))
	if err != nil || !ok {
		return t.Past(), err
	}
	s.Own.Stopped = true
	t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "series"})
	return t.Say(words.In(t.W.Lang).Stopped.With(titled(t, p))),
		errors.Join(owns.Save(t.Tx, key(t.Person.ID, p.ID), s), t.Agenda.Cancel(t.Tx, prefix(p, t.Person.ID)))
}

// fine takes note that somebody read a part.
func fine(t *dialog.Turn, _ *authored.Path) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Fine), nil
}
