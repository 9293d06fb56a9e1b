package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// A stream is one open page that wants to know what is new.
type stream struct {
	news chan struct{} // holds one token when there is something new
	gone chan struct{} // closed when the stream must end
	full bool          // ended because the person opened newer pages; set before gone is closed
}

// streams are all open pages.
type streams struct {
	most, perPerson int

	mu     sync.Mutex
	of     map[string][]*stream // by Person.ID, oldest first
	count  int
	closed bool
}

func newStreams(most, perPerson int) *streams {
	return &streams{most: most, perPerson: perPerson, of: map[string][]*stream{}}
}

// open adds a stream of id, and ends their oldest if they have too many. It returns
// nil if there are too many streams, or if the server is stopping.
func (s *streams) open(id string) *stream {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	if mine := s.of[id]; len(mine) >= s.perPerson {
		mine[0].full = true
		s.end(id, mine[0])
	}
	if s.count >= s.most {
		return nil
	}
	st := &stream{news: make(chan struct{}, 1), gone: make(chan struct{})}
	s.of[id] = append(s.of[id], st)
	s.count++
	return st
}

// leave removes st of id, if it has not ended already.
func (s *streams) leave(id string, st *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end(id, st)
}

// end needs s.mu.
func (s *streams) end(id string, st *stream) {
	i := slices.Index(s.of[id], st)
	if i < 0 {
		return
	}
	close(st.gone)
	s.count--
	if s.of[id] = slices.Delete(s.of[id], i, i+1); len(s.of[id]) == 0 {
		delete(s.of, id)
	}
}

// wake tells the streams of id that there is something new. It never waits.
func (s *streams) wake(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.of[id] {
		select {
		case st.news <- struct{}{}:
		default:
		}
	}
}

// close ends every stream and lets no new one in.
func (s *streams) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for id, mine := range s.of {
		for _, st := range slices.Clone(mine) {
			s.end(id, st)
		}
	}
}

// slow is how long a page may take to receive something before it is dropped. It
// connects again and goes on where it was.
const slow = 10 * time.Second

// resent is how many of the newest messages a page gets again when it connects,
// because they may have changed while it was away.
const resent = 10

// events streams what is new since the entry that the page saw last. The events are
// answer, with an element that holds what the bot said; message, with one that holds
// what the person said or picked; beat, a sign of life; moved, the last one of a page
// that makes room for newer pages; and reload, for a page that shows what was
// forgotten.
func (a *Adapter) events(w http.ResponseWriter, r *http.Request) {
	lang := languageOf(r)
	who, ok := a.who(r)
	if !ok {
		http.Error(w, Words.In(lang).Expired, http.StatusUnauthorized)
		return
	}
	st := a.streams.open(who.ID)
	if st == nil {
		w.Header().Set("Retry-After", "5")
		http.Error(w, Words.In(lang).Down, http.StatusServiceUnavailable)
		return
	}
	defer a.streams.leave(who.ID, st)

	c, err := a.conversation(r.Context(), who)
	if err == nil && c.seq == 0 {
		err = a.join(r, who, lang)
	}
	if err != nil {
		a.lg.ErrorContext(r.Context(), "stream not started", "err", err)
		http.Error(w, Words.In(lang).Down, http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")                  // says to a proxy in front: pass it on at once
	http.NewResponseController(w).SetReadDeadline(time.Time{}) // a server's ReadTimeout is not meant for streams
	page := shown{}
	changed, _ := page.update(c)
	after, n := lastSeen(r), len(changed)-resent
	if after > c.seq {
		a.write(w, reload)
		return
	}
	missed := slices.DeleteFunc(changed, func(m change) bool { n--; return n >= 0 && m.Seq <= after })
	ok = a.write(w, "retry: 1000\n\n"+a.eventsOf(missed, c.seq, lang))
	for beat := time.Tick(a.cfg.Heartbeat); ok; {
		select {
		case <-r.Context().Done():
			return
		case <-st.gone:
			if st.full {
				a.write(w, "event: moved\ndata:\n\n")
			}
			return
		case <-beat:
			ok = a.write(w, "event: beat\ndata:\n\n")
		case <-st.news:
			ok = a.writeNews(w, r, who, page, lang)
		}
	}
}

// reload is the event for a page that shows what was forgotten.
const reload = "event: reload\ndata:\n\n"

// writeNews sends what a page does not show yet, and reports whether it took that in time.
func (a *Adapter) writeNews(w http.ResponseWriter, r *http.Request, who chat.Person, page shown, lang string) bool {
	c, err := a.conversation(r.Context(), who)
	if err != nil {
		a.lg.ErrorContext(r.Context(), "conversation not read", "err", err)
		return false
	}
	changed, gone := page.update(c)
	if gone {
		return a.write(w, reload)
	}
	return a.write(w, a.eventsOf(changed, c.seq, lang))
}

// join greets someone who has no conversation yet: once a day at most, however many
// pages they open.
func (a *Adapter) join(r *http.Request, who chat.Person, lang string) error {
	now := a.cfg.Now()
	day := now.UTC().Format(time.DateOnly)
	return a.in.Accept(r.Context(), chat.Event{ID: who.ID + ".joined-" + day, Kind: chat.Joined, Time: now, From: who,
		In: placeOf(who), Direct: true, Locale: lang, Zone: zone(r.FormValue("zone"))})
}

// lastSeen is the Seq of the newest entry the page has: what the browser saw last on
// this stream, or else what the page came with.
func lastSeen(r *http.Request) uint64 {
	n, _ := strconv.ParseUint(cmp.Or(r.Header.Get("Last-Event-ID"), r.FormValue("after")), 10, 64)
	return n
}

// eventsOf writes changes as server-sent events. Only the last carries seq, so that a
// page that misses one of them asks for all of them again.
func (a *Adapter) eventsOf(changed []change, seq uint64, lang string) string {
	var out strings.Builder
	for i, m := range changed {
		var b bytes.Buffer
		if err := a.render.message(&b, viewOf(m.message, lang)); err != nil {
			a.lg.Error("message not written", "key", m.Key, "err", err)
			continue
		}
		name := "message"
		if m.answer {
			name = "answer"
		}
		fmt.Fprintf(&out, "event: %s\n", name)
		if i == len(changed)-1 {
			fmt.Fprintf(&out, "id: %d\n", seq)
		}
		for line := range strings.Lines(strings.ReplaceAll(b.String(), "\r", "\n")) {
			out.WriteString("data: " + strings.TrimSuffix(line, "\n") + "\n")
		}
		out.WriteString("\n")
	}
	return out.String()
}

// write sends s at once, and reports whether the page took it in time.
func (a *Adapter) write(w http.ResponseWriter, s string) bool {
	if s == "" {
		return true
	}
	rc := http.NewResponseController(w)
	rc.SetWriteDeadline(time.Now().Add(slow)) // not every writer can; then the server's own deadline holds
	defer rc.SetWriteDeadline(time.Time{})
	if _, err := w.Write([]byte(s)); err != nil {
		return false
	}
	return rc.Flush() == nil
}
