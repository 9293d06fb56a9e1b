package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// The store holds, for the works council
//
//	settings.now: "settings" → settings as JSON, as they were at the last start
//	settings.log: number, 8 bytes → papers.Change as JSON, for 12 months
const (
	settingsBucket    = "settings.now"
	settingsLogBucket = "settings.log"
)

// keepChanges is how long a change of settings is kept.
const keepChanges = 365 * 24 * time.Hour

// settings are what may not change without anyone having agreed, or knowing.
type settings struct {
	K      int               // the smallest group that is shown
	KSince time.Time         // when it became that
	On     map[string]string // the ways out that are on, and where they lead
}

// k is the smallest group that is shown.
func (c *privacyConfig) k() int { return max(c.K, journal.K) }

// check refuses a smallest group that would show people, and questions there are not.
func (c *privacyConfig) check() error {
	for _, q := range c.NotAsked {
		if !slices.Contains(survey.All(), q) {
			return fmt.Errorf("privacy.not_asked: %q is none of %s", q, strings.Join(survey.All(), ", "))
		}
	}
	if c.K != 0 && c.K < journal.K {
		return fmt.Errorf("privacy.k is %d: figures are shown of %d people or more. It can be raised only", c.K, journal.K)
	}
	return nil
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
	lrs := papers.Channel{Name: "xapi", On: c.XAPI.Endpoint != "", By: c.XAPI.Approval.By, Since: c.XAPI.Approval.Agreed.Time}
	if u, err := url.Parse(c.XAPI.Endpoint); err == nil {
		lrs.To = u.Host
	}
	model := papers.Channel{Name: "embeddings", On: c.Embeddings.URL != "", By: c.Embeddings.Approval.By, Since: c.Embeddings.Approval.Agreed.Time}
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

// keepSettings compares the settings with those of the last start, writes down what
// changed, and refuses a smaller group that the works council has not agreed to since.
func keepSettings(ctx context.Context, db *store.DB, c *config, now time.Time) error {
	return db.Update(ctx, func(tx *store.Tx) error {
		var was settings
		known, err := tx.GetJSON(settingsBucket, []byte("settings"), &was)
		if err != nil {
			return err
		}
		is := settings{K: c.Privacy.k(), KSince: was.KSince, On: map[string]string{}}
		for _, ch := range c.channels() {
			if ch.On {
				is.On[ch.Name] = ch.To
			}
		}
		if known && is.K < was.K {
			if err := c.Privacy.Approval.check("privacy", now); err != nil {
				return fmt.Errorf("privacy.k goes down from %d to %d: %w", was.K, is.K, err)
			}
			if c.Privacy.Approval.Agreed.Before(was.KSince.Truncate(24 * time.Hour)) {
				return fmt.Errorf("privacy.k goes down from %d to %d, and the works council agreed before it was %d: ask again, and set privacy.approval.works_council_agreed", was.K, is.K, was.K)
			}
		}
		if !known || is.K != was.K {
			is.KSince = now.UTC()
		}
		changes := changesBetween(was, is)
		if !known {
			changes = append([]string{"start"}, changesBetween(settings{K: is.K}, is)...)
		}
		for _, what := range changes {
			if err := logChange(tx, papers.Change{Time: now.UTC(), What: what}); err != nil {
				return err
			}
		}
		if err := pruneChanges(tx, now); err != nil {
			return err
		}
		return tx.PutJSON(settingsBucket, []byte("settings"), is)
	})
}

// changesBetween says what differs, in the words of the configuration.
func changesBetween(was, is settings) (out []string) {
	if was.K != is.K {
		out = append(out, "privacy.k "+strconv.Itoa(was.K)+" → "+strconv.Itoa(is.K))
	}
	names := maps.Clone(was.On)
	if names == nil {
		names = map[string]string{}
	}
	maps.Copy(names, is.On)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		from, before := was.On[name]
		to, after := is.On[name]
		if before != after || from != to {
			out = append(out, name+" "+state(from, before)+" → "+state(to, after))
		}
	}
	return out
}

// state is a way out as a change names it.
func state(to string, on bool) string {
	if !on {
		return "off"
	}
	return cmp.Or(to, "on")
}

func logChange(tx *store.Tx, c papers.Change) error {
	n, err := tx.Next(settingsLogBucket)
	if err != nil {
		return err
	}
	return tx.PutJSON(settingsLogBucket, store.Num(n), c)
}

// pruneChanges removes changes that are too old.
func pruneChanges(tx *store.Tx, now time.Time) error {
	for k, v := range tx.Scan(settingsLogBucket, nil, nil) {
		var c papers.Change
		if err := json.Unmarshal(v, &c); err == nil && now.Sub(c.Time) <= keepChanges {
			return nil // in order of time
		}
		if err := tx.Delete(settingsLogBucket, k); err != nil {
			return err
		}
	}
	return nil
}

// changes returns the changes of settings that are kept, oldest first.
func changes(tx *store.Tx) (all []papers.Change, err error) {
	for _, v := range tx.Scan(settingsLogBucket, nil, nil) {
		var c papers.Change
		if err := json.Unmarshal(v, &c); err != nil {
			return nil, fmt.Errorf("settings: %w", err)
		}
		all = append(all, c)
	}
	return all, nil
}
