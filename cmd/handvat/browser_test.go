package main

import (
	"fmt"
	"testing"

	"github.com/handvat/handvat/adapters/web/webtest"
)

// TestMainJob is the whole program in a real browser: ask in Dutch, walk the steps,
// ask why, tick a checklist, answer a decision table with buttons, say that it did
// not help, and find the conversation again after a reload.
func TestMainJob(t *testing.T) {
	for _, width := range []int64{1280, 360} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			p := webtest.Open(t)
			s := serve(t, "--data", t.TempDir())
			p.Size(width, 740)
			p.Go(s.url + "/?lang=nl")
			p.See(`#text`)
			shot := func(name string) { p.Shot(fmt.Sprintf("program-%d-%s", width, name)) }
			last := func(label string) string { return fmt.Sprintf(`(//button[normalize-space(.)=%q])[last()]`, label) }

			p.Type("#text", "hoe geef ik feedback?\r")
			p.See(`(//h2[contains(.,"4 G")])[last()]`)
			shot("answer")
			p.Click(last("Stap voor stap"))
			p.See(`(//h2[.="Stap 1 van 5"])[last()]`)
			p.Click(last("Volgende"))
			p.See(`(//h2[.="Stap 2 van 5"])[last()]`)
			p.Click(last("Waarom?"))
			p.See(`(//*[contains(.,"over een etiket ga je discussiëren")])[last()]`)
			p.Click(last("Terug naar stap 2"))
			shot("step")
			p.Click(last("Stop"))

			p.Type("#text", "hoe bereid ik de instemming van de or voor?\r")
			p.Click(last("Hele lijst"))
			p.See(`(//label[contains(.,"secretaris van de OR")])[last()]`)
			p.Click(`(//label[contains(.,"secretaris van de OR")])[last()]`)
			p.See(`(//p[.="1 van 9 gedaan."])[last()]`)
			shot("checklist")

			p.Type("#text", "hoe analyseer ik een prestatievraagstuk?\r")
			p.Click(last("Start"))
			p.See(`(//h2[.="Vraag 1 van 5"])[last()]`)
			p.Click(last("Nee"))
			p.See(`(//h2[.="Uitkomst"])[last()]`)
			p.See(`(//button[contains(.,"Formuleer een prestatiedoel")])[last()]`)
			shot("decision")
			p.Click(last("Nee"))
			p.See(`(//*[contains(.,"Wat zat in de weg?")])[last()]`)
			p.Click(last("Verouderd"))
			p.See(`(//p[contains(.,"zonder je naam naar de makers")])[last()]`)
			shot("thanks")
			p.Axe(fmt.Sprintf("the conversation at %d pixels", width))

			p.Reload()
			p.See(`(//p[contains(.,"zonder je naam naar de makers")])[last()]`)
		})
	}
}
