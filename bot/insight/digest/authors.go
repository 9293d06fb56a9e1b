package digest

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A List is what authors can do for the library this week: at most five things that
// together take half an hour, and what else of the five topics that most people asked for may wait.
type List struct {
	Week  counts.Week `json:"week"`
	Items []ToDo      `json:"items"`
	Asked []ToDo      `json:"asked,omitempty"` // topics; with those among the items five at most
	More  int         `json:"more,omitempty"`  // things that wait for another week
	K     int         `json:"k"`

	Waiting  []Waiting `json:"waiting,omitempty"`    // what people sent in, as it is now
	InTheWay []Item    `json:"in_the_way,omitempty"` // what blocked work in the week, in any unit
}

// Waiting is how much of a kind waits for an author to settle it.
type Waiting struct {
	Kind string      `json:"kind"` // the skill that has it
	N    int         `json:"n"`
	Says string      `json:"-"` // how much of what, on a button
	Show chat.Action `json:"-"` // shows the first of them
}

// InTheWay are the factors that most people of one unit reported, by what may be told of
// the units, with how many people that are at least; three at most.
func InTheWay(told []Facts) (items []Item) {
	for _, c := range Factors {
		it := Item{Key: c}
		for _, f := range told {
			it.People = max(it.People, f.Figures[Factor+c].People)
		}
		if it.People > 0 {
			items = append(items, it)
		}
	}
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(b.People, a.People) })
	return items[:min(len(items), maxMost)]
}

// Minutes is how long all of it takes, about.
func (l List) Minutes() (n int) {
	for _, it := range l.Items {
		n += it.Minutes
	}
	return n
}

// A ToDo is one thing on a list. ID is the same as long as it is about the same thing:
//
//	topic-KEY     people asked for something there is no aid for
//	aid-SLUG      an aid did not help in more than 30 % of the reactions
//	review-SLUG   an aid must be looked at again before a day that comes near, or has passed
//	page-SLUG     a page from elsewhere is used by so many that it deserves to be an aid
type ToDo struct {
	ID      string   `json:"id"`
	Kind    string   `json:"kind"`           // topic, aid, review, page
	Slug    string   `json:"slug,omitempty"` // of an aid or a page
	Title   string   `json:"title"`          // of the aid, or the question
	Texts   []string `json:"texts,omitempty"`
	Process string   `json:"process,omitempty"`
	Helped  Figure   `json:"helped,omitzero"`   // of an aid that did not help
	Reason  string   `json:"reason,omitempty"`  // why, if enough people said so
	StopsAt int      `json:"step,omitempty"`    // where enough people stop
	Days    int      `json:"days,omitempty"`    // until it must be looked at; negative if that has passed
	People  int      `json:"people,omitempty"`  // at least so many
	Minutes int      `json:"minutes,omitempty"` // it takes, about
}

// An AidInfo is what a list needs to know of an aid.
type AidInfo struct {
	Slug     string
	Title    string
	Process  string
	Words    string    // title, questions and keywords, to find the process of a topic by
	ReviewBy time.Time // zero if there is none
	Page     bool      // imported from elsewhere, not at recipe level
}

// An AuthorSource is all that a list is made of.
type AuthorSource struct {
	Week      counts.Week
	Today     time.Time
	Questions []journal.Question // that no aid answered
	Aids      []AidInfo
	Weeks     [][]*counts.Rollup     // every unit in the last weeks, the newest week first
	Told      map[string]counts.Week // when an item was last told of, by its ID
	K         privacy.Group
	Members   int // people who are counted; 0 if that is not known
}

// How much is put on a list, and when.
const (
	maxItems   = 5
	maxTopics  = 5
	maxMinutes = 30
	window     = 4 // weeks that are added up
	reviewDays = 30
	topicTime  = 10 // minutes
	aidTime    = 5
	reviewTime = 2
	pageTime   = 15
)

// Authors makes the list of a week. What is told of an aid is of the weeks since it was
// told of before, four at most: no two lists are about the same use.
func Authors(in AuthorSource) List {
	l := List{Week: in.Week, K: in.K.K()}
	var kinds [][]ToDo
	for _, found := range []func(AuthorSource) []ToDo{topics, hard, reviews, pages} {
		kinds = append(kinds, found(in))
	}
	for i := 0; ; i++ { // the first of each kind, then the second
		left := false
		for _, items := range kinds {
			if i >= len(items) {
				continue
			}
			left = true
			if it := items[i]; len(l.Items) < maxItems && l.Minutes()+it.Minutes <= maxMinutes {
				l.Items = append(l.Items, it)
			} else if it.Kind == "topic" && i < maxTopics {
				l.Asked = append(l.Asked, it)
			} else {
				l.More++
			}
		}
		if !left {
			l.Items = together(l.Items)
			return l
		}
	}
}

func topics(in AuthorSource) (out []ToDo) {
	used := map[string]map[string]bool{} // word of aids → their processes
	for _, a := range in.Aids {
		for _, w := range contentWords(a.Words) {
			if used[w] == nil {
				used[w] = map[string]bool{}
			}
			used[w][a.Process] = true
		}
	}
	for _, t := range Topics(in.Questions, in.K, in.Members) {
		out = append(out, ToDo{ID: "topic-" + t.Key, Kind: "topic", Title: t.Text, Texts: t.Texts, People: t.People,
			Process: process(t, used), Minutes: topicTime})
	}
	return out
}

// process is the one whose aids share most words with a topic: two, or one that no aid of another process has. It is
// empty if there is none, or more than one.
func process(t Topic, used map[string]map[string]bool) (best string) {
	shared, most := map[string]int{}, 1
	for _, w := range contentWords(t.Key) {
		for p := range used[w] {
			if shared[p]++; len(used[w]) == 1 {
				shared[p]++
			}
		}
	}
	for p, n := range shared {
		if n > most {
			best, most = p, n
		} else if n == most {
			best = ""
		}
	}
	return best
}

// together has the topics of one process stand below each other, where the first of them stood.
func together(items []ToDo) []ToDo {
	at := map[string]int{}
	place := func(it ToDo) string {
		if it.Kind == "topic" && it.Process != "" {
			return it.Process
		}
		return it.ID
	}
	for i, it := range slices.Backward(items) {
		at[place(it)] = i
	}
	slices.SortStableFunc(items, func(a, b ToDo) int { return cmp.Compare(at[place(a)], at[place(b)]) })
	return items
}

// about is something to do about an aid.
func about(a AidInfo, kind string, minutes int) ToDo {
	return ToDo{ID: kind + "-" + a.Slug, Kind: kind, Slug: a.Slug, Title: a.Title, Process: a.Process, Minutes: minutes}
}

// since are the weeks that an item was not told of yet.
func (in AuthorSource) since(id string) [][]*counts.Rollup {
	n := min(window, len(in.Weeks))
	if told, ok := in.Told[id]; ok && told < in.Week {
		n = min(n, int(in.Week-told))
	}
	return in.Weeks[:n]
}

// sum adds up what keys count over weeks and units. Its people are those of the week
// with most: there may have been more.
func sum(weeks [][]*counts.Rollup, ks ...counts.Key) (f counts.Figure) {
	for _, rs := range weeks {
		people := 0
		for _, r := range rs {
			g := r.Sum(ks...)
			f.N += g.N
			people += g.People
		}
		f.People = max(f.People, people)
	}
	return f
}

func hard(in AuthorSource) (out []ToDo) {
	for _, a := range in.Aids {
		it := about(a, "aid", aidTime)
		weeks := in.since(it.ID)
		outcome := func(details ...string) counts.Figure {
			ks := keys(journal.Outcome, details...)
			for i := range ks {
				ks[i].Aid = a.Slug
			}
			return sum(weeks, ks...)
		}
		all, helped, not, rest := outcome(""), outcome("helped"), outcome("not"), outcome("not", "partly")
		if !in.K.May(not.People) || !in.K.Hides(in.Members) || 10*not.N <= 3*all.N {
			continue
		}
		it.People = in.K.AtLeast(not.People, in.Members)
		it.Helped = Figure{Level: Reaction, N: all.N, People: in.K.AtLeast(all.People, in.Members)}
		if in.K.MayAll(helped.People, rest.People) {
			it.Helped.Value = helped.N
		} else {
			it.Helped.Share, _ = shareOf(helped.N, all.N)
		}
		it.Reason = most(weeks, in.K, journal.Reason, a.Slug, func(k counts.Key) string { return k.Detail })
		step := most(weeks, in.K, journal.RunStopped, a.Slug, func(k counts.Key) string { return strconv.Itoa(k.N) })
		it.StopsAt, _ = strconv.Atoi(step) // 0 if it is nothing
		out = append(out, it)
	}
	slices.SortStableFunc(out, func(a, b ToDo) int {
		return cmp.Or(cmp.Compare(b.People, a.People), cmp.Compare(b.Helped.N, a.Helped.N))
	})
	return out
}

// most is the word that stands most often in the keys of an aid, if enough people had to
// do with it.
func most(weeks [][]*counts.Rollup, k privacy.Group, kind journal.Kind, slug string,
	word func(counts.Key) string) string {
	by := map[string][]counts.Key{}
	for _, rs := range weeks {
		for _, r := range rs {
			for key := range r.Of(kind) {
				if w := word(key); key.Aid == slug && !slices.Contains(by[w], key) {
					by[w] = append(by[w], key)
				}
			}
		}
	}
	best, n := "", 0
	for w, ks := range by {
		if f := sum(weeks, ks...); k.For(w).May(f.People) && (f.N > n || f.N == n && w < best) {
			best, n = w, f.N
		}
	}
	return best
}

func reviews(in AuthorSource) (out []ToDo) {
	for _, a := range in.Aids {
		if a.ReviewBy.IsZero() || a.Page {
			continue
		}
		days := int(a.ReviewBy.Sub(in.Today).Hours() / 24)
		it := about(a, "review", reviewTime)
		it.Days = days
		if _, told := in.Told[it.ID]; days > reviewDays || told && days > 7 {
			continue
		}
		out = append(out, it)
	}
	slices.SortStableFunc(out, func(a, b ToDo) int { return cmp.Compare(a.Days, b.Days) })
	return out
}

func pages(in AuthorSource) (out []ToDo) {
	for _, a := range in.Aids {
		if !a.Page {
			continue
		}
		it := about(a, "page", pageTime)
		f := sum(in.since(it.ID), counts.Key{Kind: journal.Shown, Aid: a.Slug})
		if in.K.Sensitive().May(f.People) && in.K.Hides(in.Members) {
			it.People = in.K.AtLeast(f.People, in.Members)
			out = append(out, it)
		}
	}
	slices.SortStableFunc(out, func(a, b ToDo) int { return cmp.Compare(b.People, a.People) })
	return out
}
