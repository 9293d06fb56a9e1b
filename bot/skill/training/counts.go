package training

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// lookup shows the course whose title was typed behind "training:", or all of them.
func lookup(t *dialog.Turn) (chat.Reply, error) {
	asked := text.Normal(t.Answer)
	if asked == "" {
		return list(t, 0)
	}
	var found []uint64
	for key, v := range t.Tx.Scan(courseBucket, nil, nil) {
		var c course
		if err := json.Unmarshal(v, &c); err != nil {
			return chat.Reply{}, fmt.Errorf("course %d: %w", store.FromNum(key), err)
		}
		if c.Empty {
			continue
		}
		if text.Normal(c.Title) == asked {
			return show(t, store.FromNum(key))
		}
		if strings.Contains(text.Normal(c.Title), asked) {
			found = append(found, store.FromNum(key))
		}
	}
	if len(found) == 1 {
		return show(t, found[0])
	}
	return list(t, 0)
}

// list shows the courses, a few at a time, the newest first.
func list(t *dialog.Turn, from int) (chat.Reply, error) {
	const most = chat.MaxButtons - 1
	c := chat.Card{Title: words.In(t.W.Lang).Title, Body: []chat.Block{chat.Text(words.In(t.W.Lang).Pick)}}
	n := 0
	for key, v := range t.Tx.ScanDown(courseBucket, nil, nil) {
		var one course
		if err := json.Unmarshal(v, &one); err != nil {
			return chat.Reply{}, fmt.Errorf("course %d: %w", store.FromNum(key), err)
		}
		if one.Empty {
			continue
		}
		if n++; n <= from {
			continue
		}
		if len(c.Buttons) == most {
			c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(verb, "list", from+most)))
			break
		}
		c.Buttons = append(c.Buttons, dialog.Button(dialog.Fit(one.Title, chat.MaxLabel), dialog.Do(verb, "show", store.FromNum(key))))
	}
	if len(c.Buttons) == 0 {
		return t.Say(words.In(t.W.Lang).None), nil
	}
	return t.Own(c), nil
}

// show tells how many people use what they learned in a course, and lets who registered it
// lately take that back.
func show(t *dialog.Turn, number uint64) (chat.Reply, error) {
	card, _, err := counts(t, number)
	if err != nil || card.Title == "" {
		return t.Say(t.W.Gone), err
	}
	if d, ok, err := lastOwn(t, number); err != nil {
		return chat.Reply{}, err
	} else if ok {
		card.Buttons = []chat.Button{dialog.Button(words.In(t.W.Lang).UndoNoted.With(t.W.Date(d.Noted)), undoAct(number, d.Day, d.Noted))}
	}
	return t.Own(card), nil
}

// report is the message to who registered a course that few use it, with what blocks most,
// while there is still time. There is none if enough do, or if too few answered to tell.
func report(t *dialog.Turn, number uint64, blocks Blocking) (chat.Reply, error) {
	card, rarely, err := counts(t, number)
	if err != nil || !rarely || t.Event.Kind != chat.Due {
		return chat.Reply{}, err
	}
	if blocks != nil {
		most, err := blocks(t)
		if err != nil {
			return chat.Reply{}, err
		}
		if len(most) > 0 {
			card.Body = append(card.Body, chat.Heading(words.In(t.W.Lang).InTheWay), chat.List(most))
		}
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "training"})
	return t.Aside(card), nil
}

// counts is what may be told of a course, and whether fewer than half use it, by the
// newest answers that may be told. The card has no title if there is no such course.
func counts(t *dialog.Turn, number uint64) (card chat.Card, rarely bool, err error) {
	var c course
	ok, err := t.Tx.GetJSON(courseBucket, store.Num(number), &c)
	if !ok || err != nil {
		return card, false, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return card, false, err
	}
	w := words.In(t.W.Lang)
	card.Title = c.Title
	changed := false
	for _, days := range asked {
		now, last := c.Now[days], c.Shown[days]
		if group.May(now.Answered - last.Answered) { // so many more, or it would tell of those who came
			if c.Shown == nil {
				c.Shown = map[int]tally{}
			}
			last, changed = now, true
			c.Shown[days] = now
		}
		if !group.May(last.Answered) {
			continue
		}
		card.Body = append(card.Body, chat.Text(w.After.With(days, last.Asked, last.Answered, last.Using)))
		rarely = 2*last.Using < last.Answered
	}
	switch {
	case len(card.Body) == 0:
		card.Body = append(card.Body, chat.Text(w.TooFew))
	case rarely:
		card.Body = append(card.Body, chat.Text(w.Rarely))
		fallthrough
	default:
		card.Note = w.Steps.With(group.K())
	}
	if changed {
		err = t.Tx.PutJSON(courseBucket, store.Num(number), c)
	}
	return card, rarely, err
}
