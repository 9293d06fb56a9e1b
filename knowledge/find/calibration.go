package find

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
)

// defaultCalibration was made by handvat eval --calibrate over several sets.
//
//go:embed calibration.json
var defaultCalibration []byte

// A Calibration turns what is known of a ranking into chances, and chances into
// outcomes. It is fitted on questions with known answers; none of its numbers is
// chosen by hand.
type Calibration struct {
	Rank   []float64 `json:"rank"`   // what each feature of a candidate adds to its score
	First  []float64 `json:"first"`  // logistic weights: the chance that the first hit is right
	Any    []float64 `json:"any"`    // logistic weights: the chance that one of the first three is right
	Answer float64   `json:"answer"` // give the first hit from this chance on
	Choose float64   `json:"choose"` // offer a choice from this chance on
}

// ParseCalibration reads a calibration from JSON.
func ParseCalibration(data []byte) (Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("find: calibration: %w", err)
	}
	if len(c.Rank) != featureCount {
		return c, fmt.Errorf("find: calibration: %d features, not %d: make it anew with handvat eval --calibrate", len(c.Rank), featureCount)
	}
	if len(c.First) != evidenceSize || len(c.Any) != evidenceSize {
		return c, fmt.Errorf("find: calibration: %d and %d weights, not %d: make it anew with handvat eval --calibrate", len(c.First), len(c.Any), evidenceSize)
	}
	return c, nil
}

// outcome returns the outcome, and the chance that the first hit is right.
func (c Calibration) outcome(e []float64) (Outcome, float64) {
	first, any := logistic(c.First, e), logistic(c.Any, e)
	switch {
	case first >= c.Answer:
		return Answer, first
	case any >= c.Choose:
		return Choose, first
	}
	return None, first
}

// logistic returns the chance that weights give to evidence.
func logistic(weights []float64, e []float64) float64 {
	var z float64
	for i, v := range e {
		z += weights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}

// evidenceNames names what a ranking says about how sure it is.
var evidenceNames = [...]string{
	"bias", "score", "margin", "words", "linear", "center", "vote", "linear margin", "words margin", "agreement", "known words", "phrased",
}

const evidenceSize = len(evidenceNames)

// evidenceOf reads the evidence off the candidates, best first. All of it is about 0 to
// 1. Likeness of vectors says nothing about how good the best is (something always is
// closest), but may say how far it is ahead.
func evidenceOf(cs []candidate, sc *scratch) []float64 {
	first, second := cs[0], candidate{}
	if len(cs) > 1 {
		second = cs[1]
	}
	agree := 0.0
	for i := range sc.slugs {
		if v := sc.slugs[i].by[first.slug]; v > 0 && v == sc.best[i] {
			agree += 1.0 / signals
		}
	}
	phrased := 0.0
	if first.x[0] > 0 {
		phrased = first.x[3] / first.x[0]
	}
	return []float64{1, (first.score - first.meaning) / 10, (first.score - second.score) / 10, first.x[0], first.x[4], first.x[8], first.x[12],
		first.x[4] - second.x[4], first.x[0] - second.x[0], agree, 1 - float64(sc.text.lost/sc.text.most), phrased}
}
