package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/slack"
)

// A workspace is Slack, with people in it who walk through an aid, each in a direct conversation, while the program
// comes and goes. It keeps what the program posted.
type workspace struct {
	t  *testing.T
	v  *victim
	mu sync.Mutex

	walkers []*walker // all there were; those who are at it are at the end
	walking []*walker // who is at it
	posts   map[string][]post
	news    chan struct{} // closed when something is posted
	stamps  int
	asked   map[string]int  // keys of answers to what was said, and the step of the walk that was
	took    map[string]bool // of these, what the program said that it accepted
	armed   bool            // what is said by itself is not answered, for the program is to be killed
	telling chan struct{}   // closed when something is so
	done    int             // accepted and answered
	closing bool            // nobody says anything new
	stale   int             // answers to what was said hours before
	refused int             // asked to come again, as Slack did not say in time who it was
}

// A post is what the program posted.
type post struct {
	key, text string
	at        time.Time
}

// A walker is somebody who asks something and goes through the steps.
type walker struct {
	id       string
	step     int // of the walk
	sent     string
	accepted bool // what they said was
	away     bool // they do not go on: hours went by
}

func walkerID(n int) string { return fmt.Sprintf("U%07d", n) }

func (w *walker) channel() string { return "D" + w.id[1:] }

// walk is what a walker says, and a part of the answer to it.
var walk = [][2]string{
	{"hoe geef ik feedback?", "4 G"}, {"stappen", "Stap 1 van 5"}, {"volgende", "Stap 2 van 5"},
	{"volgende", "Stap 3 van 5"}, {"volgende", "Stap 4 van 5"}, {"volgende", "Stap 5 van 5"}, {"volgende", "Klaar."},
	{"ja", "Fijn"}, {"notitie: dit vaker doen", "Genoteerd"}, {"mijn notities", "dit vaker doen"},
}

func newWorkspace(t *testing.T, v *victim) *workspace {
	w := &workspace{t: t, v: v, posts: map[string][]post{}, asked: map[string]int{}, took: map[string]bool{},
		news: make(chan struct{})}
	s := httptest.NewServer(http.HandlerFunc(w.serve))
	t.Cleanup(s.Close)
	t.Setenv("HANDVAT_SLACK_API_URL", s.URL+"/api/")
	t.Setenv("HANDVAT_SLACK_BOT_TOKEN", "xoxb-hidden")
	t.Setenv("HANDVAT_SLACK_SIGNING_SECRET", slackSecret)
	t.Setenv("HANDVAT_PUBLIC_ADDR", v.public)
	return w
}

// serve is Slack's API.
func (w *workspace) serve(rw http.ResponseWriter, r *http.Request) {
	if r.ParseForm() != nil { // who asked was killed meanwhile
		return
	}
	says, silent := w.answer(r)
	if silent {
		<-r.Context().Done()
		return
	}
	rw.Header().Set("X-OAuth-Scopes", strings.Join(slack.Scopes(), ","))
	_ = json.NewEncoder(rw).Encode(says)
}

// answer is what Slack answers a request; silent if the program is to be killed before it has that.
func (w *workspace) answer(r *http.Request) (says map[string]any, silent bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	says = map[string]any{"ok": true}
	switch r.URL.Path {
	case "/api/auth.test":
		says["user"], says["team"], says["user_id"], says["team_id"] = "handvat", "Ons bedrijf", "U0BOT", "T1"
	case "/api/users.info":
		says["user"] = map[string]any{"id": r.FormValue("user"), "team_id": "T1", "locale": "nl-NL",
			"tz": "Europe/Amsterdam"}
	case "/api/chat.postMessage":
		var mark struct {
			Payload struct{ Key string } `json:"event_payload"`
		}
		_ = json.Unmarshal([]byte(r.FormValue("metadata")), &mark) // private answers have none
		silent = w.posted(r.FormValue("channel"), post{mark.Payload.Key, r.FormValue("text"), w.v.now()})
		w.stamps++
		says["channel"], says["ts"] = r.FormValue("channel"), fmt.Sprintf("1700000000.%06d", w.stamps)
	case "/api/conversations.history":
		says["messages"] = []any{}
	}
	return says, silent
}

// posted takes what the program posted in a conversation, and reports whether it is to be killed for that.
func (w *workspace) posted(channel string, p post) (kills bool) {
	w.posts[channel] = append(w.posts[channel], p)
	close(w.news)
	w.news = make(chan struct{})
	if _, answers := w.asked[p.key]; answers || !w.armed {
		return false
	}
	w.armed = false
	close(w.telling)
	return true
}

// arm has the program be killed, or not, when it next says something by itself.
func (w *workspace) arm(armed bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.armed, w.telling = armed, make(chan struct{})
}

// at lists what Slack was at with a program that was killed.
func (w *workspace) at() (names []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.walking {
		if p.accepted {
			names = append(names, "answering")
			break
		}
	}
	select {
	case <-w.telling:
		names = append(names, "telling")
		if w.v.now().Weekday() == time.Monday {
			names = append(names, "telling on a Monday")
		}
	default:
	}
	return names
}

// markOf is the key of the answer to an event as the message carries it.
func markOf(event string) string {
	sum := sha256.Sum256([]byte(event))
	return base32.StdEncoding.EncodeToString(sum[:10])
}

// open has some people at a time say things until the program is stopped, and returns what ends that.
func (w *workspace) open(n int) (stop func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	w.mu.Lock()
	for len(w.walking) < n {
		w.walking = append(w.walking, w.join())
	}
	w.mu.Unlock()
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { w.busy(ctx, i) })
	}
	return func() { cancel(); all.Wait() }
}

// join is somebody new.
func (w *workspace) join() *walker {
	p := &walker{id: walkerID(len(w.walkers))}
	w.walkers = append(w.walkers, p)
	return p
}

// leave has all who are at it say nothing new: hours go by. What was not accepted is not brought any more.
func (w *workspace) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.walking {
		if p.away = true; !p.accepted {
			p.sent = ""
		}
	}
}

// busy has the walkers at place i say things, one after the other, until ctx is done.
func (w *workspace) busy(ctx context.Context, i int) {
	for ctx.Err() == nil {
		w.mu.Lock()
		p, news := w.walking[i], w.news
		switch {
		case p.sent == "" && w.closing:
			w.mu.Unlock()
			return
		case p.sent == "" && (p.away || p.step == len(walk)):
			w.walking[i] = w.join()
			w.mu.Unlock()
			continue
		case p.sent == "":
			p.sent = fmt.Sprintf("%d.%06d", w.v.now().Unix(), p.step)
			w.asked[p.keyOf()] = p.step
		}
		w.mu.Unlock()
		if !p.accepted {
			if p.accepted = w.brings(ctx, p); !p.accepted {
				pause(ctx, nil, 10*time.Millisecond)
			} else if p.step%3 == 0 {
				w.brings(ctx, p) // again, while it waits
			}
			continue
		}
		if !w.answered(p) {
			pause(ctx, news, time.Second)
			continue
		}
		if p.step%4 == 1 && !p.away {
			w.brings(ctx, p) // again, soon after it was answered
		}
		w.mu.Lock()
		p.sent, p.accepted = "", false
		p.step++
		w.mu.Unlock()
	}
}

func pause(ctx context.Context, news <-chan struct{}, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-news:
	case <-time.After(d):
	}
}

// brings tells the program what somebody says, as Slack does. It reports whether it was accepted.
func (w *workspace) brings(ctx context.Context, p *walker) bool {
	body, err := json.Marshal(map[string]any{"type": "event_callback", "team_id": "T1", "event_id": "Ev" + p.sent,
		"event": map[string]string{"type": "message", "channel_type": "im", "user": p.id, "channel": p.channel(),
			"ts": p.sent, "text": walk[p.step][0]}})
	if err != nil {
		w.t.Error(err)
		return false
	}
	ts := fmt.Sprint(time.Now().Unix())
	mac := hmac.New(sha256.New, []byte(slackSecret))
	fmt.Fprintf(mac, "v0:%s:%s", ts, body)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+w.v.public+slack.Route,
		bytes.NewReader(body))
	if err != nil {
		w.t.Error(err)
		return false
	}
	req.Header = http.Header{"Content-Type": {"application/json"}, "X-Slack-Request-Timestamp": {ts},
		"X-Slack-Signature": {"v0=" + hex.EncodeToString(mac.Sum(nil))}}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.took[p.keyOf()] = true
	return true
}

// keyOf is the key of the answer to what somebody said.
func (p *walker) keyOf() string { return markOf("T1:" + p.channel() + ":" + p.sent + ":" + p.id) }

// answered reports whether what somebody said was answered, and goes on with the walk.
func (w *workspace) answered(p *walker) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, got := range w.posts[p.channel()] {
		if got.key != p.keyOf() {
			continue
		}
		w.done++
		switch {
		case p.away:
			w.stale++
		case strings.Contains(got.text, "try again in a minute"), strings.Contains(got.text, "over een minuut nog"):
			w.refused++
			p.away = true
		case !strings.Contains(got.text, walk[p.step][1]):
			w.t.Errorf("%s says %q at step %d and gets %q", p.id, walk[p.step][0], p.step, got.text)
			p.away = true
		}
		return true
	}
	return false
}
