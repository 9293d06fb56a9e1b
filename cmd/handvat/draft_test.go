package main

import (
	"testing"
	"time"
)

// TestDraftGoesLive lets one person write an aid in chat and another put it live:
// then everyone finds it, without a restart.
func TestDraftGoesLive(t *testing.T) {
	s := serve(t, "--data", t.TempDir())
	ada, lena := newVisitor(t, s.url), newVisitor(t, s.url)
	for _, text := range []string{"schrijf mee", "Vouw een kraanvogel", "Iemand in het team is jarig", "collega's",
		"1. Vouw het vel dubbel\n2. Vouw de vleugels\n3. Trek aan de staart", "De kraanvogel staat uit zichzelf"} {
		ada.say(text)
	}
	ada.sees("Iemand anders kijkt het na")
	ada.say("concepten")
	ada.sees("Zet live")
	ada.say("zet live")
	ada.sees("Dit heb je zelf geschreven")

	lena.say("hoe vouw ik een kraanvogel?")
	if lena.has("Vouw het vel dubbel") {
		t.Fatal("a draft is live before it was approved")
	}
	lena.say("concepten")
	lena.sees("Vouw een kraanvogel")
	lena.say("zet live")
	lena.sees("staat live")
	for wait := time.Now().Add(20 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		ada.say("hoe vouw ik een kraanvogel?")
		if ada.has("Vouw het vel dubbel") && ada.has("Stap voor stap") {
			return
		}
		if time.Now().After(wait) {
			t.Fatalf("the approved draft is not live:\n%s", ada.page())
		}
	}
}
