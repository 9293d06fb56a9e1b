// Package draft is the skill of proposing a new job aid in chat, by answering five questions. The proposal waits until
// an author puts it live or aside; nobody settles their own.
package draft

import (
	"errors"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets who takes part write, and authors settle. The argument of an answer is the number of its question, that
// of approve and decline the number of a proposal.
var Skill = dialog.Skill{
	Name:   "draft",
	Texts:  words,
	Tables: []store.Declared{&proposals},
	Acts: map[string]dialog.Act{
		"write":     dialog.May(people.TakePart, write),
		"write-for": dialog.May(people.TakePart, writeFor),
		"answer":    dialog.May(people.TakePart, answer),
		"list":      dialog.Look(people.PublishAids, list),
		"approve":   dialog.May(people.PublishAids, proposed(approve)),
		"decline":   dialog.May(people.PublishAids, proposed(decline)),
	},
	Commands:  []string{"write", "list"},
	Waiting:   waiting,
	Meanwhile: true,
	Leaves:    leave,
}

func do(act string, arg ...any) chat.Action { return dialog.Do(dialog.Verb("draft", act), arg...) }

// A proposal is an aid as somebody described it.
type proposal struct {
	By      people.ID // empty if the writer asks anonymously or deleted their data
	Lang    string
	Answers []string      // task, when, for whom, steps, done when
	Serves  dialog.Serves `json:",omitzero"`
	Time    time.Time
	Writer  dialog.Writer // who wrote it, also if By is empty
}

// proposals are kept by number, until an author settles them. They go on without who wrote them.
var proposals = store.Table[proposal]{Bucket: "draft.proposal", Was: "bot.draft",
	Class: store.Shared, Keep: store.Forever,
	Owners: func(p proposal) []string { return []string{string(p.By), string(p.Writer.First)} },
	Without: func(p *proposal, person string) bool {
		if p.Writer.Without(people.ID(person)); string(p.By) == person {
			p.By = ""
		}
		return true
	},
	Export: func(p proposal, person string) any {
		if string(p.By) != person { // they only settled it first
			return struct{ Settled string }{p.Answers[0]}
		}
		p.Writer = dialog.Writer{}
		return p
	}}

// leave forgets who wrote what, where only the writer themself could be told that they did.
func leave(t *dialog.Turn) (err error) {
	for k, p := range proposals.All(t.Tx) {
		if p.Writer.Without(t.Person.ID) {
			err = errors.Join(err, proposals.Save(t.Tx, k, p))
		}
	}
	return err
}

// waiting counts the proposals.
func waiting(tx *store.Tx, lang string) (n int, says string, show chat.Action) {
	for range proposals.All(tx) {
		n++
	}
	return n, words.In(lang).Waiting.With(n), do("list")
}

// write begins the five questions.
func write(t *dialog.Turn, _ string) (chat.Reply, error) { return begin(t, dialog.Serves{}) }

// writeFor begins the five questions of an aid that serves what the session says.
func writeFor(t *dialog.Turn, _ string) (chat.Reply, error) { return begin(t, t.Session.Serves) }

func begin(t *dialog.Turn, s dialog.Serves) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	t.Session.Draft, t.Session.Serves = nil, s
	lead := w.Start
	if s.Text != "" {
		lead += " " + w.HelpsAgainst + ": *" + chat.Strip(s.Text) + "*."
	}
	return question(t, lead), nil
}

// question asks the next of the five.
func question(t *dialog.Turn, lead string) chat.Reply {
	w, n := words.In(t.W.Lang), len(t.Session.Draft)
	c := chat.Card{Title: w.QuestionOf.With(n+1, len(w.Questions)), Body: dialog.Led(lead)}
	q, next := w.Questions[n], do("answer", n)
	c.Body = append(c.Body, chat.Question{Field: dialog.AnswerField, Prompt: q[0], Hint: t.W.ForInstance.With(q[1]),
		Long: n == 3, Need: true})
	c.Buttons = []chat.Button{dialog.Submit(w.Send, next), dialog.Button(t.W.Stop, dialog.Do(dialog.Fine))}
	r := t.Show(c)
	t.Session.Awaits, t.Session.View = next, chat.Action{}
	return r
}

// answer takes the answer to a question, and keeps the proposal after the last.
func answer(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if n := dialog.Number(arg); n != len(t.Session.Draft) || n >= len(w.Questions) {
		return t.Say(t.W.NothingOpen), nil
	}
	if t.Answer == "" {
		return question(t, ""), nil
	}
	if topic := dialog.Confides(t.Answer); topic != "" {
		t.Session.Draft, t.Session.Serves = nil, dialog.Serves{}
		return t.Do(chat.Action{Verb: dialog.Personal, Arg: topic})
	}
	t.Session.Draft = append(t.Session.Draft, dialog.Fit(t.Roster(t.Answer), 1000))
	if len(t.Session.Draft) < len(w.Questions) {
		return question(t, ""), nil
	}
	p := proposal{By: people.ID(t.Who()), Lang: t.W.Lang, Answers: t.Session.Draft, Serves: t.Session.Serves,
		Time: t.Now, Writer: t.Writer()}
	t.Session.Draft, t.Session.Serves = nil, dialog.Serves{}
	t.Note(journal.Entry{Kind: journal.AidProposed})
	c := preview(t, p)
	c.Body = append([]chat.Block{chat.Text(w.Thanks)}, c.Body...)
	_, err := proposals.Add(t.Tx, p)
	return t.Show(c), err
}

// preview shows a proposal as it would look.
func preview(t *dialog.Turn, p proposal) chat.Card {
	w := words.In(t.W.Lang)
	title := dialog.Fit(text.Capital(p.Answers[0]), chat.MaxTitle)
	c := chat.Card{Title: title, Body: []chat.Block{chat.Text(p.Answers[1])}}
	if steps := stepLines(p.Answers[3]); len(steps) > 0 {
		var s chat.Steps
		for _, l := range steps {
			s.Items = append(s.Items, chat.Step{Text: l})
		}
		c.Body = append(c.Body, s)
	}
	facts := chat.Facts{{Label: w.DoneWhen, Value: p.Answers[4]}}
	if p.Serves.Text != "" {
		facts = append(facts, chat.Fact{Label: w.HelpsAgainst, Value: chat.Strip(p.Serves.Text)})
	}
	c.Body = append(c.Body, facts)
	c.Note = w.By.With(t.W.Date(p.Time))
	return c
}

// stepLines are the steps a person typed, one to a line, without their numbers.
func stepLines(s string) (out []string) {
	for line := range strings.Lines(s) {
		if line = dialog.Unnumbered(line); line != "" && len(out) < chat.MaxItems {
			out = append(out, dialog.Fit(line, 200))
		}
	}
	return out
}
