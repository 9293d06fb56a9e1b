package plan

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/store"
)

// page is the one page of a plan.
func (p plan) page(w *dialog.Words) chat.Facts {
	short := words.In(w.Lang).Short
	fs := chat.Facts{{Label: short[0], Value: p.Goal}}
	add := func(label, value string) {
		if value != "" {
			fs = append(fs, chat.Fact{Label: label, Value: value})
		}
	}
	add(words.In(w.Lang).Linked, p.Serves)
	add(short[1], p.If)
	add(short[2], p.Then)
	add(short[3], p.Support)
	if !p.Day.IsZero() {
		add(short[4], w.Date(p.Day))
	}
	if fs[0].Value == "" {
		fs[0].Value = w.Empty
	}
	return fs
}

// show shows a person one of their plans, after something was said first if lead is not
// empty.
func show(t *dialog.Turn, seq uint64, p plan, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.Mine, Note: chat.Strip(w.OnlyYou)}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	facts := p.page(t.W)
	switch p.State {
	case draft:
		c.Buttons = []chat.Button{dialog.Primary(w.GoOn, dialog.Do(dialog.Plan, "edit", seq))}
	case active:
		c.Buttons = []chat.Button{dialog.Primary(w.Change, dialog.Do(dialog.Plan, "edit", seq))}
		if p.Reader == "" {
			c.Buttons = append(c.Buttons, dialog.Button(w.Share, dialog.Do(dialog.Plan, "share", seq)))
		}
	default:
		facts = append(facts, chat.Fact{Label: w.Status, Value: w.Closed.With(w.States[string(p.State)], t.W.Date(p.Changed))})
	}
	if p.Reader != "" {
		facts = append(facts, chat.Fact{Label: w.SharedWith, Value: p.ReaderName})
		c.Note = chat.Strip(w.OnlyTwo.With(p.ReaderName))
		c.Buttons = append(c.Buttons, dialog.Button(w.Unshare, dialog.Do(dialog.Plan, "unshare", seq)))
	}
	c.Body = append(c.Body, facts)
	if p.State == active && lead == "" {
		c.Body = append(c.Body, howIsIt(t, seq))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Delete, dialog.Do(dialog.Plan, "delete", seq)))
	t.Session.View = chat.Action{}
	return t.OwnText(c)
}

// listed is how many plans one page of the list has.
const listed = chat.MaxButtons - 1

// list shows a person their plans, the newest first; one by itself if there are no more.
// What others let them read comes below.
func list(t *dialog.Turn, page int) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var ours []chat.Button
	var one plan
	var only uint64
	prefix := dialog.OwnKey(t.Person.ID, nil)
	for k, v := range t.Tx.ScanDown(ownBucket, prefix, store.After(prefix)) {
		if err := json.Unmarshal(v, &one); err != nil {
			return chat.Reply{}, fmt.Errorf("plan: %w", err)
		}
		only = store.FromNum(k[len(prefix):])
		title := one.Goal
		if title == "" {
			title = t.W.Empty
		}
		label := dialog.Fit(chat.Strip(title), chat.MaxLabel-20) + " (" + w.States[string(one.State)] + ")"
		ours = append(ours, dialog.Button(unlike(label, ours), dialog.Do(dialog.Plan, "show", only)))
	}
	shared, err := readable(t)
	if err != nil {
		return chat.Reply{}, err
	}
	switch {
	case len(ours) == 1 && len(shared) == 0:
		return show(t, only, one, ""), nil
	case len(ours) == 0 && len(shared) == 0:
		return t.Own(chat.Card{Body: []chat.Block{chat.Text(w.None)}, Buttons: []chat.Button{dialog.Primary(t.W.PlanMake, dialog.Do(dialog.Plan, "new"))}}), nil
	}
	c := chat.Card{Title: w.Title, Note: chat.Strip(w.OnlyYou)}
	from := min((page-1)*listed, len(ours))
	c.Buttons = ours[from:min(from+listed, len(ours))]
	if from+listed < len(ours) {
		c.Buttons = append(c.Buttons[:listed:listed], dialog.Button(t.W.More, dialog.Do(dialog.Plan, "list", page+1)))
	}
	c.Typed = t.W.OrType.With("1 – " + strconv.Itoa(len(c.Buttons)))
	if len(shared) > 0 {
		c.Body = append(c.Body, chat.Tap{Prompt: w.SharedTitle, Options: shared[:min(len(shared), chat.MaxButtons)]})
	}
	t.Session.View = chat.Action{}
	return unnamed(t, t.OwnText(c)), nil
}

// unnamed leaves out of what can be typed the goals that name plans: they are picked by
// number, and what is on offer is kept longer than they may be.
func unnamed(t *dialog.Turn, r chat.Reply) chat.Reply {
	t.Session.Offered = slices.DeleteFunc(t.Session.Offered, func(o dialog.Offer) bool {
		return strings.HasPrefix(o.Action.Arg, "show/") && dialog.Number(o.Label) < 0
	})
	return r
}

// unlike is a label that none of the buttons has yet: the same goal may be set twice.
func unlike(label string, bs []chat.Button) string {
	for n := 2; ; n++ {
		taken := false
		for _, b := range bs {
			taken = taken || strings.EqualFold(b.Label, label)
		}
		if !taken {
			return label
		}
		label = strings.TrimSuffix(label, fmt.Sprintf(" %d", n-1)) + fmt.Sprintf(" %d", n)
	}
}
