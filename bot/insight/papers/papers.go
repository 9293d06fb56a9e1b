// Package papers writes what a works council, a data protection officer and every
// employee may want to read about this installation: purposes, which data are kept where
// and for how long, who sees what, and a draft of the impact assessment. It says what
// really is set up, not what could be.
//
// It is pure: [Facts] go in, a [document.Document] comes out. The table of roles is that
// of knowledge/people, the retention times are those the packages themselves use, and a
// test holds the data map to the buckets that exist. It is no legal advice.
package papers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge/people"
)

// Facts are what is set up.
type Facts struct {
	Made     time.Time
	Version  string // of the program
	K        int    // the smallest group that is shown
	Channels []Channel
	Changes  []Change // of the settings, oldest first
	NoLog    bool     // Changes could not be read, because Handvat is running
}

// A Channel is a way that data goes in or out.
type Channel struct {
	Name  string // as [texts.channels] calls it, such as slack
	On    bool
	To    string // who gets the data, such as a server; empty if that follows from the name
	By    string // who approved it, where that is needed
	Since time.Time
}

// A Change is one change of what is set up.
type Change struct {
	Time time.Time `json:"time"`
	What string    `json:"what"` // a setting and what it became, such as "k 5 → 8"
}

// Write writes the papers in a language, nl or en.
func Write(f Facts, lang string) document.Document {
	t := english()
	if lang == "nl" {
		t = dutch()
	}
	p := &paper{t: t, nl: lang == "nl", f: f}
	made := fmt.Sprintf(t.lead, p.day(f.Made), f.Version)
	d := document.Document{Lang: lang, Title: t.title, Lead: []string{made, t.draft}}
	for _, s := range []struct {
		heading string
		blocks  []document.Block
	}{
		{t.purposes.heading, append(t.purposes.blocks(), t.never.blocks()...)},
		{t.setUp, p.channels()},
		{t.groups.heading, p.groups()},
		{t.dataMap, p.dataMap()},
		{t.roles, p.roles()},
		{t.rights.heading, t.rights.blocks()},
		{t.law.heading, append(t.law.blocks(), document.Remark(t.noAdvice))},
		{t.dpia.heading, p.assessment()},
		{t.changes, p.changes()},
		{t.sign.heading, t.sign.blocks()},
	} {
		d.Sections = append(d.Sections, document.Section{Heading: s.heading, Level: 2, Blocks: s.blocks})
	}
	return d
}

// A paper is the writing of one document.
type paper struct {
	t  texts
	nl bool
	f  Facts
}

// blocks are a part below its heading.
func (p part) blocks() (bs []document.Block) {
	if p.intro != "" {
		bs = append(bs, document.Para(p.intro))
	}
	return append(bs, document.List(p.points))
}

// in chooses a text by language.
func (p *paper) in(b both) string {
	if p.nl {
		return b.nl
	}
	return b.en
}

// day is a date as people write it.
func (p *paper) day(at time.Time) string {
	if at.IsZero() {
		return "–"
	}
	return fmt.Sprintf("%d %s %d", at.Day(), p.t.months[at.Month()-1], at.Year())
}

// channels says what is on and what is off.
func (p *paper) channels() []document.Block {
	table := document.Table{Caption: p.t.channelCaption, Head: p.t.channelHead}
	for _, c := range p.f.Channels {
		text, state := p.t.channels[c.Name], p.t.off
		approval := "–"
		if c.On {
			state = p.t.on
			if c.To != "" {
				state += ": " + c.To
			}
			if c.By != "" {
				approval = c.By + ", " + p.day(c.Since)
			}
		}
		table.Rows = append(table.Rows, []string{text.name, state, text.gets, approval})
	}
	return []document.Block{table, document.Remark(p.t.channelNote)}
}

// groups says which groups are shown.
func (p *paper) groups() []document.Block {
	fill := strings.NewReplacer("{k}", strconv.Itoa(p.f.K), "{2k}", strconv.Itoa(2*p.f.K))
	filled := part{intro: fill.Replace(p.t.groups.intro)}
	for _, text := range p.t.groups.points {
		filled.points = append(filled.points, fill.Replace(text))
	}
	return filled.blocks()
}

// dataMap says what is kept, by class and by bucket.
func (p *paper) dataMap() []document.Block {
	table := document.Table{Caption: p.t.classCaption, Head: p.t.classHead}
	for _, c := range classes {
		table.Rows = append(table.Rows, []string{p.in(c.name), p.in(c.kept()), p.in(c.seen)})
	}
	stores := document.Table{Caption: p.t.bucketCaption, Head: p.t.bucketHead}
	for _, b := range Map {
		stores.Rows = append(stores.Rows, []string{b.Bucket, p.in(b.holds), p.in(classes[b.class].name)})
	}
	return []document.Block{document.Para(p.t.mapIntro), table, stores, document.Remark(p.t.mapNote)}
}

// roles is who may do what, from the table that the program itself asks.
func (p *paper) roles() []document.Block {
	table := document.Table{Caption: p.t.roleCaption, Head: []string{p.t.roleHead}}
	for _, r := range people.Roles() {
		table.Head = append(table.Head, p.t.role[r])
	}
	for _, right := range people.Rights() {
		row := []string{p.t.right[right]}
		for _, r := range people.Roles() {
			row = append(row, p.t.scope[people.ScopeOf(r, right)])
		}
		table.Rows = append(table.Rows, row)
	}
	return []document.Block{document.Para(p.t.roleIntro), table, document.List(p.t.roleNotes)}
}

// assessment is the draft of the data protection impact assessment.
func (p *paper) assessment() []document.Block {
	risks := document.Table{Caption: p.t.riskCaption, Head: p.t.riskHead, Rows: p.t.risks}
	return slices.Concat(p.t.dpia.blocks(), []document.Block{risks}, p.t.open.blocks())
}

// changes says what needs agreement, and what was changed.
func (p *paper) changes() []document.Block {
	blocks := p.t.control.blocks()
	if p.f.NoLog {
		return append(blocks, document.Remark(p.t.noLog))
	}
	if len(p.f.Changes) == 0 {
		return append(blocks, document.Para(p.t.noChanges))
	}
	table := document.Table{Caption: p.t.changeCaption, Head: p.t.changeHead}
	for _, c := range p.f.Changes {
		table.Rows = append(table.Rows, []string{p.day(c.Time), c.What})
	}
	return append(blocks, table)
}
