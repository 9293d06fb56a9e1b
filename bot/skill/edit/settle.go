package edit

import (
	"cmp"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// list shows an author the oldest proposal that is not their own.
func list(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	says := w.None
	for _, p := range proposals.All(t.Tx) {
		switch {
		case p.Taken:
		case t.Wrote(p.Writer) || isBy(t, p):
			says = w.NotOwn
		default:
			return t.Show(card(t, p)), nil
		}
	}
	return t.Say(says), nil
}

// card shows a proposal, beside what it is about.
func card(t *dialog.Turn, p proposal) chat.Card {
	w := words.In(t.W.Lang)
	c := dialog.Noted(w.About.With(chat.Strip(p.Title), cmp.Or(p.Version, "–")),
		w.From.With(cmp.Or(chat.Strip(p.Name), t.W.Someone), t.W.Date(p.Time)))
	var facts chat.Facts
	a, ok := aidOf(t, p)
	if ok && p.Step > 0 && p.Step <= len(a.Steps) {
		facts = append(facts, chat.Fact{Label: w.AtStep.With(p.Step), Value: a.Steps[p.Step-1].Text})
	}
	c.Body = append(c.Body, append(facts, chat.Fact{Label: w.Proposed, Value: p.Text.String()}))
	c.Buttons = []chat.Button{
		dialog.Primary(w.TakeOver, do("take", p.Number)), dialog.Button(w.Drop, do("drop", p.Number))}
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

// of is an act on the proposal with a number. Nobody settles their own.
func of(settle func(t *dialog.Turn, p proposal) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, number string) (chat.Reply, error) {
		p, ok, err := proposals.Load(t.Tx, keyOf(number))
		switch {
		case err != nil || !ok || p.Taken:
			return t.Past(), err
		case t.Wrote(p.Writer) || isBy(t, p):
			return t.Say(words.In(t.W.Lang).NotOwn), nil
		}
		t.Subject = p.Lang + "/" + p.Aid
		return settle(t, p)
	}
}

// drop puts a proposal aside.
func drop(t *dialog.Turn, p proposal) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Settled), proposals.Delete(t.Tx, p.key())
}

// take takes a proposal over: it is live, or goes to who keeps the file.
func take(t *dialog.Turn, p proposal) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok := aidOf(t, p)
	if !ok {
		return t.Say(w.Gone.With(p.Title)), proposals.Delete(t.Tx, p.key())
	}
	if p.By == "" && !t.Settles(&p.Writer) {
		return t.Say(w.OneMore), proposals.Save(t.Tx, p.key(), p)
	}
	if err := taken(t, p); err != nil {
		return chat.Reply{}, err
	}
	from, _ := t.Lib.Origin(a.Key())
	if better, ok := applied(a, p, t.Today()); ok && from.Ours {
		if err := t.Publish(better); err != nil {
			return chat.Reply{}, err
		}
		return t.Say(w.Live.With(better.Title, better.Version)), outdate(t, p)
	}
	file := path.Join(string(a.Lang), a.Slug+".md")
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(w.ByHand.With(a.Title, file)),
		chat.Code(p.Text.String())}}), nil
}

// applied is a with the step of p as p has it, as a new version; false if p is about
// another version, or about more than a step, if something was scrubbed from it, or if the
// aid would not be good enough.
func applied(a *knowledge.Aid, p proposal, today time.Time) (*knowledge.Aid, bool) {
	if p.Version != a.Version || p.Step < 1 || p.Step > len(a.Steps) || strings.ContainsAny(p.Text.String(), "[]") {
		return nil, false
	}
	better := *a
	better.Steps = slices.Clone(a.Steps)
	better.Steps[p.Step-1].Text = p.Text.String()
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
func outdate(t *dialog.Turn, p proposal) (err error) {
	for key, o := range proposals.All(t.Tx) {
		if o.Aid == p.Aid && o.Lang == p.Lang && o.Number != p.Number {
			o.Version = ""
			err = errors.Join(err, proposals.Save(t.Tx, key, o))
		}
	}
	return err
}

// taken has who proposed p thanked, or lets go of it if nobody knows who that is.
func taken(t *dialog.Turn, p proposal) error {
	if p.By == "" {
		return proposals.Delete(t.Tx, p.key())
	}
	p.Taken, p.Text = true, privacy.Scrubbed{}
	if err := proposals.Save(t.Tx, p.key(), p); err != nil {
		return err
	}
	return t.Tell(p.By, "edit", "thanks", p.Number, words.Say(func(w *texts) string { return w.Purpose }), t.Now,
		t.Now.AddDate(0, 0, 14))
}

// thanks tells who proposed the proposal of a number that it was taken over.
func thanks(t *dialog.Turn, number string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	p, ok, err := proposals.Load(t.Tx, keyOf(number))
	if err != nil || !ok || !p.Taken {
		return chat.Reply{}, err
	}
	c := dialog.Noted(w.Thanks.With(chat.Strip(p.Title)), w.Purpose)
	if a, ok := aidOf(t, p); ok {
		c.Buttons = []chat.Button{dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a))}
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "thanks"})
	return t.Aside(c), proposals.Delete(t.Tx, p.key())
}
