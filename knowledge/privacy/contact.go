package privacy

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// What a text is looked through for. Go's expressions take time in proportion to the text, whatever it is.
var (
	mailRE = regexp.MustCompile(`(?i)[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+`)
	linkRE = regexp.MustCompile(`(?i)\b(https?://|www\.)\S+`)
	ibanRE = regexp.MustCompile(`\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b`)

	// plateRE is a Dutch number plate, and an English one; isPlate decides.
	plateRE = regexp.MustCompile(`\b(?:[A-Za-z0-9]{1,3}-[A-Za-z0-9]{2,3}-[A-Za-z0-9]{1,2}|[A-Z]{2}\d{2} ?[A-Z]{3})\b`)
	bareRE  = regexp.MustCompile(`(?i)\b(kenteken|nummerplaat|plate|registration)` +
		`( (?:is|van|with|met|no\.?|number))? ` +
		`([a-z0-9]{5,8})\b`)

	// numberRE is four digits or more with the signs people write between them; isPrivate decides.
	numberRE = regexp.MustCompile(`(?:\(0\d{1,3}\) ?|\+)?\d(?:(?: ?[-/–] ?| ?\(0\) ?|\) ?|[. ])?\d){3,}`)
	codeRE   = regexp.MustCompile(`[\p{L}\p{Nd}]*\p{Nd}{7,}[\p{L}\p{Nd}]*`)
	idRE     = regexp.MustCompile(`(?i)\b((?:personeels|medewerkers?|werknemers?|staff|employee|payroll|klant|` +
		`cli[eë]nt|pati[eë]nt|customer|patient|dossier|polis|badge|pas)[ -]?(?:nummer|nr\.?|number|no\.?|id|code)` +
		`(?: is| van| of|:)? ?#?)([a-z]{0,3}-?\d[\w-]*)`)
	caseRE = regexp.MustCompile(`(?i)\b((?:case|zaak|dossier|order|bestelling|invoice|factuur|ref|reference) #?)` +
		`([a-z]{1,4}[-/]\d{3,})\b`)

	ninoRE     = regexp.MustCompile(`\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b`)
	postcodeRE = regexp.MustCompile(`\b[1-9]\d{3} ?[A-Z]{2}\b`)
	ukCodeRE   = regexp.MustCompile(`\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b`)
	streetRE   = regexp.MustCompile(`(?:\b(?:Grote|Kleine|Nieuwe|Oude|Korte|Lange|Eerste|Tweede|Derde|` +
		`Sint|Prins|Prinses|Koning|Koningin|Burgemeester|\p{Lu}[\p{L}.'-]*(?: (?:van|de|der|den|het|'t))+) )?` +
		`\b[\p{L}'-]{2,}(?:straat|laan|weg|plein|gracht|kade|dijk|singel|steeg|dreef|plantsoen|hof|pad|wal|markt|` +
		`haven|baan|brink|boulevard|meent|terras|weide|akker|hoven|passage) ` +
		`\d{1,4}(?:-?[IVX]{1,4}|-\d{1,3}|[ -]?[a-zA-Z])?\b`)
	laneRE = regexp.MustCompile(`\b(?:Laan|Weg|Plein) van \p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)? \d{1,4}[a-zA-Z]?\b`)
	roadRE = regexp.MustCompile(`\b\d{1,4}[a-zA-Z]? (?:\p{Lu}[\p{L}'-]+ ){1,3}(?:Road|Street|Lane|Avenue|Drive|` +
		`Close|Way|Court|Crescent|Gardens|Place|Square|Terrace|Hill|Grove|Row|Mews|Rise|Walk|Parade|Wharf|Quay|Vale|` +
		`Croft|St|Rd|Ave|Ln|Dr)\b`)
	// oldRE is a street without a word for one: "Oude Haven 7".
	oldRE = regexp.MustCompile(`\b(?:Grote|Kleine|Nieuwe|Oude|Korte|Lange|Hoge|Lage) \p{Lu}[\p{L}-]+ ` +
		`\d{1,4}[a-zA-Z]?\b`)
	// faultRE is the code of a fault, which is nobody's.
	faultRE = regexp.MustCompile(`\b0[xX][0-9A-Fa-f]{8}\b`)
	roomRE  = regexp.MustCompile(`(?i)\b(?:flat|apartment|appartement) \d{1,4}[a-z]?\b`)
)

// leads reports whether a link may lead to a person: not if all of its path are words, and short numbers, as of a page
// that is for everybody.
func leads(link string) bool {
	_, at, _ := strings.Cut(link, "://")
	host, path, _ := strings.Cut(strings.TrimRight(cmp.Or(at, link), ".,;:!?)"), "/")
	for part := range strings.FieldsFuncSeq(fold(host), func(r rune) bool { return r == '.' || r == '-' || r == ':' }) {
		if listed(givenWords, part) || listed(surnameWords, part) && !listed(ordinaryWords, part) {
			return true
		}
	}
	for part := range strings.FieldsFuncSeq(fold(path), func(r rune) bool { return strings.ContainsRune("/-_.", r) }) {
		number := digits(part) == len(part) && len(part) < 4
		if !number && !listed(ordinaryWords, part) && !isCompoundWord(part) && !listed(thingWords, part) &&
			len(part) > 4 || listed(softWords, part) || listed(givenWords, part) || listed(surnameWords, part) {
			return true
		}
	}
	return strings.ContainsAny(link, "@?#~%")
}

// contacts takes mail addresses, links, numbers and addresses out of a text on one line.
func contacts(s string) string {
	if strings.Contains(s, "@") {
		s = mailRE.ReplaceAllString(s, markMail)
	}
	if strings.Contains(s, "://") || strings.Contains(s, ".") && strings.Contains(strings.ToLower(s), "www.") {
		s = replaceAt(s, linkRE, func(_, link, _ string) bool { return leads(link) }, markLink)
	}
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return s
	}
	s = ibanRE.ReplaceAllStringFunc(s, func(m string) string {
		if digits(m) < 8 {
			return m
		}
		return markNumber
	})
	for _, re := range []*regexp.Regexp{roadRE, laneRE, streetRE, oldRE, roomRE} {
		s = re.ReplaceAllStringFunc(s, func(m string) string {
			if re == streetRE && notStreet(m) {
				return m
			}
			return markAddress
		})
	}
	s = ninoRE.ReplaceAllString(s, markNumber)
	s = ukCodeRE.ReplaceAllString(s, markAddress)
	s = replaceAt(s, postcodeRE, isPostcode, markAddress)
	s = plateRE.ReplaceAllStringFunc(s, func(m string) string {
		if !isPlate(m) {
			return m
		}
		return markNumber
	})
	s = bareRE.ReplaceAllStringFunc(s, func(m string) string {
		word := m[strings.LastIndexByte(m, ' ')+1:]
		if n := digits(word); n == 0 || n == len(word) && n < 4 {
			return m
		}
		return m[:len(m)-len(word)] + markNumber
	})
	s = idRE.ReplaceAllString(s, "$1 "+markNumber)
	s = caseRE.ReplaceAllString(s, "$1 "+markNumber)
	s = strings.ReplaceAll(s, "  "+markNumber, " "+markNumber)
	s = replaceAt(s, numberRE, isPrivate, markNumber)
	return replaceAt(s, codeRE, func(before, m, _ string) bool {
		return !faultRE.MatchString(m) && !kindRE.MatchString(before+strings.TrimRight(m, "0123456789"))
	}, markNumber)
}

// replaceAt puts mark in the place of what re finds in s and is private; is is told what stands before and after.
func replaceAt(s string, re *regexp.Regexp, is func(before, m, after string) bool, mark string) string {
	var b strings.Builder
	last := 0
	for _, at := range re.FindAllStringIndex(s, -1) {
		if is(s[:at[0]], s[at[0]:at[1]], s[at[1]:]) {
			b.WriteString(s[last:at[0]] + mark)
			last = at[1]
		}
	}
	return b.String() + s[last:]
}

func digits(s string) (n int) {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n
}

// notStreet reports whether what looks like a street with a number is an ordinary word with one: "onderweg 3".
func notStreet(m string) bool {
	words := strings.Fields(m)
	street := words[len(words)-2]
	return len(words) == 2 && listed(ordinaryWords, fold(street)) && !unicode.IsUpper([]rune(street)[0])
}

// notPostal are pairs of capitals that stand behind a year, and that no Dutch postcode has or few do.
var notPostal = strings.Fields("IT HR OR MT KM EU UK PC TV NL EN AI SA SD SS UX QA VR PR CV MB GB TB KB MM CM KG " +
	"EX OK PM AM BV NV ER IS IN OF EN DE OP")

func isPostcode(before, m, _ string) bool {
	if before != "" && strings.HasSuffix(strings.TrimRight(before, " "), "ISO") {
		return false
	}
	year := strings.HasPrefix(m, "19") || strings.HasPrefix(m, "20")
	return !(slices.Contains(notPostal, m[len(m)-2:]) && (year || strings.Contains(m, " ")))
}

// isPlate reports whether letters and digits, in three groups of six in all or as on an English plate, are one.
func isPlate(m string) bool {
	bare := strings.NewReplacer("-", "", " ", "").Replace(m)
	n := digits(bare)
	if !strings.Contains(m, "-") {
		return true
	}
	return len(bare) == 6 && n > 0 && n < 6 && (m == strings.ToUpper(m) || n >= 3)
}

var (
	dateRE = regexp.MustCompile(`^(?:\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})|(\d{4})[-/.]\d{1,2}[-/.]\d{1,2})$`)
	timeRE = regexp.MustCompile(`^(?:[01]?\d|2[0-4])[.]?[0-5]\d` +
		`(?:[-–/](?:[01]?\d|2[0-4])(?:[.][0-5]\d|[0-5][05]))?$`)
	minutesRE = regexp.MustCompile(`\b\d\d?:$`) // before the rest of 14:00-15:30
	yearsRE   = regexp.MustCompile(`^(?:19|20)\d\d(?:[-/–](?:(?:19|20)\d\d|\d\d))?$`)
	amountRE  = regexp.MustCompile(`^[1-9]\d{0,2}(?:[. ]\d{3})+$`)
	versionRE = regexp.MustCompile(`(?i)\b(versie|version|v|build|release|iso|nen|artikel|article|section|` +
		`paragraaf|update)[ .]?$`)
	moneyRE = regexp.MustCompile(`(?i)(€|\$|£|\b(eur|euro|usd|gbp|bedrag|amount|budget|omzet|revenue)) ?$`)
	unitRE  = regexp.MustCompile(`(?i)^(?:,\d\d?|\.\d\d|,-)? ?(%|€|euro|eur\b|pond|pounds?|dollars?|k\b|` +
		`mln|miljoen|` +
		`million|uur|hours?|stuks|pieces|units|items|mensen|people|klanten|customers|kilo|kg|km|meter|m2|liter|` +
		`woorden|` +
		`words|tekens|regels|rows|records|medewerkers|employees|deelnemers|kwh|orders|bestellingen|pagina|pages|` +
		`views|keer|` +
		`times|steps|stappen)`)
	// keyedRE is what says that a number is somebody's, or of something that leads to them.
	keyedRE = regexp.MustCompile(`(?i)\b(bsn|nummer|\p{L}+nummer|nr|\p{L}+nr|number|tel|telefoon|phone|mobiel|mobile|` +
		`bel|call|ring|fax|whatsapp|app|sms|order|bestelling|dossier|ticket|polis|toestel|ext|extension|kvk|account|` +
		`rekening|employee|id|badge|invoice|factuur|zaak|case|ref|reference|serial|contract|boeking|booking|postbus|` +
		`box|` +
		`sofi|nino|passport|paspoort|pin|pincode|code|membership|lid|student|patient|incident|melding|pakket|parcel|` +
		`tracking)[.:#]*(?: (?:is|van|of|no|nr|op|on|met|with))?[ #:]*\(?$`)
	// codedRE is what says that a number is a code of a fault, or of a kind, which is nobody's.
	codedRE = regexp.MustCompile(`(?i)\b(error|fault|status|exit|stop|tax|reason|fout) ?codes?:? $`)
	// kindRE is what says that a number is of a kind of goods, a cost or a fault, of which nobody has one for themself.
	kindRE = regexp.MustCompile(`(?i)\b(?:(?:artikel|article|product|onderdeel|onderdeels|part|type|model|batch|lot|` +
		`partij|pallet|alarm|error|fault|fout|sku|ean|gtin|kb|iso|iec|astm|din|grootboek|ledger|gl|kostenplaats|` +
		`cost cent(?:re|er)|kostendrager)(?:rekening|nummers?|nr\.?| ?codes?| numbers?| no\.?)?|` +
		`shows|toont):? ?(?:\p{L}{1,3}-?)?$`)
	bornRE = regexp.MustCompile(`(?i)\b(geboren|geboortedatum|geb|born|birth|dob|jarig)\b[^\d]{0,12}$`)
)

// isPrivate reports whether a number may lead to a person. Dates of these years, times, amounts, versions and years do
// not; what is longer than those is private unless it says what it counts.
func isPrivate(before, m, after string) bool {
	if len(before) > 60 {
		before = strings.ToValidUTF8(before[len(before)-60:], "")
	}
	groups := strings.FieldsFunc(m, func(r rune) bool { return r < '0' || r > '9' })
	n, longest := digits(m), 0
	for _, g := range groups {
		longest = max(longest, len(g))
	}
	plain := strings.Trim(m, "()+")
	switch keyed := keyedRE.MatchString(before) && !codedRE.MatchString(before); {
	case faultRE.MatchString(lastWord(before) + firstWord(m+after)), minutesRE.MatchString(before) && n < 5:
		return false
	case kindRE.MatchString(before) && m[0] != '+' && (plain[0] != '0' || n < 9):
		return false
	case longest >= 7:
		return true
	case bornRE.MatchString(before):
		return true
	case harmless(plain) && m[0] != '+':
		return keyed && !yearsRE.MatchString(plain) && !isDate(plain) && !strings.ContainsAny(plain, ". ")
	case keyed:
		return true
	case versionRE.MatchString(before):
		return false
	case amountRE.MatchString(plain):
		return n > 7 && !moneyRE.MatchString(before) && !unitRE.MatchString(after)
	case len(groups) == 1 && (moneyRE.MatchString(before) || unitRE.MatchString(after)):
		return false
	case len(groups) == 1 && n < 5:
		return false
	case len(groups) == 1 && n < 7:
		return !strings.HasSuffix(m, "00")
	case longest >= 5 || m[0] == '+' || plain[0] == '0':
		return true
	}
	return n >= 8
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

// isDate reports whether a number is a day of a month, in either order.
func isDate(m string) bool {
	if !dateRE.MatchString(m) {
		return false
	}
	f := strings.FieldsFunc(m, func(r rune) bool { return r < '0' || r > '9' })
	if len(f[0]) == 4 {
		f = f[1:]
	}
	a, _ := strconv.Atoi(f[0])
	b, _ := strconv.Atoi(f[1])
	return min(a, b) > 0 && max(a, b) <= 31 && min(a, b) <= 12
}

// harmless reports whether each part of a number is a date of these years, a time, a year, or at most three digits, and
// it does not read like a phone number.
func harmless(m string) bool {
	parts := strings.Fields(m)
	for i, p := range parts {
		date := dateRE.FindStringSubmatch(p)
		switch {
		case date != nil && len(date[1]+date[2]) == 4:
			if year := date[1] + date[2]; year < "2010" || year > "2060" {
				return false
			}
		case isDate(p), yearsRE.MatchString(p):
		case timeRE.MatchString(p) && (strings.ContainsAny(p, ".-–/") || len(parts) == 1):
		case len(p) <= 3 && digits(p) == len(p) && (i > 0 || p[0] != '0') && len(parts) <= 3:
		case p == "-" || p == "–" || p == "/":
		default:
			return false
		}
	}
	return len(parts) > 0
}
