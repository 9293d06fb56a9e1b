package knowledge

import (
	"context"
	"slices"
	"time"

	"github.com/fsnotify/fsnotify"
)

// How quickly a change on disk is noticed.
const (
	quiet   = 200 * time.Millisecond // a change is read when nothing happened for this long
	hurry   = 800 * time.Millisecond // or this long after it, when there is always something
	soonest = time.Second            // between two looks at the files without any notice
	latest  = 30 * time.Second
	share   = 20 // walking through the folders may take one part in this many of the time
)

// Run keeps the library up to date with the folders on disk until ctx is done, and
// returns ctx's error. It calls onChange, if that is not nil, after each change has
// gone live; first of all with what changed since the last run, if anything did.
//
// The operating system gives notice of most changes; for those it does not see, such
// as on a network drive, Run looks at the files itself, every second if that is
// quick. Either way a change is live within two seconds.
func (l *Library) Run(ctx context.Context, onChange func(ctx context.Context, c *Changes)) error {
	l.mu.Lock()
	pending := l.pending
	l.pending = nil
	l.mu.Unlock()
	if onChange != nil && pending != nil && !pending.Empty() {
		onChange(ctx, pending)
	}
	if !slices.ContainsFunc(l.sources, func(s Source) bool { return s.Dir != "" }) { // nothing changes
		<-ctx.Done()
		return ctx.Err()
	}
	w := l.watch()
	defer w.close()
	var since time.Time // the first event that has not been looked at; zero if none
	look := time.NewTimer(0)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.events():
			now := time.Now()
			if since.IsZero() {
				since = now
			}
			look.Reset(max(0, min(quiet, hurry-now.Sub(since))))
		case err := <-w.errors():
			l.log.Warn("watching library folders", "err", err)
		case <-look.C:
			since = time.Time{}
			look.Reset(l.look(ctx, w, onChange))
		}
	}
}

// Reload brings the library up to date with the files on disk at once, and calls onChange if anything changed. It
// is for who does not [Library.Run].
func (l *Library) Reload(ctx context.Context, onChange func(context.Context, *Changes)) error {
	for range 20 { // a file that was just written is looked at once more
		c, found, err := l.reload(ctx)
		if err != nil {
			return err
		}
		if !c.Empty() {
			onChange(ctx, c)
		}
		if !found.again {
			return nil
		}
		time.Sleep(quiet)
	}
	return nil
}

// look reloads once and returns when to look again.
func (l *Library) look(ctx context.Context, w *watcher, onChange func(context.Context, *Changes)) time.Duration {
	c, found, err := l.reload(ctx)
	w.report(l, err)
	unseen := w.add(l, found.dirs)
	if !c.Empty() {
		l.log.Info("library changed", "added", len(c.Added), "changed", len(c.Changed), "removed", len(c.Removed))
		if onChange != nil {
			onChange(ctx, c)
		}
	}
	if found.again || unseen {
		return quiet
	}
	return min(max(share*found.took, soonest), latest)
}

// A watcher gives notice of changes in folders. Without help of the operating system
// it gives none.
type watcher struct {
	fs      *fsnotify.Watcher // nil if there is no help
	watched map[string]bool   // folders that are watched
	failed  map[string]bool   // folders that cannot be watched
	keeping string            // why versions could not be kept, the last time
}

func (l *Library) watch() *watcher {
	fs, err := fsnotify.NewWatcher()
	if err != nil {
		l.log.Warn("no notice of changed library files; looking at them instead", "err", err)
		fs = nil
	}
	return &watcher{fs: fs, failed: make(map[string]bool)}
}

func (w *watcher) close() {
	if w.fs != nil {
		_ = w.fs.Close() // it holds nothing that could be lost
	}
}

// report logs that versions could not be kept, once for each reason.
func (w *watcher) report(l *Library, err error) {
	why := ""
	if err != nil {
		why = err.Error()
	}
	if why != "" && why != w.keeping {
		l.log.Error("aid versions not kept", "err", err)
	}
	w.keeping = why
}

func (w *watcher) events() <-chan fsnotify.Event {
	if w.fs == nil {
		return nil
	}
	return w.fs.Events
}

func (w *watcher) errors() <-chan error {
	if w.fs == nil {
		return nil
	}
	return w.fs.Errors
}

// add watches the folders. Watching one that is watched already costs next to
// nothing, and one that was removed and made again is watched again. It reports
// whether some were not watched before, so that changes may have gone unseen.
func (w *watcher) add(l *Library, dirs []string) (unseen bool) {
	if w.fs == nil {
		return false
	}
	watched := make(map[string]bool, len(dirs))
	for _, dir := range dirs {
		watched[dir] = true
		err := w.fs.Add(dir)
		if err != nil && !w.failed[dir] {
			w.failed[dir] = true
			l.log.Warn("no notice of changes in a library folder; looking at it instead", "err", err)
		}
		unseen = unseen || err == nil && !w.watched[dir]
	}
	w.watched = watched
	return unseen
}
