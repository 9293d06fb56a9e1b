package rank

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

// encoderCalibration was made likewise, with vectors of the encoder inside the program.
//
//go:embed calibration-encoder.json
var encoderCalibration []byte

// A Calibration turns what is known of a ranking into chances, and chances into
// outcomes. It is fitted on questions with known answers; none of its numbers is
// chosen by hand.
type Calibration struct {
	Rank  []float64 `json:"rank"`  // what each feature of a candidate adds to its score
	First []float64 `json:"first"` // logistic weights: the chance that the first hit is right
	Any   []float64 `json:"any"`   // logistic weights: the chance that one of the first three is right
	Bar
	New *Bar `json:"new,omitempty"` // for a first hit that nobody confirmed a phrasing of; nil for the same
}

// A Bar is the chances from which on something comes of a question.
type Bar struct {
	Answer float64 `json:"answer"` // give the first hit from this chance on, if one is offered at all
	Choose float64 `json:"choose"` // offer a choice from this chance on
}

// BuiltIn returns the calibration that is shipped.
func BuiltIn() (Calibration, error) { return ParseCalibration(defaultCalibration) }

// WithEncoder returns the calibration that is shipped for where there are vectors of the encoder inside the program.
func WithEncoder() (Calibration, error) { return ParseCalibration(encoderCalibration) }

// Encoder reports whether the calibration weighs vectors.
func (c *Calibration) Encoder() bool { return len(c.Rank) == allFeatures }

// ParseCalibration reads a calibration from JSON, with or without weights for vectors.
func ParseCalibration(data []byte) (Calibration, error) {
	var c Calibration
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("find: calibration: %w", err)
	}
	evidence := evidenceSize
	if c.Encoder() {
		evidence = allEvidence
	} else if len(c.Rank) != featureCount {
		return c, fmt.Errorf("find: calibration: %d features, not %d: make it anew with handvat eval --calibrate",
			len(c.Rank), featureCount)
	}
	if len(c.First) != evidence || len(c.Any) != evidence {
		return c, fmt.Errorf("find: calibration: %d and %d weights, not %d: make it anew with handvat eval --calibrate",
			len(c.First), len(c.Any), evidence)
	}
	return c, nil
}

// outcome returns the outcome, and the chance that the first hit is right.
func (c Calibration) outcome(e []float64) (Outcome, float64) {
	first, any, bar := logistic(c.First, e), logistic(c.Any, e), c.barOf(e)
	switch {
	case any < bar.Choose:
		return None, first
	case first >= bar.Answer:
		return Answer, first
	}
	return Choose, first
}

// barOf returns the bar for evidence: between the two as far as the first hit is known by phrasings.
func (c Calibration) barOf(e []float64) Bar {
	if c.New == nil {
		return c.Bar
	}
	known := min(1, e[phrasedEvidence]/wellPhrased)
	return Bar{c.New.Answer + known*(c.Answer-c.New.Answer), c.New.Choose + known*(c.Choose-c.New.Choose)}
}

// Unphrased reports whether evidence is of a first hit that no phrasing is known of.
func Unphrased(e []float64) bool { return e[phrasedEvidence] == 0 }

// logistic returns the chance that weights give to evidence.
func logistic(weights []float64, e []float64) float64 {
	var z float64
	for i, v := range e {
		z += weights[i] * v
	}
	return 1 / (1 + math.Exp(-z))
}
