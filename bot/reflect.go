package bot

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const reflectionBucket = "bot.reflection"

// keepReflection is how long a reflection is kept, unless its writer deletes it.
const keepReflection = 365 * 24 * time.Hour

// maxReflection is how long a reflection may be, in characters: it must fit a card
// when it is read again.
const maxReflection = chat.MaxCard - 500

// A reflection is what a person wrote when looking back, or a plan for next time. It
// is read by its writer alone: it is not in the journal, the index or the logs, and
// nothing is concluded from it.
type reflection struct {
	Slug, Title string
	Day         int    // after the first use
	Model       string // short, starr, circle or plan
	Text        string
	Time        time.Time
}

// planModel marks a reflection that is an if-then plan.
const planModel = "plan"

func reflectionKey(id people.ID, seq uint64) []byte {
	return append([]byte(string(id)+"\x00"), store.Num(seq)...)
}

// reflect carries out what has to do with writing: "AID/WHAT/DAY/MODEL", or
// "-/WHAT/NUMBER" to look back.
func (t *turn) reflect(arg string) (chat.Reply, error) {
	ref, rest := cut(arg)
	what, rest := cut(rest)
	n, model := cut(rest)
	t.s.Awaits = chat.Action{}
	switch what {
	case "list":
		return t.reflections(number(n))
	case "delete":
		return t.dropReflection(number(n))
	}
	a, ok := t.aid(ref)
	if !ok {
		return t.say(t.w.Gone), nil
	}
	if err := t.welcomeBack(); err != nil { // writing is an answer
		return chat.Reply{}, err
	}
	switch day := number(n); what {
	case "write":
		return t.write(a, day, model), nil
	case "recall":
		return t.recall(a, day), nil
	case "known":
		return t.known(a, day)
	case "plan":
		return t.writePlan(a, day), nil
	case "save":
		return t.saveReflection(a, day, model)
	}
	return t.say(t.w.Gone), nil
}

// write asks what a person wants to keep, by the model they chose; without one by a
// single question.
func (t *turn) write(a *knowledge.Aid, day int, key string) chat.Reply {
	m := words.Model{Key: "short", Questions: []string{t.w.ReflectFirst}}
	switch {
	case key != "":
		m = t.model(key)
	case day >= monthLater:
		m.Questions = []string{t.w.ReflectMonth}
	}
	c := chat.Card{Title: a.Title, Note: chat.Strip(t.w.OnlyYou)}
	for i, q := range m.Questions {
		c.Body = append(c.Body, chat.Question{Field: answerField(i), Prompt: q, Long: true, Need: len(m.Questions) == 1})
	}
	save := on(verbReflect, a, "save", day, m.Key)
	c.Buttons = []chat.Button{{Label: t.w.Save, Action: save, Style: chat.Primary, Submit: true}}
	for _, other := range t.w.Models {
		if other.Key != m.Key {
			c.Buttons = append(c.Buttons, button(other.Name, on(verbReflect, a, "write", day, other.Key)))
		}
	}
	c.Buttons = append(c.Buttons, t.skip(a, day))
	return t.form(c, save, on(verbNudge, a, "stop"), on(verbNudge, a, "skip", day))
}

// form shows a card that what is typed next answers, unless it is "skip" or "stop".
func (t *turn) form(c chat.Card, submit, stop, skip chat.Action) chat.Reply {
	r := t.typable(t.show(c), stop, skip)
	t.s.Awaits, t.s.View = submit, chat.Action{}
	return r
}

// model returns a model by its key; the first if there is none.
func (t *turn) model(key string) words.Model {
	for _, m := range t.w.Models {
		if m.Key == key {
			return m
		}
	}
	return t.w.Models[0]
}

// answerField names the field of question i of a form; the first is the one that
// typed text goes to.
func answerField(i int) string {
	if i == 0 {
		return fieldAnswer
	}
	return fieldAnswer + strconv.Itoa(i)
}

// written is what was filled in: the answers to several questions each after their
// question, or all that was typed.
func (t *turn) written(questions []string) string {
	if t.e.Kind != chat.Filled || len(questions) < 2 {
		return t.in.answer
	}
	var lines []string
	for i, q := range questions {
		if v := clean(t.e.Fields[answerField(i)]); v != "" {
			label, _, _ := strings.Cut(q, ":")
			lines = append(lines, label+": "+v)
		}
	}
	return strings.Join(lines, "\n")
}

// saveReflection keeps what a person wrote. What sounds like a crisis is not kept.
func (t *turn) saveReflection(a *knowledge.Aid, day int, key string) (chat.Reply, error) {
	text := ""
	if key == planModel {
		text = t.writtenPlan()
	} else {
		text = t.written(t.model(key).Questions)
	}
	if text == "" {
		if key == planModel {
			return t.writePlan(a, day), nil
		}
		return t.write(a, day, key), nil
	}
	if sensitive(words.Normal(text)) == "crisis" {
		return t.personal("crisis")
	}
	if err := t.b.conceal(t.tx, t.e); err != nil {
		return chat.Reply{}, err
	}
	seq, err := t.tx.Next(reflectionBucket)
	if err != nil {
		return chat.Reply{}, err
	}
	r := reflection{Slug: a.Slug, Title: a.Title, Day: day, Model: key, Text: fit(text, maxReflection), Time: t.now}
	if err := t.tx.PutJSON(reflectionBucket, reflectionKey(t.p.ID, seq), r); err != nil {
		return chat.Reply{}, err
	}
	if key == planModel {
		t.noteAid(journal.PlanMade, a, 0, "")
		return t.say(t.w.PlanSaved), nil
	}
	t.noteAid(journal.Reflected, a, 0, key)
	if t.b.agenda == nil {
		return t.say(t.w.ReflectSaved), nil
	}
	if row, err := t.b.agenda.InRow(t.tx, t.p.ID); err != nil || row < 2 {
		return t.say(t.w.ReflectSaved), err
	}
	return t.proposePlan(a, t.w.ReflectSaved), t.b.agenda.Acted(t.tx, t.p.ID)
}

// recall asks a person to write down what they remember of an aid.
func (t *turn) recall(a *knowledge.Aid, day int) chat.Reply {
	known := on(verbReflect, a, "known", day)
	return t.form(chat.Card{
		Body:    []chat.Block{chat.Question{Field: fieldAnswer, Prompt: sprintf(t.w.RecallAsk, a.Title), Long: true, Need: true}},
		Buttons: []chat.Button{{Label: t.w.ShowCard, Action: known, Style: chat.Primary, Submit: true}, t.skip(a, day)},
	}, known, on(verbNudge, a, "stop"), on(verbNudge, a, "skip", day))
}

// known shows the aid beside what a person remembered, which is kept nowhere, and
// asks them how it went: the bot does not judge.
func (t *turn) known(a *knowledge.Aid, day int) (chat.Reply, error) {
	if err := t.b.conceal(t.tx, t.e); err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: a.Title, Body: t.warnings(a)}
	if len(a.Steps) > 0 {
		var s chat.Steps
		for _, step := range a.Steps[:min(len(a.Steps), chat.MaxItems)] {
			s.Items = append(s.Items, chat.Step{Text: step.Text})
		}
		c.Body = append(c.Body, s)
	} else {
		c.Body = append(c.Body, blocks(a.Quick)...)
	}
	c.Body = append(c.Body, chat.Tap{Prompt: t.w.RecallHow, Options: t.options(a, "recalled", day, t.w.Recalled)})
	t.s.View = chat.Action{}
	return t.show(c), nil
}

// reflections shows a person what they wrote, one at a time, the newest first: page 1
// is the newest.
func (t *turn) reflections(page int) (chat.Reply, error) {
	prefix := reflectionKey(t.p.ID, 0)[:len(t.p.ID)+1]
	var at reflection
	var seq uint64
	n := 0
	page = max(page, 1)
	for k, v := range t.tx.ScanDown(reflectionBucket, prefix, store.After(prefix)) {
		if n++; n != page {
			continue
		}
		if err := json.Unmarshal(v, &at); err != nil {
			return chat.Reply{}, fmt.Errorf("reflection: %w", err)
		}
		seq = store.FromNum(k[len(prefix):])
	}
	if seq == 0 {
		return t.say(t.w.ReflectionNone), nil
	}
	title := at.Title
	if at.Model == planModel {
		title = t.w.PlanTitle + ": " + at.Title
	}
	c := chat.Card{Title: t.w.Reflections, Body: []chat.Block{chat.Heading(fit(title, chat.MaxTitle))},
		Note: t.w.Date(at.Time) + "\n" + sprintf(t.w.ReflectionsAll, n)}
	for _, part := range wrapLines(at.Text, chat.MaxText) {
		c.Body = append(c.Body, chat.Code(part))
	}
	if page < n {
		c.Buttons = append(c.Buttons, primary(t.w.Next, chat.Action{Verb: verbReflect, Arg: sprintf("-/list/%d", page+1)}))
	}
	c.Buttons = append(c.Buttons, button(t.w.Delete, chat.Action{Verb: verbReflect, Arg: sprintf("-/delete/%d", seq)}))
	t.s.View = chat.Action{}
	r := t.show(c)
	if page < n {
		for _, w := range t.w.Typed("step-next") {
			t.offer(w, c.Buttons[0].Action)
		}
	}
	r.Private = !t.e.Direct
	return r, nil
}

// dropReflection deletes one of the person's own reflections.
func (t *turn) dropReflection(seq int) (chat.Reply, error) {
	key := reflectionKey(t.p.ID, uint64(max(seq, 0)))
	if _, ok := t.tx.Get(reflectionBucket, key); !ok {
		return t.say(t.w.ReflectionNone), nil
	}
	return t.say(t.w.ReflectionGone), t.tx.Delete(reflectionBucket, key)
}

// pruneReflections removes the reflections that are too old at now.
func pruneReflections(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(reflectionBucket, nil, nil) {
		var r reflection
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("reflection %q: %w", k, err)
		}
		if now.Sub(r.Time) > keepReflection {
			if err := tx.Delete(reflectionBucket, k); err != nil {
				return err
			}
		}
	}
	return nil
}
