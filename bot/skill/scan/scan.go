// Package scan is the skill of asking a group a few questions once, before anything is made
// for it: scans that authors define in files ([authored.Scan]), look at, start and end in
// chat, and read when they are over.
//
// Each question is answered with one tap, and may be skipped. Answers are added up as they
// come: nothing kept here leads from a person to an answer. They are told when the scan is
// over, so that nobody can see a number change, and of the whole group only, so that no two
// groups can be subtracted; which of them may be told is in result.go. The agenda decides
// when somebody is asked.
//
// The store holds
//
//	scan.run: id → run as JSON; for 24 months
//	scan.own: pseudonym NUL id → own as JSON: how far a person is; until 28 days after the scan
package scan

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	runBucket = "scan.run"
	ownBucket = "scan.own"
	verb      = "scan" // ID/WHAT/QUESTION/ANSWER
)

const (
	keepRun = privacy.KeepFigures // the results
	keepOwn = privacy.KeepAsked   // after the scan, how far somebody was
	between = 90 * 24 * time.Hour // from one start of a scan to the next
)

// A run is a scan that was started. It stays as it was then, whatever its file says.
type run struct {
	Scan    authored.Scan `json:"scan"`
	Started time.Time     `json:"started"`
	Ends    time.Time     `json:"ends"`
	Counts  [][]int       `json:"counts"` // of each question, how often each answer was given
}

func (r run) over(now time.Time) bool { return !now.Before(r.Ends) }

// own is how far a person is with a scan. It holds none of their answers.
type own struct {
	Scan    string    `json:"scan"`
	Started time.Time `json:"started"` // of the run
	Next    int       `json:"next"`    // question, from 0
}

// Scans are those of the libraries, and those that were started.
type Scans struct{ load func() []*authored.Scan }

// New returns the scans that load reads.
func New(load func() []*authored.Scan) *Scans { return &Scans{load} }

// Skill lets authors run scans, and people answer them.
func (s *Scans) Skill() dialog.Skill {
	return dialog.Skill{
		Name:   "scans",
		Texts:  words,
		Title:  func(w *dialog.Words) string { return words.In(w.Lang).Title },
		Verbs:  map[string]dialog.Func{verb: s.act},
		Kept:   dialog.KeptIn(ownBucket),
		Forget: dialog.ForgetIn(ownBucket),
		Tend:   tend,
		Prune:  prune,
	}
}

// act carries out what has to do with a scan: "ID/WHAT/QUESTION/ANSWER", or "-/list".
func (s *Scans) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	id, rest := dialog.Cut(arg)
	what, rest := dialog.Cut(rest)
	switch what {
	case "ask", "answer", "skip", "stop":
		return answer(t, id, what, rest)
	}
	if !t.IsAuthor() {
		return t.Say(words.In(t.W.Lang).NotYours), nil
	}
	if what == "list" {
		return s.list(t, max(dialog.Number(rest), 0))
	}
	r, err := s.find(t.Tx, id)
	if err != nil || r == nil {
		return t.Say(t.W.Gone), err
	}
	switch what {
	case "show":
		return s.show(t, *r)
	case "look":
		return s.look(t, *r, max(dialog.Number(rest), 0)), nil
	case "start":
		return s.askStart(t, *r)
	case "go":
		return s.start(t, *r)
	case "end":
		return s.end(t, *r)
	}
	return t.Say(t.W.Gone), nil
}

// find returns a scan as it was started, or else as its file says; nil if there is none.
func (s *Scans) find(tx *store.Tx, id string) (*run, error) {
	r, err := load(tx, id)
	if err != nil || r != nil {
		return r, err
	}
	files := s.load()
	if i := slices.IndexFunc(files, func(f *authored.Scan) bool { return f.ID == id }); i >= 0 {
		return &run{Scan: *files[i]}, nil
	}
	return nil, nil
}

// load returns a scan that was started; nil if it was not.
func load(tx *store.Tx, id string) (*run, error) {
	var r run
	if ok, err := tx.GetJSON(runBucket, []byte(id), &r); !ok || err != nil {
		return nil, err
	}
	return &r, nil
}

func save(tx *store.Tx, r run) error { return tx.PutJSON(runBucket, []byte(r.Scan.ID), r) }

// prefix is what the keys of all items of a run begin with.
func prefix(r run) string { return fmt.Sprintf("scan/%s/%d/", r.Scan.ID, r.Started.Unix()) }

// tend asks the first question of every open scan of everyone it is for, once.
func tend(tx *store.Tx, a *agenda.Agenda, now time.Time) error {
	for _, v := range tx.Scan(runBucket, nil, nil) {
		var r run
		if err := json.Unmarshal(v, &r); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
		if r.over(now) {
			continue
		}
		if err := plan(tx, a, r, now); err != nil {
			return fmt.Errorf("scan: %s: %w", r.Scan.ID, err)
		}
	}
	return nil
}

// plan puts the first question on the agenda of everyone a scan is for.
func plan(tx *store.Tx, a *agenda.Agenda, r run, now time.Time) error {
	who, err := dialog.Reachable(tx, r.Scan.Audience.Has)
	if err != nil {
		return err
	}
	for _, p := range who {
		if _, err := a.Add(tx, agenda.Item{
			Key: prefix(r) + string(p.ID), Kind: agenda.Campaign, Person: p.ID, In: chat.Place{Platform: chat.Platform(p.Home.Platform)},
			Due: a.Tomorrow(p, now), Expires: r.Ends, Action: dialog.Do(verb, r.Scan.ID, "ask", 0),
			Purpose: r.Scan.Purpose.In(dialog.In(dialog.LangOf(p, "")).Lang), Priority: 2,
		}); err != nil {
			return err
		}
	}
	return nil
}

// prune forgets how far people were with scans that are over, and old results.
func prune(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(ownBucket, nil, nil) {
		var o own
		if err := json.Unmarshal(v, &o); err != nil {
			return fmt.Errorf("scan: own: %w", err)
		}
		r, err := load(tx, o.Scan)
		if err == nil && (r == nil || now.Sub(r.Ends) > keepOwn) {
			err = tx.Delete(ownBucket, k)
		}
		if err != nil {
			return fmt.Errorf("scan: prune: %w", err)
		}
	}
	for k, v := range tx.Scan(runBucket, nil, nil) {
		var r run
		err := json.Unmarshal(v, &r)
		if err == nil && now.Sub(r.Ends) > keepRun {
			err = tx.Delete(runBucket, k)
		}
		if err != nil {
			return fmt.Errorf("scan: prune: %w", err)
		}
	}
	return nil
}

// ownKey is where it is kept how far a person is.
func ownKey(id people.ID, scan string) []byte { return dialog.OwnKey(id, []byte(scan)) }
