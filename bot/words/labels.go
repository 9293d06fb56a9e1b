package words

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// labels are the names of the ids that aids use for roles and processes.
var labels = map[string][2]string{ // Dutch, English
	"ld-team":                 {"het L&D-team", "the L&D team"},
	"ld-adviser":              {"een L&D-adviseur", "an L&D adviser"},
	"hr-adviser":              {"een HR-adviseur", "an HR adviser"},
	"team-coach":              {"je teamcoach", "your team coach"},
	"manager":                 {"je leidinggevende", "your manager"},
	"confidential-adviser":    {"de vertrouwenspersoon", "the confidential adviser"},
	"company-doctor":          {"de bedrijfsarts", "the company doctor"},
	"works-council":           {"de ondernemingsraad", "the works council"},
	"works-council-secretary": {"de secretaris van de ondernemingsraad", "the secretary of the works council"},
	"privacy-officer":         {"de functionaris gegevensbescherming", "the data protection officer"},
	"it-service-desk":         {"de IT-servicedesk", "the IT service desk"},
	"controller":              {"de controller", "the controller"},
	"buddy":                   {"je buddy", "your buddy"},
	"colleague":               {"een ervaren collega", "an experienced colleague"},

	"collaboration":            {"Samenwerken", "Working together"},
	"learning-and-development": {"Leren en ontwikkelen", "Learning and development"},
	"customer-contact":         {"Klantcontact", "Customer contact"},
	"personal-development":     {"Mijn ontwikkeling", "My development"},
	"team-management":          {"Een team leiden", "Leading a team"},
	"measurement":              {"Meten en verbeteren", "Measuring and improving"},
	"privacy":                  {"Privacy en medezeggenschap", "Privacy and participation"},
}

// Label is the name of an id in this language. An id without one is shown as its
// words: "night-shift" becomes "night shift".
func (w *Words) Label(id string) string {
	if l, ok := labels[id]; ok {
		if w.Lang == "nl" {
			return l[0]
		}
		return l[1]
	}
	return strings.ReplaceAll(id, "-", " ")
}

// Capital is s with its first letter in upper case.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

var months = map[string][12]string{
	"nl": {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
	"en": {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
}

// Date is a day in this language, such as "21 nov 2026".
func (w *Words) Date(t time.Time) string {
	return t.Format("2 ") + months[w.Lang][t.Month()-1] + t.Format(" 2006")
}
