package teamplan

import (
	"cmp"
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
)

// A served is a goal of a team, and the goal of the organisation that it serves.
type served struct{ goal, serves string }

// maxServed is how many goals of the organisation are shown.
const maxServed = 8

// goals shows to the person alone which goals of the organisation their team serves, and
// with which goals of its own: those of the team's plans that they can see, and those of
// the open cases of their unit and the units above it. Nobody's own plan is in it.
func goals(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	all, err := worked(t)
	if err != nil {
		return chat.Reply{}, err
	}
	var order []string // of what is served, as words.Normal makes it
	under, called := map[string]chat.List{}, map[string]string{}
	for _, s := range append(all, planned(t)...) {
		key := text.Normal(s.serves)
		if _, ok := under[key]; !ok {
			order = append(order, key)
			called[key] = cmp.Or(chat.Strip(s.serves), w.Unlinked)
		}
		goal := dialog.Fit(chat.Strip(s.goal), maxPart)
		if !slices.Contains(under[key], goal) && len(under[key]) < chat.MaxItems {
			under[key] = append(under[key], goal)
		}
	}
	slices.SortStableFunc(order, func(a, b string) int { // what serves none comes last
		return cmp.Compare(map[bool]int{true: 1}[a == ""], map[bool]int{true: 1}[b == ""])
	})
	if len(order) == 0 {
		return t.Alone(t.Say(w.NoGoals)), nil
	}
	c := chat.Card{Title: w.OurGoals}
	for _, key := range order[:min(len(order), maxServed)] {
		c.Body = append(c.Body, chat.Heading(dialog.Fit(called[key], chat.MaxTitle)), under[key])
	}
	return t.Show(c), nil
}

// planned are the goals of the plan of this channel, and of the plans of channels that the
// person has a part in.
func planned(t *dialog.Turn) (all []served) {
	if n, p := here(t); n > 0 {
		return []served{{p.Goal, p.Serves}}
	}
	for _, p := range plans.Of(t.Tx, string(t.Person.ID)) {
		if !p.Ended && p.In.Channel != "" {
			all = append(all, served{p.Goal, p.Serves})
		}
	}
	return all
}

// worked are the goals of the open cases of the person's unit and of those above it.
func worked(t *dialog.Turn) (all []served, err error) {
	path, err := people.UnitPath(t.Tx, t.Person.Unit())
	if err != nil {
		return nil, err
	}
	for _, c := range cases.All(t.Tx) {
		mine := slices.ContainsFunc(path, func(u people.Unit) bool { return u.ID == c.Team })
		if goal := cmp.Or(c.Goal.What, c.Goal.Measure); mine && goal != "" && c.Phase != cases.Closed {
			all = append(all, served{goal, c.Goal.Serves})
		}
	}
	return all, nil
}
