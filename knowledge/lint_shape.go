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
			l.wrong(l.place("table"), "asked-columns", func(w *texts) string { return w.AskedColumns })
		}
		if len(a.BasedOn) == 0 {
			l.need(l.place("based_on"), "no-basis", func(w *texts) string { return w.NoBasis })
		}
	case Script:
		l.script()
	case Example:
		if len(a.Steps) == 0 {
			l.need(l.place("items"), "no-criteria", func(w *texts) string { return w.NoCriteria })
		}
	case Template:
		if !fillIn.MatchString(a.Template) {
			l.need(l.place("template"), "no-fill-in", func(w *texts) string { return w.NoFillIn })
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
	reported := slices.ContainsFunc(l.problems, func(p Problem) bool { return strings.Contains(p.Code, "anchor") })
	if !there && known && !reported && l.at[shape[0]] == (pos{}) {
		l.need(l.place("type"), "no-"+shape[0], func(w *texts) string { return w.NoPart.With(a.Type, shape[0]) })
	}
	return !there
}

// count checks the number of steps.
func (l linter) count(n int) {
	switch {
	case n > maxSteps:
		l.need(l.place("steps", maxSteps), "steps-many", func(w *texts) string { return w.StepsMany.With(n) })
	case n < minSteps:
		l.need(l.place("steps"), "steps-few", func(w *texts) string { return w.StepsFew.With(n, minSteps) })
	}
}

func (l linter) actors() {
	for i, s := range l.a.Steps {
		if s.Actor == "" {
			l.need(l.place("steps", i), "no-actor", func(w *texts) string { return w.NoActor.With(i + 1) })
		}
	}
}

func (l linter) checklist() {
	a := l.a
	if a.PausePoint == "" {
		l.need(l.place("pause_point"), "no-pause-point", func(w *texts) string { return w.NoPausePoint })
	}
	switch n := len(a.Steps); {
	case n > maxItems:
		l.need(l.place("steps", maxItems), "items-many", func(w *texts) string { return w.ItemsMany.With(n, maxItems) })
	case n < minItems:
		l.need(l.place("items"), "items-few", func(w *texts) string { return w.ItemsFew.With(n, minItems) })
	}
}

func (l linter) worksheet() {
	a := l.a
	for i, f := range a.Fields {
		if f.Example == "" {
			l.need(l.place("fields", i), "no-example", func(w *texts) string { return w.NoExample.With(i + 1) })
		}
		if f.Label != "" && slices.ContainsFunc(a.Fields[:i],
			func(g Field) bool { return strings.EqualFold(f.Label, g.Label) }) {
			l.need(l.place("fields", i), "label-twice", func(w *texts) string { return w.LabelTwice.With(f.Label) })
		}
	}
	if n := len(a.Fields); n > maxSteps {
		l.warn(l.place("fields", maxSteps), "fields-many",
			func(w *texts) string { return w.FieldsMany.With(n, maxSteps) })
	}
}

func (l linter) script() {
	for i, s := range l.a.Steps {
		if s.Say == "" {
			l.need(l.place("steps", i), "no-say", func(w *texts) string { return w.NoSay.With(i + 1) })
		}
	}
	if n := len(l.a.Steps); n > maxSteps {
		l.count(n)
	}
}
