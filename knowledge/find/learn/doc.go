// Package learn has the model of what is asked for: of the aids' own texts, and of the phrasings
// that people confirmed.
//
// A class is scored in four ways: by a linear support vector machine (linear.go), by likeness to
// the mean of its texts (center.go), to single phrasings (neighbours.go), and to what its texts are
// about on the whole (gists.go); the first three by the features of a text. A class is a slug, so
// that what is learned in one language serves the other.
//
// [Meanings] are the same by the vectors of the encoder inside the program, if it is on: the texts
// nearest to a question (package encode) and a logistic regression (head.go), which takes in a
// phrasing, and lets go of it, by the sums that training does.
//
// A [Model] is trained from scratch; between trainings it takes in phrasings and aids one at a
// time. It lies in a file (modelfile.go), is derived, and can be deleted at any time.
package learn
