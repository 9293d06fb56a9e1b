package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/backup"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// A Config is all that a house is built from. There is no setting besides, and nothing to call before
// [House.Run].
type Config struct {
	Log       *slog.Logger
	Now       func() time.Time   // the only clock
	Zone      *time.Location     // for weeks, and who has no zone of their own; nil for that of the settings
	Data      string             // folder of everything that is kept; made if needed
	Sources   []knowledge.Source // of aids and what is authored beside them; a later one overrides an earlier one
	Synonyms  find.SynonymFiles
	Embedder  find.Embedder  // nil for none
	Finder    *find.Finder   // that others use too, and that stays theirs to close; nil to open one
	Models    *find.Models   // which houses of the same aids share; nil for none
	Skills    []dialog.Skill // besides what the house can do itself
	Platforms []Platform
	Services  []Service
	Mail      chat.Platform              // that takes an address for a channel; empty for none
	Contact   string                     // role that is asked where no aid names one; "ld-team" if empty
	Author    func(people.Identity) bool // who is an author besides those of the roster; nil for nobody
	Alone     bool                       // nobody can reach the bot but the one person on this machine, who may all
	Guests    bool                       // guests, and people of other organisations, are let in

	// Code is told a code, at the start and while nobody is an author: whoever types it in a direct message is an
	// author and an administrator from then on. Nil for no code.
	Code func(code string)

	// Before is done once the store of the house is open and before anything else is, such as comparing settings
	// with those of the last time. It may set a larger Group than the one that is stored. Nil for nothing.
	Before func(ctx context.Context, h *House) error

	// Desk is for work on what is kept while nobody talks with the bot, in turns of nobody (see [Bot.View] and
	// [Bot.Update]): the library is read and not written down, and nothing is indexed. Such a house does not run.
	Desk bool

	// Rehearsal is for what is made up: what is kept is lost if the machine stops, and kept faster.
	Rehearsal bool

	// Trusted says that the clock is right, whatever it said before; see [House.Doubt].
	Trusted bool

	// Progress is told how far reading and indexing are; nil if nobody looks.
	Progress func(what string) func(done, total int)
}

// A Platform is where people talk. Open makes its adapter, which hands events to in.
type Platform struct {
	Open   func(h *House, in *delivery.Delivery) (chat.Adapter, error)
	Rate   delivery.Rate
	Nudges float64 // how many things a second the bot may begin by itself; 10 if 0
	Keep   bool    // conversations are kept, for a platform that has no memory of its own
	Clock  bool    // its events have the time of a clock of its own, which can vouch for ours
}

// A Service is what runs beside the bot for as long as it serves. A nil function is none.
type Service func(h *House) (run func(context.Context) error, err error)

// A House is the program without its flags: what it knows, what it does, and who it speaks with. It is safe for
// concurrent use.
type House struct {
	Config
	DB       *store.DB
	Lib      *knowledge.Library
	Find     *find.Finder // nil at a desk
	Journal  *journal.Journal
	Counts   *counts.Counts
	Authored authored.Files
	Group    privacy.Group // the smallest that is told of, as it was when the house was built
	Agenda   *agenda.Agenda
	Post     *delivery.Delivery
	Adapters []chat.Adapter // of the platforms, in their order

	*Bot
	own      string // folder of the aids that were approved in chat
	services []func(context.Context) error

	tended    time.Time            // when the daily work was done last
	done      map[string]time.Time // when Advance did each job last
	published int                  // drafts that were approved in chat, since the start
	watch     watch
	trouble   atomic.Pointer[error]  // why nothing can be kept; see Trouble
	vouches   map[chat.Platform]bool // that have a clock of their own
}

// New builds the house from the bottom up. Close it afterwards.
func New(ctx context.Context, c Config) (h *House, err error) {
	h = &House{Config: c, own: filepath.Join(c.Data, "library"), vouches: map[chat.Platform]bool{},
		done: map[string]time.Time{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, h.Close())
		}
	}()
	if h.Progress == nil {
		h.Progress = func(string) func(int, int) { return func(int, int) {} }
	}
	if backup.Unfinished(c.Data) {
		return h, words.Say(func(w *texts) string { return w.HalfRestored.With(c.Data) })
	}
	if err := os.MkdirAll(h.own, 0o700); err != nil {
		return h, fmt.Errorf("--data: %w", err)
	}
	h.Sources = append(h.Sources[:len(h.Sources):len(h.Sources)],
		knowledge.Source{Name: inChat, Dir: h.own, Ours: true})
	h.Authored = authored.Files(h.Sources)
	if err := h.know(ctx); err != nil {
		return h, err
	}
	if err := h.act(); err != nil {
		return h, err
	}
	if err := h.offer(ctx); err != nil {
		return h, err
	}
	if err := h.wind(ctx); err != nil {
		return h, err
	}
	return h, h.speak()
}

// know opens what the house knows.
func (h *House) know(ctx context.Context) (err error) {
	open := store.Open
	if h.Rehearsal {
		open = store.OpenUnsynced
	}
	if h.DB, err = open(filepath.Join(h.Data, "handvat.db")); err != nil {
		return err
	}
	if h.Before != nil {
		if err := h.Before(ctx, h); err != nil {
			return err
		}
	}
	err = h.DB.Update(ctx, func(tx *store.Tx) error { return bring(tx, Declared(h.Skills)) })
	if err != nil {
		return err
	}
	err = h.DB.View(ctx, func(tx *store.Tx) (err error) {
		group, err := privacy.Load(tx)
		if h.Desk && errors.Is(err, privacy.ErrUnreadable) {
			group, err = privacy.Largest, nil // what tells of people loads it too; a backup does not
		}
		h.Group = max(h.Group, group)
		if err == nil && h.Zone == nil {
			h.Zone, err = settings.Zone(tx)
		}
		return err
	})
	if err != nil {
		return err
	}
	library := knowledge.OpenLibrary
	if h.Desk {
		library = knowledge.ReadLibrary
	}
	if h.Lib, err = library(h.Log, h.DB, h.Now, h.Sources...); err != nil {
		return err
	}
	h.Journal, h.Counts = journal.New(h.DB), counts.New(h.DB, h.Zone)
	if h.Find = h.Finder; h.Find != nil || h.Desk {
		return nil
	}
	if h.Find, err = find.Open(h.Log, filepath.Join(h.Data, "index"), h.DB); err != nil {
		return err
	}
	h.Find.Share(h.Models)
	h.Find.SetEmbedder(h.Embedder, h.scrub)
	if err := h.Synonyms.Give(h.Log, h.Find); err != nil {
		return err
	}
	if err := h.Find.Sync(ctx, h.Lib.All(), h.Progress("indexing")); err != nil || !h.Rehearsal {
		return err
	}
	return h.Find.Embed(ctx) // what is made up is the same however slow the machine is
}

// scrub is a question as it may leave the house.
func (h *House) scrub(ctx context.Context, question string) (s privacy.Scrubbed, err error) {
	err = h.DB.View(ctx, func(tx *store.Tx) error {
		s = people.Scrubber(tx).Scrub(question)
		return nil
	})
	return s, err
}

// act makes the bot, its inbox and outbox and its agenda, and gives it its skills.
func (h *House) act() (err error) {
	h.Bot = newBot(h)
	h.Post = delivery.New(h.Log, h.DB, h.Bot, h.Now)
	h.Post.Apologise(apologise)
	h.Post.Unable(unable)
	h.Post.OnGone(h.Bot.Gone)
	h.Post.Hold(h.doubts)
	h.Agenda = agenda.New(h.Log, h.DB, h.Post, h.Now)
	h.Agenda.Zone(h.Zone)
	h.Agenda.ByClock(h.onTime)
	h.Agenda.Closing(chat.Action{Verb: dialog.Goodbye})
	h.Bot.agenda = h.Agenda
	h.Bot.world = dialog.World{Zone: h.Zone, Authored: h.Authored, Counts: h.Counts, Mail: h.Mail, Doubts: h.doubts,
		Contact: cmp.Or(h.Contact, "ld-team")}
	h.Bot.skills = append([]dialog.Skill{h.Bot.own()}, h.Skills...)
	if h.Desk {
		return nil // texts that nobody asks for are not read
	}
	for _, s := range h.Bot.skills {
		err = errors.Join(err, s.Check())
	}
	return err
}

// speak opens the platforms and what runs beside them.
func (h *House) speak() error {
	for _, p := range h.Platforms {
		a, err := p.Open(h, h.Post)
		if err != nil {
			return err
		}
		h.Post.Serve(a.Platform(), a, p.Rate)
		h.Agenda.Serve(a.Platform(), p.Nudges)
		if p.Keep {
			h.Post.Keep(a.Platform())
		}
		h.vouches[a.Platform()] = p.Clock
		h.Adapters = append(h.Adapters, a)
	}
	for _, s := range h.Services {
		run, err := s(h)
		if err != nil {
			return err
		}
		if run != nil {
			h.services = append(h.services, run)
		}
	}
	return nil
}

// Close lets go of everything that is open.
func (h *House) Close() (err error) {
	if h.Find != nil && h.Finder == nil {
		err = h.Find.Close()
	}
	if h.DB != nil {
		err = errors.Join(err, h.DB.Close())
	}
	return err
}
