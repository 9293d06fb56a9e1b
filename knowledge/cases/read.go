package cases

import (
	"fmt"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// maxFile is the size of the largest case file that is read, in bytes.
const maxFile = 256 << 10

func at(list string, n int) string { return fmt.Sprintf("%s[%d]", list, n) }

// Parse reads a case from YAML. The name is that of the file and appears in the
// problems, which are in order of place: what cannot be read, and what cannot be true.
// The case is nil when nothing could be made of the file, and must not be kept when
// there are errors. What a phase still asks for is no problem of the file: see
// [Missing]. Parse never panics.
//
// The reader is strict: an unknown field, a second value or a wrong kind is an error,
// and anchors, aliases and tags are refused.
func Parse(name string, src []byte) (*Case, yamldoc.Places, knowledge.Problems) {
	c, r := new(Case), &reader{name: name}
	at, problems := yamldoc.Decode(src, c, yamldoc.Options{Max: maxFile, Required: true})
	r.at = at
	for _, p := range problems {
		r.problems = append(r.problems, knowledge.At(name, p))
	}
	if at == nil {
		return nil, nil, r.problems
	}
	r.check(c)
	return c, r.at, r.problems.Sort()
}

// A reader reads one file.
type reader struct {
	name     string
	at       yamldoc.Places
	problems knowledge.Problems
}

// wrong adds the problem of a field.
func (r *reader) wrong(path, code string, says func(*texts) string) {
	r.add(r.at.Of(path), code, Words.Say(says))
}

func (r *reader) add(at yamldoc.Place, code string, says text.Said) {
	r.problems = append(r.problems, knowledge.At(r.name, yamldoc.Problem{Place: at, Code: code, Says: says}))
}
