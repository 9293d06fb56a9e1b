// Package knowledge is the library of job aids: what an aid is ([Aid]), how it is
// written down ([Parse], [Format]), what makes it good enough to be served ([Lint]),
// and which aids an organisation has ([Library]).
//
// An aid is written by a person and shown word for word; nothing in this package
// or above it invents guidance. The Markdown files are the authors' source; the
// store keeps the versions that were served. Finding the right aid for a question
// is the job of knowledge/find.
package knowledge

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Lang is the language of an aid or a reply: "nl" or "en".
type Lang string

// The languages an aid can be written in. Both are equals.
const (
	Dutch   Lang = "nl"
	English Lang = "en"
)

// Langs lists the languages in the order they are shown.
var Langs = []Lang{Dutch, English}

// Known reports whether aids can be in l.
func (l Lang) Known() bool { return slices.Contains(Langs, l) }

// Other returns the other of the two languages.
func (l Lang) Other() Lang {
	if l == Dutch {
		return English
	}
	return Dutch
}

// A Key names one aid in one language. Its string form is "nl/feedback-4g".
type Key struct {
	Slug string
	Lang Lang
}

func (k Key) String() string { return string(k.Lang) + "/" + k.Slug }

// A Type is one of the ten shapes an aid can have.
type Type string

// The ten types of job aid.
const (
	Steps         Type = "steps"          // one order, few choices
	Procedure     Type = "procedure"      // who does what, per step
	Checklist     Type = "checklist"      // what an expert forgets at a known pause
	DecisionTable Type = "decision-table" // two to four conditions decide
	DecisionTree  Type = "decision-tree"  // questions depend on earlier answers
	Worksheet     Type = "worksheet"      // collect and fill in
	Reference     Type = "reference"      // look up a fact
	Script        Type = "script"         // a conversation
	Example       Type = "example"        // judge quality
	Template      Type = "template"       // text to copy
)

// Types lists the ten types in the order of the field's own list.
var Types = []Type{Steps, Procedure, Checklist, DecisionTable, DecisionTree, Worksheet, Reference, Script, Example,
	Template}

// A Moment is one of the five moments of need (Gottfredson and Mosher).
type Moment string

// The five moments of need. Apply is the bot's home ground.
const (
	New    Moment = "new"
	More   Moment = "more"
	Apply  Moment = "apply"
	Solve  Moment = "solve"
	Change Moment = "change"
)

// Moments lists the five moments of need.
var Moments = []Moment{New, More, Apply, Solve, Change}

// A Box says whether an aid shows its reasons: black hides them unless asked, glass
// explains the step one is at.
type Box string

// The two ways an aid can deal with its reasons.
const (
	Black Box = "black"
	Glass Box = "glass"
)

// A CheckStyle says how a checklist is worked through.
type CheckStyle string

// The two styles of checklist.
const (
	DoConfirm CheckStyle = "do-confirm" // work from memory, then stop and confirm
	ReadDo    CheckStyle = "read-do"    // read an item, do it, next
)

// A Status says how far an aid is on its way to people. Only a published aid is served.
type Status string

// The states of an aid, in order.
const (
	Draft     Status = "draft"
	Review    Status = "review"
	Published Status = "published"
	Retired   Status = "retired"
)

// An Aid is one job aid in one language, as its author wrote it.
//
// Text fields hold the inline Markdown subset that chat can show: **bold**,
// *italic*, `code` and [label](target); block structure is in the fields themselves.
// An Aid is a value that is not changed after Parse returned it.
type Aid struct {
	Slug      string
	Lang      Lang
	Title     string // verb and object, at most 70 characters
	Type      Type
	Moments   []Moment
	Timing    []string // before, during, after
	Audience  []string // employee, manager, author, team; empty means everyone
	Task      string   // the work task served
	Trigger   []string // "use this when …"
	NotWhen   []string // when another aid or a person is better
	Questions []string // sentences people type
	Keywords  []string // synonyms, jargon, misspellings
	Process   string   // language-neutral id of the work process
	Phase     string   // precisie, programma, praktijk, prestatie, or empty
	Needs     []string // the ingredients
	Minutes   int
	Box       Box
	Result    string // how one sees that it is done well

	PausePoint string     // checklist only
	CheckStyle CheckStyle // checklist only

	Risk     string // low, medium, high
	Goal     string // id of the goal served, or empty
	Factor   string // id of the blocking factor served, or empty
	Owner    string // role or group id
	Contact  string // role or channel id: the next level of help
	Status   Status
	Version  string // semver
	Reviewed time.Time
	ReviewBy time.Time // the zero time when the file gives none
	Related  []string  // slugs
	FollowUp FollowUp
	BasedOn  []string
	License  string
	Source   string // where a page from elsewhere came from; empty for an aid at recipe level

	Quick    string  // the answer that fits one screen; Markdown with short lists
	Steps    []Step  // {#steps}, {#script}, {#items}; also {#questions} of a decision table (how to ask each column)
	Table    *Table  // {#table}: the decision table, or the facts of a reference
	Tree     []Node  // {#questions} of a decision tree
	Fields   []Field // {#questions} of a worksheet
	Template string  // {#template}: the text to copy, with {fill-in} marks
	Example  string
	Pitfalls []string
	Why      string
	Plan     string // the if-then sentence
	Body     string // a page from elsewhere: its whole text as Markdown
}

// Key returns the name of a.
func (a *Aid) Key() Key { return Key{a.Slug, a.Lang} }

// IsRecipe reports whether a was written for the library at recipe level,
// rather than taken over as a page from elsewhere.
func (a *Aid) IsRecipe() bool { return a.Source == "" }

// IsFor reports whether a is meant for a person with these roles. Nothing is held back
// from somebody of whom nothing is known, and what is for teams is for everyone who may be
// in one.
func (a *Aid) IsFor(roles []string) bool {
	return len(roles) == 0 || len(a.Audience) == 0 ||
		slices.ContainsFunc(a.Audience, func(r string) bool { return r == "team" || slices.Contains(roles, r) })
}

// Overdue reports whether a is past its review date at now: "possibly out of date".
func (a *Aid) Overdue(now time.Time) bool {
	return !a.ReviewBy.IsZero() && now.After(a.ReviewBy.AddDate(0, 0, 1))
}

// A FollowUp says which messages may follow the first use of an aid.
type FollowUp struct {
	Reflect  []int // days after the first use; empty means none
	Feedback int   // days after the first use; 0 means none
	Recall   bool  // ask to recall before showing the aid again
}

// A Step is one numbered item of an aid: a step, a phase of a conversation, a
// checklist item, or the way to ask one column of a decision table.
type Step struct {
	Actor  string // who does it (procedure); empty otherwise
	Text   string // what to do, starting with a verb
	Say    string // a sample sentence
	Detail string
	Why    string
	Check  string // how one sees that the step is done
}

// A Table is a decision table or a table of facts.
//
// In a decision table the first Conditions columns are asked, left to right; rows
// are tried from top to bottom; [Any] matches every answer, and the first row that
// matches gives the other columns. In a reference Conditions is 0.
type Table struct {
	Header     []string // without the ? and → marks
	Conditions int
	Rows       [][]string // each as long as Header
}

// Any is the cell of a decision table that matches every answer.
const Any = "*"

// A Node is one question of a decision tree. The first node is where one starts.
type Node struct {
	Question string
	Why      string
	Detail   string
	Answers  []Branch
}

// A Branch is one answer to a question of a decision tree. It leads either to the
// question at index Next, or to an outcome.
type Branch struct {
	Label   string
	Next    int    // index in Aid.Tree; -1 if this is an outcome
	Outcome string // what to do; empty unless Next is -1
	Aid     string // slug of the aid that helps further; may be empty
}

// A Field is one question of a worksheet.
type Field struct {
	Label   string // what the filled summary calls it
	Prompt  string // the question asked
	Example string
	Detail  string
	Why     string
}

// latin writes letters that are no other letter with a mark with the letters a to z: those of Latin that stand by
// themselves, and Greek and Cyrillic as they are commonly read.
var latin = strings.NewReplacer(strings.Fields(
	"ß ss æ ae œ oe ø o đ d ð d ħ h ı i ł l ŋ ng þ th " +
		"α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o " +
		"а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh " +
		"щ shch ы y э e ю yu я ya і i є ye ґ g ђ dj ј j љ lj њ nj ћ c џ dz")...)

// folded is a text in lower case with the letters a to z, as far as it can be.
func folded(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == 'ь' || r == 'ъ' {
			return -1
		}
		return r
	}, norm.NFKD.String(strings.ToLower(text)))
	return latin.Replace(text)
}

// Slug makes an id of a text: its letters and digits in lower case, with a hyphen for what is
// between them, of at most so many bytes. Letters other than a to z are written with those, as far as they can be,
// and else left out; with every they count as they are.
func Slug(text string, most int, every bool) string {
	var b strings.Builder
	if !every {
		text = folded(text)
	}
	gap := false
	for _, r := range strings.ToLower(text) {
		if !(r < utf8.RuneSelf || every) || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		if gap = false; b.Len()+utf8.RuneLen(r) > most {
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), "-")
}
