// Package find finds the job aid that a question asks for, or says that there is
// none.
//
// The answer is always an aid that a person wrote; nothing is made up here. It does
// not speak (that is bot) and does not decide who may see what beyond the audience
// that an aid names.
//
// This package is the door: a [Finder] that is kept up with the library, learns from what
// people confirm, and is asked. The rooms behind it, none of which knows one that is named
// later:
//
//   - score: the scores of numbered things.
//   - text: words and stems, the two languages, the lexicon between them, an organisation's
//     synonyms, the moment of need, and by which passages an aid can be found.
//   - phrasing: what people asked for, and whether it helped; kept in the store.
//   - encode: what a text means, as numbers that can be compared.
//   - feature: what a text has, as a vector to learn from.
//   - index: which aids have the words of a question, in one form or another (BM25F).
//   - learn: the model of the aids' own texts and of phrasings.
//   - rank: puts together what these say, knows how sure that is, and tells the reasons.
//
// Package evaluate measures all of it, and has what came out; bench says what it costs.
//
// # How it learns
//
// A confirmed question is written to the store inside the transaction of the event it
// came with. Every Find first takes in what was confirmed since the last, without training
// anew; so does Sync with new aids. Run trains from scratch when enough has changed, beside
// what is being asked, and keeps the model on disk, so that the next start need not train.
// The index, the model and the vectors are derived, and can be deleted at any time.
package find
