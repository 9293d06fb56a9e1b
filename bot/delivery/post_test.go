package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// post posts messages and expects that it works.
func (r *rig) post(messages ...Message) {
	r.t.Helper()
	err := r.db.Update(context.Background(), func(tx *store.Tx) error {
		for _, m := range messages {
			if err := Post(tx, m); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
	wake(r.posts["web"].arrived) // as after a decision
}

// nudge is a message to a channel of web that is sent at most once.
func nudge(key, channel string) Message {
	return Message{Key: key, To: chat.Place{Platform: "web", Channel: channel}, Reply: chat.Reply{Text: key},
		Once: true, Expires: time.Now().Add(24 * time.Hour)}
}

// answer is a message that is sent at least once.
func answer(key, channel string) Message {
	m := nudge(key, channel)
	m.Once = false
	return m
}

// failing is a sender's fail that returns errs in turn, then nil.
func failing(errs ...error) func(chat.Place, string, chat.Reply) error {
	return func(chat.Place, string, chat.Reply) error {
		if len(errs) == 0 {
			return nil
		}
		err := errs[0]
		errs = errs[1:]
		return err
	}
}

// times lists when messages were sent, in seconds after begin, rounded down.
func times(s *fakeSender, begin time.Time) (seconds []int) {
	for _, m := range s.all {
		seconds = append(seconds, int(m.at.Sub(begin).Seconds()))
	}
	return seconds
}

// TestFailures sends a nudge and an answer through every kind of failure.
func TestFailures(t *testing.T) {
	err := errors.New("oops")
	busy := &chat.SendError{Err: err, RetryAfter: 30 * time.Second}
	for name, c := range map[string]struct {
		errs          []error
		nudge, answer int // how often each is sent
	}{
		"fine":          {nil, 1, 1},
		"unknown error": {[]error{err}, 1, 2},
		"ambiguous":     {[]error{&chat.SendError{Err: err, Ambiguous: true}}, 1, 2},
		"not arrived":   {[]error{&chat.SendError{Err: err}, &chat.SendError{Err: err}}, 3, 3},
		"retry after":   {[]error{busy, busy}, 3, 3},
		"wrapped":       {[]error{fmt.Errorf("web: %w", busy)}, 2, 2},
		"permanent":     {[]error{&chat.SendError{Err: err, Permanent: true}}, 1, 1},
		"gone":          {[]error{&chat.SendError{Err: err, Gone: true}}, 1, 1},
	} {
		for _, m := range []Message{nudge("nudge", "a"), answer("answer", "a")} {
			synctest.Test(t, func(t *testing.T) {
				want := c.answer
				if m.Once {
					want = c.nudge
				}
				r := newRig(t, echo)
				r.web.fail = failing(c.errs...)
				r.run()
				m.Expires = time.Now().Add(time.Hour)
				r.post(m)
				time.Sleep(10 * time.Minute)
				r.stop()
				if len(r.web.all) != want {
					t.Errorf("%s, %s: sent %d times, want %d", name, m.Key, len(r.web.all), want)
				}
				for i, s := range r.web.all {
					if s.key != m.Key {
						t.Errorf("%s: try %d has key %s", name, i, s.key)
					}
					if name == "retry after" && i > 0 && s.at.Sub(r.web.all[i-1].at) < 30*time.Second {
						t.Errorf("tried again too soon: %v", times(r.web, r.web.all[0].at))
					}
				}
				r.empty()
			})
		}
	}
}

func TestSenderThatPanicsOrHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		tries := 0
		r.Serve("web", senderFunc(func(ctx context.Context) error {
			switch tries++; tries {
			case 1:
				panic("oops")
			case 2:
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}), Rate{})
		r.run()
		r.post(answer("a", "a"))
		time.Sleep(2 * time.Minute)
		r.stop()
		if tries != 3 {
			t.Errorf("%d tries", tries)
		}
		r.empty()
	})
}

// senderFunc is a sender that only succeeds or fails.
type senderFunc func(ctx context.Context) error

func (f senderFunc) Send(ctx context.Context, to chat.Place, key string, _ chat.Reply) (chat.Ref, error) {
	return chat.Ref{Place: to, ID: key}, f(ctx)
}

func TestBackoffGrowsAndEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.web.fail = func(chat.Place, string, chat.Reply) error { return errors.New("down") }
		r.run()
		r.accept(said("1", "a", "hoi"))
		time.Sleep(30 * time.Hour)
		r.stop()
		last := r.web.all[0].at
		for i, m := range r.web.all[1:] {
			least := min(5*time.Minute, time.Second<<min(i, 20)) / 2
			if gap := m.at.Sub(last); gap < least || gap > 2*least+time.Second {
				t.Errorf("gap %d is %v, want %v to %v", i, gap, least, 2*least)
			}
			last = m.at
		}
		if span := last.Sub(r.web.all[0].at); span < 23*time.Hour || span > 24*time.Hour {
			t.Errorf("it tried for %v, want 24 hours", span)
		}
		r.empty()
	})
}

// TestAnAnswerOutlivesAStandstill has the program stand still before an answer is delivered, for longer than one is
// tried: it is tried once more.
func TestAnAnswerOutlivesAStandstill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		down := true
		r.web.fail = func(chat.Place, string, chat.Reply) error {
			if down {
				return errors.New("down")
			}
			return nil
		}
		r.run()
		r.accept(said("1", "a", "hoi"))
		time.Sleep(time.Minute)
		r.stop()
		time.Sleep(47 * time.Hour)
		r.prune()
		down = false
		tries := len(r.web.all)
		r.run()
		time.Sleep(time.Minute)
		r.stop()
		if len(r.web.all) != tries+1 {
			t.Errorf("%d tries after the standstill", len(r.web.all)-tries)
		}
		r.empty()
	})
}

func TestOrderPerChannelAndNoBlocking(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		first := true
		r.web.fail = func(to chat.Place, _ string, _ chat.Reply) error {
			if to.Channel == "blocked" && first {
				first = false
				return &chat.SendError{Err: errors.New("busy"), RetryAfter: time.Minute}
			}
			return nil
		}
		r.run()
		for i := range 3 {
			r.accept(said(fmt.Sprint("b", i), "blocked", ""))
		}
		time.Sleep(time.Second)
		begin := time.Now()
		for i := range 3 {
			r.accept(said(fmt.Sprint("f", i), "free", ""))
		}
		time.Sleep(2 * time.Minute)
		r.stop()
		if got := fmt.Sprint(r.web.keys()); got != "[b0 f0 f1 f2 b0 b1 b2]" {
			t.Errorf("sent %s", got)
		}
		if at := r.web.all[3].at.Sub(begin); at > time.Second {
			t.Errorf("the free channel waited %v", at)
		}
	})
}

// TestPlatformThatHasEnough tells two channels to wait: then the others wait too.
func TestPlatformThatHasEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		busy := &chat.SendError{Err: errors.New("busy"), RetryAfter: time.Minute}
		r.web.fail = failing(busy, busy)
		r.Serve("web", r.web, Rate{AtOnce: 1})
		r.run()
		begin := time.Now()
		r.post(answer("1", "a"), answer("2", "b"), answer("3", "c"))
		time.Sleep(5 * time.Minute)
		r.stop()
		if got := times(r.web, begin.Add(time.Second)); len(got) != 5 || got[2] < 59 {
			t.Errorf("sent %v at %v", r.web.keys(), got)
		}
	})
}

func TestRates(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Serve("web", r.web, Rate{PerSecond: 10, Burst: 5, ChannelPerSecond: 1, ChannelBurst: 2})
		r.run()
		var all []Message
		for i := range 100 { // 20 channels, of which one is busier
			channel := fmt.Sprint(i % 20)
			if i >= 80 {
				channel = "0"
			}
			all = append(all, answer(fmt.Sprint(i), channel))
		}
		r.post(all...)
		time.Sleep(5 * time.Minute)
		r.stop()
		if len(r.web.all) != 100 {
			t.Fatalf("sent %d", len(r.web.all))
		}
		within := func(sent []sent, rate, burst float64) {
			for i := range sent {
				for j := i; j < len(sent); j++ {
					if n, most := float64(j-i+1), burst+rate*sent[j].at.Sub(sent[i].at).Seconds(); n > most+0.1 {
						t.Fatalf("%v messages where at most %v may be sent", n, most)
					}
				}
			}
		}
		within(r.web.all, 10, 5)
		perChannel := map[string][]sent{}
		for _, m := range r.web.all {
			perChannel[m.to.Channel] = append(perChannel[m.to.Channel], m)
		}
		for _, sent := range perChannel {
			within(sent, 1, 2)
		}
		if took := r.web.all[99].at.Sub(r.web.all[0].at); took > 30*time.Second {
			t.Errorf("it took %v; 24 in one channel at 1 a second need 22 s", took)
		}
	})
}

// TestAnswersBeforeNudges asks something in the middle of a wave of nudges.
func TestAnswersBeforeNudges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Serve("web", r.web, Rate{PerSecond: 10})
		r.run()
		var wave []Message
		for i := range 1000 {
			wave = append(wave, nudge(fmt.Sprint("n", i), fmt.Sprint(i)))
		}
		r.post(wave...)
		time.Sleep(10 * time.Second)
		r.accept(said("new channel", "x", ""))
		r.accept(said("waiting channel", "900", ""))
		time.Sleep(2 * time.Second)
		keys := r.web.keys()
		at := slices.Index(keys, "waiting channel")
		if !slices.Contains(keys, "new channel") || at < 1 || !slices.Contains(keys[:at], "n900") {
			t.Errorf("no answer yet, or it overtook the nudge before it: %v", keys[90:])
		}
		time.Sleep(3 * time.Minute)
		r.stop()
		if n := len(r.web.all); n != 1002 {
			t.Errorf("sent %d of 1002", n)
		}
	})
}

func TestPosts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.run()
		now := time.Now()
		later := nudge("later", "a")
		later.After = now.Add(90 * time.Second)
		expired := answer("expired", "b")
		expired.Expires = now
		elsewhere := answer("elsewhere", "c")
		elsewhere.To.Platform = "nowhere"
		r.post(later, nudge("twice", "a"), nudge("twice", "a"), expired, elsewhere)
		r.post(nudge("twice", "a"))
		time.Sleep(2 * time.Minute)
		if got := fmt.Sprint(r.web.keys(), times(r.web, now)); got != "[twice later] [0 90]" {
			t.Errorf("sent %s", got)
		}
		err := r.db.Update(t.Context(), func(tx *store.Tx) error { return Post(tx, nudge("unseen", "a")) })
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(61 * time.Second)
		if keys := r.web.keys(); len(keys) != 3 {
			t.Errorf("a message posted outside a decision was not sent in a minute: %v", keys)
		}
		time.Sleep(48 * time.Hour)
		r.stop()
		r.prune()
		r.empty() // the one for a platform that is not served was pruned
		for _, bad := range []Message{{}, {Key: "k"}, {Key: "k", To: later.To},
			{Key: "k", To: later.To, Reply: later.Reply}, {To: later.To, Reply: later.Reply, Expires: now}} {
			if err := r.db.Update(t.Context(), func(tx *store.Tx) error { return Post(tx, bad) }); err == nil {
				t.Errorf("%+v was posted", bad)
			}
		}
	})
}

func TestGoneIsToldInTheSameTransaction(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.web.fail = func(chat.Place, string, chat.Reply) error {
			return &chat.SendError{Err: errors.New("blocked"), Gone: true}
		}
		fails := 2
		r.OnGone(func(tx *store.Tx, place chat.Place) error {
			if err := tx.Put("gone", []byte(place.Channel), nil); err != nil {
				return err
			}
			if fails--; fails >= 0 {
				return errors.New("not now")
			}
			return nil
		})
		r.run()
		r.post(nudge("n", "a"))
		time.Sleep(time.Minute)
		r.stop()
		if len(r.web.all) != 3 || r.count("gone") != 1 {
			t.Errorf("tried %d times, %d gone", len(r.web.all), r.count("gone"))
		}
		r.empty()
	})
}

// TestRefusedCardGoesPlain gives the words of a card that a platform refuses.
func TestRefusedCardGoesPlain(t *testing.T) {
	for _, m := range []Message{answer("answer", "a"), nudge("nudge", "a")} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, echo)
			r.web.fail = func(_ chat.Place, _ string, m chat.Reply) error {
				if m.Card != nil {
					return &chat.SendError{Err: errors.New("too long"), Permanent: true}
				}
				return nil
			}
			r.run()
			m.Expires = time.Now().Add(time.Hour)
			m.Reply = chat.Reply{Text: "all of it", Card: &chat.Card{Title: "t", Body: []chat.Block{chat.Text("x")}},
				Replace: chat.Ref{ID: "7"}}
			r.post(m)
			time.Sleep(time.Second)
			r.stop()
			if len(r.web.all) != 2 || r.web.all[1].reply.Text != "all of it" || !r.web.all[1].reply.Replace.IsZero() {
				t.Errorf("%s: sent %+v", m.Key, r.web.all)
			}
			r.empty()
		})
	}
}

// TestCrashWhileSending crashes at the moment a message is at the platform: the
// answer is sent again, the nudge is not.
func TestCrashWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		hang := make(chan struct{})
		r.Serve("web", senderFunc(func(context.Context) error { <-hang; return nil }), Rate{})
		r.run()
		r.post(nudge("nudge", "a"), answer("answer", "b"))
		synctest.Wait()

		again := restart(t, r)
		again.run()
		time.Sleep(2 * time.Second)
		if got := fmt.Sprint(again.web.keys()); got != "[answer]" {
			t.Errorf("after the crash it sent %s", got)
		}
		again.stop()
		again.empty()
		close(hang)
		r.stop()
	})
}

func TestWhatWasSentLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.run()
		r.accept(said("1", "a", "hoi"))
		synctest.Wait()
		if n := r.count(refs.Bucket) + r.count(outbox.Bucket); n != 0 {
			t.Errorf("%d records of a message that was sent", n)
		}
		time.Sleep(32 * 24 * time.Hour)
		r.prune()
		if n := r.count(seen.Bucket); n != 0 {
			t.Errorf("%d events are remembered after 32 days", n)
		}
		r.stop()
	})
}
