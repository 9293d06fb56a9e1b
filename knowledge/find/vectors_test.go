package find_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/embed"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An endpoint is a fake one, whose vectors say which topics a text is about.
type endpoint struct {
	*httptest.Server
	topics [][]string // by dimension: words

	mu    sync.Mutex
	got   []string // all texts, in order
	most  int      // texts in one request
	delay time.Duration
	fails bool
	extra int // dimensions more
}

func newEndpoint(t *testing.T) *endpoint {
	e := &endpoint{topics: [][]string{
		{"vakantie", "verlof", "xqzvtk"}, {"wachtwoord", "password", "sleutel"}, {"brief", "postzegel"},
		{"huis", "thuis", "bank"}, {"meeting", "agenda"},
	}}
	e.Server = httptest.NewServer(http.HandlerFunc(e.serve))
	t.Cleanup(e.Close)
	return e
}

func (e *endpoint) serve(w http.ResponseWriter, r *http.Request) {
	var q struct {
		Model string
		Input []string
	}
	err := json.NewDecoder(r.Body).Decode(&q)
	e.mu.Lock()
	e.got, e.most = append(e.got, q.Input...), max(e.most, len(q.Input))
	delay, fails, extra := e.delay, e.fails, e.extra
	e.mu.Unlock()
	select {
	case <-time.After(delay):
	case <-r.Context().Done():
		return
	}
	if err != nil || fails || r.URL.Path != "/v1/embeddings" || q.Model != "m" ||
		r.Header.Get("Authorization") != "Bearer key" {
		http.Error(w, "no", http.StatusInternalServerError)
		return
	}
	type item struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	var out struct {
		Data []item `json:"data"`
	}
	for i := len(q.Input) - 1; i >= 0; i-- { // any order is right
		v := make([]float32, len(e.topics)+1+extra)
		v[len(e.topics)] = 0.1
		for d, words := range e.topics {
			for _, word := range words {
				v[d] += float32(strings.Count(strings.ToLower(q.Input[i]), word))
			}
		}
		out.Data = append(out.Data, item{i, v})
	}
	_ = json.NewEncoder(w).Encode(out)
}

func (e *endpoint) set(fn func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	fn()
}

// texts returns what the endpoint was sent since the last call.
func (e *endpoint) texts() (out []string) {
	e.set(func() { out, e.got = e.got, nil })
	return out
}

// A vectored is a finder with an endpoint, on folders that stay.
type vectored struct {
	*find.Finder
	e   *endpoint
	db  *store.DB
	dir string
	log strings.Builder
	now time.Time
}

func newVectored(t *testing.T) *vectored {
	v := &vectored{e: newEndpoint(t), dir: t.TempDir(), now: noon}
	var err error
	v.db, err = store.Open(filepath.Join(v.dir, "db"))
	check(t, err)
	v.open(t)
	t.Cleanup(func() {
		check(t, v.Close())
		check(t, v.db.Close())
	})
	return v
}

func (v *vectored) open(t *testing.T) {
	lg := slog.New(slog.NewTextHandler(&v.log, nil))
	c, err := embed.New(lg, embed.Config{URL: v.e.URL + "/v1/", Model: "m", Key: func() string { return "key" },
		Now: func() time.Time { return v.now }})
	check(t, err)
	v.Finder, err = find.Open(lg, filepath.Join(v.dir, "index"), v.db)
	check(t, err)
	v.SetEmbedder(c, func(_ context.Context, s string) (privacy.Scrubbed, error) {
		return privacy.Scrubber{}.Scrub(s), nil
	})
	check(t, v.Sync(context.Background(), office(), nil))
}

// beach is a question that only vectors bring to an aid: nothing else knows what a
// xqzvtk is.
const beach = "naar het xqzvtk"

func TestVectorsAreASignal(t *testing.T) {
	v := newVectored(t)
	if got := first(ask(t, v.Finder, beach)); got == "nl/verlof" {
		t.Fatal("found without vectors: the question shows nothing")
	}
	if got := v.e.texts(); len(got) > 0 {
		t.Errorf("sent before there was a vector to compare with: %q", got)
	}
	check(t, v.Embed(context.Background()))
	if got := v.e.texts(); len(got) != len(office()) || v.e.most != len(office()) {
		t.Errorf("%d texts, %d in one request; want %d in one", len(got), v.e.most, len(office()))
	}
	r := ask(t, v.Finder, beach)
	if got := first(r); got != "nl/verlof" {
		t.Errorf("with vectors: got %s", got)
	}
	named := false
	for _, s := range r.Hits[0].Signals {
		named = named || s.Name == "meaning" && s.Weight > 0
	}
	if !named {
		t.Errorf("no signal says so: %+v", r.Hits[0].Signals)
	}
	for q, want := range map[string]string{
		"hoe vraag ik vakantie aan?": "nl/verlof", "wachtwoord vergeten": "nl/wachtwoord",
		"mag ik vanuit huis werken": "nl/huis",
	} {
		if got := first(ask(t, v.Finder, q)); got != want {
			t.Errorf("%q: got %s", q, got)
		}
	}
	v.e.texts()
	ask(t, v.Finder, "mag Fatima naar het xqzvtk")
	if got := v.e.texts(); len(got) != 1 || strings.Contains(got[0], "Fatima") {
		t.Errorf("sent %q, want it scrubbed", got)
	}
	private := find.Query{Text: "geheim", Private: true}
	if _, err := v.Find(context.Background(), private); err != nil || len(v.e.texts()) > 0 {
		t.Errorf("a private text was sent (%v)", err)
	}
}

// TestVectorsOfPhrasingsAndRestart expects confirmed phrasings to have vectors too, each
// text to be sent once only, also after a restart, and what is withdrawn to be gone.
func TestVectorsOfPhrasingsAndRestart(t *testing.T) {
	v := newVectored(t)
	ctx := context.Background()
	for _, p := range []string{"p1", "p2", "p3", "p4", "p5"} {
		confirm(t, v.Finder, v.db, p, "de sleutel van de pont", "brief", true, noon)
	}
	ask(t, v.Finder, "iets") // takes in what was confirmed
	check(t, v.Embed(ctx))
	if got := v.e.texts(); len(got) != len(office())+1 {
		t.Errorf("sent %d texts", len(got))
	}
	check(t, v.Close())
	v.open(t)
	if got := first(ask(t, v.Finder, beach)); got != "nl/verlof" {
		t.Errorf("after a restart: got %s", got)
	}
	check(t, v.Embed(ctx))
	if got := v.e.texts(); len(got) != 1 {
		t.Errorf("after a restart: sent %q, want the question only", got)
	}
	check(t, settle(t, v.db, phrasings(t, v.db)[0].ID, phrasing.Withdrawn))
	ask(t, v.Finder, "iets")
	check(t, v.Embed(ctx))
	n := 0
	check(t, v.db.View(ctx, func(tx *store.Tx) error {
		for range tx.Scan("find.vectors", nil, nil) {
			n++
		}
		return nil
	}))
	if n != len(office()) {
		t.Errorf("%d vectors are kept, want %d", n, len(office()))
	}
}

// TestVectorsAreNeverInTheWay has the endpoint slow, failing and changed: questions are
// answered all the same, and it is told once.
func TestVectorsAreNeverInTheWay(t *testing.T) {
	v := newVectored(t)
	ctx := context.Background()
	check(t, v.Embed(ctx))
	without := func(when string, limit time.Duration) {
		t.Helper()
		began := time.Now()
		if got := first(ask(t, v.Finder, "wachtwoord vergeten")); got != "nl/wachtwoord" {
			t.Errorf("%s: got %s", when, got)
		}
		if took := time.Since(began); took > limit {
			t.Errorf("%s: took %v", when, took)
		}
	}
	v.e.set(func() { v.e.delay = 3 * time.Second })
	for range 3 {
		without("slow", time.Second)
	}
	v.e.texts()
	for range 20 {
		without("slow, and not asked", 250*time.Millisecond)
	}
	if got := v.e.texts(); len(got) > 0 {
		t.Errorf("asked %d times though it does not answer", len(got))
	}
	if n := strings.Count(v.log.String(), "do not answer in time"); n != 1 {
		t.Errorf("told %d times: %s", n, v.log.String())
	}
	v.e.set(func() { v.e.delay, v.e.fails = 0, true })
	v.now = v.now.Add(time.Minute)
	without("failing", time.Second)
	v.e.set(func() { v.e.fails = false })
	without("not asked again yet", time.Second)
	v.now = v.now.Add(time.Minute)
	if got := first(ask(t, v.Finder, beach)); got != "nl/verlof" || !strings.Contains(v.log.String(), "answer again") {
		t.Errorf("back again: got %s, log %s", got, v.log.String())
	}

	v.e.set(func() { v.e.extra = 3 }) // another model behind the same name
	without("another length", time.Second)
	check(t, v.Embed(ctx)) // nothing is missing yet
	check(t, v.Sync(ctx, append(office(), aid("nl", "fiets", "Leen een fiets")), nil))
	if err := v.Embed(ctx); err == nil {
		t.Error("no error about another length")
	}
	check(t, v.Embed(ctx))
	if got := first(ask(t, v.Finder, beach)); got != "nl/verlof" {
		t.Errorf("asked for anew: got %s", got)
	}
}

// TestNothingIsSentUnlessConfigured is the default: there is nothing to send to.
func TestNothingIsSentUnlessConfigured(t *testing.T) {
	f, db := open(t)
	ctx := context.Background()
	check(t, f.Sync(ctx, office(), nil))
	check(t, f.Embed(ctx))
	check(t, db.View(ctx, func(tx *store.Tx) error {
		for k := range tx.Scan("find.vectors", nil, nil) {
			t.Errorf("a vector: %x", k)
		}
		return nil
	}))
	for _, s := range ask(t, f, beach).Hits {
		for _, sig := range s.Signals {
			if sig.Name == "meaning" && sig.Weight != 0 {
				t.Errorf("a signal of vectors: %+v", sig)
			}
		}
	}
}

// TestRunAsksForVectors expects Run to fetch what is missing, in batches.
func TestRunAsksForVectors(t *testing.T) {
	v := newVectored(t)
	aids, _ := library(150)
	check(t, v.Sync(context.Background(), append(office(), aids...), nil))
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	ended := make(chan error)
	go func() { ended <- v.Run(ctx) }()
	for first(ask(t, v.Finder, beach)) != "nl/verlof" && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("the vectors did not come")
	}
	stop()
	<-ended
	v.e.set(func() {
		if v.e.most != 64 {
			t.Errorf("%d texts in one request, want 64", v.e.most)
		}
	})
}

var _ find.Embedder = (*embed.Client)(nil)
