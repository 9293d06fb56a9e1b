package counts

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// fill writes n entries of 120 days by 10,000 people in 400 units.
func fill(b *testing.B, db *store.DB, n int) {
	r := rand.New(rand.NewPCG(1, 2))
	aids := make([]string, 150)
	for i := range aids {
		aids[i] = "aid-" + strconv.Itoa(i)
	}
	const chunk = 100_000
	for from := 0; from < n; from += chunk {
		var es []journal.Entry
		for i := from; i < min(from+chunk, n); i++ {
			p := r.IntN(10_000)
			e := journal.Entry{Time: monday.Add(time.Duration(float64(i) / float64(n) * float64(119*24*time.Hour))),
				Person: who(p + 1),
				Unit:   "unit-" + strconv.Itoa(p/25), Platform: "web", Lang: "nl", Version: "1.0.0", Moment: "apply"}
			aid := aids[min(r.IntN(150), r.IntN(150))]
			switch r.IntN(6) {
			case 0, 1:
				e.Kind, e.Detail = journal.Asked, []string{"answer", "none"}[r.IntN(2)]
			case 2, 3:
				e.Kind, e.Aid, e.Detail = journal.Shown, aid, "quick"
			case 4:
				e.Kind, e.Aid, e.Detail = journal.Outcome, aid, []string{"helped", "partly", "not"}[r.IntN(3)]
			default:
				e.Kind, e.Aid, e.Step = journal.StepShown, aid, r.IntN(8)
			}
			es = append(es, e)
		}
		add(b, db, es...)
	}
}

// entries is how many entries the benchmarks use; HANDVAT_BENCH_ENTRIES says more, such
// as 10000000.
func entries() int {
	if n, err := strconv.Atoi(os.Getenv("HANDVAT_BENCH_ENTRIES")); err == nil {
		return n
	}
	return 200_000
}

// BenchmarkRebuild counts the whole journal again. The memory is the largest that was
// in use at once, besides the file itself.
func BenchmarkRebuild(b *testing.B) {
	db, err := store.Open(filepath.Join(b.TempDir(), "db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	n := entries()
	fill(b, db, n)
	tl := New(db, amsterdam)
	count(b, tl)
	runtime.GC()
	ctx, stop := context.WithCancel(b.Context())
	peak := make(chan uint64)
	go func() {
		most := uint64(0)
		heap := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"},
			{Name: "/memory/classes/heap/unused:bytes"}}
		for ctx.Err() == nil {
			metrics.Read(heap)
			most = max(most, heap[0].Value.Uint64()+heap[1].Value.Uint64())
			time.Sleep(20 * time.Millisecond)
		}
		peak <- most
	}()
	used := processor()
	for b.Loop() {
		if m, err := tl.Rebuild(b.Context()); err != nil || m != n {
			b.Fatal(m, err)
		}
	}
	b.ReportMetric((processor()-used).Seconds()/float64(b.N), "cpu-s/op")
	stop()
	b.ReportMetric(float64(<-peak)/1e6, "MB-heap")
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// processor is the time both cores worked for this process: what it takes on a machine
// that is busy with other things too.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkUpdate counts one new entry after the others.
func BenchmarkUpdate(b *testing.B) {
	db := open(b)
	fill(b, db, entries())
	tl := New(db, amsterdam)
	count(b, tl)
	for b.Loop() {
		add(b, db, journal.Entry{Time: monday.AddDate(0, 0, 118), Kind: journal.Asked, Person: who(3), Unit: "unit-0",
			Detail: "answer"})
		count(b, tl)
	}
}

// BenchmarkRead reads four weeks of one unit.
func BenchmarkRead(b *testing.B) {
	db := open(b)
	fill(b, db, entries())
	count(b, New(db, amsterdam))
	for b.Loop() {
		for w := range Week(4) {
			if r := rollup(b, db, week47+10+w, "unit-7"); r.All.N == 0 {
				b.Fatal("nothing there")
			}
		}
	}
}
