package bot

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/store"
)

// Run runs all there is until ctx is done, or until a platform cannot be served: the platforms, the inbox and the
// outbox, the agenda, finding, and what keeps in step with files; and it does each day what is due each day.
func (h *House) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g, ctx := errgroup.WithContext(ctx)
	runs := append([]func(context.Context) error{
		h.Post.Run, h.Agenda.Run, h.Find.Run, h.follow,
	}, h.services...)
	for _, j := range h.jobs() {
		runs = append(runs, func(ctx context.Context) error { return h.each(ctx, j) })
	}
	if len(h.Synonyms.Names) > 0 {
		runs = append(runs, func(ctx context.Context) error { return h.Synonyms.Run(ctx, h.Log, h.Find) })
	}
	for _, run := range runs {
		g.Go(func() error { return run(ctx) })
	}
	for _, a := range h.Adapters {
		g.Go(func() error { defer stop(); return a.Run(ctx) })
	}
	return g.Wait()
}

// A job is what the house does by itself every so often; what skills do each day is part of one of them.
type job struct {
	name  string
	every time.Duration
	do    func(context.Context) error
}

// jobs are all of them. Run does each by a ticker, as the clock may be wrong; Advance by the clock, and always
// what is done every few seconds.
func (h *House) jobs() []job {
	return []job{
		{"tend", time.Minute, h.tendDaily},
		{"disk", watchEvery, h.lookAtDisk},
		{"wipe", wipeEvery, h.wipe},
		{"publish", 500 * time.Millisecond, h.publish},
	}
}

// Advance does at once what Run does as time goes by: what is due by the clock, what is to be published, and the
// messages of it all. It is for a clock that is moved by hand. Run and Advance are not for one house.
func (h *House) Advance(ctx context.Context) error {
	_, err := h.Agenda.Tick(ctx)
	published := h.published
	for _, j := range h.jobs() {
		if now := h.Now(); j.every < time.Minute || now.Sub(h.done[j.name]).Abs() >= j.every {
			h.done[j.name] = now
			err = errors.Join(err, j.do(ctx))
		}
	}
	if h.published > published {
		err = errors.Join(err, h.Reload(ctx))
	}
	return errors.Join(err, h.Post.Drain(ctx))
}

// Reload takes over at once what authors changed in files.
func (h *House) Reload(ctx context.Context) error { return h.Lib.Reload(ctx, h.changed) }

// follow keeps the index in step with the library until ctx is done.
func (h *House) follow(ctx context.Context) error { return h.Lib.Run(ctx, h.changed) }

// changed takes over what changed in the library, and has skills hear of new ways of working.
func (h *House) changed(ctx context.Context, c *knowledge.Changes) {
	h.Log.Info("library changed", "added", len(c.Added), "changed", len(c.Changed), "removed", len(c.Removed))
	if err := h.audit(context.WithoutCancel(ctx), c); err != nil { // also when it ends: this is told once
		h.Log.Error("what changed in the library is not in the audit log", "err", err)
	}
	if err := h.Find.Sync(ctx, h.Lib.All(), nil); err != nil {
		h.Log.Error("library changed, but the index could not follow", "err", err)
	}
	debug.FreeOSMemory() // reading takes far more than what is kept of it
	if err := h.Changed(ctx, c.Major); err != nil && ctx.Err() == nil {
		h.Log.Error("a new way of working is not told", "err", err)
	}
}

// audit writes down what files of authors put live or withdrew. Who approved an aid in chat is written down already.
func (h *House) audit(ctx context.Context, c *knowledge.Changes) error {
	var all []audit.Entry
	add := func(what audit.Kind, keys []knowledge.Key) {
		for _, k := range keys {
			if of, _ := h.Lib.Origin(k); of.Source != inChat {
				all = append(all, audit.Entry{Time: h.Now(), Role: audit.Files, Kind: what, Of: k.String()})
			}
		}
	}
	add(audit.Published, slices.Concat(c.Added, c.Changed))
	add(audit.Withdrawn, c.Removed)
	if len(all) == 0 {
		return nil
	}
	return h.DB.Update(ctx, func(tx *store.Tx) (err error) {
		for _, e := range all {
			err = errors.Join(err, audit.Add(tx, e))
		}
		return err
	})
}

// publish writes the drafts that were approved in chat to files of the library, where they go live as every file does.
func (h *House) publish(ctx context.Context) error {
	n, err := h.Publish(ctx, h.write)
	if h.published += n; err != nil {
		return fmt.Errorf("an approved draft is not live yet: %w", err)
	}
	return nil
}

// write puts a file in the folder of the aids that were approved in chat.
func (h *House) write(name string, text []byte) error {
	file := filepath.Join(h.own, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	return store.ReplaceFile(file, text, 0o600)
}

// tendDaily does the daily work when that was not done for a day.
func (h *House) tendDaily(ctx context.Context) error {
	if h.Now().Sub(h.tended) < 24*time.Hour {
		return nil
	}
	return h.Tend(ctx)
}

// Tend does the daily work now: it counts what is new, has skills do what they do by themselves each day, and removes
// what is too old. Before the journal lets go of a week the counts do, of who was active in it. By a clock that is not
// trusted none of it is done; see [House.Doubt].
func (h *House) Tend(ctx context.Context) error {
	if ok, err := h.onTime(ctx); !ok {
		return err
	}
	now := h.Now()
	h.tended = now
	h.Log.Debug("the daily work begins")
	_, counted := h.Counts.Update(ctx)
	err := errors.Join(counted, h.daily(ctx, now), h.Counts.Close(ctx, now))
	h.Log.Debug("what is too old is being removed")
	err = errors.Join(err, h.age(ctx, now))
	h.Log.Debug("the daily work ended")
	return err
}

// watchEvery is how often the house looks whether what happens can be kept.
const watchEvery = 2 * time.Second

// lookAtDisk looks whether what happens can be kept; [House.Trouble] is why not. Only what is new is logged.
func (h *House) lookAtDisk(ctx context.Context) error {
	err := h.DB.Probe(ctx)
	if ctx.Err() != nil {
		return nil
	}
	was := h.trouble.Swap(&err)
	switch {
	case err != nil && (was == nil || *was == nil):
		h.Log.Error("nothing can be kept, and nobody is served", "err", err)
	case err == nil && was != nil && *was != nil:
		h.Log.Warn("what happens is kept again")
	}
	return nil
}

// Trouble is why what people do cannot be kept, as the house saw it last; nil if it can.
func (h *House) Trouble() error {
	if err := h.trouble.Load(); err != nil {
		return *err
	}
	return nil
}

// wipeEvery is how often what was deleted is wiped from the file: well within a day.
const wipeEvery = 12 * time.Hour

// wipe wipes what was deleted from the file.
func (h *House) wipe(ctx context.Context) error {
	h.Log.Debug("what was deleted is being wiped")
	n, pause, err := h.DB.Wipe(ctx)
	h.Log.Info("what was deleted is wiped from the file", "bytes", n, "writers_paused", pause)
	return err
}

// each does a job until ctx is done, the first time at once. What goes wrong is logged.
func (h *House) each(ctx context.Context, j job) error {
	tick := time.NewTicker(j.every)
	defer tick.Stop()
	for {
		if err := j.do(ctx); err != nil && ctx.Err() == nil {
			h.Log.Error("background work", "job", j.name, "err", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
