package simulate

import (
	"context"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
)

// A Core is the bot that is played with, and its clock.
type Core interface {
	// Tell hands over events that happen at one moment, each from another person, and
	// returns what the bot answers to each.
	Tell(ctx context.Context, es []chat.Event) ([]chat.Reply, error)

	// Due returns what the bot says by itself now.
	Due(ctx context.Context) ([]Said, error)

	// Set moves the clock.
	Set(now time.Time)

	// Day is told that a day ended.
	Day(ctx context.Context) error
}

// Said is something the bot said by itself.
type Said struct {
	In    chat.Place
	Reply chat.Reply
}

// A Heard is told everything that is said, in order: the event or the zero event, and
// the reply.
type Heard func(at time.Time, p *Person, e chat.Event, r chat.Reply)

// A Play is an organisation with the bot it talks to.
type Play struct {
	Of    *Organisation
	Core  Core
	Aids  []*knowledge.Aid
	Heard Heard // may be nil

	events int
	byName map[string]*Person
}

// rounds is how often in an hour people say something, at most.
const rounds = 12

// Weeks plays n weeks from a moment, and returns how many things people said and did.
func (y *Play) Weeks(ctx context.Context, from time.Time, n int, progress func(done, total int)) (events int,
	err error) {
	y.byName = map[string]*Person{}
	for _, p := range y.Of.People {
		y.byName[p.Name] = p
	}
	days := 7 * n
	for d := range days {
		if err := y.day(ctx, from.AddDate(0, 0, d), d/7); err != nil {
			return y.events, fmt.Errorf("simulate: day %d: %w", d+1, err)
		}
		if progress != nil {
			progress(d+1, days)
		}
	}
	return y.events, ctx.Err()
}

// day plays one day of a week, an hour at a time. Nobody works at the weekend.
func (y *Play) day(ctx context.Context, midnight time.Time, week int) error {
	for hour := 7; hour < 19 && ctx.Err() == nil; hour++ {
		now := midnight.Add(time.Duration(hour) * time.Hour)
		y.Core.Set(now)
		if err := y.due(ctx, now); err != nil {
			return err
		}
		if wd := now.Weekday(); wd == time.Saturday || wd == time.Sunday || hour < 8 || hour > 17 {
			continue
		}
		start := y.starts(now, week)
		for round := range rounds {
			at := now.Add(time.Duration(1+round*4) * time.Minute)
			y.Core.Set(at)
			n, err := y.round(ctx, at, start)
			if err != nil {
				return err
			}
			if n == 0 {
				break
			}
			start = nil
		}
	}
	y.Core.Set(midnight.Add(23 * time.Hour))
	return y.Core.Day(ctx)
}

// due lets people hear what the bot says by itself.
func (y *Play) due(ctx context.Context, now time.Time) error {
	said, err := y.Core.Due(ctx)
	for _, s := range said {
		if p := y.byName[s.In.Channel]; p != nil {
			y.heard(now, p, chat.Event{}, s.Reply)
			p.hears(s.In, s.Reply, true)
			continue
		}
		for _, p := range y.Of.People { // a channel: who has time reads it
			if channel(p.Unit) == s.In && p.talk.last.IsZero() && p.rng.Float64() < 0.5 {
				y.heard(now, p, chat.Event{}, s.Reply)
				p.hears(s.In, s.Reply, true)
			}
		}
	}
	return err
}

func (y *Play) heard(at time.Time, p *Person, e chat.Event, r chat.Reply) {
	if y.Heard != nil {
		y.Heard(at, p, e, r)
	}
}

// starts is what people begin with in an hour. It takes about eight weeks
// before everyone knows that they can ask; in summer, and in the week in which a unit has no
// time, there is less.
func (y *Play) starts(now time.Time, week int) map[*Person]opening {
	season := min(1, 0.25+float64(week)*0.1)
	_, iso := now.ISOWeek()
	if iso >= 29 && iso <= 33 || iso >= 52 {
		season *= 0.35
	}
	start := map[*Person]opening{}
	for _, p := range y.Of.People {
		u := y.Of.Unit(p.Unit)
		rate := p.asks * season / (5 * 10) // working hours a week
		if u.rush == iso {
			rate *= 0.2
		}
		if now.Hour() == p.hour {
			rate *= 3
		}
		if p.rng.Float64() < rate {
			start[p] = opening{p.question(u, y.Aids), p.place()}
		} else if o, ok := p.takesUp(u); ok {
			start[p] = o
		}
	}
	return start
}

// round lets everyone who has something to say say one thing, and hear the answer.
func (y *Play) round(ctx context.Context, at time.Time, start map[*Person]opening) (int, error) {
	var who []*Person
	var es []chat.Event
	for _, p := range y.Of.People {
		var e chat.Event
		if o, ok := start[p]; ok {
			e = chat.Event{Kind: chat.Said, Text: o.text}
			p.talk.in, p.talk.left = o.in, p.patience
		} else if e, ok = p.reacts(y.Of); !ok {
			continue
		}
		y.events++
		e.ID, e.Time = fmt.Sprintf("simulated-%d", y.events), at
		e.From, e.In, e.Direct, e.Locale = p.onPlatform(), p.talk.in, p.talk.in == p.place(), p.Lang
		who, es = append(who, p), append(es, e)
	}
	if len(es) == 0 {
		return 0, nil
	}
	rs, err := y.Core.Tell(ctx, es)
	if err != nil {
		return len(es), err
	}
	for i, p := range who {
		y.heard(at, p, es[i], rs[i])
		p.hears(es[i].In, rs[i], false)
	}
	return len(es), nil
}
