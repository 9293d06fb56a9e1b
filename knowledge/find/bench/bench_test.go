package bench

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/handvat/handvat/knowledge"
)

// engines are what is compared, Handvat first.
var engines = []struct {
	name string
	make func(b *testing.B, aids []*knowledge.Aid) engine
}{{"handvat", handvat}, {"bleve", rawBleve}, {"fts5", fts5}, {"maxscore", maxScore}}

// BenchmarkFind asks b.N questions of each engine, one after another, and reports
// percentiles of the milliseconds of work that one takes, how often the aid came first
// that the question was made from, and the time that building took. Then it asks the first
// and the last engine in turn, so that what else the machine does falls on both alike, and
// reports how many times the work of the last the first takes, at those percentiles of each.
func BenchmarkFind(b *testing.B) {
	for _, n := range sizes() {
		c := newCorpus(b, n)
		var builds []func() (engine, time.Duration)
		for _, e := range engines {
			build := sync.OnceValues(func() (engine, time.Duration) {
				began := time.Now()
				return e.make(b, c.aids), time.Since(began)
			})
			builds = append(builds, build)
			b.Run(fmt.Sprintf("%d/%s", n, e.name), func(b *testing.B) {
				find, built := build()
				for _, q := range c.questions[:100] { // what is read from disk is in memory then
					find(q)
				}
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				took := make([]time.Duration, 0, b.N)
				right := 0
				b.ResetTimer()
				for i := range b.N {
					q := c.questions[i%len(c.questions)]
					began := cpu()
					slugs := find(q)
					took = append(took, cpu()-began)
					if len(slugs) > 0 && slugs[0] == q.slug {
						right++
					}
				}
				slices.Sort(took)
				for _, p := range percentiles {
					b.ReportMetric(took[len(took)*p/100].Seconds()*1000, fmt.Sprintf("p%d-ms", p))
				}
				b.ReportMetric(100*float64(right)/float64(b.N), "%first")
				b.ReportMetric(built.Seconds(), "build-s")
				b.ReportMetric(0, "ns/op")
			})
		}
		b.Run(fmt.Sprintf("%d/in-turn", n), func(b *testing.B) {
			first, _ := builds[0]()
			last, _ := builds[len(builds)-1]()
			inTurn(b, c.questions, first, last)
		})
	}
}

// inTurn asks b.N questions of two engines in turn.
func inTurn(b *testing.B, questions []question, first, last engine) {
	for _, q := range questions { // every word is in memory then
		first(q)
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var took [2][]time.Duration
	b.ResetTimer()
	for i := range b.N {
		q := questions[i%len(questions)]
		for j, find := range []engine{first, last} {
			began := cpu()
			find(q)
			took[j] = append(took[j], cpu()-began)
		}
	}
	slices.Sort(took[0])
	slices.Sort(took[1])
	for _, p := range percentiles {
		at := b.N * p / 100
		b.ReportMetric(float64(took[0][at])/float64(took[1][at]), fmt.Sprintf("p%d-x", p))
	}
	b.ReportMetric(0, "ns/op")
}

// percentiles are those that are reported.
var percentiles = []int{50, 95, 99}

// sizes are how many aids the libraries have.
func sizes() []int {
	if testing.Short() {
		return []int{10_000}
	}
	return []int{10_000, 100_000}
}

// BenchmarkThroughput asks b.N questions by one goroutine and by two.
func BenchmarkThroughput(b *testing.B) {
	c := newCorpus(b, 10_000)
	find := handvat(b, c.aids)
	alone := 0.0
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for _, q := range c.questions {
				find(q)
			}
			b.ResetTimer()
			var wg sync.WaitGroup
			for g := range n {
				wg.Go(func() {
					for i := g; i < b.N; i += n {
						find(c.questions[i%len(c.questions)])
					}
				})
			}
			wg.Wait()
			rate := float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(rate, "questions/s")
			if n == 1 {
				alone = rate
			} else {
				b.ReportMetric(rate/alone, "x-one")
			}
		})
	}
}

// BenchmarkStart opens an index and a model that are on disk, and answers a question; at
// most five times, and reports the middle one. The memory is what stays on the heap of
// Handvat and the aids.
func BenchmarkStart(b *testing.B) {
	c := newCorpus(b, 10_000)
	dir := b.TempDir()
	check(b, finder(b, dir, c.aids).Close())
	b.Run("again", func(b *testing.B) {
		var took []time.Duration
		for range min(b.N, 5) {
			began := time.Now()
			f := finder(b, dir, c.aids)
			ask(b, f, c.questions[0])
			took = append(took, time.Since(began))
			debug.FreeOSMemory()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
			check(b, f.Close())
		}
		slices.Sort(took)
		b.ReportMetric(took[len(took)/2].Seconds()*1000, "start-ms")
		b.ReportMetric(0, "ns/op")
	})
}
