package digest

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
)

// AuthorsCard shows a list in a language. Each thing on it has its next step on a button.
func AuthorsCard(l List, lang string) chat.Card {
	w := words.In(lang)
	a := &w.Digest.Authors
	if len(l.Items) == 0 {
		c := chat.Card{Title: a.Nothing, Note: fmt.Sprintf(a.Note, l.K)}
		if len(l.Waiting) > 0 {
			c.Title = a.Waits
		}
		c.Body = besides(w, l)
		return c
	}
	c := chat.Card{Title: fmt.Sprintf(a.Title.Of(len(l.Items)), len(l.Items), l.Minutes())}
	var steps chat.Steps
	most := chat.MaxTaps - min(len(l.Waiting), 1)
	taps := 0
	for i, it := range l.Items {
		line, lines := describe(w, it)
		steps.Items = append(steps.Items, chat.Step{Text: line, Lines: append(lines, fmt.Sprintf(a.Minutes, it.Minutes))})
		bs := nextSteps(a, it, i)
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
	c.Body = append(append([]chat.Block{steps}, c.Body...), besides(w, l)...)
	c.Note = fmt.Sprintf(a.Note, l.K)
	if l.More > 0 {
		c.Note = fmt.Sprintf(a.Others, l.More) + " " + c.Note
	}
	return c
}

// besides says what waits for an author, and what blocked work.
func besides(w *words.Words, l List) (bs []chat.Block) {
	a := &w.Digest.Authors
	tap := chat.Tap{Prompt: a.Waits}
	for _, wait := range l.Waiting {
		tap.Options = append(tap.Options, chat.Button{Label: a.Waiting[wait.Kind].Count(wait.N), Action: wait.Show})
	}
	if len(tap.Options) > 0 {
		bs = append(bs, tap)
	}
	var factors []string
	for _, it := range l.InTheWay {
		factors = append(factors, fmt.Sprintf(a.ByPeople, w.Digest.Factors[it.Key], it.People))
	}
	if len(factors) > 0 {
		bs = append(bs, chat.Facts{{Label: a.InTheWay, Value: strings.Join(factors, "; ")}})
	}
	return bs
}

// describe says what there is to do, and what is known of it.
func describe(w *words.Words, it ToDo) (line string, lines []string) {
	a := &w.Digest.Authors
	switch it.Kind {
	case "topic":
		line = fmt.Sprintf(a.Asked, it.People, it.Title)
		if it.Process != "" {
			line += " " + fmt.Sprintf(a.InProcess, w.Label(it.Process))
		}
	case "aid":
		line = fmt.Sprintf(a.Hard, it.Title, it.Helped.Value, it.Helped.N)
		if !it.Helped.Exact() {
			line = fmt.Sprintf(a.HardShare, it.Title, w.Digest.Shares[string(it.Helped.Share)], it.Helped.N)
		}
		var known []string
		if it.Reason != "" {
			known = append(known, fmt.Sprintf(a.Reason, w.Digest.Reasons[it.Reason]))
		}
		if it.StopsAt > 0 {
			known = append(known, fmt.Sprintf(a.StopsAt, it.StopsAt))
		}
		if len(known) > 0 {
			lines = append(lines, words.Capital(strings.Join(known, "; ")))
		}
	case "review":
		switch {
		case it.Days < 0:
			line = fmt.Sprintf(a.Expired.Of(-it.Days), it.Title, -it.Days)
		case it.Days == 0:
			line = fmt.Sprintf(a.Today, it.Title)
		case it.Days == 1:
			line = fmt.Sprintf(a.Tomorrow, it.Title)
		default:
			line = fmt.Sprintf(a.Expires, it.Title, it.Days)
		}
	case "page":
		line = fmt.Sprintf(a.Page, it.Title, it.People)
	}
	return line, lines
}

// nextSteps are the buttons of item i.
func nextSteps(a *words.Authors, it ToDo, i int) (bs []chat.Button) {
	add := func(label, arg string) {
		if b := (chat.Button{Label: label, Action: chat.Action{Verb: Verb, Arg: arg}}); len(Verb)+len(arg) <= chat.MaxAction {
			bs = append(bs, b)
		}
	}
	switch it.Kind {
	case "topic":
		add(a.Draft, fmt.Sprintf("draft/%d", i))
	case "aid":
		see := a.See
		if it.StopsAt > 0 {
			see = fmt.Sprintf(a.SeeStep, it.StopsAt)
		}
		add(see, "see/"+it.Slug)
	case "review":
		add(a.Good, "good/"+it.Slug)
		add(a.Change, "change/"+it.Slug)
	case "page":
		add(a.Draft, fmt.Sprintf("draft/%d", i))
	}
	return bs
}
