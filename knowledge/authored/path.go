package authored

import (
	"fmt"
	"strconv"
	"time"
)

// A Path is a starter path: what helps somebody who moves to another role, on the first day,
// in the first week and in the first month. It is set for one person, from a day on, and
// ends by itself after the last part.
type Path struct {
	ID          string `yaml:"id"`          // of a-z, 0-9 and -, at most 30 bytes
	Title       Text   `yaml:"title"`       // people read it
	Purpose     Text   `yaml:"purpose"`     // what it serves, in one line; people read it below each message
	Responsible string `yaml:"responsible"` // role that answers for it, such as ld-team
	Parts       []Part `yaml:"parts"`

	source
}

// A Part is one message of a path, with the aids that help then.
type Part struct {
	After int      `yaml:"after"` // days after the first day
	Text  Text     `yaml:"text"`
	Aids  []string `yaml:"aids"` // slugs
}

// The limits of a path.
const (
	maxParts = 6
	maxAids  = 4
	maxAfter = 180 // days
)

// Day is the day of a part, from 0, when the path begins on a day: a weekend becomes the
// Monday after it.
func (p *Path) Day(part int, from time.Time) time.Time {
	d := from.AddDate(0, 0, p.Parts[part].After)
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDate(0, 0, 1)
	}
	return d
}

func (k *checker) path(p *Path) {
	k.head(p.ID, p.Title, p.Purpose, p.Responsible)
	k.that(len(p.Parts) > 0 && len(p.Parts) <= maxParts, "parts",
		func(w *texts) string { return w.Parts.With(maxParts) })
	for i, part := range p.Parts {
		at := fmt.Sprintf("parts[%d].", i)
		k.text(at+"text", part.Text, maxText)
		k.that(part.After >= 0 && part.After <= maxAfter && (i == 0 || part.After > p.Parts[i-1].After), at+"after",
			func(w *texts) string { return w.PartAfter.With(strconv.Itoa(i+1), maxAfter) })
		k.that(len(part.Aids) > 0 && len(part.Aids) <= maxAids, at+"aids",
			func(w *texts) string { return w.PartAids.With(strconv.Itoa(i+1), maxAids) })
	}
}
