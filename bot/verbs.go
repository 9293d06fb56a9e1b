package bot

import (
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/dialog"

	"github.com/handvat/handvat/bot/chat"
)

// The verbs of actions. An argument names an aid, then what the verb needs, with
// slashes between: "step feedback-4g/3".
const (
	verbAsk      = "ask"      // TEXT: a question; also what a person types
	verbOpen     = "open"     // AID: show it
	verbPart     = "part"     // AID/PART or AID/page/N: show a part of it
	verbWhy      = "why"      // AID or AID/STEP
	verbWhyThis  = "why-this" // why this aid was found
	verbSteps    = "steps"    // AID: walk it, from where the person was
	verbResume   = "resume"   // AID: go on where the person was
	verbRestart  = "restart"  // AID: walk it from the beginning
	verbStep     = "step"     // AID/N: show step N; one past the last ends the walk
	verbStop     = "stop"     // AID
	verbList     = "list"     // AID: a checklist as a whole
	verbTick     = "tick"     // AID/N
	verbPick     = "pick"     // AID/COLUMN/N: answer N to a column of a decision table
	verbBranch   = "branch"   // AID/QUESTION/N: answer N in a decision tree
	verbField    = "field"    // AID/N: ask question N of a worksheet
	verbFill     = "fill"     // AID/N with the field "answer"
	verbHelped   = "helped"   // yes|bit|no/AID
	verbReason   = "reason"   // KEY/AID
	verbContact  = "contact"  // AID, or empty
	verbNone     = "none"     // none of the choices
	verbOthers   = "others"   // the other aids that were found for the last question
	verbFine     = "fine"     // no, thank you; with "nothing", a word that has no card to work on
	verbBrowse   = "browse"   // empty, or PROCESS/PAGE
	verbShort    = "short"    // the same in fewer words
	verbCommand  = "cmd"      // NAME
	verbDraft    = "draft"    // N with the field "answer"
	verbSettle   = "settle"   // approve|decline/NUMBER
	verbPersonal = "personal" // TOPIC: a sensitive question
	verbWish     = "wish"     // slot|most|away/NUMBER or quiet: when to be written to; goodbye
	verbGreet    = "greet"
	verbLeave    = "leave"
)

// do carries out an action.
func (t *turn) do(a chat.Action) (chat.Reply, error) {
	act, ok := map[string]func(*turn, string) (chat.Reply, error){
		verbAsk: (*turn).ask, verbOpen: (*turn).open, verbPart: (*turn).part, verbWhy: (*turn).why, verbWhyThis: (*turn).whyThis,
		verbSteps: (*turn).walk, verbResume: (*turn).resume, verbRestart: (*turn).restart, verbStep: (*turn).step, verbStop: (*turn).stop,
		verbList: (*turn).checklist, verbTick: (*turn).tick, verbPick: (*turn).pick, verbBranch: (*turn).branch,
		verbField: (*turn).field, verbFill: (*turn).fill,
		verbHelped: (*turn).helped, verbReason: (*turn).reason, verbContact: (*turn).contactFor, verbNone: (*turn).none, verbOthers: (*turn).others, verbFine: (*turn).fine,
		verbBrowse: (*turn).browse, verbShort: (*turn).shorter, verbCommand: (*turn).command,
		verbDraft: (*turn).draft, verbSettle: (*turn).settle,
		verbWish:     (*turn).wish,
		verbPersonal: (*turn).personal, verbGreet: (*turn).greet, verbLeave: (*turn).leave,
	}[a.Verb]
	if !ok {
		if strings.Contains(a.Verb, "/") {
			s, _ := t.Skill(a.Verb)
			return t.skilled(func(*dialog.Turn, string) (chat.Reply, error) { return t.Act(a) }, a.Arg, s.Meanwhile)
		}
		if act := t.skill(a.Verb); act != nil {
			return t.skilled(act, a.Arg, false)
		}
		// a button of an older version, or a made-up one
		return t.Past(), nil
	}
	return act(t, a.Arg)
}

// skill is what carries out a verb of a skill; nil if none has it.
func (t *turn) skill(verb string) dialog.Func {
	for _, s := range t.b.skills {
		if act := s.Verbs[verb]; act != nil {
			return act
		}
	}
	return nil
}

// typedAs names an action in the words one can type for it.
func typedAs(a chat.Action) string {
	switch a.Verb {
	case verbHelped:
		yesBitNo, _, _ := strings.Cut(a.Arg, "/")
		return yesBitNo
	case verbPart:
		_, part := dialog.Cut(a.Arg)
		if strings.HasPrefix(part, "page") {
			return "read-on"
		}
		return part
	case verbCommand:
		return "cmd " + a.Arg
	case verbFine:
		return "no"
	}
	return a.Verb
}

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
