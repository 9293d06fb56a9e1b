package table

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/handvat/handvat/knowledge"
)

var columns = []Column{{Name: "mail", Also: []string{"e-mail"}, Must: true},
	{Name: "unit", Also: []string{"afdeling", "valt-onder"}}, {Name: "note", Short: true}}

// show is what a file holds, as mail|unit|note with places, or what is wrong with it.
func show(src string) string {
	t, ps := Read("f.csv", []byte(src))
	var rows []Row
	if t != nil {
		rows, ps = t.Rows(columns)
	}
	var out []string
	for _, r := range rows {
		out = append(out, fmt.Sprintf("%d %s|%s|%s@%d:%d", r.Line, r.Get("mail"), r.Get("unit"), r.Get("note"),
			r.Cell("unit").Line, r.Cell("unit").Col))
	}
	for _, p := range ps {
		out = append(out, p.String(knowledge.English))
	}
	return strings.Join(out, "\n")
}

func TestRead(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"commas":           {"mail,unit\na,b\n", "2 a|b|@2:3"},
		"semicolons":       {"mail;unit\na;b\n", "2 a|b|@2:3"},
		"tabs":             {"mail\tunit\na\tb c\n", "2 a|b c|@2:3"},
		"tabs, empty cell": {"mail\tnote\tunit\na\t\tb\n", "2 a|b|@2:4"},
		"one column":       {"mail\na\n", "2 a||@2:1"},
		"commas in cells":  {"mail;unit\na;b, c, d\n", "2 a|b, c, d|@2:3"},
		"quoted header": {"\"mail\";\"valt,,,onder\"\n",
			`f.csv:1:8: The column "valt,,,onder" is not known. Leave it out, or choose from mail (e-mail), unit ` +
				`(afdeling, valt-onder), note`},
		"names":           {" E-Mail ;Valt onder\na;b\n", "2 a|b|@2:3"},
		"byte order mark": {"\ufeffmail,unit\né,b\n", "2 é|b|@2:3"},
		"sep":             {"sep=;\r\nmail;unit\r\na,x;b\r\n", "3 a,x|b|@3:5"},
		"sep in quotes":   {"\"sep=|\"\nmail|unit\na|b\n", "3 a|b|@3:3"},
		"sep is a tab":    {"SEP=\t\nmail\tunit\na\tb\n", "3 a|b|@3:3"},
		"empty rows":      {";;\n\nmail;unit;\n;;\na;b;\n\n;;\n", "5 a|b|@5:3"},
		"empty columns":   {"mail;;unit;;\na;;b;;\nc;;d\n", "2 a|b|@2:4\n3 c|d|@3:4"},
		"no name above":   {"mail;unit;\na;b;c\n", "f.csv:2:5: There is no name in the header above this cell (c)"},
		"several lines":   {"mail,unit\n\"a\n b\",c\nd,e\n", "2 a b|c|@3:5\n4 d|e|@4:3"},
		"space and quote": {"mail, unit\na, \"b,c\"\n", "2 a|b,c|@2:4"},
		"old Macintosh":   {"mail,unit\ra,b\r", "2 a|b|@2:3"},
		"short":           {"mail,unit\na\nb,c\n", "3 b|c|@3:3\nf.csv:2:1: Cells in this row: 1, in the header: 2"},
		"may be short":    {"mail,unit,note\na,b\n", "2 a|b|@2:3"},
		"long":            {"mail,unit\na,b,c\n", "f.csv:2:5: Cells in this row: 3, in the header: 2"},
		"twice":           {"mail,unit,e-mail\na,b,c\n", "f.csv:1:11: The column mail (e-mail) is there twice"},
		"lacking": {"unit\nb\n",
			"f.csv:1:1: There is no column mail (e-mail). " +
				"The header names the columns: mail (e-mail), unit (afdeling, valt-onder), note"},
		"nothing":             {"", "f.csv:1:1: This file has no header row"},
		"only blanks":         {"\n;;\n", "f.csv:1:1: This file has no header row"},
		"quote":               {"mail,unit\na,\"b\nc,d\n", "f.csv:2:1: A quotation mark is wrong here"},
		"quote within":        {"mail,unit\na,b\"c\n", "f.csv:2:4: A quotation mark is wrong here"},
		"Windows-1252":        {"mail;unit\r\na;caf\xe9 \x80\r\n", "2 a|café €|@2:3"},
		"two encodings":       {"mail;unit\na;café\nb;caf\xe9\n", "f.csv:3:6: " + save},
		"mark and 1252":       {"\ufeffmail;unit\na;caf\xe9\n", "f.csv:2:6: " + save},
		"control":             {"mail;unit\né;\x01\n", "f.csv:2:3: " + save},
		"UTF-16, no mark":     {"m\x00a\x00i\x00l\x00\n\x00a\x00\n\x00", "2 a||@2:1"},
		"the same, other way": {"\x00m\x00a\x00i\x00l\x00\n\x00\xe9\x00\n", "2 é||@2:1"},
		"UTF-32":              {"\xff\xfe\x00\x00m\x00\x00\x00\n\x00\x00\x00", "f.csv:1:3: " + save},
		"nothing to see":      {"mail;unit\na@b\u200b;\u202ec\u00ad\ufeff\n", "2 a@b|c|@2:6"},
		"UTF-16, cut":         {"\xff\xfem\x00a", "f.csv:1:1: " + save},
		"old workbook": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
			"f.csv:1:1: This is not a workbook that can be read. Save the file as .xlsx without a password, or as " +
				"\"CSV UTF-8\""},
		"another zip": {"PK\x03\x04junk",
			"f.csv:1:1: This is not a workbook that can be read. Save the file as .xlsx without a password, or as " +
				"\"CSV UTF-8\""},
		"too wide": {"mail" + strings.Repeat(",", maxColumns) + "\n",
			"f.csv:1:1: This table has more than 1000 columns"},
	} {
		if got := show(tt.src); got != tt.want {
			t.Errorf("%s: %s\nwant %s", name, got, tt.want)
		}
	}
}

const save = `This character cannot be read. Save the file as "CSV UTF-8" or as .xlsx`

func TestEncodings(t *testing.T) {
	const text = "mail;unit\r\na;Café Zuid\r\n"
	for name, enc := range map[string]encoding.Encoding{
		"UTF-16 LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16 BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"UTF-8":     unicode.UTF8, "UTF-8 with mark": unicode.UTF8BOM, "Windows-1252": charmap.Windows1252,
	} {
		src, err := enc.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := show(src); got != "2 a|Café Zuid|@2:3" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for s, want := range map[string]string{ // in a file with commas, with semicolons, and with neither
		"71": "71 71 71", "-71": "-71 -71 -71", "−7": "-7 -7 -7", "+7": "7 7 7", "71.5": "71.5 71.5 71.5",
		"71,5": "71.5 71.5 71.5", ".5": "0.5 0.5 0.5",
		"1.250": "1.25 ? ?", "1,250": "? 1.25 ?", "71.125": "71.125 ? ?", "0.250": "0.25 0.25 0.25",
		"-1.250": "-1.25 ? ?", "1.250%": "1.25% ?% ?%",
		"1250": "1250 1250 1250", "1.2500": "1.25 ? ?", "1,2500": "? 1.25 ?", "1.2345": "1.2345 ? 1.2345",
		"0.2500":     "0.25 0.25 0.25",
		"71.3333333": "71.3333333 71.3333333 71.3333333", "1.2340": "1.234 ? 1.234", "1.2500,5": "! ! !",
		"1234.567": "1234.567 1234.567 1234.567",
		"1.250,5":  "1250.5 1250.5 1250.5", "1,250.5": "1250.5 1250.5 1250.5", "1.250.000": "1250000 1250000 1250000",
		"1,250,000": "1250000 1250000 1250000",
		"1 250":     "1250 1250 1250", "1 250 000,5": "1250000.5 1250000.5 1250000.5",
		"1'250.5": "1250.5 1250.5 1250.5",
		"71%":     "71% 71% 71%", "71,5 %": "71.5% 71.5% 71.5%", "€ 1.250,50": "1250.5 1250.5 1250.5",
		"€ 1.250,-": "1250 1250 1250", "1.25e3": "1250 1250 1250",
		"": "! ! !", "-": "! ! !", ",": "! ! !", "%": "! ! !", "12.50.000": "! ! !", "1.25,000.5": "! ! !",
		"1 25": "! ! !", "NaN": "! ! !", "0x10": "! ! !", "1_0": "! ! !", "01.250": "! ! !", "-00,5": "! ! !",
		"--1": "! ! !", "71 op 3": "! ! !", "1e999": "! ! !", "１": "! ! !", "1.250,5,5": "! ! !",
	} {
		var got []string
		for _, decimal := range []rune{'.', ',', 0} {
			v, percent, fault := Number(s, decimal)
			text := fmt.Sprint(v)
			switch {
			case fault != nil && fault.Code == Ambiguous:
				text = "?"
				percent = strings.HasSuffix(s, "%")
			case fault != nil:
				text, percent = "!", false
			case v >= 1e6:
				text = fmt.Sprintf("%.10g", v)
			}
			if percent {
				text += "%"
			}
			got = append(got, text)
		}
		if g := strings.Join(got, " "); g != want && strings.ReplaceAll(g, "1.25e+06", "1250000") != want {
			t.Errorf("%q is %s, want %s", s, g, want)
		}
	}
	for s, want := range map[string]string{"1.250": "1.250: is this 1250 or 1,25? Write it so",
		"1.2500": "1.2500: is this 12500 or 1,25? Write it so",
		"1.234":  "1.234: is this 1234 or 1,234? Write it so", "1.000": "1.000: is this 1000 or 1,0? Write it so"} {
		if _, _, fault := Number(s, ','); fault == nil || fault.Says.In("en") != want {
			t.Errorf("%v", fault)
		}
	}
	if _, _, fault := Number("1,234", 0); fault == nil ||
		fault.Says.In("nl") != "1,234: is dit 1234 of 1,2340? Schrijf het zo" {
		t.Errorf("%v", fault)
	}
}

// workbookOf writes rows to a sheet after an empty one and a hidden one.
func workbookOf(t testing.TB, format string, rows ...[]any) string {
	f := excelize.NewFile()
	for _, sheet := range []string{"hidden", "list"} {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, r := range rows {
			if err := f.SetSheetRow(sheet, fmt.Sprintf("B%d", i+2), &r); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.SetSheetVisible("hidden", false); err != nil {
		t.Fatal(err)
	}
	if format != "" {
		id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetCellStyle("list", "C3", "C9", id); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWorkbook(t *testing.T) {
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		format string
		value  any
		want   string
	}{
		"text": {"", "café", "café"}, "number": {"", 1.125, "1.125"}, "sum": {"", .1 + .2, "0.3"},
		"thousands": {"#,##0", 1250.5, "1250.5"},
		"share":     {"0%", .71, "71%"}, "day": {"dd-mm-yyyy", day, "2026-11-20"},
		"moment": {`d mmm" om "h:mm`, day.Add(90 * time.Minute), "2026-11-20 01:30"},
		"quoted": {`0" dagen"`, 3, "3"}, "number as text": {"", "1.250", "1.250"},
	} {
		got := show(workbookOf(t, tt.format, []any{"mail", "unit"}, []any{"a", tt.value}, []any{nil, nil}, []any{"b"}))
		if want := "3 a|" + tt.want + "|@3:3\n5 b||@5:1"; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	tb, _ := Read("f.xlsx", []byte(workbookOf(t, "", []any{"mail", "unit"}, []any{"1.250", 1.125})))
	rows, _ := tb.Rows(columns)
	if _, _, fault := rows[0].Cell("mail").Number(); fault == nil || fault.Code != Ambiguous {
		t.Errorf("text that looks like a number: %v", fault)
	}
	if v, _, fault := rows[0].Cell("unit").Number(); fault != nil || v != 1.125 {
		t.Errorf("a number: %v %v", v, fault)
	}
}

// FuzzRead: whatever is in a file, it is read or refused at a place, with both sentences.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"mail,unit\na,b\n", "sep=;\nmail;unit\n\"a\n\";1.250\n", "\xff\xfem\x00",
		"mail\tunit\n\xe9\t\n", workbookOf(f, "0%", []any{"mail", "unit"}, []any{"a", .5})} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		tb, ps := Read("f", src)
		var rows []Row
		if (tb == nil) == (len(ps) == 0) {
			t.Fatal("no table and no problem, or both")
		}
		if tb != nil {
			rows, ps = tb.Rows(columns)
		}
		for _, p := range ps {
			if p.Line < 1 || p.Col < 1 || p.Says.In("nl") == "" || p.Says.In("en") == "" || p.Code == "" {
				t.Fatalf("%+v", p)
			}
		}
		for _, r := range rows {
			for _, c := range []Cell{r.Cell("mail"), r.Cell("unit")} {
				if c.Line < 1 || c.Col < 1 || c.Text != oneLine(c.Text) || !utf8.ValidString(c.Text) {
					t.Fatalf("%+v", c)
				}
				if v, _, fault := c.Number(); fault == nil && v != v {
					t.Fatalf("%q is no number and read as one", c.Text)
				}
			}
		}
	})
}
