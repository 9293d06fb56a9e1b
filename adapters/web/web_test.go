package web

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// A visitor is a browser without a window.
type visitor struct {
	t      *testing.T
	srv    *httptest.Server
	client *http.Client
}

// visit opens the page, so that the visitor has a cookie.
func visit(t *testing.T, srv *httptest.Server) *visitor {
	t.Helper()
	jar, _ := cookiejar.New(nil)
	v := &visitor{t, srv, &http.Client{Jar: jar, Timeout: 10 * time.Second}}
	if status, _ := v.get("/"); status != http.StatusOK {
		t.Fatalf("the page answers %d", status)
	}
	return v
}

func (v *visitor) do(req *http.Request) (*http.Response, string) {
	v.t.Helper()
	resp, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return resp, string(body)
}

func (v *visitor) get(path string) (status int, body string) {
	v.t.Helper()
	req, _ := http.NewRequest("GET", v.srv.URL+path, nil)
	resp, body := v.do(req)
	return resp.StatusCode, body
}

// post sends a form; headers are pairs of name and value.
func (v *visitor) post(path, form string, headers ...string) (status int, body string) {
	v.t.Helper()
	req, _ := http.NewRequest("POST", v.srv.URL+path, strings.NewReader(form))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, body := v.do(req)
	return resp.StatusCode, body
}

// A sent is a server-sent event.
type sent struct{ id, name, data string }

// stream opens a stream and returns its events as they come, until it ends.
func (v *visitor) stream(after string) <-chan sent {
	v.t.Helper()
	req, _ := http.NewRequestWithContext(v.t.Context(), "GET", v.srv.URL+"/events", nil)
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	resp, err := (&http.Client{Jar: v.client.Jar}).Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		v.t.Fatalf("no stream: %v %v", resp, err)
	}
	v.t.Cleanup(func() { resp.Body.Close() })
	events := make(chan sent, 100)
	go func() {
		defer close(events)
		var e sent
		for lines := bufio.NewScanner(resp.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data += value + "\n"
			case "":
				if e.name != "" {
					events <- e
				}
				e = sent{}
			}
		}
	}()
	return events
}

// next is the next event of name.
func next(t *testing.T, events <-chan sent, name string) sent {
	t.Helper()
	for deadline := time.After(5 * time.Second); ; {
		select {
		case e, ok := <-events:
			if !ok {
				t.Fatalf("the stream ended before a %s", name)
			}
			if e.name == name {
				return e
			}
		case <-deadline:
			t.Fatalf("no %s came", name)
		}
	}
}

func TestAsk(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	v := visit(t, srv)
	events := v.stream("")
	if e := next(t, events, "answer"); !strings.Contains(e.data, "Hoi, ik help je") {
		t.Errorf("greeted with %q", e.data)
	}
	for range 3 {
		if status, _ := v.post("/say", "id=1&text=feedback"); status != http.StatusAccepted {
			t.Fatalf("status %d", status)
		}
	}
	said := next(t, events, "message")
	if !strings.Contains(said.data, `data-act="1"`) || !strings.Contains(said.data, "feedback") {
		t.Errorf("said %q", said.data)
	}
	answer := next(t, events, "answer")
	if !strings.Contains(answer.data, "Geef feedback met") {
		t.Errorf("answered %q", answer.data)
	}
	if got := f.events(chat.Said); len(got) != 1 || got[0].Text != "feedback" ||
		got[0].Locale != "nl" || !got[0].Direct {
		t.Errorf("three deliveries of one act made %+v", got)
	}
	if _, page := v.get("/"); strings.Count(page, "Geef feedback met") != 1 ||
		!strings.Contains(page, `data-seq="`+answer.id+`"`) {
		t.Errorf("the page after a reload:\n%s", page)
	}

	// Someone else sees nothing of it.
	if _, page := visit(t, srv).get("/"); strings.Contains(page, "Geef feedback met") {
		t.Error("another visitor sees the conversation")
	}
}

// A page that was away gets what it missed, edits included, and nothing twice.
func TestResume(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	v := visit(t, srv)
	events := v.stream("")
	next(t, events, "answer")
	v.post("/say", "id=1&text=kaart+checklist-nl")
	checklist := next(t, events, "answer")
	key := regexp.MustCompile(`name="to" value="([^"]*)"`).FindStringSubmatch(checklist.data)[1]

	v.post("/press", url.Values{"id": {"2"}, "to": {key}, "do": {"tick or-instemming/3"}}.Encode())
	edited := next(t, events, "answer")
	if strings.Count(edited.data, " checked") != 2 || !strings.Contains(edited.data, key) {
		t.Errorf("the checklist was not changed in its place: %q", edited.data)
	}
	v.post("/say", "id=3&text=dag")
	next(t, events, "answer")

	again := v.stream(checklist.id)
	var names []string
	for {
		e := next(t, again, "answer")
		names = append(names, regexp.MustCompile(`id="(m\d+)"`).FindStringSubmatch(e.data)[1])
		if strings.Contains(e.data, "Je zei: dag") {
			break
		}
		if strings.Contains(e.data, "checklist") && strings.Count(e.data, " checked") != 2 {
			t.Errorf("the edit was missed: %q", e.data)
		}
	}
	if len(names) != 3 { // the greeting, the checklist, the last answer
		t.Errorf("got %v again", names)
	}
}

func TestRefuses(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	v := visit(t, srv)
	html := []string{"Accept", "text/html"}
	for _, tt := range []struct {
		name, path, form string
		headers          []string
		status           int
		words            string
	}{
		{"nothing", "/say", "id=1&text=+", nil, 422, Words.In("nl").Empty},
		{"too long", "/say", "id=1&text=" + strings.Repeat("x", 4010), nil, 422, "10 tekens te lang"},
		{"too long, without script", "/say", "text=" + strings.Repeat("x", 4010), html, 422,
			strings.Repeat("x", 4010) + "</textarea>"},
		{"too big", "/say", "id=1&text=" + strings.Repeat("x", maxBody), nil, 413, Words.In("nl").TooBig},
		{"in English", "/say", "id=1&text=", []string{"Accept-Language", "fr, en-GB;q=0.8, nl;q=0.5"}, 422,
			Words.In("en").Empty},
		{"unreadable", "/press", "id=1&do=", nil, 400, Words.In("nl").Unreadable},
		{"too many colleagues", "/fill", "id=1&fill=x&p.who=a,b,c,d,e,f,g,h,i,j,k,l", nil, 422, "Je noemt 12 collega"},
		{"another type", "/say", `{"text":"x"}`, []string{"Content-Type", "application/json"}, 415,
			Words.In("nl").Unreadable},
		{"another site", "/say", "id=1&text=x", []string{"Sec-Fetch-Site", "cross-site"}, 403, Words.In("nl").Foreign},
		{"another origin", "/say", "id=1&text=x", []string{"Origin", "https://example.org"}, 403,
			Words.In("nl").Foreign},
	} {
		status, body := v.post(tt.path, tt.form, tt.headers...)
		if status != tt.status || !strings.Contains(body, tt.words) {
			t.Errorf("%s: status %d, want %d; says %.300q", tt.name, status, tt.status, body)
		}
	}
	v.client.Jar = nil
	if status, body := v.post("/say", "id=1&text=x"); status != http.StatusUnauthorized ||
		!strings.Contains(body, Words.In("nl").Expired) {
		t.Errorf("without a cookie: %d %s", status, body)
	}
	if n := len(f.events(chat.Said)); n != 0 {
		t.Errorf("%d of these were accepted", n)
	}
	f.fail(errors.New("the disk is full"))
	if status, body := visit(t, srv).post("/say", "id=1&text=x"); status != 503 ||
		!strings.Contains(body, Words.In("nl").Down) {
		t.Errorf("when nothing can be accepted: %d %s", status, body)
	}
}

func TestTooFast(t *testing.T) {
	now := time.Now()
	f := newFake(script)
	_, srv := f.serve(t, Config{Rate: 1, Burst: 3, Now: func() time.Time { return now }})
	v, other := visit(t, srv), visit(t, srv)
	for i := range 4 {
		want := map[bool]int{true: 202, false: 429}[i < 3]
		if status, _ := v.post("/say", fmt.Sprintf("id=%d&text=x", i)); status != want {
			t.Errorf("act %d: status %d, want %d", i, status, want)
		}
	}
	if status, _ := other.post("/say", "id=1&text=x"); status != 202 {
		t.Errorf("someone else gets %d", status)
	}
	now = now.Add(time.Second)
	if status, _ := v.post("/say", "id=9&text=x"); status != 202 {
		t.Errorf("a second later: status %d", status)
	}
}

func TestHeaders(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	for _, host := range []string{"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "LOCALHOST",
		"evil.example", "localhost.evil.example", "127.0.0.2", ""} {
		req := httptest.NewRequest("GET", "/", nil)
		req.Host = host
		req.Header.Set("Accept-Language", "nl")
		w := httptest.NewRecorder()
		srv.Config.Handler.ServeHTTP(w, req)
		good := strings.HasPrefix(strings.ToLower(host), "localhost") && !strings.Contains(host, "evil") ||
			strings.HasPrefix(host, "127.0.0.1") || strings.HasPrefix(host, "[::1]")
		if want := map[bool]int{true: 200, false: 421}[good]; w.Code != want {
			t.Errorf("host %q: status %d, want %d", host, w.Code, want)
		}
		if refused := strings.TrimSpace(w.Body.String()); w.Code == 421 && refused != Words.In("nl").Misnamed {
			t.Errorf("host %q is told %q", host, refused)
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp,
			"default-src 'none'; script-src 'self';") || strings.Contains(csp, "unsafe") {
			t.Errorf("policy %q", csp)
		}
		if w.Header().Get("X-Content-Type-Options") != "nosniff" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("headers %v", w.Header())
		}
	}

	w := httptest.NewRecorder()
	New(slog.New(slog.DiscardHandler), Config{HTTPS: true}, f, f).ServeHTTP(w,
		httptest.NewRequest("GET", "http://localhost/", nil))
	if c := w.Header().Get("Set-Cookie"); !strings.HasPrefix(c, "__Host-handvat=") ||
		!strings.Contains(c, "HttpOnly; Secure; SameSite=Lax") {
		t.Errorf("over https the cookie is %q", c)
	}

	page := w.Body.String()
	inline := regexp.MustCompile(`<style|<script(?: [^>]*)?>[^<]|\son\w+=|\sstyle=`)
	if inline.MatchString(page) {
		t.Error("the page holds inline script or style")
	}
	for _, src := range regexp.MustCompile(`(?:src|href)="(/static/[^"]*)"`).FindAllStringSubmatch(page, -1) {
		v := visit(t, srv)
		req, _ := http.NewRequest("GET", srv.URL+src[1], nil)
		resp, _ := v.do(req)
		if resp.StatusCode != 200 || !strings.Contains(resp.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: status %d, %v", src[1], resp.StatusCode, resp.Header)
		}
	}
	if status, _ := visit(t, srv).get("/static/app.css"); status != 404 {
		t.Errorf("a file without its hash: status %d", status)
	}
}

// Without JavaScript one can ask, and read the answer.
func TestWithoutScript(t *testing.T) {
	f := newFake(script)
	f.delay = 50 * time.Millisecond
	_, srv := f.serve(t, Config{})
	v := visit(t, srv)
	status, page := v.post("/say", "text=hoe+geef+ik+feedback", "Accept", "text/html,*/*;q=0.8")
	if status != 200 || !strings.Contains(page, "Geef feedback met") {
		t.Errorf("status %d, page:\n%s", status, page)
	}
	key := regexp.MustCompile(`name="to" value="([^"]*)"`).FindStringSubmatch(page)[1]
	_, page = v.post("/press", url.Values{"to": {key}, "do": {"steps feedback-4g"}}.Encode(), "Accept", "text/html")
	if !strings.Contains(page, "Stap 2 van 5") || !strings.Contains(page, "gekozen") {
		t.Errorf("after a press:\n%s", page)
	}
}

func TestFile(t *testing.T) {
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	v := visit(t, srv)
	v.post("/say", "text=kaart+file-nl", "Accept", "text/html")
	_, page := v.get("/")
	href := regexp.MustCompile(`href="(/file/\d+)"`).FindStringSubmatch(page)
	if href == nil {
		t.Fatalf("no file on the page:\n%s", page)
	}
	req, _ := http.NewRequest("GET", srv.URL+href[1], nil)
	resp, body := v.do(req)
	if body != `{"gevraagd": 3}` || resp.Header.Get("Content-Disposition") != "attachment; "+
		"filename=mijn-gegevens.json" {
		t.Errorf("the file is %q, %v", body, resp.Header)
	}
	if status, _ := visit(t, srv).get(href[1]); status != 404 {
		t.Errorf("someone else gets %d", status)
	}
}

// Streams are bounded, and end at once when the server stops.
func TestStreams(t *testing.T) {
	f := newFake(script)
	a, srv := f.serve(t, Config{Streams: 3, PerPerson: 2, Heartbeat: 10 * time.Millisecond})
	v := visit(t, srv)
	first, second, third := v.stream(""), v.stream(""), v.stream("")
	next(t, first, "moved")
	next(t, second, "beat")
	next(t, third, "beat")
	other := visit(t, srv)
	next(t, other.stream(""), "beat")
	if status, _ := visit(t, srv).get("/events"); status != 503 {
		t.Errorf("one stream too many: status %d", status)
	}
	a.streams.close()
	for _, events := range []<-chan sent{second, third} {
		for range events { // until it ends
		}
	}
	if status, _ := v.get("/events"); status != 503 {
		t.Errorf("while stopping: status %d", status)
	}
}

func TestLanguage(t *testing.T) {
	for _, tt := range []struct{ cookie, accept, want string }{
		{"", "", "nl"}, {"", "en-US,en;q=0.9", "en"}, {"", "de, nl-BE;q=0.4, en;q=0.5", "en"}, {"", "de", "nl"},
		{"", "en;q=x, nl", "nl"}, {"nl", "en", "nl"}, {"en", "nl", "en"}, {"xx", "en", "en"}, {"", "en;q=0", "nl"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept-Language", tt.accept)
		r.AddCookie(&http.Cookie{Name: langCookie, Value: tt.cookie})
		if got := languageOf(r); got != tt.want {
			t.Errorf("cookie %q, Accept-Language %q: %s, want %s", tt.cookie, tt.accept, got, tt.want)
		}
	}
}
