// Package rank puts aids in order for a question, says how sure that is, and why.
//
// The candidates are the slugs that words (package index), what was learned (package learn) or
// meaning (package encode) bring up. What speaks for each is weighed, with moment, role, kind and
// age beside it (signals.go). The evidence that a ranking gives becomes the chance of being right,
// and the chance one of three outcomes: answer, choose, none (calibration.go). The numbers for that
// are in calibration.json, and in calibration-encoder.json for questions with a vector of the encoder
// inside the program (meaning.go); they are fitted, not chosen, and package evaluate says how.
package rank
