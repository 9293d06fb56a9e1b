package text

import (
	"strings"

	"github.com/handvat/handvat/knowledge"
)

// MomentOf recognises the moment of need in a question from the turns of phrase that
// people use at each. Without any it is apply: somebody at work who wants to get on.
func MomentOf(text string) knowledge.Moment {
	padded := " " + strings.Join(Tokens(text), " ") + " "
	for _, m := range momentCues {
		for _, cue := range m.cues {
			if strings.Contains(padded, " "+cue) {
				return m.moment
			}
		}
	}
	return knowledge.Apply
}

// momentCues are tried in this order: what has changed and what goes wrong is told
// apart before what one wants to learn. A cue is the beginning of a word or of words;
// one that ends in a space is whole.
var momentCues = []struct {
	moment knowledge.Moment
	cues   []string
}{
	{knowledge.Change, []string{
		"veranderd", "verandert", "verandering", "gewijzigd", "voortaan", "niet meer zoals", "nieuwe versie",
		"nieuwe manier", "nieuwe werkwijze",
		"nieuwe regel", "vroeger", "sinds de ", "sinds kort", "vanaf nu", "anders dan", "afgeschaft",
		"vervangen door", "in plaats van het oude", "oude manier", "vernieuwd", "overgestapt", "ging altijd",
		"afleren",
		"changed", "changes", "no longer", "new version", "new way of", "new rule", "new policy", "used to",
		"since the ", "from now on", "different from", "replaced", "instead of the old", "old way", "switched to",
		"has moved", "unlearn",
	}},
	{knowledge.Solve, []string{
		"werkt niet", "doet het niet", "lukt niet", "lukt het niet", "lukt me niet", "gaat mis", "gaat fout", "fout",
		"probleem", "problemen", "kapot", "mislukt", "vastgelopen", "loop vast", "zit vast", "storing", "krijg geen",
		"kan niet ", "kom niet ", "komt niet", "wil niet ", "reageert niet", "klopt niet", "kwijt", "vergeten",
		"lastig", "weigert", "steeds te laat", "ruzie", "boos", "wat nu ", "wat als ", "stuk ",
		"doesnt", "does not", "didnt", "isnt working", "not working", "wont", "will not", "cant", "cannot", "error",
		"fail", "went wrong", "goes wrong", "going wrong", "wrong", "problem", "broken", "stuck", "trouble", "lost",
		"forgot", "refuses", "keeps ", "crash", "angry", "what if ", "what now",
	}},
	{knowledge.More, []string{
		"meer weten", "meer over", "meer leren", "verder leren", "verdiep", "beter worden", "beter in", "uitgebreid",
		"gevorderd", "andere manieren", "nog meer", "achtergrond", "waarom werkt", "waarom is", "dieper",
		"volgende stap", "verder ontwikkelen", "tips voor",
		"more about", "learn more", "know more", "get better", "become better", "better at", "advanced", "deeper",
		"other ways", "background", "why does", "why is", "next level", "further", "tips for", "improve my",
	}},
	{knowledge.New, []string{
		"wat is ", "wat zijn", "wat betekent", "wat houdt", "hoe werkt", "uitleg", "leg uit", "leren",
		"voor het eerst", "eerste keer", "nog nooit", "nieuw hier", "ben nieuw", "begin ik met", "beginnen met",
		"introductie", "inleiding", "waar gaat",
		"what is ", "what are", "whats a", "what does", "how does", "explain", "learn", "first time", "never ",
		"new here", "im new", "i am new", "getting started", "get started", "introduction", "introduce me",
		"start with", "basics",
	}},
}
