package evaluate_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/find/evaluate"
)

func load(t *testing.T, dir string) *evaluate.Set {
	t.Helper()
	s, err := evaluate.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestDraw holds the drawing of phrasings to the published examples.
func TestDraw(t *testing.T) {
	for _, tt := range []struct {
		set, slug string
		want      [3]string // by seed
	}{
		{"clinc150", "translate", [3]string{
			"train-73 train-77 train-17", "train-31 train-32 train-85", "train-77 train-51 train-40"}},
		{"xsid-nl", "weather/find", [3]string{
			"valid-111 valid-239 valid-60", "valid-133 valid-141 valid-274", "valid-131 valid-44 valid-86"}},
		{"tldr-nl", "tar", [3]string{
			"tldrnl-tar-7 tldrnl-tar-4 tldrnl-tar-0", "tldrnl-tar-6 tldrnl-tar-3 tldrnl-tar-0",
			"tldrnl-tar-3 tldrnl-tar-7 tldrnl-tar-4"}},
	} {
		dir := filepath.Join("..", "..", "..", "..", "shared", "eval", tt.set)
		if _, err := os.Stat(dir); err != nil {
			t.Skip("the sets in ../shared/eval are not beside this repository")
		}
		s := load(t, dir)
		for seed, want := range tt.want {
			var got []string
			for _, q := range s.Phrasings(3, seed) {
				if q.Gold[0] == tt.slug {
					got = append(got, q.ID)
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s, %s, seed %d: drew %v, want %s", tt.set, tt.slug, seed, got, want)
			}
		}
	}
}

func TestRunMeasures(t *testing.T) {
	s := load(t, "testdata/office")
	r, err := evaluate.Run(context.Background(), s, evaluate.Trial{Learn: evaluate.All, Split: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if r.Queries != 76 || r.Aids != 32 || r.Phrasings != 32 {
		t.Errorf("asked %d questions of %d aids after %d phrasings; want 76, 32, 32", r.Queries, r.Aids, r.Phrasings)
	}
	if r.Success1 > r.Success3 || r.MRR < r.Success1 || r.MRR > 1 || r.InScopeRight > r.Success1 {
		t.Errorf("figures contradict each other: %+v", r)
	}
	if r.IndexBytes == 0 || r.RSSBytes == 0 || r.P99 < r.P50 || r.Build <= 0 {
		t.Errorf("sizes and times are missing: %+v", r)
	}
	n := 0
	for _, b := range r.Reliability {
		n += b.Questions
		if math.Abs(b.Predicted-b.From) > 0.11 {
			t.Errorf("bin from %.1f has a mean of %.2f", b.From, b.Predicted)
		}
	}
	if n != r.Queries {
		t.Errorf("the reliability table has %d of %d questions", n, r.Queries)
	}
}

// TestCalibrate checks that a calibration on a set's own questions refuses more of
// what is out of scope, or answers more, than before: not less of both.
func TestCalibrate(t *testing.T) {
	s := load(t, "testdata/office")
	ctx := context.Background()
	before, err := evaluate.Run(ctx, s, evaluate.Trial{Learn: evaluate.All, Split: "test"})
	if err != nil {
		t.Fatal(err)
	}
	after, err := evaluate.Run(ctx, s, evaluate.Trial{Learn: evaluate.All, Split: "test", Calibrate: "dev"})
	if err != nil {
		t.Fatal(err)
	}
	if after.OOSRecall+after.InScopeRight < before.OOSRecall+before.InScopeRight-0.05 {
		t.Errorf("calibrated: right %.2f, refused %.2f; before: %.2f, %.2f",
			after.InScopeRight, after.OOSRecall, before.InScopeRight, before.OOSRecall)
	}
	if before.Success1 != after.Success1 {
		t.Errorf("a calibration on one set changed its ranking: %.3f, %.3f", before.Success1, after.Success1)
	}
}

func TestFitRefusesTest(t *testing.T) {
	s := load(t, "testdata/office")
	plan := []evaluate.Plan{{Set: s, Trial: evaluate.Trial{Split: "test"}}}
	if _, err := evaluate.Fit(context.Background(), plan); err == nil {
		t.Error("fitted to test questions")
	}
}

// TestWithout checks that a set with gaps asks for what it no longer has.
func TestWithout(t *testing.T) {
	s := load(t, "testdata/office")
	out := s.Without(0.3, 1)
	has := map[string]bool{}
	for _, a := range out.Aids {
		has[a.Slug] = true
	}
	if len(out.Aids) >= len(s.Aids) || len(out.Aids) < len(s.Aids)/2 || len(out.Questions) != len(s.Questions) {
		t.Errorf("%d of %d aids, %d of %d questions", len(out.Aids), len(s.Aids), len(out.Questions), len(s.Questions))
	}
	lost := 0
	for i, q := range out.Questions {
		for _, slug := range q.Gold {
			if !has[slug] {
				t.Errorf("%q asks for %s, which is not there", q.Text, slug)
			}
		}
		if len(q.Gold) == 0 && len(s.Questions[i].Gold) > 0 {
			lost++
		}
	}
	if lost == 0 {
		t.Error("no question became out of scope")
	}
}

// TestLibraryIsASet checks that a folder with aids can be measured on its own
// questions, and that those which are asked are not in the aids.
func TestLibraryIsASet(t *testing.T) {
	s := load(t, "../../../content")
	for _, q := range s.Questions {
		for _, a := range s.Aids {
			if a.Slug == q.Gold[0] && slices.Contains(a.Questions, q.Text) {
				t.Errorf("%s still has %q", a.Key(), q.Text)
			}
		}
	}
	if dev, test := len(s.Split("dev")), len(s.Split("test")); dev < len(s.Aids)/2 || test < len(s.Aids)/2 {
		t.Errorf("%d dev and %d test questions of %d aids", dev, test, len(s.Aids))
	}
	if _, err := evaluate.Load(t.TempDir()); err == nil {
		t.Error("an empty folder is a set")
	}
}

// TestTypos checks that typing errors, one in about two words, cost few of the right
// answers, and that they are the same whenever they are made.
func TestTypos(t *testing.T) {
	for _, dir := range []string{"testdata/office", "../../../content"} {
		s := load(t, dir)
		wrong := 0
		for i, q := range s.Misspelt(1).Questions {
			wrong += strings.Count(q.Text, " ") - strings.Count(s.Questions[i].Text, " ")
			if again := s.Misspelt(1).Questions[i].Text; again != q.Text {
				t.Fatalf("%q, and then %q", q.Text, again)
			}
		}
		if wrong != 0 {
			t.Errorf("%s: words were joined or split", dir)
		}
		var right [2]float64
		for i, typos := range []bool{false, true} {
			for seed := range 3 {
				r, err := evaluate.Run(context.Background(), s, evaluate.Trial{Seed: seed, Split: "test", Typos: typos})
				if err != nil {
					t.Fatal(err)
				}
				right[i] += r.Success1 / 3
			}
		}
		if lost := right[0] - right[1]; lost > 0.06 {
			t.Errorf("%s: typing errors cost %.1f points of %.1f", dir, 100*lost, 100*right[0])
		} else {
			t.Logf("%s: typing errors cost %.1f points of %.1f", dir, 100*lost, 100*right[0])
		}
	}
}
