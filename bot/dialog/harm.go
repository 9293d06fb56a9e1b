package dialog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/handvat/handvat/knowledge/privacy"
)

// phrases makes one pattern of those of phrases, which begin where a word does. In them "_" is up to four words, and
// "ME" is who writes.
func phrases(of ...string) pattern {
	all := strings.NewReplacer("_", `(\S+ ){0,4}`, "ME", `(mij|me|ons|us)\b`).Replace(strings.Join(of, "|"))
	return compile(`(^|[ ("'])(` + all + `)`)
}

// What is heavy for who writes it, whoever else is in it.
var (
	distress = phrases(
		`(ik|we) (kan|kunnen) (het |er |dit |dat |gewoon |echt )*niet meer(aan| tegen| opbrengen|,|\.|`+
			` en | want |$)`,
		`ik (kan|trek|hou) (het|dit|er|hier|deze|de) _(niet (meer )?aan|aan|niet (meer )?vol|niet meer tegen)\b`,
		`trek (het|dit) (echt )?niet`, `ik (slaap|sliep) _(slecht|niet|nauwelijks|amper)\b`, `ik lig _wakker`,
		`lig ik _wakker`, `ik huil\b`, `ik (moet|zit|moest|zat|sta) _huilen\b`, `huilend naar (huis|mijn werk)`,
		`hartkloppingen`, `hyperventil`,
		`ik ben (\S+ )?(heel |zo |erg |helemaal )*(gestres|uitgeput|overspannen|wanhopig|radeloos|somber|`+
			`kapot\b|op$)`,
		`(stress|werk|het|alles|druk) (wordt|is|werd) (mij|me) (\S+ )?te ?veel`, `ziek van de stress`,
		`ik ga (er|hier|eraan|kapot|onderdoor) _(onderdoor|kapot|kapot aan)`, `ik ga eraan onderdoor`,
		`ik ben ten einde raad`, `ik voel me _(somber|ellendig|waardeloos|rot|slecht|depressief|eenzaam|leeg)\b`,
		`ik zit er (helemaal )?doorheen`, `ik drink _te veel`, `ik ben bang (voor|om naar)`,
		`i (can't|cannot|can not) (take|do|handle|stand|cope) _(any ?more|any longer)`, `i (can't|cannot) cope`,
		`i can't go on( like| any|,|\.|$)`,
		`i (just )?(cry|cried)\b`, `i('ve| have) been crying`, `i'?m? (am )?(always )?crying`,
		`i('m| am) _(overwhelmed|stressed|exhausted|burnt|miserable|desperate$)\b`,
		`i feel _(depressed|hopeless|worthless|low$|miserable|awful|lonely|empty$)`, `stressed out`, `so stressed`,
		`(heart )?palpitations`, `i (sleep|slept) (so |very |really )*(badly|poorly)`,
		`i('m| am) (not|barely|hardly) sleeping`, `i (don't|do not|barely|hardly) sleep`, `i lie awake`,
		`i('m| am) at my wits' end`, `i drink too much`, `i('m| am) (scared|afraid) of (my|going|coming|k)`,
	)
	home = phrases(
		`ik (heb|zit) _(schulden|geldzorgen|geldproblemen)`, `in de schulden`, `mijn (loon|salaris) _beslag`,
		`beslag op mijn`, `deurwaarder(s)? (staat|staan|belt|komt) _(bij mij|voor mijn|aan de deur)`, `mijn schulden`,
		`(kan|kunnen) (mijn|onze|de) (huur|hypotheek|rekeningen) niet`, `ik (zit|lig|ben) _(echt)?scheid(ing|en)\b`,
		`ik (lig|ben) _gescheiden`, `mijn (echt)?scheiding`, `mijn huwelijk`,
		`mijn (vader|moeder|man|vrouw|partner|kind|zoon|dochter|broer|zus|oma|opa) _(overleden|stervende|`+
			`gestorven)`,
		`i('m| am) (deep |heavily |badly )?in debt`, `i (have|'ve got|have got) _debts?\b`, `my debts\b`,
		`my (wages|salary|pay) (are|is|were|was) (being )?garnish`,
		`(can't|cannot) (pay|afford) (my|our|the) (rent|bills)`, `going through a (divorce|separation|break)`,
		`my (divorce|marriage)`, `i('m| am) getting (a )?divorce`, `bailiffs? (is|are|came) _(at|to) my`,
		`ik ga scheiden`,
		`mijn (vader|moeder|man|vrouw|partner|zoon|dochter|broer|zus) _(ernstig |heel )?ziek\b`,
		`mijn kind _(ernstig|heel|ongeneeslijk) ziek\b`,
		`my (father|mother|dad|mum|husband|wife|partner|son|daughter|brother|sister) (has |just )*(died|`+
			`passed away|is dying)`,
	)
	unsafe = phrases(
		`seksue`, `pest (mij|ons)\b`, `(me|mij|ons) (\S+ ){0,2}(niet (meer )?veilig|onveilig)\b`, `achter mijn rug\b`,
		`(mijn|my|m'n) (kont|reet|billen|bil|borsten|tieten|kruis|bum|butt|arse|ass|breasts?|boobs?|tits|`+
			`thighs?|crotch)\b`,
		`(roddel|geroddeld|gossip)\S* _(over|about) ME`, `over (mij|me|ons) _(ge)?roddel`, `behind my back`,
		`fe(el|lt) (\S+ )?(unsafe|not safe)`, `(don't|do not|didn't|never) feel safe`,
		`(mijn|my) (lichaam|lijf|body|benen|been|legs?)\b`, `dickpic`, `naaktfoto`, `picks? on me`,
		`(makes?|made|making) (me|us|my life) _(unsafe|unsafely|hell|misery|miserable)\b`, `call(s|ed)? me names`,
		`pick(s|ed|ing) on (me|us)`, `mijn leven _(hel|zuur)\b`, `(makes?|made) fun of (me|us)`,
		`(maakt|maken) (me|mij|ons) (belachelijk|kapot|zwart)`, `(zet|zetten) (me|mij|ons) voor (schut|gek)`,
		`because i'?( a)?m (black|gay|lesbian|muslim|jewish|trans|a woman|old|disabled)`,
		`ik word ge(dwongen|chanteerd)`,
		`omdat ik (\S+ )?(zwart|homo|lesbisch|moslim|joods|trans|vrouw|buitenlander|te oud|gehandicapt) ben`,
	)
)

// What somebody does to who writes it; what is done to them; and what somebody does that is not right.
var (
	hurts = phrases(
		`raak(t|te|ten|en) _aan\b`, `aanra(akt|ken)`, `grijp(t|en)`, `greep`,
		`zit (aan|_te (sar|pes|trei|jen|stan|kle|koei))`, `zat aan`, `vastpak`, `pakt ME vast`, `(pak|houdt) _vast\b`,
		`sar(t|ren|de|den)\b`, `treiter`, `pest`, `jen(t|nen|de)\b`, `koeioneer`, `negeer|negeren`, `discrimin`,
		`snauw|afsnauw`, `kaffer|uitkaffer`, `noem(t|en)`, `doe(t|n) alsof ik`, `legde? (zijn|een|haar) hand`,
		`scheld|schold|schelden|uitscheld`, `vloekt`, `(be)?dreig`, `knijp`, `kneep`, `kust`, `zoen`, `flirt`,
		`spuug`, `roddel`, `lach(t|en) _uit\b`, `vernede`, `kleineer|kleineren`, `sla(at|an)\b`,
		`buitenslui|sluit _buiten`, `intimide`, `gluurt`, `achtervolg`, `schreeuw`, `duw`, `manipul`,
		`grab(s|bed|bing)`, `touch(es|ed|ing)? (me|my|us)`, `ignor(es|ed|ing)\b`, `swears? at`, `swore at`, `slap`,
		`punch`, `kiss`, `hit(s|ting)? (me|us)`, `mock`,
		`calls? me (a |an |stupid|dumb|lazy|fat|dirty|crazy|worthless|useless)`, `acts? as if i`, `treats? me`,
		`teas(es|ed|ing)`, `gaslight`, `undermin`, `spi?a?ts? (at|on)`, `bull(y|ies|ied|ying)`, `push(es|ed) me`,
		`gossip`, `beat(s|ing)?\b`, `shout|yell|scream`, `insult`, `belittl`, `humiliat`, `threat`,
		`follow(s|ed|ing)? me home`, `pinch`, `manipulat`, `exclud`, `leaves? (me|us) out`,
		`laugh(s|ed|ing)? at (me|us)`,
	)
	suffers = phrases(
		`(ik|we|wij) (word|werd|worden|werden) _(uitgesch|genegeerd|getreit|gesard|gejend|vernederd|`+
			`gekleineer|afgesnauwd|uitgelachen|geslagen|aangeraakt|buitengeslo|gekoei|uitgekaf|misbruikt|`+
			`gepest|bespot|belachelijk|voor schut|betast)`,
		`(word|worden|werd) (ik|we) _(uitgesch|genegeerd|getreit|gesard|vernederd|gekleineer|uitgelachen|`+
			`geslagen|gepest)`,
		`(i|we)( am|'m|'ve|'re| have| get| got| was| were| are| keep)( been| being| getting| always|`+
			` often| constantly)* (called names|picked on|excluded|ignored by|humiliated|belittled|yelled at|`+
			`shouted at|mocked|laughed at|left out|groped|touched|sworn at|insulted|sidelined|treated (badly|`+
			`like)|spat)`,
	)
	misdeeds = phrases(
		`pik(t|te|ten)\b`, `jat(te|ten)?\b`, `gejat`, `gestolen`, `zonder te betalen`, `without paying`, `snort`,
		`snuif`, `gepikt`, `(rommel|rotzooi)t? _met (de|het|zijn|haar|uren)`, `achterover\b`,
		`(ruikt|stinkt|rook|stonk) _naar (alcohol|drank|wiet|bier|wijn)`, `dronken`, `bezopen`, `onder invloed`,
		`stoned`, `(gebruikt|snuift|verkoopt|dealt) _(drugs|coke|cocaine|wiet|speed|xtc)`,
		`(blowt|snuift|zuipt|drinkt op het)`, `(affaire|verhouding) met`, `gaat vreemd`,
		`(naar|in) (zijn|haar|eigen) (eigen )?zak`, `licht _op\b`, `oplicht`, `corrupt`, `nick(s|ed|ing)\b`,
		`pinch(es|ed|ing)`, `pilfer`, `skim(s|ming) `, `fiddl(es|ed|ing)`, `cook(s|ed|ing) the books`,
		`(smell|reek|stink)(s|ed|ing)? of (alcohol|booze|drink|weed|beer|wine)`, `drunk\b`, `hungover`,
		`under the influence`,
		`(us(es|ing)|tak(es|ing)|do(es|ing)|sell(s|ing)|deal(s|ing)) (hard )?(drugs|coke|cocaine|weed|speed)`,
		`(having|has|had) an affair`, `(sleeps|sleeping) with`, `pocket(s|ed|ing) `, `helps (him|her)self to`,
		`scam(s|ming)`,
	)
	thefts = phrases(`(gestolen|gejat|gepikt|jatte|jatten|pikte|pikten|stal|stalen|stole|stolen|nicked|pinched)\b`,
		`(steelt|stelen|jat|pikt|pikken|steals?|stealing|nicks|nicking|pinches|pinching) (mijn|m'n|onze|my|our)\b`)
	// entrusted is what others than those it is entrusted to hardly take, and what is no thing.
	entrusted = phrases(`(geld|kas|kassa|kluis|fooi|voorraad|magazijn|money|cash|till|register|safe|tips|stock)\b`,
		`(idee|ideeën|werk|ideas?|work|credit|klant|klanten|customers?|clients?)\b`)
	anybody = strings.Fields("iemand mensen ze someone somebody people they")
	kin     = strings.Fields("vrouw man partner vriend vriendin ex vader moeder zoon broer schoonvader husband wife " +
		"boyfriend girlfriend father mother son brother stepfather dad")
	some = strings.Fields("ze zij hij iemand mensen ploeggenoot ploeggenoten directie they he she somebody someone " +
		"people everyone team werkgever employer teammate teammates foreman voorman ploegbaas hr")
	mine = strings.Fields("mijn m'n de onze my the our")
	self = strings.Fields("mij me ons us")
)

// heavy returns the topic of a text that says what is heavy for who writes it, or what somebody of their work or at
// home does to them, or does that is not right; empty if it does not. What strangers do is work.
func heavy(text string) string {
	switch {
	case distress.MatchString(text):
		return "health"
	case home.MatchString(text):
		return "private"
	}
	ws := wordsOf(text)
	me := slices.ContainsFunc(ws, func(w string) bool { return slices.Contains(self, w) })
	text, _, _ = strings.Cut(text, " in het bijzijn ") // who is there does nothing
	text, _, _ = strings.Cut(text, " in front of ")
	if isRobbed(text, ws) {
		text = thefts.ReplaceAllString(text, " ")
	}
	switch {
	case startsAny(text, strangers):
		return ""
	case unsafe.MatchString(text), suffers.MatchString(text), someone(ws, false) && misdeeds.MatchString(text),
		someone(ws, false) && startsAny(text, wrongs), me && someone(ws, true) && hurts.MatchString(text):
		return "safety"
	}
	return ""
}

// isRobbed reports whether a text tells that a thing was stolen, and of nobody in particular that they did it: who
// tells that wants to know what to do now.
func isRobbed(text string, ws []string) bool {
	known := slices.DeleteFunc(slices.Clone(ws), func(w string) bool { return slices.Contains(anybody, w) })
	return thefts.MatchString(text) && !entrusted.MatchString(text) && !someone(known, false)
}

// someone reports whether somebody is among words: of work, or by name; near are those at home too, and who is
// meant with a slip of one letter.
func someone(ws []string, near bool) bool {
	for i, w := range ws {
		if slices.Contains(doers, w) || slices.Contains(some, w) || privacy.IsGiven(strings.TrimSuffix(w, "'s")) ||
			near && i > 0 && slices.Contains(mine, ws[i-1]) && (slices.Contains(kin, w) ||
				slices.ContainsFunc(doers, func(d string) bool { return isSlip(w, d) })) {
			return true
		}
	}
	return false
}

// isSlip reports whether a word is another with one letter wrong, too many, missing, or two that changed places.
func isSlip(w, of string) bool {
	i, j := 0, 0
	for i < min(len(w), len(of)) && w[i] == of[i] {
		i++
	}
	for j < min(len(w), len(of))-i && w[len(w)-1-j] == of[len(of)-1-j] {
		j++
	}
	a, b := w[i:len(w)-j], of[i:len(of)-j]
	return len(w) > 3 && (len(a) <= 1 && len(b) <= 1 || len(a) == 2 && len(b) == 2 && a[0] == b[1] && a[1] == b[0])
}

// spaced are words whose letters were typed apart: "p e s t", "b.a.a.s".
var spaced = regexp.MustCompile(`(^|[ ])(\pL[ .*-]){2,}\pL($|[ .,!?])`)

// together is a text with the letters of its words together.
func together(text string) string {
	return spaced.ReplaceAllStringFunc(strings.ReplaceAll(text, "’", "'"), func(s string) string {
		return " " + strings.NewReplacer(" ", "", ".", "", "*", "", "-", "").Replace(s) + " "
	})
}
