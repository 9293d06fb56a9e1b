package digest

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/document"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	amsterdam = must(time.LoadLocation("Europe/Amsterdam"))
	week47    = must(counts.ParseWeek("2026-W47"))
	tuesday   = week47.Monday(amsterdam).AddDate(0, 0, 1).Add(11 * time.Hour)
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A world is an organisation with a journal.
type world struct {
	t     testing.TB
	db    *store.DB
	tally *counts.Counts
	units []Unit
	now   time.Time
	es    []journal.Entry
}

func newWorld(t testing.TB, us ...Unit) *world {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return &world{t: t, db: db, tally: counts.New(db, amsterdam), units: us, now: tuesday}
}

// did lets each of these people of a unit do the same thing.
func (w *world) did(unit string, people []int, e journal.Entry) {
	for _, p := range people {
		e.Time, e.Person, e.Unit = w.now, who(p), unit
		w.es = append(w.es, e)
	}
}

func who(p int) string { return fmt.Sprintf("%016x", p) }

func span(from, to int) (ps []int) {
	for p := from; p <= to; p++ {
		ps = append(ps, p)
	}
	return ps
}

// compile makes the facts of a week of all that was done.
func (w *world) compile(week counts.Week) (byUnit map[string]Facts) {
	w.t.Helper()
	return w.compileFor(week, K)
}

func (w *world) compileFor(week counts.Week, k privacy.Group) (byUnit map[string]Facts) {
	w.t.Helper()
	byUnit = map[string]Facts{}
	ctx := context.Background()
	err := w.db.Update(ctx, func(tx *store.Tx) error { return journal.Append(tx, w.es...) })
	if err == nil {
		_, err = w.tally.Update(ctx)
	}
	if err != nil {
		w.t.Fatal(err)
	}
	w.es = nil
	err = w.db.View(ctx, func(tx *store.Tx) error {
		rs, err := counts.ReadWeek(tx, week)
		fs, _ := CompileWeek(week, w.units, rs, counts.Days(tx, week), k)
		for _, f := range fs {
			byUnit[f.Unit] = f.For(k)
		}
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return byUnit
}

// serviceWeek is the week of the example: a department of three teams.
func serviceWeek(t testing.TB) *world {
	w := newWorld(t, Unit{ID: "dienst", Name: "Dienstverlening"},
		Unit{ID: "ks", Name: "Klantservice", Parent: "dienst", Own: 23},
		Unit{ID: "plan", Name: "Planning", Parent: "dienst", Own: 12},
		Unit{ID: "klein", Name: "Balie", Parent: "dienst", Own: 6})
	ask := func(unit string, people []int, detail, aid string) {
		w.did(unit, people, journal.Entry{Kind: journal.Asked, Detail: detail})
		if aid != "" {
			w.did(unit, people, journal.Entry{Kind: journal.Shown, Aid: aid, Detail: "quick"})
		}
	}
	ask("ks", span(1, 14), "answer", "lastig-klantgesprek")
	ask("ks", span(1, 12), "answer", "terugbelafspraak")
	ask("ks", span(1, 7), "answer", "terugbelafspraak")
	ask("ks", span(1, 5), "none", "")
	ask("ks", span(6, 8), "choose", "")
	ask("ks", span(6, 8), "no-fit", "")
	ask("plan", span(101, 107), "answer", "terugbelafspraak")
	ask("klein", span(201, 203), "answer", "terugbelafspraak")
	ask("klein", span(201, 203), "none", "")
	react := func(unit string, people []int, aid, detail string) {
		w.did(unit, people, journal.Entry{Kind: journal.Outcome, Aid: aid, Detail: detail})
	}
	react("ks", span(1, 14), "lastig-klantgesprek", "helped")
	react("ks", span(1, 9), "terugbelafspraak", "helped")
	react("ks", span(5, 11), "terugbelafspraak", "not")
	w.did("ks", span(5, 10), journal.Entry{Kind: journal.Reason, Aid: "terugbelafspraak", Detail: "out-of-date"})
	react("plan", span(101, 106), "terugbelafspraak", "helped")
	w.did("ks", span(1, 9), journal.Entry{Kind: journal.Applied, Aid: "lastig-klantgesprek", Detail: "yes", Value: 7})
	w.did("ks", span(10, 13), journal.Entry{Kind: journal.Applied, Aid: "lastig-klantgesprek", Detail: "failed",
		Value: 7})
	w.did("ks", span(1, 6), journal.Entry{Kind: journal.FactorReported, Detail: "resources"})
	w.did("ks", span(1, 9), journal.Entry{Kind: journal.FactorReported, Detail: "leadership"})
	w.did("ks", span(1, 5), journal.Entry{Kind: journal.Reflected})
	for day := range 5 {
		w.now = week47.Monday(amsterdam).AddDate(0, 0, day).Add(10 * time.Hour)
		if day != 2 {
			w.did("ks", []int{1}, journal.Entry{Kind: journal.Met})
		}
	}
	w.now = tuesday
	return w
}

func titles(slug string) string {
	return map[string]string{"lastig-klantgesprek": "Voer een lastig klantgesprek",
		"terugbelafspraak": "Maak een terugbelafspraak"}[slug]
}

func num(v float64) *float64 { return &v }

func example(t testing.TB) (ks, balie Week) {
	w := serviceWeek(t)
	fs := w.compile(week47)
	in := Source{
		Unit: w.units[1], Facts: fs["ks"], Above: []Above{{"Dienstverlening", fs["dienst"]}}, Title: titles, K: K,
		Goals: []Goal{{Name: "terugbellen binnen 24 uur", Unit: "%", Baseline: num(65), Previous: num(71),
			Current: num(76), Target: num(90), Behind: true,
			Changed: "sinds 12 nov ook een nieuwe telefooncentrale",
			Points: []Point{{"2026-10-05", num(65)}, {"2026-10-19", nil}, {"2026-11-02", num(71)},
				{"2026-11-16", num(76)}}}},
		Settled: []Settled{{Action: Action{ID: "factor-resources", N: 8}, State: OnIt, Week: week47 - 1},
			{Action: Action{ID: "unanswered", N: 8}, State: NotNeeded, Week: week47 - 2}},
	}
	ks = Compose(in)
	balie = Compose(Source{Unit: w.units[3], Facts: fs["klein"], Above: in.Above, Title: titles, K: K})
	return ks, balie
}

func TestWeekOfTheExample(t *testing.T) {
	ks, balie := example(t)
	for name, want := range map[string]Figure{
		Reach: {Level: Input, Value: 14, N: 23, People: 10},
		Asked: {Level: Input, Value: 41, N: 41, People: 10},
		// the desk had three without an answer
		Answered: {Level: Input, N: 41, People: 10, Share: Most},
		// nobody of planning said it did not
		Helped:                {Level: Reaction, N: 30, People: 10, Share: Most},
		Used:                  {Level: Application, N: 13, People: 10, Share: HalfMost}, // four people said no
		Factor + "resources":  {Level: Application, Value: 6, N: 6, People: 5},
		Factor + "leadership": {Level: Application, Withheld: true}, // nine people; it takes ten
		Knew:                  {Level: Learning, Withheld: true},
	} {
		if d := cmp.Diff(want, ks.Figures[name]); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	if len(ks.Figures) != len(order)+len(Factors) {
		t.Errorf("%d figures", len(ks.Figures))
	}
	if len(ks.Actions) != 1 || ks.Actions[0].ID != "aid-terugbelafspraak" || ks.Actions[0].Reason != "out-of-date" {
		t.Errorf("actions: %+v", ks.Actions)
	}
	if len(ks.Settled) != 1 || !ks.Settled[0].Still {
		t.Errorf("settled: %+v", ks.Settled)
	}
	if balie.Of != "Dienstverlening" || len(balie.Actions) > 0 {
		t.Errorf("the desk has figures of %q and actions %v", balie.Of, balie.Actions)
	}
	if f := balie.Figures[Asked]; f.Value != 54 { // with planning hidden, because the desk is
		t.Errorf("the department asked %+v", f)
	}
}

// written is a card as a file.
func written(t *testing.T, c chat.Card, lang string, as func(io.Writer, document.Document) error) string {
	t.Helper()
	var b strings.Builder
	if err := as(&b, document.OfCard(c, lang)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestRendering(t *testing.T) {
	ks, balie := example(t)
	tiny := Compose(Source{Unit: Unit{ID: "x", Name: "Archief"},
		Facts: Facts{Week: week47, Figures: map[string]Figure{Asked: {Withheld: true}, Helped: {Withheld: true},
			Used: {Withheld: true}}}, Title: titles})
	for name, w := range map[string]Week{"ks": ks, "balie": balie, "archief": tiny} {
		for _, lang := range []string{"nl", "en"} {
			c := Card(w, lang)
			if err := (chat.Reply{Text: c.Plain(), Card: &c, Lang: lang}).Validate(); err != nil {
				t.Errorf("%s in %s: %v", name, lang, err)
			}
			golden(t, name+"-"+lang+".md", written(t, c, lang, document.Markdown))
			if name == "ks" {
				golden(t, name+"-"+lang+".html", written(t, c, lang, document.HTML))
			}
		}
	}
	data, err := json.MarshalIndent(ks, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "ks.json", string(data)+"\n")
	var back Week
	if err := json.Unmarshal(data, &back); err != nil || cmp.Diff(ks, back) != "" {
		t.Errorf("a week that was kept is shown otherwise: %v %s", err, cmp.Diff(ks, back))
	}
}

// TestTheSameWeekIsTheSameDigest makes it from the same journal, counted in another
// order of steps.
func TestTheSameWeekIsTheSameDigest(t *testing.T) {
	one, _ := example(t)
	w := serviceWeek(t)
	es := w.es
	for i, e := range es { // one at a time
		w.es = []journal.Entry{e}
		if i%7 == 0 {
			w.compile(week47)
			continue
		}
		if err := w.db.Update(t.Context(), func(tx *store.Tx) error { return journal.Append(tx, e) }); err != nil {
			t.Fatal(err)
		}
		w.es = nil
	}
	fs := w.compile(week47)
	again := Compose(Source{Unit: w.units[1], Facts: fs["ks"], Title: titles, K: K, Goals: one.Goals,
		Settled: []Settled{{Action: Action{ID: "factor-resources", N: 8}, State: OnIt, Week: week47 - 1},
			{Action: Action{ID: "unanswered", N: 8}, State: NotNeeded, Week: week47 - 2}}})
	a, b := must(json.Marshal(one)), must(json.Marshal(again))
	if string(a) != string(b) {
		t.Errorf("%s\n%s", a, b)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-update writes it anew): %s", name, d)
	}
}

// TestTimeSaved is the worked example of the domain: twelve of forty people save half an
// hour, half of it by the aids, and are 70 % sure. What four of another team saved cannot be
// found by subtraction.
func TestTimeSaved(t *testing.T) {
	for _, c := range []struct {
		others int
		want   map[string]Figure
	}{
		{0, map[string]Figure{"ks": {Level: Application, Value: 120, N: 12, People: 10}}},
		{4, map[string]Figure{"ks": {Level: Application, Withheld: true},
			"dienst": {Level: Application, Value: 150, N: 16, People: 15}}},
		{6, map[string]Figure{"ks": {Level: Application, Value: 120, N: 12, People: 10},
			"plan":   {Level: Application, Value: 60, N: 6, People: 5},
			"dienst": {Level: Application, Value: 180, N: 18, People: 15}}},
	} {
		w := newWorld(t, Unit{ID: "dienst", Name: "Dienst"}, Unit{ID: "ks", Name: "KS", Parent: "dienst", Own: 40},
			Unit{ID: "plan", Name: "Plan", Parent: "dienst", Own: 20})
		w.did("ks", span(1, 12), journal.Entry{Kind: journal.Rated, Detail: "minutes-50-70", Value: 30})
		w.did("plan", span(101, 100+c.others), journal.Entry{Kind: journal.Rated, Detail: "minutes-50-70", Value: 30})
		fs := w.compile(week47)
		for unit, want := range c.want {
			if d := cmp.Diff(want, fs[unit].Figures[Saved]); d != "" {
				t.Errorf("with %d others, %s: %s", c.others, unit, d)
			}
		}
	}
}

// TestARaisedGroupIsWhole holds that where figures need eight people, nothing is told of a
// unit in which not as many others may not have done it, not without a number either.
func TestARaisedGroupIsWhole(t *testing.T) {
	for own, told := range map[int]bool{8: false, 15: false, 16: true} {
		w := newWorld(t, Unit{ID: "ks", Name: "KS", Own: own})
		w.did("ks", span(1, 8), journal.Entry{Kind: journal.Reflected})
		if f := w.compileFor(week47, 8)["ks"].Figures[Reflected]; f.Withheld == told {
			t.Errorf("of %d people, of whom eight reflected: %+v", own, f)
		}
	}
}
