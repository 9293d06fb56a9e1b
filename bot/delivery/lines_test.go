package delivery

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/time/rate"

	"github.com/handvat/handvat/bot/chat"
)

func TestLineKeepsTheOrderOfWriting(t *testing.T) {
	ls := lines{perLine: func() *rate.Limiter { return limiter(0, 0) }, all: map[string]*line{}}
	add := func(seq uint64) {
		ls.add(item{seq: seq, place: string(placeKey(chat.Place{Platform: "web", Channel: "a",
			Thread: fmt.Sprint(seq)}))})
	}
	add(5)
	l := ls.next(false)
	l.state = sends
	add(9)
	add(3) // written before 5, and known of only now
	add(7)
	var got []uint64
	for now := time.Now(); len(l.items) > 0; ls.advance(l, now) {
		got = append(got, l.items[0].seq)
	}
	if fmt.Sprint(got) != "[5 3 7 9]" {
		t.Errorf("sent in the order %v; want the one being sent, then as written", got)
	}
}

// TestOldTimerEndsNoRest lets the timer that sweeps up an idle channel go off while
// the channel rests because the platform asked for it.
func TestOldTimerEndsNoRest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, echo)
		r.Serve("web", r.web, Rate{ChannelPerSecond: 0.1, ChannelBurst: 3})
		r.web.fail = failing(nil, &chat.SendError{Err: errors.New("busy"), RetryAfter: time.Hour})
		r.run()
		begin := time.Now()
		r.post(answer("1", "a"))
		time.Sleep(time.Second)
		r.post(answer("2", "a"))
		time.Sleep(2 * time.Hour)
		r.stop()
		if got := fmt.Sprint(times(r.web, begin)); got != "[0 1 3601]" {
			t.Errorf("sent at %s", got)
		}
		if n := len(r.posts["web"].lines.all); n != 0 {
			t.Errorf("%d idle channels are remembered", n)
		}
	})
}
