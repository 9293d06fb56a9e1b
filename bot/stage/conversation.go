package stage

import (
	"cmp"
	"context"
	"encoding/hex"
	"hash/fnv"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/script"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A Conversation is a stage on which a script is played; see [script.Script].
type Conversation struct {
	*Stage
	prompts []script.Prompt
	publish func(folder string) error // changes the files of authors; nil where there are none
}

// Tell hands over an event and returns what the bot answers.
func (c *Conversation) Tell(ctx context.Context, e chat.Event) (r chat.Reply, err error) {
	if err := c.Enrol(ctx, e.From); err != nil {
		return r, err
	}
	sent, err := c.Stage.Tell(ctx, e)
	for _, m := range sent {
		if m.Key == e.ID {
			r = m.Reply
		} else {
			c.said(m)
		}
	}
	return r, err
}

// said keeps what the bot said by itself.
func (c *Conversation) said(m Message) {
	c.prompts = append(c.prompts, script.Prompt{To: m.To.Channel, In: m.To, Time: m.Time, Reply: m.Reply})
}

// Pass lets time go by, an hour at a time, and what is due be said.
func (c *Conversation) Pass(d time.Duration) error {
	sent, err := c.Stage.Pass(context.Background(), d)
	if d == 0 && err == nil {
		sent, err = c.Stage.Advance(context.Background())
	}
	for _, m := range sent {
		c.said(m)
	}
	return err
}

// Publish changes the files of authors, and has the house take them over.
func (c *Conversation) Publish(ctx context.Context, folder string) error {
	if c.publish == nil {
		return Words.Say(func(w *texts) string { return w.NoLibrary })
	}
	if err := c.publish(folder); err != nil {
		return err
	}
	return c.House.Reload(ctx)
}

// Restart ends the program and starts it again.
func (c *Conversation) Restart() error { return c.Stage.Restart(context.Background()) }

// Prompts returns what the bot said by itself since the last call: in order of time, and
// at one moment of whom it was said to, because pseudonyms are in no order.
func (c *Conversation) Prompts() []script.Prompt {
	ps := c.prompts
	slices.SortStableFunc(ps, func(a, b script.Prompt) int {
		return cmp.Or(a.Time.Compare(b.Time), cmp.Compare(a.To, b.To))
	})
	c.prompts = nil
	return ps
}

// Enrol makes people known by pseudonyms that follow from their names, so that what is
// spread over people falls the same way each time. Who is known stays so, and nobody is no error.
func (s *Stage) Enrol(ctx context.Context, all ...chat.Person) error {
	return s.House.DB.Update(ctx, func(tx *store.Tx) error {
		for _, p := range all {
			who := people.Identity{Platform: string(p.Platform), Team: p.Team, User: p.ID}
			if _, ok, err := people.Find(tx, who); err != nil {
				return err
			} else if ok || p.ID == "" {
				continue
			}
			h := fnv.New64a()
			h.Write([]byte(p.Team + "/" + p.ID)) // never fails
			if p.Platform != "web" {
				h.Write([]byte(p.Platform))
			}
			if err := people.Enrol(tx, people.ID(hex.EncodeToString(h.Sum(nil))), who); err != nil {
				return err
			}
		}
		return nil
	})
}

// List takes over a roster, unless there is something wrong with it.
func (s *Stage) List(ctx context.Context, r *people.Roster) (problems knowledge.Problems, err error) {
	err = s.House.DB.Update(ctx, func(tx *store.Tx) error {
		var plan *people.Plan
		if plan, problems, err = r.Plan(tx); err != nil || len(problems) > 0 {
			return err
		}
		plan.Really = true // the script says so
		return plan.Apply(tx, s.Now)
	})
	return problems, err
}
