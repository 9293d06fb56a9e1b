package web

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/conform"
	"github.com/handvat/handvat/bot/delivery"
)

func TestConformance(t *testing.T) {
	conform.Run(t, func(t *testing.T, d *delivery.Delivery) conform.Rig {
		d.Keep(Platform)
		a := New(slog.New(slog.NewTextHandler(t.Output(), nil)),
			Config{Burst: 1000, SignIn: func(r *http.Request) (string, bool) {
				return r.Header.Get("X-User"), true
			}}, d, d)
		srv := httptest.NewServer(a)
		t.Cleanup(srv.Close)
		return &rig{t: t, a: a, srv: srv, people: map[string]*http.Client{}}
	})
}

// A rig is the page without JavaScript: it reads HTML and sends forms.
type rig struct {
	t   *testing.T
	a   *Adapter
	srv *httptest.Server

	mu     sync.Mutex
	acts   int
	people map[string]*http.Client
}

// shownMessage is a message on the page, and what can be sent from it.
type shownMessage struct {
	conform.Message
	to     string            // its key
	picker string            // the question for a colleague
	values map[string]button // what a button, by its label, or a tick, by its number, sends
}

func (r *rig) Adapter() chat.Adapter { return r.a }
func (r *rig) Exact()                {}

// client is the browser of a person, whose language it has told the page.
func (r *rig) client(who string) *http.Client {
	r.mu.Lock()
	defer r.mu.Unlock()
	if c := r.people[who]; c != nil {
		return c
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Transport: signedIn(who)}
	resp, err := c.Get(r.srv.URL + "/?lang=" + map[string]string{conform.Ada: "nl", conform.Ben: "en"}[who])
	if err != nil {
		r.t.Fatal(err)
	}
	resp.Body.Close()
	r.people[who] = c
	return c
}

// signedIn is the name that whatever stands before the page passes on.
type signedIn string

func (s signedIn) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-User", string(s))
	return http.DefaultTransport.RoundTrip(r)
}

func (r *rig) Act(ctx context.Context, a conform.Act) error {
	if a.In != conform.Alone || a.Leave || a.Double { // the page's script keeps a button from being pressed twice
		return errors.ErrUnsupported
	}
	r.mu.Lock()
	r.acts++
	form := url.Values{"id": {fmt.Sprint("act", r.acts)}}
	r.mu.Unlock()
	path := "/say"
	if a.Say != "" {
		form.Set("text", a.Say)
	} else {
		label := a.Press
		if a.Tick > 0 {
			label = fmt.Sprint(a.Tick)
		}
		found := false
		for _, m := range slices.Backward(r.page(a.Who)) {
			if b, ok := m.values[label]; ok {
				path, found = map[bool]string{true: "/fill", false: "/press"}[b.ID == "fill"], true
				form.Set("to", m.to)
				form.Set(b.ID, b.Do)
				break
			}
		}
		if !found {
			return fmt.Errorf("nobody can press %q", label)
		}
		for field, v := range a.Fill {
			form.Set("q."+field, v)
		}
		for _, m := range r.page(a.Who) {
			if m.picker != "" {
				form.Set("p."+m.picker, strings.Join(a.Pick, ", "))
			}
		}
	}
	for range max(a.Times, 1) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.srv.URL+path, strings.NewReader(form.Encode()))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := r.client(a.Who).Do(req)
		if err != nil {
			return err
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusAccepted {
			return fmt.Errorf("answered with %s", resp.Status)
		}
	}
	return nil
}

func (r *rig) Screen(who string, in conform.Where) (out []conform.Message) {
	if in != conform.Alone {
		return nil
	}
	for _, m := range r.page(who) {
		out = append(out, m.Message)
	}
	return out
}

// page reads the messages of the bot on a person's page.
func (r *rig) page(who string) (out []shownMessage) {
	resp, err := r.client(who).Get(r.srv.URL + "/")
	if err != nil {
		r.t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	d := xml.NewDecoder(resp.Body)
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			r.t.Error(err)
			return out
		}
		if el, ok := tok.(xml.StartElement); ok && el.Name.Local == "article" {
			m, err := readArticle(d)
			if err != nil {
				r.t.Error(err)
			}
			out = append(out, m)
		}
	}
}

// readArticle reads one message, of which the start was read.
func readArticle(d *xml.Decoder) (m shownMessage, err error) {
	m.Edits, m.values = -1, map[string]button{}
	var text, label strings.Builder
	var open []string // elements that are open; those whose text is not shown are "-"
	var pressed *button
	number := 0
	for {
		tok, err := d.Token()
		if err != nil {
			return m, err
		}
		switch tok := tok.(type) {
		case xml.CharData:
			switch {
			case slices.Contains(open, "-"):
			case pressed != nil:
				label.Write(tok)
			default:
				text.Write(tok)
			}
		case xml.EndElement:
			if tok.Name.Local == "article" {
				m.Text = strings.TrimSpace(text.String())
				return m, nil
			}
			open = open[:max(len(open)-1, 0)]
			if (tok.Name.Local == "button" || tok.Name.Local == "a") && pressed != nil {
				if l := strings.TrimSpace(label.String()); pressed.ID != "copy" {
					m.values[l] = *pressed
					m.Buttons = append(m.Buttons, l)
				}
				pressed = nil
				label.Reset()
			}
		case xml.StartElement:
			attr := map[string]string{}
			for _, a := range tok.Attr {
				attr[a.Name.Local] = a.Value
			}
			shown := tok.Name.Local
			if strings.Contains(attr["class"], "sr") || attr["aria-hidden"] == "true" || attr["class"] == "typed" {
				shown = "-"
			}
			open = append(open, shown)
			text.WriteString(" ")
			_, checked := attr["checked"]
			switch tok.Name.Local {
			case "script", "style", "iframe", "img", "object":
				m.Pings = append(m.Pings, tok.Name.Local)
			case "button":
				pressed = &button{ID: attr["name"], Do: attr["value"]}
				if attr["type"] == "button" {
					pressed.ID = "copy"
				}
			case "a":
				switch name, isFile := attr["download"]; {
				case isFile:
					m.Files = append(m.Files, name)
				case strings.Contains(attr["class"], "button"):
					pressed = &button{}
				}
				if h := attr["href"]; !strings.HasPrefix(h, "https://example.org/") && !strings.HasPrefix(h, "/file/") {
					m.Pings = append(m.Pings, h)
				}
			case "input", "textarea":
				switch {
				case attr["name"] == "to":
					m.to = attr["value"]
				case attr["name"] == "tick":
					m.Ticks = append(m.Ticks, checked)
					m.values[fmt.Sprint(len(m.Ticks))] = button{ID: "do", Do: attr["value"]}
				case strings.HasPrefix(attr["name"], "p."):
					m.picker = attr["name"][2:]
					m.Fields = append(m.Fields, m.picker)
				case strings.HasPrefix(attr["name"], "q."):
					if f := attr["name"][2:]; !slices.Contains(m.Fields, f) {
						m.Fields = append(m.Fields, f)
					}
				}
			case "ol":
				number = 0
				fmt.Sscan(attr["start"], &number)
				number = max(number, 1)
			case "ul":
				number = 0
			case "li":
				if number > 0 {
					fmt.Fprintf(&text, "%d. ", number)
					number++
				}
			}
		}
	}
}
