package slack

import (
	"context"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/bot/chat"
)

// patient is after how long a person is told that an answer takes a while.
const patient = 1500 * time.Millisecond

// waiting holds what was said in direct conversations, for as long as Slack may bring
// it again: a status is for the first time only.
type waiting struct {
	mu     sync.Mutex
	events map[string]awaiting
}

// awaiting is the state of one thing said.
type awaiting struct {
	since    time.Time
	told     bool // the person was told to wait
	answered bool
}

// awaitingLife is longer than Slack goes on bringing something again.
const awaitingLife = 10 * time.Minute

// awaited tells the person who said e to wait, if the answer is not there soon.
func (a *Adapter) awaited(e chat.Event) {
	if e.Kind != chat.Said || !e.Direct {
		return
	}
	w, now := &a.waiting, a.cfg.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, again := w.events[e.ID]; again {
		return
	}
	prune(w.events, func(x awaiting) bool { return now.Sub(x.since) > awaitingLife })
	w.events[e.ID] = awaiting{since: now}
	time.AfterFunc(patient, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if x := w.events[e.ID]; !x.answered {
			x.told = true
			w.events[e.ID] = x
			a.status(e.ID, Words.In(e.Locale).Wait)
		}
	})
}

// arrived says that the answer to an event is there.
func (a *Adapter) arrived(event string) {
	w := &a.waiting
	w.mu.Lock()
	defer w.mu.Unlock()
	x, ok := w.events[event]
	if !ok || x.answered {
		return
	}
	x.answered = true
	w.events[event] = x
	if x.told {
		a.status(event, "")
	}
}

// status shows a text below the message that event is, or none; Slack takes it away
// by itself after two minutes. Only apps with an agent view may; to others it matters
// little.
func (a *Adapter) status(event, text string) {
	channel, stamp := postOf(event)
	a.later("show a status", func(ctx context.Context) error {
		return a.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: channel, ThreadTS: stamp, Status: text})
	})
}
