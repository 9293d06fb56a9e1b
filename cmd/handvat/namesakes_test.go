package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A proxied signs a visitor in, as a proxy does.
type proxied struct{ name, secret string }

func (p proxied) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("X-User", p.name)
	r.Header.Set(secretHeader, p.secret)
	return http.DefaultTransport.RoundTrip(r)
}

// TestNamesakesOnThePage holds that colleagues who sign in on the page are found by their name or address, typed with
// an @ or without; that two of one name are told apart by what people know and never by a pseudonym; and that of who
// never spoke it is said that they cannot be reached, not that they are nobody.
func TestNamesakesOnThePage(t *testing.T) {
	secret := strings.Repeat("s3cret", 5)
	data := t.TempDir()
	roster := writeFile(t, "people.csv", "platform,user,unit\nweb,ada@example.org,Balie\n"+
		"web,ben.smit@example.org,Balie\nweb,ben.jong@example.org,Balie\nweb,mira@example.org,Balie\n")
	units := writeFile(t, "units.csv", "unit,name\nbalie,Balie\n")
	plays(t, "people", "import", units, roster, "--data", data, "--apply")
	s := serve(t, "--data", data, "--sign-in-header", "X-User", "--sign-in-secret-file", writeFile(t, "secret", secret))
	as := func(name string) *visitor {
		v := &visitor{t: t, url: s.url, http: &http.Client{Transport: proxied{name, secret}}}
		v.page()
		return v
	}
	for _, name := range []string{"ben.smit@example.org", "ben.jong@example.org"} {
		as(name).say("hoi")
	}
	ada := as("ada@example.org")
	pseudonym := regexp.MustCompile(`>[^<]*\b[a-z2-7]{24}\b`)
	for _, c := range [][]string{
		{"@Ben", "ben.smit@example.org (Balie)", "ben.jong@example.org (Balie)"},
		{"Ben", "ben.smit@example.org (Balie)", "ben.jong@example.org (Balie)"},
		{"Ben Jong", "Wat is je vraag?"},
		{"ben.smit@example.org", "Wat is je vraag?"},
		{"@mira", "heb ik nog geen eigen gesprek"},
		{"mira", "heb ik nog geen eigen gesprek"},
		{"Nicodemus", "Ik zie nog geen collega"},
	} {
		ada.say("vraag feedback")
		ada.say(c[0])
		for _, want := range c[1:] {
			for wait := time.Now().Add(20 * time.Second); !ada.has(want) && time.Now().Before(wait); {
				time.Sleep(20 * time.Millisecond)
			}
			ada.sees(want)
		}
		if leak := pseudonym.FindString(ada.page()); leak != "" {
			t.Errorf("%q: a pseudonym is shown: %s", c[0], leak)
		}
		ada.say("niet nu")
	}
}
