package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// plays runs the program with these words, and returns what it said on both sides.
func plays(t *testing.T, words ...string) string {
	t.Helper()
	var out bytes.Buffer
	run(t.Context(), words, stdio{strings.NewReader(""), &out, &out})
	return out.String()
}

// TestCasesOfFiles tries the files in testdata/cases, each of which went wrong in some other system, as a person would.
// What is wanted is said by the program; what begins with "no " it does not say.
func TestCasesOfFiles(t *testing.T) {
	in := func(name string) string { return filepath.Join("testdata", "cases", name) }
	cases := t.TempDir()
	plays(t, "case", "import", writeFile(t, "c.yaml", plays(t, "case", "example")), "--data", cases, "--apply")
	units := in("18-csv-empty-cells/units.csv")
	for _, tt := range []struct{ words, want string }{
		{"case import-kpi " + in("01-kpi-thousands/kpi-nl.csv"), "kpi-nl.csv:2:29: 1.250: is dit 1250 of 1,25?"},
		{"case import-kpi " + in("01-kpi-thousands/kpi-en.csv"), "kpi-en.csv:2:29: 1,250: is dit 1250 of 1.25?"},
		{"case import-kpi " + in("18-csv-empty-cells/kpi-rows.csv"), "waarde: 76,5\n2 wijzigingen"},
		{"case import-kpi " + in("19-csv-encoding/kpi-1252.csv"), "Nieuwe coördinator"},
		{"people import " + units + " " + in("18-csv-empty-cells/people-columns.csv"), "persoon a@example.org: mail"},
		{"people import " + units + " " + in("18-csv-empty-cells/people-rows.csv"), "persoon a@example.org: mail"},
		{"people import " + units + " " + in("18-csv-empty-cells/people-sep.csv"), "persoon a@example.org: mail"},
		{"people import " + units + " " + in("19-csv-encoding/people-utf16.csv"), "persoon a@example.org: mail"},
		{"people import " + in("19-csv-encoding/units-1252.csv") + " " +
			in("19-csv-encoding/people-1252.csv") + " --apply",
			"afdeling café: naam Café Zuid"},
		{"training import " + in("19-csv-encoding/training-1252.csv"), "a@example.org: Feëdback café, 20 nov 2026"},
		{"people import " + units + " " + in("20-invisible-in-mail/people.csv"),
			"~ persoon a@example.org: afdeling café → hr"},
		{"aids check " + in("14-yaml-hash/title.md"), "title.md:4:27: Wat na # staat"},
		{"aids check " + in("14-yaml-hash/question.md"), "question.md:13:25: Wat na # staat"},
		{"aids check " + in("15-nbsp-marker/last-step.md"), "last-step.md:48:3: Hier staat een harde spatie"},
		{"aids check " + in("15-nbsp-marker/pitfall.md"), "pitfall.md:56:2: Hier staat een harde spatie"},
		{"aids check " + in("15-nbsp-marker/why.md"), "why.md:47:5: Hier staat een harde spatie"},
		{"aids check " + in("16-markup-shown/br.md"), "br.md:42:41: HTML wordt als gewone tekst getoond"},
		{"aids check " + in("16-markup-shown/callout.md"), "callout.md:37:1: Deze tekens worden in chat getoond"},
		{"aids check " + in("16-markup-shown/entity.md"), "entity.md:44:17: Deze tekens worden in chat getoond"},
		{"aids check " + in("16-markup-shown/escape.md"), "escape.md:44:8: Deze tekens worden in chat getoond"},
		{"aids check " + in("16-markup-shown/image.md"), "image.md:44:19: Chat toont hier geen afbeelding"},
		{"aids check " + in("16-markup-shown/smart-quotes.md"), "smart-quotes.md:4:1: Deze krullende aanhalingstekens"},
		{"aids check " + in("17-not-at-byte-0"), "comment.md:1:1: Het bestand begint niet met een regel ---"},
		{"aids list --no-starter --library " + in("17-not-at-byte-0"), "Lever je laptop in"},
		{"aids check " + in("24-bidi-in-aid/rtl.md"), "rtl.md:4:28: Hier staat een onzichtbaar stuurteken (U+202E)"},
	} {
		words := strings.Fields(tt.words)
		if words[0] != "aids" {
			words = append(words, "--data", cases)
		}
		if said := plays(t, words...); !strings.Contains(said, tt.want) || strings.Contains(said, "\u200b") {
			t.Errorf("%s: %s", tt.words, said)
		}
	}
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestEncodings: a roster reads the same in whatever way a spreadsheet wrote it, and a mark that nobody sees
// makes nobody else of a person.
func TestEncodings(t *testing.T) {
	units := writeFile(t, "units.csv", "unit;name\r\ncafé;Café Zuid\r\n")
	roster := "mail;unit;roles\r\na@example.org;Café;employee\r\n"
	encoded := func(b []byte, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	utf16 := func(e unicode.Endianness, mark unicode.BOMPolicy) string {
		return encoded(unicode.UTF16(e, mark).NewEncoder().Bytes([]byte(roster)))
	}
	files := map[string]string{
		"UTF-8": roster, "UTF-8 with a mark": "\ufeff" + roster,
		"UTF-16LE with a mark": utf16(unicode.LittleEndian, unicode.UseBOM),
		"UTF-16BE with a mark": utf16(unicode.BigEndian, unicode.UseBOM),
		"UTF-16LE":             utf16(unicode.LittleEndian, unicode.IgnoreBOM),
		"UTF-16BE":             utf16(unicode.BigEndian, unicode.IgnoreBOM),
		"Windows-1252":         encoded(charmap.Windows1252.NewEncoder().Bytes([]byte(roster))),
		"old Macintosh":        strings.ReplaceAll(roster, "\r\n", "\r"),
		"tabs":                 strings.ReplaceAll(roster, ";", "\t"),
	}
	for _, r := range "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u202e\u2066\u180e\u034f\u3164" {
		files[fmt.Sprintf("%U", r)] = strings.NewReplacer("example", "exam"+string(r)+"ple", "Caf", string(r)+"Caf",
			"roles", "roles"+string(r)).Replace(roster)
	}
	for _, r := range "\u00a0\u2007\u2009\u202f\u3000" {
		files[fmt.Sprintf("%U", r)] = strings.ReplaceAll(roster, ";", string(r)+";"+string(r))
	}
	for name, text := range files {
		said := plays(t, "people", "import", units, writeFile(t, "people.csv", text), "--data", t.TempDir())
		if !strings.Contains(said, "+ persoon a@example.org: mail a@example.org, afdeling café, rollen medewerker\n") {
			t.Errorf("%s: %s", name, said)
		}
	}
}

// TestBareWorkbook: a workbook without styles, as programs write that only put values in it, is read.
func TestBareWorkbook(t *testing.T) {
	const (
		head  = `<?xml version="1.0"?>`
		main  = `"http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
		of    = `"http://schemas.openxmlformats.org/officeDocument/2006/relationships`
		sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
		links = head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="r" Type=` + of
	)
	row := func(cells ...string) string { return "<row>" + strings.Join(cells, "") + "</row>" }
	said := func(text string) string { return `<c t="inlineStr"><is><t>` + text + "</t></is></c>" }
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{
		"[Content_Types].xml": head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="` + sheet + `.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="` + sheet + `.worksheet+xml"/></Types>`,
		"_rels/.rels":                links + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/_rels/workbook.xml.rels": links + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/workbook.xml": head + `<workbook xmlns=` + main + ` xmlns:r=` + of + `"><sheets>` +
			`<sheet name="Blad1" sheetId="1" r:id="r"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml": head + `<worksheet xmlns=` + main + `><sheetData>` +
			row(said("case"), said("indicator"), said("date"), said("value")) +
			row(said("terugbellen"), said("op-tijd"), said("2026-11-20"), "<c><v>71.5</v></c>") +
			row(said("terugbellen"), said("op-tijd"), said("2026-11-27"), `<c s="3"><v>72</v></c>`) +
			"</sheetData></worksheet>",
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	plays(t, "case", "import", "testdata/rows/terugbellen.yaml", "--data", data, "--apply")
	got := plays(t, "case", "import-kpi", writeFile(t, "kpi.xlsx", b.String()), "--data", data)
	for _, want := range []string{"71,5", "waarde: 72\n4 wijzigingen"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in: %s", want, got)
		}
	}
}

// TestAidsNotAtTheBeginning: a file that is meant as an aid is read, or told of, whatever stands before its fields.
func TestAidsNotAtTheBeginning(t *testing.T) {
	src, err := os.ReadFile("testdata/cases/24-bidi-in-aid/rtl.md")
	if err != nil {
		t.Fatal(err)
	}
	aid := strings.Replace(string(src), " \u202e!", "", 1)
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(aid)
	if err != nil {
		t.Fatal(err)
	}
	const begins = "begint niet met een regel ---"
	for name, tt := range map[string]struct{ text, want string }{
		"as it should be": {aid, ""}, "mark": {"\ufeff" + aid, ""}, "mark and blank": {"\ufeff\n\n" + aid, ""},
		"blank with spaces": {" \n\t\n" + aid, ""}, "CRLF": {"\r\n" + strings.ReplaceAll(aid, "\n", "\r\n"), ""},
		"CR": {strings.ReplaceAll(aid, "\n", "\r"), ""}, "zero width": {"\u200b" + aid, ""},
		"zero width within": {strings.Replace(aid, "laptop in\"", "lap\u200btop in\u2060\"", 1), ""},
		"comment":           {"<!-- HR -->\n" + aid, begins},
		"long comment":      {"<!--\n" + strings.Repeat("HR\n", 40) + "-->\n" + aid, begins},
		"remark":            {"# HR\n\n" + aid, begins}, "heading": {"Onze kaart\n\n" + aid, begins},
		"hard space":  {"\u00a0" + aid, begins},
		"indented":    {"  " + aid, begins},
		"other order": {"tekst\n" + strings.Replace(aid, "slug:", "task: x\nslug:", 1), begins},
		"UTF-16":      {utf16, "geen UTF-8"}, "1252": {strings.Replace(aid, "Lever", "L\xe9ver", 1), "geen UTF-8"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "laptop-inleveren.md"), []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		said := plays(t, "aids", "check", dir)
		listed := strings.Contains(plays(t, "aids", "list", "--no-starter", "--library", dir), "Lever je laptop in\n")
		if !strings.Contains(said, "1 bestand nagekeken") || !strings.Contains(said, tt.want) ||
			listed != (tt.want == "") {
			t.Errorf("%s: listed %v, %s", name, listed, said)
		}
	}
}
