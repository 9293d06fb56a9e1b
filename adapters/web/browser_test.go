package web

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/web/webtest"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/chattest"
)

// open serves f's bot and opens its page, in Dutch.
func open(t *testing.T, f *fake, width, height int64) *webtest.Page {
	t.Helper()
	p := webtest.Open(t)
	_, srv := f.serve(t, Config{Burst: 1000})
	p.Size(width, height)
	p.Go(srv.URL + "/?lang=nl")
	p.See(`//p[contains(.,"Hoi, ik help je")]`)
	return p
}

// The main job, by mouse: ask in Dutch, walk the steps, ask why, tick a checklist,
// answer a decision with buttons, and say that it did not help.
func TestMainJob(t *testing.T) {
	for _, width := range []int64{1280, 360} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			t.Parallel()
			f := newFake(script)
			p := open(t, f, width, 740)
			p.Shot(fmt.Sprintf("job-%d-1-greeting", width))
			p.Type("#text", "hoe geef ik feedback?\r")
			p.See(`//h2[contains(.,"4 G")]`)
			p.Shot(fmt.Sprintf("job-%d-2-answer", width))
			if got := webtest.Eval[string](p, `document.querySelector("#text").value`); got != "" {
				t.Errorf("the question box still holds %q", got)
			}
			p.Click(`//button[.="Stap voor stap"]`)
			p.See(`//h2[.="Stap 2 van 5"]`)
			p.Shot(fmt.Sprintf("job-%d-3-step", width))
			p.Click(`(//button[.="Waarom"])[last()]`)
			p.See(`//h2[.="Waarom dit werkt"]`)
			p.Click(`//button[.="Terug naar stap 2"]`)
			p.Until(`document.querySelectorAll("h2").length === 4`)
			p.Click(`(//button[.="Volgende"])[last()]`)
			p.See(`//h2[.="Klaar"]`)

			p.Type("#text", "kaart checklist-nl\r")
			p.See(`//label[contains(.,"kleinste groep")]`)
			p.Click(`//label[contains(.,"kleinste groep")]`)
			p.See(`//p[.="2 van 3 gedaan."]`)
			if n := webtest.Eval[int](p, `document.querySelectorAll(".checklist input:checked").length`); n != 2 {
				t.Errorf("%d boxes are ticked, want 2", n)
			}
			p.Shot(fmt.Sprintf("job-%d-4-checklist", width))

			p.Type("#text", "kaart decision-en\r")
			p.See(`//h2[.="Question 2 of 5"]`)
			p.Click(`//button[.="Yes"]`)
			p.See(`//h2[.="Next: is it possible?"]`)
			p.See(`//button[contains(.,"Yes") and contains(@class,"picked")]`)

			p.Click(`(//button[.="Nee"])[last()]`)
			p.See(`//legend[contains(.,"Wat zat in de weg?")]`)
			p.Shot(fmt.Sprintf("job-%d-5-reason", width))
			p.Click(`//button[.="Verouderd"]`)
			p.See(`//p[contains(.,"zonder je naam naar de makers")]`)
			p.Shot(fmt.Sprintf("job-%d-6-thanks", width))

			filled := f.events(chat.Filled)
			if len(filled) != 1 || filled[0].Action.Verb != "reason" || filled[0].Fields["reason"] != "old" {
				t.Errorf("filled in %+v", filled)
			}
			pressed := f.events(chat.Pressed)
			if i := slices.IndexFunc(pressed, func(e chat.Event) bool { return e.Action.Verb == "tick" }); i < 0 ||
				pressed[i].ReplyTo.ID == "" || pressed[i].Zone == "" {
				t.Errorf("the tick is not among %+v, or says not what it is on, or when", pressed)
			}
			if n := webtest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); n > 0 {
				t.Errorf("the page is %d pixels wider than the screen", n)
			}

			before := webtest.Eval[string](p, `document.querySelector("#log").innerText`)
			p.Reload()
			p.See(`//p[contains(.,"zonder je naam naar de makers")]`)
			if after := webtest.Eval[string](p, `document.querySelector("#log").innerText`); after != before {
				t.Errorf("after a reload the conversation reads\n%s\nbefore it read\n%s", after, before)
			}
			time.Sleep(100 * time.Millisecond)
			if n := webtest.Eval[int](p, `document.body.innerText.split("Hoi, ik help je").length - 1`); n != 1 {
				t.Errorf("greeted %d times", n)
			}
		})
	}
}

// The same with the keyboard alone.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 1280, 800)
	focus := func() string {
		return webtest.Eval[string](p, `((e) => e.innerText || e.id || e.tagName)(document.activeElement).trim()`)
	}
	if got := focus(); got != "text" {
		t.Fatalf("the focus begins at %q, not in the question box", got)
	}
	p.Keys("hoe geef ik feedback?\r")
	p.See(`//h2[contains(.,"4 G")]`)
	for i := 0; focus() != "Stap voor stap" && i < 30; i++ { // backwards from the question box
		p.ShiftTab()
	}
	p.Keys("\r")
	p.See(`//h2[.="Stap 2 van 5"]`)
	p.Until(`document.activeElement.matches("article:last-of-type")`)
	p.Keys("\t")
	if got := focus(); got != "Volgende" {
		t.Errorf("Tab after an answer goes to %q", got)
	}
	p.Until(`document.activeElement.matches(":focus-visible") &&
		getComputedStyle(document.activeElement).outlineStyle === "solid"`)
	p.Keys(" ")
	p.See(`//h2[.="Klaar"]`)

	p.Click("#text")
	p.Keys("kaart checklist-nl\r")
	p.See(`//label[contains(.,"kleinste groep")]`)
	webtest.Eval[any](p, `document.querySelectorAll(".checklist input")[1].focus()`)
	p.Keys(" ")
	p.See(`//p[.="2 van 3 gedaan."]`)
	if !webtest.Eval[bool](p, `document.activeElement === document.querySelectorAll(".checklist input")[1] &&
		document.activeElement.checked`) {
		t.Error("the tick lost the focus, or did not hold")
	}
}

// What is copied is exactly the text, and it is said.
func TestCopy(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 360, 740)
	p.Type("#text", "kaart template-nl\r")
	p.See(".copy")
	webtest.Eval[any](p, `navigator.clipboard.writeText = (s) => { window.copied = s; return Promise.resolve(); }`)
	webtest.Eval[any](p, `document.querySelector(".copy").focus()`)
	p.Keys("\r")
	p.Until(`document.querySelector("#said").textContent === "Gekopieerd"`)
	if got := webtest.Eval[string](p, `window.copied`); got != "Als {situatie},\ndan {wat ik doe}.\n" {
		t.Errorf("copied %q", got)
	}
}

// The page never loses what was typed, and says in words what is wrong.
func TestTrouble(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 360, 740)

	p.Type("#text", strings.Repeat("x", 50))
	webtest.Eval[any](p, `text.value = "x".repeat(4012); text.dispatchEvent(new Event("input"))`)
	p.Keys("\r")
	p.See(`//p[contains(.,"12 tekens te lang")]`)
	if n := webtest.Eval[int](p, `text.value.length`); n != 4012 {
		t.Errorf("%d characters are left of 4012", n)
	}

	webtest.Eval[any](p, `text.value = "half een vraag"; text.dispatchEvent(new Event("input"))`)
	p.Reload()
	p.Until(`document.querySelector("#text").value === "half een vraag"`)
	webtest.Eval[any](p, `text.value = ""; text.dispatchEvent(new Event("input"))`)

	f.fail(fmt.Errorf("the disk is full"))
	p.Type("#text", "hoe geef ik feedback?\r")
	p.See(`//div[@class="unsent"]/button[.="Probeer opnieuw"]`)
	p.See(`//p[contains(.,"Het lukt nu even niet")]`)
	p.Shot("trouble-1-unsent")
	p.Reload()
	p.See(`//p[.="hoe geef ik feedback?"]`)
	f.fail(nil)
	p.Reload()
	p.See(`//h2[contains(.,"4 G")]`)
	if n := len(f.events(chat.Said)); n != 1 {
		t.Errorf("asked %d times", n)
	}
	p.Until(`!document.querySelector(".unsent")`)

	// No answer comes: the page says so at once, later differently, and never for ever.
	webtest.Eval[any](p, `patience = 300`)
	p.Type("#text", "traag\r")
	p.See(`//p[contains(.,"Even zoeken")]`)
	p.See(`//p[contains(.,"Dit duurt langer dan normaal")]`)
	p.Shot("trouble-2-slow")
	e := f.events(chat.Said)[1]
	f.say(e.In, e.ID, chat.Reply{Lang: "nl", Text: "Daar ben ik weer."})
	p.See(`//p[.="Daar ben ik weer."]`)
	p.Until(`!document.querySelector("#wait").hasChildNodes()`)
}

// Every answer is shown from its start, and fits the width of a phone; on paper, what
// one can only press is left out.
func TestOnPhone(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 360, 740)
	for name := range chattest.Cards() {
		p.Type("#text", "kaart "+name+"\r")
		p.Until(`!document.querySelector("#wait").hasChildNodes()`)
		top := webtest.Eval[float64](p, `document.querySelector("article:last-of-type").getBoundingClientRect().top`)
		if top < 40 || top > 700 {
			t.Errorf("%s starts at %v of 740 pixels", name, top)
		}
		if wider := webtest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); wider > 0 {
			t.Errorf("with %s the page is %d pixels wider than the screen", name, wider)
		}
		p.Shot(name + "-phone")
		p.Media("screen", "dark")
		p.Shot(name + "-dark")
		p.Media("screen", "light")
	}
	p.Media("print", "light")
	p.Shot("print")
	if n := webtest.Eval[int](p, `[...document.querySelectorAll("button, #text")]
		.filter((e) => e.checkVisibility()).length`); n > 0 {
		t.Errorf("%d buttons and question boxes are printed", n)
	}
}

// What is forgotten goes from the page, and what comes by itself does not move it.
func TestByItself(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 1280, 600)
	for range 3 {
		p.Type("#text", "kaart longest\r")
		p.Until(`!document.querySelector("#wait").hasChildNodes()`)
	}
	to := f.events(chat.Said)[0].In
	webtest.Eval[any](p, `scrollTo(0, 0)`)
	f.say(to, "nudge", chat.Reply{Lang: "nl", Text: "Gisteren gebruikte je een kaart. Wat werkte?"})
	p.See("#newer")
	if y := webtest.Eval[float64](p, `scrollY`); y != 0 {
		t.Errorf("a message that came by itself moved the page to %v", y)
	}
	p.Click("#newer")
	p.See(`//p[contains(.,"Wat werkte?")]`)

	f.forget(to)
	f.say(to, "forgot", chat.Reply{Lang: "nl", Text: "Alles is gewist."})
	p.See(`//p[.="Alles is gewist."]`)
	p.Until(`document.querySelectorAll(".message").length === 1`)
}

// A lost connection is said in words, and comes back by itself. A window that makes
// room for another one says so, and goes on when asked to.
func TestConnection(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	a, srv := f.serve(t, Config{PerPerson: 1})
	p := webtest.Open(t)
	p.Go(srv.URL + "/?lang=nl")
	p.See(`//p[contains(.,"Hoi, ik help je")]`)
	a.streams.close()
	p.See(`//p[contains(.,"Geen verbinding")]`)
	p.Shot("trouble-3-offline")
	a.streams.mu.Lock()
	a.streams.closed = false
	a.streams.mu.Unlock()
	p.See(`//p[contains(.,"Verbinding hersteld")]`)

	webtest.Eval[any](p, `void (window.other = new EventSource("/events"))`)
	p.See(`//p[contains(.,"open in een ander venster")]`)
	webtest.Eval[any](p, `window.other.close()`)
	p.Click(`//button[.="Ga hier verder"]`)
	p.Until(`!document.querySelector("#notice").hasChildNodes()`)
	p.Type("#text", "hoe geef ik feedback?\r")
	p.See(`//h2[contains(.,"4 G")]`)
}

// axe-core finds nothing wrong, in light, in dark, and on a phone.
func TestAxe(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 1280, 800)
	for name := range chattest.Cards() {
		p.Type("#text", "kaart "+name+"\r")
		p.Until(`!document.querySelector("#wait").hasChildNodes()`)
		p.Shot(name + "-wide")
	}
	p.Type("#text", "traag\r")
	p.See(`//p[contains(.,"Even zoeken")]`)
	for _, colours := range []string{"light", "dark"} {
		p.Media("screen", colours)
		for _, width := range []int64{1280, 360, 320} {
			p.Size(width, 740)
			what := fmt.Sprintf("%s, %d pixels", colours, width)
			p.Axe(what)
			if n := webtest.Eval[int](p, `document.documentElement.scrollWidth - innerWidth`); n > 0 {
				t.Errorf("%s: the page is %d wider than the screen", what, n)
			}
			if small := webtest.Eval[[]string](p,
				`[...document.querySelectorAll("button, .button, .bar a, input, select, textarea")]
				.filter((e) => e.checkVisibility() && (e.closest("label") || e).getBoundingClientRect().height < 43.5)
				.map((e) => e.outerHTML)`); len(small) > 0 {
				t.Errorf("%s: these are lower than 44 pixels: %s", what, small)
			}
		}
	}
}

// Text of a card never becomes an element, and nothing breaks the page's policy.
func TestNoMarkup(t *testing.T) {
	t.Parallel()
	f := newFake(script)
	p := open(t, f, 1280, 800)
	p.Type("#text", "<img src=x onerror=alert(1)><b>vet</b>\r")
	p.See(`//p[contains(.,"<img src=x")]`)
	p.Type("#text", "kaart hostile\r")
	p.See(`//h2[contains(.,"<script>")]`)
	if n := webtest.Eval[int](p, `document.querySelectorAll(
		"#log script, #log img, #log b, #log i, #log at, #log x").length`); n > 0 {
		t.Errorf("%d elements came from text", n)
	}
}
