package main

import (
	"context"
	"fmt"
	"time"
)

// doctorCmd looks at everything that is configured.
type doctorCmd struct {
	configFlags
	clockFlags
	Data string `help:"@doctor_data" default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Deep bool   `help:"Read every page of the database too, beside every row. Handvat may be running."`
}

// expiresSoon is how long before a secret ends doctor begins to warn.
const expiresSoon = 30 * 24 * time.Hour

// Run checks every platform that is configured, and when secrets end. The exit status
// says whether there is trouble; a warning is none.
func (c *doctorCmd) Run(ctx context.Context, p program) error {
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if c.AcceptClock {
		if err := acceptClock(c.Data, p.now()); err != nil {
			return err
		}
		fmt.Fprintln(p.out, "The clock is accepted: Handvat goes on within a minute, or when it starts.")
	}
	if !c.Deep { // which takes as long as it takes
		short, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		ctx = short
	}
	var trouble error
	set := 0
	for _, on := range platforms() {
		if !on.isSet(cfg) {
			continue
		}
		set++
		if err := report(p.out, on.name, on.check(ctx, cfg)); err != nil {
			trouble = err
		}
	}
	if cfg.XAPI.Endpoint != "" {
		set++
		if err := report(p.out, "xapi", checkXAPI(ctx, cfg, p.real())); err != nil {
			trouble = err
		}
	}
	outside, unread := readOutside(c.Data)
	if err := report(p.out, "sending", append(unread, sendingFindings(outside.Sending)...)); err != nil {
		trouble = err
	}
	if err := (inspection{c.Deep, cfg.Privacy.K}).inspect(ctx, p, c.Data, outside); err != nil {
		trouble = err
	}
	if !c.AcceptClock {
		at := dataFlags{c.Data}.desk(p, "")
		if err := report(p.out, "clock", clockFindings(ctx, at, outside.Clock)); err != nil {
			trouble = err
		}
	}
	if err := report(p.out, "secrets", append(endings(cfg, p.real()), exposures(cfg, c.Config)...)); err != nil {
		trouble = err
	}
	if set == 0 {
		fmt.Fprintln(p.out, "No chat platform is configured; the chat page needs none. To connect one: handvat "+
			"connect --help")
	}
	return trouble
}

// endings are the secrets that end soon, or have ended.
func endings(c *config, now time.Time) (out []finding) {
	for _, s := range c.secrets() {
		if !s.value.IsSet() || s.expires.IsZero() {
			continue
		}
		date := s.expires.Format("2 January 2006")
		switch left := s.expires.Sub(now); {
		case left <= 0:
			out = append(out, finding{what: fmt.Sprintf("%s ended on %s.", s.name, date),
				do: "Make a new one, set it, and set the new date."})
		case left <= expiresSoon:
			out = append(out, finding{what: fmt.Sprintf("%s ends on %s.", s.name, date),
				do: "Make a new one before then.", warn: true})
		default:
			out = append(out, finding{what: fmt.Sprintf("%s is good until %s.", s.name, date)})
		}
	}
	return out
}
