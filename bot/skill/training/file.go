package training

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
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

// columns are the columns of a file, by what a header may call them.
var columns = map[string]string{
	"platform": "platform", "team": "team", "werkruimte": "team", "user": "user", "gebruiker": "user",
	"mail": "mail", "email": "mail", "e-mail": "mail",
	"training": "training", "cursus": "training", "course": "training",
	"date": "date", "datum": "date", "day": "date", "dag": "date", "aid": "aid", "kaart": "aid", "hulpkaart": "aid",
}

// Read reads comma- or semicolon-separated values with a header: platform, team and user,
// or mail; training; date; and aid, by its slug or some words of its title. What is wrong
// is told for each line, in both languages. Today is the day it is.
func Read(name string, text []byte, lib dialog.Library, today time.Time) (rows []Row, ps []people.Problem) {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	in := csv.NewReader(bytes.NewReader(text))
	if head, _, _ := bytes.Cut(text, []byte("\n")); bytes.Count(head, []byte(";")) > bytes.Count(head, []byte(",")) {
		in.Comma = ';' // as spreadsheets write where the comma is a decimal sign
	}
	at := func() people.Line {
		line, _ := in.FieldPos(0)
		return people.Line{File: name, No: line}
	}
	header, err := in.Read()
	if err != nil {
		return nil, []people.Problem{problem(people.Line{File: name, No: 1}, "Dit bestand heeft geen kopregel", "This file has no header row")}
	}
	for i, h := range header {
		c, ok := columns[strings.ToLower(strings.TrimSpace(h))]
		if !ok {
			ps = append(ps, problem(at(), "De kolom %q ken ik niet. Kies uit platform, team, user, mail, training, date, aid", "The column %q is not known. Choose from platform, team, user, mail, training, date, aid", h))
		}
		header[i] = c
	}
	if !slices.Contains(header, "training") || !slices.Contains(header, "user") && !slices.Contains(header, "mail") {
		ps = append(ps, problem(at(), "Er zijn kolommen nodig voor training, en voor user of mail", "There must be columns for training, and for user or mail"))
	}
	if len(ps) > 0 {
		return nil, ps
	}
	for {
		cells, err := in.Read()
		var bad *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return rows, ps
		case errors.Is(err, csv.ErrFieldCount):
			ps = append(ps, problem(at(), "Cellen in deze regel: %d, in de kop: %d", "Cells in this row: %d, in the header: %d", len(cells), len(header)))
			continue
		case errors.As(err, &bad):
			return nil, append(ps, problem(people.Line{File: name, No: bad.Line}, "Hier klopt een aanhalingsteken niet", "A quotation mark is wrong here"))
		}
		cell := map[string]string{}
		for i, c := range cells {
			cell[header[i]] = strings.TrimSpace(c)
		}
		row, problems := read(at(), cell, lib, today)
		rows, ps = append(rows, row), append(ps, problems...)
	}
}

// read reads one line.
func read(at people.Line, cell map[string]string, lib dialog.Library, today time.Time) (r Row, ps []people.Problem) {
	r = Row{Line: at, Mail: cell["mail"], Title: titled(cell["training"])}
	if cell["user"] != "" {
		r.Who = people.Identity{Platform: cell["platform"], Team: cell["team"], User: cell["user"]}
	}
	wrong := func(nl, en string, values ...any) { ps = append(ps, problem(at, nl, en, values...)) }
	switch {
	case r.Who.User == "" && r.Mail == "":
		wrong("Hier staat niet wie: vul user met platform in, of mail", "This does not say who: fill in user with platform, or mail")
	case r.Who.User != "" && r.Who.Platform == "":
		wrong("Op welk platform heet iemand %q? Vul platform in", "On which platform is somebody called %q? Fill in platform", r.Who.User)
	}
	if r.Title == "" {
		wrong("Hier staat geen training", "There is no training here")
	}
	var ok bool
	switch r.Day, ok = past(cell["date"], today); {
	case !ok:
		wrong("%q is geen dag; schrijf 2026-11-20", "%q is no day; write 2026-11-20", cell["date"])
	case r.Day.After(today):
		wrong("%s moet nog komen", "%s is still to come", cell["date"])
	}
	nl, en := words.In("nl").Training, words.In("en").Training
	aid, inDutch := FindAid(lib, knowledge.Dutch, cell["aid"], nl)
	if r.Aid = aid; aid == nil && cell["aid"] != "" {
		if _, inEnglish := FindAid(lib, knowledge.English, cell["aid"], en); inEnglish != "" {
			ps = append(ps, people.Problem{Line: at, NL: inDutch, EN: inEnglish})
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

func problem(at people.Line, nl, en string, values ...any) people.Problem {
	return people.Problem{Line: at, NL: fmt.Sprintf(nl, values...), EN: fmt.Sprintf(en, values...)}
}
