// Package edit is the skill of proposing improvements: who sees that an aid, or a step
// of it, is different in practice says how it should be, and an author takes it over with
// one tap or puts it aside.
//
// What is proposed is scrubbed before it is kept. Authors read it with the version it is
// about, and with a name only if the proposer wants that. Nobody settles their own. A step
// of an aid that came with Handvat, or was approved in chat, is live at once; what an
// organisation keeps in a file of its own is changed in that file, by who keeps it.
//
// It is no forum: a proposal has no answers and no votes.
package edit

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Skill lets people propose improvements, and authors settle them.
var Skill = dialog.Skill{
	Name:   "edit",
	Texts:  words,
	Tables: []store.Declared{&proposals},
	Acts: map[string]dialog.Act{
		"start": dialog.May(people.TakePart, start),
		"for":   dialog.May(people.TakePart, ask),
		"save":  dialog.May(people.TakePart, save),
		"name":  dialog.Mine(name),
		"list":  dialog.Look(people.PublishAids, list),
		"take":  dialog.May(people.PublishAids, of(take)),
		"drop":  dialog.May(people.PublishAids, of(drop)),
	},
	Commands: []string{"start", "list"},
	Due:      map[string]dialog.Func{"thanks": thanks},
	Stuck:    stuck,
	Waiting:  waiting,
	Leaves:   leave,
}

// do is the action of an act of this skill.
func do(act string, parts ...any) chat.Action { return dialog.Do("edit/"+act, parts...) }

// A proposal says how an aid, or one of its steps, should be.
type proposal struct {
	Number  uint64           `json:"number"`
	By      people.ID        `json:"by,omitempty"`   // empty if they ask anonymously
	Name    string           `json:"name,omitempty"` // of who wants it there
	Aid     string           `json:"aid"`            // as [dialog.AidRef] names it
	Lang    string           `json:"lang"`           // of the aid
	Title   string           `json:"title"`
	Version string           `json:"version"` // of the aid it is about; empty if another proposal changed it since
	Step    int              `json:"step,omitempty"`
	Text    privacy.Scrubbed `json:"text"`
	Taken   bool             `json:"taken,omitempty"` // it is there only until its proposer is thanked
	Time    time.Time        `json:"time"`
	Writer  dialog.Writer    `json:"writer,omitzero"` // who proposed it, also if By is empty
}

// proposals are those that nobody settled, by number.
var proposals = store.Table[proposal]{Bucket: "edit.proposal", Was: "improve.proposal", Old: old,
	Class: store.Shared, Keep: privacy.KeepProposal,
	Since:  func(p proposal) time.Time { return p.Time },
	Owners: func(p proposal) []string { return []string{string(p.By), string(p.Writer.First)} },
	Without: func(p *proposal, person string) bool {
		if string(p.By) == person {
			return false
		}
		return p.Writer.Without(people.ID(person))
	},
	Export: func(p proposal, person string) any {
		if string(p.By) != person { // they only settled it first
			return struct{ Settled string }{p.Title}
		}
		p.By, p.Writer = "", dialog.Writer{}
		return p
	}}

// leave forgets who proposed what, where only they themself could be told that they did.
func leave(t *dialog.Turn) (err error) {
	for k, p := range proposals.All(t.Tx) {
		if p.By == "" && p.Writer.Without(t.Person.ID) {
			err = errors.Join(err, proposals.Save(t.Tx, k, p))
		}
	}
	return err
}

// keyOf is the key of the proposal with a number.
func keyOf(number string) []byte { return store.Num(dialog.Seq(number)) }

func (p proposal) key() []byte { return store.Num(p.Number) }

// old is a proposal as an earlier version kept it, unless an author had settled it.
func old(key, val []byte) (_ []byte, p proposal, ok bool) {
	var was struct {
		Proposal proposal
		By       people.ID
	}
	if json.Unmarshal(val, &was) != nil || was.Proposal.Taken {
		return key, p, false
	}
	p = was.Proposal
	p.By, p.Number = was.By, store.FromNum(key)
	return key, p, true
}

// waiting counts the proposals that no author settled yet.
func waiting(tx *store.Tx, lang string) (n int, says string, show chat.Action) {
	for _, p := range proposals.All(tx) {
		if !p.Taken {
			n++
		}
	}
	return n, words.In(lang).Waiting.With(n), do("list")
}

// start asks how what is on the screen should be.
func start(t *dialog.Turn, _ string) (chat.Reply, error) {
	ref, step := onScreen(t)
	return form(t, ref, step), nil
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
		if offer := do("for", dialog.AidRef(a)); t.MayDo(offer.Verb) {
			more = []chat.Button{dialog.Button(words.In(t.W.Lang).Button, offer)}
		}
	}
	return "", more, nil
}

// ask asks how an aid should be.
func ask(t *dialog.Turn, ref string) (chat.Reply, error) { return form(t, ref, 0), nil }

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
	submit, no := do("save", step, dialog.AidRef(a)), dialog.Do(dialog.Fine)
	return t.FormFor(chat.Card{
		Body: []chat.Block{chat.Question{Field: dialog.AnswerField, Prompt: prompt, Hint: t.W.ForInstance.With(w.Hint),
			Need: true, Long: true}},
		Buttons: []chat.Button{dialog.Submit(t.W.Save, submit), dialog.Button(t.W.NotNow, no)}, Note: w.Note,
	}, submit, no, no)
}

// save keeps what was proposed for STEP/AID, and shows it as authors will read it.
func save(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	number, ref := dialog.Cut(arg)
	step := max(dialog.Number(number), 0)
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
	case dialog.Confides(text) != "":
		return t.Do(chat.Action{Verb: dialog.Personal, Arg: dialog.Confides(text)})
	}
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	p := proposal{By: people.ID(t.Who()), Aid: ref, Lang: string(a.Lang), Title: a.Title, Version: a.Version,
		Step: step, Text: t.Scrub(text), Time: t.Now, Writer: t.Writer()}
	var err error
	if p.Number, err = t.Tx.Next(proposals.Bucket); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.AidProposed, a, step, "")
	c := chat.Card{Body: []chat.Block{chat.Text(w.Saved), chat.Facts{{Label: w.Reads, Value: p.Text.String()}}}}
	if p.By != "" {
		c.Body = append(c.Body, chat.Tap{Prompt: w.AskName, Options: []chat.Button{
			dialog.Button(w.Named, do("name", p.Number, "yes")), dialog.Button(w.Unnamed, do("name", p.Number, "no"))}})
	}
	if c.Buttons = []chat.Button{dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a))}; step > 0 {
		c.Buttons[0] = dialog.Button(t.W.BackToStep.With(step), dialog.On(dialog.Step, a, step))
	}
	return t.Show(c), proposals.Save(t.Tx, p.key(), p)
}

// name puts a name to a proposal of one's own, or takes it off: NUMBER/yes or NUMBER/no.
func name(t *dialog.Turn, arg string) (chat.Reply, error) {
	number, answer := dialog.Cut(arg)
	p, ok, err := proposals.Load(t.Tx, keyOf(number))
	if err != nil || !ok || p.Taken || !isBy(t, p) {
		return t.Past(), err
	}
	if p.Name = ""; answer == "yes" {
		p.Name = t.Name(t.Event.From)
	}
	return t.Say(words.In(t.W.Lang).Kept), proposals.Save(t.Tx, p.key(), p)
}

// isBy reports whether a proposal is the person's own.
func isBy(t *dialog.Turn, p proposal) bool { return p.By != "" && p.By == t.Person.ID }
