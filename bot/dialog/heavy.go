package dialog

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/handvat/handvat/knowledge/privacy"
)

//go:embed heavy.txt
var heavyLines string

// A structure is how people tell of something: a topic, and what a text looks like that is about it.
type structure struct {
	topic   string
	anyhow  bool // also where somebody asks how something is done
	ofWho   bool // begins with somebody
	pattern pattern
}

// structures are those of heavy.txt, in its order. Each stays by itself: most texts lack the words that one needs.
var structures = sync.OnceValue(func() (all []structure) {
	var classes []string
	for line := range strings.Lines(heavyLines) {
		line = strings.TrimSpace(line)
		name, words, isClass := strings.Cut(line, " = ")
		switch {
		case line == "" || line[0] == '#':
		case isClass:
			classes = append(classes, name, words)
		default:
			how, pattern, _ := strings.Cut(line, ": ")
			topic, when, _ := strings.Cut(how, " ")
			all = append(all, structure{
				topic, when == "any", strings.HasPrefix(pattern, "WHO"), written(pattern, classes),
			})
		}
	}
	return all
})

// Parts of a pattern: the name of a class, the rest of a word, and words at its end that may be there or not.
var (
	inCapitals = regexp.MustCompile(`\b[A-Z]+\b`)
	restOfWord = regexp.MustCompile(`([\pL'])\*`)
	atEnd      = regexp.MustCompile(`( ?[_~]| ?\(\\S\+ \)(\?|\{0,\d\}))+$`)
)

// written is a pattern of heavy.txt, as one for what cast makes.
func written(expr string, classes []string) pattern {
	for range 2 { // a class may have another in it
		expr = inCapitals.ReplaceAllStringFunc(expr, func(name string) string {
			if i := slices.Index(classes, name); i >= 0 && i%2 == 0 {
				return "(?:" + classes[i+1] + ")"
			}
			return name
		})
	}
	expr = restOfWord.ReplaceAllString(atEnd.ReplaceAllString(expr, ""), `$1\S*`)
	return compile(" (?:" + strings.NewReplacer("_", `(?:[^ .]+ ){0,4}`, "~", `(?:[^ .]+ ){0,8}`,
		"^", `\.`, "$", `\.`).Replace(expr) + ") ")
}

// A scene is what somebody tells: who does what, in what cast makes.
type scene struct {
	whole, clause string // clause is without what they ask
	somebody      bool   // is in it
}

func sceneOf(text string) scene {
	s := scene{whole: cast(wordsAndStops(text))}
	s.clause, s.somebody = s.whole, isWho.MatchString(s.whole)
	if asks.MatchString(s.whole) {
		_, s.clause, _ = strings.Cut(behindAsk.ReplaceAllString(s.whole, "\x00 . "), "\x00")
	}
	return s
}

// told returns the topic of the structure that a scene has, of those of a crisis or of the others; empty if it has
// none.
func (in scene) told(crisis bool) string {
	for _, s := range structures() {
		if (s.topic == CrisisTopic) != crisis || s.ofWho && !in.somebody {
			continue
		}
		if s.pattern.MatchString(in.clause) || s.anyhow && in.clause != in.whole && s.pattern.MatchString(in.whole) {
			return s.topic
		}
	}
	return ""
}

// isWho is somebody, in what cast makes.
var isWho = regexp.MustCompile(` (?:who|he|mijn|my|m'n) `)

// Who asks how something is done, and the words behind which they tell why.
var (
	asks = regexp.MustCompile(`^ \. (?:hoe|waar|wat|wie|welke?|wanneer|mag|moet|kan|kun|how|where|what|who is|which|` +
		`when|can|may|should|is|are|do) `)
	behindAsk = regexp.MustCompile(` (?:als|dat|die|omdat|if|when|that|who's|because|since|,|\.) `)
)

// Words that only say how much or how often, and what stands before somebody.
var (
	fillers = strings.Fields(`steeds telkens echt gewoon weer vaak soms ook nog wel even eigenlijk helemaal
		allemaal voortdurend continu constant opnieuw compleet totaal ineens laatst always constantly
		really just so very again actually sometimes often still also even completely totally repeatedly regularly
		literally`)
	before = strings.Fields("mijn m'n my de het een 'n a an the onze our die that deze this another andere other " +
		"some male female mannelijke vrouwelijke oudere senior line nieuwe new")
	fellows = strings.Fields(`iemand someone somebody ploeggenoot ploeggenoten ploegbaas ploegleider voorman foreman
		werkgever employer teammate teammates afdelingsleider unitleider bedrijfsleider winkelmanager hoofd opzichter
		leidinggevend collegas coworkers co-workers managers bosses supervisors lead leader teamlead collegaatje
		directie ceo hr team ploeg mentor stagebegeleider`)
	pronouns = strings.Fields("hij zij ze he she they")
)

// short is what people type without a sign, and two words that say what one does.
var short = strings.NewReplacer(" i am ", " i'm ", " im ", " i'm ", " ive ", " i've ", " do not ", " don't ",
	" dont ", " don't ", " does not ", " doesn't ", " doesnt ", " doesn't ", " did not ", " didn't ",
	" didnt ", " didn't ", " cannot ", " can't ", " cant ", " can't ", " can not ", " can't ", " will not ", " won't ",
	" wont ", " won't ", " is not ", " isn't ", " was not ", " wasn't ", " would not ", " wouldn't ",
	" anymore ", " any more ", " team leader ", " leader ", " team lead ", " lead ", " shift lead ", " lead ",
	" shift leader ", " leader ", " zonder mezelf ", " zonder ", " mezelf geen pijn ", " geen pijn ",
	" avoid injuring myself ", " stay safe ", " avoid hurting myself ", " stay safe ",
	" avoid cutting myself ", " stay safe ", " without hurting myself ", " safely ",
	" without cutting myself ", " safely ", " without injuring myself ", " safely ", " no-one ", " no one ")

// wordsAndStops are the words of a text, and its commas and points.
func wordsAndStops(text string) []string {
	return strings.Fields(short.Replace(" " + stops.Replace(text) + " "))
}

var stops = strings.NewReplacer(",", " , ", ".", " . ", "!", " . ", "?", " . ", ";", " . ", ":", " . ", "(", " ",
	")", " ", "\"", " ")

// cast is a text, between points, in which only the parts have names: "who" for somebody of work or by name, and "he"
// for a pronoun.
func cast(ws []string) string {
	out := []string{"", "."}
	for i, w := range ws {
		name := strings.TrimSuffix(w, "'s")
		ours := i > 0 && slices.Contains([]string{"mijn", "m'n", "onze", "my", "our"}, ws[i-1])
		switch {
		case slices.Contains(fillers, w):
		case slices.Contains(pronouns, w):
			out = append(out, "he")
		case slices.Contains(doers, w) || slices.Contains(fellows, w) || privacy.IsGiven(name) ||
			ours && slices.ContainsFunc(doers, func(d string) bool { return isSlip(w, d) }):
			for len(out) > 2 && slices.Contains(before, out[len(out)-1]) {
				out = out[:len(out)-1]
			}
			if out[len(out)-1] != "who" { // a name behind a relation is the same person
				out = append(out, "who")
			}
		default:
			out = append(out, w)
		}
	}
	return strings.Join(out, " ") + " . "
}
