package teamreview

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// purposeOf is what a moment serves.
func purposeOf(m moment) text.Said {
	return words.Say(func(w *texts) string {
		if m.Weeks > 0 {
			return w.ChallengePlan
		}
		return w.TellPurpose
	})
}

// say is a moment that is due.
func say(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error) {
	if m.Weeks > 0 {
		return sayChallenge(t, seq, m, day)
	}
	m.Results = append(m.Results[max(0, len(m.Results)-7):], result{Day: day})
	return other(t, seq, m, day)
}

// other asks a team the next question to look back with.
func other(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	m.Asked++
	c := chat.Card{Title: w.Title, Body: []chat.Block{chat.Text(w.Questions[m.Asked%len(w.Questions)])},
		Note: w.Purpose}
	c.Buttons = []chat.Button{dialog.Primary(w.Done, do("done", seq, day)),
		dialog.Button(w.NotDone, do("not", seq, day)),
		dialog.Button(w.Another, do("other", seq, day))}
	return t.Show(c), save(t, seq, m)
}

// on finds the result of a day.
func (m moment) on(day string) *result {
	i := slices.IndexFunc(m.Results, func(r result) bool { return r.Day == day })
	if i < 0 {
		return nil
	}
	return &m.Results[i]
}

// done takes that a team took its moment. Once is enough, and is counted once.
func done(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error) {
	r := m.on(day)
	if r == nil {
		return quietly(t, t.W.Gone), nil
	}
	if !r.Done {
		r.Done = true
		note(t, m, "reflection/done")
	}
	last, n := m.Results[max(0, len(m.Results)-4):], 0
	if len(last) == 1 {
		return t.Say(words.In(t.W.Lang).FirstDone), save(t, seq, m)
	}
	for _, r := range last {
		if r.Done {
			n++
		}
	}
	return t.Say(words.In(t.W.Lang).WellDone.With(n, len(last))), save(t, seq, m)
}

// notDone takes that a team skipped its moment.
func notDone(t *dialog.Turn, _ uint64, m moment, day string) (chat.Reply, error) {
	if m.on(day) == nil {
		return quietly(t, t.W.Gone), nil
	}
	note(t, m, "reflection/not")
	return quietly(t, words.In(t.W.Lang).NextTime), nil
}

// review leads a team through an after-action review, a question at a time, in the
// language in which it began: "STEP/LANG".
func review(t *dialog.Turn, arg string) (chat.Reply, error) {
	n, lang := dialog.Cut(arg)
	if lang != "" {
		t.W = dialog.In(lang)
	}
	step, w := max(dialog.Number(n), 0), words.In(t.W.Lang)
	if t.Event.Direct {
		return t.Say(w.InChannel), nil
	}
	if step >= len(w.Review) {
		note(t, moment{Unit: t.Person.Unit(), In: t.Event.In, Lang: t.W.Lang}, "review/done")
		return t.Show(dialog.Says(w.ReviewEnd, dialog.Primary(w.MakePlan, dialog.Do(dialog.TeamPlan)))), t.Together(0)
	}
	if err := t.Together(dialog.TalkTime); err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Title: w.ReviewTitle.With(step+1, len(w.Review)), Body: []chat.Block{chat.Text(w.Review[step])},
		Buttons: []chat.Button{dialog.Primary(t.W.Next, do("review", step+1, t.W.Lang))}}
	if c.Note = w.ReviewHow; step > 0 {
		c.Note = ""
		c.Buttons = append(c.Buttons, dialog.Button(t.W.Back, do("review", step-1, t.W.Lang)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Stop, do("leave")))
	r := t.Show(c)
	t.OfferPress("next", do("review", step+1, t.W.Lang))
	t.OfferPress("stop", do("leave"))
	return r, nil
}

// leave ends a review before its last question.
func leave(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(t.W.Fine), t.Together(0)
}

// askChallenge asks what a team wants to try, for how long, and with which aid.
func askChallenge(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	weeks := chat.Question{Field: dialog.Field(1), Prompt: w.AskWeeks, Value: "2"}
	weeks.Choices = dialog.Choices(w.WeekChoices)
	submit, not := do("begin"), dialog.Do(dialog.Fine)
	c := chat.Card{Title: w.Challenge, Body: []chat.Block{
		chat.Question{Field: dialog.Field(0), Prompt: w.AskGoal, Hint: w.AskGoalHint, Need: true},
		weeks,
		chat.Question{Field: dialog.Field(2), Prompt: w.AskAid, Hint: w.AskAidHint},
	}, Buttons: []chat.Button{dialog.Submit(w.Challenge, submit), dialog.Button(t.W.NotNow, not)}}
	return t.Form(c, submit, not, not), nil
}

// maxGoal is how long the goal of a challenge may be, in characters.
const maxGoal = 200

// begin begins a challenge.
func begin(t *dialog.Turn) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	goal := dialog.Fit(strings.ReplaceAll(t.Filled(0), "\n", " "), maxGoal)
	if goal == "" {
		return askChallenge(t)
	}
	m := moment{Unit: t.Person.Unit(), In: t.Event.In, Lang: t.W.Lang, Every: 1, Goal: goal,
		Weeks: min(max(dialog.Number(t.Filled(1)), 1), 4)}
	if t.Filled(1) == "" {
		m.Weeks = 2
	}
	if a, ok := titled(t, t.Filled(2)); ok {
		m.Aid = a.Slug
	}
	tomorrow := t.Agenda.Tomorrow(t.Person, t.Now)
	// A week from now: there is nothing to ask before.
	m.First = next(tomorrow.AddDate(0, 0, 6), t.Now.In(tomorrow.Location()).Weekday(), 10*60)
	note(t, m, "challenge/begun")
	return t.Say(w.ChallengeOn.With(goal, w.WeekChoices[m.Weeks-1].Label)), add(t, m)
}

// titled is the aid whose title holds all the words given.
func titled(t *dialog.Turn, text string) (*knowledge.Aid, bool) {
	fields := strings.Fields(strings.ToLower(text))
	if len(fields) == 0 {
		return nil, false
	}
	for _, a := range t.Lib.All() {
		title := strings.ToLower(a.Title)
		if a.Lang == t.Lang() && !slices.ContainsFunc(fields,
			func(f string) bool { return !strings.Contains(title, f) }) {
			return a, true
		}
	}
	return nil, false
}

// sayChallenge asks a team how its week was, and tells how the one before went. After the
// last week it says goodbye.
func sayChallenge(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var c chat.Card
	if m.Week != "" {
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		members := 0
		for _, unit := range append([]string{m.Unit}, people.UnitsBelow(t.Tx, m.Unit)...) {
			n, err := people.CountedIn(t.Tx, unit)
			if err != nil {
				return chat.Reply{}, err
			}
			members += n
		}
		if n := group.AtLeast(len(m.Took), members); n > 0 {
			c.Body = append(c.Body, chat.Text(w.Counted.With(n)))
		} else { // the same if it was nobody
			c.Body = append(c.Body, chat.Text(w.CountedFew))
		}
		detail := "challenge/not"
		if len(m.Took) > 0 {
			detail = "challenge/done"
		}
		note(t, m, detail)
	}
	week := len(m.Results) + 1
	if week > m.Weeks {
		c.Body = append(c.Body, chat.Text(w.ChallengeOver.With(m.Goal)))
		return t.Show(c), items.Delete(t.Tx, store.Num(seq))
	}
	m.Results, m.Took, m.Week = append(m.Results, result{Day: day}), nil, day
	c.Title, c.Note = w.ChallengeWeek.With(week, m.Weeks), w.ChallengePlan
	c.Body = append(c.Body, chat.Text("**"+m.Goal+"**"), chat.Text(w.ChallengeAsk))
	c.Buttons = []chat.Button{dialog.Primary(w.DidIt, do("took", seq, day)),
		dialog.Button(w.NotYet, do("later", seq, day))}
	if a, ok := t.Aid(m.Aid); ok && m.Aid != "" {
		c.Buttons = append(c.Buttons, dialog.Button(w.ShowAid, dialog.On(dialog.Open, a)))
	}
	return t.Show(c), save(t, seq, m)
}

// took counts a person in for the team, once a week. Only they see that it was heard.
func took(t *dialog.Turn, seq uint64, m moment, day string) (chat.Reply, error) {
	if m.Week == day && t.Who() != "" && people.Counts(t.Tx, t.Person) && !slices.Contains(m.Took, t.Person.ID) {
		m.Took = append(m.Took, t.Person.ID)
		if m.Aid != "" {
			if a, ok := t.Aid(m.Aid); ok {
				t.NoteAid(journal.Applied, a, 0, "yes")
				t.Log[len(t.Log)-1].Value = 7
			}
		}
	}
	return quietly(t, words.In(t.W.Lang).ChallengeThanks), save(t, seq, m)
}

// later takes that a person did not, this week.
func later(t *dialog.Turn, _ uint64, _ moment, _ string) (chat.Reply, error) {
	return quietly(t, words.In(t.W.Lang).GoOn), nil
}
