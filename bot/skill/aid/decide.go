package aid

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// otherAnswer stands for an answer that no cell of a column names.
const otherAnswer = "\x00other"

// decided looks for the first row that the answers so far match. If that row needs
// no more answers it is the outcome; otherwise next is the column to ask. Rows are
// tried from top to bottom, columns asked from left to right, and a column that
// cannot change the outcome any more is not asked.
func decided(tab *knowledge.Table, picks []string) (row, next int) {
	for i, r := range tab.Rows {
		open := -1 // the first column of this row that still has to be asked
		fits := true
		for col := range tab.Conditions {
			cell, pick := r[col], at(picks, col)
			switch {
			case cell == knowledge.Any:
			case pick == "":
				if open < 0 {
					open = col
				}
			case !strings.EqualFold(cell, pick):
				fits = false
			}
		}
		if fits && open < 0 {
			return i, -1
		}
		if fits {
			return -1, open
		}
	}
	return -1, -1
}

func at(ss []string, i int) string {
	if i < len(ss) {
		return ss[i]
	}
	return ""
}

// options are the answers a column can get, given those before: what the rows that
// still fit name there, and "something else" if a row that does not name one is left
// and the answers are not plainly all there are.
func options(tab *knowledge.Table, picks []string, col int) (opts []string, other bool) {
	for _, r := range tab.Rows {
		fits := true
		for c := range tab.Conditions {
			if p := at(picks, c); p != "" && r[c] != knowledge.Any && !strings.EqualFold(r[c], p) {
				fits = false
			}
		}
		switch {
		case !fits:
		case r[col] == knowledge.Any:
			other = true
		case !slices.ContainsFunc(opts, func(o string) bool { return strings.EqualFold(o, r[col]) }):
			opts = append(opts, r[col])
		}
	}
	slices.SortStableFunc(opts, func(a, b string) int { return yesFirst(a) - yesFirst(b) })
	return opts, other && !yesAndNo(opts)
}

func yesFirst(s string) int {
	switch strings.ToLower(s) {
	case "ja", "yes":
		return 0
	}
	return 1
}

// yesAndNo reports whether the answers are yes and no, so that there is no other.
func yesAndNo(opts []string) bool {
	has := func(a, b string) bool {
		return slices.ContainsFunc(opts,
			func(o string) bool { return strings.EqualFold(o, a) || strings.EqualFold(o, b) })
	}
	return has("ja", "yes") && has("nee", "no")
}

// pick answers a column: "AID/COLUMN/N", where N counts the answers on offer.
func pick(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	colText, nText := dialog.Cut(rest)
	a, ok := t.Aid(ref)
	col, n := dialog.Number(colText), dialog.Number(nText)
	if !ok || a.Table == nil || col < 0 || col >= a.Table.Conditions || n < 0 {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	picks := make([]string, a.Table.Conditions)
	copy(picks, r.Picks[:min(len(r.Picks), col)]) // an answer given again takes back the later ones
	opts, other := options(a.Table, picks, col)
	switch {
	case n < len(opts):
		picks[col] = opts[n]
	case n == len(opts) && other:
		picks[col] = otherAnswer
	default:
		return t.Say(t.W.Gone), nil
	}
	r.Picks = picks
	return askColumn(t, a, r)
}

// askColumn asks the next column of a decision table, or tells the outcome.
func askColumn(t *dialog.Turn, a *knowledge.Aid, r run) (chat.Reply, error) {
	row, col := decided(a.Table, r.Picks)
	if row >= 0 {
		return outcomeRow(t, a, r, row)
	}
	if col < 0 { // the table has a hole, which the linter forbids
		return contactFor(t, dialog.AidRef(a))
	}
	r.Step = col + 1
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.StepShown, a, r.Step, "")
	question := "**" + a.Table.Header[col] + "?**"
	why := ""
	if col < len(a.Steps) {
		question, why = a.Steps[col].Text, a.Steps[col].Why
	}
	opts, other := options(a.Table, r.Picks, col)
	if other {
		opts = append(opts, words.In(t.W.Lang).OtherAnswer)
	}
	var acts []chat.Action
	for i := range opts {
		acts = append(acts, dialog.On(verbPick, a, col, i))
	}
	return decision(t, a, r, a.Table.Conditions, question, why, opts, acts, answered(t, a, r)), nil
}

// answered are the answers of a decision table so far.
func answered(t *dialog.Turn, a *knowledge.Aid, r run) (fs chat.Facts) {
	for col, p := range r.Picks {
		if p == otherAnswer {
			p = words.In(t.W.Lang).OtherAnswer
		}
		if p != "" {
			fs = append(fs, chat.Fact{Label: a.Table.Header[col], Value: p})
		}
	}
	return fs
}

// decision asks one question of a decision aid.
func decision(t *dialog.Turn, a *knowledge.Aid, r run, of int, question, why string,
	opts []string, acts []chat.Action, so chat.Facts) chat.Reply {
	c := chat.Card{Title: words.In(t.W.Lang).QuestionOf.With(r.Step, of), Body: []chat.Block{chat.Text(question)}}
	if a.Type == knowledge.DecisionTree { // its length depends on the answers
		c.Title = a.Title
	}
	if r.Step == 1 {
		c.Body = append(t.Warnings(a), c.Body...)
	}
	if len(so) > 0 && !t.Short {
		c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).YourAnswers), so)
	}
	explain := why != "" && volunteersWhy(t, a) && !t.Short
	room := chat.MaxButtons - 1
	if len(opts) <= room {
		for i, o := range opts {
			c.Buttons = append(c.Buttons, dialog.Button(text.Capital(dialog.Fit(o, chat.MaxLabel)), acts[i]))
		}
		if explain && len(c.Buttons) < room {
			c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).WhyShort, dialog.On(verbWhy, a, r.Step)))
		}
	} else { // too many for buttons: taps, five to a row
		for i := 0; i < len(opts) && i < 2*chat.MaxButtons; i += chat.MaxButtons {
			tap := chat.Tap{Prompt: pickPrompt(t, i)}
			for j := i; j < min(i+chat.MaxButtons, len(opts)); j++ {
				tap.Options = append(tap.Options, dialog.Button(text.Capital(dialog.Fit(opts[j], chat.MaxLabel)),
					acts[j]))
			}
			c.Body = append(c.Body, tap)
		}
	}
	c.Buttons = append(c.Buttons, dialog.Button(t.W.Stop, dialog.On(verbStop, a)))
	rep := t.Show(c)
	if why != "" {
		say(t, "why", dialog.On(verbWhy, a, r.Step))
	}
	t.OfferPress("stop", dialog.On(verbStop, a))
	for i, o := range opts { // yes and no in the other language
		say(t, strings.ToLower(yesOrNo(o)), acts[i])
	}
	return rep
}

// pickPrompt asks to pick one of the options from i on.
func pickPrompt(t *dialog.Turn, i int) string {
	if i > 0 {
		return text.Capital(words.In(t.W.Lang).Or)
	}
	return words.In(t.W.Lang).Pick
}

func yesOrNo(o string) string {
	switch strings.ToLower(o) {
	case "ja", "yes":
		return "yes"
	case "nee", "no":
		return "no"
	}
	return ""
}

// outcomeRow tells the outcome of a decision table.
func outcomeRow(t *dialog.Turn, a *knowledge.Aid, r run, row int) (chat.Reply, error) {
	var facts chat.Facts
	var help []chat.Button
	cells := a.Table.Rows[row]
	for col := a.Table.Conditions; col < len(cells); col++ {
		if o, ok := t.Lib.Lookup(cells[col], t.Lang()); ok && len(help) < 3 {
			help = append(help, opens(t, o))
			continue
		}
		if cells[col] != "" && !isSlug(cells[col]) {
			facts = append(facts, chat.Fact{Label: a.Table.Header[col], Value: cells[col]})
		}
	}
	c := chat.Card{Title: words.In(t.W.Lang).Outcome, Body: []chat.Block{facts}, Buttons: help}
	return outcome(t, a, row+1, c, answered(t, a, r))
}

// opens is the button that opens the aid that came out.
func opens(t *dialog.Turn, a *knowledge.Aid) chat.Button {
	return dialog.Button(dialog.Fit(words.In(t.W.Lang).OpenAid.With(a.Title), chat.MaxLabel), dialog.On(verbOpen, a))
}

// isSlug reports whether a cell names an aid, rather than saying something.
func isSlug(s string) bool {
	return strings.Contains(s, "-") && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// outcome ends a decision with the card that tells what came of it.
func outcome(t *dialog.Turn, a *knowledge.Aid, row int, c chat.Card, so chat.Facts) (chat.Reply, error) {
	if err := dropRun(t, a.Slug); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.Decided, a, row, "")
	t.NoteAid(journal.RunFinished, a, length(a), "")
	if facts, ok := c.Body[0].(chat.Facts); ok && len(facts) == 0 {
		c.Body = nil
	}
	if len(so) > 0 && !t.Short {
		c.Body = append(c.Body, chat.Heading(words.In(t.W.Lang).YourAnswers), so)
	}
	c.Body = append(c.Body, tap(t, a))
	t.Session.View = chat.Action{}
	if len(c.Buttons) > 0 {
		c.Buttons[0].Style = chat.Primary
	}
	c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).Restart, dialog.On(verbRestart, a)))
	return t.Show(c), nil
}

// branch answers a question of a decision tree: "AID/QUESTION/N".
func branch(t *dialog.Turn, arg string) (chat.Reply, error) {
	ref, rest := dialog.Cut(arg)
	qText, nText := dialog.Cut(rest)
	a, ok := t.Aid(ref)
	q, n := dialog.Number(qText), dialog.Number(nText)
	if !ok || q < 0 || q >= len(a.Tree) || n < 0 || n >= len(a.Tree[q].Answers) {
		return t.Say(t.W.Gone), nil
	}
	r, err := resumed(t, a)
	if err != nil {
		return chat.Reply{}, err
	}
	if i := slices.Index(evens(r.Path), q); i >= 0 { // answered again: forget what came after
		r.Path = r.Path[:2*i]
	}
	r.Path = append(r.Path, q, n)
	b := a.Tree[q].Answers[n]
	if b.Next >= 0 && b.Next < len(a.Tree) {
		return askNode(t, a, r, b.Next)
	}
	c := chat.Card{Title: words.In(t.W.Lang).Outcome, Body: []chat.Block{chat.Text(b.Outcome)}}
	if o, ok := t.Lib.Lookup(b.Aid, t.Lang()); ok && b.Aid != "" {
		c.Buttons = append(c.Buttons, opens(t, o))
	}
	return outcome(t, a, 0, c, path(t, a, r))
}

func evens(p []int) (out []int) {
	for i := 0; i < len(p); i += 2 {
		out = append(out, p[i])
	}
	return out
}

// path are the answers of a decision tree so far.
func path(t *dialog.Turn, a *knowledge.Aid, r run) (fs chat.Facts) {
	for i := 0; i+1 < len(r.Path); i += 2 {
		n := a.Tree[r.Path[i]]
		question := strings.TrimSuffix(chat.Strip(n.Question), "?")
		fs = append(fs, chat.Fact{Label: question, Value: n.Answers[r.Path[i+1]].Label})
	}
	return fs
}

// askNode asks a question of a decision tree.
func askNode(t *dialog.Turn, a *knowledge.Aid, r run, q int) (chat.Reply, error) {
	r.Step = q + 1
	if err := saveRun(t, r); err != nil {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.StepShown, a, r.Step, "")
	n := a.Tree[q]
	var opts []string
	var acts []chat.Action
	for i, b := range n.Answers {
		opts, acts = append(opts, b.Label), append(acts, dialog.On(verbBranch, a, q, i))
	}
	question := "**" + n.Question + "**"
	if n.Detail != "" && !t.Short {
		question += " " + n.Detail
	}
	return decision(t, a, r, 0, question, n.Why, opts, acts, path(t, a, r)), nil
}
