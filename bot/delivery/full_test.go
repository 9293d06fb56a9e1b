package delivery

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// TestFullDisk accepts events until the disk is full, and then makes room: those
// accepted are answered, those refused can be delivered again. It limits the size
// of files, in a process of its own as the limit holds for all files.
func TestFullDisk(t *testing.T) {
	if os.Getenv("DELIVERY_TEST_FULL_DISK") == "" {
		child := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
		child.Env = append(os.Environ(), "DELIVERY_TEST_FULL_DISK=1")
		if out, err := child.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	held := make(chan struct{})
	r := newRig(t, handlerFunc(func(ctx context.Context, e chat.Event) (Decision, error) {
		<-held
		decide, err := echo(ctx, e)
		return func(tx *store.Tx) (chat.Reply, error) { // writes more than the event it removes
			if err := tx.Put("more", []byte(e.ID), make([]byte, 100_000)); err != nil {
				return chat.Reply{}, err
			}
			return decide(tx)
		}, err
	}))
	r.run()
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limit := func(size uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: old.Max}); err != nil {
			t.Fatal(err)
		}
	}
	limit(1 << 20)

	const n = 100
	var refused []chat.Event
	for i := range n {
		e := said(fmt.Sprint(i), fmt.Sprint(i%5), strings.Repeat("x", 20_000))
		err := r.Accept(t.Context(), e)
		if err != nil && !errors.Is(err, store.ErrFull) {
			t.Fatal(err)
		}
		if err != nil {
			refused = append(refused, e)
		}
	}
	if len(refused) == 0 || len(refused) == n {
		t.Fatalf("%d of %d events were refused", len(refused), n)
	}
	close(held)
	time.Sleep(time.Second) // decisions fail
	if r.count("done") == n-len(refused) {
		t.Fatal("the disk was not full for decisions")
	}
	limit(old.Cur)
	for _, e := range refused {
		r.accept(e)
	}
	left := func() int { return r.count(inbox.Bucket) + r.count(outbox.Bucket) }
	for end := time.Now().Add(30 * time.Second); left() > 0 && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	r.stop()
	r.empty()
	if done, sent := r.count("done"), len(r.web.all); done != n || sent != n {
		t.Errorf("of %d events %d were decided on, %d answered", n, done, sent)
	}
	for _, m := range r.web.all {
		if !strings.HasPrefix(m.reply.Text, "re: xxx") {
			t.Errorf("%s was answered %.40q", m.key, m.reply.Text)
		}
	}
}
