package dialog

import (
	"regexp"
	"slices"
	"strings"
)

// ofSomebody is what asks the bot to judge somebody, whoever that is: what it thinks of them, whether to keep, trust or
// reward them, who is the best or the worst of some, or a mark for them.
var ofSomebody = regexp.MustCompile(` \. (?:` +
	`(?:wat|hoe|what|how|wie|who|vind|do you|vertel me|tell me|geef|give).* (?:vind (?:je|jij|u)|` +
	`denk (?:je|jij|u)|you think|you make|mening|oordeel|opinion|verdict) .*|` +
	`(?:vind|denk) (?:je|jij|u) .*|do you (?:think|find) .*|` +
	`(?:moet|kan|mag|zal|zou|kunnen|moeten|should|can|could|shall|must|may|do|when do|wanneer moet) (?:ik|we|wij|i)` +
	`(?: .*)?(?: (?:ontslaan|wegsturen|vertrouwen|vinden|promotie|promoveren|opslag|fire|sack|trust|get rid of|` +
	`let go|dismiss|demote|promote|think of)|contract|extend .* contract)(?: .*)?|` +
	`(?:hoe vaak|how often) (?:heeft|is|was|komt|kwam|vergeet|has|does|did) .*|` +
	`wat (?:is er|mankeert|scheelt) (?:\S+ )?(?:mis|aan|loos) .*|` +
	`what(?: is|'s)(?: \S+)? (?:wrong|the matter|up|going on) with .*|` +
	`(?:wie|who|welke?|which) (?:.* )?(?:slechtste?|beste?|luiste|traagste?|zwakste?|domste?|minste?|meeste?|worst|` +
	`best|laziest|slowest|weakest|least|most|ontslaan|wegsturen|fire|get rid of|sack|promotie|promotion|` +
	`promoveren|promote|bonus|lui|lazy)(?: .*)?|` +
	`(?:zet|put) .* (?:volgorde|order|rij)(?: .*)?|(?:rank|rangschik|sorteer|sort|beoordeel|rate|score|` +
	`grade|vergelijk|compare|judge) .*|` +
	`(?:geef|give) .* (?:cijfer|score|mark|grade|rating|rapportcijfer)|` +
	`hoe (?:doet|doen) .* het(?: .*)?|hoe (?:presteert|presteren|functioneert|functioneren) .*|` +
	`how (?:is|are|does|do|well does|well do|good is|good are) .*(?:doing|perform\S*|work|do|at work)|` +
	`hoe goed (?:is|zijn|doet|werkt) .*|how good (?:is|are) .*|` +
	`(?:verdien\S*|presteer\S*|functioneer\S*|deugt|deugen) .*|(?:does|do) .* deserve .*|` +
	`(?:is|zijn|was|are|doet|doen|werkt|werken|does|do|kan|can|heeft|has|past|hoort|mag|should|moet) .* (?:` +
	`lui|lazy|slecht|bad|goed|good|goeie|goede \S+|good \S+|slechte \S+|bad \S+|dom|stupid|slim|smart|traag|slow|` +
	`(?:on|un|in|dis)?(?:geschikt|suited|fit|suitable|betrouwbaar|reliable|competent|eerlijk|honest|gemotiveerd|` +
	`motivated|bekwaam|capable)|(?:have|need) to go|eruit|vertrouwen|trusted|trustworthy|waardeloos|useless|` +
	`irritant|annoying|cut out|any good|well|hard|genoeg|enough|promotie|promotion|opslag|raise|fair|` +
	`ontslag|ontslagen|fired|weg|te duur|` +
	`out of (?:his|her|their) depth)` +
	`(?: (?:genoeg|enough|hier|here|volgens jou|or not|of niet|(?:voor|for|in|at|op|bij|om|to|als|as) .*))?` +
	`) \. $`)

// ofThings is what a question has about how something is done, or about a thing that comes from somebody, rather than
// about who it is.
var ofThings = regexp.MustCompile(` \. (?:hoe|how) (?:ik|i|we|wij|je|you|do (?:i|we|you)|can (?:i|we)|should|` +
	`(?:\S+) (?:ik|je|we|wij)) | (?:(?:of|by|a|the) fire|e-?mail|mail|link|bericht|message|bijlage|attachment|` +
	`as well) `)

// ofSome is who asks which person has to go or rise, or does least or worst.
var ofSome = regexp.MustCompile(` (?:(?:wie|who|(?:which|welke) (?:of|van) \S+ \S+) (?:van \S+ \S+ )?(?:moet|zal|zou|` +
	`kan|should|can|could|do|must) (?:ik|we|wij|i) (?:.* )?(?:ontslaan|wegsturen|promoveren|fire|sack|get rid of|` +
	`let go|promote)|(?:wie|who) (?:.* )?(?:slechtste?|luiste?|traagste?|zwakste?|domste?|worst|laziest|` +
	`slowest|weakest|` +
	`(?:presteert|werkt|doet|levert|performs?|works?|does|delivers) (?:.* )?(?:minste?|least))) `)

// why has, in who asks why somebody is or does something all the time, so much or never, who that is.
var why = regexp.MustCompile(`(?i)^\s*(?:waarom|why) ((?:is|are|was|zijn|komt|werkt|doet) .*?) ` +
	`(?:altijd|zo|te|always|so|too|nooit|never) |^\s*(?:waarom|why) (\S+ .*?) (?:nooit|never) `)

// Judges reports whether somebody asks the bot to judge a person or a group.
func (t *Turn) Judges(said string) bool {
	return slices.ContainsFunc(judgings(said), func(said string) bool {
		whole := sentence(said)
		return has(said, others) || pointing.MatchString(whole) || workers.MatchString(whole) ||
			bandAny.MatchString(whole) || ofSome.MatchString(whole) || t.namesAnother(said)
	})
}

// MayJudge reports whether a text judges somebody if it is of somebody.
func MayJudge(said string) bool { return len(judgings(said)) > 0 }

// judgings are a text and its clauses, without what leads to them, that judge somebody if they are of somebody.
func judgings(said string) []string {
	said = without(said, leads)
	if ofThings.MatchString(sentence(said)) {
		return nil
	}
	var is []string
	parts := strings.FieldsFunc(said, func(r rune) bool { return strings.ContainsRune(",.?!:;\n", r) })
	for _, s := range append(parts, said) {
		if m := why.FindStringSubmatch(s); m != nil {
			is = append(is, m[1]+m[2])
		} else if ofSomebody.MatchString(sentence(s)) {
			is = append(is, s)
		}
	}
	return is
}
