package aid

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
)

// greet welcomes a person, or offers to go on where they were.
func greet(t *dialog.Turn, _ string) (chat.Reply, error) {
	if r, ok := lastRun(t); ok && (t.Event.Direct || t.Event.Kind == chat.Said) {
		if a, ok := t.Lib.Lookup(r.Slug, t.Lang()); ok && a.Version == r.Version && r.Step > 1 {
			return t.Alone(offerResume(t, a, r)), nil
		}
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	says := words.In(t.W.Lang).Welcome.With(group.K())
	if !t.Event.Direct {
		says = words.In(t.W.Lang).WelcomeHere
	}
	c := dialog.Says(says)
	for _, q := range t.W.WelcomeAsk {
		if answers(t.Lib, q) {
			c.Buttons = append(c.Buttons, dialog.Button(q, dialog.Do(verbAsk, q)))
		}
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// answers reports whether an aid that the person may see names a question as its own: a guest sees few.
func answers(lib dialog.Library, question string) bool {
	same := func(q string) bool { return text.Normal(q) == text.Normal(question) }
	return slices.ContainsFunc(lib.All(), func(a *knowledge.Aid) bool { return slices.ContainsFunc(a.Questions, same) })
}

// shorter shows what is on the screen again in fewer words.
func shorter(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Session.View.IsZero() {
		return t.Say(words.In(t.W.Lang).NothingToShorten), nil
	}
	t.Short = true
	log := t.Log
	r, err := t.Do(t.Session.View)
	t.Log = log // the same thing shown again is not a second fact
	return r, err
}

// browse lists the aids by kind of work: first the kinds, as "" or "/PAGE", then "PROCESS/PAGE".
func browse(t *dialog.Turn, arg string) (chat.Reply, error) {
	byProcess := map[string][]*knowledge.Aid{}
	seen := map[string]bool{}
	for _, a := range t.Lib.All() {
		if !a.IsRecipe() || seen[a.Slug] || !a.IsFor(t.Person.Roles) {
			continue
		}
		seen[a.Slug] = true
		if o, ok := t.Lib.Lookup(a.Slug, t.Lang()); ok {
			byProcess[a.Process] = append(byProcess[a.Process], o)
		}
	}
	process, page := dialog.Cut(arg)
	if as := byProcess[process]; arg != "" && len(as) > 0 {
		slices.SortFunc(as, func(x, y *knowledge.Aid) int { return strings.Compare(x.Title, y.Title) })
		title := words.In(t.W.Lang).BrowseIn.With(text.Capital(t.W.Label(process)))
		return aidList(t, title, as, max(dialog.Number(page), 1), process), nil
	}
	var names []string
	for p := range byProcess {
		names = append(names, p)
	}
	slices.SortFunc(names, func(x, y string) int {
		return strings.Compare(text.Capital(t.W.Label(x)), text.Capital(t.W.Label(y)))
	})
	c := chat.Card{Title: words.In(t.W.Lang).Browse}
	const most = chat.MaxTaps * chat.MaxButtons
	n := max(dialog.Number(page), 1)
	from := min((n-1)*most, len(names))
	if from+most < len(names) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(verbBrowse, "", n+1)))
	}
	names = names[from:min(from+most, len(names))]
	for i := 0; i < len(names); i += chat.MaxButtons {
		tap := chat.Tap{Prompt: pickPrompt(t, i)}
		for _, p := range names[i:min(i+chat.MaxButtons, len(names))] {
			label := fmt.Sprintf("%s (%d)", text.Capital(t.W.Label(p)), len(byProcess[p]))
			tap.Options = append(tap.Options, dialog.Button(dialog.Fit(label, chat.MaxLabel), dialog.Do(verbBrowse, p)))
		}
		c.Body = append(c.Body, tap)
	}
	t.Session.View = chat.Action{}
	r := t.Show(c)
	for _, p := range names { // typed without the number behind it
		t.Offer(t.W.Label(p), dialog.Do(verbBrowse, p))
	}
	return r, nil
}

// aidList offers the aids of a kind of work, a few at a time.
func aidList(t *dialog.Turn, title string, as []*knowledge.Aid, page int, process string) chat.Reply {
	const most = chat.MaxButtons - 1
	from := min((page-1)*most, len(as))
	c := chat.Card{Title: title}
	for _, a := range as[from:min(from+most, len(as))] {
		c.Buttons = append(c.Buttons, dialog.Button(label(t, a, c.Buttons), dialog.On(verbOpen, a)))
	}
	if from+most < len(as) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(verbBrowse, process, page+1)))
	}
	t.Session.View = chat.Action{}
	r := t.Show(c)
	offerNth(t, c.Buttons)
	return r
}
