// Package text knows words. It splits a text into words and stems, tells Dutch from English and
// the moment of need from the turn of phrase, and has the words that mean the same: those of the
// built-in lexicon, in the other language, and those of an organisation's own synonyms. It also
// says by which passages an aid can be found.
//
// It keeps nothing, and knows nothing of any library.
package text

//go:generate sh -c "go run ./lexicon ../../../../shared/library/tldr > lexicon/tldr.txt"
