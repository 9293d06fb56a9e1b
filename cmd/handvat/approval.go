package main

import "time"

// An approval is who allowed something that goes further than answering: a new export, a
// new purpose. Dutch law asks the works council to agree before (WOR article 27);
// where there is none, those who speak for the staff.
type approval struct {
	By     string `yaml:"approved_by" env:"BY" audit:"-"`    // name or role of who answers for it
	Agreed Day    `yaml:"works_council_agreed" env:"AGREED"` // by the works council; nothing of before is used
}

// check refuses name when nobody allowed it yet.
func (a approval) check(name string, now time.Time) error {
	switch {
	case a.By == "" || a.Agreed.IsZero():
		return words.Say(func(w *texts) string { return w.Wrong.NotApproved.With(name) })
	case a.Agreed.After(now):
		return words.Say(func(w *texts) string { return w.Wrong.NotYet.With(name, a.Agreed.Format(time.DateOnly)) })
	}
	return nil
}
