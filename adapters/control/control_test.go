package control

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// served serves a folder until the test ends.
func served(t *testing.T, data string, do Doer) {
	t.Helper()
	ln, err := Listen(data)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- ln.Serve(ctx, do) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	})
}

// TestCall holds that what a command writes arrives as it is, also from a folder whose name is too long for a socket,
// that a socket of a program that was killed is replaced, and that nobody but the owner may open it.
func TestCall(t *testing.T) {
	for name, data := range map[string]string{
		"short": t.TempDir(), "long": filepath.Join(t.TempDir(), strings.Repeat("a long name/", 12)),
	} {
		if err := os.MkdirAll(filepath.Join(data, folder), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(data, folder, socket), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Call(t.Context(), data, Request{}, Answer{}); !errors.Is(err, ErrNobody) {
			t.Errorf("%s: before: %v", name, err)
		}
		text, bytes := strings.Repeat("dit is één regel\n", 20_000), strings.Repeat("\x00\xff", 100_000)
		if err := os.Remove(filepath.Join(data, folder, socket)); err != nil {
			t.Fatal(err)
		}
		served(t, data, func(_ context.Context, r Request, to Answer) (int, error) {
			if r.Command != "say" || string(r.Flags) != `{"N":1}` {
				return 1, fmt.Errorf("got %+v", r)
			}
			_, err := io.WriteString(to.Out, text)
			fmt.Fprint(to.Err, "slow")
			_, bad := io.WriteString(to.Data, bytes)
			return 3, errors.Join(err, bad)
		})
		var out, errs, got strings.Builder
		r := Request{"say", json.RawMessage(`{"N":1}`)}
		status, err := Call(t.Context(), data, r, Answer{&out, &errs, &got})
		if status != 3 || err != nil || out.String() != text || errs.String() != "slow" || got.String() != bytes {
			t.Errorf("%s: %d, %v, %d, %q, %d", name, status, err, out.Len(), errs.String(), got.Len())
		}
		for file, want := range map[string]os.FileMode{folder: 0o700, folder + "/" + socket: 0o600} {
			if is, err := os.Stat(filepath.Join(data, file)); err != nil || is.Mode().Perm() != want {
				t.Errorf("%s: %s: %v, %v", name, file, is.Mode(), err)
			}
		}
	}
}

// TestWhatGoesWrongIsTold holds that an error, a panic and an end halfway come over as errors.
func TestWhatGoesWrongIsTold(t *testing.T) {
	data := t.TempDir()
	served(t, data, func(ctx context.Context, r Request, to Answer) (int, error) {
		switch r.Command {
		case "panic":
			panic("oops")
		case "fail":
			return 1, errors.New("it is full")
		}
		return 0, nil
	})
	for command, want := range map[string]string{"panic": "oops", "fail": "it is full"} {
		_, err := Call(t.Context(), data, Request{Command: command}, Answer{io.Discard, io.Discard, io.Discard})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", command, err)
		}
	}
}
