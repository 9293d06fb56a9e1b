package agenda

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// childDir names the folder in which this process plays the victim of [TestKilled].
const childDir = "AGENDA_TEST_CHILD"

// finish makes the victim plan nothing new.
const finish = "AGENDA_TEST_FINISH"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		if err := victim(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// TestKilled kills a process again and again while items fall due, and holds that
// nothing is said twice, and that little is lost: at most what was being sent.
func TestKilled(t *testing.T) {
	const kills = 40
	dir := t.TempDir()
	for i := range kills + 1 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childDir+"="+dir)
		if i == kills {
			cmd.Env = append(cmd.Env, finish+"=1")
		}
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		before := size(t, dir)
		for end := time.Now().Add(2 * time.Second); size(t, dir) == before && time.Now().Before(end); {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(rand.N(50 * time.Millisecond))
		if i == kills { // what was accepted and not sent yet is sent now
			for was := int64(-1); was != size(t, dir); time.Sleep(time.Second) {
				was = size(t, dir)
			}
		}
		err := errors.Join(cmd.Process.Kill(), cmd.Wait())
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.Exited() {
			t.Fatalf("ended by itself: %v: %s", err, stderr.String())
		}
	}
	data, err := os.ReadFile(filepath.Join(dir, "sent"))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]int{}
	for line := range strings.Lines(string(data)) {
		said[strings.TrimSpace(line)]++
	}
	for key, n := range said {
		if n > 1 {
			t.Errorf("%s was said %d times", key, n)
		}
	}
	db, err := store.Open(filepath.Join(dir, "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	taken := 0
	err = db.View(t.Context(), func(tx *store.Tx) error {
		for _, v := range tx.Scan(items.Bucket, nil, nil) {
			if len(v) == 0 {
				taken++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d kills; %d items left the agenda, %d were said, none twice", kills, taken, len(said))
	if lost := taken - len(said); len(said) < 5*kills || lost > 10*kills {
		t.Errorf("%d items were lost", lost)
	}
}

func size(t *testing.T, dir string) int64 {
	t.Helper()
	info, err := os.Stat(filepath.Join(dir, "sent"))
	if errors.Is(err, os.ErrNotExist) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// victim plans items that are due at once, for someone else each, and lets them be
// said until it is killed.
func victim(dir string) error {
	db, err := store.Open(filepath.Join(dir, "db"))
	if err != nil {
		return err
	}
	log, err := os.OpenFile(filepath.Join(dir, "sent"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	began := time.Now()
	now := func() time.Time { // a Tuesday, in working hours
		return time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC).Add(time.Since(began))
	}
	ctx := context.Background()
	lg := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError}))
	d := delivery.New(lg, db, sayAll{}, now)
	d.Serve("web", outside{log}, delivery.Rate{})
	go d.Run(ctx)
	a := New(lg, db, d, now)
	a.Serve("web", 1e6)
	for ; ; time.Sleep(5 * time.Millisecond) {
		err := db.Update(ctx, func(tx *store.Tx) error {
			for range 3 {
				if os.Getenv(finish) != "" {
					return nil
				}
				n, err := tx.Next("test")
				if err != nil {
					return err
				}
				p, _, err := people.Meet(tx, people.Identity{Platform: "web", User: fmt.Sprint(n)}, now())
				if err != nil {
					return err
				}
				it := reflection(p.ID, fmt.Sprint("k", n), now())
				it.In.Channel = fmt.Sprint(n)
				if _, err := a.Add(tx, it); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if _, err := a.Tick(ctx); err != nil {
			return err
		}
	}
}

// sayAll says what is due.
type sayAll struct{}

func (sayAll) Handle(_ context.Context, e chat.Event) (delivery.Decision, error) {
	return func(*store.Tx) (chat.Reply, error) { return chat.Reply{Text: e.ID}, nil }, nil
}

// outside is where messages go: into a file, one line each.
type outside struct{ log *os.File }

func (o outside) Send(_ context.Context, _ chat.Place, _ string, r chat.Reply) (chat.Ref, error) {
	_, err := o.log.WriteString(r.Text + "\n")
	return chat.Ref{}, err
}
