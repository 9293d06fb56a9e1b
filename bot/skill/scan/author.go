package scan

import (
	"errors"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// all are the scans of the files, and those that were started and have no file any more.
func all(t *dialog.Turn) (all []run, err error) {
	var ids []string
	for _, f := range t.Authored.Scans() {
		ids = append(ids, f.ID)
	}
	for k := range runs.All(t.Tx) {
		if !slices.Contains(ids, string(k)) {
			ids = append(ids, string(k))
		}
	}
	for _, id := range ids {
		r, _, err := find(t, id)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	return all, nil
}

// named is what a scan is called in the language of the person.
func named(t *dialog.Turn) func(run) (title, id string) {
	return func(r run) (title, id string) { return chat.Strip(r.Scan.Title.In(t.W.Lang)), r.Scan.ID }
}

// title is what a scan is called, apart from all others.
func (r run) title(t *dialog.Turn) (string, error) {
	all, err := all(t)
	return dialog.Titled(all, r.Scan.ID, named(t)), err
}

// list shows all scans, a few at a time.
func list(t *dialog.Turn, arg string) (chat.Reply, error) {
	all, err := all(t)
	if err != nil || len(all) == 0 {
		return t.Say(words.In(t.W.Lang).None), err
	}
	titles := dialog.Apart(all, named(t))
	card := chat.Card{Title: words.In(t.W.Lang).Title}
	const most = chat.MaxButtons - 1
	from := min(max(dialog.Number(arg), 0), len(all)-1)
	for i := from; i < min(from+most, len(all)); i++ {
		card.Body = append(card.Body, chat.Facts{{Label: titles[i], Value: state(t, all[i])}})
		card.Buttons = append(card.Buttons, dialog.Button(titles[i], dialog.Do("scan/show", all[i].Scan.ID)))
	}
	if from+most < len(all) {
		card.Buttons = append(card.Buttons, dialog.Button(t.W.More, dialog.Do("scan/list", from+most)))
	}
	return t.Show(card), nil
}

// state says how a scan stands.
func state(t *dialog.Turn, r run) string {
	switch w := words.In(t.W.Lang); {
	case r.Started.IsZero():
		return w.Ready
	case r.over(t.Now):
		return w.Over.With(t.W.Date(r.Ends))
	default:
		return w.Open.With(t.W.Date(r.Ends))
	}
}

// show says how a scan stands, what came of it if it is over, and what can be done with it.
func show(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	w, id := words.In(t.W.Lang), r.Scan.ID
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	title, err := r.title(t)
	if err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: title, Body: []chat.Block{chat.Text(state(t, r))}}
	look := dialog.Button(w.Look, dialog.Do("scan/look", id, 0))
	start := dialog.Primary(w.Start, dialog.Do("scan/start", id))
	switch {
	case r.Started.IsZero():
		c.Buttons = []chat.Button{start, look}
	case !r.over(t.Now):
		c.Body = append(c.Body, chat.Text(w.NotYet))
		c.Buttons = []chat.Button{look, dialog.Button(w.End, dialog.Do("scan/end", id))}
	default:
		for i, q := range r.Scan.Questions {
			asks := chat.Heading(dialog.Fit(chat.Strip(q.Text.In(t.W.Lang)), chat.MaxTitle))
			c.Body = append(c.Body, asks, lines(t, q, r.Counts[i], group))
		}
		c.Note = w.Note.With(group.K())
		if t.Now.Sub(r.Started) >= between {
			c.Buttons = []chat.Button{start}
		}
	}
	return t.Show(c), nil
}

// lines tells the answers to a question, as far as they may be told.
func lines(t *dialog.Turn, q authored.Question, counts []int, group privacy.Group) chat.Block {
	w, told := words.In(t.W.Lang), tell(q, counts, group)
	if len(told) == 0 {
		return chat.Text(w.TooFew.With(group.K()))
	}
	var fs chat.Facts
	for _, l := range told {
		var names []string
		for _, i := range l.choices {
			names = append(names, q.Choice(i, t.W.Lang))
		}
		fs = append(fs, chat.Fact{Label: chat.Strip(strings.Join(names, " – ")), Value: w.People.With(l.people)})
	}
	return fs
}

// look shows an author one question as people will read it.
func look(t *dialog.Turn, r run, n int) (chat.Reply, error) {
	n = min(n, len(r.Scan.Questions)-1)
	c := question(t, r.Scan, n)
	tap := c.Body[0].(chat.Tap)
	var answers chat.List
	for _, b := range tap.Options {
		answers = append(answers, b.Label)
	}
	c.Body, c.Buttons = []chat.Block{chat.Text(tap.Prompt), answers}, nil
	if n+1 < len(r.Scan.Questions) {
		c.Buttons = append(c.Buttons, dialog.Primary(t.W.Next, dialog.Do("scan/look", r.Scan.ID, n+1)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).Back, dialog.Do("scan/show", r.Scan.ID)))
	return t.Show(c), nil
}

// askStart says what starting a scan means.
func askStart(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !r.Started.IsZero() && t.Now.Sub(r.Started) < between {
		return t.Say(w.TooSoon.With(t.W.Date(r.Started.Add(between)))), nil
	}
	n, small, err := audience(t, r)
	if err != nil || !small.IsZero() {
		return small, err
	}
	title, err := r.title(t)
	says := w.AskStart.With(title, n, r.Scan.Open(), r.Scan.Purpose.In(t.W.Lang))
	return t.Show(dialog.Says(says, dialog.Primary(w.Start, dialog.Do("scan/go", r.Scan.ID)),
		dialog.Button(t.W.NotNow, dialog.Do("scan/show", r.Scan.ID)))), err
}

// audience is how many people a scan is for at least, or else what is said because they are too few, or
// nearly those of another.
func audience(t *dialog.Turn, r run) (n int, small chat.Reply, err error) {
	who, err := dialog.Reachable(t.Tx, r.Scan.Audience.Has)
	if err == nil {
		n, err = dialog.AtLeast(t.Tx, who, r.Scan.Audience.Has)
	}
	group, bad := privacy.Load(t.Tx)
	if err = errors.Join(err, bad); err == nil && n == 0 {
		return 0, t.Say(words.In(t.W.Lang).SmallGroup.With(2 * group.K())), nil
	}
	if other, bad := nearby(t, r, group); err == nil && !other.Started.IsZero() {
		title, worse := other.title(t)
		return 0, t.Say(words.In(t.W.Lang).Near.With(title, t.W.Date(other.Started.Add(between)))),
			errors.Join(bad, worse)
	}
	return n, small, err
}

// nearby is another scan of the last time whose people are nearly those of r ([privacy.Apart]), so that the answers of
// both would tell of few; the one that was started last, and the zero run if there is none.
func nearby(t *dialog.Turn, r run, group privacy.Group) (last run, err error) {
	who, err := dialog.Crowd(t.Tx, r.Scan.Audience.Has)
	var others []map[people.ID]bool
	for _, o := range runs.All(t.Tx) {
		if o.Scan.ID == r.Scan.ID || t.Now.Sub(o.Started) >= between {
			continue
		}
		other, bad := dialog.Crowd(t.Tx, o.Scan.Audience.Has)
		if others, err = append(others, other), errors.Join(err, bad); o.Started.After(last.Started) {
			last = o
		}
	}
	if privacy.Apart(group, who, others...) {
		return run{}, err
	}
	return last, err
}

// start opens a scan, as its file says it now. Who is asked is put on the agenda by [tend].
func start(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if !r.Started.IsZero() && t.Now.Sub(r.Started) < between {
		return show(t, r, 0)
	}
	if f := authored.ByID(t.Authored.Scans(), r.Scan.ID); f != nil {
		r.Scan = *f
	}
	if _, small, err := audience(t, r); err != nil || !small.IsZero() {
		return small, err
	}
	r.Started, r.Ends, r.Counts = t.Now, t.Now.AddDate(0, 0, r.Scan.Open()), nil
	for _, q := range r.Scan.Questions {
		r.Counts = append(r.Counts, make([]int, q.Choices()))
	}
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "scan-start"})
	return t.Say(words.In(t.W.Lang).Started.With(t.W.Date(r.Ends))), runs.Save(t.Tx, r.key(), r)
}

// end closes a scan before its day.
func end(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if r.Started.IsZero() || r.over(t.Now) {
		return show(t, r, 0)
	}
	r.Ends = t.Now
	err := errors.Join(runs.Save(t.Tx, r.key(), r), t.Agenda.Cancel(t.Tx, prefix(r)))
	for k, o := range owns.All(t.Tx) {
		if o.Scan == r.Scan.ID {
			o.Ends = r.Ends
			err = errors.Join(err, owns.Save(t.Tx, k, o))
		}
	}
	if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "scan-end"})
	return show(t, r, 0)
}
