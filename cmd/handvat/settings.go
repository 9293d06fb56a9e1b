package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// check refuses questions there are not.
func (c *privacyConfig) check() error {
	for _, q := range c.NotAsked {
		if !slices.Contains(survey.All(), q) {
			all := strings.Join(survey.All(), ", ")
			return words.Say(func(w *texts) string { return w.Wrong.NotAsked.With(strconv.Quote(q), all) })
		}
	}
	return nil
}

// heldGroup is the smallest group that holds, also of a Handvat that kept it with its other settings.
func heldGroup(tx *store.Tx) (privacy.Group, error) {
	group, err := privacy.Load(tx)
	was, _, bad := settings.Held(tx)
	return max(group, privacy.Group(was.K)), errors.Join(err, bad)
}

// group is the larger of the smallest group that holds and the one that is set. One that cannot be is refused:
// smaller than holds, or so large that hardly anything would be told.
func (c *privacyConfig) group(holds privacy.Group) (privacy.Group, error) {
	switch {
	case c.K != 0 && c.K < holds.K():
		return holds, words.Say(func(w *texts) string { return w.Lower.With(c.K, holds.K()) })
	case c.K > max(privacy.Largest.K(), holds.K()):
		return holds, words.Say(func(w *texts) string { return w.Higher.With(c.K, privacy.Largest.K()) })
	}
	return max(holds, privacy.Group(c.K)), nil
}

// look returns the smallest group that held, and the one that is to hold from now on. One that is larger than the
// roster is refused too.
func (c *privacyConfig) look(ctx context.Context, db *store.DB) (was, is privacy.Group, err error) {
	err = db.Update(ctx, func(tx *store.Tx) (err error) {
		if was, err = heldGroup(tx); errors.Is(err, privacy.ErrUnreadable) {
			was, err = c.mend(tx)
		}
		if err != nil {
			return err
		}
		if is, err = c.group(was); err != nil {
			return err
		}
		if n := people.Listed(tx); is > was && n > 0 && n < is.K() {
			return words.Say(func(w *texts) string { return w.FewPeople.With(is.K(), n) })
		}
		return nil
	})
	return was, is, err
}

// mend has the group that is set hold where the one that held cannot be read. It must be as large as the one of the
// last start, or the largest there can be if that is unknown too.
func (c *privacyConfig) mend(tx *store.Tx) (privacy.Group, error) {
	known := privacy.Largest
	if was, ok, err := settings.Held(tx); err != nil {
		return 0, err
	} else if ok && was.K > 0 {
		known = privacy.Group(was.K)
	}
	if c.K < known.K() || c.K > max(privacy.Largest, known).K() {
		return 0, words.Say(func(w *texts) string { return w.GroupLost.With(known.K()) })
	}
	return privacy.Group(c.K), privacy.Mend(tx, privacy.Group(c.K))
}

// channels are the ways in and out, on or off.
func (c *config) channels() []papers.Channel {
	if c.ways != nil {
		return c.ways
	}
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

// setIn adds to all the settings of a section of the configuration that differ from the default, by name, but for
// secrets and those that are told in another way or name people: the tag audit of those is "-".
func setIn(section reflect.Value, name string, all map[string]string) {
	for i := range section.NumField() {
		field, value := section.Type().Field(i), section.Field(i)
		key := field.Tag.Get("yaml")
		if key == "" || key == "-" || field.Tag.Get("audit") == "-" || value.IsZero() {
			continue
		}
		says := ""
		switch is := value.Interface().(type) {
		case Secret:
			continue
		case bool:
			says = settings.On
		case Day:
			says = is.Format(time.DateOnly)
		case []string:
			says = strings.Join(is, ", ")
		default:
			if value.Kind() == reflect.Struct {
				setIn(value, name+key+".", all)
				continue
			}
			says = fmt.Sprint(is)
		}
		all[name+key] = says
	}
}

// keepSettings has settings hold: the smallest group, for good, and which short questions are not asked. It compares
// all of them with those of the last start, and writes down what changed; and the folders and files that were given,
// for backups.
func keepSettings(ctx context.Context, db *store.DB, c *config, group privacy.Group, given settings.Given,
	now time.Time) error {
	return db.Update(ctx, func(tx *store.Tx) error {
		if err := privacy.Raise(tx, group.K()); err != nil {
			return err
		}
		is := settings.Settings{K: group.K(), On: map[string]string{}, Zone: c.Organisation.Zone,
			Set: map[string]string{}, Given: given}
		maps.Copy(is.Set, c.flags)
		setIn(reflect.ValueOf(c).Elem(), "", is.Set)
		for _, ch := range c.channels() {
			if ch.On {
				is.On[ch.Name] = ch.To
			}
		}
		return errors.Join(settings.Keep(tx, is, now), survey.LeaveOut(tx, c.Privacy.NotAsked))
	})
}
