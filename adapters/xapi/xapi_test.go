package xapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// An lrs is a learning record store in the test. It keeps statements by id, takes a
// batch whole or not at all, and voids.
type lrs struct {
	*httptest.Server
	mu       sync.Mutex
	kept     map[string]statement
	voided   map[string]bool
	answers  []func(http.ResponseWriter) bool // what it says to the next requests instead; true if that was all
	poison   string                           // it never takes a batch with this kind of verb in it
	requests int
	page     int // statements on a page it lists
}

func newLRS(t *testing.T) *lrs {
	l := &lrs{kept: map[string]statement{}, voided: map[string]bool{}, page: 2}
	l.Server = httptest.NewServer(http.HandlerFunc(l.serve))
	t.Cleanup(l.Close)
	return l
}

func (l *lrs) serve(w http.ResponseWriter, r *http.Request) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if user, password, _ := r.BasicAuth(); r.URL.Path != "/xapi/about" && (user != "bot" || password != "secret") {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	l.requests++
	if len(l.answers) > 0 {
		answer := l.answers[0]
		l.answers = l.answers[1:]
		if answer(w) {
			return
		}
	}
	switch {
	case r.URL.Path == "/xapi/about":
		fmt.Fprint(w, `{"version":["1.0.3","2.0.0"]}`)
	case r.Header.Get("X-Experience-API-Version") == "" || r.URL.Path != "/xapi/statements":
		w.WriteHeader(http.StatusBadRequest)
	case r.Method == http.MethodGet:
		l.list(w, r)
	default:
		l.take(w, r)
	}
}

// list gives a page of the statements of an actor, oldest id first.
func (l *lrs) list(w http.ResponseWriter, r *http.Request) {
	var who actor
	if err := json.Unmarshal([]byte(r.URL.Query().Get("agent")), &who); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	var ids []string
	for id, s := range l.kept {
		if s.Actor == who && !l.voided[id] && id > r.URL.Query().Get("after") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	out := map[string]any{"more": ""}
	if len(ids) > l.page {
		ids = ids[:l.page]
		q := r.URL.Query()
		q.Set("after", ids[len(ids)-1])
		out["more"] = "/xapi/statements?" + q.Encode()
	}
	list := []statement{}
	for _, id := range ids {
		list = append(list, l.kept[id])
	}
	out["statements"] = list
	_ = json.NewEncoder(w).Encode(out)
}

func (l *lrs) take(w http.ResponseWriter, r *http.Request) {
	var batch []statement
	body, _ := io.ReadAll(r.Body)
	if err := json.Unmarshal(body, &batch); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	for _, s := range batch {
		if l.poison != "" && strings.HasSuffix(s.Verb.ID, l.poison) {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	for _, s := range batch {
		old, there := l.kept[s.ID]
		was, _ := json.Marshal(old)
		is, _ := json.Marshal(s)
		if there && string(was) != string(is) {
			w.WriteHeader(http.StatusConflict)
			return
		}
	}
	for _, s := range batch {
		l.kept[s.ID] = s
		if strings.HasSuffix(s.Verb.ID, "/voided") {
			l.voided[s.Object.ID] = true
		}
	}
}

// live counts the statements that hold.
func (l *lrs) live() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, s := range l.kept {
		if !l.voided[id] && !strings.HasSuffix(s.Verb.ID, "/voided") {
			n++
		}
	}
	return n
}

// A book is an outbox and deletions in memory. It survives a restart of the exporter.
type book struct {
	mu      sync.Mutex
	es      []Entry
	cursor  uint64
	refused int
	gone    []Deletion
}

func (b *book) Next(_ context.Context, n int) ([]Entry, uint64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var es []Entry
	for _, e := range b.es {
		if e.Seq > b.cursor && len(es) < n {
			es = append(es, e)
		}
	}
	if len(es) == 0 {
		return nil, 0, nil
	}
	return es, es[len(es)-1].Seq, nil
}

func (b *book) Told(_ context.Context, upto uint64, refused int) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cursor, b.refused = upto, b.refused+refused
	return nil
}

func (b *book) First(context.Context) (Deletion, bool, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.gone) == 0 {
		return Deletion{}, false, nil
	}
	return slices.MinFunc(b.gone, func(a, b Deletion) int { return a.Tried.Compare(b.Tried) }), true, nil
}

func (b *book) Voided(_ context.Context, d Deletion, all bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.gone, func(g Deletion) bool { return g.No == d.No })
	if d.IDs = nil; all {
		b.gone = slices.Delete(b.gone, i, i+1)
		return nil
	}
	b.gone[i] = d
	return nil
}

// start runs an exporter until stop.
func start(t *testing.T, l *lrs, b *book, change func(*Config)) (x *Exporter, stop func()) {
	t.Helper()
	c := Config{Endpoint: l.URL + "/xapi", User: "bot", Password: "secret", Names: names, Batch: 4}
	if change != nil {
		change(&c)
	}
	x, err := New(slog.New(slog.DiscardHandler), c, b, b)
	if err != nil {
		t.Fatal(err)
	}
	x.look, x.first, x.most = time.Millisecond, time.Millisecond, 2*time.Millisecond
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- x.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Run: %v", err)
		}
	})
	t.Cleanup(stop)
	return x, stop
}

// until waits for something to become true.
func until(t *testing.T, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain: ", what)
		}
	}
}

func (b *book) isAt(seq uint64) func() bool {
	return func() bool { b.mu.Lock(); defer b.mu.Unlock(); return b.cursor == seq }
}

func status(code int, header ...string) func(http.ResponseWriter) bool {
	return func(w http.ResponseWriter) bool {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		return true
	}
}

func TestEverythingIsToldOnce(t *testing.T) {
	for name, answers := range map[string][]func(http.ResponseWriter) bool{
		"at once":              nil,
		"after errors":         {status(500), status(502), status(429), status(503)},
		"after a redirect":     {status(302, "Location", "https://elsewhere.example.org/")},
		"after a wrong login":  {status(401), status(403)},
		"after being cut off":  {func(http.ResponseWriter) bool { panic(http.ErrAbortHandler) }},
		"too large for a time": {status(413)},
	} {
		l, b := newLRS(t), &book{es: entries()}
		l.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, 0)
		l.answers = answers
		x, stop := start(t, l, b, nil)
		until(t, name, b.isAt(uint64(len(b.es))))
		stop()
		if what, _ := x.Trouble(); l.live() != 14 || b.refused != 0 || what != "" {
			t.Errorf("%s: %d statements, %d refused, %s", name, l.live(), b.refused, what)
		}
	}
}

// TestOneBadStatementStopsNothing holds that of a batch with a statement that the LRS
// refuses, all others arrive.
func TestOneBadStatementStopsNothing(t *testing.T) {
	l, b := newLRS(t), &book{es: entries()}
	l.poison = "/completed"
	_, stop := start(t, l, b, func(c *Config) { c.Batch = 50 })
	until(t, "the end", b.isAt(uint64(len(b.es))))
	stop()
	if l.live() != 13 || b.refused != 1 {
		t.Errorf("%d statements, %d refused", l.live(), b.refused)
	}
}

// TestRetryAfter holds that it waits as long as the LRS asks.
func TestRetryAfter(t *testing.T) {
	l, b := newLRS(t), &book{es: entries()}
	l.answers = []func(http.ResponseWriter) bool{status(429, "Retry-After", "1")}
	begin := time.Now()
	x, stop := start(t, l, b, nil)
	until(t, "trouble", func() bool { what, _ := x.Trouble(); return what != "" })
	until(t, "the end", b.isAt(uint64(len(b.es))))
	stop()
	if took := time.Since(begin); took < time.Second {
		t.Errorf("it came back after %v", took)
	}
}

// TestARestartTellsNothingTwice stops after the LRS took a batch and before that was
// written down, again and again.
func TestARestartTellsNothingTwice(t *testing.T) {
	l, b := newLRS(t), &book{es: entries()}
	for range 4 {
		_, stop := start(t, l, b, nil)
		until(t, "the end", b.isAt(uint64(len(b.es))))
		stop()
		b.cursor = 5
		b.es[8].Title = "A title that was changed since" // then the LRS says 409 to the batch
	}
	if l.live() != 14 || b.refused != 0 {
		t.Errorf("%d statements, %d refused", l.live(), b.refused)
	}
}

func TestATimeoutIsTriedAgain(t *testing.T) {
	l, b := newLRS(t), &book{es: entries()[:4]}
	l.answers = []func(http.ResponseWriter) bool{func(http.ResponseWriter) bool {
		time.Sleep(300 * time.Millisecond) // it takes them, and is too late to say so
		return false
	}}
	_, stop := start(t, l, b, func(c *Config) { c.Client = &http.Client{Timeout: 100 * time.Millisecond} })
	until(t, "the end", b.isAt(4))
	stop()
	if l.live() != 2 {
		t.Errorf("%d statements", l.live())
	}
}

// TestDeletingVoidsEverything holds that of who deletes their data no statement holds,
// not even those the journal has long forgotten, and of others all do.
func TestDeletingVoidsEverything(t *testing.T) {
	l, b := newLRS(t), &book{es: entries()}
	for _, e := range entries() {
		e.Seq += 100
		if e.Person != "" {
			e.Person = "ffffffffffffffff"
		}
		b.es = append(b.es, e)
	}
	_, stop := start(t, l, b, nil)
	last := b.es[len(b.es)-1].Seq
	until(t, "the end", b.isAt(last))
	stop()
	if l.live() != 28 {
		t.Fatalf("%d statements", l.live())
	}
	ada := entries()[0].Person
	known := names.Statement(entries()[0])
	b.gone = []Deletion{{No: 1, Actor: names.Actor(ada), IDs: []string{known, "00000000-0000-5000-8000-000000000000"}}}
	l.answers = []func(http.ResponseWriter) bool{status(500)}
	_, stop = start(t, l, b, nil)
	until(t, "voiding", func() bool { b.mu.Lock(); defer b.mu.Unlock(); return len(b.gone) == 0 })
	stop()
	if l.live() != 14 || !l.voided[known] {
		t.Errorf("%d statements hold", l.live())
	}
	for id, s := range l.kept {
		if s.Actor.Account.Name == names.Actor(ada) && !l.voided[id] {
			t.Errorf("%s still holds", id)
		}
	}
}

// TestAnOddLRSHoldsUpNothing has an LRS that does not let us find what to void, or names next pages that are not
// where we ask: what happens next is told, known statements are void, and what can be found is.
func TestAnOddLRSHoldsUpNothing(t *testing.T) {
	more := func(edit func(link string) string) func(string, *http.Request) (int, string) {
		return func(body string, _ *http.Request) (int, string) {
			return 0, moreRE.ReplaceAllStringFunc(body, func(m string) string {
				return `"more":"` + edit(moreRE.FindStringSubmatch(m)[1]) + `"`
			})
		}
	}
	for name, c := range map[string]struct {
		change func(body string, r *http.Request) (int, string)
		stuck  bool
	}{
		"as it should be": {change: func(body string, _ *http.Request) (int, string) { return 0, body }},
		"write-only": {stuck: true, change: func(body string, r *http.Request) (int, string) {
			return http.StatusForbidden, ""
		}},
		"another scheme":              {change: more(func(l string) string { return "ftp://lrs.example" + l })},
		"another port":                {change: more(func(l string) string { return "https://lrs.example:8443" + l })},
		"no address":                  {change: more(func(string) string { return "http://[::1" })},
		"somewhere that is not there": {change: more(func(string) string { return "/elsewhere?x=1" })},
		"another path":                {change: more(func(l string) string { return "/behind/the/proxy" + l })},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLRS(t)
			front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				rec := httptest.NewRecorder()
				l.serve(rec, r)
				code, body := rec.Code, rec.Body.String()
				if r.Method == http.MethodGet {
					changed := 0
					if changed, body = c.change(body, r); changed != 0 {
						code = changed
					}
				}
				w.WriteHeader(code)
				io.WriteString(w, body)
			}))
			defer front.Close()
			b := &book{es: entries()}
			var all []string
			for round := range uint64(30) { // more than a page
				for _, e := range entries() {
					e.Seq += round * 1000
					if round > 0 {
						b.es = append(b.es, e)
					}
					if e.Person != "" {
						all = append(all, names.Statement(e))
					}
				}
			}
			conf := func(c *Config) { c.Endpoint = front.URL + "/xapi" }
			_, stop := start(t, l, b, conf)
			until(t, "the end", b.isAt(b.es[len(b.es)-1].Seq))
			stop()
			b.gone = []Deletion{{No: 1, Actor: names.Actor("0000000000000001")},
				{No: 2, Actor: names.Actor(entries()[0].Person), IDs: all[:20]},
				{No: 3, Actor: names.Actor("0000000000000002"), Whole: true}}
			for _, e := range entries() {
				e.Seq, e.Person = e.Seq+1_000_000, "ffffffffffffffff"
				b.es = append(b.es, e)
			}
			_, stop = start(t, l, b, conf)
			until(t, "what is new", b.isAt(b.es[len(b.es)-1].Seq))
			until(t, "the deletions", func() bool {
				b.mu.Lock()
				defer b.mu.Unlock()
				if c.stuck {
					return len(b.gone) == 2 && !b.gone[0].Since.IsZero() && !b.gone[1].Since.IsZero()
				}
				return len(b.gone) == 0
			})
			stop()
			for id, s := range l.kept {
				mine := s.Actor.Account.Name == names.Actor(entries()[0].Person) &&
					!strings.HasSuffix(s.Verb.ID, "/voided")
				if mine && !l.voided[id] && (!c.stuck || slices.Contains(all[:20], id)) {
					t.Fatalf("%s still holds", id)
				}
			}
		})
	}
}

var moreRE = regexp.MustCompile(`"more":"([^"]+)"`)

// TestCheck holds what doctor asks.
func TestCheck(t *testing.T) {
	l := newLRS(t)
	check := func(change func(*Config)) (bool, error) {
		c := Config{Endpoint: l.URL + "/xapi/statements/", User: "bot", Password: "secret", Names: names}
		if change != nil {
			change(&c)
		}
		x, err := New(slog.New(slog.DiscardHandler), c, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return x.Check(t.Context())
	}
	if ok, err := check(nil); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if _, err := check(func(c *Config) { c.Password = "wrong" }); !errors.Is(err, errNotAllowed) ||
		strings.Contains(err.Error(), "wrong") {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := check(func(c *Config) { c.Endpoint = l.URL + "/nowhere" }); err == nil {
		t.Error("no LRS, and well")
	}
	l.answers = []func(http.ResponseWriter) bool{func(http.ResponseWriter) bool { return false }, status(403)}
	if ok, err := check(nil); ok || err != nil {
		t.Errorf("may not read: %v, %v", ok, err)
	}
}

func TestConfigIsChecked(t *testing.T) {
	good := Config{Endpoint: "https://lrs.example.org/xapi", Names: names}
	for name, change := range map[string]func(*Config){
		"http":       func(c *Config) { c.Endpoint = "http://lrs.example.org" },
		"no address": func(c *Config) { c.Endpoint = "" },
		"version":    func(c *Config) { c.Version = "0.95" },
		"home":       func(c *Config) { c.Names.Home = "example.org" },
		"key":        func(c *Config) { c.Names.Key = nil },
		"batch":      func(c *Config) { c.Batch = 5000 },
	} {
		c := good
		change(&c)
		if _, err := New(slog.New(slog.DiscardHandler), c, nil, nil); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
