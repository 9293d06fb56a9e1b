package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/bot/skill/barrier"
	"github.com/handvat/handvat/bot/skill/buddy"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/bot/skill/casework"
	"github.com/handvat/handvat/bot/skill/edit"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/bot/skill/multirater"
	"github.com/handvat/handvat/bot/skill/mydata"
	"github.com/handvat/handvat/bot/skill/overview"
	"github.com/handvat/handvat/bot/skill/path"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/programme"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/scan"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/bot/skill/teamplan"
	"github.com/handvat/handvat/bot/skill/teamreview"
	"github.com/handvat/handvat/bot/skill/theme"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/bot/skill/upgrade"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	campaigns "github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// libraryFlags say which aids there are, and where Handvat keeps what it remembers.
type libraryFlags struct {
	Library []string `help:"Folder with an organisation's own aids; may be repeated. A later folder overrides an earlier one, and all of them the starter library." placeholder:"DIR" type:"path" env:"HANDVAT_LIBRARY" sep:":"`
	Starter bool     `help:"Include the starter library." default:"true" negatable:"" env:"HANDVAT_STARTER"`
}

// sources are the places aids come from, the starter library first.
func (f libraryFlags) sources(show func(what string) func(done, total int)) ([]knowledge.Source, error) {
	var srcs []knowledge.Source
	if f.Starter {
		srcs = append(srcs, knowledge.Source{Name: "starter", FS: content.FS, Ours: true})
	}
	for _, dir := range f.Library {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--library %s: there is no such folder", dir)
		}
		srcs = append(srcs, knowledge.Source{Name: dir, Dir: dir, Progress: show("reading " + filepath.Base(dir))})
	}
	return srcs, nil
}

// weeksZone is where the weeks of digests begin.
const weeksZone = "Europe/Amsterdam"

// countsOf returns the journal in db, counted by the weeks of digests.
func countsOf(db *store.DB) (*counts.Counts, error) {
	zone, err := time.LoadLocation(weeksZone)
	if err != nil {
		return nil, err
	}
	return counts.New(db, zone), nil
}

// countedOf is countsOf with everything that happened so far counted.
func countedOf(ctx context.Context, db *store.DB) (*counts.Counts, error) {
	counts, err := countsOf(db)
	if err == nil {
		_, err = counts.Update(ctx)
	}
	return counts, err
}

// turnOf is a turn of nobody at the command line.
func turnOf(tx *store.Tx, counts *counts.Counts, now time.Time, lang string) *dialog.Turn {
	return &dialog.Turn{Tx: tx, Now: now, W: dialog.In(lang), World: dialog.World{Zone: time.Local, Counts: counts}}
}

// A house is Handvat from the store up to the inbox, without anyone to talk to yet.
type house struct {
	lg    *slog.Logger
	now   func() time.Time
	data  string // folder of everything
	own   string // folder of the aids that were proposed and approved in chat
	db    *store.DB
	lib   *knowledge.Library
	words *synonymFiles
	find  *find.Finder
	log   *journal.Journal
	bot   *bot.Bot
	post  *delivery.Delivery
	plan  *agenda.Agenda
	group privacy.Group // that platforms say figures are of

	outside map[string]troubled // what goes out besides chat, by name
	world   dialog.World
}

// extras are what finding may use beside the aids. The zero value has none.
type extras struct {
	synonyms synonymFlags
	embedder find.Embedder
}

// build builds the house from the bottom up in the folder data, which it makes if
// needed. Close it afterwards.
func build(ctx context.Context, lg *slog.Logger, now func() time.Time, data string, srcs []knowledge.Source, extra extras, show func(string) func(int, int)) (h *house, err error) {
	h = &house{lg: lg, now: now, data: data, words: extra.synonyms.files(srcs), outside: map[string]troubled{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.close())
		}
	}()
	h.own = filepath.Join(data, "library")
	if err := os.MkdirAll(h.own, 0o700); err != nil {
		return h, fmt.Errorf("the data folder cannot be made: %w. Choose another with --data", err)
	}
	srcs = append(srcs, knowledge.Source{Name: "chat", Dir: h.own, Ours: true})

	// What it knows.
	if h.db, err = store.Open(filepath.Join(data, "handvat.db")); err != nil {
		return h, err
	}
	if h.lib, err = knowledge.OpenLibrary(lg, h.db, now, srcs...); err != nil {
		return h, err
	}
	if h.find, err = find.Open(lg, filepath.Join(data, "index"), h.db); err != nil {
		return h, err
	}
	h.find.SetEmbedder(extra.embedder)
	if err = h.words.give(lg, h.find); err != nil {
		return h, err
	}
	if err = h.find.Sync(ctx, h.lib.All(), show("indexing")); err != nil {
		return h, err
	}
	h.log = journal.New(h.db)
	counts, err := countsOf(h.db)
	if err != nil {
		return h, err
	}

	// What it does.
	h.bot = bot.New(lg, h.db, h.lib, h.find, now)
	h.post = delivery.New(lg, h.db, h.bot, now)
	h.post.Apologise(bot.Apologise)
	h.bot.OnForget(forgetNotes)
	h.bot.OnConceal(delivery.Conceal)
	h.bot.OnRetract(delivery.Retract)
	h.post.OnGone(h.bot.Gone)
	h.plan = agenda.New(lg, h.db, h.post, now)
	h.bot.Agenda(h.plan)
	files := campaigns.Files(srcs)
	h.world = dialog.World{Zone: time.Local, Authored: files, Counts: counts}
	h.bot.Within(h.world)
	h.bot.Learn(h.skills()...)
	return h, nil
}

// skills are all that the bot can do.
func (h *house) skills() []dialog.Skill {
	return []dialog.Skill{
		mydata.Skill,
		reflection.Skill,
		feedback.Skill,
		multirater.Skill,
		buddy.Skill,
		path.Skill,
		theme.Skill,
		plan.Skill,
		casework.Skill(h.plan),
		teamplan.Skill,
		barrier.Skill,
		upgrade.Skill,
		campaign.Skill,
		scan.Skill,
		lrsSkill(),
		teamreview.Skill,
		training.Skill,
		programme.Skill,
		survey.Skill,
		weekly.Skill,
		edit.Skill,
		overview.Skill,
	}
}

func (h *house) close() error {
	var errs []error
	if h.find != nil {
		errs = append(errs, h.find.Close())
	}
	if h.db != nil {
		errs = append(errs, h.db.Close())
	}
	return errors.Join(errs...)
}

// watch keeps the index in step with the library until ctx is done, and tells skills of a new way of working.
func (h *house) watch(ctx context.Context) error {
	return h.lib.Run(ctx, func(ctx context.Context, c *knowledge.Changes) {
		h.lg.Info("library changed", "added", len(c.Added), "changed", len(c.Changed), "removed", len(c.Removed))
		if err := h.find.Sync(ctx, h.lib.All(), nil); err != nil {
			h.lg.Error("library changed, but the index could not follow", "err", err)
		}
		debug.FreeOSMemory() // reading takes far more than what is kept of it
		if err := h.bot.Changed(ctx, c.Major); err != nil && ctx.Err() == nil {
			h.lg.Error("a new way of working is not told", "err", err)
		}
	})
}

// jargon keeps the synonyms in step with their files until ctx is done.
func (h *house) jargon(ctx context.Context) error { return h.words.run(ctx, h.lg, h.find) }

// publish writes the drafts that were approved in chat to files of the library, where
// they go live as every file does, until ctx is done.
func (h *house) publish(ctx context.Context) error {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		_, err := h.bot.Publish(ctx, func(name string, text []byte) error {
			file := filepath.Join(h.own, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				return err
			}
			if err := os.WriteFile(file+".new", text, 0o600); err != nil {
				return err
			}
			return os.Rename(file+".new", file)
		})
		if err != nil && ctx.Err() == nil {
			h.lg.Error("an approved draft is not live yet", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// tend removes what is too old, now and then once a day, until ctx is done.
func (h *house) tend(ctx context.Context) error {
	daily := time.NewTicker(24 * time.Hour)
	defer daily.Stop()
	for {
		now := h.now()
		if err := errors.Join(h.daily(ctx, now), notes{h.db, h.now}.prune(ctx, now)); err != nil && ctx.Err() == nil {
			h.lg.Error("daily work", "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-daily.C:
		}
	}
}

// daily counts what is new, has skills do what they do each day, and lets go of what is too old: of who was active
// in the weeks that the journal is about to let go of too.
func (h *house) daily(ctx context.Context, now time.Time) error {
	_, counted := h.world.Counts.Update(ctx)
	tended := h.bot.Prune(ctx, now)
	closed := h.world.Counts.Close(ctx, now)
	_, pruned := h.log.Prune(ctx, now)
	return errors.Join(counted, tended, closed, pruned)
}
