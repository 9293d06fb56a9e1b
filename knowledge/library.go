package knowledge

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/handvat/handvat/knowledge/store"
)

// A Library is the aids an organisation has: those of all its sources together,
// where an aid of a later source replaces the one with the same slug and language
// of an earlier source. Only published aids and pages from elsewhere are in it.
//
// A file with errors never goes live: what was live before it, in this run or an
// earlier one, stays. A Library is safe for concurrent use; readers never wait, and
// see all changes of one reload at once.
type Library struct {
	log     *slog.Logger
	db      *store.DB
	now     func() time.Time
	sources []Source

	live atomic.Pointer[snapshot]

	mu      sync.Mutex           // held during a reload; guards what follows
	files   []map[string]*file   // by path, per source
	records map[fileKey]record   // what the store holds
	blocked []map[string]Problem // what could not be walked, per source, by path
	looks   bool                 // nothing is to be kept
	unkept  bool                 // what is live may not be in the store yet
	pending *Changes             // since the last run, for Run to report
}

// OpenLibrary reads the aids of the sources. The db keeps their versions, and may be
// nil if nothing is to be kept. The names of the sources must differ.
//
// Files with errors do not make it fail: see [Library.Problems]. It fails when the
// database does, or when a source cannot be read and never was.
func OpenLibrary(log *slog.Logger, db *store.DB, now func() time.Time, sources ...Source) (*Library, error) {
	return openLibrary(&Library{log: log, db: db, now: now, sources: sources})
}

// ReadLibrary is [OpenLibrary] for who only looks: what was live last serves where a file is broken now, and what has
// changed since is left to be found by who opens it.
func ReadLibrary(log *slog.Logger, db *store.DB, now func() time.Time, sources ...Source) (*Library, error) {
	return openLibrary(&Library{log: log, db: db, now: now, sources: sources, looks: true})
}

func openLibrary(l *Library) (*Library, error) {
	sources := l.sources
	for i, src := range sources {
		if slices.ContainsFunc(sources[:i], func(s Source) bool { return s.Name == src.Name }) {
			return nil, fmt.Errorf("knowledge: two libraries are called %q", src.Name)
		}
		l.files = append(l.files, make(map[string]*file))
		l.blocked = append(l.blocked, nil)
	}
	ctx := context.Background()
	if err := l.loadRecords(ctx); err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i := range sources {
		if err := l.open(ctx, i); err != nil {
			return nil, err
		}
	}
	next := l.build()
	if len(l.records) > 0 {
		l.pending = l.since(next)
	}
	l.live.Store(next)
	if err := l.keep(ctx, next); err != nil {
		return nil, err
	}
	return l, nil
}

// A snapshot is the library at one moment. It is never changed.
type snapshot struct {
	aids     map[Key]entry
	sorted   []*Aid
	problems Problems
}

// An entry is one aid that is live.
type entry struct {
	aid    *Aid
	file   *file
	sum    sum // of the canonical form
	origin Origin
}

// An Origin says where an aid comes from.
type Origin struct {
	Source    string   // the name of the source
	Ours      bool     // as the source says
	File      string   // the file, as problems call it
	Overrides []string // names of the sources whose aid it replaces; the starter's, usually
}

// Get returns the aid with this slug in this language.
func (l *Library) Get(slug string, lang Lang) (*Aid, bool) {
	e, ok := l.live.Load().aids[Key{slug, lang}]
	return e.aid, ok
}

// Lookup returns the aid with this slug: in the language preferred, or else in
// another, for who prefers one without aids in English first.
func (l *Library) Lookup(slug string, prefer Lang) (*Aid, bool) {
	s := l.live.Load()
	langs := append([]Lang{prefer}, Langs...)
	if prefer != "" {
		langs = []Lang{prefer, English, Dutch}
	}
	for _, lang := range langs {
		if e, ok := s.aids[Key{slug, lang}]; ok {
			return e.aid, true
		}
	}
	return nil, false
}

// All returns every aid, in order of slug and then of language. The caller must not
// change the slice.
func (l *Library) All() []*Aid { return l.live.Load().sorted }

// Origin says where the aid that is live under a key comes from.
func (l *Library) Origin(k Key) (Origin, bool) {
	e, ok := l.live.Load().aids[k]
	return e.origin, ok
}

// Problems returns what authors can improve in the files as they are now, live or
// not. Differences between language versions are among them, and do not keep an aid
// from going live.
func (l *Library) Problems() Problems { return slices.Clone(l.live.Load().problems) }

// Changes says how a reload changed the library.
type Changes struct {
	Added, Changed, Removed []Key
	Major                   []Upgrade // those of Changed that ask another way of working
}

// Empty reports whether nothing changed.
func (c *Changes) Empty() bool { return len(c.Added)+len(c.Changed)+len(c.Removed) == 0 }

// An Upgrade is a change of an aid to a version with a higher first number.
type Upgrade struct {
	Key      Key
	From, To string // versions
}

// build makes a snapshot of the files.
func (l *Library) build() *snapshot {
	s := &snapshot{aids: make(map[Key]entry)}
	for i, src := range l.sources {
		for _, f := range sortedFiles(l.files[i]) {
			if f.good == nil || f.good.Status != Published {
				continue
			}
			k := f.good.Key()
			e := entry{f.good, f, f.sum, Origin{Source: src.Name, Ours: src.Ours, File: src.file(f.path)}}
			if under, ok := s.aids[k]; ok {
				if under.origin.Source == src.Name {
					continue // a double: the first has the slug
				}
				e.origin.Overrides = append(slices.Clone(under.origin.Overrides), under.origin.Source)
			}
			s.aids[k] = e
		}
	}
	for _, e := range s.aids {
		s.sorted = append(s.sorted, e.aid)
	}
	slices.SortFunc(s.sorted, func(a, b *Aid) int {
		return cmp.Or(cmp.Compare(a.Slug, b.Slug), slices.Index(Langs, a.Lang)-slices.Index(Langs, b.Lang))
	})
	s.problems = l.problems()
	return s
}

// problems collects what is wrong with the files, by themselves and together.
func (l *Library) problems() Problems {
	known := make(map[Key]bool)
	docs := make([][]*doc, len(l.sources))
	for i := range l.sources {
		for _, f := range sortedFiles(l.files[i]) {
			if f.good != nil {
				known[f.good.Key()] = true
			}
			if f.doc != nil {
				f.doc.problems = f.doc.problems[:f.own:f.own]
				docs[i] = append(docs[i], f.doc)
			}
		}
	}
	var all Problems
	for i := range l.sources {
		cross(docs[i], nil, known)
		for _, d := range docs[i] {
			all = append(all, d.problems...)
		}
		for _, p := range l.blocked[i] {
			all = append(all, p)
		}
	}
	return all.Sort()
}

// diff says how s differs from what was live: the sum and version by key.
func (s *snapshot) diff(old map[Key]was) *Changes {
	c := new(Changes)
	for _, a := range s.sorted {
		k := a.Key()
		before, ok := old[k]
		switch {
		case !ok:
			c.Added = append(c.Added, k)
		case before.sum != s.aids[k].sum:
			c.Changed = append(c.Changed, k)
			if Major(a.Version) > Major(before.version) {
				c.Major = append(c.Major, Upgrade{k, before.version, a.Version})
			}
		}
	}
	for k := range old {
		if _, ok := s.aids[k]; !ok {
			c.Removed = append(c.Removed, k)
		}
	}
	slices.SortFunc(c.Removed, func(a, b Key) int { return cmp.Compare(a.String(), b.String()) })
	return c
}

// A was is what a snapshot held under a key.
type was struct {
	sum     sum
	version string
}

// was is what s holds, for the next snapshot to be compared with.
func (s *snapshot) was() map[Key]was {
	m := make(map[Key]was, len(s.aids))
	for k, e := range s.aids {
		m[k] = was{e.sum, e.aid.Version}
	}
	return m
}
