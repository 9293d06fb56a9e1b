package web

import (
	"encoding/json"
	"hash/fnv"

	"github.com/handvat/handvat/bot/chat"
)

// A message is one thing on the page: what the person said, or what the bot said
// with what the person last did with it.
type message struct {
	Seq    uint64 // of the entry it came from: names it on the page
	Key    string // what a [chat.Ref] calls it
	Mine   bool
	Text   string            // what the person said or pressed
	Filled []answered        // what the person filled in
	Reply  chat.Reply        // what the bot said
	Picked chat.Action       // the action last taken on it, answered elsewhere
	Fields map[string]string // the answers last sent from it
}

// An answered question is shown back to the person who answered it.
type answered struct{ Prompt, Answer string }

// maxEntries is how much of a conversation a page shows: the newest.
const maxEntries = 100

// A conversation is what a page shows.
type conversation struct {
	messages []*message
	seq      uint64 // of the newest entry; 0 if there is none
	whole    bool   // there is nothing older that is not shown
	waiting  bool   // an answer is still to come
}

// An act is a press or a form that may yet be answered by something new.
type act struct {
	on   *message // what it was done on; nil if that is not known
	mine *message // what it becomes on the page
}

// fold makes messages of entries, which are in order. A press becomes a message when
// something new is said in answer; if the card it was on changes instead, that says
// enough.
func fold(entries []chat.Entry) *conversation {
	c := &conversation{whole: len(entries) < maxEntries}
	acts := map[string]act{} // by the event's ID, which is also the key of its answer
	for _, e := range entries {
		c.seq = e.Seq
		switch {
		case e.Event != nil && e.Event.Kind == chat.Said:
			c.waiting = true
			c.messages = append(c.messages, &message{Seq: e.Seq, Key: e.Key, Mine: true, Text: e.Event.Text})
		case e.Event != nil:
			on := c.find(e.Event.ReplyTo.ID)
			acts[e.Key] = act{on, &message{Seq: e.Seq, Key: e.Key, Mine: true, Text: label(on, e.Event.Action),
				Filled: answers(on, e.Event.Fields), Picked: e.Event.Action, Fields: e.Event.Fields}}
		case e.Reply != nil:
			c.waiting = false
			if a, ok := acts[e.Key]; ok && a.on != nil {
				a.on.Picked, a.on.Fields = a.mine.Picked, a.mine.Fields
				c.messages = append(c.messages, a.mine)
			}
			c.messages = append(c.messages, &message{Seq: e.Seq, Key: e.Key, Reply: *e.Reply})
		}
	}
	return c
}

// find returns the bot's message that key names, or nil.
func (c *conversation) find(key string) *message {
	for i := len(c.messages) - 1; i >= 0; i-- {
		if m := c.messages[i]; m.Key == key && !m.Mine {
			return m
		}
	}
	return nil
}

// label is what a press of act on m is called, or "" if m does not offer it.
func label(m *message, act chat.Action) string {
	if m == nil || m.Reply.Card == nil {
		return ""
	}
	for _, b := range m.Reply.Card.Body {
		items, _ := b.(chat.Checklist)
		for _, it := range items {
			if it.Toggle == act {
				return chat.Strip(it.Text)
			}
		}
	}
	for _, b := range m.Reply.Card.Offers() {
		if b.Action == act {
			return b.Label
		}
	}
	return ""
}

// answers are the answers in fields with the questions m asked.
func answers(m *message, fields map[string]string) (out []answered) {
	if m == nil {
		return nil
	}
	for _, q := range m.Reply.Card.Questions() {
		if fields[q.Field] == "" {
			continue
		}
		a := answered{Prompt: chat.Strip(q.Prompt), Answer: fields[q.Field]}
		for _, ch := range q.Choices {
			if ch.Value == a.Answer {
				a.Answer = ch.Label
			}
		}
		out = append(out, a)
	}
	return out
}

// A shown page remembers what it showed last, so that only what changed is sent.
type shown map[uint64]digests

// digests change when a message does: the whole of it, or what the bot said in it.
type digests struct{ all, reply uint64 }

func digest(v any) uint64 {
	h := fnv.New64a()
	json.NewEncoder(h).Encode(v) // a message came from JSON, so it goes back to it
	return h.Sum64()
}

// A change is a message that a page does not show yet, or not as it is now.
type change struct {
	*message
	answer bool // the bot said something, rather than that something was picked
}

// update returns what changed since s, in order, and makes s show c. gone means that
// something s showed is no more, because it was forgotten.
func (s shown) update(c *conversation) (changed []change, gone bool) {
	now := map[uint64]bool{}
	for _, m := range c.messages {
		now[m.Seq] = true
		d, was := digests{digest(m), digest(m.Reply)}, s[m.Seq]
		if d == was {
			continue
		}
		s[m.Seq] = d
		changed = append(changed, change{m, !m.Mine && d.reply != was.reply})
	}
	for seq := range s {
		if !now[seq] {
			delete(s, seq)
			gone = c.whole // else it is only too old to be shown
		}
	}
	return changed, gone
}
