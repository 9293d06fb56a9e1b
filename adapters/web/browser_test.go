package web

import (
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/web/webtest"
)

func TestLook(t *testing.T) {
	p := webtest.Open(t)
	f := newFake(script)
	_, srv := f.serve(t, Config{})
	p.Size(1280, 800)
	p.Go(srv.URL)
	p.See(".theirs")
	p.Shot("01-greeting")
	p.Type("#text", "hoe geef ik feedback?\r")
	p.See(`//h2[contains(.,"4 G")]`)
	p.Shot("02-answer")
	p.Click(`//button[.="Stap voor stap"]`)
	p.See(`//h2[contains(.,"Stap 2")]`)
	p.Shot("03-step")
	for _, name := range []string{"checklist-nl", "table-nl", "form-en", "template-nl", "reasons-en", "decision-en", "choose-en", "link-button-en", "file-nl", "hostile", "longest"} {
		p.Size(1280, 800)
		p.Type("#text", "kaart "+name+"\r")
		time.Sleep(300 * time.Millisecond)
		p.Shot("desk-" + name)
		p.Size(360, 740)
		webtest.Eval[any](p, `document.querySelector("#log > .mine:nth-last-child(2)")?.scrollIntoView()`)
		p.Shot("phone-" + name)
		p.Dark(true)
		p.Shot("dark-" + name)
		p.Dark(false)
	}
}
