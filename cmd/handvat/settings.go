package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// check refuses a smallest group that no organisation can have, and questions there are not.
func (c *privacyConfig) check() error {
	for _, q := range c.NotAsked {
		if !slices.Contains(survey.All(), q) {
			return fmt.Errorf("privacy.not_asked: %q is none of %s", q, strings.Join(survey.All(), ", "))
		}
	}
	if least := privacy.Group(0); c.K != 0 && !least.May(c.K) {
		return fmt.Errorf("privacy.k is %d: figures are shown of %d people or more. It can be raised only", c.K,
			least.K())
	}
	return nil
}

// raise stores the smallest group that is set, if one is, writes down when it changes, and returns the one that holds.
// A smaller one than holds is refused in a language.
func (c *privacyConfig) raise(ctx context.Context, db *store.DB, lang string, now time.Time) (group privacy.Group,
	err error) {
	err = db.Update(ctx, func(tx *store.Tx) error {
		was, known, err := settings.Held(tx) // of a Handvat that kept it there
		if err != nil {
			return err
		}
		if group, err = privacy.Load(tx); err == nil && was.K > group.K() {
			err = privacy.Raise(tx, was.K)
		}
		if err == nil && c.K != 0 {
			err = privacy.Raise(tx, c.K)
		}
		if err == nil {
			group, err = privacy.Load(tx)
		}
		if err == nil && known && was.K != group.K() {
			was.K = group.K()
			err = settings.Keep(tx, was, now)
		}
		return err
	})
	if lower := (*privacy.LowerError)(nil); errors.As(err, &lower) {
		err = errors.New(words.In(lang).Lower.With(lower.Asked, lower.Holds))
	}
	return group, err
}

// channels are the ways in and out, on or off.
func (c *config) channels() []papers.Channel {
	all := []papers.Channel{{Name: "web", On: true}}
	for _, p := range platforms() {
		ch := papers.Channel{Name: p.name, On: p.isSet(c)}
		if p.name == "mail" {
			ch.To = c.Mail.Host
		}
		all = append(all, ch)
	}
	lrs := papers.Channel{Name: "xapi", On: c.XAPI.Endpoint != "", By: c.XAPI.Approval.By,
		Since: c.XAPI.Approval.Agreed.Time}
	if u, err := url.Parse(c.XAPI.Endpoint); err == nil {
		lrs.To = u.Host
	}
	model := papers.Channel{Name: "embeddings", On: c.Embeddings.URL != "", By: c.Embeddings.Approval.By,
		Since: c.Embeddings.Approval.Agreed.Time}
	if u, err := url.Parse(c.Embeddings.URL); err == nil {
		model.To = u.Host
	}
	return append(all, lrs, model)
}

// checkExports refuses ways out for what people do or ask that nobody allowed.
func (c *config) checkExports(now time.Time) error {
	var errs []error
	if c.XAPI.Endpoint != "" {
		errs = append(errs, c.XAPI.Approval.check("xapi", now))
	}
	if u, err := url.Parse(c.Embeddings.URL); c.Embeddings.URL != "" && (err != nil || !isLoopback(u.Hostname())) {
		errs = append(errs, c.Embeddings.Approval.check("embeddings", now))
	}
	return errors.Join(errs...)
}

// keepSettings compares the settings with those of the last start, and writes down what
// changed; which short questions are not asked; and the folders and files that were given, for backups.
func keepSettings(ctx context.Context, db *store.DB, c *config, given settings.Given, now time.Time) error {
	return db.Update(ctx, func(tx *store.Tx) error {
		group, err := privacy.Load(tx)
		if err != nil {
			return err
		}
		is := settings.Settings{K: group.K(), On: map[string]string{}, Zone: c.Organisation.Zone, Given: given}
		for _, ch := range c.channels() {
			if ch.On {
				is.On[ch.Name] = ch.To
			}
		}
		return errors.Join(settings.Keep(tx, is, now), survey.LeaveOut(tx, c.Privacy.NotAsked))
	})
}
