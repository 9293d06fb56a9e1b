package words

import (
	"fmt"
	"strings"
	"time"
)

// Digest is what is said in the weekly message of a team and in the weekly list of
// authors. The keys of the maps are the ids of bot/insight/digest.
type Digest struct {
	Title     string // number of the week, name of the team
	Period    string // first day, last day
	Of        string // name of the unit that the figures are of
	Small     string
	SmallAsk  string
	Levels    []string // what the levels 0 to 4 are called here
	Level     string   // what the level is called, its number
	ReachOf   string   // people who asked, people of the unit
	SizeOnly  string   // people of the unit
	Questions string   // questions
	Answered  string   // with an answer
	AnsweredShare,
	HelpedShare, // share, reactions
	UsedShare, // share, answers
	KnewShare, // share, answers
	ValuedShare string // share, answers
	Helped        string // times it helped, reactions
	Used          string // applied, answers
	Knew          string // recalled all, answers
	Valued        string // called it important, answers
	Experienced   string
	Room          string // said there is room, answers
	RoomShare     string // share, answers
	Saved         Many   // hours, answers
	SavedNone     string // answers
	OwnWords      string
	Quote         string // a sentence
	Plans         string // number
	Exchanged     string // number
	Proposed      string // number
	NoReactions   string
	NoApplied     string
	Shares        map[string]string
	Most          string
	InTheWay      string
	Reports       string            // what is in the way, number of reports
	Factors       map[string]string // as people report them
	FactorNames   map[string]string
	Reasons       map[string]string // why an aid did not help
	Goal          string            // goal, from, to, target
	GoalFirst     string            // goal, value, target
	GoalNone      string            // goal, target
	NoTarget      string            // goal, from, to
	NoReading     string
	Before        string // value
	OnCourse      string
	Behind        string
	Changed       string // what else changed
	PlotSays      string // goal, first, last
	AskedPlot     string
	AskedPlotSays string // questions in the first week, in the last
	WeekLabel     string // number
	Reflection    string
	Reflections   string // weeks with, weeks known
	Followed      string
	Still         string // action
	Solved        string // action
	YouCan        string
	ActionTitles  map[string]string // action without its argument → what to do; with the thing it is about
	ActionWhy     map[string]string // why: a number or a reason
	OnIt          string
	Later         string
	NotNeeded     string
	Ask           map[string]string // question for the meeting, with what it is about
	AskLead       string            // question
	Groups        string            // k
	TeamToo       string
	Seen          string // events
	Gaps          string // days
	Whole         string
	Late          string
	QuietWeeks    string // number of weeks
	Settled       map[string]string
	SettleNext    string
	None          string
	NotOver       string // week
	NotYours      string
	Purpose       string
	Days          []string // Monday to Friday
	Authors       Authors

	typed map[string][]string
}

// Authors is what is said in the weekly list of authors.
type Authors struct {
	Title     Many // number of things, minutes
	Nothing   string
	Asked     string // people at least, topic
	InProcess string // process
	Hard      string // aid, times it helped, reactions
	HardShare string // aid, share, reactions
	Reason    string // reason
	StopsAt   string // step
	Expires   string // aid, days
	Tomorrow  string // aid
	Today     string // aid
	Expired   Many   // aid, days
	Page      string // page, people at least
	Minutes   string // minutes
	Draft     string
	See       string
	SeeStep   string // step
	Good      string
	Change    string
	GoodSaved string // aid, date
	ChangeHow string // aid, file
	Started   string
	Others    string // number
	Note      string // k
	Purpose   string
	NotAuthor string
	Waits     string
	Waiting   map[string]Many // by kind: how many
	InTheWay  string
	ByPeople  string // what is in the way, people at least
}

var dutchDigest = Digest{
	Title: "Week %d, %s", Period: "%s – %s",
	Of:       "Jouw team is te klein om deze week cijfers van te tonen. Dit zijn de cijfers van %s.",
	Small:    "Deze week te weinig mensen om cijfers te tonen zonder iemand herkenbaar te maken.",
	SmallAsk: "Een goede vraag voor je overleg: *wat hielp je deze week?*",
	Levels:   []string{"Bereik", "Reactie", "Leren", "Toepassing", "Resultaat"}, Level: "%s (niveau %d)",
	ReachOf: "%d van de %d mensen vroegen iets", SizeOnly: "Een groep van %d mensen", Questions: "%d vragen", Answered: "%d beantwoord",
	AnsweredShare: "%s beantwoord",
	HelpedShare:   "Bij %s van de %d reacties hielp het", UsedShare: "Toegepast bij %s van de %d antwoorden (eigen opgave)",
	KnewShare: "Nog alles geweten bij %s van de %d keer (eigen opgave)", ValuedShare: "Belangrijk voor het werk bij %s van de %d antwoorden",
	Helped: "%d keer 'hielp' (van %d reacties)", Used: "Toegepast bij %d van de %d antwoorden (eigen opgave)", Knew: "Nog alles geweten bij %d van de %d keer (eigen opgave)",
	Valued: "Belangrijk voor het werk bij %d van de %d antwoorden", Plans: "%d als-dan-plannen", Exchanged: "%d keer feedback gegeven", Proposed: "%d voorstellen voor hulpkaarten",
	Experienced: "Zoals mensen het ervaren", Room: "Er is ruimte om het werk beter te maken volgens %d van de %d antwoorden", RoomShare: "Er is ruimte om het werk beter te maken volgens %s van de %d antwoorden",
	Saved:     Many{"Voorzichtige schatting: ruim %s uur per week gespaard (%d antwoorden, wie niets zei telt als nul; eigen schatting, gecorrigeerd voor aandeel en zekerheid)", "Voorzichtige schatting: ruim %s uur per week gespaard (%d antwoorden, wie niets zei telt als nul; eigen schatting, gecorrigeerd voor aandeel en zekerheid)"},
	SavedNone: "Voorzichtige schatting: minder dan een half uur per week gespaard (%d antwoorden; eigen schatting, gecorrigeerd voor aandeel en zekerheid)",
	OwnWords:  "In eigen woorden, met toestemming", Quote: "“%s” – een collega",
	NoReactions: "te weinig reacties om te tonen", NoApplied: "te weinig antwoorden om te tonen",
	Shares: map[string]string{"<1/2": "minder dan de helft", "1/2+": "de helft of meer", "<1/4": "minder dan een kwart", "1/4-1/2": "een kwart tot de helft",
		"1/2-3/4": "de helft tot driekwart", "3/4+": "driekwart of meer"},
	Most: "Meest gevraagd", InTheWay: "Staat in de weg", Reports: "*%s* (%d meldingen)",
	Factors: map[string]string{"expectation": "Het is niet duidelijk wat er verwacht wordt", "resources": "Ik mis een middel, systeem of recht", "process": "Onze werkwijze zit in de weg",
		"capacity": "Ik heb er geen tijd voor", "incentive": "Het loont niet, of het levert gedoe op", "skill": "Ik weet nog niet hoe", "leadership": "Ik krijg er geen steun bij"},
	FactorNames: map[string]string{"expectation": "duidelijke verwachtingen", "resources": "middelen en toegang", "process": "de werkwijze", "capacity": "tijd en werkdruk",
		"incentive": "wat het oplevert", "skill": "weten hoe het moet", "leadership": "steun"},
	Reasons: map[string]string{"too-long": "te lang", "not-my-situation": "niet hun situatie", "out-of-date": "verouderd", "missing-tool-or-right": "er mist een middel of recht",
		"no-time": "geen tijd", "other": "iets anders"},
	Goal: "Doel *%s*: %s → %s (doel %s)", GoalFirst: "Doel *%s*: %s (doel %s)", GoalNone: "Doel *%s*: nog geen cijfer (doel %s)", NoTarget: "*%s*: %s → %s",
	NoReading: "nog geen meting na het begin", Before: "vorige keer %s",
	OnCourse: "op koers", Behind: "ligt achter", Changed: "Let op: %s", PlotSays: "%s ging van %s naar %s.",
	AskedPlot: "Vragen per week", AskedPlotSays: "Van %d vragen in de eerste week naar %d in de laatste.", WeekLabel: "week %d",
	Reflection: "Tijd voor reflectie", Reflections: "%d van de laatste %d weken",
	Followed: "Dit pakte je op", Still: "%s: speelt nog", Solved: "%s: speelt nu niet meer bij zoveel mensen", YouCan: "Je kunt nu",
	ActionTitles: map[string]string{"workload": "Kijken of er ruimte is: misschien laat de werkdruk er geen over", "factor": "*%s* opgelost krijgen", "aid": "De makers helpen om *%s* beter te maken",
		"unanswered": "Iemand vragen om een hulpkaart mee te schrijven", "reflection": "Tien minuten terugkijken op de agenda van een overleg zetten"},
	ActionWhy: map[string]string{"workload": "Ik stuur je team minder berichten, niet meer.", "factor": "%d meldingen", "aid": "hielp vaak niet", "unanswered": "%d vragen bleven zonder antwoord",
		"reflection": "vier weken was er weinig tijd voor"},
	OnIt: "Pak ik op", Later: "Later", NotNeeded: "Niet nodig",
	Ask: map[string]string{"goal": "wanneer lukte *%s* wel, en hoe kwam dat?", "factor": "wat zou het makkelijker maken, als het gaat om %s?", "aid": "wie gebruikte *%s*, en wat werkte?",
		"week": "wat hielp je deze week?"},
	AskLead: "Vraag voor je overleg: %s",
	Groups:  "Groepscijfers van %d of meer mensen.", TeamToo: "Je team kan dit bericht ook lezen: typ *weekbericht*.",
	Seen: "Gemaakt uit ruim %d gebeurtenissen.", Gaps: "Let op: op %s is in de hele organisatie niets bijgehouden.", Whole: "Er ontbreken geen dagen.",
	Late: "Na het versturen kwamen er nog gebeurtenissen van deze week bij; die staan hier niet in.", QuietWeeks: "De %d weken hiervoor was er niets nieuws te melden.",
	Settled: map[string]string{"on": "Mooi. In het volgende weekbericht staat of het nog speelt.", "later": "Prima. Als het volgende week nog speelt, staat het er weer bij.",
		"no": "Prima. Ik noem dit voorlopig niet meer."},
	SettleNext: "En dit?", None: "Er is nog geen weekbericht voor jouw team. Het komt op maandag.",
	NotOver: "Week %s is nog niet voorbij.", NotYours: "Dit weekbericht is van een ander team.",
	Purpose: "Dit helpt jou en je team te zien wat werkt en wat in de weg zit.",
	Days:    []string{"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"},
	typed: map[string][]string{
		"steer show":    {"weekbericht", "weekoverzicht", "digest", "laat het weekbericht zien"},
		"steer authors": {"auteurslijst", "makerslijst", "lijst voor makers"},
	},
	Authors: Authors{
		Title: Many{"%d ding, ± %d minuten", "%d dingen, ± %d minuten"}, Nothing: "Deze week is er niets te doen aan de hulpkaarten.",
		Asked: "Minstens %d mensen zochten *%s*, geen kaart", InProcess: "(%s)", Hard: "*%s* hielp %d van %d keer", HardShare: "*%s* hielp bij %s van %d reacties", Reason: "reden: %s",
		StopsAt: "mensen stoppen bij stap %d", Expires: "*%s* verloopt over %d dagen", Tomorrow: "*%s* verloopt morgen", Today: "*%s* verloopt vandaag", Expired: Many{"*%s* is %d dag verlopen", "*%s* is %d dagen verlopen"},
		Page: "De pagina *%s* wordt door minstens %d mensen gebruikt: maak er een hulpkaart van", Minutes: "%d min",
		Draft: "Start concept", See: "Bekijk", SeeStep: "Bekijk stap %d", Good: "Nog goed", Change: "Aanpassen",
		GoodSaved: "Genoteerd: *%s* is nog goed. Zet in het bestand `reviewed` op vandaag en `review_by` op %s, dan verdwijnt het van je lijst.",
		ChangeHow: "Pas *%s* aan in het bestand `%s`. Bewaar je het, dan staat het binnen twee seconden live.",
		Started:   "Hier zijn de vragen die mensen stelden. Schrijf de kaart met *schrijf mee*, of als bestand.",
		Others:    "Nog %d andere, volgende week.", Note: "Alleen onderwerpen en kaarten waar %d of meer mensen mee te maken hadden. Vragen zijn ontdaan van namen en nummers.",
		Purpose: "Dit helpt om de hulpkaarten goed te houden, in hoogstens een half uur per week.", NotAuthor: "Deze lijst is voor makers van hulpkaarten.",
		Waits:    "Wacht op een tweede paar ogen",
		Waiting:  map[string]Many{"draft": {"%d concept", "%d concepten"}, "improvement": {"%d verbetervoorstel", "%d verbetervoorstellen"}},
		InTheWay: "Staat het meest in de weg", ByPeople: "%s (minstens %d mensen)",
	},
}

var englishDigest = Digest{
	Title: "Week %d, %s", Period: "%s – %s",
	Of:       "Your team is too small to show figures of this week. These are the figures of %s.",
	Small:    "Too few people this week to show figures without making someone recognisable.",
	SmallAsk: "A good question for your meeting: *what helped you this week?*",
	Levels:   []string{"Reach", "Reaction", "Learning", "Application", "Result"}, Level: "%s (level %d)",
	ReachOf: "%d of the %d people asked something", SizeOnly: "A group of %d people", Questions: "%d questions", Answered: "%d answered",
	AnsweredShare: "%s answered",
	HelpedShare:   "It helped in %s of the %d reactions", UsedShare: "Applied in %s of the %d answers (self-report)",
	KnewShare: "Everything still known in %s of the %d times (self-report)", ValuedShare: "Important for the work in %s of the %d answers",
	Helped: "%d 'helped' (of %d reactions)", Used: "Applied in %d of the %d answers (self-report)", Knew: "Everything still known in %d of the %d times (self-report)",
	Valued: "Important for the work in %d of the %d answers", Plans: "%d if-then plans", Exchanged: "feedback given %d times", Proposed: "%d proposals for job aids",
	Experienced: "As people experience it", Room: "There is room to make the work better according to %d of the %d answers", RoomShare: "There is room to make the work better according to %s of the %d answers",
	Saved:     Many{"Careful estimate: over %s hour a week saved (%d answers, who said nothing counts as none; people's own estimate, adjusted for share and confidence)", "Careful estimate: over %s hours a week saved (%d answers, who said nothing counts as none; people's own estimate, adjusted for share and confidence)"},
	SavedNone: "Careful estimate: less than half an hour a week saved (%d answers; people's own estimate, adjusted for share and confidence)",
	OwnWords:  "In their own words, with consent", Quote: "“%s” – a colleague",
	NoReactions: "too few reactions to show", NoApplied: "too few answers to show",
	Shares: map[string]string{"<1/2": "less than half", "1/2+": "half or more", "<1/4": "less than a quarter", "1/4-1/2": "a quarter to half",
		"1/2-3/4": "half to three quarters", "3/4+": "three quarters or more"},
	Most: "Most asked", InTheWay: "In the way", Reports: "*%s* (%d reports)",
	Factors: map[string]string{"expectation": "It is not clear what is expected", "resources": "I lack a tool, system or right", "process": "Our way of working is in the way",
		"capacity": "I have no time for it", "incentive": "It does not pay, or it causes hassle", "skill": "I do not know how yet", "leadership": "I get no support for it"},
	FactorNames: map[string]string{"expectation": "clear expectations", "resources": "tools and access", "process": "the way of working", "capacity": "time and workload",
		"incentive": "what it brings", "skill": "knowing how", "leadership": "support"},
	Reasons: map[string]string{"too-long": "too long", "not-my-situation": "not their situation", "out-of-date": "out of date", "missing-tool-or-right": "a tool or right is missing",
		"no-time": "no time", "other": "something else"},
	Goal: "Goal *%s*: %s → %s (target %s)", GoalFirst: "Goal *%s*: %s (target %s)", GoalNone: "Goal *%s*: no figure yet (target %s)", NoTarget: "*%s*: %s → %s",
	NoReading: "no reading since the start yet", Before: "%s last time",
	OnCourse: "on course", Behind: "behind", Changed: "Note: %s", PlotSays: "%s went from %s to %s.",
	AskedPlot: "Questions per week", AskedPlotSays: "From %d questions in the first week to %d in the last.", WeekLabel: "week %d",
	Reflection: "Time for reflection", Reflections: "%d of the last %d weeks",
	Followed: "You took this on", Still: "%s: still there", Solved: "%s: no longer there for so many people", YouCan: "You can now",
	ActionTitles: map[string]string{"workload": "See whether there is room: the workload may leave none", "factor": "Get *%s* solved", "aid": "Help the authors to improve *%s*",
		"unanswered": "Ask somebody to help write a job aid", "reflection": "Put ten minutes of looking back on the agenda of a meeting"},
	ActionWhy: map[string]string{"workload": "I send your team fewer messages, not more.", "factor": "%d reports", "aid": "often did not help", "unanswered": "%d questions had no answer",
		"reflection": "for four weeks there was little time for it"},
	OnIt: "On it", Later: "Later", NotNeeded: "Not needed",
	Ask: map[string]string{"goal": "when did *%s* work, and why?", "factor": "what would make it easier, when it comes to %s?", "aid": "who used *%s*, and what worked?",
		"week": "what helped you this week?"},
	AskLead: "Question for your meeting: %s",
	Groups:  "Group figures of %d people or more.", TeamToo: "Your team can read this message too: type *digest*.",
	Seen: "Made from over %d events.", Gaps: "Note: on %s nothing was recorded in the whole organisation.", Whole: "No days are missing.",
	Late: "After this was sent more events of this week came in; they are not in it.", QuietWeeks: "In the %d weeks before this there was nothing new to tell.",
	Settled: map[string]string{"on": "Good. The next weekly message says whether it is still there.", "later": "Fine. If it is still there next week, it comes back.",
		"no": "Fine. I will not bring this up for a while."},
	SettleNext: "And this?", None: "There is no weekly message for your team yet. It comes on Monday.",
	NotOver: "Week %s is not over yet.", NotYours: "This weekly message is another team's.",
	Purpose: "This helps you and your team to see what works and what is in the way.",
	Days:    []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"},
	typed: map[string][]string{
		"steer show":    {"digest", "weekly message", "weekly digest", "show the weekly message"},
		"steer authors": {"author list", "authors list", "author's list"},
	},
	Authors: Authors{
		Title: Many{"%d thing, about %d minutes", "%d things, about %d minutes"}, Nothing: "There is nothing to do about the job aids this week.",
		Asked: "At least %d people looked for *%s*, no aid", InProcess: "(%s)", Hard: "*%s* helped %d of %d times", HardShare: "*%s* helped in %s of %d reactions", Reason: "reason: %s",
		StopsAt: "people stop at step %d", Expires: "*%s* expires in %d days", Tomorrow: "*%s* expires tomorrow", Today: "*%s* expires today", Expired: Many{"*%s* expired %d day ago", "*%s* expired %d days ago"},
		Page: "The page *%s* is used by at least %d people: make it a job aid", Minutes: "%d min",
		Draft: "Start draft", See: "See it", SeeStep: "See step %d", Good: "Still right", Change: "Change",
		GoodSaved: "Noted: *%s* is still right. Set `reviewed` to today and `review_by` to %s in its file, and it leaves your list.",
		ChangeHow: "Change *%s* in the file `%s`. Once saved, it is live within two seconds.",
		Started:   "These are the questions people asked. Write the aid with *help write*, or as a file.",
		Others:    "%d more, next week.", Note: "Only topics and aids that %d people or more had to do with. Questions are without names and numbers.",
		Purpose: "This helps to keep the job aids right, in half an hour a week at most.", NotAuthor: "This list is for authors of job aids.",
		Waits:    "Waits for a second pair of eyes",
		Waiting:  map[string]Many{"draft": {"%d draft", "%d drafts"}, "improvement": {"%d proposed improvement", "%d proposed improvements"}},
		InTheWay: "Most in the way", ByPeople: "%s (at least %d people)",
	},
}

// Short is a day without its year, such as "21 nov".
func (w *Words) Short(t time.Time) string {
	return strings.TrimSuffix(w.Date(t), t.Format(" 2006"))
}

// Listed puts things after each other: a, b and c.
func (w *Words) Listed(things []string) string {
	n := len(things)
	if n < 2 {
		return strings.Join(things, "")
	}
	and := map[string]string{"nl": "en", "en": "and"}[w.Lang]
	return fmt.Sprintf("%s %s %s", strings.Join(things[:n-1], ", "), and, things[n-1])
}
