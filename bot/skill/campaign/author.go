package campaign

import (
	"errors"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// all are the campaigns of the files, and those that were started and have no file any more.
func all(t *dialog.Turn, files []*authored.Campaign) (all []authored.Campaign) {
	for _, f := range files {
		all = append(all, *f)
	}
	for id, r := range runs.All(t.Tx) {
		if !slices.ContainsFunc(all, func(c authored.Campaign) bool { return c.ID == string(id) }) {
			all = append(all, r.Campaign)
		}
	}
	return all
}

// titles are what campaigns are called, each apart from the others.
func titles(t *dialog.Turn, all []authored.Campaign) []string {
	return dialog.Apart(all, func(c authored.Campaign) (title, id string) { return c.Title.In(t.W.Lang), c.ID })
}

// title is what the campaign of a run is called, apart from all others.
func (r run) title(t *dialog.Turn) string {
	others := slices.DeleteFunc(all(t, t.Authored.Campaigns()),
		func(c authored.Campaign) bool { return c.ID == r.Campaign.ID })
	return titles(t, append(others, r.Campaign))[len(others)]
}

// list shows all campaigns, a few at a time; if there is one, that.
func list(t *dialog.Turn, arg string) (chat.Reply, error) {
	files, w := t.Authored.Campaigns(), words.In(t.W.Lang)
	all := all(t, files)
	switch len(all) {
	case 0:
		return t.Say(w.None), nil
	case 1:
		return of(show)(t, all[0].ID)
	}
	titles, card := titles(t, all), chat.Card{Title: w.Title}
	const most = chat.MaxButtons - 1
	begin := min(max(dialog.Number(arg), 0), len(all)-1)
	for i := begin; i < min(begin+most, len(all)); i++ {
		r, _, err := find(t, files, all[i].ID)
		if err != nil {
			return chat.Reply{}, err
		}
		card.Body = append(card.Body, chat.Facts{{Label: titles[i], Value: w.States[r.State]}})
		card.Buttons = append(card.Buttons, dialog.Button(titles[i], dialog.Do("campaign/show", all[i].ID)))
	}
	if begin+most < len(all) {
		card.Buttons = append(card.Buttons, dialog.Button(t.W.More, dialog.Do("campaign/list", begin+most)))
	}
	return t.Show(card), nil
}

// show says how a campaign stands, and what can be done with it.
func show(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	w, c, id := words.In(t.W.Lang), r.Campaign, r.Campaign.ID
	weeks, err := r.weeks(t)
	if err != nil {
		return chat.Reply{}, err
	}
	card := chat.Card{Title: r.title(t), Note: c.Purpose.In(t.W.Lang), Body: []chat.Block{
		chat.Text(w.Row.With(w.States[r.State], w.Messages.With(len(c.Steps)), w.Weeks.With(weeks)))}}
	if c.Responsible != "" {
		card.Body = append(card.Body, chat.Facts{{Label: w.Responsible, Value: text.Capital(t.W.Label(c.Responsible))}})
	}
	if r.State == running || r.State == paused {
		facts := chat.Facts{{Label: w.Closes, Value: t.W.Date(r.Ends.In(t.Zone))}}
		out, err := r.out(t)
		if err != nil {
			return chat.Reply{}, err
		}
		if dates := r.dates(t, out); dates != "" && r.State == running {
			facts = slices.Insert(facts, 0, chat.Fact{Label: w.GoesOut, Value: dates})
		}
		card.Body = append(card.Body, facts)
	}
	if r.State != ready {
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		for _, says := range told(t, r, group) {
			card.Body = append(card.Body, chat.Text(says))
		}
	}
	switch r.State {
	case running:
		card.Buttons = []chat.Button{dialog.Button(w.Pause, dialog.Do("campaign/pause", id)),
			dialog.Button(w.End, dialog.Do("campaign/end", id))}
	case paused:
		card.Buttons = []chat.Button{dialog.Primary(w.GoOn, dialog.Do("campaign/resume", id)),
			dialog.Button(w.End, dialog.Do("campaign/end", id))}
	default:
		card.Buttons = []chat.Button{dialog.Primary(w.Start, dialog.Do("campaign/start", id))}
	}
	card.Buttons = append(card.Buttons, dialog.Button(w.Look, dialog.Do("campaign/look", id, 0)))
	return t.Show(card), nil
}

// look shows one message as people will read it.
func look(t *dialog.Turn, r run, step int) (chat.Reply, error) {
	c := r.Campaign
	step = min(step, len(c.Steps)-1)
	card := message(t, c, step)
	card.Title = words.In(t.W.Lang).Step.With(step+1, len(c.Steps), c.Steps[step].After+1)
	card.Buttons = nil
	if step+1 < len(c.Steps) {
		card.Buttons = append(card.Buttons, dialog.Primary(t.W.Next, dialog.Do("campaign/look", c.ID, step+1)))
	}
	card.Buttons = append(card.Buttons, dialog.Button(r.title(t), dialog.Do("campaign/show", c.ID)))
	return t.Show(card), nil
}

// askStart says what starting a campaign means.
func askStart(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	w, c := words.In(t.W.Lang), r.Campaign
	all, err := whom(t, r)
	if err != nil || len(all) == 0 {
		return t.Say(w.Empty), err
	}
	who, err := audience(t, r)
	if err != nil {
		return chat.Reply{}, err
	}
	n, err := dialog.AtLeast(t.Tx, who, c.Audience.Has)
	if err != nil {
		return chat.Reply{}, err
	}
	says := w.AskStartFew.With(r.title(t), c.Purpose.In(t.W.Lang))
	if n > 0 {
		says = w.AskStart.With(r.title(t), n, c.Purpose.In(t.W.Lang))
	}
	return t.Show(dialog.Says(says, dialog.Primary(w.Start, dialog.Do("campaign/go", c.ID)),
		dialog.Button(t.W.NotNow, dialog.Do("campaign/show", c.ID)))), nil
}

// start starts a campaign, unless it runs.
func start(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if r.State == running || r.State == paused {
		return show(t, r, 0)
	}
	all, near, err := crowd(t, r.Campaign)
	out, bad := r.out(t)
	err = errors.Join(err, bad)
	if r.State == ended && r.Over.IsZero() { // since the work of the day
		r.Over = t.Now
		err = errors.Join(err, finish(t, r))
	}
	if err != nil {
		return chat.Reply{}, err
	}
	r = run{Campaign: r.Campaign, State: running, Owner: t.Person.ID, Started: t.Now, Round: r.Round + 1, Of: all,
		Near: near, Said: out, Past: r.untold(t)}
	moved, err := r.settle(t)
	if err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-start"})
	w := words.In(t.W.Lang)
	says := w.Started.With(r.title(t), t.W.Date(r.Days[0].In(t.Zone)), t.W.Date(r.Ends.In(t.Zone)))
	if moved {
		says += "\n\n" + w.Moved.With(r.dates(t, r.Said))
	}
	if near {
		says += "\n\n" + w.Near
	}
	return t.Say(says), errors.Join(r.save(t), plan(t, r))
}

// pause takes what was planned off the agenda.
func pause(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if r.State != running {
		return show(t, r, 0)
	}
	r.State, r.Paused = paused, t.Now
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-pause"})
	return t.Say(words.In(t.W.Lang).Paused.With(r.title(t), t.W.Date(r.Ends.In(t.Zone)))),
		errors.Join(r.save(t), t.Agenda.Cancel(t.Tx, prefix(r)))
}

// resume goes on after a pause, with the messages whose day is yet to come.
func resume(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if r.State != paused {
		return show(t, r, 0)
	}
	r.State = running
	r.Round++
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-resume"})
	who, err := whom(t, r)
	hides, bad := r.hides(t)
	if err = errors.Join(err, bad); err != nil {
		return chat.Reply{}, err
	}
	w, title := words.In(t.W.Lang), r.title(t)
	says := w.ResumedLast.With(title, t.W.Date(r.Ends.In(t.Zone)))
	step, ok := r.next(t)
	if ok && !hides && r.Days[step].Equal(noon(r.Paused.In(t.Zone))) { // it went out, as far as anybody may know
		step++
		ok = step < len(r.Days)
	}
	for ok && hides && slices.ContainsFunc(who, func(p people.Profile) bool {
		o, _, bad := owns.Load(t.Tx, ownKey(p.ID, r.Campaign.ID))
		err = errors.Join(err, bad)
		return r.has(o, step)
	}) {
		step++
		ok = step < len(r.Days)
	}
	if ok && err == nil {
		first, bad := r.first(t, who, step)
		moved := false
		if err = bad; err == nil {
			moved, err = r.schedule(t, who, step, first)
		}
		says = w.Resumed.With(title, t.W.Date(r.Days[step].In(t.Zone)), t.W.Date(r.Ends.In(t.Zone)))
		if moved {
			says += "\n\n" + w.Moved.With(r.dates(t, nil))
		}
	}
	return t.Say(says), errors.Join(err, r.save(t), plan(t, r))
}

// end ends a campaign before its time. Who started it is told what became of it, as they are of one that ends by
// itself.
func end(t *dialog.Turn, r run, _ int) (chat.Reply, error) {
	if r.State != running && r.State != paused {
		return show(t, r, 0)
	}
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-end"})
	return t.Say(words.In(t.W.Lang).Ended.With(r.title(t))), finish(t, r)
}
