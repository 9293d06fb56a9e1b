package bot

import (
	"context"
	"errors"
	"flag"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

// TestMain makes one finder for all stages that do not learn, because training it is
// most of the work of a stage.
func TestMain(m *testing.M) {
	flag.Parse()
	dir, err := os.MkdirTemp("", "bot-test-")
	if err != nil {
		log.Fatal(err)
	}
	db, _, fd, err := openFinder(slog.New(slog.DiscardHandler), dir, time.Now)
	if err != nil {
		log.Fatal(err)
	}
	shared = fd
	status := m.Run()
	if err := errors.Join(fd.Close(), db.Close(), os.RemoveAll(dir)); err != nil {
		log.Fatal(err)
	}
	os.Exit(status)
}

// shared is the finder of the stages that do not learn.
var shared *find.Finder

// sources are the starter library and a few aids for tests.
func sources() []knowledge.Source {
	return []knowledge.Source{{Name: "starter", FS: content.FS}, {Name: "test", FS: os.DirFS("testdata/aids")}}
}

// openFinder opens a store, a library and a finder that knows it in dir.
func openFinder(lg *slog.Logger, dir string, now func() time.Time) (*store.DB, *knowledge.Library, *find.Finder, error) {
	db, err := store.Open(filepath.Join(dir, "db"))
	if err != nil {
		return nil, nil, nil, err
	}
	lib, err := knowledge.OpenLibrary(lg, db, now, sources()...)
	if err != nil {
		return nil, nil, nil, err
	}
	fd, err := find.Open(lg, filepath.Join(dir, "index"), db)
	if err != nil {
		return nil, nil, nil, err
	}
	return db, lib, fd, fd.Sync(context.Background(), lib.All(), nil)
}

// A stage is a bot on a real store, a real library and a real index, with a clock
// that scripts move.
type stage struct {
	t      testing.TB
	dir    string
	now    time.Time
	learns bool // it has a finder of its own

	db  *store.DB
	lib *knowledge.Library
	fd  *find.Finder
	bot *Bot

	agenda *agenda.Agenda
	due    []chat.Event      // accepted from the agenda
	prompt []chattest.Prompt // said because of it
}

// newStage returns a stage whose finder learns nothing.
func newStage(t testing.TB) *stage { return raise(t, false) }

// newLearningStage returns a stage whose finder learns from what people confirm.
func newLearningStage(t testing.TB) *stage { return raise(t, true) }

func raise(t testing.TB, learns bool) *stage {
	s := &stage{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC), learns: learns}
	s.open()
	t.Cleanup(func() { s.close() })
	return s
}

func (s *stage) open() {
	s.t.Helper()
	lg := slog.New(slog.NewTextHandler(s.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	var err error
	check := func() {
		s.t.Helper()
		if err != nil {
			s.t.Fatal(err)
		}
	}
	clock := func() time.Time { return s.now }
	if s.fd = shared; s.learns {
		s.db, s.lib, s.fd, err = openFinder(lg, s.dir, clock)
		check()
	} else {
		s.db, err = store.Open(filepath.Join(s.dir, "db"))
		check()
		s.lib, err = knowledge.OpenLibrary(lg, s.db, clock, sources()...)
		check()
	}
	s.bot = New(lg, s.db, s.lib, s.fd, clock)
	s.agenda = agenda.New(lg, s.db, s, clock)
	s.agenda.Serve("web", 0)
	s.bot.Agenda(s.agenda)
	s.bot.Authors(func(who people.Identity) bool { return who.User == "lena" || who.User == "otto" })
}

func (s *stage) close() {
	if s.learns {
		if err := s.fd.Close(); err != nil {
			s.t.Error(err)
		}
	}
	if err := s.db.Close(); err != nil {
		s.t.Error(err)
	}
}

func (s *stage) Tell(ctx context.Context, e chat.Event) (r chat.Reply, err error) {
	e.Time = s.now
	decide, err := s.bot.Handle(ctx, e)
	if err != nil {
		return r, err
	}
	err = s.db.Update(ctx, func(tx *store.Tx) error {
		r, err = decide(tx)
		return err
	})
	return r, err
}

func (s *stage) Pass(d time.Duration) error {
	for end := s.now.Add(d); s.now.Before(end); {
		s.now = s.now.Add(min(time.Hour, end.Sub(s.now)))
		if err := s.letDue(context.Background()); err != nil {
			return err
		}
	}
	return s.bot.Prune(context.Background(), s.now)
}

// AcceptTx takes an event of the agenda.
func (s *stage) AcceptTx(_ *store.Tx, e chat.Event) (bool, error) {
	s.due = append(s.due, e)
	return true, nil
}

// letDue lets the bot say what is due now.
func (s *stage) letDue(ctx context.Context) error {
	if _, err := s.agenda.Tick(ctx); err != nil {
		return err
	}
	for _, e := range s.due {
		r, err := s.Tell(ctx, e)
		if err != nil {
			return err
		}
		if !r.IsZero() {
			s.prompt = append(s.prompt, chattest.Prompt{To: e.In.Channel, Time: s.now, Reply: r})
		}
	}
	s.due = nil
	return nil
}

// Prompts returns what the bot said by itself since the last call.
func (s *stage) Prompts() []chattest.Prompt {
	ps := s.prompt
	s.prompt = nil
	return ps
}

func (s *stage) Restart() error {
	s.close()
	s.open()
	return nil
}

// TestConversations plays every script in testdata and compares what the bot says.
func TestConversations(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("%v, %v", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			script, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got, err := chattest.Play(t.Context(), newStage(t), string(script))
			if err != nil {
				t.Fatal(err)
			}
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(strings.Split(string(script), "\n"), strings.Split(got, "\n")); d != "" && !*update {
				t.Errorf("the conversation is not what it was (-was +is); read it, and if it is better, run with -update:\n%s", d)
			}
		})
	}
}
