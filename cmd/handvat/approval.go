package main

import (
	"fmt"
	"time"
)

// An approval is who allowed something that goes further than answering: a new export, a
// new purpose. Dutch law asks the works council to agree before (WOR article 27);
// where there is none, those who speak for the staff.
type approval struct {
	By     string `yaml:"approved_by" env:"BY"`              // name or role of who answers for it
	Agreed Day    `yaml:"works_council_agreed" env:"AGREED"` // by the works council; nothing of before is used
}

// check refuses name when nobody allowed it yet.
func (a approval) check(name string, now time.Time) error {
	switch {
	case a.By == "" || a.Agreed.IsZero():
		return fmt.Errorf("%[1]s sends what people do or ask to others. Enter in the configuration who approved it, "+
			"as %[1]s.approval.approved_by, and when the works council agreed, as "+
			"%[1]s.approval.works_council_agreed (such as 2027-01-31). See: handvat privacy report", name)
	case a.Agreed.After(now):
		return fmt.Errorf("%s: the works council agreed on %s, and that is still to come", name,
			a.Agreed.Format(time.DateOnly))
	}
	return nil
}
