package papers

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

//go:embed *.yaml
var files embed.FS

// Words are what the papers say.
var Words = text.Load[texts](files)

type texts struct {
	Title      string
	Lead       text.Line2 `args:"day version"`
	Draft      string
	Purposes   section
	Never      points // what the data are not used for
	SetUp      setUp
	Groups     groups
	DataMap    dataMap
	Roles      roles
	Rights     section // of everyone
	Law        law
	Assessment section // the draft of the data protection impact assessment
	Risks      risks
	Open       points // what of the assessment only the organisation can answer
	Changes    changes
	Sign       signing
}

// A section is a heading, a sentence and points.
type section struct {
	Heading, Intro string
	Points         []string
}

type points struct {
	Intro  string
	Points []string
}

// setUp is what is on and what is off.
type setUp struct {
	Heading, Caption, Note string
	Head                   [4]string
	Active, Inactive       string
	Channels               map[string]channel // ways that data go in or out
}

// A channel says who gets what by a way in or out.
type channel struct{ Name, Gets string }

// groups say how small a group is told of: k, and twice that for what is sensitive.
type groups struct {
	Heading string
	Intro   text.Line1   `args:"k"`
	Points  []text.Line2 `args:"k? twice?"`
}

// A dataMap says what is kept, by class and by table.
type dataMap struct {
	Heading, Intro, Note  string
	Caption, TableCaption string
	Head                  [3]string
	TableHead             [4]string
	Classes               map[string]kept
	OfClass               map[store.Class]string
	Always, Until         string     // how long
	Days, Months          text.Line1 `args:"n"`
}

// kept says how long a class of data is kept, n and m being days or months and weeks the months that figures by
// week are kept, and who sees it: groups of k people, or of twice as many.
type kept struct {
	Name string
	Kept text.Line3 `args:"n? m? weeks?"`
	Seen text.Line2 `args:"k? twice?"`
}

type roles struct {
	Heading, Intro, Caption, May string
	Role                         map[people.Role]string
	Right                        map[people.Right]string
	Scope                        [3]string // by people.Scope
	Notes                        []string
}

type law struct {
	Heading  string
	Points   []string
	NoAdvice string
}

type risks struct {
	Caption string
	Head    [3]string
	Rows    []struct{ Risk, Measure, Left string }
}

// changes say which changes need agreement, and which there were.
type changes struct {
	Heading, Intro        string
	Points                []string
	None, Unread, Caption string
	Head                  [2]string
}

type signing struct {
	Heading string
	Points  []string
}
