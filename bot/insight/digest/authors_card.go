package digest

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
)

// AuthorsCard shows a list in a language. Each thing on it has its next step on a button.
func AuthorsCard(l List, lang string) chat.Card {
	w := text.In(lang)
	a := Words.In(w.Lang).Authors
	if len(l.Items) == 0 {
		c := chat.Card{Title: a.Nothing, Note: a.Note.With(l.K)}
		if len(l.Waiting) > 0 {
			c.Title = a.Waits
		}
		c.Body = besides(w, l)
		return c
	}
	c := chat.Card{Title: a.Title.With(len(l.Items), l.Minutes())}
	var steps chat.Steps
	most := chat.MaxTaps - min(len(l.Waiting), 1) - min(len(l.Asked), 1)
	taps := 0
	for i, it := range l.Items {
		line, lines := describe(w, it)
		steps.Items = append(steps.Items, chat.Step{Text: line, Lines: append(lines, a.Minutes.With(it.Minutes))})
		bs := nextSteps(&a, it, i)
		if len(bs) > 1 && taps < most {
			taps++
			c.Body = append(c.Body, chat.Tap{Prompt: fmt.Sprintf("%d. %s", i+1, it.Title), Options: bs})
			continue
		}
		if len(bs) > 0 {
			b := bs[0]
			b.Label = fmt.Sprintf("%d. %s", i+1, b.Label)
			c.Buttons = append(c.Buttons, b)
		}
	}
	also := chat.Tap{Prompt: a.Also}
	for i, it := range l.Asked {
		for _, b := range nextSteps(&a, it, len(l.Items)+i) {
			b.Label = chat.Short(it.Title, chat.MaxLabel)
			also.Options = append(also.Options, b)
		}
	}
	if len(also.Options) > 0 {
		c.Body = append(c.Body, also)
	}
	c.Body = append(append([]chat.Block{steps}, c.Body...), besides(w, l)...)
	c.Note = a.Note.With(l.K)
	if l.More > 0 {
		c.Note = a.Others.With(l.More) + " " + c.Note
	}
	return c
}

// besides says what waits for an author, and what blocked work.
func besides(w *text.Language, l List) (bs []chat.Block) {
	a := Words.In(w.Lang).Authors
	tap := chat.Tap{Prompt: a.Waits}
	for _, wait := range l.Waiting {
		tap.Options = append(tap.Options, chat.Button{Label: wait.Says, Action: wait.Show})
	}
	if len(tap.Options) > 0 {
		bs = append(bs, tap)
	}
	var factors []string
	for _, it := range l.InTheWay {
		factors = append(factors, a.ByPeople.With(terms.Words.In(w.Lang).Factors[it.Key], it.People))
	}
	if len(factors) > 0 {
		bs = append(bs, chat.Facts{{Label: a.InTheWay, Value: strings.Join(factors, "; ")}})
	}
	return bs
}

// describe says what there is to do, and what is known of it.
func describe(w *text.Language, it ToDo) (line string, lines []string) {
	a := Words.In(w.Lang).Authors
	switch it.Kind {
	case "topic":
		line = a.Asked.With(it.People, it.Title)
		if it.Process != "" {
			line += " " + a.InProcess.With(w.Label(it.Process))
		}
	case "aid":
		line = a.Hard.With(it.Title, it.Helped.Value, it.Helped.N)
		if !it.Helped.Exact() {
			line = a.HardShare.With(it.Title, Words.In(w.Lang).Shares[string(it.Helped.Share)], it.Helped.N)
		}
		var known []string
		if it.Reason != "" {
			known = append(known, a.Reason.With(Words.In(w.Lang).Reasons[it.Reason]))
		}
		if it.StopsAt > 0 {
			known = append(known, a.StopsAt.With(it.StopsAt))
		}
		if len(known) > 0 {
			lines = append(lines, text.Capital(strings.Join(known, "; ")))
		}
	case "review":
		switch {
		case it.Days < 0:
			line = a.Expired.With(it.Title, -it.Days)
		case it.Days == 0:
			line = a.Today.With(it.Title)
		case it.Days == 1:
			line = a.Tomorrow.With(it.Title)
		default:
			line = a.Expires.With(it.Title, it.Days)
		}
	case "page":
		line = a.Page.With(it.Title, it.People)
	}
	return line, lines
}

// nextSteps are the buttons of item i.
func nextSteps(a *authorTexts, it ToDo, i int) (bs []chat.Button) {
	add := func(label, act, arg string) {
		if do := (chat.Action{Verb: verb(act), Arg: arg}); len(do.Verb)+len(do.Arg) <= chat.MaxAction {
			bs = append(bs, chat.Button{Label: label, Action: do})
		}
	}
	switch it.Kind {
	case "topic":
		add(a.Draft, "draft", strconv.Itoa(i))
	case "aid":
		see := a.See
		if it.StopsAt > 0 {
			see = a.SeeStep.With(it.StopsAt)
		}
		add(see, "see", it.Slug)
	case "review":
		add(a.Good, "good", it.Slug)
		add(a.Change, "change", it.Slug)
	case "page":
		add(a.Draft, "draft", strconv.Itoa(i))
	}
	return bs
}
