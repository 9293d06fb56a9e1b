package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"
	"time"
)

// A visitor is a person with a browser that has no scripts.
type visitor struct {
	t    *testing.T
	url  string
	http *http.Client
	n    int
}

func newVisitor(t *testing.T, address string) *visitor {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t: t, url: address, http: &http.Client{Jar: jar, Timeout: 20 * time.Second}}
	v.page()
	return v
}

// page is the page as it is now.
func (v *visitor) page() string {
	v.t.Helper()
	resp, err := v.http.Get(v.url + "/?lang=nl")
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		v.t.Fatalf("%s, %v", resp.Status, err)
	}
	return string(body)
}

// say says something and waits for the reply.
func (v *visitor) say(text string) { v.t.Helper(); v.act("say", "text", text) }

// press presses a button and waits for the reply.
func (v *visitor) press(do string) { v.t.Helper(); v.act("press", "do", do) }

func (v *visitor) act(what, field, text string) {
	v.t.Helper()
	before := strings.Count(v.page(), "<article")
	v.n++
	resp, err := v.http.PostForm(v.url+"/"+what,
		url.Values{field: {text}, "id": {fmt.Sprintf("visitor-%d-%d", time.Now().UnixNano(), v.n)}})
	if err != nil {
		v.t.Fatal(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode >= 400 {
		v.t.Fatalf("%s: %s", what, resp.Status)
	}
	for wait := time.Now().Add(20 * time.Second); strings.Count(v.page(),
		"<article") == before; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(wait) {
			v.t.Fatalf("no reply to %q:\n%s", text, v.page())
		}
	}
}

// try says something, whatever becomes of it.
func (v *visitor) try(text string) {
	v.n++
	resp, err := v.http.PostForm(v.url+"/say",
		url.Values{"text": {text}, "id": {fmt.Sprintf("visitor-%d-%d", time.Now().UnixNano(), v.n)}})
	if err == nil {
		_ = resp.Body.Close()
	}
}

// has reports whether the last card holds text.
func (v *visitor) has(text string) bool {
	page := v.page()
	return strings.Contains(page[max(strings.LastIndex(page, "<article"), 0):], text)
}

func (v *visitor) sees(text string) {
	v.t.Helper()
	if !v.has(text) {
		v.t.Errorf("the last card does not say %q:\n%s", text, v.page())
	}
}
