package papers

import (
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// weekMonths is how many months figures by week are kept.
const weekMonths = (privacy.KeepWeeks - 1) * 12 / 52

// classes are the sorts of data, as the texts call them, in the order of the papers, with the numbers that tell how
// long they are kept where the program has them, in the unit that the texts say.
var classes = []struct {
	class string
	n, m  int
}{
	{"who", privacy.Days(people.KeepLeavers), 0},
	{"choices", 0, 0},
	{"use", privacy.Days(privacy.KeepUse), 0},
	{"questions", privacy.Days(privacy.KeepQuestion), 0},
	{"talks", privacy.Days(privacy.KeepTalk), 0},
	{"reflections", privacy.Months(privacy.KeepOwn), 0},
	{"feedback", privacy.Months(privacy.KeepOwn), 0},
	{"plans", privacy.Months(privacy.KeepOwn), 0},
	{"nudges", privacy.KeepResponse, 0},
	{"surveys", privacy.Months(privacy.KeepOwn), privacy.Days(privacy.KeepSentence)},
	{"trainings", privacy.Days(privacy.KeepLearned), 0},
	{"learned", 0, 0},
	{"weeks", weekMonths, 0},
	{"organisation", 0, 0},
	{"cases", privacy.KeepCaseAfter, 0},
	{"library", 0, 0},
	{"machinery", privacy.Days(privacy.KeepTalk), 0},
	{"abroad", 0, 0},
}
