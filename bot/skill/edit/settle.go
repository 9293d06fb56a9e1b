package edit

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// list shows an author the oldest proposal that is not their own.
func list(t *dialog.Turn) (chat.Reply, error) {
	if !t.IsAuthor() {
		return t.Say(t.W.NotAuthor), nil
	}
	w := words.In(t.W.Lang)
	r := t.Say(w.None)
	return r, each(t.Tx, func(p proposal) (more bool, err error) {
		switch {
		case p.Taken:
			return true, nil
		case p.By != "" && p.By == t.Person.ID:
			r = t.Say(w.NotOwn)
			return true, nil
		}
		r = t.Own(card(t, p))
		return false, nil
	})
}

// card shows a proposal, beside what it is about.
func card(t *dialog.Turn, p proposal) chat.Card {
	w := words.In(t.W.Lang)
	c := chat.Card{Body: []chat.Block{chat.Text(w.About.With(chat.Strip(p.Title), cmp.Or(p.Version, "–")))},
		Note: w.From.With(cmp.Or(chat.Strip(p.Name), t.W.Someone), t.W.Date(p.Time))}
	var facts chat.Facts
	a, ok := aidOf(t, p)
	if ok && p.Step > 0 && p.Step <= len(a.Steps) {
		facts = append(facts, chat.Fact{Label: w.AtStep.With(p.Step), Value: a.Steps[p.Step-1].Text})
	}
	c.Body = append(c.Body, append(facts, chat.Fact{Label: w.Proposed, Value: p.Text}))
	c.Buttons = []chat.Button{dialog.Primary(w.TakeOver, dialog.Do(verb, "take", p.Number)), dialog.Button(w.Drop, dialog.Do(verb, "drop", p.Number))}
	if ok {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a)))
	}
	return c
}

// aidOf is the aid that p is about, in the language it is about.
func aidOf(t *dialog.Turn, p proposal) (*knowledge.Aid, bool) {
	a, ok := t.Aid(p.Aid)
	if !ok || string(a.Lang) == p.Lang {
		return a, ok
	}
	a, ok = t.Lib.Lookup(a.Slug, knowledge.Lang(p.Lang))
	return a, ok && string(a.Lang) == p.Lang
}

// settle takes a proposal over or puts it aside. Nobody settles their own.
func settle(t *dialog.Turn, p proposal, what string, replaces func(string) bool) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	switch {
	case !t.IsAuthor():
		return t.Say(t.W.NotAuthor), nil
	case p.Taken:
		return t.Past(), nil
	case p.By != "" && p.By == t.Person.ID:
		return t.Say(w.NotOwn), nil
	case what == "drop":
		return t.Say(w.Settled), t.Tx.Delete(bucket, store.Num(p.Number))
	}
	a, ok := aidOf(t, p)
	if !ok {
		return t.Say(w.Gone.With(p.Title)), t.Tx.Delete(bucket, store.Num(p.Number))
	}
	if err := taken(t, p); err != nil {
		return chat.Reply{}, err
	}
	from, _ := t.Lib.Origin(a.Key())
	if better, ok := applied(a, p, t.Today()); ok && replaces(from.Source) {
		if err := t.Publish(better); err != nil {
			return chat.Reply{}, err
		}
		return t.Say(w.Live.With(better.Title, better.Version)), outdate(t, p)
	}
	file := path.Join(string(a.Lang), a.Slug+".md")
	return t.Own(chat.Card{Body: []chat.Block{chat.Text(w.ByHand.With(a.Title, file)), chat.Code(p.Text)}}), nil
}

// applied is a with the step of p as p has it, as a new version; false if p is about
// another version, or about more than a step, if something was scrubbed from it, or if the
// aid would not be good enough.
func applied(a *knowledge.Aid, p proposal, today time.Time) (*knowledge.Aid, bool) {
	if p.Version != a.Version || p.Step < 1 || p.Step > len(a.Steps) || strings.ContainsAny(p.Text, "[]") {
		return nil, false
	}
	better := *a
	better.Steps = slices.Clone(a.Steps)
	better.Steps[p.Step-1].Text = p.Text
	better.Version, better.Reviewed = nextMinor(a.Version), today
	if p.Name != "" {
		better.BasedOn = append(slices.Clone(a.BasedOn), p.Name)
	}
	return &better, knowledge.Lint(&better).Errors() == 0
}

// nextMinor is the version after one in which a step changed: 1.3.0 after 1.2.7.
func nextMinor(version string) string {
	parts := strings.Split(version, ".")
	if len(parts) != 3 {
		return version
	}
	minor, _ := strconv.Atoi(parts[1])
	return parts[0] + "." + strconv.Itoa(minor+1) + ".0"
}

// outdate notes that other proposals about the same aid are about another version now.
func outdate(t *dialog.Turn, p proposal) error {
	var others []proposal
	err := each(t.Tx, func(o proposal) (bool, error) {
		if o.Aid == p.Aid && o.Lang == p.Lang && o.Number != p.Number {
			others = append(others, o)
		}
		return true, nil
	})
	for _, o := range others {
		if o.Version = ""; err == nil {
			err = o.save(t.Tx)
		}
	}
	return err
}

// taken thanks who proposed p, if they can be told, and lets go of it otherwise.
func taken(t *dialog.Turn, p proposal) error {
	if p.By == "" || t.Agenda == nil {
		return t.Tx.Delete(bucket, store.Num(p.Number))
	}
	p.Taken, p.Text = true, ""
	if err := p.save(t.Tx); err != nil {
		return err
	}
	return t.Tell(p.By, verb, "thanks", p.Number, words.In(t.W.Lang).Purpose, t.Now, t.Now.AddDate(0, 0, 14))
}

// thanks tells who proposed p that it was taken over.
func thanks(t *dialog.Turn, p proposal) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || !p.Taken {
		return t.Past(), nil
	}
	c := chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Thanks.With(chat.Strip(p.Title)))}, Note: words.In(t.W.Lang).Purpose}
	if a, ok := aidOf(t, p); ok {
		c.Buttons = []chat.Button{dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a))}
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "thanks"})
	return t.Aside(c), t.Tx.Delete(bucket, store.Num(p.Number))
}
