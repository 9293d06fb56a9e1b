package path

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
)

// maxAhead is how many days ahead a first day may be; a week ago is the other end.
const maxAhead = 92

// named is what a path is called in the language of the person.
func named(t *dialog.Turn) func(*authored.Path) (title, id string) {
	return func(p *authored.Path) (title, id string) { return p.Title.In(t.W.Lang), p.ID }
}

// titled is what a path is called, apart from all others.
func titled(t *dialog.Turn, p *authored.Path) string {
	return dialog.Titled(t.Authored.Paths(), p.ID, named(t))
}

// mine shows the person's own path, or the paths there are.
func mine(t *dialog.Turn, _ string) (chat.Reply, error) {
	w, all := words.In(t.W.Lang), t.Authored.Paths()
	c := chat.Card{Title: w.Title, Body: []chat.Block{chat.Text(w.Intro)}}
	if len(all) == 0 {
		return t.Say(w.None), nil
	}
	titles := dialog.Apart(all, named(t))
	for i, p := range all {
		s, ok, err := owns.Load(t.Tx, key(t.Person.ID, p.ID))
		if err != nil {
			return chat.Reply{}, err
		}
		do := "path/set"
		if ok && s.runs(t.Today()) {
			if do = "path/show"; !t.May(people.FollowUp) {
				return of(show)(t, p.ID)
			}
			c.Body = append(c.Body, chat.Facts{{Label: w.Runs, Value: titles[i]}})
		}
		if len(c.Buttons) < chat.MaxButtons {
			c.Buttons = append(c.Buttons, dialog.Button(titles[i], dialog.Do(do, p.ID)))
		}
	}
	return t.Show(c), nil
}

// set asks for a path to be set.
func set(t *dialog.Turn, p *authored.Path) (chat.Reply, error) { return form(t, p, ""), nil }

// form asks for the first day, and for whom it is if the person may set it for others.
func form(t *dialog.Turn, p *authored.Path, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	submit, not := dialog.Do("path/save", p.ID), dialog.Do(dialog.Fine)
	c := chat.Card{Title: titled(t, p), Note: w.Note,
		Buttons: []chat.Button{dialog.Submit(w.Set, submit), dialog.Button(t.W.NotNow, not)}}
	c.Body = append(c.Body, dialog.Led(lead)...)
	c.Body = append(c.Body, chat.Question{
		Field: dialog.AnswerField, Prompt: w.AskDay[0], Hint: t.W.ForInstance.With(w.AskDay[1]), Need: true,
	})
	if t.May(people.FollowUp) {
		c.Body = append(c.Body, chat.Question{
			Field: "who", Prompt: w.AskWho[0], Hint: t.W.ForInstance.With(w.AskWho[1]), Person: true,
		})
	}
	return t.FormFor(c, submit, not, not)
}

// save sets a path for the colleague who was named, or for the person. That somebody has
// the path already, or stopped it, is not told to who sets it: then nothing changes.
func save(t *dialog.Turn, p *authored.Path) (chat.Reply, error) {
	w, today := words.In(t.W.Lang), t.Today()
	from, ok := text.Day(t.Without(t.Answer), today)
	switch {
	case !ok || from.Before(today.AddDate(0, 0, -7)) || from.After(today.AddDate(0, 0, maxAhead)):
		return form(t, p, w.NoDay), nil
	case len(t.Event.People) > 1:
		return form(t, p, t.W.Feedback.OnlyOne), nil
	}
	ends := p.Day(len(p.Parts)-1, from)
	cs, err := t.Colleagues(ends.AddDate(0, 0, keepAfter))
	if err != nil {
		return chat.Reply{}, err
	}
	s := stored{Own: own{Path: p.ID, Told: true, From: from.Format(time.DateOnly), Ends: ends.Format(time.DateOnly)}}
	begins := t.W.Date(from)
	if !from.Before(today) {
		if begins, err = t.Promise(t.Person.ID, from); err != nil {
			return chat.Reply{}, err
		}
	}
	who, said := t.Person, w.Yours.With(titled(t, p), begins)
	if len(cs) == 1 {
		may, err := t.MayFor(people.FollowUp, cs[0].Unit())
		if err != nil || !may {
			return t.Say(w.NotTheirs.With(t.Called(cs[0].Called))), err
		}
		s.ByID, s.Own.By, s.Own.Told = t.Person.ID, dialog.NameOf(t.Event.From), false
		who, said = cs[0].Profile, w.Theirs.With(titled(t, p), t.Called(cs[0].Called), t.W.Date(from))
	}
	s.Own.Said = []int{}
	for i := range p.Parts {
		if !overtaken(p, i, from).After(today) {
			s.Own.Said = append(s.Own.Said, i)
		}
	}
	old, there, err := owns.Load(t.Tx, key(who.ID, p.ID))
	if err != nil {
		return chat.Reply{}, err
	}
	if there && (s.ByID != "" || old.runs(today)) {
		return t.Say(said), nil
	}
	return t.Say(said), errors.Join(owns.Save(t.Tx, key(who.ID, p.ID), s), plan(t, p, who, from))
}

// prefix is what the keys of all messages of a path to a person begin with.
func prefix(p *authored.Path, id people.ID) string { return "starter/" + p.ID + "/" + string(id) + "/" }

// overtaken is when a part is overtaken, by the next one or for the last by the end of the path.
func overtaken(p *authored.Path, i int, from time.Time) time.Time {
	if i+1 < len(p.Parts) {
		return p.Day(i+1, from)
	}
	return p.Day(i, from).AddDate(0, 0, keepAfter)
}

// plan puts the parts on the agenda, but those that were over before. Each waits for who cannot be reached yet, or has
// no room for it, until the next one comes, which tells it then.
func plan(t *dialog.Turn, p *authored.Path, who people.Profile, from time.Time) (err error) {
	for i := range p.Parts {
		due, next := p.Day(i, from), overtaken(p, i, from)
		if !next.After(t.Today()) {
			continue
		}
		err = errors.Join(err, t.Agenda.AddAnew(t.Tx, agenda.Item{
			Key:  prefix(p, who.ID) + fmt.Sprint(i),
			Kind: agenda.Campaign, Person: who.ID,
			In:  chat.Place{Platform: chat.Platform(cmp.Or(who.Home.Platform, who.Identity.Platform))},
			Due: due.Add(12 * time.Hour), Expires: next, Action: dialog.Do("path/part", p.ID, i),
			Purpose: p.Purpose.Said(), Series: "starter/" + p.ID, Promised: true, Priority: 5,
		}))
	}
	return err
}
