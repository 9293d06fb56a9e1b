package journal

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

func open(t testing.TB) *store.DB {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func add(t testing.TB, db *store.DB, es ...Entry) {
	t.Helper()
	if err := db.Update(context.Background(), func(tx *store.Tx) error { return Append(tx, es...) }); err != nil {
		t.Fatal(err)
	}
}

func keepQuestion(t testing.TB, db *store.DB, q Question) {
	t.Helper()
	if err := db.Update(context.Background(), func(tx *store.Tx) error { return Keep(tx, q) }); err != nil {
		t.Fatal(err)
	}
}

func all(t testing.TB, db *store.DB, after uint64) (es []Entry) {
	t.Helper()
	for e, err := range New(db).After(context.Background(), after) {
		if err != nil {
			t.Fatal(err)
		}
		es = append(es, e)
	}
	return es
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 123e6, time.UTC)

func TestEntriesComeBackAsTheyWere(t *testing.T) {
	db := open(t)
	last := uint64(0)
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`([a-z0-9.-]{1,12})?`)
		e := Entry{
			Time:   noon.Add(time.Duration(rapid.Int64Range(0, 1<<40).Draw(t, "ms")) * time.Millisecond),
			Kind:   Kind(rapid.IntRange(1, len(kindNames)-1).Draw(t, "kind")),
			Person: rapid.StringMatching(`([0-9a-f]{15}[1-9a-f])?`).Draw(t, "person"),
			Unit:   word.Draw(t, "unit"), Platform: word.Draw(t, "platform"), Lang: word.Draw(t, "lang"),
			Aid:     word.Draw(t, "aid"),
			Version: word.Draw(t, "version"), Moment: word.Draw(t, "moment"), Detail: word.Draw(t, "detail"),
			Step: rapid.IntRange(0, 99).Draw(t, "step"), Value: rapid.IntRange(-9, 99).Draw(t, "value"),
		}
		if err := db.Update(context.Background(), func(tx *store.Tx) error { return Append(tx, e) }); err != nil {
			t.Fatal(err)
		}
		for got, err := range New(db).After(context.Background(), last) {
			if err != nil {
				t.Fatal(err)
			}
			last = got.Seq
			got.Seq = 0
			if d := cmp.Diff(e, got); d != "" {
				t.Fatal(d)
			}
		}
	})
}

func TestEveryKindHasItsName(t *testing.T) {
	for k := Met; k <= NudgeDropped; k++ {
		if strings.HasPrefix(k.String(), "kind_") {
			t.Errorf("kind %d has no name", k)
		}
	}
	if int(TeamPlanMade)+1 != len(kindNames) {
		t.Errorf("%d names for %d kinds", len(kindNames)-1, TeamPlanMade)
	}
}

// TestOldRecordsAreRead holds the stored form: this record was written by schema 1.
func TestOldRecordsAreRead(t *testing.T) {
	db := open(t)
	// ends after the aid
	rec := append([]byte{1, byte(Outcome), 0x01, 0x99, 0, 0, 0, 0, 0xab, 0, 0, 0, 0, 0, 0, 0xcd}, 0, 0, 0, 1)
	err := db.Update(t.Context(), func(tx *store.Tx) error {
		if _, err := number(tx, "feedback-4g"); err != nil {
			return err
		}
		return tx.Put(entries.Bucket, store.Num(1), rec)
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{{Seq: 1, Kind: Outcome, Time: time.UnixMilli(0x0199_0000_0000).UTC(), Person: "ab000000000000cd",
		Aid: "feedback-4g"}}
	if d := cmp.Diff(want, all(t, db, 0)); d != "" {
		t.Error(d)
	}
}

// TestRawsAreTheEntries holds that both ways to read an entry agree.
func TestRawsAreTheEntries(t *testing.T) {
	db := open(t)
	add(t, db, Entry{Time: noon, Kind: Outcome, Person: "00000000000000aa", Unit: "sales", Platform: "web", Lang: "nl",
		Aid: "feedback-4g", Version: "1.0.0",
		Moment: "apply", Detail: "helped", Step: 3, Value: -2}, Entry{Time: noon.Add(time.Second), Kind: Asked})
	err := db.View(t.Context(), func(tx *store.Tx) error {
		var got []Entry
		for r := range Raws(tx, 0) {
			e := Entry{Seq: r.Seq, Time: time.UnixMilli(r.Millis).UTC(), Kind: r.Kind, Step: r.Step, Value: r.Value}
			if r.Person != 0 {
				e.Person = fmt.Sprintf("%016x", r.Person)
			}
			for n, w := range map[uint64]*string{r.Unit: &e.Unit, r.Aid: &e.Aid, r.Detail: &e.Detail} {
				word, err := Word(tx, n)
				if err != nil {
					return err
				}
				if back, ok := WordNumber(tx, word); n != 0 && (back != n || !ok) {
					t.Errorf("%q is word %d, then %d", word, n, back)
				}
				*w = word
			}
			got = append(got, e)
		}
		want := all(t, db, 0)
		for i := range want {
			want[i].Platform, want[i].Lang, want[i].Version, want[i].Moment = "", "", "", ""
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestAGroupLeadsToNobody holds that every group has about an eighth of all people.
func TestAGroupLeadsToNobody(t *testing.T) {
	n := map[int]int{}
	for i := range 8000 {
		n[GroupOf(fmt.Sprintf("%016x", uint64(i)*0x9e3779b97f4a7c15))]++
	}
	if len(n) != Groups {
		t.Errorf("%d groups", len(n))
	}
	for g, n := range n {
		if g < 1 || g > Groups || n < 800 || n > 1200 {
			t.Errorf("%d of 8000 people are in group %d", n, g)
		}
	}
	if GroupOf("") != 0 {
		t.Error("nobody is in a group")
	}
}

func TestRetention(t *testing.T) {
	db := open(t)
	for day := range 200 {
		at := noon.AddDate(0, 0, day)
		add(t, db, Entry{Time: at, Kind: Asked})
		keepQuestion(t, db, Question{Day: at, Text: privacy.Scrubber{}.Scrub("hoe")})
	}
	now := noon.AddDate(0, 0, 199)
	for _, table := range Tables() {
		if err := table.Prune(t.Context(), db, now); err != nil {
			t.Fatal(err)
		}
	}
	es := all(t, db, 0)
	if len(es) != 120 || now.Sub(es[0].Time) >= privacy.KeepUse { // today and the 119 days before
		t.Errorf("%d entries, the oldest of %v", len(es), es[0].Time)
	}
	qs, err := kept(t, db)
	if err != nil || len(qs) != 30 || now.Sub(qs[0].Day) > privacy.KeepQuestion {
		t.Errorf("%d questions, the oldest of %v, %v", len(qs), qs[0].Day, err)
	}
}

func TestForgetAndOf(t *testing.T) {
	db := open(t)
	ada, bob := "00000000000000aa", "00000000000000bb"
	var es []Entry
	for i := range 3*page + 100 {
		es = append(es, Entry{Time: noon, Kind: Asked, Person: []string{ada, bob, ""}[i%3]})
	}
	add(t, db, es...)
	count := func(p string) (n int) {
		_ = db.View(t.Context(), func(tx *store.Tx) error { es, err := Of(tx, p); n = len(es); return err })
		return n
	}
	bobs, total := count(bob), len(all(t, db, 0))
	adas := count(ada)
	if adas == 0 || bobs == 0 {
		t.Fatalf("ada %d, bob %d", adas, bobs)
	}
	if err := db.Update(t.Context(), func(tx *store.Tx) error { return Forget(tx, ada) }); err != nil {
		t.Fatal(err)
	}
	if count(ada) != 0 || count(bob) != bobs || len(all(t, db, 0)) != total-adas {
		t.Errorf("after forgetting ada: ada %d, bob %d of %d, all %d of %d", count(ada), count(bob), bobs,
			len(all(t, db, 0)), total)
	}
}

func BenchmarkAfter(b *testing.B) {
	db := open(b)
	var es []Entry
	for i := range 100_000 {
		es = append(es, Entry{Time: noon, Kind: Asked, Person: fmt.Sprintf("%016x", i%500+1), Unit: "sales",
			Platform: "web", Lang: "nl", Detail: "answer"})
	}
	add(b, db, es...)
	for b.Loop() {
		n := 0
		for _, err := range New(db).After(b.Context(), 0) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != len(es) {
			b.Fatal(n)
		}
	}
	b.ReportMetric(float64(len(es))*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// kept are the questions that are kept.
func kept(t *testing.T, db *store.DB) (qs []Question, err error) {
	err = db.View(t.Context(), func(tx *store.Tx) error {
		qs = Questions(tx)
		return nil
	})
	return qs, err
}

func TestKeptQuestionsAreScrubbedAndDated(t *testing.T) {
	db := open(t)
	keepQuestion(t, db, Question{Day: noon, Lang: "nl", Outcome: "none",
		Text: privacy.Scrubber{}.Scrub("bel 0612345678")})
	qs, err := kept(t, db)
	if err != nil || len(qs) != 1 || qs[0].Text.String() != "bel [nr]" || qs[0].Day.Hour() != 0 {
		t.Errorf("%+v, %v", qs, err)
	}
}
