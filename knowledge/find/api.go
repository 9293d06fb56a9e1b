package find

import (
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/encode"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/find/rank"
	"github.com/handvat/handvat/knowledge/find/text"
)

// What a question and its answer are, under the names by which the rest of the program knows
// them.
type (
	Query       = rank.Query
	Result      = rank.Result
	Outcome     = rank.Outcome
	Hit         = rank.Hit
	Signal      = rank.Signal
	Calibration = rank.Calibration
	Bar         = rank.Bar
)

// The three outcomes.
const (
	None   = rank.None
	Choose = rank.Choose
	Answer = rank.Answer
)

// What a Finder is given to find better with.
type (
	Confirmation = phrasing.Confirmation
	Phrasing     = phrasing.Phrasing
	Synonyms     = text.Synonyms
	Embedder     = encode.Embedder
)

// ParseCalibration reads a calibration from JSON.
func ParseCalibration(data []byte) (Calibration, error) { return rank.ParseCalibration(data) }

// Unphrased reports whether the evidence of a result is of a first hit that no phrasing is known of.
func Unphrased(evidence []float64) bool { return rank.Unphrased(evidence) }

// DetectLang returns the language of a text and how sure that is, from 0 (no idea, the language
// is then Dutch) to 1.
func DetectLang(of string) (lang knowledge.Lang, confidence float64) { return text.DetectLang(of) }

// Tokens splits a text into its words, in lower case and without accents.
func Tokens(of string) []string { return text.Tokens(of) }

// IsFunction reports whether a token is a function word of a language.
func IsFunction(token string, lang knowledge.Lang) bool { return text.IsStop(token, lang) }
