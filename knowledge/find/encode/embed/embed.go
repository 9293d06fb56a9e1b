// Package embed asks an embeddings endpoint for vectors of texts: numbers by which
// texts that mean the same lie close together. The endpoint speaks OpenAI's API
// (POST {base}/embeddings), which many servers do, also ones that run in the house.
//
// It is an option: without a configured endpoint nothing here is used, and no text
// leaves Handvat. It keeps nothing; package encode keeps the vectors of aids and
// phrasings in the store. Texts and keys are in no error and no log line.
package embed

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
)

// Config is how an endpoint is reached.
type Config struct {
	URL   string           // the base, such as https://api.example.org/v1
	Model string           // as the endpoint names it
	Key   func() string    // the key, or nil if the endpoint wants none
	HTTP  *http.Client     // nil for one that follows no redirects
	Now   func() time.Time // nil for time.Now
}

// The limits on one request.
const (
	batch       = 64                     // texts
	maxResponse = 32 << 20               // bytes
	textsTime   = 30 * time.Second       // for texts that nobody waits for
	askTime     = 300 * time.Millisecond // for a question that somebody waits for
)

// A Client asks one endpoint. It is safe for concurrent use.
type Client struct {
	lg   *slog.Logger
	cfg  Config
	http *http.Client
	now  func() time.Time

	mu     sync.Mutex
	fails  int       // questions in a row that were not answered in time
	closed time.Time // no question is asked before; the zero time if the endpoint answers
}

// New returns a client of the endpoint that cfg names. The error says what is wrong
// with cfg.
func New(lg *slog.Logger, cfg Config) (*Client, error) {
	u, err := url.Parse(cfg.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "":
		return nil, Words.Say(func(w *texts) string { return w.NoURL })
	case cfg.Model == "":
		return nil, Words.Say(func(w *texts) string { return w.NoModel })
	}
	c := &Client{lg: lg, cfg: cfg, http: cfg.HTTP, now: cfg.Now}
	if c.http == nil { // a redirect could take texts and key elsewhere
		stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		c.http = &http.Client{CheckRedirect: stay}
	}
	if c.now == nil {
		c.now = time.Now
	}
	return c, nil
}

// Name tells the vectors of one endpoint and model from those of another.
func (c *Client) Name() string { return c.cfg.URL + " " + c.cfg.Model }

// Inside reports that texts leave the program.
func (c *Client) Inside() bool { return false }

// Embed returns the vector of each text, all of the same length.
func (c *Client) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	var out [][]float32
	for len(texts) > 0 {
		n := min(batch, len(texts))
		vs, err := c.request(ctx, textsTime, texts[:n])
		if err != nil {
			return nil, err
		}
		if len(out) > 0 && len(vs[0]) != len(out[0]) {
			return nil, errors.New("embed: the endpoint's vectors differ in length")
		}
		out, texts = append(out, vs...), texts[n:]
	}
	return out, nil
}

// The circuit breaker: after so many questions in a row without an answer, none is
// asked for a while; then one is tried.
const (
	maxFails = 3
	pause    = 30 * time.Second
)

// Ask returns the vector of a question, or ok false if it did not come within 300 ms:
// find without it then.
func (c *Client) Ask(ctx context.Context, question privacy.Scrubbed) (v []float32, ok bool) {
	c.mu.Lock()
	if c.now().Before(c.closed) {
		c.mu.Unlock()
		return nil, false
	}
	if !c.closed.IsZero() {
		c.closed = c.now().Add(pause) // one question tries; the others need not wait with it
	}
	c.mu.Unlock()
	vs, err := c.request(ctx, askTime, []string{question.String()})
	if ctx.Err() != nil {
		return nil, false // the asker is gone, which says nothing about the endpoint
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if err != nil {
		if c.fails++; c.fails == maxFails {
			c.lg.Warn("embeddings do not answer in time; finding goes on without them", "err", err)
		}
		if c.fails >= maxFails {
			c.closed = c.now().Add(pause)
		}
		return nil, false
	}
	if c.fails >= maxFails {
		c.lg.Info("embeddings answer again")
	}
	c.fails, c.closed = 0, time.Time{}
	return vs[0], true
}

// request asks for the vectors of at most batch texts.
func (c *Client) request(ctx context.Context, limit time.Duration, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	body, err := json.Marshal(map[string]any{"model": c.cfg.Model, "input": texts, "encoding_format": "float"})
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	to := strings.TrimSuffix(c.cfg.URL, "/") + "/embeddings"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if c.cfg.Key != nil && c.cfg.Key() != "" {
		req.Header.Set("Authorization", "Bearer "+c.cfg.Key())
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("embed: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		_, _ = io.CopyN(io.Discard, resp.Body, 64<<10) // so that the connection can be used again
		return nil, fmt.Errorf("embed: the endpoint answers %s", resp.Status)
	}
	return read(io.LimitReader(resp.Body, maxResponse), len(texts))
}

// read reads an answer that must hold n vectors, in any order.
func read(r io.Reader, n int) ([][]float32, error) {
	var answer struct {
		Data []struct {
			Index     int
			Embedding []float32
		}
	}
	if err := json.NewDecoder(r).Decode(&answer); err != nil {
		return nil, errors.New("embed: the endpoint's answer is not JSON of vectors") // the cause may quote it
	}
	out := make([][]float32, n)
	size := 0
	for _, d := range answer.Data {
		if d.Index < 0 || d.Index >= n || out[d.Index] != nil || len(d.Embedding) == 0 {
			return nil, errors.New("embed: the endpoint's answer does not fit the texts")
		}
		if size = cmp.Or(size, len(d.Embedding)); size != len(d.Embedding) {
			return nil, errors.New("embed: the endpoint's vectors differ in length")
		}
		out[d.Index] = d.Embedding
	}
	if len(answer.Data) != n {
		return nil, fmt.Errorf("embed: the endpoint gave %d vectors for %d texts", len(answer.Data), n)
	}
	return out, nil
}
