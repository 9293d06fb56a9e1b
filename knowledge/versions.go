package knowledge

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge/store"
)

// The versions that were live are kept for ever, each content once. A record leads from a file that cannot be read, or
// has errors, to what was live from it before; records of what is no longer live are deleted.
var (
	// versions are files as [Format] writes them: LANG "/" SLUG NUL VERSION NUL number. The number is store.Num of the
	// bucket's counter, so the last key of a version is its newest text.
	versions = store.Table[[]byte]{Bucket: "aid-versions", Class: store.Working, Keep: store.Forever,
		Write: func(text []byte) ([]byte, error) { return text, nil }, Read: readText}

	// records are what is live from each file: SOURCE NUL PATH.
	records = store.Table[record]{Bucket: "aid-files", Class: store.Working, Keep: store.Forever}
)

// Tables are what is live and was, declared. There is nothing of people in it.
func Tables() []store.Declared { return []store.Declared{&versions, &records} }

func readText(_, val []byte) ([]byte, error) {
	if !utf8.Valid(val) {
		return nil, errors.New("no text")
	}
	return val, nil
}

// A fileKey names a file of a source.
type fileKey struct{ source, path string }

func (k fileKey) bytes() []byte { return []byte(k.source + "\x00" + k.path) }

// A record says what is live from a file.
type record struct {
	Slug    string `json:"slug"`
	Lang    Lang   `json:"lang"`
	Version string `json:"version,omitempty"`
	Number  uint64 `json:"number"`
	Sum     sum    `json:"sum"`
}

func versionPrefix(k Key, version string) []byte {
	return []byte(k.String() + "\x00" + version + "\x00")
}

func (r record) versionKey() []byte {
	return append(versionPrefix(Key{r.Slug, r.Lang}, r.Version), store.Num(r.Number)...)
}

// loadRecords reads what was live in the last run.
func (l *Library) loadRecords(ctx context.Context) error {
	l.records = make(map[fileKey]record)
	if l.db == nil {
		return nil
	}
	err := l.db.View(ctx, func(tx *store.Tx) error {
		for k, r := range records.All(tx) {
			source, path, _ := strings.Cut(string(k), "\x00")
			l.records[fileKey{source, path}] = r
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("knowledge: read what was live: %w", err)
	}
	return nil
}

// since is how next differs from what was live in the last run.
func (l *Library) since(next *snapshot) *Changes {
	old := make(map[Key]was)
	for _, r := range l.records {
		old[Key{r.Slug, r.Lang}] = was{r.Sum, r.Version}
	}
	return next.diff(old)
}

// recall gives the files of source i that cannot be served as they are what was
// live from them in the last run.
func (l *Library) recall(ctx context.Context, i int, w walk) error {
	var want []*file
	for k := range l.records {
		if k.source != l.sources[i].Name {
			continue
		}
		f := l.files[i][k.path]
		if f == nil && w.under(k.path) {
			f = &file{path: k.path}
			l.files[i][k.path] = f
			want = append(want, f)
		} else if f != nil && f.good == nil && !f.doc.withdrawn() {
			if f.problems().Errors() == 0 && (f.doc == nil || f.doc.aid == nil) { // it no longer looks like an aid
				f.doc, f.own = &doc{name: l.sources[i].file(f.path)}, 1
				f.doc.noFront()
			}
			want = append(want, f)
		}
	}
	if len(want) == 0 {
		return nil
	}
	err := l.db.View(ctx, func(tx *store.Tx) error {
		for _, f := range want {
			r := l.records[fileKey{l.sources[i].Name, f.path}]
			src, ok, _ := versions.Load(tx, r.versionKey()) // an error fails the transaction
			if a, _ := Parse(f.path, src); ok && a != nil {
				f.good, f.sum = a, r.Sum
				l.log.Warn("last good version of aid file is live", "source", l.sources[i].Name, "file", f.path,
					"version", a.Version)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("knowledge: read last good versions: %w", err)
	}
	return nil
}

// keep writes down what is live now. It writes nothing that is written already.
func (l *Library) keep(ctx context.Context, s *snapshot) error {
	if l.db == nil || l.looks {
		return nil
	}
	fresh := make(map[fileKey]entry)
	for _, e := range s.aids {
		k := fileKey{e.origin.Source, e.file.path}
		r, ok := l.records[k]
		if !ok || r.Sum != e.sum || r.Slug != e.aid.Slug || r.Lang != e.aid.Lang {
			fresh[k] = e
		}
	}
	var stale []fileKey
	for k, r := range l.records {
		if e, ok := s.aids[Key{r.Slug, r.Lang}]; !ok || e.origin.Source != k.source || e.file.path != k.path {
			stale = append(stale, k)
		}
	}
	if len(fresh)+len(stale) == 0 {
		return nil
	}
	var written map[fileKey]record
	err := l.db.Update(ctx, func(tx *store.Tx) error {
		written = make(map[fileKey]record, len(fresh))
		for _, k := range stale {
			if err := records.Delete(tx, k.bytes()); err != nil {
				return err
			}
		}
		for k, e := range fresh {
			r := record{Slug: e.aid.Slug, Lang: e.aid.Lang, Version: e.aid.Version, Sum: e.sum}
			var err error
			if r.Number, err = putVersion(tx, e.aid); err != nil {
				return err
			}
			if err := records.Save(tx, k.bytes(), r); err != nil {
				return err
			}
			written[k] = r
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("knowledge: keep %d versions: %w", len(fresh), err)
	}
	for _, k := range stale {
		delete(l.records, k)
	}
	maps.Copy(l.records, written)
	return nil
}

// putVersion writes a down unless its content is there already, and returns the
// number it has.
func putVersion(tx *store.Tx, a *Aid) (uint64, error) {
	text, prefix := Format(a), versionPrefix(a.Key(), a.Version)
	for k, v := range versions.Scan(tx, prefix) {
		if bytes.Equal(v, text) {
			return store.FromNum(k[len(prefix):]), nil
		}
	}
	number, err := tx.Next(versions.Bucket)
	if err != nil {
		return 0, err
	}
	return number, versions.Save(tx, append(prefix, store.Num(number)...), text)
}

// KeptVersion returns an aid in a version that is or was live; of several texts with the same version, the newest.
// It reports false if there never was one.
func KeptVersion(tx *store.Tx, k Key, version string) (*Aid, bool, error) {
	prefix := versionPrefix(k, version)
	for _, text := range versions.ScanDown(tx, prefix) {
		a, problems := Parse(k.Slug+".md", text)
		if a == nil {
			return nil, false, fmt.Errorf("knowledge: version %s of %s: %s", version, k, problems[0].Text(English))
		}
		return a, true, nil
	}
	return nil, false, nil
}

// Major is the first number of a version, which a new way of working raises; 0 if there
// is none.
func Major(version string) int {
	first, _, _ := strings.Cut(version, ".")
	n, _ := strconv.Atoi(first)
	return n
}
