package talk

import (
	"encoding/json"
	"flag"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/handvat/handvat/bot/dialog/meant/fit"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
)

var (
	update = flag.Bool("update", false, "fit the weights anew, by the sets here, those of confide and ../shared/eval")
	look   = flag.Bool("look", false, "fit without the third of a.tsv that is for looking")
)

// A said is a text, and what it is.
type said struct{ kind, text string }

// setOf reads a set: kind, language and text, in columns.
func setOf(t testing.TB, name string) (all []said) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || !slices.Contains(kinds, f[0]) {
			t.Fatalf("%s: a line that is none", name)
		}
		all = append(all, said{f[0], f[2]})
	}
	return all
}

// hash tells of a text whether it is for tuning or for looking.
func hash(text string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(text))
	return h.Sum32()
}

// forLook reports whether a text of a.tsv is for looking, and not fitted by.
func forLook(s said) bool { return hash(text.Normal(s.text))%3 == 0 }

// chats are what some sets of questions have of talk.
var chats = map[string]string{"greeting": Greeting, "goodbye": Greeting, "thank_you": Thanks, "are_you_a_bot": Human,
	"who_made_you": Human, "what_is_your_name": Human, "cancel": Drop, "repeat": Back, "yes": Confirm, "no": Deny}

// asked are texts that others asked, some of each sixty; and what is talk among them, one in four.
func asked(t testing.TB, some ...uint32) (all []said) {
	files, _ := filepath.Glob("../../../../shared/eval/*/queries.jsonl")
	if len(files) == 0 {
		t.Skip("../shared/eval is not here")
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			var q struct {
				Text, Split string
				Gold        []string
			}
			if err := json.Unmarshal([]byte(line), &q); err != nil {
				t.Fatal(err)
			}
			gold := strings.Join(q.Gold, " ")
			kind, isTalk := chats[gold]
			switch n := hash(q.Text); {
			case q.Split == "test" || slices.Contains([]string{"maybe", "change_language", "what_can_i_ask_you"}, gold):
			case isTalk && n%4 == 0:
				all = append(all, said{kind, q.Text})
			case !isTalk && slices.Contains(some, n%60):
				all = append(all, said{Question, q.Text})
			}
		}
	}
	return all
}

// answers are the questions that the starter library answers.
func answers(t testing.TB) (all []said) {
	files, err := fs.Glob(content.FS, "*/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		src, _ := fs.ReadFile(content.FS, name)
		a, _ := knowledge.Parse(name, src)
		for _, q := range append(a.Questions, a.Title, a.Task) {
			all = append(all, said{Question, q})
		}
	}
	return all
}

// told are texts that are something else than talk: what people tell in private or of their work.
func told(t testing.TB) (all []said) {
	for _, name := range []string{"traps", "tune-a", "tune-c", "tune-d", "tune-e"} {
		b, err := os.ReadFile("../confide/testdata/" + name + ".tsv")
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && hash(f[2])%20 < 3 {
				all = append(all, said{Question, f[2]})
			}
		}
	}
	return all
}

// lines are the lines of a file of testdata: what people ask, tell and answer in forms in the words of talk.
func lines(t testing.TB, name string) (all []said) {
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		all = append(all, said{Question, strings.TrimSpace(line)})
	}
	return all
}

// inverse is what the weights may weigh: the C of the regression, by the third of a.tsv that is for looking.
const inverse = 20

// TestFit fits the weights anew, with -update.
func TestFit(t *testing.T) {
	if !*update {
		t.Skip("fits with -update only")
	}
	all := slices.Concat(asked(t, 0, 1), answers(t), told(t))
	own := slices.DeleteFunc(setOf(t, "a.tsv"), func(s said) bool { return *look && forLook(s) })
	for range 4 {
		all = append(all, own...)
	}
	for range 3 {
		all = append(all, setOf(t, "own.tsv")...)
		all = append(all, answers(t)...)
		all = append(all, lines(t, "work.txt")...)
		all = append(all, lines(t, "traps.txt")...)
	}
	var texts []string
	var class []int
	for _, one := range all {
		if len(strings.Fields(one.text)) > 1 {
			texts, class = append(texts, text.Normal(one.text)), append(class, slices.Index(kinds, one.kind))
		}
	}
	out, err := fit.Weights(texts, class, inverse)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("weights.bin", out, 0o644); err != nil {
		t.Fatal(err)
	}
}

// same are kinds that the program answers in the same way where nothing is open.
func same(kind string) string {
	switch kind {
	case Stop, Deny:
		return Drop
	}
	return kind
}

// score counts by kind how many of some texts are known as such, and how many are taken for a question; of questions
// how many are swallowed.
func score(t *testing.T, all []said) (right, talk, swallowed, questions int) {
	n, ok, missed := map[string]int{}, map[string]int{}, map[string]int{}
	for _, one := range all {
		kind, _ := Of(one.text)
		n[one.kind]++
		if same(kind) == same(one.kind) {
			ok[one.kind]++
		}
		if kind == Question {
			missed[one.kind]++
		}
	}
	for _, kind := range kinds {
		t.Logf("%s: %d of %d, %d as a question", kind, ok[kind], n[kind], missed[kind])
		if kind != Question {
			right, talk = right+ok[kind], talk+n[kind]
		}
	}
	t.Logf("talk: %d of %d; questions swallowed: %d of %d", right, talk, n[Question]-ok[Question], n[Question])
	return right, talk, n[Question] - ok[Question], n[Question]
}

// TestKept holds how much of what a stranger wrote is known, of texts that nobody who made this looked at.
func TestKept(t *testing.T) {
	right, talk, swallowed, questions := score(t, setOf(t, "kept-b.tsv"))
	if 100*right < 60*talk || 100*swallowed > 2*questions {
		t.Errorf("%d of %d, and %d of %d questions", right, talk, swallowed, questions)
	}
}

// TestLook shows what is not known of the third of a.tsv that is for looking. It says something of weights that were
// made with -look only.
func TestLook(t *testing.T) {
	if !*look {
		t.Skip("with -look only")
	}
	some := slices.DeleteFunc(setOf(t, "a.tsv"), func(s said) bool { return !forLook(s) })
	score(t, some)
	for _, one := range some {
		if kind, sure := Of(one.text); same(kind) != same(one.kind) {
			t.Logf("%s as %s (%.2f): %s", one.kind, kind, sure, one.text)
		}
	}
}

// TestAsked holds that of what people ask, and answer in forms, next to nothing is taken for talk.
func TestAsked(t *testing.T) {
	_, _, swallowed, n := score(t, answers(t))
	if 100*swallowed > n {
		t.Errorf("%d of %d", swallowed, n)
	}
}

// TestCourtesy holds that what comes before a question is not looked for.
func TestCourtesy(t *testing.T) {
	for said, want := range map[string]string{
		"Bedankt! Hoe vraag ik verlof aan?":            "Hoe vraag ik verlof aan?",
		"thanks! and how do I book leave then":         "and how do I book leave then",
		"never mind that one, how do I file mileage?":  "how do I file mileage?",
		"hoi, hoe meld ik me ziek":                     "hoe meld ik me ziek",
		"hoe geef ik feedback, en hoe vaak?":           "hoe geef ik feedback, en hoe vaak?",
		"klant zegt laat maar zitten, wat doe ik dan?": "klant zegt laat maar zitten, wat doe ik dan?",
	} {
		if got := Asked(said); got != want {
			t.Errorf("%q: %q", said, got)
		}
	}
}
