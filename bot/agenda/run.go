package agenda

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

const (
	pollEvery = 5 * time.Second
	usualRate = 10.0 // items a second on a platform
	burst     = 60   // seconds of rate that may come at once
	batch     = 256  // items looked at in one transaction
)

// Run hands over what falls due until ctx is done, and then returns ctx's error.
func (a *Agenda) Run(ctx context.Context) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if _, err := a.Tick(ctx); err != nil && ctx.Err() == nil {
			a.lg.Error("agenda", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// Tick hands over what is due now on the platforms that are served, as far as their
// rates allow, and returns how many events that were. Run does it every few seconds;
// calls must not overlap.
func (a *Agenda) Tick(ctx context.Context) (handed int, err error) {
	if ok, err := a.when(ctx); !ok {
		return 0, err
	}
	now := a.now()
	platforms, err := a.waiting(ctx, now)
	if err != nil {
		return 0, fmt.Errorf("agenda: %w", err)
	}
	for _, p := range platforms {
		for more := true; more && ctx.Err() == nil; {
			allowed := a.allowed(p, now)
			if allowed == 0 {
				break
			}
			var n int
			err := a.db.Update(ctx, func(tx *store.Tx) (err error) {
				n, more, err = a.take(tx, p, now, allowed)
				return err
			})
			if err != nil {
				return handed, fmt.Errorf("agenda: %w", err)
			}
			a.spend(p, n)
			handed += n
		}
	}
	return handed, ctx.Err()
}

// waiting lists the platforms that are served and on which something is due.
func (a *Agenda) waiting(ctx context.Context, now time.Time) (ps []chat.Platform, err error) {
	err = a.db.View(ctx, func(tx *store.Tx) error {
		for p := range a.rates {
			for range dues.Between(tx, linePrefix(p), until(p, now)) {
				ps = append(ps, p)
				break
			}
		}
		return nil
	})
	return ps, err
}

// until is the key in the queue of a platform that everything due at now is before.
func until(p chat.Platform, now time.Time) []byte {
	return append(linePrefix(p), second(now.Add(time.Second))...)
}

// take looks at what is due on a platform, at most a batch, and hands over at most
// allowed events. more reports that it stopped before the end.
func (a *Agenda) take(tx *store.Tx, p chat.Platform, now time.Time, allowed int) (handed int, more bool, err error) {
	looked := 0
	for k := range dues.Between(tx, linePrefix(p), until(p, now)) {
		if looked == batch || handed == allowed {
			return handed, true, nil
		}
		looked++
		it, w, err := a.read(tx, p, k)
		if err != nil { // it cannot be said, and must not be in the way
			a.lg.Warn("an item was not readable", "platform", p, "err", err)
			if err := dues.Delete(tx, k); err != nil {
				return handed, false, err
			}
			continue
		}
		n, err := a.settle(tx, it, w, now)
		if err != nil {
			return handed, false, fmt.Errorf("%s: %w", it.Kind, err)
		}
		handed += n
	}
	return handed, false, nil
}

// read reads the item at a place in the queue of a platform, and for whom it is.
func (a *Agenda) read(tx *store.Tx, platform chat.Platform, due []byte) (p planned, w who, err error) {
	key, ok := keyIn(platform, due)
	if !ok {
		return p, w, errDamaged
	}
	p, ok, err = get(tx, key)
	if err != nil || !ok {
		return p, w, errors.Join(err, errDamaged)
	}
	w, err = a.whoIs(tx, p.Item)
	return p, w, err
}

// settle does with an item what the limits say, and returns how many events came of it.
func (a *Agenda) settle(tx *store.Tx, p planned, w who, now time.Time) (handed int, err error) {
	in, why := whereTo(p.Item, w)
	switch {
	case why == nowhere && now.Before(p.Expires): // they may come yet
		p.Due = now.AddDate(0, 0, 1)
		return 0, move(tx, p, p.Due)
	case why != "":
		return 0, a.drop(tx, p, w, why, now)
	}
	switch v := decide(w.clock, w.state.history, p.Item, now); v.step {
	case send:
		if err := done(tx, p); err != nil {
			return 0, err
		}
		return 1, a.hand(tx, p.Key, p.Kind, p.Action, in, p, w, now)

	case instead:
		if err := a.hand(tx, p.Key+"/before", Plan, p.Instead, in, p, w, now); err != nil {
			return 0, err
		}
		p.Instead = chat.Action{} // once
		return 1, a.later(tx, p, now)

	case goodbye:
		id := p.Person
		err := a.hand(tx, "goodbye/"+string(id)+"/"+strconv.FormatInt(now.Unix(), 10), farewell, a.closing, in, p, w,
			now)
		if err == nil {
			err = edit(tx, id, "goodbye", func(s *state) { s.Rests = true })
		}
		if err == nil {
			err = a.dropSeries(tx, id, All, resting, now)
		}
		return 1, err

	case wait:
		return 0, move(tx, p, v.until)

	default:
		return 0, a.drop(tx, p, w, v.why, now)
	}
}

// later finds another day for an item after something else was said in its place.
func (a *Agenda) later(tx *store.Tx, p planned, now time.Time) error {
	w, err := a.whoIs(tx, p.Item)
	if err != nil {
		return err
	}
	if v := decide(w.clock, w.state.history, p.Item, now); v.step == wait {
		return move(tx, p, v.until)
	}
	return a.drop(tx, p, w, "full", now)
}

// resting is why nothing is said to somebody who answered nothing for long.
const resting = "rests"

// nowhere is why nothing can be said to somebody who has not spoken with the bot.
const nowhere = "nowhere"

// whereTo is where to say an item, or why it cannot be said to anyone.
func whereTo(it Item, w who) (in chat.Place, why string) {
	switch {
	case it.Person == "":
		return it.In, ""
	case !w.known:
		return in, "gone"
	case w.profile.Left:
		return in, "left"
	case w.profile.Unseen:
		return in, "unseen"
	}
	if h := w.profile.Home; !h.IsZero() {
		return chat.Place{Platform: chat.Platform(h.Platform), Team: h.Team, Channel: h.Channel}, ""
	}
	if it.In.Channel == "" {
		return in, nowhere
	}
	return it.In, ""
}

// FieldDue is the field of an event with the Due of its item, as [time.RFC3339].
const FieldDue = "due"

// hand makes an event of an action, and enters it in the history of the person.
func (a *Agenda) hand(tx *store.Tx, key string, k Kind, act chat.Action, in chat.Place, p planned, w who,
	now time.Time) error {
	e := chat.Event{ID: "agenda:" + key, Kind: chat.Due, Time: now, In: in, Direct: p.Person != "", Action: act,
		Fields: map[string]string{FieldDue: p.Due.Format(time.RFC3339)}}
	if w.known {
		id := w.profile.Identity
		e.From = chat.Person{Platform: chat.Platform(id.Platform), Team: id.Team, ID: id.User}
	}
	if _, err := a.in.AcceptTx(tx, e); err != nil || p.Person == "" {
		return err
	}
	day := dayOf(now, w.clock.zone)
	s := w.state
	s.history, s.Unit = s.history.sent(k, day, now), unitOf(w.profile)
	if err := save(tx, p.Person, s); err != nil {
		return err
	}
	return a.count(tx, s.Unit, dayOf(now, a.zone), func(w *week) { w.Sent++ })
}

// drop takes an item off the agenda unsaid, and enters why in the journal.
func (a *Agenda) drop(tx *store.Tx, p planned, w who, why string, now time.Time) error {
	if err := done(tx, p); err != nil {
		return err
	}
	e := journal.Entry{Time: now, Kind: journal.NudgeDropped, Platform: string(p.In.Platform), Detail: why}
	if w.known && !w.profile.Unseen {
		e.Person, e.Unit = string(p.Person), unitOf(w.profile)
	}
	return journal.Append(tx, e)
}

// A bucket holds how many items may be handed over at once.
type bucket struct {
	tokens float64
	at     time.Time
}

// allowed is how many items may be handed over on a platform now. It saves up for a
// minute at most, and what a clock that was set back took away it does not miss.
func (a *Agenda) allowed(p chat.Platform, now time.Time) int {
	rate, b := a.rates[p], a.buckets[p]
	if b == nil {
		b = &bucket{tokens: max(1, rate*pollEvery.Seconds()), at: now}
		a.buckets[p] = b
	}
	b.tokens = min(b.tokens+rate*max(0, now.Sub(b.at).Seconds()), max(1, rate*burst))
	b.at = now
	return int(b.tokens)
}

// spend takes n items off what may be handed over on a platform.
func (a *Agenda) spend(p chat.Platform, n int) {
	if b := a.buckets[p]; b != nil {
		b.tokens -= float64(n)
	}
}
