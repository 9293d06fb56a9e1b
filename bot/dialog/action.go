package dialog

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
)

// Acts that skills offer of each other, and the house of them.
const (
	Help     = "house/help"
	Fine     = "house/fine"        // no, thank you
	Which    = "house/which"       // MARK: who of those of one name is meant
	Heard    = "house/heard"       // of what was typed to a message at the bot's own initiative
	Open     = "aid/open"          // AID: show it
	Steps    = "aid/steps"         // AID: walk it, from where the person was
	Step     = "aid/step"          // AID/N: show step N
	Contact  = "aid/contact"       // AID, or empty: who can help
	Browse   = "aid/browse"        // all aids
	Hello    = "aid/hello"         // welcome
	Personal = "aid/personal"      // TOPIC: what is said to something sensitive
	Write    = "draft/write"       // propose an aid
	WriteFor = "draft/write-for"   // that serves what [Session.Serves] says
	Proposal = "draft/answer"      // of somebody who writes one
	Drafts   = "draft/list"        // what waits for an author
	Privacy  = "mydata/privacy"    // what is kept and who sees it
	Language = "settings/language" // asks which one to speak; Unspoken: that is none of them
	Speak    = "settings/speak"    // LANG
	Pause    = "settings/pause"    // no messages at the bot's own initiative
	StopAll  = "settings/stop-all" // and those that are planned gone
	Nudges   = "settings/nudges"   // what is planned
	Goodbye  = "settings/goodbye"  // is due to who ignored four messages
)

// Unspoken is the argument of [Language] for somebody who wants a language that is not spoken.
const Unspoken = "unspoken"

// Acts of the skill plan that others offer.
const (
	PlanNew  = "plan/new"
	PlanAid  = "plan/aid"  // AID: with an aid
	PlanFor  = "plan/for"  // that serves the goal in [Turn.Answer]
	PlanList = "plan/list" // or the one there is
)

// InTheWay is an act of the skill barrier that others offer: AID, or nothing: asks what is in the way.
const InTheWay = "barrier/blocks"

// Round asks a group for feedback.
const Round = "multirater/start"

// Case is an act of the skill casework that others offer: CASE, as [CaseRef] names it: shows it.
const Case = "casework/show"

// TeamPlan is an act of the skill teamplan that others offer: show the plan of the channel.
const TeamPlan = "teamplan/show"

// MaxCaseRef is how many bytes of an action may name a case, or something of one.
const MaxCaseRef = 24

// CaseRef names a case in an action.
func CaseRef(id string) string { return ref(id, MaxCaseRef) }

// maxRef is how many bytes of an action may name an aid: verb, answer and mark need room too.
const maxRef = 48

// AidRef names an aid in an action.
func AidRef(a *knowledge.Aid) string { return ref(a.Slug, maxRef) }

// ref names something with an id in an action: its id, or a short stand-in that begins
// with # for one of more than most bytes.
func ref(id string, most int) string {
	if len(id) <= most {
		return id
	}
	h := fnv.New64a()
	h.Write([]byte(id)) // never fails
	return fmt.Sprintf("#%016x", h.Sum64())
}

// Series names everything on the agenda that the use of an aid leads to, so that "stop"
// means all of it.
func Series(a *knowledge.Aid) string { return "aid/" + AidRef(a) }

// On returns the action that does verb to a; rest is what the verb needs besides.
func On(verb string, a *knowledge.Aid, rest ...any) chat.Action {
	return Do(verb, append([]any{AidRef(a)}, rest...)...)
}

// Do returns the action of verb with an argument of these parts, slashes between.
func Do(verb string, parts ...any) chat.Action {
	arg := make([]string, len(parts))
	for i, p := range parts {
		arg[i] = fmt.Sprint(p)
	}
	return chat.Action{Verb: verb, Arg: strings.Join(arg, "/")}
}

// Button is a plain button.
func Button(label string, a chat.Action) chat.Button { return chat.Button{Label: label, Action: a} }

// Primary is the button of the most likely next thing.
func Primary(label string, a chat.Action) chat.Button {
	return chat.Button{Label: label, Action: a, Style: chat.Primary}
}

// Submit is the button that sends a form.
func Submit(label string, a chat.Action) chat.Button {
	return chat.Button{Label: label, Action: a, Style: chat.Primary, Submit: true}
}

// Cut splits an argument at its first slash.
func Cut(arg string) (first, rest string) {
	first, rest, _ = strings.Cut(arg, "/")
	return first, rest
}

// Seq reads the number that something is kept by; 0, by which nothing is, if it is none.
func Seq(s string) uint64 {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Day is a day that was kept, as [time.DateOnly]; zero if it is none.
func Day(kept string) time.Time {
	d, _ := time.Parse(time.DateOnly, kept) // zero if it fails
	return d
}

// Number reads a number of an argument; -1 if it is none.
func Number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return -1
	}
	return n
}
