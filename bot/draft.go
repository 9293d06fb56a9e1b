package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A draft is an aid that someone proposed in chat by answering five questions. It
// waits until another person puts it live or aside.
type draft struct {
	By      people.ID // empty if the writer deleted their data
	Lang    string
	Answers []string      // task, when, for whom, steps, done when
	Serves  dialog.Serves `json:",omitzero"`
	Time    time.Time
}

// drafts are kept by number, until an author settles them. They go on without who wrote them.
var drafts = store.Table[draft]{Bucket: "bot.draft", Class: store.Shared, Keep: store.Forever,
	Owners:  func(d draft) []string { return []string{string(d.By)} },
	Without: func(d *draft, _ string) bool { d.By = ""; return true }}

// approved are the files of drafts that were approved, by "nl/slug", until [Bot.Publish] wrote them.
var approved = store.Table[string]{Bucket: "bot.approved", Class: store.Working, Keep: store.Forever}

// startDraft begins the five questions of a proposal that serves s.
func (t *turn) startDraft(s dialog.Serves) (chat.Reply, error) {
	t.Session.Draft, t.Session.Serves = nil, s
	lead := words.In(t.W.Lang).DraftStart
	if s.Text != "" {
		lead += " " + words.In(t.W.Lang).DraftFor + ": *" + chat.Strip(s.Text) + "*."
	}
	return t.draftQuestion(lead), nil
}

// draftQuestion asks the next of the five questions.
func (t *turn) draftQuestion(lead string) chat.Reply {
	n := len(t.Session.Draft)
	q := words.In(t.W.Lang).DraftTask[n]
	c := chat.Card{Title: words.In(t.W.Lang).QuestionOf.With(n+1, len(words.In(t.W.Lang).DraftTask))}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	c.Body = append(c.Body, chat.Question{Field: dialog.AnswerField, Prompt: q[0], Hint: t.W.ForInstance.With(q[1]), Long: n == 3, Need: true})
	next := chat.Action{Verb: verbDraft, Arg: sprintf("%d", n)}
	send := dialog.Primary(words.In(t.W.Lang).DraftSend, next)
	send.Submit = true
	c.Buttons = []chat.Button{send, dialog.Button(t.W.Stop, chat.Action{Verb: verbFine})}
	r := t.Show(c)
	t.Session.Awaits, t.Session.View = next, chat.Action{}
	return r
}

// draft takes the answer to question N of a proposal.
func (t *turn) draft(arg string) (chat.Reply, error) {
	if n := dialog.Number(arg); n != len(t.Session.Draft) || n >= len(words.In(t.W.Lang).DraftTask) {
		return t.Say(words.In(t.W.Lang).NothingOpen), nil
	}
	if t.Answer == "" {
		return t.draftQuestion(""), nil
	}
	t.Session.Draft = append(t.Session.Draft, dialog.Fit(t.Answer, 1000))
	if len(t.Session.Draft) < len(words.In(t.W.Lang).DraftTask) {
		return t.draftQuestion(""), nil
	}
	d := draft{By: people.ID(t.Who()), Lang: t.W.Lang, Answers: t.Session.Draft, Serves: t.Session.Serves, Time: t.Now}
	t.Session.Draft, t.Session.Serves = nil, dialog.Serves{}
	if _, err := drafts.Add(t.Tx, d); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.AidProposed})
	c := t.preview(d)
	c.Body = append([]chat.Block{chat.Text(words.In(t.W.Lang).DraftThanks)}, c.Body...)
	return t.Show(c), nil
}

// preview shows a draft as it would look.
func (t *turn) preview(d draft) chat.Card {
	c := chat.Card{Title: dialog.Fit(text.Capital(d.Answers[0]), chat.MaxTitle), Body: []chat.Block{chat.Text(d.Answers[1])}}
	if steps := stepLines(d.Answers[3]); len(steps) > 0 {
		var s chat.Steps
		for _, l := range steps {
			s.Items = append(s.Items, chat.Step{Text: l})
		}
		c.Body = append(c.Body, s)
	}
	facts := chat.Facts{{Label: words.In(t.W.Lang).DoneWhen, Value: d.Answers[4]}}
	if d.Serves.Text != "" {
		facts = append(facts, chat.Fact{Label: words.In(t.W.Lang).DraftFor, Value: chat.Strip(d.Serves.Text)})
	}
	c.Body = append(c.Body, facts)
	c.Note = words.In(t.W.Lang).DraftBy.With(t.W.Date(d.Time))
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

// isAuthor reports whether the person may settle what others wrote.
func (t *turn) isAuthor() bool {
	return t.May(people.PublishAids)
}

// drafts shows an author the oldest draft that waits.
func (t *turn) drafts() (chat.Reply, error) {
	if !t.isAuthor() {
		return t.Say(t.W.NotAuthor), nil
	}
	for k, d := range drafts.All(t.Tx) {
		c := t.preview(d)
		c.Body = append([]chat.Block{chat.Text(words.In(t.W.Lang).DraftList)}, c.Body...)
		c.Buttons = []chat.Button{
			dialog.Primary(words.In(t.W.Lang).Approve, chat.Action{Verb: verbSettle, Arg: sprintf("approve/%d", store.FromNum(k))}),
			dialog.Button(words.In(t.W.Lang).Decline, chat.Action{Verb: verbSettle, Arg: sprintf("decline/%d", store.FromNum(k))}),
		}
		return t.Show(c), nil
	}
	return t.Say(t.W.DraftNone), nil
}

// Waiting counts the aids that were proposed in chat and that no author settled yet.
func Waiting(tx *store.Tx, lang string) (n int, says string, show chat.Action) {
	for range drafts.All(tx) {
		n++
	}
	return n, words.In(lang).Waiting.With(n), chat.Action{Verb: verbCommand, Arg: "drafts"}
}

// settle puts a draft live or aside: "approve/NUMBER". Nobody settles their own.
func (t *turn) settle(arg string) (chat.Reply, error) {
	verdict, numText := dialog.Cut(arg)
	if !t.isAuthor() {
		return t.Say(t.W.NotAuthor), nil
	}
	key := store.Num(uint64(max(dialog.Number(numText), 0)))
	d, ok, err := drafts.Load(t.Tx, key)
	if err != nil {
		return chat.Reply{}, err
	}
	if !ok {
		return t.Say(t.W.DraftNone), nil
	}
	if d.By == t.Person.ID {
		return t.Say(words.In(t.W.Lang).NotOwn), nil
	}
	if err := drafts.Delete(t.Tx, key); err != nil {
		return chat.Reply{}, err
	}
	if verdict != "approve" {
		return t.Say(words.In(t.W.Lang).Declined), nil
	}
	a := t.aidFrom(d)
	if faults := errorsOf(knowledge.Lint(a)); len(faults) > 0 {
		if err := drafts.Save(t.Tx, key, d); err != nil { // it keeps waiting
			return chat.Reply{}, err
		}
		var l chat.List
		for _, f := range faults[:min(len(faults), chat.MaxItems)] {
			l = append(l, f.Text(t.Lang()))
		}
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).DraftFaults), l}, Buttons: []chat.Button{
			dialog.Button(words.In(t.W.Lang).Decline, chat.Action{Verb: verbSettle, Arg: "decline/" + numText})}}), nil
	}
	return t.Say(words.In(t.W.Lang).Approved.With(a.Title)), t.publish(a)
}

// publish keeps an aid for [Bot.Publish].
func (t *turn) publish(a *knowledge.Aid) error {
	return approved.Save(t.Tx, []byte(a.Key().String()), string(knowledge.Format(a)))
}

func errorsOf(ps knowledge.Problems) (errs knowledge.Problems) {
	for _, p := range ps {
		if p.Severity == knowledge.Error {
			errs = append(errs, p)
		}
	}
	return errs
}

// aidFrom is the aid that a draft becomes. What was not asked gets a value an author
// can improve on in the file.
func (t *turn) aidFrom(d draft) *knowledge.Aid {
	w := dialog.In(d.Lang)
	title := dialog.Fit(text.Capital(strings.TrimRight(d.Answers[0], ".!? ")), 70)
	result := text.Capital(strings.TrimRight(d.Answers[4], ". "))
	a := &knowledge.Aid{
		Slug: t.freeSlug(title), Lang: knowledge.Lang(d.Lang), Title: title, Type: knowledge.Steps,
		Moments: []knowledge.Moment{knowledge.Apply}, Timing: []string{"during"}, Audience: []string{"employee"},
		Task: title, Trigger: []string{dialog.Fit(d.Answers[1], 200)}, Questions: []string{words.In(w.Lang).DraftHow.With(dialog.LowerFirst(title)), dialog.LowerFirst(title), dialog.LowerFirst(dialog.Fit(d.Answers[1], 120))},
		Minutes: 5, Box: knowledge.Glass, Result: dialog.Fit(result, 200), Risk: "low", Owner: t.b.contact, Contact: t.b.contact,
		Goal: d.Serves.Goal, Factor: d.Serves.Factor,
		Status: knowledge.Published, Version: "1.0.0", Reviewed: day(t.Now), ReviewBy: day(t.Now.AddDate(1, 0, 0)),
	}
	var quick strings.Builder
	for i, s := range stepLines(d.Answers[3]) {
		a.Steps = append(a.Steps, knowledge.Step{Text: s})
		if i < 7 {
			fmt.Fprintf(&quick, "%d. %s\n", i+1, dialog.Fit(s, 80))
		}
	}
	a.Quick = strings.TrimSpace(quick.String())
	return a
}

func day(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }

// freeSlug makes a slug of a title that no aid has yet.
func (t *turn) freeSlug(title string) string {
	slug := knowledge.Slug(title, 50, false)
	if len(slug) < 3 {
		slug = "aid-" + slug
	}
	for n := 2; ; n++ {
		if _, taken := t.Lib.Lookup(slug, t.Lang()); !taken {
			return slug
		}
		slug = sprintf("%s-%d", strings.TrimRight(slug, "-0123456789"), n)
	}
}

// Publish hands the text of every approved draft to write, by the name its file
// should have ("nl/fold-a-crane.md"), and forgets it once write has it. A draft is
// written again if the program ended in between. It returns how many there were.
func (b *Bot) Publish(ctx context.Context, write func(name string, text []byte) error) (n int, err error) {
	ready := map[string]string{}
	err = b.db.View(ctx, func(tx *store.Tx) error {
		for k, text := range approved.All(tx) {
			ready[string(k)] = text
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for key, text := range ready {
		if err := write(key+".md", []byte(text)); err != nil {
			return n, fmt.Errorf("bot: publish %s: %w", key, err)
		}
		err := b.db.Update(ctx, func(tx *store.Tx) error { return approved.Delete(tx, []byte(key)) })
		if err != nil {
			return n, fmt.Errorf("bot: publish %s: %w", key, err)
		}
		n++
	}
	return n, nil
}
