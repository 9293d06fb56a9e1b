package mail

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// newMail is a sender that connects nowhere.
func newMail(t testing.TB) *Mail {
	t.Helper()
	m, err := New(Config{Host: "localhost", TLS: NoTLS, From: "Handvat <handvat@example.org>", Page: "https://handvat.example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// golden compares got with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run go test with -update and look at what it writes", err)
	}
	if got != string(want) {
		t.Errorf("%s is\n%s\nwant\n%s", name, got, want)
	}
}

// TestCards holds every canonical card to its golden mail, and looks for what no mail
// may hold: anything that is fetched from elsewhere when it is read.
func TestCards(t *testing.T) {
	for name, r := range chattest.Cards() {
		b, err := newMail(t).render(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, body, _ := strings.Cut(b.html, "<body")
		golden(t, name+".html", "<body"+body)
		golden(t, name+".txt", "Subject: "+b.subject+"\n\n"+b.text)
		for _, bad := range []string{"<script", "<link", "<form", "<input", "src=\"http", "url(", "ZgotmplZ", "onerror="} {
			if strings.Contains(strings.ToLower(b.html), strings.ToLower(bad)) {
				t.Errorf("%s holds %s", name, bad)
			}
		}
		if len(b.html) > 90<<10 {
			t.Errorf("%s has %d bytes: mail clients cut off after 102 kB", name, len(b.html))
		}
	}
}

// TestPlot holds that an image has the right size and draws what it should: a line for
// the readings, one for the target, and a gap for what is missing.
func TestPlot(t *testing.T) {
	target := 90.0
	p := chat.Plot{Title: "x", Says: "y", Unit: "%", Points: []chat.Point{{Label: "a", Value: 71}, {Label: "b", Missing: true}, {Label: "c", Value: 74}, {Label: "d", Value: 76}}}
	count := func(p chat.Plot) map[[3]byte]int {
		data, err := plotPNG(p, wordsFor("nl"))
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if size := img.Bounds().Size(); size.X != 2*plotWidth || size.Y != 2*plotHeight {
			t.Errorf("the image is %v", size)
		}
		seen := map[[3]byte]int{}
		for px := range slices.Chunk(img.(*image.RGBA).Pix, 4) { // an image without transparency
			seen[[3]byte(px)]++
		}
		return seen
	}
	line, dashes := [3]byte{0x0f, 0x6b, 0x5c}, [3]byte{0xa5, 0x30, 0x1d}
	gap := count(p)
	if gap[line] == 0 || gap[dashes] != 0 {
		t.Errorf("without target: %d of the line, %d of the target", gap[line], gap[dashes])
	}
	p.Points[1].Missing = false
	p.Points[1].Value = 72
	if whole := count(p); whole[line] <= gap[line] {
		t.Errorf("a missing reading leaves no gap: %d, %d without one", gap[line], whole[line])
	}
	p.Target = &target
	if aimed := count(p); aimed[dashes] == 0 {
		t.Error("the target is not there")
	}
	for name, odd := range map[string][]chat.Point{
		"flat": {{Value: 5}, {Value: 5}}, "zero": {{}, {}}, "none": {{Missing: true}, {Missing: true}}, "below": {{Value: -3}, {Value: 1e6}}, "alone": {{Missing: true}, {Value: 1}},
	} {
		if _, err := plotPNG(chat.Plot{Points: odd}, wordsFor("en")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSubject(t *testing.T) {
	for want, r := range map[string]chat.Reply{
		"Week 47":                      {Text: "x", Card: &chat.Card{Title: "Week 47"}},
		"één":                          {Text: "**één**\r\nBcc: eve@example.org"},
		strings.Repeat("a", 149) + "…": {Text: strings.Repeat("a", 400)},
	} {
		if got := subject(r); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
