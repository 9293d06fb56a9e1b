// Package papers writes what a works council, a data protection officer and every
// employee may want to read about this installation: purposes, which data are kept where
// and for how long, who sees what, and a draft of the impact assessment. It says what
// really is set up, not what could be.
//
// It is pure: [Facts] go in, a [document.Document] comes out. The table of roles is that
// of knowledge/people, the retention times are those the packages themselves use, and the
// data map is made of what the skills declare to keep. It is no legal advice.
package papers

import (
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// Facts are what is set up.
type Facts struct {
	Made     time.Time
	Skills   []dialog.Skill // whose tables are the data map
	Version  string         // of the program
	Group    privacy.Group
	Channels []Channel
	Changes  []settings.Change // of the settings, oldest first
	NoLog    bool              // Changes could not be read, because Handvat is running
}

// A Channel is a way that data goes in or out.
type Channel struct {
	Name  string // as the texts call it, such as slack
	On    bool
	To    string // who gets the data, such as a server; empty if that follows from the name
	By    string // who approved it, where that is needed
	Since time.Time
}

// Write writes the papers in a language.
func Write(f Facts, lang string) document.Document {
	lang = text.Match(lang, Words.Langs()) // one language, for headings and days
	p := &paper{Words.In(lang), text.In(lang), f}
	t := p.t
	d := document.Document{Lang: lang, Title: t.Title, Lead: []string{t.Lead.With(p.day(f.Made), f.Version), t.Draft}}
	for _, s := range []struct {
		heading string
		blocks  []document.Block
	}{
		{t.Purposes.Heading, append(list(t.Purposes.Intro, t.Purposes.Points), list(t.Never.Intro, t.Never.Points)...)},
		{t.SetUp.Heading, p.channels()},
		{t.Groups.Heading, p.groups()},
		{t.DataMap.Heading, p.dataMap()},
		{t.Roles.Heading, p.roles()},
		{t.Rights.Heading, list(t.Rights.Intro, t.Rights.Points)},
		{t.Law.Heading, []document.Block{document.List(t.Law.Points), document.Remark(t.Law.NoAdvice)}},
		{t.Assessment.Heading, p.assessment()},
		{t.Changes.Heading, p.changes()},
		{t.Sign.Heading, []document.Block{document.List(t.Sign.Points)}},
	} {
		d.Sections = append(d.Sections, document.Section{Heading: s.heading, Level: 2, Blocks: s.blocks})
	}
	return d
}

// A paper is the writing of one document.
type paper struct {
	t *texts
	w *text.Language
	f Facts
}

// list is a sentence with points below it.
func list(intro string, points []string) []document.Block {
	return []document.Block{document.Para(intro), document.List(points)}
}

// day is a date as people write it.
func (p *paper) day(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return p.w.Long(at)
}

// channels says what is on and what is off.
func (p *paper) channels() []document.Block {
	t := p.t.SetUp
	table := document.Table{Caption: t.Caption, Head: t.Head[:]}
	for _, c := range p.f.Channels {
		says, state, approval := t.Channels[c.Name], t.Inactive, "–"
		if c.On {
			state = t.Active
			if c.To != "" {
				state += ": " + c.To
			}
			if c.By != "" {
				approval = c.By + ", " + p.day(c.Since)
			}
		}
		table.Rows = append(table.Rows, []string{says.Name, state, says.Gets, approval})
	}
	return []document.Block{table, document.Remark(t.Note)}
}

// grouped is a text with how large groups are.
func (p *paper) grouped(says text.Line2) string {
	return says.With(p.f.Group.K(), p.f.Group.Sensitive().K())
}

// groups says which groups are shown.
func (p *paper) groups() []document.Block {
	var points []string
	for _, point := range p.t.Groups.Points {
		points = append(points, p.grouped(point))
	}
	return list(p.t.Groups.Intro.With(p.f.Group.K()), points)
}

// dataMap says what is kept, by class and by table.
func (p *paper) dataMap() []document.Block {
	t := p.t.DataMap
	table := document.Table{Caption: t.Caption, Head: t.Head[:]}
	for _, c := range classes {
		says := t.Classes[c.class]
		table.Rows = append(table.Rows, []string{says.Name, says.Kept.With(c.n, c.m, weekMonths), p.grouped(says.Seen)})
	}
	stores := document.Table{Caption: t.TableCaption, Head: t.TableHead[:]}
	for _, s := range p.f.Skills {
		keeps := s.Texts.Common(p.w.Lang).Keeps
		for _, table := range s.Tables {
			for _, kept := range table.Papers() {
				names := strings.Join(kept.Buckets, ", ") // an index is told of with what it is of
				stores.Rows = append(stores.Rows,
					[]string{names, keeps[kept.Buckets[0]], t.OfClass[kept.Class], p.long(kept.Keep)})
			}
		}
	}
	return []document.Block{document.Para(t.Intro), table, stores, document.Remark(t.Note)}
}

// long is how long something is kept.
func (p *paper) long(d time.Duration) string {
	t := p.t.DataMap
	switch days := privacy.Days(d); {
	case d == store.Forever:
		return t.Always
	case days == 0:
		return t.Until
	case days < 180:
		return t.Days.With(days)
	}
	return t.Months.With(privacy.Months(d))
}

// roles is who may do what, from the table that the program itself asks.
func (p *paper) roles() []document.Block {
	t := p.t.Roles
	table := document.Table{Caption: t.Caption, Head: []string{t.May}}
	for _, r := range people.Everybody() {
		table.Head = append(table.Head, t.Role[r])
	}
	for _, right := range people.Rights() {
		row := []string{t.Right[right]}
		for _, r := range people.Everybody() {
			row = append(row, t.Scope[people.ScopeOf(r, right)])
		}
		table.Rows = append(table.Rows, row)
	}
	return []document.Block{document.Para(t.Intro), table, document.List(t.Notes)}
}

// assessment is the draft of the data protection impact assessment.
func (p *paper) assessment() []document.Block {
	table := document.Table{Caption: p.t.Risks.Caption, Head: p.t.Risks.Head[:]}
	for _, r := range p.t.Risks.Rows {
		table.Rows = append(table.Rows, []string{r.Risk, r.Measure, r.Left})
	}
	return slices.Concat(list(p.t.Assessment.Intro, p.t.Assessment.Points), []document.Block{table},
		list(p.t.Open.Intro, p.t.Open.Points))
}

// changes says what needs agreement, and what was changed.
func (p *paper) changes() []document.Block {
	t := p.t.Changes
	blocks := list(t.Intro, t.Points)
	if p.f.NoLog {
		return append(blocks, document.Remark(t.Unread))
	}
	if len(p.f.Changes) == 0 {
		return append(blocks, document.Para(t.None))
	}
	table := document.Table{Caption: t.Caption, Head: t.Head[:]}
	for _, c := range p.f.Changes {
		table.Rows = append(table.Rows, []string{p.day(c.Time), c.What})
	}
	return append(blocks, table)
}
