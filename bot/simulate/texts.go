package simulate

import (
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
)

// unknown are questions for which the starter library has no aid, by language. The
// first are asked most.
var unknown = map[string][]string{
	"nl": {"hoe boek ik een creditnota?", "waar vraag ik een nieuwe badge aan?", "hoe verwerk ik een retourzending?",
		"hoe stel ik de nieuwe telefooncentrale in?",
		"hoe declareer ik reiskosten?", "wat doe ik bij een storing in de scanner?",
		"hoe maak ik een offerte met korting?"},
	"en": {"how do I post a credit note?", "where do I request a new badge?", "how do I process a return?",
		"how do I set up the new phone system?",
		"how do I claim travel expenses?", "what do I do when the scanner fails?",
		"how do I make a quote with a discount?"},
}

// sentences are what people write when they are asked for a few words.
var sentences = map[string][]string{
	"nl": {"Rustig beginnen werkte goed, daarna kwam het gesprek vanzelf.",
		"Ik vond het lastig om niet meteen een oplossing te geven.",
		"Volgende keer vraag ik eerst wat de ander nodig heeft.",
		"Het hielp om het vooraf op te schrijven.", "Ik merk dat ik sneller durf te beginnen."},
	"en": {"Starting calmly worked, the rest followed by itself.", "I found it hard not to offer a solution at once.",
		"Next time I first ask what the other needs.",
		"It helped to write it down beforehand.", "I notice that I dare to start sooner."},
}

// halves are the two halves of an if-then plan, and other short things forms ask for.
var answers = []struct {
	cues   []string // in the question, lower case
	nl, en string
}{
	{[]string{"als ", "if "}, "Als het teamoverleg begint", "If the team meeting starts"},
	{[]string{"dan ", "then "}, "dan vraag ik eerst wat er goed ging", "then I first ask what went well"},
	{[]string{"wanneer", "datum", "when", "date", "by what"}, "over 2 weken", "in 2 weeks"},
	{[]string{"doel", "goal"}, "Ik voer lastige gesprekken rustig", "I stay calm in difficult talks"},
	{[]string{"vraag", "question"}, "Wat viel je op aan hoe ik het gesprek opende?",
		"What struck you about how I opened the talk?"},
	{[]string{"actie", "action"}, "Een vaste terugbeltijd afspreken", "Agree on a fixed time to call back"},
	{[]string{"klaar als", "done when", "done-check"}, "Iedereen weet wie belt", "Everyone knows who calls"},
}

// sentence is what a person answers to a question.
func (p *Person) sentence(asked string) string {
	asked = strings.ToLower(asked)
	for _, a := range answers {
		for _, cue := range a.cues {
			if strings.Contains(asked, cue) {
				if p.Lang == "nl" {
					return a.nl
				}
				return a.en
			}
		}
	}
	of := sentences[p.Lang]
	return of[p.rng.IntN(len(of))]
}

// question is what a person asks this time: mostly something their work needs, in the
// words of an aid or nearly so, now and then something nobody wrote an aid for.
func (p *Person) question(u Unit, aids []*knowledge.Aid) string {
	if p.rng.Float64() < 0.14 {
		of := unknown[p.Lang]
		return of[int(float64(len(of))*p.rng.Float64()*p.rng.Float64())] // the first most
	}
	var fit []*knowledge.Aid
	for _, a := range aids {
		if string(a.Lang) != p.Lang || len(a.Questions) == 0 || !a.IsFor([]string{"employee", p.Role}) {
			continue
		}
		times := 1
		for i, w := range u.Work {
			if a.Process == w {
				times = 8 - 4*i
			}
		}
		for range times {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return unknown[p.Lang][0]
	}
	a := fit[int(float64(len(fit))*p.rng.Float64()*p.rng.Float64())] // some are asked for far more than others
	q := a.Questions[p.rng.IntN(len(a.Questions))]
	if p.rng.IntN(8) == 0 {
		q = slip(q, p.rng.IntN(len(q)))
	}
	return q
}

// An opening is what somebody begins a conversation with, and where.
type opening struct {
	text string
	in   chat.Place
}

// takenUp is what people begin besides asking: in which role (anyone if empty), how often
// in a year, alone or in the channel of their unit, and in which words.
var takenUp = []struct {
	role   string
	times  float64
	team   bool
	nl, en string
}{
	{"", 1.5, false, "vraag feedback", "ask for feedback"},
	{"", 1, false, "maak een plan", "make a plan"},
	{"", 0.7, false, "mijn reflecties", "my reflections"},
	{"", 1, false, "hoe gaat het met mij?", "how am I doing?"},
	{"", 0.8, false, "wat zit in de weg", "what is in the way"},
	{"", 0.1, false, "mijn gegevens", "my data"},
	{"manager", 2, true, "reflectiemoment", "reflection moment"},
	{"manager", 3, true, "actieplan", "action plan"},
	{"manager", 1, true, "start uitdaging", "start challenge"},
	{"manager", 6, false, "weekoverzicht", "digest"},
	{"author", 10, false, "makerslijst", "author list"},
	{"author", 1, false, "campagnes", "campaigns"},
}

// takesUp is what a person begins this hour besides asking; mostly nothing.
func (p *Person) takesUp(u Unit) (o opening, ok bool) {
	const hours = 52 * 5 * 10
	for _, t := range takenUp {
		if t.role != "" && t.role != p.Role || p.rng.Float64() >= t.times*u.keen/hours {
			continue
		}
		o = opening{t.en, p.place()}
		if p.Lang == "nl" {
			o.text = t.nl
		}
		if t.team {
			o.in = channel(p.Unit)
		}
		return o, true
	}
	return o, false
}

// slip is a text with two letters that changed places.
func slip(s string, at int) string {
	r := []rune(s)
	if at = at % len(r); at+1 < len(r) {
		r[at], r[at+1] = r[at+1], r[at]
	}
	return string(r)
}
