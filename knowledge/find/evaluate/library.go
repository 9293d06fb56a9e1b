package evaluate

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/handvat/handvat/knowledge"
)

// enough is how many questions of its own an aid must have, for some to be asked.
const enough = 3

// loadLibrary makes a set of a folder with aids in Markdown, so that an organisation
// can measure and calibrate on its own library before anybody has asked anything. Of
// each aid with enough questions one is taken out to be asked as a dev question, and
// one as a test question.
func loadLibrary(dir string) (*Set, error) {
	s := &Set{Name: filepath.Base(filepath.Clean(dir))}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		a, problems := knowledge.Parse(path, src)
		if a == nil || problems.Errors() > 0 {
			return nil // not an aid; "handvat aids check" says why
		}
		s.add(a)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(s.Questions) == 0 {
		return nil, Words.Say(func(w *texts) string { return w.NoSet.With(dir, enough) })
	}
	return s, nil
}

// add adds an aid, and takes the questions out of it that are to be asked.
func (s *Set) add(a *knowledge.Aid) {
	a.Questions = slices.Clone(a.Questions)
	slices.SortFunc(a.Questions, func(x, y string) int { return cmp.Compare(draw(x, 0), draw(y, 0)) })
	for _, split := range []string{"dev", "test"} {
		if len(a.Questions) >= enough {
			s.Questions = append(s.Questions, Question{ID: a.Key().String() + "-" + split, Lang: a.Lang,
				Text: a.Questions[0], Gold: []string{a.Slug}, Split: split})
			a.Questions = a.Questions[1:]
		}
	}
	s.Aids = append(s.Aids, a)
}
