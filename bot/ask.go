package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
)

// ask answers a question with an aid, a choice, or an honest "not yet".
func (t *turn) ask(text string) (chat.Reply, error) {
	res := t.in.found
	t.s.Asked = asked{Text: journal.Scrub(text, nil), Lang: t.w.Lang, Time: t.now}
	for _, h := range res.Hits {
		t.s.Asked.Slugs = append(t.s.Asked.Slugs, h.Key.Slug)
	}
	switch res.Outcome {
	case find.Answer:
		if a, ok := t.b.lib.Lookup(res.Hits[0].Key.Slug, t.lang()); ok {
			t.note(journal.Entry{Kind: journal.Asked, Detail: "answer", Moment: string(res.Moment)})
			t.s.Asked.Why = t.because(res.Hits[0])
			return t.answer(a)
		}
	case find.Choose:
		if as := t.aids(res.Hits); len(as) > 0 {
			t.note(journal.Entry{Kind: journal.Asked, Detail: "choose", Moment: string(res.Moment)})
			return t.choose(as), nil
		}
	}
	return t.notYet()
}

// aids are the aids of hits that are still there, at most three.
func (t *turn) aids(hits []find.Hit) (as []*knowledge.Aid) {
	for _, h := range hits {
		if a, ok := t.b.lib.Lookup(h.Key.Slug, t.lang()); ok && len(as) < 3 {
			as = append(as, a)
		}
	}
	return as
}

// choose offers two or three aids, the best first.
func (t *turn) choose(as []*knowledge.Aid) chat.Reply {
	c := chat.Card{Title: t.w.Choose}
	if !t.short {
		c.Body = append(c.Body, chat.Text(t.w.ChooseFirst))
	}
	for _, a := range as {
		c.Buttons = append(c.Buttons, button(t.label(a, c.Buttons), on(verbOpen, a)))
	}
	c.Buttons = append(c.Buttons, button(t.w.NoneOfThese, chat.Action{Verb: verbNone}))
	t.s.View = chat.Action{}
	return t.show(c)
}

// label is the title of an aid, short enough for a button and unlike the others.
func (t *turn) label(a *knowledge.Aid, others []chat.Button) string {
	l := fit(chat.Strip(a.Title), chat.MaxLabel)
	if slices.ContainsFunc(others, func(b chat.Button) bool { return strings.EqualFold(b.Label, l) }) {
		l = fit(a.Title, chat.MaxLabel-len(a.Slug)-3) + " (" + a.Slug + ")"
	}
	return fit(l, chat.MaxLabel)
}

// fit cuts s to at most n characters, between words.
func fit(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:max(n-1, 0)])
	if i := strings.LastIndex(cut, " "); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:") + "…"
}

// none keeps the question for the authors, because no choice fitted.
func (t *turn) none(string) (chat.Reply, error) { return t.notYet() }

// notYet says that there is no aid, keeps the question for the authors, and names
// someone who can help.
func (t *turn) notYet() (chat.Reply, error) {
	t.note(journal.Entry{Kind: journal.Asked, Detail: "none", Moment: string(t.in.moment)})
	if err := t.keepQuestion("none", "", ""); err != nil {
		return chat.Reply{}, err
	}
	text := sprintf(t.w.NotYet, t.w.Label(t.b.contact))
	c := chat.Card{Body: []chat.Block{chat.Text(text)}}
	if !t.short {
		c.Body = append(c.Body, chat.Text(t.w.NotYetHelp))
	}
	c.Buttons = []chat.Button{
		button(words.Capital(t.w.Typed("cmd write")[0]), chat.Action{Verb: verbCommand, Arg: "write"}),
		button(words.Capital(t.w.Typed(verbBrowse)[0]), chat.Action{Verb: verbBrowse}),
	}
	t.s.View = chat.Action{}
	return t.show(c), nil
}

// keepQuestion keeps the last question for the authors, once.
func (t *turn) keepQuestion(outcome, slug, reason string) error {
	q := t.s.Asked
	if q.Text == "" {
		return nil
	}
	if outcome == "none" {
		t.s.Asked.Text = "" // settled: a second "none of these" is not a second question
	}
	return journal.Keep(t.tx, journal.Question{Day: t.now, Lang: q.Lang, Text: q.Text, Outcome: outcome, Aid: slug, Reason: reason})
}

// personal answers what sounds too personal to keep: the text is forgotten, only
// the topic is entered, and someone is named.
func (t *turn) personal(topic string) (chat.Reply, error) {
	if err := t.b.conceal(t.tx, t.e); err != nil {
		return chat.Reply{}, err
	}
	t.s.Asked, t.s.View = asked{}, chat.Action{}
	t.note(journal.Entry{Kind: journal.Asked, Detail: "sensitive"})
	who, ok := t.w.SensitiveFor[topic]
	if !ok {
		who = t.w.Label("confidential-adviser")
	}
	c := chat.Card{Title: t.w.SenseTitle, Body: []chat.Block{chat.Text(sprintf(t.w.Sensitive, who))}}
	if topic == "crisis" {
		c.Body = append(c.Body, chat.Text(t.w.Crisis))
	}
	r := t.show(c)
	r.Private = !t.e.Direct
	return r, nil
}

// because says in a few words why a hit was found.
func (t *turn) because(h find.Hit) string {
	var best find.Signal
	for _, s := range h.Signals {
		if s.Weight > best.Weight && (s.Name == "words" && len(s.Words) > 0 || s.Name == "phrasings") {
			best = s
		}
	}
	switch best.Name {
	case "words":
		return sprintf(t.w.WhyWords, strings.Join(best.Words[:min(len(best.Words), 3)], ", "))
	case "phrasings":
		return t.w.WhyOthers
	}
	return t.w.WhyLike
}

// whyThis says why the last answer was chosen.
func (t *turn) whyThis(string) (chat.Reply, error) {
	if t.s.Asked.Why == "" {
		return t.say(t.w.NothingOpen), nil
	}
	return t.say(sprintf(t.w.WhyThisOne, t.s.Asked.Why)), nil
}
