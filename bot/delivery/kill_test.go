package delivery

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// childDir names the folder in which this process plays the victim of
// [TestKilledAtRandom].
const childDir = "DELIVERY_TEST_CHILD"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := victim(dir, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// kills is how often the victim is killed.
const kills = 200

// TestKilledAtRandom kills a process at random moments while it accepts, decides
// and delivers, and starts it again. In the end every acknowledged event was decided
// on exactly once and answered with the same key and words, no nudge was sent twice,
// and nothing is left.
//
// SIGKILL loses what a process had not yet written, not what the kernel had not
// yet: it shows that our transactions are right, not that the disk is.
func TestKilledAtRandom(t *testing.T) {
	dir := t.TempDir()
	feed := feeder{acked: map[string]bool{}}
	midWork := 0
	for range kills {
		v := startVictim(t, dir, &feed)
		switch rand.N(5) {
		case 0: // while it starts
			time.Sleep(rand.N(20 * time.Millisecond))
		default:
			<-v.working
			time.Sleep(rand.N(10 * time.Millisecond))
		}
		v.kill(t)
		if in, out := waiting(t, dir); in+out > 0 {
			midWork++
		}
	}
	v := startVictim(t, dir, nil)
	if err := v.finish(); err != nil {
		t.Fatalf("the last process: %v", err)
	}
	if in, out := waiting(t, dir); in+out > 0 {
		t.Errorf("%d events and %d messages are left", in, out)
	}

	done := decided(t, dir)
	answers, nudges := sentLog(t, dir)
	for id := range feed.acked {
		if done[id] != 1 {
			t.Errorf("%s was acknowledged and decided on %d times", id, done[id])
		}
		if answers[id] == 0 {
			t.Errorf("%s was acknowledged and not answered", id)
		}
	}
	doubled := 0
	for id, n := range done {
		if n != 1 {
			t.Errorf("%s was decided on %d times", id, n)
		}
		doubled += answers[id] - 1
	}
	for id := range answers {
		if done[id] == 0 {
			t.Errorf("%s was answered without a decision", id)
		}
	}
	twice := 0
	for _, n := range nudges {
		twice += n - 1
	}
	if twice > 0 {
		t.Errorf("%d nudges were sent again", twice)
	}
	expected := len(done) / nudgeEvery
	t.Logf("%d kills, %d with work waiting; %d events acknowledged, %d decided on; %d answers sent again with the "+
		"same key; %d of about %d nudges sent",
		kills, midWork, len(feed.acked), len(done), doubled, len(nudges), expected)
	if midWork < kills/4 || len(feed.acked) < 2*kills || len(nudges) < expected/2 {
		t.Error("there was too little going on for this to mean anything")
	}
}

// nudgeEvery is of how many events one leads to a nudge.
const nudgeEvery = 3

// A feeder makes up events, and repeats those that were not acknowledged, as a
// platform does, and now and then one that was.
type feeder struct {
	mu    sync.Mutex
	n     int
	acked map[string]bool
	open  []string // written and not acknowledged
}

// next is the ID of the event to send now.
func (f *feeder) next(resend []string, i int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch {
	case i < len(resend):
		return resend[i]
	case f.n > 0 && rand.N(5) == 0:
		return fmt.Sprint("e", rand.N(f.n))
	}
	f.n++
	id := fmt.Sprint("e", f.n-1)
	f.open = append(f.open, id)
	return id
}

// unacknowledged lists what must be sent again.
func (f *feeder) unacknowledged() (ids []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, id := range f.open {
		if !f.acked[id] {
			ids = append(ids, id)
		}
	}
	f.open = ids
	return ids
}

// A running victim.
type running struct {
	cmd     *exec.Cmd
	working chan struct{} // closed when it acknowledged some events, or ended
	stderr  bytes.Buffer
	pipes   sync.WaitGroup
}

// startVictim starts a process on dir and feeds it; without a feed it finishes
// what is there.
func startVictim(t *testing.T, dir string, feed *feeder) *running {
	t.Helper()
	v := &running{cmd: exec.Command(os.Args[0]), working: make(chan struct{})}
	v.cmd.Env = append(os.Environ(), childDir+"="+dir)
	v.cmd.Stderr = &v.stderr
	in, err1 := v.cmd.StdinPipe()
	out, err2 := v.cmd.StdoutPipe()
	if err := errors.Join(err1, err2, v.cmd.Start()); err != nil {
		t.Fatal(err)
	}
	if feed == nil {
		in.Close()
	} else {
		resend := feed.unacknowledged()
		v.pipes.Go(func() {
			for i := 0; ; i++ {
				if _, err := fmt.Fprintln(in, feed.next(resend, i)); err != nil {
					return
				}
			}
		})
	}
	v.pipes.Go(func() {
		working := sync.OnceFunc(func() { close(v.working) })
		defer working()
		some := 1 + rand.N(10)
		for lines := bufio.NewScanner(out); lines.Scan(); some-- {
			feed.mu.Lock()
			feed.acked[lines.Text()] = true
			feed.mu.Unlock()
			if some == 1 {
				working()
			}
		}
	})
	return v
}

// kill kills the victim, which must not have ended by itself.
func (v *running) kill(t *testing.T) {
	t.Helper()
	if err := v.cmd.Process.Kill(); err != nil {
		t.Fatalf("%v: %s", err, v.stderr.String())
	}
	v.pipes.Wait()
	var exit *exec.ExitError
	if err := v.cmd.Wait(); !errors.As(err, &exit) || exit.Exited() {
		t.Fatalf("ended by itself: %v: %s", err, v.stderr.String())
	}
}

// finish waits until the victim has ended by itself.
func (v *running) finish() error {
	v.pipes.Wait()
	if err := v.cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, v.stderr.String())
	}
	return nil
}

// victim accepts an event for every line of in, which is its ID, and writes the ID
// to out once it is accepted. At the end of in it finishes what there is and returns.
func victim(dir string, in io.Reader, out io.Writer) error {
	db, err := store.Open(filepath.Join(dir, "handvat.db"))
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(dir, "sent"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	world := &outside{log: log}
	d := New(slog.New(slog.DiscardHandler), db, handlerFunc(count), time.Now)
	d.Serve("web", world, Rate{})
	d.Keep("web")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()

	var accepting sync.WaitGroup
	slots := make(chan struct{}, 16)
	for lines := bufio.NewScanner(in); lines.Scan(); {
		id := lines.Text()
		slots <- struct{}{}
		accepting.Go(func() {
			defer func() { <-slots }()
			accept := d.Accept
			if rand.N(4) == 0 {
				accept = world.ask(d)
			}
			if err := accept(ctx, said(id, "channel "+id[len(id)-1:], id)); err == nil {
				fmt.Fprintln(out, id)
			}
		})
	}
	accepting.Wait()
	for begin := time.Now(); time.Since(begin) < 30*time.Second; time.Sleep(10 * time.Millisecond) {
		if in, out, err := waitingIn(db); err != nil || in+out == 0 {
			break
		}
	}
	stop()
	<-ended
	return db.Close()
}

// count decides to count the event, and to nudge about some.
func count(_ context.Context, e chat.Event) (Decision, error) {
	return func(tx *store.Tx) (chat.Reply, error) {
		n, _ := tx.Get("done", []byte(e.ID))
		if err := tx.Put("done", []byte(e.ID), append(n, '1')); err != nil {
			return chat.Reply{}, err
		}
		if number := 0; len(e.ID) > 1 {
			fmt.Sscanf(e.ID, "e%d", &number)
			if number%nudgeEvery == 0 {
				m := Message{Key: "nudge-" + e.ID, To: e.In, Reply: chat.Reply{Text: "re: nudge-" + e.ID}, Once: true,
					Expires: time.Now().Add(time.Hour)}
				if err := Post(tx, m); err != nil {
					return chat.Reply{}, err
				}
			}
		}
		return chat.Reply{Text: "re: " + e.ID}, nil
	}, nil
}

// outside is where messages go: into a file, one line each. Some sends fail before
// the message arrived, some after.
type outside struct{ log *os.File }

func (o *outside) Send(_ context.Context, to chat.Place, key string, r chat.Reply) (chat.Ref, error) {
	luck := rand.N(20)
	if luck == 0 {
		return chat.Ref{}, &chat.SendError{Err: errors.New("too busy"), RetryAfter: 5 * time.Millisecond}
	}
	if err := o.write(key, r); err != nil {
		return chat.Ref{}, err
	}
	if luck == 1 {
		return chat.Ref{}, &chat.SendError{Err: errors.New("timeout"), RetryAfter: time.Millisecond, Ambiguous: true}
	}
	return chat.Ref{Place: to, ID: key}, nil
}

func (o *outside) write(key string, r chat.Reply) error {
	_, err := o.log.WriteString(key + "\t" + r.Text + "\n")
	return err
}

// ask returns an Accept that waits for the answer inside a request.
func (o *outside) ask(d *Delivery) func(context.Context, chat.Event) error {
	return func(ctx context.Context, e chat.Event) error {
		ctx, cancel := context.WithTimeout(ctx, rand.N(20*time.Millisecond))
		defer cancel()
		r, ok, err := d.Answer(ctx, e)
		if ok {
			return o.write(e.ID, r)
		}
		return err
	}
}

// waiting counts what is in the inbox and the outbox of a database not in use.
func waiting(t *testing.T, dir string) (in, out int) {
	t.Helper()
	inspect(t, dir, func(db *store.DB) (err error) {
		in, out, err = waitingIn(db)
		return err
	})
	return in, out
}

func waitingIn(db *store.DB) (in, out int, err error) {
	err = db.View(context.Background(), func(tx *store.Tx) error {
		for range tx.Scan(inbox.Bucket, nil, nil) {
			in++
		}
		for range tx.Scan(outbox.Bucket, nil, nil) {
			out++
		}
		return nil
	})
	return in, out, err
}

// inspect opens the database of a victim that has ended.
func inspect(t *testing.T, dir string, fn func(*store.DB) error) {
	t.Helper()
	db, err := store.Open(filepath.Join(dir, "handvat.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(fn(db), db.Close()); err != nil {
		t.Fatal(err)
	}
}

// decided tells how often each event was decided on.
func decided(t *testing.T, dir string) map[string]int {
	t.Helper()
	done := map[string]int{}
	inspect(t, dir, func(db *store.DB) error {
		return db.View(t.Context(), func(tx *store.Tx) error {
			for k, v := range tx.Scan("done", nil, nil) {
				done[string(k)] = len(v)
			}
			return nil
		})
	})
	return done
}

// sentLog tells how often each answer and each nudge was sent, by key.
func sentLog(t *testing.T, dir string) (answers, nudges map[string]int) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "sent"))
	if err != nil {
		t.Fatal(err)
	}
	answers, nudges = map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(data)) {
		key, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if text != "re: "+key {
			t.Errorf("%s was sent as %q", key, text)
		}
		if strings.HasPrefix(key, "nudge-") {
			nudges[key]++
		} else {
			answers[key]++
		}
	}
	return answers, nudges
}
