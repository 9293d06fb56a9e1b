package training

import (
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
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
// and aid, by its slug or some words of its title. What is wrong is told for each line, in
// both languages. Today is the day it is.
func Read(name string, text []byte, lib dialog.Library, today time.Time) (rows []Row, ps knowledge.Problems) {
	t, ps := table.Read(name, text)
	if ps != nil {
		return nil, ps
	}
	list, ps := t.Rows(columns)
	if !t.Has(columns[4]) || !t.Has(people.User, people.Mail) {
		top := people.Line{File: name, No: 1, Col: 1}
		return nil, append(ps, top.Problem("Er zijn kolommen nodig voor training, en voor user of mail",
			"There must be columns for training, and for user or mail"))
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
	wrong := func(column, nl, en string, values ...any) {
		c := row.Cell(column)
		ps = append(ps, people.Line{File: file, No: c.Line, Col: c.Col}.Problem(nl, en, values...))
	}
	switch {
	case r.Who.User == "" && r.Mail == "":
		wrong("", "Hier staat niet wie: vul user met platform in, of mail",
			"This does not say who: fill in user with platform, or mail")
	case r.Who.User != "" && r.Who.Platform == "":
		wrong("user", "Op welk platform heet iemand %q? Vul platform in",
			"On which platform is somebody called %q? Fill in platform", r.Who.User)
	}
	if r.Title == "" {
		wrong("training", "Hier staat geen training", "There is no training here")
	}
	var ok bool
	switch r.Day, ok = past(row.Get("date"), today); {
	case !ok:
		wrong("date", "%q is geen dag; schrijf 2026-11-20", "%q is no day; write 2026-11-20", row.Get("date"))
	case r.Day.After(today):
		wrong("date", "%s moet nog komen", "%s is still to come", row.Get("date"))
	}
	nl, en := words.In("nl"), words.In("en")
	aid, inDutch := FindAid(lib, knowledge.Dutch, row.Get("aid"), nl)
	if r.Aid = aid; aid == nil && row.Get("aid") != "" {
		if _, inEnglish := FindAid(lib, knowledge.English, row.Get("aid"), en); inEnglish != "" {
			wrong("aid", "%[1]s", "%[2]s", inDutch, inEnglish)
		}
	}
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
