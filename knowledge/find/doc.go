// Package find finds the job aid that a question asks for, or says that there is
// none.
//
// The answer is always an aid that a person wrote; nothing is made up here. What the
// words of a question say about each aid (BM25F over an inverted index on disk), what
// a linear model says that learned from the aids' own text and from confirmed
// questions, and what the most alike confirmed questions say, are put together; a
// calibration turns the result into a chance of being right, and that into one of
// three outcomes: answer, choose, none.
package find
