package privacy

import (
	"regexp"
	"strings"
	"unicode"
)

// What Scrub puts in the place of what it takes out. The marks are the same in both
// languages, so that a scrubbed question still reads as one.
const (
	markMail    = "[mail]"
	markLink    = "[link]"
	markNumber  = "[nr]"
	markMention = "[@]"
	markName    = "[naam/name]"
)

var (
	mailRE    = regexp.MustCompile(`(?i)[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+`)
	linkRE    = regexp.MustCompile(`(?i)\b(https?://|www\.)\S+`)
	mentionRE = regexp.MustCompile(`<[@#!][^>]*>|@[\p{L}\p{N}_][\p{L}\p{N}_.-]*`)
	ibanRE    = regexp.MustCompile(`(?i)\b[A-Z]{2}\d{2}(\s?[A-Z0-9]{4}){2,7}(\s?[A-Z0-9]{1,3})?\b`)
	plateRE   = regexp.MustCompile(`(?i)\b[A-Z0-9]{1,3}-[A-Z0-9]{2,3}-[A-Z0-9]{1,2}\b`)
	// numberRE finds five digits or more with the signs people write between them:
	// phone numbers, citizen numbers (BSN has nine), customer and case numbers, dates.
	numberRE = regexp.MustCompile(`\+?\d(?:[\s./()-]{0,2}\d){4,}`)
	// nameRE finds a title or relation followed by a capitalised name.
	nameRE = regexp.MustCompile(
		`(?i:\b(mevrouw|meneer|mevr\.?|mw\.?|dhr\.?|de heer|mr\.?|mrs\.?|ms\.?|dr\.?|` +
			`collega|colleague|klant|customer|client)\s+)` +
			`(?:(?:van|de|der|den|ter|ten|het|'t)\s+)*\p{Lu}[\p{L}'-]+` +
			`(?:\s+(?:van|de|der|den|ter|ten)\b)*(?:\s+\p{Lu}[\p{L}'-]+)*`)
	wordRE = regexp.MustCompile(`[\p{L}][\p{L}'’-]*`)
)

// maxQuestion is the longest question kept, in characters.
const maxQuestion = 300

// Scrub takes out of a text what could lead to a person: mail addresses, links,
// mentions, account, phone and citizen numbers and other long numbers, number
// plates, names after a title or a relation ("collega Fatima"), and every
// capitalised word that isName says is a name of a member; isName may be nil. The
// result has at most 300 characters, on one line. Scrubbing twice changes nothing.
func Scrub(text string, isName func(word string) bool) string {
	s := strings.Join(strings.Fields(strings.Map(printable, text)), " ")
	s = mailRE.ReplaceAllString(s, markMail)
	s = linkRE.ReplaceAllString(s, markLink)
	s = mentionRE.ReplaceAllString(s, markMention)
	s = ibanRE.ReplaceAllString(s, markNumber)
	s = numberRE.ReplaceAllString(s, markNumber)
	s = plateRE.ReplaceAllStringFunc(s, func(m string) string {
		if !strings.ContainsAny(m, "0123456789") {
			return m
		}
		return markNumber
	})
	s = nameRE.ReplaceAllStringFunc(s, func(m string) string {
		title := nameRE.FindStringSubmatch(m)[1]
		return title + " " + markName
	})
	if isName != nil {
		s = wordRE.ReplaceAllStringFunc(s, func(w string) string {
			if r := []rune(w); unicode.IsUpper(r[0]) && isName(w) {
				return markName
			}
			return w
		})
	}
	if r := []rune(s); len(r) > maxQuestion {
		s = strings.TrimSpace(string(r[:maxQuestion-1])) + "…"
	}
	return s
}

// printable turns control characters into spaces.
func printable(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return ' '
	}
	return r
}
