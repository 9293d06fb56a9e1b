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

// waiting holds what was said in direct conversations and not answered yet: whether
// the person was told to wait.
type waiting struct {
	mu     sync.Mutex
	events map[string]bool
}

// awaited tells the person who said e to wait, if the answer is not there soon.
func (a *Adapter) awaited(e chat.Event) {
	if e.Kind != chat.Said || !e.Direct {
		return
	}
	a.waiting.mu.Lock()
	a.waiting.events[e.ID] = false
	a.waiting.mu.Unlock()
	time.AfterFunc(patient, func() {
		a.waiting.mu.Lock()
		defer a.waiting.mu.Unlock()
		if _, still := a.waiting.events[e.ID]; !still {
			return
		}
		a.waiting.events[e.ID] = true
		a.status(e.ID, wordsFor(e.Locale).Wait)
	})
	time.AfterFunc(time.Minute, func() { a.arrived(e.ID) }) // Slack takes it away by itself
}

// arrived says that the answer to an event is there.
func (a *Adapter) arrived(event string) {
	a.waiting.mu.Lock()
	defer a.waiting.mu.Unlock()
	told := a.waiting.events[event]
	delete(a.waiting.events, event)
	if told {
		a.status(event, "")
	}
}

// status shows a text below the message that event is, or none. Only apps with an
// agent view may; to others it matters little.
func (a *Adapter) status(event, text string) {
	channel, stamp := postOf(event)
	a.later("show a status", func(ctx context.Context) error {
		return a.api.SetAssistantThreadsStatusContext(ctx, slack.AssistantThreadsSetStatusParameters{ChannelID: channel, ThreadTS: stamp, Status: text})
	})
}
