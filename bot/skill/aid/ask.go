package aid

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// ask answers a question with an aid, a choice, or an honest "not yet".
func ask(t *dialog.Turn, text string) (chat.Reply, error) {
	res := t.Found
	t.Session.Asked = dialog.Asked{Lang: t.W.Lang, Time: t.Now}
	if t.Person.Unseen {
		if err := t.Conceal(); err != nil {
			return chat.Reply{}, err
		}
	} else {
		t.Session.Asked.Text = t.Scrub(text)
	}
	for _, h := range res.Hits {
		t.Session.Asked.Rest = append(t.Session.Asked.Rest, h.Key.Slug)
	}
	switch res.Outcome {
	case find.Answer:
		if a, ok := t.Lib.Lookup(res.Hits[0].Key.Slug, t.Lang()); ok {
			t.Session.Asked.Slugs = []string{a.Slug}
			t.Note(journal.Entry{Kind: journal.Asked, Detail: "answer", Moment: string(res.Moment)})
			t.Session.Asked.Why = because(t, res.Hits[0])
			r, err := answer(t, a)
			if t.Waits.Verb == verbFill && err == nil {
				t.Offer(words.In(t.W.Lang).FillOn, dialog.Do(verbField, t.Waits.Arg))
				r = dialog.WithNote(r, words.In(t.W.Lang).Waits.With(words.In(t.W.Lang).FillOn))
			}
			return r, err
		}
	case find.Choose:
		if as := aids(t, t.Session.Asked.Rest); len(as) > 0 {
			for _, a := range as {
				t.Session.Asked.Slugs = append(t.Session.Asked.Slugs, a.Slug)
			}
			t.Note(journal.Entry{Kind: journal.Asked, Detail: "choose", Moment: string(res.Moment)})
			return choose(t, as), nil
		}
	}
	return notYet(t)
}

// aids are those that are still there, at most three.
func aids(t *dialog.Turn, slugs []string) (as []*knowledge.Aid) {
	for _, slug := range slugs {
		if a, ok := t.Lib.Lookup(slug, t.Lang()); ok && len(as) < 3 {
			as = append(as, a)
		}
	}
	return as
}

// choose offers two or three aids, the best first.
func choose(t *dialog.Turn, as []*knowledge.Aid) chat.Reply {
	c := chat.Card{Title: words.In(t.W.Lang).Choose}
	if !t.Short {
		c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).ChooseFirst))
	}
	for _, a := range as {
		c.Buttons = append(c.Buttons, dialog.Button(label(t, a, c.Buttons), dialog.On(verbOpen, a)))
	}
	c.Buttons = append(c.Buttons, dialog.Button(words.In(t.W.Lang).NoneOfThese, dialog.Do(verbNone)))
	t.Session.View = chat.Action{}
	r := t.Show(c)
	offerNth(t, c.Buttons[:len(as)])
	return r
}

// offerNth lets the buttons of a choice be typed as the first, the second and the third.
func offerNth(t *dialog.Turn, bs []chat.Button) {
	for i, b := range bs[:min(len(bs), len(words.In(t.W.Lang).Nth))] {
		for _, w := range words.In(t.W.Lang).Nth[i] {
			t.Offer(w, b.Action)
		}
	}
}

// others offers the aids that were found for the last question besides those it was
// answered with.
func others(t *dialog.Turn, _ string) (chat.Reply, error) {
	var more []string
	for _, slug := range t.Session.Asked.Rest {
		if !slices.Contains(t.Session.Asked.Slugs, slug) {
			more = append(more, slug)
		}
	}
	as := aids(t, more)
	if len(as) == 0 {
		return noAid(t, "no-fit")
	}
	for _, a := range as {
		t.Session.Asked.Slugs = append(t.Session.Asked.Slugs, a.Slug)
	}
	return choose(t, as), nil
}

// label is the title of an aid, short enough for a button and unlike the others.
func label(t *dialog.Turn, a *knowledge.Aid, others []chat.Button) string {
	l := dialog.Fit(chat.Strip(a.Title), chat.MaxLabel)
	if slices.ContainsFunc(others, func(b chat.Button) bool { return strings.EqualFold(b.Label, l) }) {
		l = dialog.Fit(a.Title, chat.MaxLabel-len(a.Slug)-3) + " (" + a.Slug + ")"
	}
	return dialog.Fit(l, chat.MaxLabel)
}

// none keeps the question for the authors, because no choice fitted.
func none(t *dialog.Turn, _ string) (chat.Reply, error) { return noAid(t, "no-fit") }

// notYet says that there is no aid.
func notYet(t *dialog.Turn) (chat.Reply, error) { return noAid(t, "none") }

// noAid says that there is no aid, keeps the question for the authors unless it is asked anonymously, and names
// someone who can help. The journal has it with this detail.
func noAid(t *dialog.Turn, detail string) (chat.Reply, error) {
	t.Note(journal.Entry{Kind: journal.Asked, Detail: detail, Moment: string(t.Moment)})
	if err := keepQuestion(t, "none", "", ""); err != nil {
		return chat.Reply{}, err
	}
	says := words.In(t.W.Lang).NotYet
	if t.Person.Unseen {
		says = words.In(t.W.Lang).NotKept
	}
	c := dialog.Says(says.With(t.W.Label(t.Contact)))
	if t.MayDo(dialog.Write) {
		if !t.Short {
			c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).NotYetHelp))
		}
		c.Buttons = append(c.Buttons, t.Command(dialog.Write))
	}
	c.Buttons = append(c.Buttons, t.Command(verbBrowse))
	t.Session.View = chat.Action{}
	open := t.Session.Offered
	r := t.Show(c)
	for _, o := range open { // the aid that was open before can still be worked with
		if goesOn(o) {
			t.Offer(o.Label, o.Action)
		}
	}
	return r, nil
}

// goesOn reports whether an offer is a way on in an aid, in a word rather than a number.
// Whether the aid helped is not: that would be said of what came after it.
func goesOn(o dialog.Offer) bool {
	switch o.Action.Verb {
	case verbOpen, verbMore, verbExample, verbPitfalls, verbPlan, verbTemplate, verbPage, verbWhy, verbSteps,
		verbRestart, verbResume, verbStep, verbStop, verbList:
		return dialog.Number(o.Label) < 0
	}
	return false
}

// keepQuestion keeps the last question for the authors, once.
func keepQuestion(t *dialog.Turn, outcome, slug, reason string) error {
	q := t.Session.Asked
	if q.Text.IsZero() || t.Person.Unseen {
		return nil
	}
	if outcome == "none" {
		t.Session.Asked.Text = privacy.Scrubbed{} // settled: a second "none of these" is not a second question
	}
	who := t.Who()
	if !people.Counts(t.Tx, t.Person) { // of who reads it, or is on no roster, it counts for nobody
		who = ""
	}
	return journal.Keep(t.Tx, journal.Question{Day: t.Now, Lang: q.Lang, Text: q.Text, Outcome: outcome, Aid: slug,
		Reason: reason, Group: journal.GroupOf(who)})
}

// personal answers what sounds too personal to keep: the text is forgotten, only
// the topic is entered, and someone is named.
func personal(t *dialog.Turn, topic string) (chat.Reply, error) {
	if err := t.Conceal(); err != nil {
		return chat.Reply{}, err
	}
	t.Session.Asked, t.Session.View, t.Session.Private = dialog.Asked{}, chat.Action{}, t.Now
	t.Note(journal.Entry{Kind: journal.Asked, Detail: "sensitive"})
	who, ok := words.In(t.W.Lang).SensitiveFor[topic]
	if !ok {
		who = t.W.Label("confidential-adviser")
	}
	w := words.In(t.W.Lang)
	c := chat.Card{Title: w.SenseTitle, Body: []chat.Block{chat.Text(w.Sensitive.With(who))}}
	if topic == dialog.CrisisTopic || topic == "private" {
		c.Body = append(c.Body, chat.Text(t.W.Crisis))
	}
	for i, h := range t.Found.Hits {
		// What answers it is offered too: it may have been about work.
		answers := i == 0 && t.Found.Outcome == find.Answer && topic != dialog.CrisisTopic
		a, ok := t.Lib.Lookup(h.Key.Slug, t.Lang())
		if ok && (answers || isAbout(a, topic)) && len(c.Buttons) < 3 {
			c.Buttons = append(c.Buttons, dialog.Button(label(t, a, c.Buttons), dialog.On(verbOpen, a)))
		}
	}
	return t.Show(c), nil
}

// isAbout reports whether an aid was written for a sensitive topic: one of the questions
// it answers sounds personal in the same way.
func isAbout(a *knowledge.Aid, topic string) bool {
	return slices.ContainsFunc(a.Questions, func(q string) bool { return dialog.Sensitive(text.Normal(q)) == topic })
}

// because says in a few words why a hit was found.
func because(t *dialog.Turn, h find.Hit) string {
	var best find.Signal
	for _, s := range h.Signals {
		if s.Weight > best.Weight && (s.Name == "words" && len(s.Words) > 0 || s.Name == "phrasings" ||
			s.Name == "meaning") {
			best = s
		}
	}
	switch best.Name {
	case "words":
		return words.In(t.W.Lang).WhyWords.With(strings.Join(best.Words[:min(len(best.Words), 3)], ", "))
	case "phrasings": // by enough of them: finding says so of fewer to nobody
		return words.In(t.W.Lang).WhyOthers
	case "meaning":
		return words.In(t.W.Lang).WhyMeaning
	}
	return words.In(t.W.Lang).WhyLike
}

// whyThis says why the last answer was chosen.
func whyThis(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Session.Asked.Why == "" {
		return t.Say(t.W.NothingOpen), nil
	}
	return t.Say(words.In(t.W.Lang).WhyThisOne.With(t.Session.Asked.Why)), nil
}
