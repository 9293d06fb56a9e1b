package find_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/store"
)

// A kept is a finder that can be closed and opened again on the same folder.
type kept struct {
	*find.Finder
	t   *testing.T
	dir string
	db  *store.DB
	log bytes.Buffer
}

func newKept(t *testing.T) *kept {
	k := &kept{t: t, dir: filepath.Join(t.TempDir(), "index")}
	var err error
	k.db, err = store.Open(filepath.Join(t.TempDir(), "db"))
	check(t, err)
	k.open()
	t.Cleanup(func() {
		check(t, k.Close())
		check(t, k.db.Close())
	})
	return k
}

func (k *kept) open() {
	f, err := find.Open(slog.New(slog.NewTextHandler(&k.log, nil)), k.dir, k.db)
	check(k.t, err)
	k.Finder = f
	check(k.t, f.Sync(context.Background(), office(), nil))
}

func (k *kept) reopen() {
	check(k.t, k.Close())
	k.open()
}

func (k *kept) model() string { return filepath.Join(k.dir, "model") }

// answers are what is found for some questions, scores and all.
func (k *kept) answers() []find.Result {
	var out []find.Result
	for _, q := range []string{
		"hoe vraag ik vakantie aan?", "brieven schrijven", "I forgot my password",
		"het hok van de buitendienst", "vrij nemen", "verlof voor een zaklanp",
	} {
		out = append(out, ask(k.t, k.Finder, q))
	}
	return out
}

// learn has people confirm questions.
func (k *kept) learn() {
	confirm(k.t, k.Finder, k.db, "ada", "het hok van de buitendienst", "brief", true, noon)
	confirm(k.t, k.Finder, k.db, "bob", "ik wil vrij nemen", "verlof", true, noon)
	for _, p := range []string{"a", "b", "c", "d"} {
		confirm(k.t, k.Finder, k.db, p, "vrij nemen", "huis", false, noon)
	}
}

func TestModelIsKept(t *testing.T) {
	k := newKept(t)
	k.learn()
	check(t, k.Retrain(context.Background()))
	want := k.answers()
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	check(t, os.Chtimes(k.model(), old, old))

	k.reopen()
	if got := k.answers(); !reflect.DeepEqual(got, want) {
		t.Errorf("with the model that was kept: %+v, want %+v", got, want)
	}
	if info, err := os.Stat(k.model()); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("the model was trained again (%v, %v)", info.ModTime(), err)
	}
	if k.log.Len() > 0 {
		t.Errorf("log: %s", &k.log)
	}
}

func TestRebuildGivesTheSameAnswers(t *testing.T) {
	k := newKept(t)
	// This leaves a trace in an index that is not made anew.
	check(t, k.Sync(context.Background(), append(office(), aid("nl", "extra", "Vraag een zaklamp aan")), nil))
	check(t, k.Sync(context.Background(), office(), nil))
	k.learn()
	check(t, k.Retrain(context.Background()))
	want := k.answers()
	check(t, os.RemoveAll(k.dir))
	k.reopen()
	if got := k.answers(); !reflect.DeepEqual(got, want) {
		t.Errorf("rebuilt: %+v, want %+v", got, want)
	}
}

// TestIndexForgetsWords changes aids among many: words that only they had are unknown
// then, as in an index that is made anew.
func TestIndexForgetsWords(t *testing.T) {
	ctx := context.Background()
	aids, questions := library(200)
	lamp := aid("nl", "licht", "Vraag een zaklamp aan", "waar ligt de stormlantaarn?")
	before := append(append(office(), lamp), aids...)
	after := append(append(office(), aid("nl", "licht", "Vraag een lampje aan")), aids[1:]...)
	changed, _ := open(t)
	check(t, changed.Sync(ctx, before, nil))
	check(t, changed.Sync(ctx, after, nil))
	check(t, changed.Retrain(ctx))
	fresh, _ := open(t)
	check(t, fresh.Sync(ctx, after, nil))
	for _, q := range append(questions[:100], "een zaklanp voor verlof", "stormlantaarm", "zaklamp", "brieven") {
		if got, want := ask(t, changed, q), ask(t, fresh, q); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, made anew %+v", q, got, want)
		}
	}
}

func TestDamagedModelIsTrainedAnew(t *testing.T) {
	k := newKept(t)
	k.learn()
	check(t, k.Retrain(context.Background()))
	want := k.answers()
	whole, err := os.ReadFile(k.model())
	check(t, err)
	for name, damage := range map[string]func(b []byte) []byte{
		"empty":     func([]byte) []byte { return nil },
		"cut":       func(b []byte) []byte { return b[:len(b)/2] },
		"longer":    func(b []byte) []byte { return append(b, "more"...) },
		"a bit":     func(b []byte) []byte { b[len(b)/3] ^= 4; return b },
		"a length":  func(b []byte) []byte { b[96] = 0xff; b[97] = 0xff; b[98] = 0xff; b[99] = 0xff; return b },
		"a version": func(b []byte) []byte { b[len("handvat model ")]++; return b },
		"not ours":  func([]byte) []byte { return []byte(strings.Repeat("something else\n", 100)) },
	} {
		check(t, os.WriteFile(k.model(), damage(bytes.Clone(whole)), 0o600))
		k.reopen()
		if got := k.answers(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %+v, want %+v", name, got, want)
		}
		if now, err := os.ReadFile(k.model()); err != nil || !bytes.Equal(now, whole) {
			t.Errorf("%s: the model is not as it was (%v)", name, err)
		}
	}
	if !strings.Contains(k.log.String(), "the model was damaged") {
		t.Error("the log does not say that the model was damaged")
	}
}

// TestModelOfOtherStore is what happens when a backup is restored beside a newer model.
func TestModelOfOtherStore(t *testing.T) {
	k := newKept(t)
	want := k.answers()
	k.learn()
	check(t, k.Retrain(context.Background()))
	check(t, k.Close())
	check(t, k.db.Close())
	var err error
	k.db, err = store.Open(filepath.Join(t.TempDir(), "db"))
	check(t, err)
	k.open()
	k.runUntil(func() bool { return reflect.DeepEqual(k.answers(), want) })
}

// TestNewAidIsFoundAtOnce adds an aid beside many others: it is found before the model
// is trained anew, and after.
func TestNewAidIsFoundAtOnce(t *testing.T) {
	f, _ := open(t)
	ctx := context.Background()
	aids, _ := library(300)
	check(t, f.Sync(ctx, append(aids, office()...), nil))
	fresh := aid("nl", "fiets", "Leen een dienstfiets", "kan ik ergens een fiets lenen?")
	check(t, f.Sync(ctx, append(append(aids, office()...), fresh), nil))
	find := func(when string) {
		for _, q := range []string{"ik wil een dienstfiets", "waar kan ik een fiets lenen", "fietsen lenen"} {
			if got := first(ask(t, f, q)); got != "nl/fiets" {
				t.Errorf("%s, %q: got %s", when, q, got)
			}
		}
		if got := first(ask(t, f, "wachtwoord vergeten")); got != "nl/wachtwoord" {
			t.Errorf("%s: an old aid: got %s", when, got)
		}
	}
	find("at once")
	check(t, f.Retrain(ctx))
	find("trained")
}

// TestRunTrainsWhatIsNew expects the model on disk to follow the library.
func TestRunTrainsWhatIsNew(t *testing.T) {
	k := newKept(t)
	before, err := os.ReadFile(k.model())
	check(t, err)
	check(t, k.Sync(context.Background(), append(office(), aid("nl", "fiets", "Leen een dienstfiets")), nil))
	k.runUntil(func() bool {
		now, err := os.ReadFile(k.model())
		return err == nil && !bytes.Equal(now, before)
	})
}

// runUntil runs the finder until it is done, which must be soon.
func (k *kept) runUntil(done func() bool) {
	k.t.Helper()
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	ended := make(chan error)
	go func() { ended <- k.Run(ctx) }()
	for !done() && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		k.t.Error("nothing came of it in time")
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		k.t.Errorf("Run ended with %v", err)
	}
}
