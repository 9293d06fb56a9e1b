package words

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/text"
)

// Cases is what is said about performance cases, in chat, on the command line and in
// reports. The keys of the maps are the ids of knowledge/cases.
type Cases struct {
	Phases     map[string]string
	PhaseAsks  map[string]string // what a phase is about
	Needs      map[string]string // what is missing, by code; the thing it is of is added
	Remarks    map[string]string
	Solutions  string // label
	InUse      string // number, of how many
	NoSupport  string // kinds of support
	Categories map[string]string
	Responses  map[string]string
	States     map[string]string // of factors, support, moments, reviews and goals
	Kinds      map[string]string // of solutions, touchpoints and moments
	Tags       map[string]string
	Methods    map[string]string
	Periods    map[string]string
	By         map[string]string // in which role someone changed a case
	Levels     []string          // 0 to 5
	Gap        string            // value, unit, direction
	Higher     string
	Lower      string
	NeedOf     string // need, of what
	StillNeeds string // phase
	NeedsNone  string // phase
	Unmet      string // phase the case is in, what an earlier one still asks for
	Applied    Many   // changes
	NotApplied Many   // changes
	Unchanged  string
	Fields     Many              // number of fields
	NoCase     string            // id
	NoMoment   string            // indicator
	Parts      map[string]string // of a case, by the field of knowledge/cases
}

var dutchCases = Cases{
	Phases: map[string]string{"precisie": "Precisie", "programma": "Programma", "praktijk": "Praktijk", "prestatie": "Prestatie", "anchored": "Geborgd", "closed": "Afgesloten"},
	PhaseAsks: map[string]string{
		"precisie": "Wat moet er beter, hoeveel, en wat zit in de weg?", "programma": "Wat gaan we doen, en hoe meten we het?",
		"praktijk": "Het is in gebruik: wat zien we, en wat sturen we bij?", "prestatie": "Heeft het gewerkt, en hoe blijft het?",
		"anchored": "Is het er nog na 1, 3, 6 en 12 maanden?", "closed": "Dit vraagstuk is klaar.",
	},
	Needs: map[string]string{
		"question": "de prestatievraag: wat moet er in het werk beter?", "sponsor": "de opdrachtgever uit de lijn", "adviser": "de L&D-adviseur die meewerkt",
		"goal-who": "wie er iets anders gaat doen", "goal-what": "wat je hen straks ziet doen, of welk resultaat verandert", "goal-measure": "het cijfer waaraan je dat ziet",
		"goal-unit": "de eenheid van dat cijfer", "goal-direction": "of hoger of lager beter is", "goal-source": "waar dat cijfer vandaan komt",
		"current": "het cijfer van nu, met de datum", "target": "het cijfer dat je wilt halen, met de datum",
		"gap":                "het cijfer van nu is al zo goed als het doel. Is er wel een kloof?",
		"input-target-group": "wat de doelgroep zelf zegt", "input-management": "wat de leiding zegt", "input-data": "een bron met gegevens",
		"intake": "een antwoord op de vraag", "factor": "wat er in de weg zit", "factor-category": "de soort van wat in de weg zit", "factor-severity": "hoe erg het is (1, 2 of 3)", "factor-owner": "de eigenaar",
		"solution": "een maatregel", "solution-kind": "de soort maatregel", "solution-owner": "de eigenaar van de maatregel", "factor-open": "een maatregel, of de afspraak dat je het accepteert",
		"application-goal": "het toepassingsdoel: \"Ik kan … in mijn werk\"", "post": "de periode na het leren", "plan-made": "de datum van het meetplan", "rollout": "de dag waarop het begint",
		"plan-late": "het meetplan moet er zijn voor de eerste dag", "indicator": "een indicator in het meetplan", "baseline": "de beginstand, met de datum",
		"indicator-source": "de bron van het cijfer", "indicator-owner": "wie het cijfer levert", "moment-baseline": "de dag van de nulmeting", "moment-interim": "de dag van de tussenmeting", "moment-end": "de dag van de eindmeting",
		"isolation": "hoe je ziet wat van je aanpak komt (vergelijken, doortrekken of schatten)",
		"delivered": "een maatregel die in gebruik is", "solution-link": "waar de maatregel te vinden is", "reading-interim": "de tussenmeting, of dat die er niet komt", "reading-end": "de eindmeting, of dat die er niet komt",
		"anchor-start": "de dag waarop het project eindigt", "anchor": "wat er moet blijven", "anchor-owner": "wie dat bewaakt", "anchor-where": "waar het staat (overleg, kaart, inwerken)", "anchor-signal": "aan welk teken je merkt dat het wegzakt",
		"review-1": "de terugblik na 1 maand", "review-3": "de terugblik na 3 maanden", "review-6": "de terugblik na 6 maanden", "review-12": "de terugblik na 12 maanden",
	},
	Solutions: "Maatregelen",
	InUse:     "%d van %d in gebruik",
	NoSupport: "steun nog leeg: %s",
	Remarks: map[string]string{
		"no-gap": "Is er wel een kloof? Het cijfer van nu is al zo goed als het doel.", "no-business-value": "Nog geen waarde voor het werk: het meetplan meet alleen het leren.",
		"most-environment":  "Het meeste wat in de weg zit, ligt in de werkomgeving. Een cursus lost dat waarschijnlijk niet op.",
		"tacked-on":         "Dit lijkt een cursus met iets erachteraan (10-20-70): er is geen hulp tijdens het werk, of geen toepassingsdoel.",
		"no-anchoring-cost": "Er zijn kosten, maar voor borgen is geen geld of tijd.", "no-instrumental": "Niemand zorgt voor middelen.", "no-financial": "Niemand zorgt voor tijd of geld.", "no-managerial": "Niemand uit de leiding staat erachter.",
	},
	Categories: map[string]string{"expectation": "Verwachting en feedback", "resources": "Middelen en toegang", "process": "Proces en afspraken", "capacity": "Tijd en werkdruk", "incentive": "Gevolgen en waardering", "skill": "Kennis en vaardigheid", "leadership": "Leiding en collega's"},
	Responses:  map[string]string{"remove": "wegnemen", "reduce": "verminderen", "work-around": "eromheen werken", "accept": "accepteren"},
	States: map[string]string{"open": "open", "agreed": "afgesproken", "gone": "weg", "accepted": "geaccepteerd", "asked": "gevraagd", "promised": "toegezegd", "given": "geregeld", "refused": "geweigerd",
		"planned": "gepland", "due": "nu aan de beurt", "met": "gemeten", "missed": "niet gemeten", "done": "gedaan", "at-risk": "loopt gevaar", "yes": "ja", "now-and-then": "af en toe", "no": "nee",
		"on-course": "op koers", "behind": "ligt achter", "no-data": "nog geen cijfers"},
	Kinds: map[string]string{"learning": "leren", "job-aid": "hulpkaart", "work-environment": "werkomgeving", "meeting": "bijeenkomst", "virtual-class": "online les", "coaching": "coaching",
		"baseline": "nulmeting", "interim": "tussenmeting", "end": "eindmeting", "instrumental": "middelen", "financial": "geld en tijd", "managerial": "leiding"},
	Tags:       map[string]string{"work": "in het werk", "together": "samen", "formal": "formeel"},
	Methods:    map[string]string{"comparison": "vergelijken met een groep die het niet deed", "trend": "de lijn van voor de start doortrekken", "estimate": "schatting van gebruikers, met hun zekerheid"},
	Periods:    map[string]string{"week": "per week", "month": "per maand", "year": "per jaar"},
	By:         map[string]string{"sponsor": "opdrachtgever", "adviser": "L&D-adviseur", "file": "bestand", "command": "beheerder", "service": "ander systeem"},
	Levels:     []string{"Is het er, en bereikt het mensen?", "Vinden mensen het nuttig?", "Kunnen mensen het?", "Doen mensen het?", "Verandert het resultaat?", "Weegt het op tegen de kosten?"},
	Gap:        "Kloof: %s %s (%s is beter)",
	Higher:     "hoger",
	Lower:      "lager",
	NeedOf:     "%s (bij: %s)",
	StillNeeds: "Nog nodig voor het einde van %s:",
	NeedsNone:  "%s is compleet: door naar de volgende fase.",
	Unmet:      "De fase is %s, maar er ontbreekt nog: %s",
	Applied:    Many{"%d wijziging doorgevoerd.", "%d wijzigingen doorgevoerd."},
	NotApplied: Many{"%d wijziging, nog niet doorgevoerd. Klopt het? Herhaal de opdracht met --apply.", "%d wijzigingen, nog niet doorgevoerd. Klopt het? Herhaal de opdracht met --apply."},
	Unchanged:  "Er verandert niets.",
	Fields:     Many{"%d veld", "%d velden"},
	NoCase:     "er is geen vraagstuk met id %s. Zie: handvat case list",
	NoMoment:   "bij %s staat geen meting open",
	Parts: map[string]string{"question": "de vraag", "sponsor": "de rollen", "adviser": "de rollen", "goal": "het doel", "inputs": "de inbreng", "intake": "de intake", "factors": "wat in de weg zit", "solutions": "de maatregelen",
		"support": "de steun", "plan": "het meetplan", "worth": "de kosten", "programme": "het programma", "anchoring": "de borging", "changed": "wat er verder veranderde", "phase": "de fase", "": "de gegevens"},
}

var englishCases = Cases{
	Phases: map[string]string{"precisie": "Precision", "programma": "Programme", "praktijk": "Practice", "prestatie": "Performance", "anchored": "Anchored", "closed": "Closed"},
	PhaseAsks: map[string]string{
		"precisie": "What must get better, by how much, and what is in the way?", "programma": "What do we do, and how do we measure it?",
		"praktijk": "It is in use: what do we see, and what do we adjust?", "prestatie": "Did it work, and how does it last?",
		"anchored": "Is it still there after 1, 3, 6 and 12 months?", "closed": "This case is done.",
	},
	Needs: map[string]string{
		"question": "the performance question: what must get better in the work?", "sponsor": "the sponsor from the line", "adviser": "the L&D adviser who works on it",
		"goal-who": "who will do something differently", "goal-what": "what you will see them do, or which result changes", "goal-measure": "the figure that shows it",
		"goal-unit": "the unit of that figure", "goal-direction": "whether higher or lower is better", "goal-source": "where that figure comes from",
		"current": "the figure now, with its date", "target": "the figure you want, with its date",
		"gap":                "the figure now is as good as the target. Is there a gap at all?",
		"input-target-group": "what the target group itself says", "input-management": "what management says", "input-data": "a source of data",
		"intake": "an answer to the question", "factor": "what is in the way", "factor-category": "the kind of obstacle", "factor-severity": "how bad it is (1, 2 or 3)", "factor-owner": "the owner",
		"solution": "a measure", "solution-kind": "the kind of measure", "solution-owner": "the owner of the measure", "factor-open": "a measure, or the agreement that you accept it",
		"application-goal": "the application goal: \"I can … in my work\"", "post": "the period after learning", "plan-made": "the date of the measurement plan", "rollout": "the day it begins",
		"plan-late": "the measurement plan must be there before the first day", "indicator": "an indicator in the measurement plan", "baseline": "the baseline, with its date",
		"indicator-source": "the source of the figure", "indicator-owner": "who gives the figure", "moment-baseline": "the day of the baseline reading", "moment-interim": "the day of the interim reading", "moment-end": "the day of the end reading",
		"isolation": "how you see what comes from your approach (compare, extend the line, or estimate)",
		"delivered": "a measure that is in use", "solution-link": "where the measure can be found", "reading-interim": "the interim reading, or that there will be none", "reading-end": "the end reading, or that there will be none",
		"anchor-start": "the day the project ends", "anchor": "what must stay", "anchor-owner": "who looks after it", "anchor-where": "where it lives (meeting, job aid, onboarding)", "anchor-signal": "the sign by which you see it slip",
		"review-1": "the review after 1 month", "review-3": "the review after 3 months", "review-6": "the review after 6 months", "review-12": "the review after 12 months",
	},
	Solutions: "Solutions",
	InUse:     "%d of %d in use",
	NoSupport: "support still empty: %s",
	Remarks: map[string]string{
		"no-gap": "Is there a gap at all? The figure now is as good as the target.", "no-business-value": "No business value yet: the measurement plan measures learning only.",
		"most-environment":  "Most of what is in the way is in the work environment. A course will probably not solve it.",
		"tacked-on":         "This looks like a course with something behind it (10-20-70): there is no help during the work, or no application goal.",
		"no-anchoring-cost": "There are costs, but no money or time for anchoring.", "no-instrumental": "Nobody takes care of tools.", "no-financial": "Nobody takes care of time or money.", "no-managerial": "Nobody in management stands behind it.",
	},
	Categories: map[string]string{"expectation": "Expectation and feedback", "resources": "Tools and access", "process": "Process and agreements", "capacity": "Time and workload", "incentive": "Consequences and appreciation", "skill": "Knowledge and skill", "leadership": "Leadership and colleagues"},
	Responses:  map[string]string{"remove": "remove", "reduce": "reduce", "work-around": "work around", "accept": "accept"},
	States: map[string]string{"open": "open", "agreed": "agreed", "gone": "gone", "accepted": "accepted", "asked": "asked", "promised": "promised", "given": "arranged", "refused": "refused",
		"planned": "planned", "due": "due now", "met": "measured", "missed": "not measured", "done": "done", "at-risk": "at risk", "yes": "yes", "now-and-then": "now and then", "no": "no",
		"on-course": "on course", "behind": "behind", "no-data": "no figures yet"},
	Kinds: map[string]string{"learning": "learning", "job-aid": "job aid", "work-environment": "work environment", "meeting": "meeting", "virtual-class": "virtual class", "coaching": "coaching",
		"baseline": "baseline", "interim": "interim", "end": "end", "instrumental": "tools", "financial": "money and time", "managerial": "management"},
	Tags:       map[string]string{"work": "in the work", "together": "together", "formal": "formal"},
	Methods:    map[string]string{"comparison": "comparing with a group that did not do it", "trend": "extending the line from before the start", "estimate": "estimate by users, with how sure they are"},
	Periods:    map[string]string{"week": "a week", "month": "a month", "year": "a year"},
	By:         map[string]string{"sponsor": "sponsor", "adviser": "L&D adviser", "file": "file", "command": "operator", "service": "another system"},
	Levels:     []string{"Is it there, and does it reach people?", "Do people find it useful?", "Can people do it?", "Do people do it?", "Does the result change?", "Does it outweigh the costs?"},
	Gap:        "Gap: %s %s (%s is better)",
	Higher:     "higher",
	Lower:      "lower",
	NeedOf:     "%s (for: %s)",
	StillNeeds: "Still needed for the end of %s:",
	NeedsNone:  "%s is complete: on to the next phase.",
	Unmet:      "The phase is %s, but this is still missing: %s",
	Applied:    Many{"%d change made.", "%d changes made."},
	NotApplied: Many{"%d change, not made yet. Is this right? Repeat the command with --apply.", "%d changes, not made yet. Is this right? Repeat the command with --apply."},
	Unchanged:  "Nothing changes.",
	Fields:     Many{"%d field", "%d fields"},
	NoCase:     "there is no case with id %s. See: handvat case list",
	NoMoment:   "no reading of %s is open",
	Parts: map[string]string{"question": "the question", "sponsor": "the roles", "adviser": "the roles", "goal": "the goal", "inputs": "the input", "intake": "the intake", "factors": "what is in the way", "solutions": "the solutions",
		"support": "the support", "plan": "the measurement plan", "worth": "the costs", "programme": "the programme", "anchoring": "the anchoring", "changed": "what else changed", "phase": "the phase", "": "the details"},
}

// Need says what is missing: by its code, and what it is of, if that is not the case.
func (w *Words) Need(code, of string) string {
	if of == "" {
		return w.Cases.Needs[code]
	}
	return fmt.Sprintf(w.Cases.NeedOf, w.Cases.Needs[code], of)
}

// CaseParts says which parts of a case these fields are in, each once.
func (w *Words) CaseParts(fields []string) string {
	var parts []string
	for _, f := range fields {
		field, _, _ := strings.Cut(f, ".")
		part, ok := w.Cases.Parts[field]
		if !ok {
			part = w.Cases.Parts[""]
		}
		if !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// Decimal writes a number as this language does, rounded to at most so many decimals,
// without zeros at the end.
func (w *Words) Decimal(v float64, decimals int) string { return text.In(w.Lang).Decimal(v, decimals) }

// Amount writes a number with its unit.
func (w *Words) Amount(v float64, unit string, decimals int) string {
	return text.In(w.Lang).Amount(v, unit, decimals)
}

// Delivered says how many of a case's solutions are in use, and which kinds of support
// nobody takes care of yet; nothing if there is nothing to say.
func (w *Words) Delivered(n, of int, empty []string) string {
	var says, kinds []string
	if of > 0 {
		says = append(says, fmt.Sprintf(w.Cases.InUse, n, of))
	}
	for _, k := range empty {
		kinds = append(kinds, w.Cases.Kinds[k])
	}
	if len(kinds) > 0 {
		says = append(says, fmt.Sprintf(w.Cases.NoSupport, strings.Join(kinds, ", ")))
	}
	return strings.Join(says, "; ")
}
