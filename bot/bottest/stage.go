// Package bottest is a stage to try the bot and its skills on: a bot on a real store, a
// real library and a real index, with a clock that a script or a test moves. Nobody
// else is on it: what is sent waits in [Stage.Prompts].
package bottest

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"log"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/skill/aid"
	"github.com/handvat/handvat/bot/skill/draft"
	"github.com/handvat/handvat/bot/skill/mydata"
	"github.com/handvat/handvat/bot/skill/settings"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// shared is the finder of the stages that do not learn: training it is most of the
// work of a stage.
var shared *find.Finder

// Stages read the same files once, and those that learn begin with what shared was trained on.
var (
	readings knowledge.Readings
	models   find.Models
)

// Main runs the tests of a package that uses stages. Call it from TestMain.
func Main(m *testing.M) {
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

// sources are the starter library, the aids in testdata/aids of the package that is
// tested, and those in the folder "own" of dir.
func sources(dir string) []knowledge.Source {
	srcs := []knowledge.Source{{Name: "starter", FS: content.FS, Ours: true, Readings: &readings}}
	if _, err := fs.Stat(os.DirFS("testdata"), "aids"); err == nil {
		srcs = append(srcs, knowledge.Source{Name: "test", FS: os.DirFS("testdata/aids"), Readings: &readings})
	}
	own := filepath.Join(dir, "own")
	if _, err := os.Stat(own); err == nil {
		srcs = append(srcs, knowledge.Source{Name: "own", FS: os.DirFS(own)})
	}
	return srcs
}

// openFinder opens a store, a library and a finder that knows it in dir.
func openFinder(lg *slog.Logger, dir string, now func() time.Time) (*store.DB, *knowledge.Library, *find.Finder,
	error) {
	db, err := store.Open(filepath.Join(dir, "db"))
	if err != nil {
		return nil, nil, nil, err
	}
	lib, err := knowledge.OpenLibrary(lg, db, now, sources(dir)...)
	if err != nil {
		return nil, nil, nil, err
	}
	fd, err := find.Open(lg, filepath.Join(dir, "index"), db)
	if err != nil {
		return nil, nil, nil, err
	}
	fd.Share(&models)
	return db, lib, fd, fd.Sync(context.Background(), lib.All(), nil)
}

// A Stage is what a script plays on; see bot/chat/script.
type Stage struct {
	stage.Conversation
	DB     *store.DB
	Lib    *knowledge.Library
	Find   *find.Finder
	Bot    *bot.Bot
	Agenda *agenda.Agenda

	t      testing.TB
	dir    string
	learns bool // it has a finder of its own
	keeps  bool // conversations are kept
	skills []dialog.Skill
	events int // that people caused
}

// New returns a stage on Monday 23 November 2026, 11:00 in Amsterdam, whose bot has
// these skills and whose finder learns nothing.
func New(t testing.TB, skills ...dialog.Skill) *Stage { return raise(t, &Stage{skills: skills}) }

// NewKeeping returns a stage on which conversations are kept, as those of the web page are.
func NewKeeping(t testing.TB, skills ...dialog.Skill) *Stage {
	return raise(t, &Stage{keeps: true, skills: skills})
}

// NewLearning returns a stage whose finder learns from what people confirm.
func NewLearning(t testing.TB, skills ...dialog.Skill) *Stage {
	return raise(t, &Stage{learns: true, skills: skills})
}

func raise(t testing.TB, s *Stage) *Stage {
	s.t, s.dir = t, t.TempDir()
	s.open(time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	t.Cleanup(func() { s.close() })
	return s
}

func (s *Stage) open(at time.Time) {
	s.t.Helper()
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		s.t.Fatal(err)
	}
	c := bot.Config{Log: slog.New(slog.NewTextHandler(s.t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
		Zone:      amsterdam,
		Rehearsal: true, Mail: "post", Data: s.dir, Sources: sources(s.dir),
		Skills: slices.Concat([]dialog.Skill{aid.Skill, draft.Skill}, s.skills,
			[]dialog.Skill{settings.Skill, mydata.Skill}),
		Author: func(who people.Identity) bool { return who.User == "lena" || who.User == "otto" }}
	if !s.learns {
		c.Finder = shared
	} else {
		c.Models = &models
	}
	if s.Stage, err = stage.Open(context.Background(), c, at, stage.Platform{Name: "web", Keep: s.keeps},
		stage.Platform{Name: "post"}); err != nil {
		s.t.Fatal(err)
	}
	h := s.House
	s.DB, s.Lib, s.Find, s.Bot, s.Agenda = h.DB, h.Lib, h.Find, h.Bot, h.Agenda
}

func (s *Stage) close() {
	if err := s.Stage.Close(); err != nil {
		s.t.Error(err)
	}
}

// Pass lets time go by, also where a test moved the clock itself.
func (s *Stage) Pass(d time.Duration) error {
	return errors.Join(s.House.Trust(context.Background()), s.Conversation.Pass(d))
}

// Day lets n days pass and returns what was said in them, by person or place.
func (s *Stage) Day(n int) (said map[string][]chat.Reply) {
	s.t.Helper()
	if err := s.Pass(time.Duration(n) * 24 * time.Hour); err != nil {
		s.t.Fatal(err)
	}
	said = map[string][]chat.Reply{}
	for _, p := range s.Prompts() {
		said[p.To] = append(said[p.To], p.Reply)
	}
	return said
}

// Until jumps to a time, as where the program stood still, and has the daily work of that day done.
func (s *Stage) Until(at time.Time) error {
	s.Now = at
	return errors.Join(s.House.Trust(context.Background()), s.House.Tend(context.Background()))
}

// Restart closes everything and opens it again, as after a crash.
func (s *Stage) Restart() error {
	s.close()
	s.open(s.Now)
	return nil
}

// Holds returns the buckets of the store in which a text stands.
func (s *Stage) Holds(text string) (in []string) {
	s.t.Helper()
	s.View(func(tx *store.Tx) error {
		for b := range tx.Buckets() {
			for k, v := range tx.Scan(b, nil, nil) {
				if bytes.Contains(k, []byte(text)) || bytes.Contains(v, []byte(text)) {
					in = append(in, b)
					break
				}
			}
		}
		return nil
	})
	return in
}

// View reads the store.
func (s *Stage) View(f func(*store.Tx) error) {
	s.t.Helper()
	if err := s.DB.View(context.Background(), f); err != nil {
		s.t.Fatal(err)
	}
}

// Update changes the store behind the bot's back.
func (s *Stage) Update(f func(*store.Tx) error) {
	s.t.Helper()
	if err := s.DB.Update(context.Background(), f); err != nil {
		s.t.Fatal(err)
	}
}

// Write puts a file in the library, such as "nl/feedback-4g.md". It is live after
// [Stage.Restart], but found only by a stage that learns.
func (s *Stage) Write(name, text string) {
	s.t.Helper()
	file := filepath.Join(s.dir, "own", filepath.FromSlash(name))
	err := os.MkdirAll(filepath.Dir(file), 0o700)
	if err = errors.Join(err, os.WriteFile(file, []byte(text), 0o600)); err != nil {
		s.t.Fatal(err)
	}
}

// Roster imports files of a roster, by their names.
func (s *Stage) Roster(files map[string]string) {
	s.t.Helper()
	var r people.Roster
	for name, text := range files {
		if ps := r.Read(name, []byte(text)); len(ps) > 0 {
			s.t.Fatal(name, ps)
		}
	}
	if ps, err := s.List(context.Background(), &r); err != nil || len(ps) > 0 {
		s.t.Fatal(err, ps)
	}
}

// Person returns the profile of somebody on the platform "web"; zero if they never
// said anything.
func (s *Stage) Person(user string) (p people.Profile) {
	s.t.Helper()
	s.View(func(tx *store.Tx) (err error) {
		p, _, err = people.Find(tx, people.Identity{Platform: "web", User: user})
		return err
	})
	return p
}

// Journal returns what happened so far, of one person on the platform "web", or of
// everyone and nobody if user is empty.
func (s *Stage) Journal(user string) (es []journal.Entry) {
	s.t.Helper()
	id := string(s.Person(user).ID)
	for e, err := range journal.New(s.DB).After(context.Background(), 0) {
		if err != nil {
			s.t.Fatal(err)
		}
		if user == "" || e.Person == id {
			es = append(es, e)
		}
	}
	return es
}
