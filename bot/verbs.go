package bot

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
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
	verbFine     = "fine"     // no, thank you; with "nothing", a word that has no card to work on
	verbBrowse   = "browse"   // empty, or PROCESS/PAGE
	verbShort    = "short"    // the same in fewer words
	verbCommand  = "cmd"      // NAME
	verbDraft    = "draft"    // N with the field "answer"
	verbSettle   = "settle"   // approve|decline/NUMBER
	verbPersonal = "personal" // TOPIC: a sensitive question
	verbNudge    = "nudge"    // AID/WHAT/DAY/ANSWER: a message at the bot's own initiative, and what is said to it
	verbReflect  = "reflect"  // AID/WHAT/DAY/MODEL: writing for oneself, and reading it again
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
		verbHelped: (*turn).helped, verbReason: (*turn).reason, verbContact: (*turn).contactFor, verbNone: (*turn).none, verbFine: (*turn).fine,
		verbBrowse: (*turn).browse, verbShort: (*turn).shorter, verbCommand: (*turn).command,
		verbDraft: (*turn).draft, verbSettle: (*turn).settle,
		verbNudge: (*turn).nudge, verbReflect: (*turn).reflect,
		verbPersonal: (*turn).personal, verbGreet: (*turn).greet, verbLeave: (*turn).leave,
	}[a.Verb]
	if !ok { // a button of an older version, or a made-up one
		return t.say(t.w.Gone), nil
	}
	return act(t, a.Arg)
}

// typedAs names an action in the words one can type for it.
func typedAs(a chat.Action) string {
	switch a.Verb {
	case verbHelped:
		yesBitNo, _, _ := strings.Cut(a.Arg, "/")
		return yesBitNo
	case verbPart:
		_, part := cut(a.Arg)
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

// maxRef is how many bytes of an action may name an aid.
const maxRef = 64

// aidRef names an aid in an action: its slug, or a short stand-in for a long one.
func aidRef(a *knowledge.Aid) string {
	if len(a.Slug) <= maxRef {
		return a.Slug
	}
	h := fnv.New64a()
	h.Write([]byte(a.Slug)) // never fails
	return fmt.Sprintf("#%016x", h.Sum64())
}

// do returns the action that does verb to a; rest is what the verb needs besides.
func on(verb string, a *knowledge.Aid, rest ...any) chat.Action {
	arg := aidRef(a)
	for _, r := range rest {
		arg += fmt.Sprintf("/%v", r)
	}
	return chat.Action{Verb: verb, Arg: arg}
}

func button(label string, a chat.Action) chat.Button { return chat.Button{Label: label, Action: a} }

func primary(label string, a chat.Action) chat.Button {
	return chat.Button{Label: label, Action: a, Style: chat.Primary}
}

// cut splits an argument at its first slash.
func cut(arg string) (first, rest string) {
	first, rest, _ = strings.Cut(arg, "/")
	return first, rest
}

// number reads a number of an argument; -1 if it is none.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return n
}
