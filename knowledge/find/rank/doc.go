// Package rank puts aids in order for a question, says how sure that is, and why.
//
// The candidates are the slugs that words (package index), what was learned (package learn) or
// meaning (package encode) bring up. What speaks for each is weighed, with moment, role, kind and
// age beside it (signals.go). The evidence that a ranking gives becomes the chance of being right,
// and the chance one of three outcomes: answer, choose, none (calibration.go). The numbers for that
// are in calibration.json, and are fitted, not chosen; package evaluate says how.
package rank
