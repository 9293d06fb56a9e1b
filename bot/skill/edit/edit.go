// Package edit is the skill of proposing improvements: who sees that an aid, or a step
// of it, is different in practice says how it should be, and an author takes it over with
// one tap or puts it aside.
//
// What is proposed is scrubbed before it is kept. Authors read it with the version it is
// about, and with a name only if the proposer wants that. Nobody settles their own. A step
// of an aid that came with Handvat, or was approved in chat, is live at once; what an
// organisation keeps in a file of its own is changed in that file, by who keeps it.
//
// The store holds
//
//	improve.proposal: number → proposal as JSON, until it is settled, 180 days at most
//
// It is no forum: a proposal has no answers and no votes.
package edit

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	bucket = "improve.proposal"
	verb   = "improve" // start; for/AID; save/STEP/AID; name/NUMBER/yes|no; list; take|drop/NUMBER; thanks/NUMBER

	keep    = 180 * 24 * time.Hour
	maxText = 300 // characters, as journal.Scrub leaves them
)

// A proposal says how an aid, or one of its steps, should be.
type proposal struct {
	Number  uint64    `json:"number"`
	By      people.ID `json:"-"`              // empty if they ask anonymously
	Name    string    `json:"name,omitempty"` // of who wants it there
	Aid     string    `json:"aid"`            // as [dialog.AidRef] names it
	Lang    string    `json:"lang"`           // of the aid
	Title   string    `json:"title"`
	Version string    `json:"version"` // of the aid it is about; empty if another proposal changed it since
	Step    int       `json:"step,omitempty"`
	Text    string    `json:"text"`
	Taken   bool      `json:"taken,omitempty"` // it is there only until its proposer is thanked
	Time    time.Time `json:"time"`
}

// List shows an author the first proposal that waits.
func List() chat.Action { return dialog.Do(verb, "list") }

// stored is a proposal as it is kept: its JSON is what the proposer may read.
type stored struct {
	Proposal proposal
	By       people.ID `json:",omitempty"`
}

// Skill lets people propose improvements, and authors settle them. The aids of the sources
// that replaces names, which may be nil, are changed by what an author takes over.
func Skill(replaces func(source string) bool) dialog.Skill {
	if replaces == nil {
		replaces = func(string) bool { return false }
	}
	return dialog.Skill{
		Name:   "improvements",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: func(t *dialog.Turn, arg string) (chat.Reply, error) { return act(t, arg, replaces) }},
		Stuck:  stuck,
		Kept:   kept,
		Forget: forget,
		Prune:  prune,
	}
}

// act carries out what has to do with improvements.
func act(t *dialog.Turn, arg string, replaces func(string) bool) (chat.Reply, error) {
	what, rest := dialog.Cut(arg)
	switch what {
	case "start":
		ref, step := onScreen(t)
		return form(t, ref, step), nil
	case "for":
		return form(t, rest, 0), nil
	case "save":
		step, ref := dialog.Cut(rest)
		return save(t, ref, max(dialog.Number(step), 0))
	case "list":
		return list(t)
	}
	number, rest := dialog.Cut(rest)
	p, ok, err := load(t.Tx, number)
	if err != nil {
		return chat.Reply{}, err
	}
	switch {
	case !ok:
		return t.Past(), nil
	case what == "name" && p.By == t.Person.ID && !p.Taken:
		if p.Name = ""; rest == "yes" {
			p.Name = t.Name(t.Event.From)
		}
		return t.Say(words.In(t.W.Lang).Kept), p.save(t.Tx)
	case what == "thanks" && p.By == t.Person.ID:
		return thanks(t, p)
	case what == "take" || what == "drop":
		return settle(t, p, what, replaces)
	}
	return t.Past(), nil
}

// onScreen is the aid the person looks at, or asked for last, and the step they are at; 0
// for none.
func onScreen(t *dialog.Turn) (ref string, step int) {
	ref, rest := dialog.Cut(t.Session.View.Arg)
	if _, ok := t.Aid(ref); ok && ref != "" {
		if t.Session.View.Verb == dialog.Step {
			step = max(dialog.Number(rest), 0)
		}
		return ref, step
	}
	if len(t.Session.Asked.Slugs) > 0 {
		if a, ok := t.Lib.Lookup(t.Session.Asked.Slugs[0], t.Lang()); ok {
			return dialog.AidRef(a), 0
		}
	}
	return "", 0
}

// stuck lets who had no use for an aid because of what it says, say how it should be.
func stuck(t *dialog.Turn, a *knowledge.Aid, reason string) (note string, more []chat.Button, err error) {
	switch reason {
	case "out-of-date", "not-my-situation", "too-long":
		more = []chat.Button{dialog.Button(words.In(t.W.Lang).Button, dialog.Do(verb, "for", dialog.AidRef(a)))}
	}
	return "", more, nil
}

// form asks how an aid, or a step of it, should be.
func form(t *dialog.Turn, ref string, step int) chat.Reply {
	w := words.In(t.W.Lang)
	a, ok := t.Aid(ref)
	if !ok || ref == "" {
		return t.Say(w.NoAid)
	}
	prompt := w.AskAid.With(a.Title)
	if step > 0 && step <= len(a.Steps) {
		prompt = w.AskStep.With(step, a.Title)
	} else {
		step = 0
	}
	submit, no := dialog.Do(verb, "save", step, dialog.AidRef(a)), chat.Action{Verb: dialog.Fine}
	return t.FormFor(chat.Card{
		Body:    []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: prompt, Hint: t.W.ForInstance.With(w.Hint), Need: true, Long: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, no)}, Note: w.Note,
	}, submit, no, no)
}

// save keeps what was proposed, and shows it as authors will read it.
func save(t *dialog.Turn, ref string, step int) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	a, ok := t.Aid(ref)
	if !ok || step > len(a.Steps) {
		return t.Say(t.W.Gone), nil
	}
	text := dialog.Plain(t.Filled(0))
	switch {
	case text == "":
		return form(t, ref, step), nil
	case dialog.Crisis(text):
		return t.HelpNow()
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	isName, err := people.Names(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	p := proposal{By: people.ID(t.Who()), Aid: ref, Lang: string(a.Lang), Title: a.Title, Version: a.Version, Step: step, Text: dialog.Fit(journal.Scrub(text, isName), maxText), Time: t.Now}
	if p.Number, err = t.Tx.Next(bucket); err != nil {
		return chat.Reply{}, err
	}
	if err := p.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.AidProposed, a, step, "")
	c := chat.Card{Body: []chat.Block{chat.Text(w.Saved), chat.Facts{{Label: w.Reads, Value: p.Text}}}}
	if p.By != "" {
		c.Body = append(c.Body, chat.Tap{Prompt: w.AskName, Options: []chat.Button{dialog.Button(w.Named, dialog.Do(verb, "name", p.Number, "yes")), dialog.Button(w.Unnamed, dialog.Do(verb, "name", p.Number, "no"))}})
	}
	if c.Buttons = []chat.Button{dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a))}; step > 0 {
		c.Buttons[0] = dialog.Button(t.W.BackToStep.With(step), dialog.On(dialog.Step, a, step))
	}
	return t.Own(c), nil
}

// load returns the proposal with a number, and whether there is one.
func load(tx *store.Tx, number string) (p proposal, ok bool, err error) {
	var s stored
	ok, err = tx.GetJSON(bucket, store.Num(uint64(max(dialog.Number(number), 0))), &s)
	s.Proposal.By = s.By
	return s.Proposal, ok, err
}

func (p proposal) save(tx *store.Tx) error {
	return tx.PutJSON(bucket, store.Num(p.Number), stored{p, p.By})
}

// each calls f with every proposal, the oldest first, until it reports false.
func each(tx *store.Tx, f func(p proposal) (more bool, err error)) error {
	for k, v := range tx.Scan(bucket, nil, nil) {
		var s stored
		if err := json.Unmarshal(v, &s); err != nil {
			return fmt.Errorf("improve: proposal %d: %w", store.FromNum(k), err)
		}
		s.Proposal.By = s.By
		if more, err := f(s.Proposal); !more || err != nil {
			return err
		}
	}
	return nil
}

// kept returns what a person proposed.
func kept(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	return all, each(tx, func(p proposal) (bool, error) {
		if p.By != id {
			return true, nil
		}
		raw, err := json.Marshal(p)
		all = append(all, raw)
		return true, err
	})
}

// forget removes what a person proposed, settled or not.
func forget(tx *store.Tx, id people.ID) error {
	return each(tx, func(p proposal) (bool, error) {
		if p.By != id {
			return true, nil
		}
		return true, tx.Delete(bucket, store.Num(p.Number))
	})
}

// prune removes what nobody settled in time.
func prune(tx *store.Tx, now time.Time) error {
	return each(tx, func(p proposal) (bool, error) {
		if now.Sub(p.Time) <= keep {
			return true, nil
		}
		return true, tx.Delete(bucket, store.Num(p.Number))
	})
}

// Waiting counts the proposals that no author settled yet.
func Waiting(tx *store.Tx) (n int, err error) {
	err = each(tx, func(p proposal) (bool, error) {
		if !p.Taken {
			n++
		}
		return true, nil
	})
	return n, err
}
