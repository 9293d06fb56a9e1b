package privacy

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

// TestLogsNameNobody logs errors as platforms, mail and tables make them, and more that names people.
func TestLogsNameNobody(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 11, 23, 23, 0, 0, 0, time.UTC)
	lg := slog.New(Logs(slog.NewTextHandler(&out, nil), func() time.Time { return now }))
	for _, name := range []string{"ada.bos@example.org", "ada%40example.org", "0123456789abcdef", "U024BE7LH", "D0ADA",
		"175928847299117063", "29:1XJKJMvc5GBtc2JwZq0oj8tHZmzrQgmfE39dgnF3", "29%3A1XJKJMvc5GBtc2JwZq0oj8tHZmzr",
		"a:1pL6i0oY3C0K8oAj8-Ouw2pGo", "0b4f2a60-1c6e-4b53-9a32-7d1f0c4a9e11"} {
		for _, say := range []string{"Post \"https://example.org/v3/%s/x\": timeout", "no %s", "<%s>: refused"} {
			lg.Error("it failed", "err", fmt.Errorf(say, name), slog.Group("in", "err", errors.New(name)))
			lg.With("who", name).Error("it failed", "event", "x."+name, "key", name)
			if strings.Contains(out.String(), name) {
				t.Errorf("%q says who: %s", say, out.String())
			}
			out.Reset()
		}
	}
	const plain = "store: write: HTTP 503 Service Unavailable: UTF8 W3C DENIED of 12345678 bytes at 127.0.0.1:8080"
	lg.WithGroup("g").Error("it failed", "err", errors.New(plain), "seq", 12, "unit", "desk")
	if !strings.Contains(out.String(), plain+"\" g.seq=12 g.unit=desk") {
		t.Errorf("more is gone: %s", out.String())
	}
}
