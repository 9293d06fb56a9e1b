package papers

import (
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// A class is a sort of data: how long it is kept and who sees it, as the texts say by this name.
type class string

const (
	whoIsWho     class = "who"
	choices      class = "choices"
	events       class = "use"
	questions    class = "questions"
	talks        class = "talks"
	reflections  class = "reflections"
	feedback     class = "feedback"
	plans        class = "plans"
	nudges       class = "nudges"
	pulses       class = "surveys"
	trainings    class = "trainings"
	learned      class = "learned"
	weeks        class = "weeks"
	organisation class = "organisation"
	caseFiles    class = "cases"
	library      class = "library"
	machinery    class = "machinery"
	abroad       class = "abroad"
)

// weekMonths is how many months figures by week are kept.
const weekMonths = (privacy.KeepWeeks - 1) * 12 / 52

// classes are all classes of data, in the order of the papers, with the numbers that tell how long they are kept
// where the program has them, in the unit that the texts say.
var classes = []struct {
	class class
	n, m  int
}{
	{whoIsWho, privacy.Days(people.KeepLeavers), 0},
	{choices, 0, 0},
	{events, privacy.Days(privacy.KeepUse), 0},
	{questions, privacy.Days(privacy.KeepQuestion), 0},
	{talks, privacy.Days(privacy.KeepTalk), 0},
	{reflections, privacy.Months(privacy.KeepOwn), 0},
	{feedback, privacy.Months(privacy.KeepOwn), 0},
	{plans, privacy.Months(privacy.KeepOwn), 0},
	{nudges, privacy.KeepResponse, 0},
	{pulses, privacy.Months(privacy.KeepOwn), privacy.Days(privacy.KeepSentence)},
	{trainings, privacy.Days(privacy.KeepLearned), 0},
	{learned, 0, 0},
	{weeks, weekMonths, 0},
	{organisation, 0, 0},
	{caseFiles, privacy.KeepCaseAfter, 0},
	{library, 0, 0},
	{machinery, privacy.Days(privacy.KeepTalk), 0},
	{abroad, 0, 0},
}
