package chat

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "1.5": 1500 * time.Millisecond, "-3": 0, "soon": 0, "NaN": 0,
		"1e99": 1 << 30 * time.Second,
		now.Add(90 * time.Second).Format(http.TimeFormat): 90 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat):       0,
	} {
		if got := RetryAfter(header, now); got != want {
			t.Errorf("%q: %v, want %v", header, got, want)
		}
	}
}

func TestNotSent(t *testing.T) {
	secret := func(err error) error { return &url.Error{Op: "Post", URL: "https://example.org/secret", Err: err} }
	for err, left := range map[error]bool{
		secret(&net.OpError{Op: "dial", Err: errors.New("refused")}): false,
		secret(&net.OpError{Op: "read", Err: errors.New("reset")}):   true,
		context.DeadlineExceeded:                                     true,
	} {
		got := NotSent("slack", err)
		if got.Ambiguous != left || !strings.HasPrefix(got.Error(), "slack: send: ") ||
			strings.Contains(got.Error(), "secret") {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestPersist(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, c := range []struct {
			fails []error // of the tries, in order; then it works
			tries int
			took  time.Duration
			well  bool
		}{
			{nil, 1, 0, true},
			{[]error{errors.New("x"), errors.New("x")}, 3, 3 * time.Second, true},
			{[]error{&SendError{Err: errors.New("x"), RetryAfter: 5 * time.Second}}, 2, 5 * time.Second, true},
			{[]error{&SendError{Err: errors.New("x"), Gone: true}}, 1, 0, false},
			{[]error{errors.New("x"), &SendError{Err: errors.New("x"), Permanent: true}}, 2, time.Second, false},
			{[]error{errors.New("x"), errors.New("x"), errors.New("x")}, 3, 3 * time.Second, false},
		} {
			begun, tries := time.Now(), 0
			err := Persist(t.Context(), 3, time.Second, func() error {
				if tries++; tries <= len(c.fails) {
					return c.fails[tries-1]
				}
				return nil
			})
			if took := time.Since(begun); tries != c.tries || took != c.took || (err == nil) != c.well {
				t.Errorf("%v: %d tries in %v, %v", c.fails, tries, took, err)
			}
		}
		ctx, stop := context.WithTimeout(t.Context(), time.Second)
		defer stop()
		lasting := errors.New("x")
		if err := Persist(ctx, 9, time.Minute, func() error { return lasting }); err != lasting {
			t.Error(err)
		}
	})
}
