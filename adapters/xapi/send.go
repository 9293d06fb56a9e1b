package xapi

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// tryAgain is an error after which the same may work later.
type tryAgain struct {
	err   error
	after time.Duration // the LRS asks to wait this long; 0 if it does not say
}

func (t *tryAgain) Error() string { return t.err.Error() }
func (t *tryAgain) Unwrap() error { return t.err }

// errNotAllowed says that the LRS does not let us do this.
var errNotAllowed = notAllowed{}

type notAllowed struct{}

// Error makes it an error, which is told in a language by In.
func (e notAllowed) Error() string { return e.In("en") }

// In tells it in a language.
func (notAllowed) In(lang string) string { return Words.In(lang).NotAllowed }

// post sends statements. Those that the LRS will never take are found by halving, and
// left out; refused is how many they are. The LRS may have had some of them before.
func (x *Exporter) post(ctx context.Context, all []statement) (refused int, err error) {
	if len(all) == 0 {
		return 0, nil
	}
	body, err := json.Marshal(all)
	if err != nil {
		return 0, fmt.Errorf("xapi: post: %w", err)
	}
	status, _, err := x.do(ctx, http.MethodPost, x.c.Endpoint+"/statements", body)
	if err != nil {
		return 0, err
	}
	switch {
	case status < 300:
		return 0, nil
	case len(all) == 1 && status == http.StatusConflict:
		return 0, nil // it has this statement
	case len(all) == 1:
		x.lg.Error("xapi: the LRS refuses a statement", "id", all[0].ID, "verb", all[0].Verb.ID, "status", status)
		return 1, nil
	}
	for _, half := range [][]statement{all[:len(all)/2], all[len(all)/2:]} {
		n, err := x.post(ctx, half)
		if refused += n; err != nil {
			return refused, err
		}
	}
	return refused, nil
}

// maxAnswer is how much of an answer is read.
const maxAnswer = 16 << 20

// do makes one request. The answer is one that the request itself decides: that it was
// taken, or never will be. Any other is an error after which it may be tried again.
func (x *Exporter) do(ctx context.Context, method, address string, body []byte) (status int, answer []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return 0, nil, fmt.Errorf("xapi: %w", err)
	}
	req.Header.Set("X-Experience-API-Version", x.c.Version)
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if x.c.User != "" {
		req.SetBasicAuth(x.c.User, x.c.Password)
	}
	resp, err := x.c.Client.Do(req)
	if err != nil {
		return 0, nil, &tryAgain{err: fmt.Errorf("xapi: %w", err)}
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	switch s := resp.StatusCode; {
	case s == http.StatusBadRequest, s == http.StatusConflict, s == http.StatusRequestEntityTooLarge:
		return s, answer, nil
	case s == http.StatusUnauthorized, s == http.StatusForbidden:
		return s, nil, &tryAgain{err: fmt.Errorf("xapi: status %d: %w", s, errNotAllowed)}
	case s >= 300:
		return s, nil, &tryAgain{fmt.Errorf("xapi: the LRS answers with status %d", s),
			chat.RetryAfter(resp.Header.Get("Retry-After"), x.c.Now())}
	case err != nil:
		return s, nil, &tryAgain{err: fmt.Errorf("xapi: answer cut off: %w", err)}
	}
	return resp.StatusCode, answer, nil
}

// void voids what was told of a person: the statements that are known, and then what
// else the LRS finds, because it keeps longer than the journal does. What it does not let us find waits by itself.
func (x *Exporter) void(ctx context.Context, d Deletion) error {
	if len(d.IDs) > 0 {
		if err := x.voidAll(ctx, d.IDs); err != nil {
			return err
		}
		if err := x.deletions.Voided(ctx, d, false); err != nil {
			return err
		}
		d.IDs = nil
	}
	err := x.voidFound(ctx, d)
	if err == nil || d.Whole && errors.Is(err, errNotAllowed) {
		return x.deletions.Voided(ctx, d, true)
	}
	if d.Tried = x.c.Now(); d.Since.IsZero() {
		d.Since = d.Tried
	}
	return errors.Join(err, x.deletions.Voided(ctx, d, false))
}

// maxIdle is how many pages in a row may have nothing new.
const maxIdle = 100

// voidFound voids what the LRS finds of a person, page by page. Where a next page cannot be had it begins again at the
// first, as long as that has something new: what is void is not found again.
func (x *Exporter) voidFound(ctx context.Context, d Deletion) error {
	first := x.firstPage(d.Actor)
	void := map[string]bool{}
	for page, idle := first, 0; page != ""; {
		ids, next, err := x.find(ctx, page)
		lost := err // of a page that is not the first
		if err != nil && page != first {
			ids, next, err = x.find(ctx, first)
		}
		if err != nil {
			return err
		}
		left := len(ids)
		ids = slices.DeleteFunc(ids, func(id string) bool { return void[id] })
		if idle++; len(ids) > 0 {
			idle = 0
		} else if lost != nil && left == 0 || next == page {
			return nil
		} else if lost != nil || idle == maxIdle {
			return cmp.Or(lost, errors.New("xapi: find what to void: the next pages bring nothing new"))
		}
		if err := x.voidAll(ctx, ids); err != nil {
			return err
		}
		for _, id := range ids {
			void[id] = true
		}
		page = next
	}
	return nil
}

// voidAll voids statements by id.
func (x *Exporter) voidAll(ctx context.Context, ids []string) error {
	for part := range slices.Chunk(ids, x.c.Batch) {
		var all []statement
		for _, id := range part {
			all = append(all, x.c.Names.void(id))
		}
		if _, err := x.post(ctx, all); err != nil {
			return err
		}
	}
	return nil
}

// firstPage is the address of all statements of an actor, but for the voided.
func (x *Exporter) firstPage(name string) string {
	agent, err := json.Marshal(x.c.Names.agent(name))
	if err != nil {
		panic(err) // two strings are always JSON
	}
	return x.c.Endpoint + "/statements?" + url.Values{"agent": {string(agent)}, "format": {"ids"},
		"limit": {"100"}}.Encode()
}

// find returns the ids of a page of statements and the address of the next page; empty
// if there is none. Whatever host the LRS takes itself for, the next page is asked where we ask everything: our
// password goes nowhere else, and behind a proxy an LRS often does not know its own name.
func (x *Exporter) find(ctx context.Context, page string) (ids []string, next string, err error) {
	status, answer, err := x.do(ctx, http.MethodGet, page, nil)
	if err != nil {
		return nil, "", fmt.Errorf("find what to void: %w", err)
	}
	var got struct {
		Statements []struct {
			ID   string
			Verb struct{ ID string }
		}
		More string
	}
	if status != http.StatusOK || json.Unmarshal(answer, &got) != nil {
		return nil, "", &tryAgain{err: fmt.Errorf("xapi: find what to void: status %d, no list of statements", status)}
	}
	for _, s := range got.Statements {
		if s.ID != "" && !strings.HasSuffix(s.Verb.ID, "/voided") {
			ids = append(ids, s.ID)
		}
	}
	if got.More == "" {
		return ids, "", nil
	}
	here, err := url.Parse(page)
	if err != nil {
		return nil, "", fmt.Errorf("xapi: find what to void: %w", err)
	}
	more, err := here.Parse(got.More)
	if err != nil { // no address at all: what is left of this page is asked for again
		return ids, page, nil
	}
	more.Scheme, more.Host, more.User = here.Scheme, here.Host, nil
	return ids, more.String(), nil
}

// Check asks the LRS whether it takes our version of xAPI and knows us. canVoid says
// whether it lets us find statements, which deleting old ones needs.
func (x *Exporter) Check(ctx context.Context) (canVoid bool, err error) {
	status, answer, err := x.do(ctx, http.MethodGet, x.c.Endpoint+"/about", nil)
	if err != nil {
		return false, err
	}
	var about struct{ Version []string }
	if status != http.StatusOK || json.Unmarshal(answer, &about) != nil || len(about.Version) == 0 {
		return false, Words.Say(func(w *texts) string { return w.NoLRS.With(x.c.Endpoint, status) })
	}
	if !slices.ContainsFunc(about.Version, func(v string) bool {
		return v == x.c.Version || strings.HasPrefix(v, x.c.Version[:3])
	}) {
		return false, Words.Say(func(w *texts) string {
			return w.OtherTongue.With(strings.Join(about.Version, ", "), x.c.Version)
		})
	}
	_, _, err = x.find(ctx, x.firstPage("nobody"))
	if errors.Is(err, errNotAllowed) {
		// Who may write but not read is told so by an empty list of statements.
		if _, _, err := x.do(ctx, http.MethodPost, x.c.Endpoint+"/statements", []byte("[]")); err != nil {
			return false, err
		}
		return false, nil
	}
	return err == nil, err
}
