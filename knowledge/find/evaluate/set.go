package evaluate

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
)

// A Set is a library with questions whose right aid is known, read from a folder
// with aids.jsonl and queries.jsonl.
type Set struct {
	Name      string // of the folder
	Aids      []*knowledge.Aid
	Questions []Question
}

// A Question is one row of queries.jsonl.
type Question struct {
	ID    string         `json:"id"`
	Lang  knowledge.Lang `json:"lang"`
	Text  string         `json:"text"`
	Gold  []string       `json:"gold"`  // slugs of the right aids; empty: out of scope
	Split string         `json:"split"` // train, dev or test
}

// A row is one row of aids.jsonl. Questions and keywords are ours; the others are
// what every set has.
type row struct {
	ID        string         `json:"id"`
	Lang      knowledge.Lang `json:"lang"`
	Title     string         `json:"title"`
	Summary   string         `json:"summary"`
	Steps     []string       `json:"steps"`
	Questions []string       `json:"questions"`
	Keywords  []string       `json:"keywords"`
}

// Load reads the set in dir. A folder with aids in Markdown, and without aids.jsonl,
// is a set too; see [loadLibrary].
func Load(dir string) (*Set, error) {
	if _, err := os.Stat(filepath.Join(dir, "aids.jsonl")); errors.Is(err, fs.ErrNotExist) {
		return loadLibrary(dir)
	}
	s, has := &Set{Name: filepath.Base(filepath.Clean(dir))}, map[knowledge.Key]bool{}
	err := readLines(filepath.Join(dir, "aids.jsonl"), func(r row) error {
		if r.ID == "" || r.Title == "" || !r.Lang.Known() {
			return Words.Say(func(w *texts) string { return w.NeedsAid })
		}
		key := knowledge.Key{Slug: r.ID, Lang: r.Lang}
		if has[key] {
			return Words.Say(func(w *texts) string { return w.Twice.With(r.ID, string(r.Lang)) })
		}
		has[key] = true
		a := &knowledge.Aid{Slug: r.ID, Lang: r.Lang, Title: r.Title, Quick: r.Summary, Questions: r.Questions,
			Keywords: r.Keywords, Status: knowledge.Published}
		for _, step := range r.Steps {
			a.Steps = append(a.Steps, knowledge.Step{Text: step})
		}
		s.Aids = append(s.Aids, a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = readLines(filepath.Join(dir, "queries.jsonl"), func(q Question) error {
		if q.ID == "" || q.Text == "" || !q.Lang.Known() ||
			!slices.Contains([]string{"train", "dev", "test"}, q.Split) {
			return Words.Say(func(w *texts) string { return w.Needs })
		}
		for _, slug := range q.Gold {
			if !has[knowledge.Key{Slug: slug, Lang: "nl"}] && !has[knowledge.Key{Slug: slug, Lang: "en"}] {
				return Words.Say(func(w *texts) string { return w.NoGold.With(slug) })
			}
		}
		s.Questions = append(s.Questions, q)
		return nil
	})
	return s, err
}

// readLines calls add for every line of a file of JSON objects.
func readLines[T any](path string, add func(T) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 4<<20)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var v T
		err := readLine(lines.Bytes(), &v)
		if err == nil {
			err = add(v)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w", text.Name(path), n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("%s: %w", text.Name(path), err)
	}
	return nil
}

// readLine reads a JSON object into v, and tells what of it cannot be read.
func readLine(line []byte, v any) error {
	var all map[string]json.RawMessage
	if json.Unmarshal(line, &all) != nil || all == nil {
		return Words.Say(func(w *texts) string { return w.NoObject })
	}
	var known []string
	for f := range reflect.TypeOf(v).Elem().Fields() {
		known = append(known, f.Tag.Get("json"))
	}
	unread := []string{"domain", "gold_any", "text_en"} // which public sets have besides
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if !slices.Contains(known, key) && !slices.Contains(unread, key) {
			return Words.Say(func(w *texts) string { return w.NoKey.With(key, strings.Join(known, ", ")) })
		}
	}
	var at *json.UnmarshalTypeError
	err := json.Unmarshal(line, v)
	if errors.As(err, &at) {
		return Words.Say(func(w *texts) string { return w.Kind.With(at.Field) })
	}
	return err
}

// Split returns the questions of one split.
func (s *Set) Split(name string) []Question {
	var out []Question
	for _, q := range s.Questions {
		if q.Split == name {
			out = append(out, q)
		}
	}
	return out
}

// All asks for every phrasing there is.
const All = -1

// Phrasings returns k confirmed phrasings for each aid, or all of them: of the train
// questions of an aid, the first k by the SHA-256 of the seed in decimal digits
// followed by the question's id. Every implementation of that rule draws the same.
func (s *Set) Phrasings(k, seed int) []Question {
	by := map[string][]Question{}
	var order []string
	for _, q := range s.Split("train") {
		if len(q.Gold) == 0 {
			continue
		}
		slug := q.Gold[0]
		if by[slug] == nil {
			order = append(order, slug)
		}
		by[slug] = append(by[slug], q)
	}
	var out []Question
	for _, slug := range order {
		rows := by[slug]
		if k != All {
			slices.SortStableFunc(rows, func(a, b Question) int {
				return cmp.Compare(draw(a.ID, seed), draw(b.ID, seed))
			})
			rows = rows[:min(k, len(rows))]
		}
		out = append(out, rows...)
	}
	return out
}

func draw(id string, seed int) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(seed) + id))
	return hex.EncodeToString(sum[:])
}

// Without returns the set as it would be without a share of its aids, drawn by the
// same rule as phrasings: the questions that ask for those become out of scope. An
// aid that is left may be close to what they ask, as it is at work.
func (s *Set) Without(share float64, seed int) *Set {
	order := s.drawn(seed)
	return s.lacking(order[:int(share*float64(len(order)))])
}

// hiding returns the set without the i-th of n parts of its aids, which differ by one
// aid at most.
func (s *Set) hiding(i, n int) *Set {
	var hidden []string
	for at, slug := range s.drawn(0) {
		if at%n == i {
			hidden = append(hidden, slug)
		}
	}
	return s.lacking(hidden)
}

// drawn returns the slugs of the aids in an order drawn by the rule of phrasings.
func (s *Set) drawn(seed int) []string {
	slugs := map[string]bool{}
	for _, a := range s.Aids {
		slugs[a.Slug] = true
	}
	return slices.SortedFunc(maps.Keys(slugs), func(a, b string) int {
		return cmp.Compare(draw(a, seed), draw(b, seed))
	})
}

// lacking returns the set without the aids of some slugs.
func (s *Set) lacking(slugs []string) *Set {
	return s.keep(func(a *knowledge.Aid) bool { return !slices.Contains(slugs, a.Slug) })
}
