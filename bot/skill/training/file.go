package training

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/table"
)

// A Row is a line of a file: one person finished one training.
type Row struct {
	people.Line
	Who   people.Identity // zero if Mail tells
	Mail  string
	Title string
	Day   time.Time
	Aid   *knowledge.Aid // nil for none
}

// columns are the columns of a file.
var columns = []table.Column{people.Platform, people.Team, people.User, people.Mail,
	{Name: "training", Also: []string{"cursus", "course"}},
	{Name: "date", Also: []string{"datum", "day", "dag"}}, {Name: "aid", Also: []string{"kaart", "hulpkaart"}}}

// Read reads a table (see [table.Read]): platform, team and user, or mail; training; date;
// and aid, by its slug or some words of its title. What is wrong is told for each line.
// Today is the day it is.
func Read(name string, src []byte, lib dialog.Library, today time.Time) (rows []Row, ps knowledge.Problems) {
	t, ps := table.Read(name, src)
	if ps != nil {
		return nil, ps
	}
	list, ps := t.Rows(columns)
	if !t.Has(columns[4]) || !t.Has(people.User, people.Mail) {
		top := people.Line{File: name, No: 1, Col: 1}
		return nil, append(ps, top.Problem(words.Say(func(w *texts) string { return w.File.NoColumns })))
	}
	for _, r := range list {
		row, problems := read(name, r, lib, today)
		rows, ps = append(rows, row), append(ps, problems...)
	}
	return rows, ps.Sort()
}

// read reads one line.
func read(file string, row table.Row, lib dialog.Library, today time.Time) (r Row, ps knowledge.Problems) {
	r = Row{Line: people.Line{File: file, No: row.Line, Col: 1}, Mail: row.Get("mail"),
		Title: titled(row.Get("training"))}
	if row.Get("user") != "" {
		r.Who = people.Identity{Platform: row.Get("platform"), Team: row.Get("team"), User: row.Get("user")}
	}
	add := func(column string, says text.Said) {
		c := row.Cell(column)
		ps = append(ps, people.Line{File: file, No: c.Line, Col: c.Col}.Problem(says))
	}
	wrong := func(column string, says func(*texts) string) { add(column, words.Say(says)) }
	switch {
	case r.Who.User == "" && r.Mail == "":
		wrong("", func(w *texts) string { return w.File.NoPerson })
	case r.Who.User != "" && r.Who.Platform == "":
		wrong("user", func(w *texts) string { return w.File.NoPlatform.With(strconv.Quote(r.Who.User)) })
	}
	if r.Title == "" {
		wrong("training", func(w *texts) string { return w.File.NoTraining })
	}
	var ok bool
	switch r.Day, ok = past(row.Get("date"), today); {
	case !ok:
		wrong("date", func(w *texts) string { return w.File.NoDay.With(strconv.Quote(row.Get("date"))) })
	case r.Day.After(today):
		wrong("date", func(w *texts) string { return w.File.StillToCome.With(row.Get("date")) })
	}
	says := text.Said{}
	for _, lang := range text.First("nl", words.Langs()) {
		var lead string
		if r.Aid, lead = findAid(lib, knowledge.Lang(lang), row.Get("aid"), words.In(lang)); lead == "" {
			return r, ps
		}
		says[lang] = lead
	}
	add("aid", says)
	return r, ps
}

// TooOld reports whether a training was so long ago that nothing is asked about it.
func TooOld(day, today time.Time) bool {
	return today.Sub(day) > time.Duration(slices.Max(asked))*24*time.Hour
}

// titled is the title of a training as it is kept.
func titled(s string) string {
	return dialog.Fit(chat.Strip(strings.Join(strings.Fields(dialog.Clean(s)), " ")), maxTitle)
}
