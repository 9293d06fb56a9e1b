package knowledge

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Severity says what a problem stops.
type Severity string

// The two severities. An error keeps a file from going live; a warning does not.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// A Problem is one thing an author can improve in a file, as a sentence that
// says what to do.
type Problem struct {
	File     string    `json:"file"`
	Line     int       `json:"line,omitempty"` // from 1; 0 when the problem is not in one place
	Col      int       `json:"col,omitempty"`  // in characters, from 1
	Severity Severity  `json:"severity"`
	Code     string    `json:"code"` // names the rule, such as "step-verb"; stable
	Says     text.Said `json:"-"`
}

// MarshalJSON writes what a problem says in Dutch and in English.
func (p Problem) MarshalJSON() ([]byte, error) {
	type place Problem
	return json.Marshal(struct {
		place
		NL string `json:"nl"`
		EN string `json:"en"`
	}{place(p), p.Text(Dutch), p.Text(English)})
}

// At is a problem of a file in YAML.
func At(file string, p yamldoc.Problem) Problem {
	return Problem{File: file, Line: p.Line, Col: p.Col, Severity: Error, Code: p.Code, Says: p.Says}
}

func (p Problem) equal(o Problem) bool { return reflect.DeepEqual(p, o) }

// Text is the sentence in lang.
func (p Problem) Text(lang Lang) string { return p.Says.In(string(lang)) }

// Error and In make a problem an error that is told in the language of who reads it; see [text.Tell].
func (p Problem) Error() string { return p.String(English) }

// In is String, for a tag.
func (p Problem) In(lang string) string { return p.String(Lang(lang)) }

// String is p as one line that editors can jump to, such as
// "content/nl/x.md:12:3: Stap 4 begint niet met een werkwoord".
func (p Problem) String(lang Lang) string {
	switch {
	case p.File == "":
		return p.Text(lang)
	case p.Line == 0:
		return text.Name(p.File) + ": " + p.Text(lang)
	}
	return fmt.Sprintf("%s:%d:%d: %s", text.Name(p.File), p.Line, p.Col, p.Text(lang))
}

// Problems is what is wrong with one or more files, in order of file and place.
type Problems []Problem

// Errors counts the problems that keep a file from going live.
func (ps Problems) Errors() int {
	n := 0
	for _, p := range ps {
		if p.Severity == Error {
			n++
		}
	}
	return n
}

// Err is all of them as an error, in the order they are read; nil if there are none.
func (ps Problems) Err() error {
	var errs []error
	for _, p := range ps.Sort() {
		errs = append(errs, p)
	}
	return errors.Join(errs...)
}

// Sort puts ps in the order they are read, and returns them.
func (ps Problems) Sort() Problems {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
	return ps
}
