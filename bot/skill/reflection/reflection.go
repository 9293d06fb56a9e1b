// Package reflection is the skill of looking back: after an aid helped or was finished it
// plans a series of short messages, asks whether it was used at work and what is still
// known of it, and keeps what a person writes for that person alone.
//
// The store holds
//
//	reflect.text: pseudonym NUL number → reflection as JSON, for a year; for its writer alone
//
// What is written is nowhere else: not in the journal, the index or the logs, and nothing
// is concluded from it.
package reflection

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/dialog"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// The verbs of the skill.
const (
	verbNudge   = dialog.Nudge
	verbReflect = dialog.Reflect
)

const bucket = "reflect.text"

// Skill lets people look back on what they used, and keep what they write.
func Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "reflections",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Reflections },
		Verbs:  map[string]dialog.Func{verbNudge: nudge, verbReflect: reflect},
		Used:   used,
		Kept:   dialog.KeptIn(bucket),
		Forget: dialog.ForgetIn(bucket),
		Prune:  prune,
	}
}

// keepReflection is how long a reflection is kept, unless its writer deletes it.
const keepReflection = privacy.KeepOwn

// maxReflection is how long a reflection may be, in characters: it must fit a card
// when it is read again.
const maxReflection = chat.MaxCard - 500

// A reflection is what a person wrote when looking back. It is read by its writer
// alone: it is not in the journal, the index or the logs, and nothing is concluded from
// it.
type reflection struct {
	Slug, Title string
	Day         int    // after the first use
	Model       string // short, starr or circle
	Text        string
	Time        time.Time
}

// reflect carries out what has to do with writing: "AID/WHAT/DAY/MODEL", or
// "-/WHAT/NUMBER" to look back.
func reflect(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	what, rest := dialog.Cut(rest)
	n, model := dialog.Cut(rest)
	switch what {
	case "list":
		return reflections(t, dialog.Number(n))
	case "delete":
		return dropReflection(t, dialog.Number(n))
	}
	a, ok := t.Aid(ref)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	switch day := dialog.Number(n); what {
	case "write":
		return write(t, a, day, model), nil
	case "recall":
		return recall(t, a, day), nil
	case "known":
		return known(t, a, day)
	case "save":
		return saveReflection(t, a, day, model)
	}
	return t.Say(t.W.Gone), nil
}

// write asks what a person wants to keep, by the model they chose; without one by a
// single question.
func write(t *dialog.Turn, a *knowledge.Aid, day int, key string) chat.Reply {
	m := Model{Key: "short", Questions: []string{words.In(t.W.Lang).ReflectFirst}}
	switch {
	case key != "":
		m = model(t, key)
	case day == 0: // of a training, before it was used
		m.Questions = []string{t.W.Training.TakeAway}
	case day >= monthLater:
		m.Questions = []string{t.W.ReflectMonth}
	}
	c := chat.Card{Title: a.Title, Note: chat.Strip(words.In(t.W.Lang).OnlyYou)}
	for i, q := range m.Questions {
		c.Body = append(c.Body, chat.Question{Field: dialog.Field(i), Prompt: q, Long: true, Need: len(m.Questions) == 1})
	}
	save := dialog.On(verbReflect, a, "save", day, m.Key)
	c.Buttons = []chat.Button{{Label: t.W.Save, Action: save, Style: chat.Primary, Submit: true}}
	for _, other := range words.In(t.W.Lang).Models {
		if other.Key != m.Key {
			c.Buttons = append(c.Buttons, dialog.Button(other.Name, dialog.On(verbReflect, a, "write", day, other.Key)))
		}
	}
	c.Buttons = append(c.Buttons, skip(t, a, day))
	return t.Form(c, save, dialog.On(verbNudge, a, "stop"), dialog.On(verbNudge, a, "skip", day))
}

// model returns a model by its key; the first if there is none.
func model(t *dialog.Turn, key string) Model {
	for _, m := range words.In(t.W.Lang).Models {
		if m.Key == key {
			return m
		}
	}
	return words.In(t.W.Lang).Models[0]
}

// saveReflection keeps what a person wrote. What sounds like a crisis is not kept.
func saveReflection(t *dialog.Turn, a *knowledge.Aid, day int, key string) (chat.Reply, error) {
	text := t.Written(model(t, key).Questions)
	if text == "" {
		return write(t, a, day, key), nil
	}
	if dialog.Crisis(text) {
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	seq, err := t.Tx.Next(bucket)
	if err != nil {
		return chat.Reply{}, err
	}
	r := reflection{Slug: a.Slug, Title: a.Title, Day: day, Model: key, Text: dialog.Fit(text, maxReflection), Time: t.Now}
	if err := t.Tx.PutJSON(bucket, dialog.OwnKey(t.Person.ID, store.Num(seq)), r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.Reflected, a, 0, key)
	if t.Agenda == nil {
		return t.Say(words.In(t.W.Lang).ReflectSaved), nil
	}
	if row, err := t.Agenda.InRow(t.Tx, t.Person.ID); err != nil || row < 2 {
		return t.Say(words.In(t.W.Lang).ReflectSaved), err
	}
	return proposePlan(t, a, words.In(t.W.Lang).ReflectSaved), t.Agenda.Acted(t.Tx, t.Person.ID)
}

// recall asks a person to write down what they remember of an aid.
func recall(t *dialog.Turn, a *knowledge.Aid, day int) chat.Reply {
	known := dialog.On(verbReflect, a, "known", day)
	return t.Form(chat.Card{
		Body:    []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: words.In(t.W.Lang).RecallAsk.With(a.Title), Long: true, Need: true}},
		Buttons: []chat.Button{{Label: t.W.ShowCard, Action: known, Style: chat.Primary, Submit: true}, skip(t, a, day)},
	}, known, dialog.On(verbNudge, a, "stop"), dialog.On(verbNudge, a, "skip", day))
}

// known shows the aid beside what a person remembered, which is kept nowhere, and
// asks them how it went: the bot does not judge.
func known(t *dialog.Turn, a *knowledge.Aid, day int) (chat.Reply, error) {
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: a.Title, Body: t.Warnings(a)}
	if len(a.Steps) > 0 {
		var s chat.Steps
		for _, step := range a.Steps[:min(len(a.Steps), chat.MaxItems)] {
			s.Items = append(s.Items, chat.Step{Text: step.Text})
		}
		c.Body = append(c.Body, s)
	} else {
		c.Body = append(c.Body, dialog.Blocks(a.Quick)...)
	}
	c.Body = append(c.Body, chat.Tap{Prompt: words.In(t.W.Lang).RecallHow, Options: options(t, a, "recalled", day, words.In(t.W.Lang).Recalled)})
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// reflections shows a person what they wrote, one at a time, the newest first: page 1
// is the newest.
func reflections(t *dialog.Turn, page int) (chat.Reply, error) {
	prefix := dialog.OwnKey(t.Person.ID, nil)
	var at reflection
	var seq uint64
	n := 0
	page = max(page, 1)
	for k, v := range t.Tx.ScanDown(bucket, prefix, store.After(prefix)) {
		if n++; n != page {
			continue
		}
		if err := json.Unmarshal(v, &at); err != nil {
			return chat.Reply{}, fmt.Errorf("reflection: %w", err)
		}
		seq = store.FromNum(k[len(prefix):])
	}
	if seq == 0 {
		return t.Say(words.In(t.W.Lang).ReflectionNone), nil
	}
	c := chat.Card{Title: words.In(t.W.Lang).Reflections, Body: []chat.Block{chat.Heading(dialog.Fit(at.Title, chat.MaxTitle))},
		Note: t.W.Date(at.Time) + "\n" + words.In(t.W.Lang).ReflectionsAll.With(n)}
	for _, part := range dialog.WrapLines(at.Text, chat.MaxText) {
		c.Body = append(c.Body, chat.Code(part))
	}
	if page < n {
		c.Buttons = append(c.Buttons, dialog.Primary(t.W.Next, dialog.Do(verbReflect, "-", "list", page+1)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Delete, dialog.Do(verbReflect, "-", "delete", seq)))
	t.Session.View = chat.Action{}
	r := t.OwnText(c)
	if page < n {
		for _, w := range t.Typed(chat.Action{Verb: "step-next"}) {
			t.Offer(w, c.Buttons[0].Action)
		}
	}
	return r, nil
}

// dropReflection deletes one of the person's own reflections.
func dropReflection(t *dialog.Turn, seq int) (chat.Reply, error) {
	key := dialog.OwnKey(t.Person.ID, store.Num(uint64(max(seq, 0))))
	if _, ok := t.Tx.Get(bucket, key); !ok {
		return t.Say(words.In(t.W.Lang).ReflectionNone), nil
	}
	return t.Say(t.W.ReflectionGone), t.Tx.Delete(bucket, key)
}

// prune removes the reflections that are too old at now.
func prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		var r reflection
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("reflection %q: %w", k, err)
		}
		if now.Sub(r.Time) > keepReflection {
			if err := tx.Delete(bucket, k); err != nil {
				return err
			}
		}
	}
	return nil
}
