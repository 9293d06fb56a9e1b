package overview

import (
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
)

// counts is what the facts of one person add up to. They go back as far as facts are
// kept: 120 days.
type counts struct {
	aids              []*use // the one used last at the end
	times             int
	helped, said      int // of the times the person said whether it helped
	applied, reported int
	planned, done     int
	reflected         int
	asked, given      int // feedback
	read              int
	without           int       // aids the person can do without
	lastReflected     time.Time // zero for never
	lastAsked         time.Time
}

// A use is one aid, as one person used it.
type use struct {
	slug           string
	times, applied int
	helped         bool
	failed         bool // the last time it was tried at work
	planned        bool
}

// view adds up the facts of one person, which are in order of time.
func view(es []journal.Entry) (v counts) {
	of := map[string]*use{}
	for _, e := range es {
		u := of[e.Aid]
		if u == nil {
			u = &use{slug: e.Aid}
			of[e.Aid] = u
		}
		v.count(e, u)
	}
	return v
}

// count adds one fact, about u if it is about an aid.
func (v *counts) count(e journal.Entry, u *use) {
	switch {
	case e.Kind == journal.Shown && e.Detail == "quick", e.Kind == journal.RunStarted:
		v.times++
		u.times++
		v.aids = append(slices.DeleteFunc(v.aids, func(o *use) bool { return o == u }), u)
	case e.Kind == journal.Outcome:
		v.said++
		if e.Detail == "helped" {
			v.helped++
			u.helped = true
		}
	case e.Kind == journal.Applied:
		v.reported++
		if e.Detail == "yes" || e.Detail == "partly" {
			v.applied++
			u.applied++
		}
		u.failed = e.Detail == "failed"
	case e.Kind == journal.NudgeAnswered && e.Detail == "without":
		v.without++
	case e.Kind == journal.PlanMade:
		v.planned++
		u.planned = true
	case e.Kind == journal.PlanDone && e.Detail == "done":
		v.done++
	case e.Kind == journal.Reflected:
		v.reflected++
		v.lastReflected = e.Time
	case e.Kind == journal.FeedbackMoved:
		switch e.Detail {
		case "asked":
			v.asked++
			v.lastAsked = e.Time
		case "answered", "given":
			v.given++
		case "read":
			v.read++
		}
	}
}

// How long ago something is for the idea to do it again.
const (
	longReflected = 30 * 24 * time.Hour
	longAsked     = 60 * 24 * time.Hour
)

// An idea is one thing a person could do, and why.
type idea struct {
	text, because string
	button        chat.Button
}

// idea is the first that fits of: help with what did not work, a wider task, a plan, a
// colleague's view, a look back; or to begin, or to read again.
func (v counts) idea(t *dialog.Turn) idea {
	w := words.In(t.W.Lang)
	next := func(i Idea, title string, do chat.Action) idea {
		return idea{i.Text.With(title), i.Because, dialog.Primary(i.Button, do)}
	}
	if a, ok := v.aid(t, func(u *use) bool { return u.failed }); ok {
		return next(w.Failed, a.Title, dialog.On(dialog.Contact, a))
	}
	if v.without >= 2 {
		return idea{w.Wider.Text.With(""), w.Wider.Because, dialog.Button(w.Wider.Button, dialog.Do(dialog.PlanList))}
	}
	if a, ok := v.aid(t, func(u *use) bool { return u.times >= 2 && u.helped && !u.planned }); ok {
		return next(w.PlanIt, a.Title, dialog.On(dialog.PlanAid, a))
	}
	if v.helped > 0 && t.Now.Sub(v.lastAsked) > longAsked {
		return next(w.AskOne, "", dialog.Do("feedback/ask"))
	}
	if a, ok := v.aid(t, func(u *use) bool { return u.helped }); ok && t.Now.Sub(v.lastReflected) > longReflected {
		return next(w.LookBack, a.Title, dialog.On(dialog.Reflect, a, 1))
	}
	if v.reflected > 0 {
		return next(w.ReadAgain, "", dialog.Do(dialog.Reflections))
	}
	return next(w.Begin, "", dialog.Do(dialog.Browse))
}
