package buddy

import (
	"errors"
	"regexp"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
)

// Limits of what is agreed on.
const (
	maxPoints = 9   // as a checklist has
	maxPoint  = 120 // characters
	maxDays   = 42  // in which to look along, and how far ahead they begin
)

// howTo is the aid about looking along well, if the library has it.
const howTo = "meekijken-bij-collega"

// begin asks on which points the other may look along, and when.
func begin(t *dialog.Turn, p pair, _ string) (r chat.Reply, err error) {
	if !p.holds() {
		return t.NotThere(), nil
	}
	other := p.other(t.Person.ID)
	for _, l := range looks.OfDown(t.Tx, string(t.Person.ID)) {
		switch mine := l.Pair == p.Number && l.Observed == t.Person.ID; {
		case mine && l.Asked.IsZero(): // begun before, and left
			err = errors.Join(err, l.delete(t.Tx))
		case mine && !l.over(t.Today()):
			return t.Say(words.In(t.W.Lang).LookHave.With(t.Called(other.Called))), err
		}
	}
	l := look{Pair: p.Number, Observed: t.Person.ID, Observer: other.ID, Made: t.Now,
		Names: [2]string{dialog.NameOf(t.Event.From), other.Called}}
	n, bad := looks.Add(t.Tx, l)
	l.Number = n
	return lookForm(t, l, "", 0), errors.Join(err, bad, l.save(t.Tx))
}

// lookForm asks from question i on: the points, and the days. What is typed answers the
// first.
func lookForm(t *dialog.Turn, l look, lead string, i int) chat.Reply {
	w, c := words.In(t.W.Lang), chat.Card{Title: words.In(t.W.Lang).Look}
	if lead == "" && i == 0 {
		lead = w.LookIntro.With(t.Called(l.Names[1]))
	}
	if a, ok := t.Aid(howTo); ok && i == 0 {
		c.Buttons = []chat.Button{dialog.Button(w.HowTo, dialog.On(dialog.Open, a))}
	}
	qs := []chat.Question{
		{Prompt: w.LookPoints[0], Hint: w.LookPoints[1], Long: true, Need: true, Value: strings.Join(l.Points, "\n")},
		{Prompt: w.LookDays[0], Hint: w.LookDays[1], Need: true}}
	see := dialog.Submit(t.W.Feedback.See, do("look-take", l.Number, i))
	return t.AskFor(c, lead, see, do("look-drop", l.Number), qs[i:]...)
}

// take takes the points and the days, or the days alone if more is "1".
func take(t *dialog.Turn, l look, more string) (chat.Reply, error) {
	w, i := words.In(t.W.Lang), min(max(dialog.Number(more), 0), 1)
	if !l.Asked.IsZero() {
		return t.NotThere(), nil
	}
	if i == 0 {
		text := t.Filled(0)
		if dialog.Crisis(text) {
			return t.HelpNow()
		}
		switch l.Points = points(t, text); {
		case len(l.Points) == 0:
			return lookForm(t, l, "", 0), nil
		case len(l.Points) > maxPoints:
			l.Points = l.Points[:maxPoints]
			return lookForm(t, l, w.LookMany.With(maxPoints), 0), l.save(t.Tx)
		}
		if t.Event.Kind != chat.Filled {
			return lookForm(t, l, "", 1), l.save(t.Tx)
		}
	}
	from, to, ok := window(t.Filled(1-i), t.Today())
	if !ok {
		return lookForm(t, l, w.LookNoDays.With(maxDays/7), 1), l.save(t.Tx)
	}
	l.From, l.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
	name := t.Called(l.Names[1])
	return t.Show(chat.Card{
		Title: w.Look, Note: w.LookNote.With(name),
		Body: []chat.Block{chat.Text(w.LookCheck.With(name, l.days(t))), chat.List(l.Points)},
		Buttons: []chat.Button{dialog.Primary(t.W.Feedback.AskSend, do("look-put", l.Number, l.mark())),
			dialog.Button(t.W.NotNow, do("look-drop", l.Number))},
	}), l.save(t.Tx)
}

// mark tells what is agreed on from anything else.
func (l look) mark() string { return dialog.Mark(l.From + l.To + strings.Join(l.Points, "\n")) }

// points reads points to look at: a line or a part between semicolons for each. The title
// of a checklist of the library stands for its items.
func points(t *dialog.Turn, said string) (ps []string) {
	for _, a := range t.Lib.All() {
		if a.Type != knowledge.Checklist || text.Normal(a.Title) != text.Normal(said) {
			continue
		}
		if own, ok := t.Lib.Lookup(a.Slug, t.Lang()); ok {
			a = own
		}
		for _, s := range a.Steps {
			ps = append(ps, dialog.Fit(dialog.Plain(s.Text), maxPoint))
		}
		return ps
	}
	for part := range strings.FieldsFuncSeq(said, func(r rune) bool { return r == '\n' || r == ';' }) {
		if s := dialog.Fit(dialog.Plain(dialog.Unnumbered(part)), maxPoint); s != "" {
			ps = append(ps, s)
		}
	}
	return ps
}

// apart is what stands between the first and the last day.
var apart = regexp.MustCompile(`\s+(?:-|–|tot en met|t/m|tot|en|to|until|till|and)\s+`)

// window reads the first and the last day: not past, and not too far away.
func window(typed string, today time.Time) (from, to time.Time, ok bool) {
	typed = strings.TrimSpace(typed)
	for _, s := range []string{"tussen ", "van ", "between ", "from "} {
		typed = strings.TrimPrefix(strings.ToLower(typed), s)
	}
	first, last := typed, typed
	if i := apart.FindStringIndex(typed); i != nil {
		first, last = typed[:i[0]], typed[i[1]:]
	}
	from, ok = text.Day(first, today)
	to, ok2 := text.Day(last, today)
	if ok && ok2 && to.Before(from) { // from Monday to Friday, said on a Tuesday
		to, ok2 = text.Day(last, from)
	}
	end := today.AddDate(0, 0, maxDays)
	return from, to, ok && ok2 && !from.Before(today) && !to.Before(from) && !to.After(end)
}

// putLook asks the other to look along on what was shown.
func putLook(t *dialog.Turn, l look, marked string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !l.Asked.IsZero() || len(l.Points) == 0 || l.From == "" || l.mark() != marked || l.over(t.Today()) {
		return t.NotThere(), nil
	}
	l.Asked = t.Now
	return t.Show(dialog.Says(w.LookAsked.With(t.Called(l.Names[1])),
			dialog.Button(t.W.Feedback.TakeBack, do("look-drop", l.Number)))),
		errors.Join(l.save(t.Tx), t.Hush(skill, l.Pair, "agreed"),
			t.Tell(l.Observer, skill, "look-told", l.Number, words.Say(func(w *texts) string { return w.LookPurpose }),
				t.Now, l.end()))
}

// end is when the last day is over, whatever the time zone.
func (l look) end() time.Time { return dialog.Day(l.To).AddDate(0, 0, 1) }

// dropLook ends what was begun, or asked and not agreed.
func dropLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case !l.Agreed.IsZero():
		return t.NotThere(), nil
	case l.Asked.IsZero():
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(t.Hush(skill, l.Number, "look-told", "look-remind"), l.delete(t.Tx))
}

// lookTold is the message that asks to look along, and once more some days later.
func lookTold(t *dialog.Turn, l look, _ string) (r chat.Reply, err error) {
	if !l.waits(t.Today()) || l.Declined || l.Told > 1 || !t.May(people.TakePart) {
		return r, nil
	}
	l.Told++
	w, name := words.In(t.W.Lang), t.Called(l.Names[0])
	c := chat.Card{
		Body: []chat.Block{chat.Text(text.Capital(w.LookTold.With(name, l.days(t)))), chat.List(l.Points)},
		Note: w.LookToldNote.With(name),
		Buttons: []chat.Button{
			dialog.Primary(w.LookYes, do("look-yes", l.Number)), dialog.Button(w.No, do("look-no", l.Number))},
	}
	if a, ok := t.Aid(howTo); ok {
		c.Buttons = append(c.Buttons, dialog.Button(w.HowTo, dialog.On(dialog.Open, a)))
	}
	r, err = t.Invite(c, l.Told, skill, "look-remind", l.Number,
		words.Say(func(w *texts) string { return w.LookPurpose }), l.end())
	return r, errors.Join(err, l.save(t.Tx))
}

// declineLook ends it for the observer. Nobody is told.
func declineLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if !l.waits(t.Today()) {
		return t.NotThere(), nil
	}
	l.Declined = true
	return t.Say(words.In(t.W.Lang).Declined),
		errors.Join(l.save(t.Tx), t.Hush(skill, l.Number, "look-told", "look-remind"))
}

// acceptLook is the observer's yes: both have confirmed the points and the days.
func acceptLook(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if !l.waits(t.Today()) {
		return t.Say(w.Closed), nil
	}
	l.Agreed, l.Declined = t.Now, false
	err := errors.Join(l.save(t.Tx), t.Hush(skill, l.Number, "look-told", "look-remind"),
		t.Tell(l.Observed, skill, "look-agreed", l.Number,
			words.Say(func(w *texts) string { return w.LookAgreedPurpose }), t.Now, l.end()))
	says := w.LookWill.With(t.Called(l.Names[0]), l.days(t))
	c := dialog.Noted(says, w.LookWillNote)
	if from := dialog.Day(l.From); from.After(t.Today()) {
		from = from.Add(12 * time.Hour)
		err = errors.Join(err, t.Tell(l.Observer, skill, "when", l.Number,
			words.Say(func(w *texts) string { return w.LookPurpose }), from, l.end()))
	} else {
		c.Buttons = []chat.Button{dialog.Primary(w.Fill, do("fill", l.Number))}
	}
	c.Buttons = append(c.Buttons, dialog.Button(w.CallOff, do("look-off", l.Number)))
	return t.Show(c), err
}

// lookAgreed is the message that the other will look along.
func lookAgreed(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	if l.Agreed.IsZero() {
		return chat.Reply{}, nil
	}
	w := words.In(t.W.Lang)
	return t.News(dialog.Says(text.Capital(w.LookAgreed.With(t.Called(l.Names[1]), l.days(t))),
		dialog.Button(w.OK, do("fine")), dialog.Button(w.CallOff, do("look-off", l.Number))))
}

// callOff ends what was agreed, whoever of the two wants it. The other hears that it ended,
// and no reason.
func callOff(t *dialog.Turn, l look, _ string) (chat.Reply, error) {
	w, other := words.In(t.W.Lang), l.Observer
	if l.Agreed.IsZero() {
		return t.NotThere(), nil
	}
	if t.Person.ID == l.Observer {
		other = l.Observed
	}
	return t.Say(w.YouCalledOff), errors.Join(t.Hush(skill, l.Number, "look-agreed", "when"), l.delete(t.Tx),
		t.Tell(other, skill, "gone", l.Number, words.Say(func(w *texts) string { return w.EndedPurpose }), t.Now,
			time.Time{}))
}

// gone is the message that what was agreed ended.
func gone(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	return t.News(dialog.Says(w.CalledOff, dialog.Button(w.OK, do("fine"))))
}
