package find_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// confirm confirms a question for a Dutch aid.
func confirm(t testing.TB, f *find.Finder, db *store.DB, person, text, slug string, helped bool, at time.Time) {
	t.Helper()
	check(t, db.Update(context.Background(), func(tx *store.Tx) error {
		return f.Confirm(tx, find.Confirmation{Key: knowledge.Key{Slug: slug, Lang: "nl"},
			Text: privacy.Scrubber{}.Scrub(text), Person: person, Helped: helped, Time: at})
	}))
}

// phrasings are all that was learned, in order of aid.
func phrasings(t *testing.T, db *store.DB) (all []find.Phrasing) {
	t.Helper()
	check(t, db.View(t.Context(), func(tx *store.Tx) (err error) {
		all = phrasing.All(tx)
		return nil
	}))
	return all
}

// settle has an author have the last word of a phrasing.
func settle(t *testing.T, db *store.DB, id string, as phrasing.State) error {
	t.Helper()
	return db.Update(t.Context(), func(tx *store.Tx) error { return phrasing.Settle(tx, id, as, 0) })
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestOnePersonCountsOnceADay(t *testing.T) {
	f, db := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	for range 20 {
		confirm(t, f, db, "ada", "kwartaalcijfers inleveren", "verlof", true, noon)
		confirm(t, f, db, "ada", "nog een andere vraag", "verlof", true, noon)
	}
	confirm(t, f, db, "ada", "kwartaalcijfers inleveren", "verlof", true, noon.AddDate(0, 0, 1))
	confirm(t, f, db, "bob", "Kwartaalcijfers  inleveren?", "verlof", true, noon)
	ps := phrasings(t, db)
	if len(ps) != 1 || ps[0].Helped != 2 || ps[0].Not != 0 {
		t.Errorf("got %+v, want one phrasing that helped two people", ps)
	}
	confirm(t, f, db, "bob", "kwartaalcijfers inleveren", "verlof", false, noon)
	ps = phrasings(t, db)
	if ps[0].Helped != 1 || ps[0].Not != 0 {
		t.Errorf("after bob said the opposite: %+v, want his first taken back", ps)
	}
	confirm(t, f, db, "", "kwartaalcijfers inleveren", "verlof", true, noon)
	if got := phrasings(t, db); got[0].Helped != 1 {
		t.Errorf("of nobody %+v was learned", got)
	}
}

// TestWhatAPersonSaidGoesWithThem holds that a question that only one person confirmed is nowhere once their data is
// deleted, that finding forgets it at once, and that one that others said too stays without them.
func TestWhatAPersonSaidGoesWithThem(t *testing.T) {
	f, db := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	const alone, shared = "de blauwe knop van kelder twee", "het hok van de buitendienst"
	never := first(ask(t, f, alone))
	confirm(t, f, db, "ada", alone, "huis", true, noon)
	confirm(t, f, db, "ada", shared, "brief", true, noon)
	confirm(t, f, db, "bob", shared, "brief", true, noon)
	if got := first(ask(t, f, alone)); got != "nl/huis" {
		t.Fatalf("confirmed: got %s", got)
	}
	check(t, db.Update(t.Context(), func(tx *store.Tx) (err error) {
		for _, table := range find.Tables() {
			rows, bad := table.Kept(tx, "ada")
			if err = errors.Join(err, bad); len(rows) > 0 && !strings.Contains(fmt.Sprintf("%s", rows), alone) {
				t.Errorf("her export has %s", rows)
			}
			err = errors.Join(err, table.Forget(tx, "ada"))
		}
		for _, bucket := range []string{"find.phrasing", "find.changes", "find.voice", "find.voice.of"} {
			for k, v := range tx.Scan(bucket, nil, nil) {
				if s := string(k) + string(v); strings.Contains(s, "ada") || strings.Contains(s, alone) {
					t.Errorf("%s still has %q", bucket, s)
				}
			}
		}
		return err
	}))
	if got := first(ask(t, f, alone)); got != never {
		t.Errorf("forgotten: %s is first, and was %s before it was confirmed", got, never)
	}
	if ps := phrasings(t, db); len(ps) != 1 || ps[0].Text != shared || ps[0].Helped != 1 {
		t.Errorf("left is %+v", ps)
	}
	for _, table := range find.Tables() {
		check(t, table.Prune(t.Context(), db, noon.AddDate(2, 0, 0)))
	}
	if ps := phrasings(t, db); len(ps) > 0 {
		t.Errorf("two years later %+v", ps)
	}
}

// TestFewTellNothing holds that a phrasing, and that it helped others, is told once five people said as much, and not
// with the words of one of them; and that nothing can be settled before.
func TestFewTellNothing(t *testing.T) {
	f, db := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	told := func() (texts []string) {
		check(t, db.View(t.Context(), func(tx *store.Tx) error {
			for _, s := range phrasing.Told(tx, 0) {
				texts = append(texts, fmt.Sprint(s.Text, " ", s.Helped, s.Not))
			}
			return nil
		}))
		return texts
	}
	others := func() (said bool) {
		for _, s := range ask(t, f, "zwarte doos afdeling drie").Hits[0].Signals {
			said = said || s.Name == "phrasings"
		}
		return said
	}
	for i, q := range []string{"de zwarte doos van afdeling drie", "zwarte dozen, afdeling drie",
		"zwarte doos afdeling drie?", "Zwarte doos van afdeling drie na mijn scheiding",
		"de zwarte doos van afdeling drie"} {
		if got := told(); len(got) > 0 || i > 0 && others() {
			t.Fatalf("of %d people is told %q", i, got)
		}
		if i > 0 && settle(t, db, phrasings(t, db)[0].ID, phrasing.Approved) == nil {
			t.Fatalf("what %d people said was settled", i)
		}
		confirm(t, f, db, fmt.Sprint("p", i), q, "huis", true, noon)
	}
	if got := told(); len(got) != 3 || strings.Contains(fmt.Sprint(got), "scheiding") ||
		!strings.Contains(got[0], " 5 0") {
		t.Errorf("of five is told %q", got)
	}
	if !others() {
		t.Error("of five is not told that it helped others")
	}
}

func TestAuthorsWithdrawAndApprove(t *testing.T) {
	f, db := open(t)
	ctx := context.Background()
	check(t, f.Sync(ctx, office(), nil))
	const question = "de zwarte doos van afdeling drie"
	for i := range 5 {
		confirm(t, f, db, fmt.Sprint("p", i), question, "huis", true, noon)
	}
	if got := first(ask(t, f, question)); got != "nl/huis" {
		t.Fatalf("confirmed: got %s", got)
	}
	ps := phrasings(t, db)
	before := ask(t, f, question).Hits[0].Score
	check(t, settle(t, db, ps[0].ID, phrasing.Withdrawn))
	if r := ask(t, f, question); len(r.Hits) > 0 && r.Hits[0].Key.Slug == "huis" && r.Hits[0].Score > before/2 {
		t.Errorf("withdrawn: still %.2f of %.2f", r.Hits[0].Score, before)
	}
	check(t, settle(t, db, ps[0].ID, phrasing.Approved))
	if got := first(ask(t, f, question)); got != "nl/huis" {
		t.Errorf("approved: got %s", got)
	}
	if err := settle(t, db, "nothing", phrasing.Withdrawn); err == nil {
		t.Error("withdrew what is not there")
	}
}

// TestNoHelpLowersTheRank is what a person may expect who says ten times that an aid
// does not help: the next time another comes first.
func TestNoHelpLowersTheRank(t *testing.T) {
	f, db := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	const question = "hoe schrijf ik een brief over vakantie aan?"
	before := first(ask(t, f, question))
	slug := strings.TrimPrefix(before, "nl/")
	for i := range 10 {
		confirm(t, f, db, fmt.Sprint("p", i), question, slug, false, noon)
	}
	for _, retrained := range []bool{false, true} {
		r := ask(t, f, question)
		if first(r) == before {
			t.Errorf("ten times no help (retrained: %v), and %s is still first", retrained, before)
		}
		if r.Outcome == find.None || !slices.ContainsFunc(r.Hits, func(h find.Hit) bool { return h.Key.Slug == slug }) {
			t.Errorf("ten times no help (retrained: %v), and it is gone: %v", retrained, r)
		}
		check(t, f.Retrain(t.Context()))
	}
}

func TestLearningIsFastAndSurvives(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "db"))
	check(t, err)
	defer db.Close()
	ctx := context.Background()
	lg := slog.New(slog.NewTextHandler(io.Discard, nil))
	f, err := find.Open(lg, filepath.Join(dir, "index"), db)
	check(t, err)
	check(t, f.Sync(ctx, office(), nil))
	const question = "het hok van de buitendienst"
	confirm(t, f, db, "ada", question, "brief", true, noon)
	began := time.Now()
	if got := first(ask(t, f, question)); got != "nl/brief" {
		t.Errorf("at once: got %s", got)
	}
	if took := time.Since(began); took > 100*time.Millisecond {
		t.Errorf("the next question took %v", took)
	}
	check(t, f.Close())

	check(t, os.RemoveAll(filepath.Join(dir, "index"))) // everything derived is lost
	f, err = find.Open(lg, filepath.Join(dir, "index"), db)
	check(t, err)
	defer f.Close()
	check(t, f.Sync(ctx, office(), nil))
	if got := first(ask(t, f, question)); got != "nl/brief" {
		t.Errorf("rebuilt: got %s", got)
	}
}

func TestDamagedIndexIsRebuilt(t *testing.T) {
	dir := t.TempDir()
	db, err := store.Open(filepath.Join(dir, "db"))
	check(t, err)
	defer db.Close()
	var log strings.Builder
	lg := slog.New(slog.NewTextHandler(&log, nil))
	index := filepath.Join(dir, "index")
	for i := range 2 {
		f, err := find.Open(lg, index, db)
		check(t, err)
		check(t, f.Sync(context.Background(), office(), nil))
		if got := first(ask(t, f, "wachtwoord vergeten")); got != "nl/wachtwoord" {
			t.Errorf("round %d: got %s", i, got)
		}
		check(t, f.Close())
		check(t, filepath.WalkDir(index, func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				return os.WriteFile(path, []byte("not an index"), 0o600)
			}
			return err
		}))
	}
	if !strings.Contains(log.String(), "damaged") {
		t.Error("the log does not say that the index was damaged")
	}
}

func TestAudience(t *testing.T) {
	f, _ := open(t)
	manager := aid("nl", "beoordelen", "Beoordeel een medewerker", "hoe beoordeel ik iemand?")
	manager.Audience = []string{"manager"}
	check(t, f.Sync(context.Background(), append(office(), manager), nil))
	for _, tt := range []struct {
		roles []string
		want  bool
	}{{nil, true}, {[]string{"manager"}, true}, {[]string{"employee"}, false}} {
		q := find.Query{Text: "hoe beoordeel ik iemand?", Audience: tt.roles, Now: noon}
		r, err := f.Find(context.Background(), q)
		check(t, err)
		if got := first(r) == "nl/beoordelen"; got != tt.want {
			t.Errorf("roles %v: first is %s", tt.roles, first(r))
		}
	}
}

func TestOtherLanguageIsLabelled(t *testing.T) {
	f, _ := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	r := ask(t, f, "wat zet ik op de agenda van een vergadering?")
	if r.Lang != knowledge.Dutch || first(r) != "en/meeting" {
		t.Errorf("question in %s, first %s; want nl, en/meeting", r.Lang, first(r))
	}
}

func TestReasons(t *testing.T) {
	f, _ := open(t)
	check(t, f.Sync(context.Background(), office(), nil))
	r := ask(t, f, "hoe schrijf ik brieven?")
	for _, s := range r.Hits[0].Signals {
		if s.Name == "words" && strings.Join(s.Words, " ") == "schrijf brieven" {
			return
		}
	}
	t.Errorf("no signal names the words: %+v", r.Hits[0].Signals)
}

func TestOddQuestions(t *testing.T) {
	f, _ := open(t)
	if _, err := f.Find(context.Background(), find.Query{Text: "vraag"}); err == nil {
		t.Error("found something before the first Sync")
	}
	check(t, f.Sync(context.Background(), nil, nil))
	if r := ask(t, f, "vraag"); r.Outcome != find.None {
		t.Errorf("an empty library: %v", r.Outcome)
	}
	check(t, f.Sync(context.Background(), office(), nil))
	for _, text := range []string{
		"", "?", "\x00\xff", strings.Repeat("a", 100_000), strings.Repeat("woord ", 5000), "🙂", "مرحبا",
	} {
		began := time.Now()
		if r := ask(t, f, text); r.Outcome == find.Answer {
			t.Errorf("%.20q: answered", text)
		}
		if took := time.Since(began); took > time.Second {
			t.Errorf("%.20q: took %v", text, took)
		}
	}
}

// TestAskingGoesOn asks while aids are reloaded, synonyms changed, phrasings confirmed
// and the model retrained, also by Run.
func TestAskingGoesOn(t *testing.T) {
	f, db := open(t)
	ctx := context.Background()
	check(t, f.Sync(ctx, office(), nil))
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for i := range 2 {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				if got := first(ask(t, f, "wachtwoord vergeten")); got != "nl/wachtwoord" {
					t.Errorf("asker %d: got %s", i, got)
					return
				}
			}
		})
	}
	running, end := context.WithCancel(ctx)
	wg.Go(func() { _ = f.Run(running) })
	for i := range 5 {
		f.SetSynonyms(synonyms(t, fmt.Sprintf("jargon%d, vakantie", i)))
		check(t, f.Sync(ctx, append(office(), aid("nl", fmt.Sprint("extra", i), "Iets anders")), nil))
		confirm(t, f, db, fmt.Sprint(i), fmt.Sprint("vrij nemen op dag ", rand.IntN(100)), "verlof", true, noon)
		check(t, f.Retrain(ctx))
	}
	end()
	close(stop)
	wg.Wait()
}

// TestOwnQuestionsStay holds that an aid's own question, word for word, is answered with
// it however many other questions were learned and unlearned since, and whatever people
// say of it; but not when an author says that it is not for that very question.
func TestOwnQuestionsStay(t *testing.T) {
	f, db := open(t)
	ctx := context.Background()
	aids := office()
	check(t, f.Sync(ctx, aids, nil))
	rng := rand.New(rand.NewPCG(1, 2))
	var wrong []*knowledge.Aid // what people say of each question is about another aid
	for range 40 {
		wrong = append(wrong, aids[rng.IntN(len(aids))])
	}
	for i := range 400 {
		a := aids[i%len(aids)]
		if len(a.Questions) == 0 || a.Lang != "nl" {
			continue
		}
		text := a.Questions[i%len(a.Questions)] + " " + []string{"even", "snel", "nu", "graag"}[i%4]
		confirm(t, f, db, fmt.Sprint("p", i), text, wrong[i%len(wrong)].Slug, true, noon.AddDate(0, 0, i))
		ask(t, f, text)
	}
	for _, a := range aids {
		for _, q := range a.Questions {
			if r := ask(t, f, q); r.Outcome != find.Answer || r.Hits[0].Key.Slug != a.Slug {
				t.Errorf("%q: %v, %v, want %s", q, r.Outcome, first(r), a.Slug)
			}
		}
	}
	i := slices.IndexFunc(aids, func(a *knowledge.Aid) bool { return a.Lang == "nl" && len(a.Questions) > 0 })
	q := aids[i].Questions[0]
	for n := range 12 {
		confirm(t, f, db, fmt.Sprint("no", n), q, aids[i].Slug, false, noon.AddDate(3, 0, n))
	}
	for _, retrained := range []bool{false, true} {
		if r := ask(t, f, q); r.Outcome != find.Answer || r.Hits[0].Key.Slug != aids[i].Slug {
			t.Errorf("twelve people say no (retrained: %v): %v, %v", retrained, r.Outcome, first(r))
		}
		check(t, f.Retrain(ctx))
	}
	id := phrasing.ID(knowledge.Key{Slug: aids[i].Slug, Lang: "nl"}, q)
	check(t, settle(t, db, id, phrasing.Refused))
	if r := ask(t, f, q); slices.ContainsFunc(r.Hits, func(h find.Hit) bool { return h.Key.Slug == aids[i].Slug }) {
		t.Errorf("an author says no too, and it is still found: %v", r.Hits)
	}
}

// TestKnownWithAnyName confirms a question with a name in it, which is kept without. Asked with that name, or with
// another, it is answered with what was confirmed, though others like it, of many people, ask for something else.
func TestKnownWithAnyName(t *testing.T) {
	f, db := open(t)
	f.SetEmbedder(nil, func(_ context.Context, question string) (privacy.Scrubbed, error) {
		return privacy.Scrubber{}.Scrub(question), nil
	})
	check(t, f.Sync(t.Context(), office(), nil))
	const question = "Wat zeg ik tegen Fatima over de kikkers?"
	at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	confirm(t, f, db, "one", question, "verlof", true, at)
	for n := range 12 {
		like := "Wat zeg ik over de kikkers? " + strings.Repeat("kikkers ", n)
		confirm(t, f, db, fmt.Sprint("other", n), like, "brief", true, at)
	}
	check(t, f.Retrain(t.Context()))
	for _, q := range []string{question, strings.Replace(question, "Fatima", "Sjoerd", 1)} {
		if r := ask(t, f, q); r.Outcome != find.Answer || first(r) != "nl/verlof" {
			t.Errorf("%q: %v, %s", q, r.Outcome, first(r))
		}
	}
}

// TestReasonsByMeaning asks without a word that the aid has: the reasons must not say
// that it has any.
func TestReasonsByMeaning(t *testing.T) {
	f, _ := open(t)
	car, expenses := aid("en", "car", "Order a company vehicle"), aid("en", "expenses", "Claim expenses")
	check(t, f.Sync(context.Background(), append(office(), car, expenses), nil))
	for question, want := range map[string]string{"truck rental": "en/car", "reimbursement": "en/expenses"} {
		r := ask(t, f, question)
		if first(r) != want {
			t.Errorf("%q: got %s, want %s", question, first(r), want)
			continue
		}
		meaning := 0.0
		for _, s := range r.Hits[0].Signals {
			switch s.Name {
			case "meaning":
				meaning = s.Weight
			case "words":
				t.Errorf("%q: the aid has no such words: %+v", question, s)
			}
		}
		if meaning <= 0 {
			t.Errorf("%q: nothing says that the meaning told: %+v", question, r.Hits[0].Signals)
		}
	}
}
