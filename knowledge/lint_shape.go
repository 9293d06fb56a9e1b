package knowledge

import (
	"regexp"
	"slices"
	"strings"
)

// How much of each an aid may hold.
const (
	minSteps, maxSteps = 3, 9
	minItems, maxItems = 5, 9
	maxDepth           = 5 // questions from the first of a decision tree to an outcome
	maxAsked           = 5 // columns of a decision table that are asked
)

// shape checks what makes an aid its type.
func (l linter) shape() {
	a := l.a
	if l.missing() {
		return
	}
	switch a.Type {
	case Steps, Procedure:
		l.count(len(a.Steps))
		if a.Type == Procedure {
			l.actors()
		}
	case Checklist:
		l.checklist()
	case DecisionTable:
		l.decisionTable()
	case DecisionTree:
		l.decisionTree()
	case Worksheet:
		l.worksheet()
	case Reference:
		if a.Table != nil && a.Table.Conditions > 0 {
			l.errorf(l.place("table"), "asked-columns", "Een naslagkaart heeft geen kolommen met een ?. Wil je vragen stellen? Kies type decision-table", "A reference has no columns with a ?. To ask questions, choose type decision-table")
		}
		if len(a.BasedOn) == 0 {
			l.need(l.place("based_on"), "no-basis", "Zet bij based_on waar deze feiten vandaan komen, met de datum", "Put at based_on where these facts come from, with the date")
		}
	case Script:
		l.script()
	case Example:
		if len(a.Steps) == 0 {
			l.need(l.place("items"), "no-criteria", "Noem onder {#items} waaraan je ziet dat het voorbeeld goed is", "Name under {#items} how one sees that the example is good")
		}
	case Template:
		if !fillIn.MatchString(a.Template) {
			l.need(l.place("template"), "no-fill-in", "Er is niets in te vullen. Zet op de plek van namen en datums een woord tussen accolades, bijvoorbeeld {datum}", "There is nothing to fill in. Put a word between braces where names and dates go, such as {date}")
		}
	}
}

var fillIn = regexp.MustCompile(`\{[^{}\n]+\}`)

// missing reports that the part that makes the aid its type is not there.
func (l linter) missing() bool {
	a := l.a
	var there bool
	switch a.Type {
	case DecisionTable:
		there = a.Table != nil
	case DecisionTree:
		there = len(a.Tree) > 0
	case Worksheet:
		there = len(a.Fields) > 0
	case Reference:
		there = a.Table != nil || len(a.Steps) > 0
	case Template:
		there = a.Template != ""
	case Example:
		there = a.Example != ""
	default:
		there = len(a.Steps) > 0
	}
	shape, known := shapes[a.Type]
	reported := l.at[first(shape)] != (pos{}) || slices.ContainsFunc(l.problems, func(p Problem) bool { return strings.Contains(p.Code, "anchor") })
	if !there && known && !reported {
		l.need(l.place("type"), "no-"+shape[0], "Een hulpkaart van type %[1]s heeft een deel {#%[2]s}. Voeg het toe", "A job aid of type %[1]s has a part {#%[2]s}. Add it", a.Type, shape[0])
	}
	return !there
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// count checks the number of steps.
func (l linter) count(n int) {
	switch {
	case n > maxSteps:
		l.need(l.place("steps", maxSteps), "steps-many", "Deze kaart heeft %d stappen; splits of maak er een checklist per moment van", "This aid has %d steps; split it or make it a checklist per moment", n)
	case n < minSteps:
		l.need(l.place("steps"), "steps-few", "Deze kaart heeft %d stappen; %d is het minste. Schrijf uit wat iemand na elkaar doet", "This aid has %d steps; %d is the least. Write out what someone does in turn", n, minSteps)
	}
}

func (l linter) actors() {
	for i, s := range l.a.Steps {
		if s.Actor == "" {
			l.need(l.place("steps", i), "no-actor", "Stap %d zegt niet wie het doet. Begin met **Rol** – en dan wat die doet", "Step %d does not say who does it. Begin with **Role** – and then what they do", i+1)
		}
	}
}

func (l linter) checklist() {
	a := l.a
	if a.PausePoint == "" {
		l.need(l.place("pause_point"), "no-pause-point", "Wanneer stop je even voor deze checklist? Zet het bij pause_point", "When do you pause for this checklist? Put it at pause_point")
	}
	switch n := len(a.Steps); {
	case n > maxItems:
		l.need(l.place("steps", maxItems), "items-many", "Deze checklist heeft %d punten; %d is het meeste per moment. Houd over wat belangrijk is én makkelijk vergeten wordt", "This checklist has %d items; %d is the most per moment. Keep what is critical and easily missed", n, maxItems)
	case n < minItems:
		l.need(l.place("items"), "items-few", "Deze checklist heeft %d punten; %d is het minste", "This checklist has %d items; %d is the least", n, minItems)
	}
}

func (l linter) worksheet() {
	a := l.a
	for i, f := range a.Fields {
		if f.Example == "" {
			l.need(l.place("fields", i), "no-example", "Vraag %d heeft geen voorbeeld. Zet eronder - example: …", "Question %d has no example. Put below it - example: …", i+1)
		}
		if f.Label != "" && slices.ContainsFunc(a.Fields[:i], func(g Field) bool { return strings.EqualFold(f.Label, g.Label) }) {
			l.need(l.place("fields", i), "label-twice", "De naam \"%s\" staat er twee keer. Geef elke vraag een eigen naam", "The label \"%s\" is there twice. Give each question its own label", f.Label)
		}
	}
	if n := len(a.Fields); n > maxSteps {
		l.warnf(l.place("fields", maxSteps), "fields-many", "Dit werkblad heeft %d vragen; %d is het meeste dat mensen afmaken", "This worksheet has %d questions; %d is the most that people finish", n, maxSteps)
	}
}

func (l linter) script() {
	for i, s := range l.a.Steps {
		if s.Say == "" {
			l.need(l.place("steps", i), "no-say", "Fase %d heeft geen voorbeeldzin. Zet eronder - say: \"…\"", "Phase %d has no sample sentence. Put below it - say: \"…\"", i+1)
		}
	}
	if n := len(l.a.Steps); n > maxSteps {
		l.count(n)
	}
}
