// Package aid is the skill of helping with a job aid: it answers a question with one, shows it and its parts, walks it
// step by step, has it ticked, decided with or filled in, and hears whether it helped.
//
// The answer is an aid as its authors wrote it, a choice of two or three, or an honest "not yet" with somebody to ask.
package aid

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// The acts of the skill. An argument names an aid, then what the act needs, with slashes between: "feedback-4g/3".
const (
	verbAsk      = "aid/ask"       // TEXT: a question; also what a person types
	verbOpen     = dialog.Open     // AID: show it
	verbMore     = "aid/more"      // AID: what else there is to know
	verbExample  = "aid/example"   // AID
	verbPitfalls = "aid/pitfalls"  // AID
	verbPlan     = "aid/plan"      // AID: the plan it suggests
	verbTemplate = "aid/template"  // AID
	verbPage     = "aid/page"      // AID/N: of a page from elsewhere
	verbWhy      = "aid/why"       // AID or AID/STEP
	verbWhyThis  = "aid/why-this"  // why this aid was found
	verbSteps    = dialog.Steps    // AID: walk it, from where the person was
	verbResume   = "aid/resume"    // AID: go on where the person was
	verbRestart  = "aid/restart"   // AID: walk it from the beginning
	verbStep     = dialog.Step     // AID/N: show step N; one past the last ends the walk
	verbStop     = "aid/stop"      // AID
	verbList     = "aid/list"      // AID: a checklist as a whole
	verbTick     = "aid/tick"      // AID/N
	verbPick     = "aid/pick"      // AID/COLUMN/N: answer N to a column of a decision table
	verbBranch   = "aid/branch"    // AID/QUESTION/N: answer N in a decision tree
	verbField    = "aid/field"     // AID/N: ask question N of a worksheet
	verbFill     = "aid/fill"      // AID/N with the field "answer"
	verbYes      = "aid/yes"       // AID: it helped
	verbBit      = "aid/bit"       // AID
	verbNo       = "aid/no"        // AID
	verbReason   = "aid/reason"    // KEY/AID: what got in the way
	verbContact  = dialog.Contact  // AID, AID/card to offer the aid too, or empty
	verbNone     = "aid/none"      // none of the choices
	verbOthers   = "aid/others"    // the other aids that were found for the last question
	verbBrowse   = dialog.Browse   // empty, or PROCESS/PAGE
	verbShort    = "aid/short"     // the same in fewer words
	verbHello    = dialog.Hello    // welcome
	verbDoubts   = "aid/doubts"    // for authors: a question that people say an aid is not for
	verbFits     = "aid/fits"      // STATE/HASH: an author settles it
	verbPersonal = dialog.Personal // TOPIC: a sensitive question
)

// Skill answers what people ask in their own words.
var Skill = dialog.Skill{
	Name:   "aid",
	Texts:  words,
	Tables: []store.Declared{&runs},
	Acts: map[string]dialog.Act{
		"ask":      dialog.Anyone(ask).Shared(),
		"open":     dialog.Anyone(open).Shared(),
		"more":     dialog.Anyone(partOf("more")).Shared(),
		"example":  dialog.Anyone(partOf("example")).Shared(),
		"pitfalls": dialog.Anyone(partOf("pitfalls")).Shared(),
		"plan":     dialog.Anyone(partOf("plan")).Shared(),
		"template": dialog.Anyone(partOf("template")).Shared(),
		"page":     dialog.Anyone(partOf("page")).Shared(),
		"why":      dialog.Anyone(why).Shared(),
		"why-this": dialog.Anyone(whyThis),
		"steps":    dialog.Anyone(walk),
		"resume":   dialog.Anyone(resume),
		"restart":  dialog.Anyone(restart),
		"step":     dialog.Anyone(step),
		"stop":     dialog.Anyone(stop),
		"list":     dialog.Anyone(checklist),
		"tick":     dialog.Anyone(tick),
		"pick":     dialog.Anyone(pick),
		"branch":   dialog.Anyone(branch),
		"field":    dialog.Anyone(field),
		"fill":     dialog.Anyone(fill),
		"yes":      dialog.Anyone(about(yes)),
		"bit":      dialog.Anyone(about(bit)),
		"no":       dialog.Anyone(about(no)),
		"reason":   dialog.Anyone(reason),
		"contact":  dialog.Anyone(contactFor).Shared(),
		"none":     dialog.Anyone(none),
		"others":   dialog.Anyone(others).Shared(),
		"browse":   dialog.Anyone(browse),
		"short":    dialog.Anyone(shorter),
		"hello":    dialog.Anyone(greet).Shared(),
		"personal": dialog.Anyone(personal).Finding(said),
		"doubts":   dialog.Look(people.SeeQuestions, doubts),
		"fits":     dialog.May(people.PublishAids, fits),
	},
	Commands:  []string{"browse", "short", "contact", "hello"},
	Yields:    []string{"short", "contact", "hello"},
	Question:  "ask",
	Waiting:   waiting,
	Jobs:      map[string]dialog.Func{"expire": expire},
	Meanwhile: true,
}

// said looks for what somebody typed: the organisation may have an aid for something personal.
func said(_ dialog.Session, e chat.Event) (text, lang string) {
	if e.Kind != chat.Said {
		return "", ""
	}
	return dialog.Clean(e.Text), ""
}

// about makes the act of an aid that is there.
func about(do func(*dialog.Turn, *knowledge.Aid) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, ref string) (chat.Reply, error) {
		a, ok := t.Aid(ref)
		if !ok {
			return t.Say(t.W.Gone), nil
		}
		return do(t, a)
	}
}
