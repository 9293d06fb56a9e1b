package main

import (
	"context"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/text"
)

// doctorCmd looks at everything that is configured.
type doctorCmd struct {
	configFlags
	clockFlags
	Data string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	Deep bool
	Lang string `default:""`
}

// expiresSoon is how long before a secret ends doctor begins to warn.
const expiresSoon = 30 * 24 * time.Hour

// Run checks every platform that is configured, and when secrets end. The exit status
// says whether there is trouble; a warning is none.
func (c *doctorCmd) Run(ctx context.Context, p program) error {
	lang := spoken(c.Lang)
	w := words.In(lang).Doctor
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if c.AcceptClock {
		if err := acceptClock(c.Data, p.now()); err != nil {
			return err
		}
		fmt.Fprintln(p.out, w.Accepted)
	}
	if !c.Deep { // which takes as long as it takes
		short, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		ctx = short
	}
	var trouble error
	tell := func(name string, fs []finding) {
		if err := report(p.out, lang, name, fs); err != nil {
			trouble = err
		}
	}
	set := 0
	for _, on := range platforms() {
		if on.isSet(cfg) {
			set++
			tell(on.name, on.check(ctx, cfg, lang))
		}
	}
	if cfg.XAPI.Endpoint != "" {
		set++
		tell("xapi", checkXAPI(ctx, cfg, p.real(), lang))
	}
	if closed := shut(c.Data, lang); closed != nil {
		tell("data", closed)
	} else if err := c.look(ctx, p, cfg, lang, tell); err != nil {
		trouble = err
	}
	tell("secrets", append(endings(cfg, p.real(), lang), exposures(cfg, c.Config, lang)...))
	if set == 0 {
		fmt.Fprintln(p.out, w.NoPlatform)
	}
	return trouble
}

// look tells how what is in the data folder stands.
func (c *doctorCmd) look(ctx context.Context, p program, cfg *config, lang string,
	tell func(name string, fs []finding)) error {
	outside, unread := readOutside(c.Data, lang)
	tell("sending", append(unread, sendingFindings(outside.Sending, lang)...))
	err := inspection{c.Deep, cfg.Privacy.K, lang}.inspect(ctx, p, c.Data, outside)
	if !c.AcceptClock {
		tell("clock", clockFindings(ctx, dataFlags{c.Data}.desk(p, lang), outside.Clock))
	}
	return err
}

// endings are the secrets that end soon, or have ended.
func endings(c *config, now time.Time, lang string) (out []finding) {
	w := words.In(lang).Doctor
	for _, s := range c.secrets() {
		if !s.value.IsSet() || s.expires.IsZero() {
			continue
		}
		date := text.In(lang).Long(s.expires.Time)
		switch left := s.expires.Sub(now); {
		case left <= 0:
			out = append(out, finding{what: w.Ended.With(s.name, date), do: w.EndedDo})
		case left <= expiresSoon:
			out = append(out, finding{what: w.Ends.With(s.name, date), do: w.EndsDo, warn: true})
		default:
			out = append(out, finding{what: w.Good.With(s.name, date)})
		}
	}
	return out
}
