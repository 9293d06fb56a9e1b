package campaign

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// week counts the weeks of a campaign from its start: 0 is the first.
func (r run) week(t *dialog.Turn) int { return int(t.Now.Sub(r.Started) / (7 * 24 * time.Hour)) }

// sum adds up the weeks that are over.
func (r run) sum(t *dialog.Turn) (all tally) {
	now := r.week(t)
	for week, n := range r.Weeks {
		if week != now || r.State == ended {
			all = all.plus(n)
		}
	}
	return all
}

// told says what became of a campaign, of the weeks that are over: roughly how many people it reached, and how many of
// them reacted or on which side of the half that is, as far as it tells of nobody. That is said in numbers in the end.
func told(t *dialog.Turn, r run, group privacy.Group) []string {
	w := words.In(t.W.Lang)
	all := r.sum(t)
	reached := group.AtLeast(all.People, r.Of)
	switch {
	case r.Near:
		return []string{w.Near}
	case reached == 0 && r.State == ended:
		return []string{w.FewReached.With(group.K())}
	case reached == 0:
		return []string{w.TooFew.With(group.K())}
	}
	part, lean := group.MayPart(all.Answered, all.People), group.Lean(all.Answered, all.People)
	says := []string{w.Reached.With(reached)}
	switch {
	case part && r.State == ended:
		says = append(says, w.Reacted.With(group.AtLeast(all.Answered, all.People)))
	case part && 2*all.Answered < all.People, lean == privacy.Few:
		says = append(says, w.LessReacted)
	case part, lean == privacy.Most:
		says = append(says, w.MostReacted)
	default:
		says = append(says, w.FewKnown)
	}
	if r.State == running && r.week(t) >= 4 && (part || lean == privacy.Few) && r.weak(all, group) {
		says = append(says, "**"+w.Weak+"**")
	}
	return says
}

// crowd is how many people a campaign is for that are counted, and whether they are nearly those of another of which
// something is told ([privacy.Apart]): then what is told of both would tell of few.
func crowd(t *dialog.Turn, c authored.Campaign) (n int, near bool, err error) {
	group, err := privacy.Load(t.Tx)
	who, bad := dialog.Crowd(t.Tx, c.Audience.Has)
	err = errors.Join(err, bad)
	var others []map[people.ID]bool
	for id, o := range runs.All(t.Tx) {
		if string(id) != c.ID && !o.Near {
			other, bad := dialog.Crowd(t.Tx, o.Campaign.Audience.Has)
			others, err = append(others, other), errors.Join(err, bad)
		}
	}
	return len(who), !privacy.Apart(group, who, others...), err
}

// weak reports whether fewer react than the file hopes for, or more stop than find it useful: by what is told of them
// in the end, in the middle of each group of k. So none react is as k-1 do, whatever an author hopes for.
func (r run) weak(n tally, group privacy.Group) bool {
	reached, reacted := group.AtLeast(n.People, r.Of)+group.K()/2, group.AtLeast(n.Answered, n.People)+group.K()/2
	return 100*reacted < r.Campaign.LeastResponse()*reached ||
		group.MayPart(n.Left, n.People) && group.Round(n.Left) > group.Round(n.Useful)
}

// finish ends a campaign, and plans to tell who started it what became of it.
func finish(t *dialog.Turn, r run) error {
	r.State, r.Over = ended, t.Now
	err := errors.Join(r.save(t), t.Agenda.Cancel(t.Tx, prefix(r)))
	for k, o := range owns.All(t.Tx) {
		if o.Campaign == r.Campaign.ID {
			o.Ends = t.Now
			err = errors.Join(err, owns.Save(t.Tx, k, o))
		}
	}
	return errors.Join(err, tellOwner(t, r))
}

// untold are the times that a campaign ended of which who started it may yet be told.
func (r run) untold(t *dialog.Turn) []run {
	past := r.Past
	if r.Past = nil; r.State == ended && !r.Told {
		past = append(past, r)
	}
	return slices.DeleteFunc(past, func(p run) bool { return t.Now.Sub(p.Over) >= tells })
}

// tells is how long who started a campaign may be told of its end, who may be away.
const tells = privacy.KeepAsked

// tellOwner plans to tell who started a campaign what became of it, at noon: the daily work, which finds that it is
// over, may be done at an hour at which nobody is told anything.
func tellOwner(t *dialog.Turn, r run) error {
	p, ok, err := people.ByID(t.Tx, r.Owner)
	if err != nil || !ok {
		return err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key:  fmt.Sprintf("campaign-report/%s/%d.%d", r.Campaign.ID, r.Started.Unix(), r.Round),
		Kind: agenda.Digest, Person: p.ID,
		In:  chat.Place{Platform: chat.Platform(cmp.Or(p.Home.Platform, p.Identity.Platform))},
		Due: noon(t.Now.In(t.Zone)), Expires: t.Now.Add(tells),
		Action:  dialog.Do("campaign/report", r.Campaign.ID, r.Round),
		Purpose: r.Campaign.Purpose.Said(), Promised: true, Priority: 6,
	})
	return err
}

// report tells who started a campaign what became of it, of one of the rounds; also if it was started again.
func report(t *dialog.Turn, arg string) (chat.Reply, error) {
	id, n := dialog.Cut(arg)
	now, ok, err := runs.Load(t.Tx, []byte(id))
	group, bad := privacy.Load(t.Tx)
	w, r := words.In(t.W.Lang), now
	over := w.Over
	if i := slices.IndexFunc(now.Past, func(p run) bool { return p.Round == dialog.Number(n) }); i >= 0 {
		r, now.Past = now.Past[i], slices.Delete(slices.Clone(now.Past), i, i+1)
		over = w.OverBefore.With(t.W.Date(r.Started.In(t.Zone)))
	} else {
		ok, now.Told = ok && (n == "" || r.Round == dialog.Number(n)), true // an older version named no round
	}
	mine := r.Owner == t.Person.ID && t.May(people.RunCampaigns)
	if err = errors.Join(err, bad); err != nil || !ok || r.State != ended || !mine {
		return chat.Reply{}, err
	}
	title := r.title(t)
	card := chat.Card{Title: title, Body: []chat.Block{chat.Text(over)}, Note: w.After,
		Buttons: []chat.Button{dialog.Button(title, dialog.Do("campaign/show", id))}}
	for _, says := range told(t, r, group) {
		card.Body = append(card.Body, chat.Text(says))
	}
	return t.Aside(card), now.save(t)
}
