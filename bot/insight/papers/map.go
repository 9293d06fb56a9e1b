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

// A Bucket is one part of the database. What it holds is what the texts keep under its name.
type Bucket struct {
	Bucket string
	class  class
}

// Map is the data map: every part of the database.
var Map = []Bucket{
	{"people.identity", whoIsWho},
	{"people.profile", choices},
	{"people.unit", organisation},
	{"people.under", organisation},
	{"people.member", organisation},
	{"journal.entry", events},
	{"journal.word", library},
	{"journal.question", questions},
	{"tally.cell", weeks},
	{"tally.day", weeks},
	{"tally.home", weeks},
	{"tally.state", machinery},
	{"weekly.facts", weeks},
	{"weekly.done", weeks},
	{"weekly.sent", weeks},
	{"weekly.settled", weeks},
	{"weekly.quiet", weeks},
	{"weekly.rest", weeks},
	{"weekly.quarter", weeks},
	{"weekly.case", caseFiles},
	{"weekly.list", questions},
	{"weekly.listed", weeks},
	{"weekly.good", weeks},
	{"find.phrasings", learned},
	{"find.changes", learned},
	{"find.once", learned},
	{"find.salt", machinery},
	{"find.vectors", learned},
	{"aid-versions", library},
	{"aid-files", library},
	{"cases.case", caseFiles},
	{"cases.history", caseFiles},
	{"bot.session", talks},
	{"aid.run", talks},
	{"draft.proposal", learned},
	{"edit.proposal", learned},
	{"bot.approved", library},
	{"bot.offer", machinery},
	{"reflect.text", reflections},
	{"plans.own", plans},
	{"plans.shared", plans},
	{"feedback.exchange", feedback},
	{"feedback.of", feedback},
	{"multirater.round", feedback},
	{"multirater.of", feedback},
	{"multirater.seat", feedback},
	{"buddy.pair", plans},
	{"buddy.of", plans},
	{"buddy.look", plans},
	{"buddy.part", feedback},
	{"buddy.seen", feedback},
	{"starter.own", plans},
	{"theme.run", machinery},
	{"teamplans.plan", plans},
	{"teamplans.part", plans},
	{"upgrade.todo", machinery},
	{"teamreview.item", machinery},
	{"training.done", trainings},
	{"training.note", reflections},
	{"programme.own", reflections},
	{"training.course", weeks},
	{"barrier.report", events},
	{"barrier.mine", events},
	{"barrier.answer", weeks},
	{"barrier.owned", plans},
	{"agenda.item", nudges},
	{"agenda.due", nudges},
	{"agenda.who", nudges},
	{"agenda.digest", nudges},
	{"agenda.person", nudges},
	{"agenda.unit", nudges},
	{"campaign.run", machinery},
	{"scan.run", machinery},
	{"scan.own", nudges},
	{"campaign.own", nudges},
	{"campaign.left", nudges},
	{"survey.person", pulses},
	{"survey.draft", pulses},
	{"survey.waiting", pulses},
	{"survey.left", machinery},
	{"delivery.inbox", machinery},
	{"delivery.outbox", machinery},
	{"delivery.seen", machinery},
	{"delivery.ref", machinery},
	{"delivery.talk", talks},
	{"delivery.note", machinery},
	{"xapi.state", abroad},
	{"xapi.key", abroad},
	{"xapi.void", abroad},
	{"settings.now", machinery},
	{"privacy.group", machinery},
	{"settings.log", machinery},
}
