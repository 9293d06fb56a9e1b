package digest

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/text"
)

// verb is the verb of an act of the skill that sends digests.
func verb(act string) string { return "weekly/" + act }

// Settle is what a button means that settles action i of a week, from 0.
func (w Week) Settle(i int, s State) chat.Action {
	return chat.Action{Verb: verb("settle"), Arg: fmt.Sprintf("%s/%d/%s/%s", w.Week, i, s, w.Unit)}
}

// Card shows a week in a language. The card is the same in chat, on the web and by mail.
// The first action can be settled on it.
func Card(w Week, lang string) chat.Card {
	return newPrinter(w, lang).card()
}

// A printer writes one week.
type printer struct {
	w     Week
	words *text.Language
	d     *texts
	terms *terms.Texts
	body  []chat.Block
}

func newPrinter(w Week, lang string) *printer {
	words := text.In(lang)
	return &printer{w: w, words: words, d: Words.In(words.Lang), terms: terms.Words.In(words.Lang)}
}

func (p *printer) add(b chat.Block) { p.body = append(p.body, b) }

func (p *printer) card() chat.Card {
	monday := p.w.Week.Monday(time.UTC)
	sunday := monday.AddDate(0, 0, 6)
	first := p.words.Short(monday)
	if monday.Year() != sunday.Year() {
		first = p.words.Date(monday)
	}
	p.add(chat.Text(p.d.Period.With(first, p.words.Date(sunday))))
	switch {
	case p.w.Small:
		p.add(chat.Text(p.d.Small))
	case p.w.Of != "":
		p.add(chat.Text(p.d.Of.With("*" + p.w.Of + "*")))
	}
	if p.w.Small || p.w.Of != "" {
		p.add(chat.Text(p.d.SmallWhy.With(p.w.K, 2*p.w.K)))
	}
	if facts := p.facts(); len(facts) > 0 {
		p.add(facts)
	}
	p.plots()
	p.followed()
	p.actions()
	if p.w.Small {
		p.add(chat.Text(p.d.SmallAsk))
	} else {
		p.add(chat.Text("**" + p.d.AskLead.With(p.question()) + "**"))
	}
	return chat.Card{Title: p.d.Title.With(p.w.Week.Number(), p.w.Name), Body: p.body, Note: p.note()}
}

// facts are the figures by level.
func (p *printer) facts() (fs chat.Facts) {
	level := func(l Level, lines ...string) {
		says := ""
		for _, s := range lines {
			if s != "" {
				says += text.Capital(strings.TrimSuffix(s, ".")) + ". "
			}
		}
		if says != "" {
			fs = append(fs, chat.Fact{Label: p.d.Level.With(p.d.Levels[l], l), Value: strings.TrimSpace(says)})
		}
	}
	if !p.w.Small {
		level(Input, p.reach(), p.asked(), p.counted(Proposed, p.d.Proposed))
		if titles := p.most(); titles != "" {
			fs = append(fs, chat.Fact{Label: p.d.Most, Value: titles})
		}
		level(Reaction, p.part(Helped, p.d.Helped, p.d.HelpedShare, p.d.NoReactions), p.counted(Planned, p.d.Plans))
		if s := p.experienced(); s != "" {
			fs = append(fs, chat.Fact{Label: p.d.Level.With(p.d.Experienced, Reaction), Value: s})
		}
		level(Learning, p.part(Knew, p.d.Knew, p.d.KnewShare, ""))
		level(Application, p.part(Used, p.d.Used, p.d.UsedShare, p.d.NoApplied), p.saved(),
			p.counted(Exchanged, p.d.Exchanged))
		if s := p.inTheWay(); s != "" {
			fs = append(fs, chat.Fact{Label: p.d.InTheWay, Value: s})
		}
	}
	var goals []string
	for _, g := range p.w.Goals {
		goals = append(goals, p.goal(g))
	}
	level(Impact, goals...)
	if done := p.done(); done != "" {
		fs = append(fs, chat.Fact{Label: p.d.Level.With(p.terms.Solutions, Input), Value: done})
	}
	if p.w.Quote != "" {
		fs = append(fs, chat.Fact{Label: p.terms.OwnWords, Value: p.terms.Quote.With(p.w.Quote)})
	}
	if !p.w.Small && p.w.Of == "" && p.w.Weeks[1] > 1 {
		fs = append(fs, chat.Fact{Label: p.d.Reflection, Value: p.d.Reflections.With(p.w.Weeks[0], p.w.Weeks[1])})
	}
	return fs
}

// experienced is what people said when they were asked how it is for them, apart from what
// the bot saw happen. What the help is worth is told beside how many use it, or not at all.
func (p *printer) experienced() string {
	var lines []string
	if p.reach() != "" {
		lines = append(lines, p.part(Valued, p.d.Valued, p.d.ValuedShare, ""))
	}
	lines = append(lines, p.part(Room, p.d.Room, p.d.RoomShare, ""))
	lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" })
	if len(lines) == 0 {
		return ""
	}
	return text.Capital(strings.Join(lines, ". ")) + "."
}

// saved is the careful estimate of time saved.
func (p *printer) saved() string {
	f := p.w.Figures[Saved]
	if f.Withheld || f.N == 0 {
		return ""
	}
	if f.Value == 0 {
		return p.d.SavedNone.With(f.N)
	}
	n := 2 // such as 1.5 hours
	if f.Value == 60 {
		n = 1
	}
	return p.d.Saved.With(n, p.words.Decimal(float64(f.Value)/60, 1), f.N)
}

func (p *printer) reach() string {
	if f := p.w.Figures[Reach]; f.Exact() {
		return p.d.ReachOf.With(f.Value, f.N)
	}
	if p.w.Size > 0 {
		return p.d.SizeOnly.With(p.w.Size)
	}
	return ""
}

func (p *printer) asked() string {
	f, a := p.w.Figures[Asked], p.w.Figures[Answered]
	if !f.Exact() {
		return ""
	}
	s := p.d.Questions.With(f.Value)
	switch {
	case a.Withheld:
	case a.Exact():
		s += ", " + p.d.Answered.With(a.Value)
	default:
		s += ", " + p.d.AnsweredShare.With(p.d.Shares[string(a.Share)])
	}
	return s
}

// part is a figure that is a part of others, or what is said if there is none.
func (p *printer) part(name string, exact, share text.Line2, none string) string {
	switch f, told := p.w.Figures[name]; {
	case f.Withheld || !told:
		return none
	case f.Exact():
		return exact.With(f.Value, f.N)
	default:
		return share.With(p.d.Shares[string(f.Share)], f.N)
	}
}

// counted is a figure that stands by itself; nothing if it may not be told.
func (p *printer) counted(name string, says text.Line1) string {
	if f := p.w.Figures[name]; !f.Withheld {
		return says.With(f.Value)
	}
	return ""
}

func (p *printer) most() string {
	var titles []string
	for _, a := range p.w.Most {
		titles = append(titles, a.Title)
	}
	return strings.Join(titles, "; ")
}

func (p *printer) inTheWay() string {
	var lines []string
	for _, c := range Factors {
		if f := p.w.Figures[Factor+c]; f.Exact() {
			lines = append(lines, p.d.Reports.With(p.terms.Factors[c], f.Value))
		}
	}
	return strings.Join(lines, "; ")
}

// title says what to do.
func (p *printer) title(a Action) string {
	kind, about := kindOf(a)
	if kind == "factor" {
		about = p.terms.Factors[about]
	}
	if kind == "aid" {
		about = a.About
	}
	return p.d.ActionTitles[kind].With(about)
}

// why says why there is something to do.
func (p *printer) why(a Action) string {
	kind, _ := kindOf(a)
	s := p.d.ActionWhy[kind].With(a.N)
	if a.Reason != "" {
		s += ", " + p.d.Authors.Reason.With(p.d.Reasons[a.Reason])
	}
	return s
}

// kindOf splits the ID of an action.
func kindOf(a Action) (kind, about string) {
	kind, about, _ = strings.Cut(a.ID, "-")
	return kind, about
}

func (p *printer) followed() {
	if len(p.w.Settled) == 0 {
		return
	}
	p.add(chat.Heading(p.d.Followed))
	var l chat.List
	for _, s := range p.w.Settled {
		format := p.d.Solved
		if s.Still {
			format = p.d.Still
		}
		l = append(l, format.With(p.title(s.Action)))
	}
	p.add(l)
}

func (p *printer) actions() {
	if len(p.w.Actions) == 0 {
		return
	}
	p.add(chat.Heading(p.d.YouCan))
	var s chat.Steps
	for _, a := range p.w.Actions {
		s.Items = append(s.Items, chat.Step{Text: p.title(a), Lines: []string{p.why(a)}})
	}
	p.add(s)
	if t, ok := p.settle(0); ok {
		p.add(t)
	}
}

// settle asks what is done with action i.
func (p *printer) settle(i int) (t chat.Tap, ok bool) {
	if i >= len(p.w.Actions) {
		return t, false
	}
	t.Prompt = fmt.Sprintf("%d. %s", i+1, p.title(p.w.Actions[i]))
	for _, o := range []struct {
		label string
		state State
	}{{p.d.OnIt, OnIt}, {p.d.Later, Later}, {p.d.NotNeeded, NotNeeded}} {
		act := p.w.Settle(i, o.state)
		if len(act.Verb)+len(act.Arg) > chat.MaxAction {
			return t, false
		}
		t.Options = append(t.Options, chat.Button{Label: o.label, Action: act})
	}
	return t, true
}

// SettleCard asks what is done with action i; ok is false if there is none.
func SettleCard(w Week, i int, lang string) (c chat.Card, ok bool) {
	p := newPrinter(w, lang)
	t, ok := p.settle(i)
	if !ok {
		return c, false
	}
	return chat.Card{Body: []chat.Block{chat.Text(p.why(w.Actions[i])), t}}, true
}

func (p *printer) question() string {
	about := p.w.Ask.About
	if p.w.Ask.ID == "factor" {
		about = p.terms.FactorNames[about]
	}
	return p.d.Ask[p.w.Ask.ID].With(about)
}

// note says what the figures are made of, and what is missing.
func (p *printer) note() string {
	s := []string{p.d.Groups.With(p.w.K), chat.Strip(p.d.TeamToo)}
	if p.w.Seen > 0 {
		s = append(s, p.d.Seen.With(p.w.Seen))
	}
	if len(p.w.Gaps) > 0 {
		var days []string
		for _, g := range p.w.Gaps {
			days = append(days, p.words.Weekday(time.Weekday(g)))
		}
		s = append(s, p.d.Gaps.With(p.words.Listed(days)))
	} else if !p.w.Small { // else it may not be told
		s = append(s, p.d.Whole)
	}
	if p.w.Late {
		s = append(s, p.d.Late)
	}
	if p.w.Quiet > 1 {
		s = append(s, p.d.QuietWeeks.With(p.w.Quiet))
	}
	return strings.Join(s, " ")
}
