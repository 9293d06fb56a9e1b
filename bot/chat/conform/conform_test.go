package conform

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
)

// paper is the simplest platform there is: its wire format is bot/chat itself. It is
// an adapter and a rig at once, and shows how little a rig needs.
type paper struct {
	in chat.Inbox

	mu     sync.Mutex
	acts   int
	sheets map[chat.Place][]sheet
	keys   map[string]bool // of messages sent
	fault  Fault
}

// sheet is one message on paper.
type sheet struct {
	reply chat.Reply
	to    string // the only one who sees it; empty for everyone
	edits int
}

func TestSuite(t *testing.T) {
	Run(t, func(_ *testing.T, d *delivery.Delivery) Rig {
		return &paper{in: d, sheets: map[chat.Place][]sheet{}, keys: map[string]bool{}}
	})
}

func (p *paper) Adapter() chat.Adapter         { return p }
func (p *paper) Platform() chat.Platform       { return "paper" }
func (p *paper) Run(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
func (p *paper) Exact()                        {}

func (p *paper) Fail(f Fault) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = f
	return f != Cut
}

func where(who string, in Where) chat.Place {
	if in == Alone {
		return chat.Place{Platform: "paper", Channel: who}
	}
	return chat.Place{Platform: "paper", Channel: "hall"}
}

func (p *paper) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fault := p.fault
	p.fault = 0
	switch fault {
	case TooMany:
		return chat.Ref{}, &chat.SendError{Err: errors.New("too many"), RetryAfter: time.Second}
	case Broken:
		return chat.Ref{}, &chat.SendError{Err: errors.New("broken")}
	case Blocked:
		return chat.Ref{}, &chat.SendError{Err: errors.New("blocked"), Gone: true}
	}
	if !p.keys[key] {
		p.keys[key] = true
		var n int
		if _, err := fmt.Sscan(r.Replace.ID, &n); err == nil {
			old := &p.sheets[to][n]
			old.reply, old.edits = r, old.edits+1
			return r.Replace, nil
		}
		s := sheet{reply: r}
		if r.Private || r.File != nil {
			s.to, _, _ = cutKey(key)
		}
		p.sheets[to] = append(p.sheets[to], s)
	}
	if fault == Lost {
		return chat.Ref{}, &chat.SendError{Err: errors.New("lost"), Ambiguous: true}
	}
	return chat.Ref{Place: to, ID: fmt.Sprint(len(p.sheets[to]) - 1)}, nil
}

// cutKey finds who an answer is for: the keys of events are "who/n".
func cutKey(key string) (who string, n int, err error) {
	for i, c := range key {
		if c == '/' {
			_, err = fmt.Sscan(key[i+1:], &n)
			return key[:i], n, err
		}
	}
	return "", 0, errors.New("not of an event")
}

func (p *paper) Act(ctx context.Context, a Act) error {
	p.mu.Lock()
	p.acts++
	place := where(a.Who, a.In)
	text, mentioned := Mention(a.Say, func(who string) string { return "@" + strings.ToUpper(who) })
	e := chat.Event{
		ID: fmt.Sprintf("%s/%d", a.Who, p.acts), Kind: chat.Said, Text: text, People: onPaper(mentioned),
		Time: time.Now(), In: place,
		From: chat.Person{Platform: "paper", ID: a.Who}, Locale: map[string]string{Ada: "nl", Ben: "en"}[a.Who],
		Direct: a.In == Alone, Private: a.In == Command,
	}
	if a.Leave {
		e.Kind = chat.Left
	}
	if sheets := p.sheets[place]; a.Press != "" || a.Tick > 0 {
		e.Kind, e.Fields = chat.Pressed, a.Fill
		for i, s := range sheets {
			if s.reply.Card == nil {
				continue
			}
			for _, b := range buttonsOf(s.reply.Card) {
				if b.Label == a.Press {
					e.Action, e.ReplyTo = b.Action, chat.Ref{Place: place, ID: fmt.Sprint(i)}
					if b.Submit {
						e.Kind, e.Fields, e.People = chat.Filled, maps.Clone(a.Fill), onPaper(a.Pick)
					}
				}
			}
			for _, bl := range s.reply.Card.Body {
				if q, ok := bl.(chat.Question); ok && q.Person && e.Kind == chat.Filled {
					e.Fields[q.Field] = strings.ToUpper(strings.Join(a.Pick, ", "))
				}
				if c, ok := bl.(chat.Checklist); ok && a.Tick > 0 {
					e.Action, e.ReplyTo = c[a.Tick-1].Toggle, chat.Ref{Place: place, ID: fmt.Sprint(i)}
				}
			}
		}
	}
	p.mu.Unlock()
	for range max(a.Times, 1) {
		if err := p.in.Accept(ctx, e); err != nil {
			return err
		}
	}
	if a.Double {
		return p.in.Accept(ctx, e) // on paper a second click is the same act
	}
	return nil
}

// onPaper are these people, each once.
func onPaper(who []string) (out []chat.Person) {
	for i, w := range who {
		if slices.Index(who, w) == i {
			out = append(out, chat.Person{Platform: "paper", ID: w})
		}
	}
	return out
}

func buttonsOf(c *chat.Card) (bs []chat.Button) {
	for _, b := range c.Body {
		if t, ok := b.(chat.Tap); ok {
			bs = append(bs, t.Options...)
		}
	}
	return append(bs, c.Buttons...)
}

func (p *paper) Screen(who string, in Where) (out []Message) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.sheets[where(who, in)] {
		if s.to != "" && s.to != who {
			continue
		}
		m := Message{Text: s.reply.Text, Private: s.to != "", Edits: s.edits}
		if c := s.reply.Card; c != nil {
			m.Text = c.Plain()
			for _, b := range buttonsOf(c) {
				m.Buttons = append(m.Buttons, b.Label)
			}
			for _, bl := range c.Body {
				switch bl := bl.(type) {
				case chat.Checklist:
					for _, it := range bl {
						m.Ticks = append(m.Ticks, it.Done)
					}
				case chat.Question:
					m.Fields = append(m.Fields, bl.Field)
				}
			}
		}
		if f := s.reply.File; f != nil {
			m.Files = []string{f.Name}
		}
		out = append(out, m)
	}
	return out
}
