// Package confide tells what somebody says that is nobody's business from what is work, by what it means: that they may
// harm themselves, how they feel, what happens at home, what is done to them, what somebody does that is not right.
// Words tell some of it; people say it in so many that most of what a stranger tells has none of those in a list.
package confide

import (
	_ "embed"
	"encoding/binary"
	"hash/maphash"
	"math"
	"slices"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge/find/encode/sentence"
)

// kinds are what a text may be about, in the order of the rows of weights, and topics what Topic calls them.
var (
	kinds  = []string{"work", "crisis", "health", "home", "harassment", "fraud", "conflict"}
	topics = []string{"", "crisis", "health", "private", "safety", "safety", "conflict"}
)

// Places in kinds.
const (
	work   = 0
	crisis = 1
)

// weights are those of a multinomial logistic regression on the vector of a text: for each kind sentence.Size weights
// and what is added, little-endian float32. TestFit makes them of what people told and asked.
//
//go:embed weights.bin
var weights string

// rows are weights in numbers.
var rows = sync.OnceValue(func() (all [][]float32) {
	for rest := weights; len(rest) >= 4*(sentence.Size+1); rest = rest[4*(sentence.Size+1):] {
		row := make([]float32, sentence.Size+1)
		for i := range row {
			row[i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(rest[4*i:])))
		}
		all = append(all, row)
	}
	return all
})

// least is how many words a text has at least whose meaning is looked at: one or two words, such as a command, say too
// little by themselves.
const least = 3

// chances returns how likely a text is of each kind, in their order. The sum is 1.
func chances(text string) []float64 {
	v := sentence.Vector(text)
	out, sum := make([]float64, len(kinds)), 0.0
	for i, row := range rows() {
		z := float64(row[sentence.Size])
		for j, x := range v {
			z += float64(row[j] * x)
		}
		out[i] = math.Exp(z)
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}

// Chances above which a text is taken for something private, and then for a cry for help. Of who asks about their work,
// and is taken for somebody who tells what they suffer, it costs an answer; the other way round it costs their trust.
const (
	sure   = .5
	urgent = .25
)

// Topic returns what a text tells in private: "crisis", "health", "private", "safety" or "conflict"; empty if it is
// about work. The text is as text.Normal makes it.
func Topic(text string) string {
	if len(strings.Fields(text)) < least {
		return ""
	}
	return seen.topic(text, func() string {
		topic := ""
		for _, part := range parts(text) {
			switch p := chances(part); {
			case 1-p[work] < sure:
			case p[crisis] > urgent:
				return topics[crisis]
			case topic == "":
				p[work], p[crisis] = 0, 0
				topic = topics[slices.Index(p, slices.Max(p))]
			}
		}
		return topic
	})
}

// Parts of a text are looked at by themselves where it is longer than the encoder reads well.
const (
	long = 160 // bytes
	most = 12  // parts
)

// parts are a text, and the sentences of a long one.
func parts(text string) []string {
	all := []string{text}
	if len(text) < long {
		return all
	}
	ends := func(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '\n' }
	for part := range strings.FieldsFuncSeq(text, ends) {
		if len(strings.Fields(part)) >= least && len(all) < most {
			all = append(all, part)
		}
	}
	return all
}

// A memory has the topics of texts that were looked at lately, of which it keeps a sum only: one message is asked about
// more than once, and much of what is typed was typed before.
type memory struct {
	sync.Mutex
	seed   maphash.Seed
	topics map[uint64]string
}

// remembered is the most texts a memory has, before it begins anew.
const remembered = 4096

var seen = &memory{seed: maphash.MakeSeed(), topics: map[uint64]string{}}

// topic is that of a text, which of returns if it is not remembered.
func (m *memory) topic(text string, of func() string) string {
	sum := maphash.String(m.seed, text)
	m.Lock()
	topic, ok := m.topics[sum]
	m.Unlock()
	if ok {
		return topic
	}
	topic = of()
	m.Lock()
	defer m.Unlock()
	if len(m.topics) >= remembered {
		clear(m.topics)
	}
	m.topics[sum] = topic
	return topic
}
