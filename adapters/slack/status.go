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

// An awaiting is something that was said in a direct conversation, for as long as Slack may bring it again: a
// status is for the first time only.
type awaiting struct {
	mu       sync.Mutex
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
	x, first := a.waiting.Claim(e.ID, new(awaiting))
	if !first {
		return
	}
	time.AfterFunc(patient, func() {
		x.mu.Lock()
		defer x.mu.Unlock()
		if x.told = !x.answered; x.told {
			a.status(e.ID, Words.In(e.Locale).Wait)
		}
	})
}

// arrived says that the answer to an event is there.
func (a *Adapter) arrived(event string) {
	x, ok := a.waiting.Get(event)
	if !ok {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.told && !x.answered {
		a.status(event, "")
	}
	x.answered = true
}

// status shows a text below the message that event is, or none; Slack takes it away
// by itself after two minutes. Only apps with an agent view may; to others it matters
// little.
func (a *Adapter) status(event, text string) {
	channel, stamp := postOf(event)
	a.later("show a status", func(ctx context.Context) error {
		return a.api.SetAssistantThreadsStatusContext(ctx,
			slack.AssistantThreadsSetStatusParameters{ChannelID: channel, ThreadTS: stamp, Status: text})
	})
}
