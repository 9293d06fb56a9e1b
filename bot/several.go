package bot

import (
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// numbers are the numbers of a typed text that is nothing else, as in "1, 3 en 4", each once, if something that can be
// chosen stands by each of them.
func numbers(typed string, s dialog.Session) (ns []string) {
	if !s.Awaits.IsZero() && len(s.Choices) == 0 { // it is an answer in their own words
		return nil
	}
	words := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(" ,;&+", r) })
	for _, w := range words {
		n := dialog.Number(w)
		offered := slices.ContainsFunc(s.Offered, func(o dialog.Offer) bool { return o.Label == w })
		switch {
		case slices.Contains(ns, w), slices.ContainsFunc(text.Facts.Langs(), func(l string) bool {
			return w == text.Facts.In(l).And
		}):
		case n < 1 || strconv.Itoa(n) != w || !offered && n > len(s.Choices):
			return nil
		default:
			ns = append(ns, w)
		}
	}
	return ns
}

// several does what stands by some numbers, one after the other, where several may be chosen. The card that the last
// of them shows has all of it.
func several(t *dialog.Turn, typed string) (r chat.Reply, err error) {
	if t.Event.Kind != chat.Said {
		return t.Past(), nil
	}
	var acts []chat.Action
	for n := range strings.FieldsSeq(typed) {
		i := slices.IndexFunc(t.Session.Offered, func(o dialog.Offer) bool { return o.Label == n })
		if i < 0 || !t.Session.Offered[i].Ticks {
			return t.Say(words.In(t.W.Lang).OnlyOne), nil
		}
		acts = append(acts, t.Session.Offered[i].Action)
	}
	for _, a := range acts {
		if r, err = t.Act(a); err != nil {
			return r, err
		}
	}
	return r, nil
}
