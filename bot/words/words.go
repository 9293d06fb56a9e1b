// Package words holds everything the bot says of its own, in Dutch and English.
// What comes from aids is not here: that is the authors'.
//
// Style: je-form, plain words (B1), no blame, one question per message, refusing as
// easy as accepting, at most one emoji and never as the only meaning.
package words

import (
	"fmt"
	"slices"
	"strings"
)

// Words is what the bot says in one language. A field with verbs (%s, %d) is a
// format; the comment names its arguments. Both languages fill every field, with
// the same verbs in the same order: a test holds that.
type Words struct {
	Lang string // BCP 47

	// First contact.
	Welcome    string
	FirstNote  string
	WelcomeAsk []string // questions a newcomer can try; real questions of the starter library

	// Answers.
	Minutes      string // title, minutes
	DoneWhen     string
	UseWhen      string
	NotWhen      string
	Needs        string
	Criteria     string
	NoteVersion  string // owner, version, review date
	Overdue      string // date
	OwnVersion   string
	OtherLang    string // the language the aid is in
	OtherRole    string
	LangName     map[string]string
	FromPage     string // host
	ReadOn       string
	OpenPage     string
	PageOf       string // page, pages
	Choose       string
	ChooseFirst  string
	NoneOfThese  string
	WhyThis      string
	WhyThisOne   string // reason
	WhyWords     string // words
	WhyOthers    string
	WhyLike      string
	WhyMeaning   string
	Explain      Explain
	NotYet       string // contact
	NotYetHelp   string
	SenseTitle   string
	Sensitive    string // who
	SensitiveFor map[string]string
	Crisis       string

	// Ways into an aid.
	Steps, OneByOne, AllAtOnce, Start, FillIn, Copy string
	Example, Pitfalls, Why, More, Plan, PlanLead    string

	// Step mode.
	StepOf       string // step, steps
	ItemOf       string
	QuestionOf   string
	Check        string // check
	Next, Back   string
	Stop, Skip   string
	WhyShort     string
	BackToStep   string // step
	NoWhy        string
	FinishedWith string // check
	Stopped      string // title
	Resume       string // step, title
	Yes, No, Bit string
	Restart      string
	NotNow       string

	// Checklists, decisions, worksheets.
	TickedOf    string // done, all
	AllTicked   string
	Ready       string
	Outcome     string
	OpenAid     string // title
	OtherAnswer string
	YourAnswers string
	FillOn      string // what one types to go on with a worksheet
	Waits       string // that; said where a question came in between
	ForInstance string // example
	Filled      string // title
	Empty       string
	Pick        string
	StepNumber  string     // step: what one types to go to it
	Nth         [][]string // what one types for the first, the second and the third of a choice

	// Did it help?
	Helped       string
	ThanksYes    string
	ThanksBit    string
	SorryNo      string
	Reasons      []Reason
	ThanksReason string
	WhoHelps     string
	Contact      string // contact
	ContactYes   string
	ContactOn    string   // contact, aid
	WhoFor       []string // what begins a question for who can help with something
	Fine         string
	Related      string

	// Commands.
	Help, HelpCommands      string
	Privacy                 string
	DataTitle               string
	DataNone                string
	DataAids, DataKept      string
	DataProfile             string
	ExportText              string
	DeleteAsk, DeleteYes    string
	Deleted                 string
	Kept                    string
	Paused, Resumed         string
	LangSet                 string
	ShortOn, ShortOff       string
	AnonymousOn             string
	AnonymousOff            string
	WhyAlways, WhyAsked     string
	WhyNever                string
	Browse                  string
	BrowseIn                string // process
	NothingToShorten        string
	NothingOpen             string
	NotHere                 string // what was typed stands for nothing on the card
	Who                     string // what the bot is
	Again                   string // contact; to who swears at the bot
	Gone                    string
	On, Off                 string
	Export, Delete, PauseIt string

	// Messages at the bot's own initiative.
	NudgeFollow  string
	NudgePurpose string
	Yesterday    string
	OnWeekday    string // day of the week
	WeekAgo      string
	MonthAgo     string
	OnDate       string // date
	Weekdays     []string
	NudgeFirst   string // when, title
	NudgeWeek    string // when, title
	NudgeMonth   string // when, title
	NudgeRecall  string // title
	NudgeLast    string
	Write        string
	StopSeries   string
	StopAll      string
	CanWithout   string
	ShowCard     string
	AppliedAsk   string
	Applied      []Reason
	AppliedGood  string
	AppliedNone  string
	AppliedFail  string
	RecallHow    string
	Recalled     []Reason
	Skipped      string
	Without      string // title
	SeriesEnded  string // title
	AllStopped   string
	Goodbye      string
	NudgesTitle  string
	NudgesNone   string
	NudgesFewer  string
	NudgeAround  string // title, date
	Slots        []Reason
	SlotSet      string
	MostSet      Many // messages a week
	WeekOff      string
	WeekOffSet   string // date
	QuietSet     string

	// Reflections.
	ReflectFirst   string
	ReflectMonth   string
	RecallAsk      string // title
	OnlyYou        string
	Save           string
	Models         []Model
	ReflectSaved   string
	Reflections    string
	ReflectionsAll string // number
	ReflectionNone string
	ReflectionGone string
	PlanPropose    string // title
	PlanMake       string
	PlanIf         [2]string // prompt and example
	PlanThen       [2]string
	PlanPurpose    string

	Someone string // who has no name
	You     string // as the owner of something

	Plans     Plans // of one's own
	TeamPlans TeamPlans
	Factors   Factors
	Upgrades  Upgrades

	// Drafts.
	DraftStart  string
	DraftTask   [5][2]string // prompt and example of the five questions
	DraftSend   string
	DraftThanks string
	DraftList   string
	DraftNone   string
	DraftBy     string // when
	DraftFor    string // label of the blocking factor it is made against
	Approve     string
	Decline     string
	Approved    string // title
	Declined    string
	NotOwn      string
	NotAuthor   string
	DraftFaults string
	DraftHow    string // task: how one would ask for it

	Cases  Cases
	Report Report
	Digest Digest

	// Errors.
	Error string // reference
	Late  string // reference

	// Skills.
	Campaign  Campaign
	Moments   Moments
	Training  Training
	Programme Programme
	Casework  Casework
	Feedback  Feedback // between colleagues
	Rounds    Rounds   // feedback of a group
	Pairs     Pairs    // working in twos
	Starter   Starter  // in another role
	Theme     Theme    // of a channel
	Mine      Mine     // how am I doing?
	Scan      Scan     // a few questions, once
	Sponsor   Sponsor  // of cases
	Checked   Checked  // of files
	Pulse     Pulse    // what the help is worth
	Improve   Improve  // of aids

	// Typing instead of pressing.
	OrType string // words
	Or     string

	typed map[string][]string // by verb: words that mean it, besides the label
}

// A Reason is one thing that can have got in the way, or another answer by its key.
type Reason struct{ Key, Label string }

// A Model is a way to reflect: a few questions.
type Model struct {
	Key, Name string
	Questions []string
}

// In returns the words of a language: Dutch for "nl" and what begins with "nl-",
// English for everything else.
func In(lang string) *Words {
	if lang == "nl" || strings.HasPrefix(strings.ToLower(lang), "nl-") {
		return &dutch
	}
	return &english
}

// Many is a format that says how many of something there are: when it is one, and
// otherwise. Both take the same arguments.
type Many [2]string

// Of is the format for n of it.
func (m Many) Of(n int) string {
	if n == 1 {
		return m[0]
	}
	return m[1]
}

// Count is how many there are, of a format that takes nothing else.
func (m Many) Count(n int) string { return fmt.Sprintf(m.Of(n), n) }

// lists are all the words that can be typed, those of each skill in a list of its own.
func (w *Words) lists() []map[string][]string {
	return []map[string][]string{
		w.typed,
		w.Plans.typed,
		w.TeamPlans.typed,
		w.Digest.typed,
		w.Sponsor.typed,
		w.Scan.typed,
		w.Factors.typed,
		w.Campaign.typed,
		w.Feedback.typed,
		w.Rounds.typed,
		w.Pairs.typed,
		w.Starter.typed,
		w.Theme.typed,
		w.Moments.typed,
		w.Training.typed,
		w.Programme.typed,
		w.Casework.typed,
		w.Mine.typed,
		w.Pulse.typed,
		w.Improve.typed,
	}
}

// Typed returns the words that can be typed to mean an action, besides the label of
// its button. They are lower case.
func (w *Words) Typed(verb string) []string {
	for _, typed := range w.lists() {
		if ws, ok := typed[verb]; ok {
			return ws
		}
	}
	return nil
}

// Normal is how typed words are compared: lower case, without punctuation at the
// ends, single spaces.
func Normal(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(s), " "))
	return strings.Trim(s, " .,!?:;\"'’“”()…/")
}

// Command returns the command that a typed text means, such as "cmd help" or
// "browse".
func (w *Words) Command(typed string) (string, bool) { return w.meaning(typed, true) }

// IsWord reports whether a typed text is one of the words that stand for a button.
func (w *Words) IsWord(typed string) bool {
	_, ok := w.meaning(typed, false)
	return ok
}

// meaning returns what a typed text stands for, among the commands or the others.
func (w *Words) meaning(typed string, command bool) (verb string, ok bool) {
	for _, list := range w.lists() {
		for verb, ws := range list {
			if isCommand(verb) == command && slices.Contains(ws, typed) {
				return verb, true
			}
		}
	}
	return "", false
}

// isCommand reports whether what stands for an action is understood at any time, not
// only when a card offers it: it names a verb and its argument. An argument that ends
// with a colon takes what is typed behind a colon, as in "training: difficult calls".
func isCommand(verb string) bool {
	return strings.Contains(verb, " ") || verb == "browse" || verb == "short" || verb == "contact"
}
