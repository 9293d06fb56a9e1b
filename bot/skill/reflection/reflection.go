// Package reflection is the skill of looking back: after an aid helped or was finished it
// plans a series of short messages, asks whether it was used at work and what is still
// known of it, and keeps what a person writes for that person alone.
//
// What is written is nowhere else: not in the journal, the index or the logs, and nothing
// is concluded from it.
package reflection

import (
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people look back on what they used, and keep what they write. An argument is AID/DAY, and an answer or
// a model to write by behind it, or of list and delete a number.
var Skill = dialog.Skill{
	Name:   "reflection",
	Texts:  words,
	Tables: []store.Declared{&reflections},
	Acts: map[string]dialog.Act{
		"write":    dialog.Mine(about(write)),
		"save":     dialog.Mine(about(save)),
		"recall":   dialog.Mine(about(recall)),
		"known":    dialog.Mine(about(known)),
		"list":     dialog.Mine(list),
		"delete":   dialog.Mine(drop),
		"skip":     dialog.Mine(about(skip)),
		"stop":     dialog.Mine(about(stop)),
		"without":  dialog.Mine(about(without)),
		"applied":  dialog.Mine(about(applied)),
		"recalled": dialog.Mine(about(recalled)),
	},
	Commands: []string{"list"},
	Due:      map[string]dialog.Func{"day": about(lookBack), "plan": about(doPlan)},
	Used:     used,
}

// maxReflection is how long a reflection may be, in characters: it must fit a card
// when it is read again.
const maxReflection = chat.MaxCard - 500

// A reflection is what a person wrote when looking back.
type reflection struct {
	Slug, Title string
	Day         int    // after the first use
	Model       string // short, starr or circle
	Text        string
	Time        time.Time
}

// reflections are read by their writer alone.
var reflections = store.Table[reflection]{
	Bucket: "reflect.text", Class: store.Personal,
	Keep: privacy.KeepOwn, Since: func(r reflection) time.Time { return r.Time },
}

// about makes the act of an aid, a day and what is said of it.
func about(do func(t *dialog.Turn, a *knowledge.Aid, day int, said string) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, arg string) (chat.Reply, error) {
		ref, rest := dialog.Cut(arg)
		day, said := dialog.Cut(rest)
		a, ok := t.Aid(ref)
		if !ok {
			return t.Past(), nil
		}
		return do(t, a, dialog.Number(day), said)
	}
}

// write asks what a person wants to keep, by the model they chose; without one by a
// single question.
func write(t *dialog.Turn, a *knowledge.Aid, day int, key string) (chat.Reply, error) {
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
		c.Body = append(c.Body, chat.Question{Field: dialog.Field(i), Prompt: q, Long: true,
			Need: len(m.Questions) == 1})
	}
	save := dialog.On("reflection/save", a, day, m.Key)
	c.Buttons = []chat.Button{{Label: t.W.Save, Action: save, Style: chat.Primary, Submit: true}}
	for _, other := range words.In(t.W.Lang).Models {
		if other.Key != m.Key {
			c.Buttons = append(c.Buttons, dialog.Button(other.Name, dialog.On(dialog.Reflect, a, day, other.Key)))
		}
	}
	c.Buttons = append(c.Buttons, skipButton(t, a, day))
	return t.Form(c, save, dialog.On(verbStop, a), dialog.On(verbSkip, a, day)), nil
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

// save keeps what a person wrote. What sounds like a crisis is not kept.
func save(t *dialog.Turn, a *knowledge.Aid, day int, key string) (chat.Reply, error) {
	text := t.Written(model(t, key).Questions)
	if text == "" {
		return write(t, a, day, key)
	}
	if dialog.Crisis(text) {
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	r := reflection{Slug: a.Slug, Title: a.Title, Day: day, Model: key, Text: dialog.Fit(t.Own(text), maxReflection),
		Time: t.Now}
	if _, err := reflections.AddOwn(t.Tx, string(t.Person.ID), r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.Reflected, a, 0, key)
	saved := words.In(t.W.Lang).ReflectSaved
	if row, err := t.Agenda.InRow(t.Tx, t.Person.ID); err != nil || row < 2 {
		return t.Say(saved), err
	}
	return proposePlan(t, a, saved), t.Agenda.Acted(t.Tx, t.Person.ID)
}

// recall asks a person to write down what they remember of an aid.
func recall(t *dialog.Turn, a *knowledge.Aid, day int, _ string) (chat.Reply, error) {
	known := dialog.On("reflection/known", a, day)
	return t.Form(chat.Card{
		Body: []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: words.In(t.W.Lang).RecallAsk.With(a.Title),
			Long: true, Need: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.ShowCard, known), skipButton(t, a, day)},
	}, known, dialog.On(verbStop, a), dialog.On(verbSkip, a, day)), nil
}

// known shows the aid beside what a person remembered, which is kept nowhere, and
// asks them how it went: the bot does not judge.
func known(t *dialog.Turn, a *knowledge.Aid, day int, _ string) (chat.Reply, error) {
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
	w := words.In(t.W.Lang)
	c.Body = append(c.Body, chat.Tap{Prompt: w.RecallHow, Options: options("reflection/recalled", a, day, w.Recalled)})
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// list shows a person what they wrote, one at a time, the newest first: page 1 is the newest.
func list(t *dialog.Turn, arg string) (chat.Reply, error) {
	w, page := words.In(t.W.Lang), max(dialog.Number(arg), 1)
	var at reflection
	var seq uint64
	n := 0
	for k, r := range reflections.ScanDown(t.Tx, store.Key(string(t.Person.ID), "")) {
		if n++; n == page {
			at, seq = r, store.FromNum(k[len(k)-8:])
		}
	}
	if seq == 0 {
		return t.Say(w.ReflectionNone), nil
	}
	c := chat.Card{Title: w.Reflections, Body: []chat.Block{chat.Heading(dialog.Fit(at.Title, chat.MaxTitle))},
		Note: t.W.Date(at.Time) + "\n" + w.ReflectionsAll.With(n)}
	c.Body = append(c.Body, dialog.Exact(at.Text)...)
	next := dialog.Do(dialog.Reflections, page+1)
	if page < n {
		c.Buttons = append(c.Buttons, dialog.Primary(t.W.Next, next))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Delete, dialog.Do("reflection/delete", seq)))
	t.Session.View = chat.Action{}
	r := t.Fleeting(c)
	if page < n {
		t.OfferPress("next", next)
	}
	return r, nil
}

// drop deletes one of the person's own reflections.
func drop(t *dialog.Turn, arg string) (chat.Reply, error) {
	key := store.Own(t.Person.ID, dialog.Seq(arg))
	if !reflections.Has(t.Tx, key) {
		return t.Say(words.In(t.W.Lang).ReflectionNone), nil
	}
	return t.Say(t.W.ReflectionGone), reflections.Delete(t.Tx, key)
}
