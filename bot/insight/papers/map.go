package papers

import (
	"time"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
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

// classes are all classes of data, in the order of the papers, with the number that tells how long they are kept
// where the program has one: in days, but for [weeks] in months.
var classes = []struct {
	class class
	n     int
}{
	{whoIsWho, days(people.KeepLeavers)},
	{choices, 0},
	{events, days(journal.KeepEntries)},
	{questions, days(journal.KeepQuestions)},
	{talks, 30},
	{reflections, 0}, {feedback, 0}, {plans, 0}, {nudges, 0}, {pulses, 0},
	{trainings, 190},
	{learned, 0},
	{weeks, (counts.KeepWeeks - 1) * 12 / 52},
	{organisation, 0}, {caseFiles, 0}, {library, 0}, {machinery, 0}, {abroad, 0},
}

func days(d time.Duration) int { return int(d.Hours() / 24) }

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
	{"steer.facts", weeks},
	{"steer.done", weeks},
	{"steer.sent", weeks},
	{"steer.settled", weeks},
	{"steer.quiet", weeks},
	{"steer.rest", weeks},
	{"steer.quarter", weeks},
	{"steer.case", caseFiles},
	{"steer.list", questions},
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
	{"bot.run", talks},
	{"bot.draft", learned},
	{"edit.proposal", learned},
	{"bot.approved", library},
	{"reflect.text", reflections},
	{"plans.own", plans},
	{"plans.shared", plans},
	{"feedback.exchange", feedback},
	{"feedback.of", feedback},
	{"feedback.round", feedback},
	{"feedback.seat", feedback},
	{"pairs.pair", plans},
	{"pairs.of", plans},
	{"pairs.look", plans},
	{"pairs.part", feedback},
	{"pairs.seen", feedback},
	{"starter.own", plans},
	{"theme.run", machinery},
	{"teamplans.plan", plans},
	{"teamplans.place", plans},
	{"teamplans.part", plans},
	{"upgrades.todo", machinery},
	{"teamreview.item", machinery},
	{"training.done", trainings},
	{"training.note", reflections},
	{"programme.own", reflections},
	{"training.course", weeks},
	{"factors.report", events},
	{"factors.mine", events},
	{"factors.answer", weeks},
	{"factors.owned", plans},
	{"agenda.item", nudges},
	{"agenda.due", nudges},
	{"agenda.who", nudges},
	{"agenda.digest", nudges},
	{"agenda.person", nudges},
	{"agenda.unit", nudges},
	{"campaign.run", machinery},
	{"scan.run", machinery},
	{"scan.own", nudges},
	{"campaign.left", nudges},
	{"pulse.person", pulses},
	{"pulse.waiting", pulses},
	{"delivery.inbox", machinery},
	{"delivery.outbox", machinery},
	{"delivery.seen", machinery},
	{"delivery.ref", machinery},
	{"delivery.talk", talks},
	{"notes", machinery},
	{"xapi.state", abroad},
	{"xapi.key", abroad},
	{"xapi.void", abroad},
	{"settings.now", machinery},
	{"settings.log", machinery},
}
