// Package index knows which aids have the words of a question.
//
// An [Index] lies on disk: bleve's scorch, with one field of weighted frequencies for each aid. It
// is derived, and made anew when anything about it is not as expected. A [Shelf] is the library as
// it stands in the index at one moment. To match a question every word first stands for the terms
// of the library that it may mean: another form, a part of a compound or a compound of a part, a
// translation, a synonym, a word with a typing error put right; one that reaches nothing so stands
// for the terms that mean about the same. By those all aids are scored with BM25F.
package index
