package delivery

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

func TestOnePlaceInOrderOthersMeanwhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var order []string
		busy := map[string]bool{}
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			mu.Lock()
			if busy[e.In.Channel] {
				t.Errorf("two events of %s at the same time", e.In.Channel)
			}
			busy[e.In.Channel] = true
			mu.Unlock()
			if e.In.Channel == "slow" {
				time.Sleep(time.Second)
			}
			mu.Lock()
			order = append(order, e.ID)
			busy[e.In.Channel] = false
			mu.Unlock()
			return echo(ctx, e)
		}))
		r.workers = 2
		r.run()
		for i := range 3 {
			r.accept(said(fmt.Sprint("s", i), "slow", ""))
		}
		for i := range 3 {
			r.accept(said(fmt.Sprint("q", i), "quick", ""))
		}
		time.Sleep(4 * time.Second)
		r.stop()
		if got := fmt.Sprint(order); got != "[q0 q1 q2 s0 s1 s2]" {
			t.Errorf("handled in the order %s", got)
		}
		keys := r.web.keys()
		keys = slices.DeleteFunc(keys, func(k string) bool { return k[0] != 's' })
		if got := fmt.Sprint(keys); got != "[s0 s1 s2]" {
			t.Errorf("sent in the order %s", got)
		}
		r.empty()
	})
}

// TestTrouble has handlers that go wrong in every way: the person gets an apology
// with a reference, and nothing of the failed decision stays.
func TestTrouble(t *testing.T) {
	decide := func(d Decision) handlerFunc {
		return func(context.Context, chat.Event) (Decision, error) { return d, nil }
	}
	mark := func(tx *store.Tx) error { return tx.Put("done", []byte("mark"), nil) }
	for name, h := range map[string]handlerFunc{
		"error":        func(context.Context, chat.Event) (Decision, error) { return nil, errors.New("oops") },
		"panic":        func(context.Context, chat.Event) (Decision, error) { panic("oops") },
		"nil decision": func(context.Context, chat.Event) (Decision, error) { return nil, nil },
		"too slow": func(ctx context.Context, _ chat.Event) (Decision, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		},
		"decision fails": decide(func(tx *store.Tx) (chat.Reply, error) {
			return chat.Reply{Text: "x"}, errors.Join(mark(tx), errors.New("oops"))
		}),
		"decision panics":   decide(func(tx *store.Tx) (chat.Reply, error) { mark(tx); panic("oops") }),
		"decision is quiet": decide(func(tx *store.Tx) (chat.Reply, error) { return chat.Reply{}, mark(tx) }),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRig(t, h)
				r.Apologise(func(e chat.Event, ref string, late bool) chat.Reply {
					if len(ref) != 6 || late {
						t.Errorf("reference %q, late %v", ref, late)
					}
					return chat.Reply{Text: "sorry " + e.ID}
				})
				r.run()
				r.accept(said("1", "a", "hoi"))
				left := said("2", "b", "")
				left.Kind = chat.Left
				r.accept(left)
				time.Sleep(time.Minute)
				r.stop()
				if len(r.web.all) != 1 || r.web.all[0].reply.Text != "sorry 1" {
					t.Errorf("sent %+v", r.web.all)
				}
				want := 0
				if name == "decision is quiet" {
					want = 1 // of the one who left, for whom silence is right
				}
				if n := r.count("done"); n != want {
					t.Errorf("%d records of failed decisions, want %d", n, want)
				}
				r.empty()
			})
		})
	}
}

func TestApologyThatFailsIsStillAReply(t *testing.T) {
	for name, apologise := range map[string]func(chat.Event, string, bool) chat.Reply{
		"panics": func(chat.Event, string, bool) chat.Reply { panic("oops") },
		"silent": func(chat.Event, string, bool) chat.Reply { return chat.Reply{} },
	} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, handlerFunc(func(context.Context, chat.Event) (Decision, error) {
				return nil, errors.New("oops")
			}))
			r.Apologise(apologise)
			r.run()
			r.accept(said("1", "a", "hoi"))
			synctest.Wait()
			r.stop()
			if len(r.web.all) != 1 || !strings.Contains(r.web.all[0].reply.Text, "try again") {
				t.Errorf("%s: sent %+v", name, r.web.all)
			}
		})
	}
}

func TestDecisionIsTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		tries := 0
		r := newRig(t, handlerFunc(func(context.Context, chat.Event) (Decision, error) {
			return func(tx *store.Tx) (chat.Reply, error) {
				if tries++; tries < 3 {
					return chat.Reply{}, errors.New("not yet")
				}
				return chat.Reply{Text: "ok"}, nil
			}, nil
		}))
		r.run()
		r.accept(said("1", "a", "hoi"))
		time.Sleep(time.Second)
		r.stop()
		if len(r.web.all) != 1 || r.web.all[0].reply.Text != "ok" {
			t.Errorf("sent %+v", r.web.all)
		}
	})
}

// TestAfterACrash accepts events, and starts handling them only later, as after a
// crash.
func TestAfterACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Apologise(func(e chat.Event, _ string, late bool) chat.Reply {
			return chat.Reply{Text: fmt.Sprintf("sorry %s, late %v", e.ID, late)}
		})
		left := said("left", "b", "")
		left.Kind = chat.Left
		r.accept(left)
		r.accept(said("old", "a", "hoi"))
		time.Sleep(10 * time.Minute)
		r.accept(said("new", "a", "hoi"))
		time.Sleep(6 * time.Minute)
		r.run()
		synctest.Wait()
		r.stop()
		if got := fmt.Sprint(texts(r.web, "a")); got != "[sorry old, late true re: hoi]" {
			t.Errorf("sent %s", got)
		}
		if n := r.count("done"); n != 2 {
			t.Errorf("%d decisions, want that of the one who left and that of the new event", n)
		}
		r.empty()
	})
}

// texts lists what was sent to a channel.
func texts(s *fakeSender, channel string) (texts []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range s.all {
		if m.to.Channel == channel {
			texts = append(texts, m.reply.Text)
		}
	}
	return texts
}

func TestDueMayBeSilentAndIsANudge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			if e.Text == "silent" {
				return func(*store.Tx) (chat.Reply, error) { return chat.Reply{}, nil }, nil
			}
			return echo(ctx, e)
		}))
		r.web.fail = func(chat.Place, string, chat.Reply) error { return errors.New("who knows") }
		r.run()
		for _, text := range []string{"silent", "nudge"} {
			e := said(text, "a", text)
			e.Kind = chat.Due
			r.accept(e)
		}
		time.Sleep(time.Hour)
		r.stop()
		if got := fmt.Sprint(texts(r.web, "a")); got != "[re: nudge]" {
			t.Errorf("sent %s", got)
		}
		r.empty()
	})
}

// TestNudgeAfterAStandstill holds that what was due before the program stood still is not said hours later, at night as
// well, and that what follows from it is kept.
func TestNudgeAfterAStandstill(t *testing.T) {
	for still, want := range map[time.Duration]string{50 * time.Minute: "[re: nudge]", 14 * time.Hour: "[]"} {
		synctest.Test(t, func(t *testing.T) {
			r := newRig(t, echo)
			e := said("nudge", "a", "nudge")
			e.Kind = chat.Due
			r.accept(e)
			time.Sleep(still)
			r.run()
			time.Sleep(time.Minute)
			r.stop()
			if got := fmt.Sprint(texts(r.web, "a")); got != want || r.count("done") != 1 {
				t.Errorf("after %v: sent %s, want %s", still, got, want)
			}
			r.empty()
		})
	}
}

func TestAnswerInsideTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		think := time.Duration(0)
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			time.Sleep(think)
			return echo(ctx, e)
		}))
		r.run()
		ask := func(id string) (chat.Reply, bool) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			reply, ok, err := r.Answer(ctx, said(id, "a", "hoi"))
			if err != nil {
				t.Fatal(err)
			}
			return reply, ok
		}
		if reply, ok := ask("quick"); !ok || reply.Text != "re: hoi" {
			t.Errorf("got %+v, %v", reply, ok)
		}
		if _, ok := ask("quick"); ok {
			t.Error("a redelivery was answered inside its request too")
		}
		if n := r.count(outbox.Bucket); n != 1 {
			t.Errorf("%d messages wait in case we die, want 1", n)
		}
		time.Sleep(3 * time.Second)
		if n := r.count(outbox.Bucket); n != 0 {
			t.Errorf("%d messages still wait", n)
		}
		think = 5 * time.Second
		if reply, ok := ask("slow"); ok {
			t.Errorf("got %+v before it was there", reply)
		}
		time.Sleep(5 * time.Second)
		r.stop()
		if got := fmt.Sprint(r.web.keys()); got != "[slow]" {
			t.Errorf("sent %s, want the slow one alone", got)
		}
		r.empty()
	})
}

// TestAnswerThenCrash dies right after an answer was given inside a request: as
// nobody knows whether it arrived, it is sent.
func TestAnswerThenCrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.run()
		if _, ok, err := r.Answer(t.Context(), said("1", "a", "hoi")); !ok || err != nil {
			t.Fatal(ok, err)
		}
		again := restart(t, r)
		again.run()
		synctest.Wait()
		again.stop()
		r.stop()
		if got := fmt.Sprint(again.web.keys()); got != "[1]" {
			t.Errorf("sent %s", got)
		}
		if len(r.web.all) > 0 {
			t.Errorf("sent before the crash: %v", r.web.keys())
		}
	})
}

// TestEverybodyGetsTheirOwnAnswer asks from many requests at once, with deadlines
// that run out around the moment of the answer: each is answered in one way.
func TestEverybodyGetsTheirOwnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			time.Sleep(10 * time.Millisecond)
			return echo(ctx, e)
		}))
		r.run()
		var mu sync.Mutex
		got := map[string]int{}
		var wg sync.WaitGroup
		for i := range 60 {
			wg.Go(func() {
				ctx, cancel := context.WithTimeout(t.Context(), time.Duration(i)*5*time.Millisecond)
				defer cancel()
				id := fmt.Sprint(i)
				reply, ok, err := r.Answer(ctx, said(id, id, id))
				switch {
				case errors.Is(err, context.DeadlineExceeded) && i == 0:
					r.accept(said(id, id, id)) // it was not accepted
				case err != nil:
					t.Error(err)
				case ok && reply.Text != "re: "+id:
					t.Errorf("%s got %q", id, reply.Text)
				case ok:
					mu.Lock()
					got[id]++
					mu.Unlock()
				}
			})
		}
		wg.Wait()
		time.Sleep(5 * time.Second)
		r.stop()
		inside := len(got)
		for _, k := range r.web.keys() {
			got[k]++
		}
		for i := range 60 {
			if n := got[fmt.Sprint(i)]; n != 1 {
				t.Errorf("%d was answered %d times", i, n)
			}
		}
		if inside == 0 || inside == 60 {
			t.Errorf("%d of 60 were answered inside their request", inside)
		}
		r.empty()
	})
}

func TestStopFinishesWhatWasAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			time.Sleep(time.Second)
			return echo(ctx, e)
		}))
		r.workers = 1
		r.run()
		for i := range 5 {
			r.accept(said(fmt.Sprint(i), "a", ""))
		}
		begin := time.Now()
		r.stop()
		if took := time.Since(begin); len(r.web.all) != 5 || took > 6*time.Second {
			t.Errorf("%d of 5 answered, in %v", len(r.web.all), took)
		}
		r.empty()

		for i := range 30 {
			r.accept(said(fmt.Sprint("more", i), "a", ""))
		}
		r = restart(t, r)
		r.h = handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return nil, ctx.Err()
			}
			return echo(ctx, e)
		})
		r.workers = 1
		r.run()
		synctest.Wait()
		begin = time.Now()
		r.stop()
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("stopping took %v", took)
		}
		if n := len(r.web.all); n < 9 || n+r.count(inbox.Bucket)+r.count(outbox.Bucket) != 30 {
			t.Errorf("%d answered, %d and %d left of 30", n, r.count(inbox.Bucket), r.count(outbox.Bucket))
		}
	})
}

// restart is r after a crash: the same file, and nothing remembered.
func restart(t *testing.T, r *rig) *rig {
	t.Helper()
	again := newRigOn(t, r.db, r.h)
	again.onGone, again.apologise, again.kept = r.onGone, r.apologise, r.kept
	return again
}
