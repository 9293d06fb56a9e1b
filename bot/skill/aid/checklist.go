package aid

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// checklist shows a checklist as a whole, with the ticks there are. A list to read
// and do is offered one by one; a list to confirm is worked from memory, then ticked.
func checklist(t *dialog.Turn, ref string) (chat.Reply, error) {
	a, ok := t.Aid(ref)
	if !ok || len(a.Steps) == 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	return showList(t, a, r, chat.Ref{})
}

// tick ticks an item, or takes its tick away: "AID/2".
func tick(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	a, ok := t.Aid(ref)
	n := dialog.Number(rest)
	if !ok || n < 1 || n > len(a.Steps) {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	done := n <= len(r.Ticks) && r.Ticks[n-1]
	r.Ticks = ticked(r.Ticks, len(a.Steps), n, !done)
	detail := "on"
	if done {
		detail = "off"
	}
	t.NoteAid(journal.Ticked, a, n, detail)
	return showList(t, a, r, t.Event.ReplyTo)
}

// ticked is ticks, with room for all items, and item n set.
func ticked(ticks []bool, items, n int, done bool) []bool {
	out := make([]bool, items)
	copy(out, ticks)
	out[n-1] = done
	return out
}

// showList shows a checklist, in the place of an earlier message if there is one.
func showList(t *dialog.Turn, a *knowledge.Aid, r run, replace chat.Ref) (chat.Reply, error) {
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	ticks := make([]bool, len(a.Steps))
	copy(ticks, r.Ticks)
	done, list := 0, chat.Checklist{}
	for i, s := range a.Steps {
		it := chat.Item{Text: s.Text, Done: ticks[i], Toggle: dialog.On(verbTick, a, i+1)}
		if !t.Short {
			it.Detail = s.Detail
		}
		if ticks[i] {
			done++
		}
		list = append(list, it)
	}
	c := chat.Card{Title: a.Title, Body: t.Warnings(a)}
	if a.PausePoint != "" && !t.Short {
		c.Body = append(c.Body, chat.Text(a.PausePoint))
	}
	c.Body = append(c.Body, list, chat.Text(words.In(t.W.Lang).TickedOf.With(done, len(list))))
	if done == len(list) {
		check := words.In(t.W.Lang).Check.With(dialog.LowerFirst(a.Result))
		c.Body = append(c.Body, chat.Text("**"+words.In(t.W.Lang).AllTicked+"** "+check), tap(t, a))
	} else {
		c.Buttons = []chat.Button{
			dialog.Primary(words.In(t.W.Lang).Ready, dialog.On(verbStep, a, len(a.Steps)+1)),
			dialog.Button(words.In(t.W.Lang).OneByOne, dialog.On(verbStep, a, 1+max(slices.Index(ticks, false), 0))),
		}
		if a.CheckStyle == knowledge.ReadDo {
			slices.Reverse(c.Buttons)
			c.Buttons[0].Style, c.Buttons[1].Style = chat.Primary, chat.Plain
		}
	}
	rep := t.Show(c)
	rep.Replace = replace
	t.Session.View = dialog.On(verbList, a)
	return rep, nil
}
