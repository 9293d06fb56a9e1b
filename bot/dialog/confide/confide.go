// Package confide tells what somebody says that is nobody's business from what is work, by what it means: that they may
// harm themselves, how they feel, what happens at home, what is done to them, what somebody does that is not right.
// Words tell some of it; people say it in so many that most of what a stranger tells has none of those in a list.
package confide

import (
	_ "embed"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/dialog/meant"
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

//go:embed weights.bin
var weights string

// head tells the kinds apart. TestFit makes its weights of what people told and asked.
var head = meant.New(weights, kinds...)

// least is how many words a text has at least whose meaning is looked at: one or two words, such as a command, say too
// little by themselves.
const least = 3

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
	topic := ""
	for _, part := range parts(text) {
		switch p := head.Chances(part); {
		case 1-p[work] < sure:
		case p[crisis] > urgent:
			return topics[crisis]
		case topic == "":
			p = slices.Clone(p)
			p[work], p[crisis] = 0, 0
			topic = topics[slices.Index(p, slices.Max(p))]
		}
	}
	return topic
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
