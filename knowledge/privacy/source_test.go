package privacy

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// seconds are what a number of people, or a time to keep, looks like that is not of this package, by the end of the
// names of the files it would stand in, with an example.
var seconds = []struct {
	ext, example string
	re           *regexp.Regexp
}{
	{".go", "if len(who) < 5 {", regexp.MustCompile(
		`(?i)(people|person|who|crowd|answer|answered|answers|members?|size|askers?|reporters?|took|invited)\)* ` +
			`*(<|<=|>|>=) *(5|10)\b`)},
	{".go", "const minPeople = 5", regexp.MustCompile(
		`(?i)\b(k|min(imum)?people|least\w*|smallest\w*|threshold|group) *(int|=|:=)[ =]*(5|10)\b`)},
	{".go", "const keepPlan = 365 * 24 * time.Hour",
		regexp.MustCompile(`(?i)\bkeep\w* *(=|:|:=) *\(?[0-9].*time\.Hour`)},
	{".yaml", "  note: Groepen van vijf of meer mensen.", regexp.MustCompile(
		`(?i)\b(5|vijf|five|10|tien|ten) (of meer |or more |different |verschillende ` +
			`)?(mensen|people|antwoorden|answers|collega|colleague)`)},
}

// others are folders that are left out: of authored files, answers are the choices of a question.
var others = []string{"testdata", "privacy", "authored"}

// TestNobodyElseHasANumber reads the source of the whole program, and the texts beside it: how small a group may be
// told of and how long something is kept is said in this package only. It is no proof: it finds what is written as
// people write it.
func TestNobodyElseHasANumber(t *testing.T) {
	for _, s := range seconds {
		if !s.re.MatchString(s.example) {
			t.Errorf("%s is not found", s.example)
		}
	}
	read := 0
	for _, top := range []string{"knowledge", "bot", "cmd", "adapters"} {
		err := filepath.WalkDir(filepath.Join("..", "..", top), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() && slices.Contains(others, e.Name()) {
				return skipped(err)
			}
			for _, s := range seconds {
				if e.IsDir() || filepath.Ext(name) != s.ext || strings.HasSuffix(name, "_test.go") {
					continue
				}
				src, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				read++
				for i, line := range bytes.Split(src, []byte("\n")) {
					code, _, _ := bytes.Cut(line, []byte("//"))
					if found := s.re.Find(code); found != nil {
						t.Errorf("%s:%d: %s: ask knowledge/privacy", name, i+1, found)
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 400 {
		t.Errorf("only %d files were read", read)
	}
}

// skipped is err, or that a folder is left out.
func skipped(err error) error {
	if err == nil {
		err = fs.SkipDir
	}
	return err
}
