package training

import (
	"errors"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/barriers"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// visible returns which courses the person sees figures of: those they registered, or all if they may register anybody.
func visible(t *dialog.Turn) (sees func(course uint64) bool, err error) {
	if all, err := t.MayFor(people.FollowUp, ""); all || err != nil {
		return func(uint64) bool { return all }, err
	}
	own := map[uint64]bool{}
	for e := range entries(t.Tx) {
		own[e.course] = own[e.course] || e.isBy(t)
	}
	return func(course uint64) bool { return own[course] }, nil
}

// lookup shows the course whose title was typed behind "training:", or all of them.
func lookup(t *dialog.Turn, _ string) (chat.Reply, error) {
	asked := text.Normal(t.Answer)
	var found []uint64
	sees, err := visible(t)
	if err != nil {
		return chat.Reply{}, err
	}
	for k, c := range courses.All(t.Tx) {
		switch title := text.Normal(c.Title); {
		case c.Empty || asked == "" || !sees(store.FromNum(k)):
		case title == asked:
			return showCourse(t, store.FromNum(k))
		case strings.Contains(title, asked):
			found = append(found, store.FromNum(k))
		}
	}
	if len(found) == 1 {
		return showCourse(t, found[0])
	}
	return list(t, "")
}

// list shows the courses that the person sees, a few at a time, the newest first; its argument is how many to skip.
func list(t *dialog.Turn, arg string) (chat.Reply, error) {
	const most = chat.MaxButtons - 1
	c := chat.Card{Title: words.In(t.W.Lang).Title, Body: []chat.Block{chat.Text(words.In(t.W.Lang).Pick)}}
	from, n := max(dialog.Number(arg), 0), 0
	sees, err := visible(t)
	if err != nil {
		return chat.Reply{}, err
	}
	for k, one := range courses.ScanDown(t.Tx, nil) {
		if one.Empty || !sees(store.FromNum(k)) {
			continue
		}
		if n++; n <= from {
			continue
		}
		if len(c.Buttons) == most {
			c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do("training/list", from+most)))
			break
		}
		show := dialog.Do("training/show", store.FromNum(k))
		c.Buttons = append(c.Buttons, dialog.Button(dialog.Fit(one.Title, chat.MaxLabel), show))
	}
	if len(c.Buttons) == 0 {
		return t.Say(words.In(t.W.Lang).None), nil
	}
	return t.Show(c), nil
}

// show shows the course of a number.
func show(t *dialog.Turn, arg string) (chat.Reply, error) {
	sees, err := visible(t)
	if err != nil || !sees(dialog.Seq(arg)) {
		return t.Say(t.W.Gone), err
	}
	return showCourse(t, dialog.Seq(arg))
}

// showCourse tells how many people use what they learned in a course that the person sees, and lets who registered it
// lately take that back.
func showCourse(t *dialog.Turn, course uint64) (chat.Reply, error) {
	c, says, _, err := figures(t, course)
	if err != nil || c.Title == "" {
		return t.Say(t.W.Gone), err
	}
	card, err := told(t, c, says)
	if err != nil {
		return chat.Reply{}, err
	}
	if e := lastOwn(t, course); e.course != 0 {
		undo := words.In(t.W.Lang).UndoNoted.With(t.W.Date(e.Noted))
		card.Buttons = []chat.Button{dialog.Button(undo, undoAct(course, e.Day, e.Noted))}
	}
	return t.Show(card), nil
}

// report is the message to who registered a course that few use it, with what blocks most,
// while there is still time. There is none if enough do, or if too few answered to tell.
func report(t *dialog.Turn, arg string) (chat.Reply, error) {
	c, says, rarely, err := figures(t, dialog.Seq(arg))
	if err != nil || !rarely || !t.May(people.FollowUp) {
		return chat.Reply{}, err
	}
	card, err := told(t, c, says)
	if err != nil {
		return chat.Reply{}, err
	}
	most, err := blocks(t)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(most) > 0 {
		card.Body = append(card.Body, chat.Heading(words.In(t.W.Lang).InTheWay), most)
	}
	t.Note(journal.Entry{Kind: journal.NudgeSent, Detail: "training"})
	return t.Aside(card), nil
}

// maxBlocks is how many barriers are told of.
const maxBlocks = 3

// blocks is what people report most of what blocks work, in the units of who registers.
func blocks(t *dialog.Turn) (says chat.List, err error) {
	units, err := t.Units(people.FollowUp)
	if err != nil {
		return nil, err
	}
	most, err := barriers.Most(t.Tx, units, maxBlocks, t.Now, t.Zone)
	for _, b := range most {
		label := terms.Words.In(t.W.Lang).Factors[string(b.Factor.Category)]
		says = append(says, words.In(t.W.Lang).AtLeast.With(label, b.People))
	}
	return says, err
}

// told is a card with what may be told of a course.
func told(t *dialog.Turn, c course, says []string) (chat.Card, error) {
	group, err := privacy.Load(t.Tx)
	card := chat.Card{Title: c.Title, Note: words.In(t.W.Lang).Steps.With(2 * group.K())}
	if len(says) == 0 {
		says, card.Note = []string{words.In(t.W.Lang).TooFew.With(3 * group.K())}, ""
	}
	for _, s := range says {
		card.Body = append(card.Body, chat.Text(s))
	}
	return card, err
}

// learned is what may be told of the course with a title, in sentences.
func learned(t *dialog.Turn, title string) ([]string, error) {
	for k, c := range courses.All(t.Tx) {
		if len(c.Now) == 0 || text.Normal(c.Title) != text.Normal(title) {
			continue
		}
		_, says, _, err := figures(t, store.FromNum(k))
		if len(says) == 0 {
			group, bad := privacy.Load(t.Tx)
			says, err = []string{words.In(t.W.Lang).TooFew.With(3 * group.K())}, errors.Join(err, bad)
		}
		return says, err
	}
	return nil, nil
}

// figures are what may be told of a course, and whether fewer than half use it, by the newest answers that may be told.
// The course has no title if there is none.
func figures(t *dialog.Turn, number uint64) (c course, says []string, rarely bool, err error) {
	c, ok, err := courses.Load(t.Tx, store.Num(number))
	if !ok || err != nil {
		return course{}, nil, false, err
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return c, nil, false, err
	}
	w := words.In(t.W.Lang)
	turned, err := c.turn(t, number, group)
	if err == nil && turned {
		err = courses.Save(t.Tx, store.Num(number), c)
	}
	if err != nil {
		return c, nil, false, err
	}
	for _, days := range asked {
		n := c.Shown[days]
		answered := group.AtLeast(n.Answered, n.Asked)
		if answered == 0 {
			continue
		}
		use, part, lean := w.Unclear, group.MayPart(n.Using, n.Answered), group.Lean(n.Using, n.Answered)
		switch {
		case part:
			use = w.Using.With(group.Sides(n.Using, n.Answered-n.Using, n.Asked))
		case lean == privacy.Few:
			use = w.FewUse
		case lean == privacy.Most:
			use = w.MostUse
		}
		says = append(says, w.After.With(days, answered)+" "+use)
		rarely = part && 2*n.Using < n.Answered || lean == privacy.Few
	}
	if rarely {
		says = append(says, w.Rarely)
	}
	return c, says, rarely, nil
}

// turn begins a week, if it did not yet: what was answered up to then is shown where so many more answered that they
// may be told of ([privacy.Group.MayAfter]), and nearly the same people were not asked about another training that is
// shown. It reports whether anything changed.
func (c *course) turn(t *dialog.Turn, number uint64, group privacy.Group) (changed bool, err error) {
	now := counts.WeekOf(t.Now.In(t.Counts.Zone()))
	if now <= c.Week {
		return false, nil
	}
	c.Week = now
	for days, n := range c.Now {
		if !group.MayAfter(c.Shown[days].Answered, n.Answered, n.Asked) {
			continue
		}
		who, others := askedOf(t.Tx, number, days, n.Asked)
		if !privacy.Apart(group, who, others...) {
			continue
		}
		if c.Shown == nil {
			c.Shown, c.Times = map[int]tally{}, map[int]int{}
		}
		c.Shown[days] = n
		c.Times[days]++
		for e := range entries(t.Tx) {
			if first, ok := e.Counts[days]; ok && first == 0 && e.course == number {
				e.Counts[days] = c.Times[days]
				err = errors.Join(err, e.save(t.Tx))
			}
		}
		if err != nil {
			return true, err
		}
	}
	return true, nil
}

// askedOf are who was asked one question about a course, which are n people, and who was asked it about the others,
// each time that these were shown. Who deleted their data stands in it as somebody who may be the same in all.
func askedOf(tx *store.Tx, course uint64, days, n int) (who map[people.ID]bool, others []map[people.ID]bool) {
	by := map[uint64]map[int][]people.ID{} // by course and showing
	for e := range entries(tx) {
		if first, ok := e.Counts[days]; ok {
			if by[e.course] == nil {
				by[e.course] = map[int][]people.ID{}
			}
			by[e.course][first] = append(by[e.course][first], e.id)
		}
	}
	asked := func(course uint64, from, to, n int) map[people.ID]bool {
		who := map[people.ID]bool{}
		for i := from; i <= to; i++ {
			for _, id := range by[course][i] {
				who[id] = true
			}
		}
		for i := range n - len(who) {
			who[people.ID("gone "+strconv.Itoa(i))] = true
		}
		return who
	}
	for k, c := range courses.All(tx) {
		number, last := store.FromNum(k), c.Times[days]
		if number == course {
			who = asked(number, 0, last, n)
			continue
		}
		for i := 1; i <= last; i++ {
			later := len(asked(number, i+1, last, 0))
			others = append(others, asked(number, 1, i, c.Shown[days].Asked-later))
		}
	}
	return who, others
}
