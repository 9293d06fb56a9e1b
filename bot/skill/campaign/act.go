package campaign

import (
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// act carries out what has to do with a campaign: "ID/WHAT/STEP", or "-/list".
func (c *Campaigns) act(t *dialog.Turn, arg string) (chat.Reply, error) {
	id, rest := dialog.Cut(arg)
	what, n := dialog.Cut(rest)
	step := dialog.Number(n)
	switch what {
	case "step":
		return c.say(t, id, step)
	case "useful", "open", "leave":
		return c.reaction(t, id, what, step)
	}
	if !t.IsAuthor() {
		return t.Say(words.In(t.W.Lang).NotYours), nil
	}
	files, _ := c.load()
	if what == "list" {
		return c.list(t, files, max(step, 0))
	}
	r, ok, err := find(t, files, id)
	if err != nil {
		return chat.Reply{}, err
	}
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	switch what {
	case "show":
		return c.show(t, r)
	case "look":
		return c.look(t, r, max(step, 0)), nil
	case "start":
		return c.askStart(t, r)
	case "go":
		return c.start(t, r)
	case "pause", "resume", "end":
		return c.move(t, r, what)
	}
	return t.Say(t.W.Gone), nil
}

// find returns a campaign as it runs, or else as its file says.
func find(t *dialog.Turn, files []*authored.Campaign, id string) (r run, ok bool, err error) {
	if ok, err = t.Tx.GetJSON(runBucket, []byte(id), &r); ok || err != nil {
		if i := index(files, id); i >= 0 && r.State == ended { // it may have been written anew
			r.Campaign = *files[i]
		}
		return r, ok, err
	}
	if i := index(files, id); i >= 0 {
		return run{Campaign: *files[i], State: ready}, true, nil
	}
	return run{}, false, nil
}

func index(files []*authored.Campaign, id string) int {
	return slices.IndexFunc(files, func(f *authored.Campaign) bool { return f.ID == id })
}

// list shows all campaigns, a few at a time.
func (c *Campaigns) list(t *dialog.Turn, files []*authored.Campaign, from int) (chat.Reply, error) {
	ids := []string{}
	for _, f := range files {
		ids = append(ids, f.ID)
	}
	var err error
	for id := range runs(t.Tx, &err) {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	if err != nil || len(ids) == 0 {
		return t.Say(words.In(t.W.Lang).None), err
	}
	card := chat.Card{Title: words.In(t.W.Lang).Title}
	const most = chat.MaxButtons - 1
	from = min(from, len(ids)-1)
	for _, id := range ids[from:min(from+most, len(ids))] {
		r, _, err := find(t, files, id)
		if err != nil {
			return chat.Reply{}, err
		}
		card.Body = append(card.Body, chat.Facts{{Label: r.Campaign.Title.In(t.W.Lang), Value: words.In(t.W.Lang).States[r.State]}})
		card.Buttons = append(card.Buttons, dialog.Button(r.Campaign.Title.In(t.W.Lang), dialog.Do(verb, id, "show")))
	}
	if from+most < len(ids) {
		card.Buttons = append(card.Buttons, dialog.Button(t.W.More, dialog.Do(verb, "-", "list", from+most)))
	}
	return t.Own(card), nil
}

// show says how a campaign stands, and what can be done with it.
func (c *Campaigns) show(t *dialog.Turn, r run) (chat.Reply, error) {
	w, id := words.In(t.W.Lang), r.Campaign.ID
	card := chat.Card{Title: r.Campaign.Title.In(t.W.Lang), Note: r.Campaign.Purpose.In(t.W.Lang), Body: []chat.Block{
		chat.Text(w.Row.With(w.States[r.State], w.Messages.With(len(r.Campaign.Steps)), w.Weeks.With(r.Campaign.Stop.Weeks)))}}
	if r.Campaign.Responsible != "" {
		card.Body = append(card.Body, chat.Facts{{Label: w.Responsible, Value: text.Capital(t.W.Label(r.Campaign.Responsible))}})
	}
	if r.State != ready {
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		sum, weak := r.response(c.now(), group)
		enough := group.May(sum.People)
		card.Body = append(card.Body, chat.Text(told(w, sum, group)))
		if weak && enough && r.State == running {
			card.Body = append(card.Body, chat.Text("**"+w.Weak+"**"))
		}
	}
	does := map[string][]chat.Button{
		ready:   {dialog.Primary(w.Start, dialog.Do(verb, id, "start"))},
		running: {dialog.Button(w.Pause, dialog.Do(verb, id, "pause")), dialog.Button(w.End, dialog.Do(verb, id, "end"))},
		paused:  {dialog.Primary(w.GoOn, dialog.Do(verb, id, "resume")), dialog.Button(w.End, dialog.Do(verb, id, "end"))},
		ended:   {dialog.Primary(w.Start, dialog.Do(verb, id, "start"))},
	}
	card.Buttons = append(does[r.State], dialog.Button(w.Look, dialog.Do(verb, id, "look", 0)))
	return t.Own(card), nil
}

// told says what became of the messages of the weeks that are over: how many there were,
// and roughly what part people reacted to, once enough people got one. Who looks after
// every message, or knows who got it, learns nothing of anyone.
func told(w *texts, sum tally, group privacy.Group) string {
	switch {
	case !group.May(sum.People):
		return w.TooFew.With(group.K())
	case 2*sum.Reacted < sum.Sent:
		return w.LessReact.With(sum.Sent)
	}
	return w.MostReact.With(sum.Sent)
}

// response sums up what became of the messages of the weeks that are over, and says whether
// it is weak: after four weeks, fewer react than the file hopes for, or more stop than find
// it useful.
func (r run) response(now time.Time, group privacy.Group) (sum tally, weak bool) {
	week := r.week(now)
	var last tally
	for w, n := range r.Weeks {
		if w == week && r.State != ended {
			continue
		}
		sum = sum.plus(n)
		if w >= week-4 {
			last = last.plus(n)
		}
	}
	weak = week >= 4 && last.Sent > 0 && (100*last.Reacted < r.Campaign.LeastResponse()*last.Sent || last.Left > last.Useful && group.May(last.Left))
	return sum, weak
}

// week counts the weeks of a campaign from its start: 0 is the first.
func (r run) week(now time.Time) int { return int(now.Sub(r.Started) / (7 * 24 * time.Hour)) }

// look shows an author one message as people will read it.
func (c *Campaigns) look(t *dialog.Turn, r run, step int) chat.Reply {
	step = min(step, len(r.Campaign.Steps)-1)
	card := c.message(t, r.Campaign, step)
	card.Title = words.In(t.W.Lang).Step.With(step+1, len(r.Campaign.Steps), r.Campaign.Steps[step].After+1)
	card.Buttons = nil
	if step+1 < len(r.Campaign.Steps) {
		card.Buttons = append(card.Buttons, dialog.Primary(t.W.Next, dialog.Do(verb, r.Campaign.ID, "look", step+1)))
	}
	card.Buttons = append(card.Buttons, dialog.Button(r.Campaign.Title.In(t.W.Lang), dialog.Do(verb, r.Campaign.ID, "show")))
	return t.Own(card)
}

// message is a step as people read it.
func (c *Campaigns) message(t *dialog.Turn, of authored.Campaign, step int) chat.Card {
	s, w := of.Steps[step], words.In(t.W.Lang)
	card := chat.Card{Body: dialog.Blocks(s.Text.In(t.W.Lang)), Note: chat.Strip(of.Purpose.In(t.W.Lang))}
	if a, ok := t.Aid(s.Aid); ok && s.Aid != "" {
		card.Body = append(card.Body, chat.Facts{{Label: a.Title, Value: fmt.Sprintf("%d min", a.Minutes)}})
		card.Buttons = append(card.Buttons, dialog.Primary(w.ShowAid, dialog.Do(verb, of.ID, "open", step)))
	}
	card.Buttons = append(card.Buttons, dialog.Button(w.Useful, dialog.Do(verb, of.ID, "useful", step)), dialog.Button(w.Leave, dialog.Do(verb, of.ID, "leave", step)))
	return card
}

// askStart says what starting a campaign means.
func (c *Campaigns) askStart(t *dialog.Turn, r run) (chat.Reply, error) {
	who, err := dialog.Reachable(t.Tx, r.Campaign.Audience.Has)
	if err != nil || len(who) == 0 {
		return t.Say(words.In(t.W.Lang).Empty), err
	}
	text := words.In(t.W.Lang).AskStart.With(r.Campaign.Title.In(t.W.Lang), len(who), r.Campaign.Purpose.In(t.W.Lang))
	return t.Own(chat.Card{Body: []chat.Block{chat.Text(text)}, Buttons: []chat.Button{
		dialog.Primary(words.In(t.W.Lang).Start, dialog.Do(verb, r.Campaign.ID, "go")), dialog.Button(t.W.NotNow, dialog.Do(verb, r.Campaign.ID, "show"))}}), nil
}

// start starts a campaign, unless it runs.
func (c *Campaigns) start(t *dialog.Turn, r run) (chat.Reply, error) {
	if r.State == running || r.State == paused {
		return c.show(t, r)
	}
	r = run{Campaign: r.Campaign, State: running, Started: t.Now, Weeks: map[int]tally{}}
	if err := t.Tx.PutJSON(runBucket, []byte(r.Campaign.ID), r); err != nil {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-start"})
	return t.Say(words.In(t.W.Lang).Started.With(r.Campaign.Title.In(t.W.Lang))), nil
}

// move pauses, resumes or ends a campaign. A pause and an end take what was planned off
// the agenda; after a pause it goes on with the messages whose day is yet to come.
func (c *Campaigns) move(t *dialog.Turn, r run, what string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	state, said := map[string]string{"pause": paused, "resume": running, "end": ended}[what], map[string]text.Line1{"pause": w.Paused, "resume": w.Started, "end": w.Ended}[what]
	if r.State == ready || r.State == ended {
		return c.show(t, r)
	}
	if state != running {
		if err := c.agenda.Cancel(t.Tx, prefix(r)); err != nil {
			return chat.Reply{}, err
		}
	}
	err := change(t.Tx, r.Campaign.ID, func(kept *run) {
		if kept.State = state; state != running {
			return
		}
		kept.Resumed, kept.Planned = t.Now, 0
		for kept.Planned < len(r.Campaign.Steps) && c.due(r, kept.Planned).Before(t.Now) {
			kept.Planned++
		}
	})
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "campaign-" + what})
	return t.Say(said.With(r.Campaign.Title.In(t.W.Lang))), err
}

// count adds to what became of the messages of this week.
func (c *Campaigns) count(t *dialog.Turn, id string, f func(*tally)) error {
	return change(t.Tx, id, func(r *run) {
		week := r.week(t.Now)
		n := r.Weeks[week]
		f(&n)
		if r.Weeks == nil {
			r.Weeks = map[int]tally{}
		}
		r.Weeks[week] = n
	})
}

// say is a message of a campaign that is due.
func (c *Campaigns) say(t *dialog.Turn, id string, step int) (chat.Reply, error) {
	var r run
	if ok, err := t.Tx.GetJSON(runBucket, []byte(id), &r); !ok || err != nil || r.State != running || step < 0 || step >= len(r.Campaign.Steps) {
		return chat.Reply{}, err
	}
	if _, gone := t.Tx.Get(leftBucket, dialog.OwnKey(t.Person.ID, []byte(id))); gone || t.Event.Kind != chat.Due {
		return chat.Reply{}, nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Aid: r.Campaign.Steps[step].Aid, Detail: "campaign"})
	if err := c.count(t, id, func(n *tally) {
		n.Sent++
		if step == 0 {
			n.People++
		}
	}); err != nil {
		return chat.Reply{}, err
	}
	leave := dialog.Do(verb, id, "leave", step)
	return t.Typable(t.Aside(c.message(t, r.Campaign, step)), leave, leave), nil
}

// reaction takes what a person does with a message.
func (c *Campaigns) reaction(t *dialog.Turn, id, what string, step int) (chat.Reply, error) {
	var r run
	if ok, err := t.Tx.GetJSON(runBucket, []byte(id), &r); !ok || err != nil || step < 0 || step >= len(r.Campaign.Steps) {
		return t.Say(t.W.Gone), err
	}
	err := c.count(t, id, func(n *tally) {
		n.Reacted++
		switch what {
		case "leave":
			n.Left++
		case "useful", "open":
			n.Useful++
		}
	})
	if err != nil {
		return chat.Reply{}, err
	}
	if what == "leave" || r.Campaign.Stop.When == "answered" {
		if err := c.leave(t, r); err != nil {
			return chat.Reply{}, err
		}
	}
	switch what {
	case "leave":
		t.Note(journal.Entry{Kind: journal.NudgeStopped, Detail: "series"})
		return t.Say(words.In(t.W.Lang).Left), nil
	case "open":
		t.Note(journal.Entry{Kind: journal.NudgeAnswered, Aid: r.Campaign.Steps[step].Aid, Detail: "opened"})
		if a, ok := t.Aid(r.Campaign.Steps[step].Aid); ok {
			return t.Do(dialog.On(dialog.Open, a))
		}
		return t.Say(t.W.Gone), nil
	}
	t.Note(journal.Entry{Kind: journal.NudgeAnswered, Detail: "useful"})
	return t.Say(words.In(t.W.Lang).ThankYou), nil
}

// leave takes a person out of a campaign for good.
func (c *Campaigns) leave(t *dialog.Turn, r run) error {
	if err := c.agenda.Cancel(t.Tx, prefix(r)+string(t.Person.ID)+"/"); err != nil {
		return err
	}
	return t.Tx.PutJSON(leftBucket, dialog.OwnKey(t.Person.ID, []byte(r.Campaign.ID)), struct {
		Campaign string `json:"campaign"`
		Left     any    `json:"left"`
	}{r.Campaign.ID, t.Now.UTC()})
}

// used ends campaigns that stop when a person uses an aid of theirs.
func (c *Campaigns) used(t *dialog.Turn, a *knowledge.Aid) (note string, err error) {
	if t.Person.Unseen {
		return "", nil
	}
	var done []run
	for _, r := range runs(t.Tx, &err) {
		if r.State == running && r.Campaign.Stop.When == "used" && slices.Contains(r.Campaign.Aids(), a.Slug) {
			done = append(done, r)
		}
	}
	for _, r := range done {
		if err := c.leave(t, r); err != nil {
			return "", err
		}
	}
	return "", err
}
