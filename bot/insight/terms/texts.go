// Package terms is what performance cases and what blocks work are called: phases, needs, roles, states, levels.
package terms

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are the names, in each language.
var Words = text.Load[Texts](files)

// Texts are the names in one language.
type Texts struct {
	Phases                map[string]string
	PhaseAsks             map[string]string // what a phase is about
	Needs                 map[string]string // what is missing, by code; the thing it is of is added
	Remarks               map[string]string
	Solutions             string     // label
	InUse                 text.Line2 `args:"n many"`
	NoSupport             text.Line1 `args:"support"`
	Categories, Responses map[string]string
	States                map[string]string // of factors, support, moments, reviews and goals
	Kinds                 map[string]string // of solutions, touchpoints and moments
	Methods, Periods      map[string]string
	By                    map[string]string // in which role someone changed a case
	Levels                [6]string         // 0 to 5
	Gap                   text.Line2        `args:"gap direction"`
	Higher, Lower         string
	NeedOf                text.Line2 `args:"need item"`
	StillNeeds, NeedsNone text.Line1 `args:"phase"`
	Unmet                 text.Line2 `args:"phase missing"`
	Applied, NotApplied   text.Line1 `args:"n"`
	Unchanged             string
	Fields                text.Line1        `args:"n"`
	NoCase                text.Line1        `args:"id"`
	NoMoment              text.Line1        `args:"indicator"`
	Names                 map[string]string // of the fields of a case, as its file calls them
	Parts                 map[string]string // of a case, by the field of knowledge/cases
	Target                string            // label of a line
	Figures               string            // name of a sheet
	OwnWords              string
	Quote                 text.Line1        `args:"sentence"`
	Factors               map[string]string // as people report them
	FactorNames           map[string]string
}
