package evaluate

import (
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/find"
)

// A Report is what a trial measured. Shares are from 0 to 1; a share of nothing is 0.
type Report struct {
	Set       string `json:"set"`
	Aids      int    `json:"aids"`
	Phrasings int    `json:"phrasings"` // confirmed before asking
	Learn     int    `json:"learn"`     // phrasings per aid; -1 is all
	Seed      int    `json:"seed"`
	Queries   int    `json:"queries"`

	Success1 float64 `json:"success1"` // in-scope questions with a right aid at rank 1
	Success3 float64 `json:"success3"` // … in the first three
	MRR      float64 `json:"mrr"`      // the mean of 1/rank over in-scope questions

	Coverage     float64 `json:"coverage"`       // in-scope questions with outcome answer
	Precision    float64 `json:"precision"`      // right ones among all with outcome answer
	InScopeRight float64 `json:"in_scope_right"` // in-scope questions not refused and right at rank 1
	OOSRecall    float64 `json:"oos_recall"`     // out-of-scope questions with outcome none

	P50     float64 `json:"p50_ms"`
	P95     float64 `json:"p95_ms"`
	P99     float64 `json:"p99_ms"`
	Build   float64 `json:"build_s"` // to index the library and learn from its text
	Learned float64 `json:"learn_s"` // to take in the phrasings

	IndexBytes int64 `json:"index_bytes"`
	RSSBytes   int64 `json:"rss_bytes"` // of the whole process, after the trial

	Reliability []Bin `json:"reliability"`
}

// A Bin compares the confidence of questions with how often they were right.
type Bin struct {
	From      float64 `json:"from"` // confidence from here, up to From + 0.1
	Questions int     `json:"questions"`
	Predicted float64 `json:"predicted"` // mean confidence
	Observed  float64 `json:"observed"`  // share whose first hit was right
}

// rank returns the rank of the best right hit. Hits of equal score share their mean
// rank; 0 means that no right aid was found.
func rank(hits []find.Hit, gold []string) float64 {
	for _, h := range hits {
		if !slices.Contains(gold, h.Key.Slug) {
			continue
		}
		above, equal := 0, 0
		for _, o := range hits {
			switch {
			case o.Score > h.Score:
				above++
			case o.Score == h.Score:
				equal++
			}
		}
		return float64(above) + 1 + float64(equal-1)/2
	}
	return 0
}

// measure makes a report of questions that were asked.
func measure(qs []asked) Report {
	r := Report{Queries: len(qs)}
	var in, out, answers float64
	var took []time.Duration
	bins := make([]Bin, 10)
	for _, q := range qs {
		took = append(took, q.took)
		right := q.rank > 0 && q.rank < 1.5
		if len(q.Gold) > 0 {
			in++
			r.Success1 += one(right)
			r.Success3 += one(q.rank > 0 && q.rank < 3.5)
			if q.rank > 0 {
				r.MRR += 1 / q.rank
			}
			r.Coverage += one(q.result.Outcome == find.Answer)
			r.InScopeRight += one(right && q.result.Outcome != find.None)
		} else {
			out++
			r.OOSRecall += one(q.result.Outcome == find.None)
		}
		if q.result.Outcome == find.Answer {
			answers++
			r.Precision += one(right)
		}
		b := &bins[min(int(q.result.Confidence*10), 9)]
		b.Questions++
		b.Predicted += q.result.Confidence
		b.Observed += one(right)
	}
	for _, share := range []struct {
		of *float64
		n  float64
	}{
		{&r.Success1, in}, {&r.Success3, in}, {&r.MRR, in}, {&r.Coverage, in}, {&r.InScopeRight, in},
		{&r.OOSRecall, out}, {&r.Precision, answers},
	} {
		*share.of /= max(share.n, 1)
	}
	for i, b := range bins {
		if b.Questions > 0 {
			n := float64(b.Questions)
			r.Reliability = append(r.Reliability, Bin{float64(i) / 10, b.Questions, b.Predicted / n, b.Observed / n})
		}
	}
	slices.Sort(took)
	at := func(share float64) float64 {
		return took[min(int(share*float64(len(took))), len(took)-1)].Seconds() * 1000
	}
	r.P50, r.P95, r.P99 = at(0.50), at(0.95), at(0.99)
	return r
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// figures are those of r that differ between trials of one set.
func (r *Report) figures() []*float64 {
	return []*float64{&r.Success1, &r.Success3, &r.MRR, &r.Coverage, &r.Precision, &r.InScopeRight, &r.OOSRecall,
		&r.P50, &r.P95, &r.P99, &r.Build, &r.Learned}
}

// Mean returns the means of reports of one set that differ in seed only.
func Mean(rs []Report) Report {
	m := rs[0]
	if len(rs) == 1 {
		return m
	}
	for at, mean := range m.figures() {
		*mean = 0
		for i := range rs {
			*mean += *rs[i].figures()[at] / float64(len(rs))
		}
	}
	return m
}
