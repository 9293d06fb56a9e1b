package weekly

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/people"
)

// Of how many weeks it is told what people asked for most, and at most how many aids.
const (
	mostWeeks = 4
	maxMost   = 5
)

// Asked returns what may be told, with the messages of the last weeks, of what people ask:
// the titles of the aids that a unit asked for most, and what nobody in the organisation
// has an aid for, which only who may see questions gets. Questions are not kept by unit,
// so that they lead to nobody.
func Asked(t *dialog.Turn, unit string) (most, open []string, err error) {
	if most, err = mostAsked(t, unit); err != nil || !t.May(people.SeeQuestions) {
		return most, nil, err
	}
	l, err := List(t)
	for _, it := range slices.Concat(l.Items, l.Asked) {
		if it.Kind == "topic" {
			open = append(open, it.Title)
		}
	}
	return most, open, err
}

// mostAsked are the titles of the aids that a unit asked for most: those that were told of in
// the most of the last weeks first.
func mostAsked(t *dialog.Turn, unit string) (titles []string, err error) {
	if unit == "" {
		return nil, nil
	}
	weeks, order := map[string]int{}, []string(nil)
	last := Last(t)
	for back := range counts.Week(mostWeeks) {
		f, ok, err := factsOf(t.Tx, last-back, unit)
		if back == 0 {
			f, ok, err = toldOf(t, unit, last)
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		for _, it := range f.Most {
			if weeks[it.Key]++; weeks[it.Key] == 1 {
				order = append(order, it.Key)
			}
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(weeks[b], weeks[a]) })
	for _, slug := range order[:min(maxMost, len(order))] {
		if a, ok := t.Lib.Lookup(slug, t.Lang()); ok {
			slug = a.Title
		}
		titles = append(titles, slug)
	}
	return titles, nil
}
