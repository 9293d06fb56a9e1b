package papers

import (
	"fmt"
	"time"

	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// both is a text in both languages.
type both struct{ nl, en string }

// A class is a sort of data: how long it is kept, and who sees it.
type class struct {
	name both
	kept func() both
	seen both
}

// The classes, by number.
const (
	whoIsWho = iota
	choices
	events
	questions
	talks
	reflections
	feedback
	plans
	nudges
	pulses
	trainings
	learned
	weeks
	organisation
	caseFiles
	library
	machinery
	abroad
)

// days is a retention time.
func days(d time.Duration) both {
	n := int(d.Hours() / 24)
	return both{fmt.Sprintf("%d dagen", n), fmt.Sprintf("%d days", n)}
}

func always(nl, en string) func() both { return func() both { return both{nl, en} } }

// classes are all classes of data.
var classes = [...]class{
	whoIsWho: {both{"Wie is wie", "Who is who"},
		func() both {
			d := days(people.KeepLeavers)
			return both{"tot iemand zijn gegevens verwijdert, of " + d.nl + " nadat die van de lijst is; wie alleen door een collega is genoemd: zolang er iets op diegene wacht, hooguit 13 maanden",
				"until someone deletes their data, or " + d.en + " after they left the list; who was only named by a colleague: as long as something waits for them, 13 months at most"}
		},
		both{"niemand; alleen het programma zelf", "nobody; only the program itself"}},
	choices: {both{"Eigen keuzes", "Own choices"}, always("tot iemand zijn gegevens verwijdert of vertrekt", "until someone deletes their data or leaves"), both{"alleen die persoon", "that person only"}},
	events: {both{"Gebruik", "Use"}, func() both { return days(journal.KeepEntries) },
		both{"die persoon zelf; anderen alleen als groepscijfer", "that person; others only as group figures"}},
	questions: {both{"Vragen zonder antwoord", "Unanswered questions"}, func() both { return days(journal.KeepQuestions) },
		both{"makers van hulpkaarten, geschoond en zonder de vrager", "authors of job aids, scrubbed and without the asker"}},
	talks: {both{"Gesprekken met de bot", "Conversations with the bot"}, func() both { return days(30 * 24 * time.Hour) }, both{"alleen die persoon", "that person only"}},
	reflections: {both{"Reflecties", "Reflections"}, always("tot de schrijver ze verwijdert, hooguit 12 maanden", "until the writer deletes them, 12 months at most"),
		both{"alleen de schrijver; ook de beheerder niet", "the writer only; not the admin either"}},
	feedback: {both{"Feedback", "Feedback"}, always("tot de ontvanger het verwijdert; ongelezen ook als de gever dat doet; hooguit 12 maanden", "until the receiver deletes it; unread also if the giver does; 12 months at most"),
		both{"de gever tot het is verstuurd, daarna alleen de ontvanger; een ronde alleen vanaf 5 mensen samen", "the giver until it was sent, then the receiver only; a round only from 5 people together"}},
	plans: {both{"Plannen", "Plans"}, always("tot de maker ze verwijdert, hooguit 12 maanden na de laatste wijziging", "until the maker deletes them, 12 months after the last change at most"),
		both{"alleen de maker, en wie de maker kiest; een teamplan het team", "the maker only, and whom the maker chooses; a team's plan the team"}},
	nudges: {both{"Seintjes", "Messages to come"}, always("tot ze zijn verstuurd of vervallen; daarna hooguit 12 weken wanneer er iets kwam", "until sent or dropped; then for 12 weeks at most when something came"),
		both{"alleen die persoon", "that person only"}},
	pulses: {both{"Korte vragen", "Short questions"}, always("12 maanden na de laatste vraag; een zin hooguit 80 dagen, of tot hij is verteld of ingetrokken; in een verstuurd weekbericht 24 maanden, zonder naam", "12 months after the last question; a sentence 80 days at most, or until it is told or taken back; in a weekly message that was sent 24 months, without a name"),
		both{"alleen die persoon; een zin met toestemming het team, zonder naam en als 10 mensen hem geschreven kunnen hebben", "that person only; a sentence with consent the team, without a name and if 10 people could have written it"}},
	trainings: {both{"Afgeronde trainingen", "Trainings finished"}, func() both {
		d := days(190 * 24 * time.Hour)
		return both{d.nl + " na de training", d.en + " after the training"}
	},
		both{"die persoon zelf; wie het noteerde weet dat het is afgerond, en ziet van antwoorden alleen aantallen vanaf 5", "that person; who noted it knows that it was finished, and sees of answers only numbers from 5"}},
	learned: {both{"Geleerde zoekvragen", "Learned questions"}, always("tot een maker ze intrekt", "until an author withdraws them"),
		both{"makers van hulpkaarten; geschoond, en zonder personen", "authors of job aids; scrubbed, and without persons"}},
	weeks: {both{"Weektellingen", "Weekly counts"},
		func() both {
			n := (counts.KeepWeeks - 1) * 12 / 52
			return both{fmt.Sprintf("%d maanden", n), fmt.Sprintf("%d months", n)}
		},
		both{"leidinggevenden en hun teams, als groepscijfers", "managers and their teams, as group figures"}},
	organisation: {both{"De organisatie", "The organisation"}, always("tot de volgende lijst", "until the next list"), both{"de beheerder, die de lijst levert", "the admin, who brings the list"}},
	caseFiles: {both{"Prestatievraagstukken", "Performance cases"}, always("zolang de zaak loopt, plus 24 maanden", "as long as the case runs, plus 24 months"),
		both{"wie aan de zaak werkt; er staan geen personen in", "who works on the case; no persons are in it"}},
	library:   {both{"Hulpkaarten", "Job aids"}, always("blijvend", "for good"), both{"iedereen; er staan geen persoonsgegevens in", "everyone; no personal data is in it"}},
	machinery: {both{"Berichten onderweg", "Messages under way"}, always("minuten tot hooguit 30 dagen", "minutes to 30 days at most"), both{"niemand; alleen het programma zelf", "nobody; only the program itself"}},
	abroad: {both{"Wat naar buiten ging", "What went out"}, always("tot ook daar alles is ingetrokken", "until all of it is void there too"),
		both{"niemand; het programma heeft het nodig om gegevens ook buiten te laten vervallen", "nobody; the program needs it to make data void outside too"}},
}

// A Bucket is one part of the database.
type Bucket struct {
	Bucket string
	class  int
	holds  both
}

// Map is the data map: every part of the database, and what it holds.
var Map = []Bucket{
	{"people.identity", whoIsWho, both{"het verband tussen een account en een pseudoniem", "which pseudonym an account has"}},
	{"people.profile", choices, both{"pseudoniem, account, mailadres van de lijst, afdeling, rollen; taal, pauze en andere keuzes", "pseudonym, account, mail address from the list, unit, roles; language, pause and other choices"}},
	{"people.unit", organisation, both{"afdelingen: naam, waaronder ze vallen, wie leiding geeft (pseudoniem)", "units: name, what they belong to, who leads them (pseudonym)"}},
	{"people.under", organisation, both{"welke afdeling onder welke valt", "which unit belongs to which"}},
	{"people.member", organisation, both{"wie bij welke afdeling hoort (pseudoniem)", "who belongs to which unit (pseudonym)"}},
	{"journal.entry", events, both{"wat er gebeurde met welke hulpkaart, wanneer, bij welk pseudoniem; nooit tekst", "what happened with which job aid, when, for which pseudonym; never text"}},
	{"journal.word", library, both{"de woorden van het vaste woordenlijstje waar gebeurtenissen uit bestaan", "the words of the fixed list that events are made of"}},
	{"journal.question", questions, both{"de tekst van vragen zonder antwoord: geschoond, per dag, zonder de vrager", "the text of unanswered questions: scrubbed, by day, without the asker"}},
	{"tally.cell", weeks, both{"tellingen per week en afdeling; wie meetelde zolang gebruik wordt bewaard, daarna alleen getallen", "counts by week and unit; who counted as long as use is kept, then numbers only"}},
	{"tally.day", weeks, both{"hoeveel gebeurtenissen er op een dag waren, van iedereen samen", "how many events a day had, of everyone together"}},
	{"tally.home", weeks, both{"in welke afdeling een pseudoniem meetelt", "in which unit a pseudonym counts"}},
	{"tally.state", machinery, both{"tot waar geteld is", "how far the counting is"}},
	{"steer.facts", weeks, both{"wat van een week van een afdeling verteld mag worden", "what may be told of a unit's week"}},
	{"steer.done", weeks, both{"welke weken zijn uitgewerkt", "which weeks were worked out"}},
	{"steer.sent", weeks, both{"weekberichten zoals ze verstuurd zijn", "weekly messages as they were sent"}},
	{"steer.settled", weeks, both{"wat een afdeling met een voorgestelde actie deed", "what a unit did with a proposed action"}},
	{"steer.quiet", weeks, both{"weken waarin er niets te vertellen was", "weeks in which there was nothing to tell"}},
	{"steer.rest", weeks, both{"wat van een week niet verteld is, als aantallen, tot het kwartaal is uitgewerkt", "what was not told of a week, as numbers, until its quarter is worked out"}},
	{"steer.quarter", weeks, both{"wat van een kwartaal van de hele organisatie verteld mag worden", "what may be told of a quarter of the whole organisation"}},
	{"steer.case", caseFiles, both{"hoe een zaak stond toen de opdrachtgever het laatst bericht kreeg", "how a case stood when its sponsor was last told"}},
	{"steer.list", questions, both{"de weeklijst van de makers, een week lang", "the authors' weekly list, for a week"}},
	{"find.phrasings", learned, both{"geschoonde vragen en hoe vaak een kaart daarbij hielp", "scrubbed questions and how often an aid helped with them"}},
	{"find.changes", learned, both{"welke geleerde vraag het laatst veranderde", "which learned question changed last"}},
	{"find.once", learned, both{"een versleutelde vingerafdruk, twee dagen, zodat iemand één keer per dag meetelt", "a keyed fingerprint, for two days, so that someone counts once a day"}},
	{"find.salt", machinery, both{"de sleutel van die vingerafdruk", "the key of that fingerprint"}},
	{"find.vectors", learned, both{"van hulpkaarten en geleerde vragen: getallen van het taalmodel voor zoeken, als dat aan staat", "of job aids and learned questions: numbers from the language model for finding, when that is on"}},
	{"aid-versions", library, both{"alle versies van hulpkaarten die live waren", "every version of job aids that was live"}},
	{"aid-files", library, both{"welk bestand live is", "which file is live"}},
	{"cases.case", caseFiles, both{"doelen, cijfers, factoren en maatregelen, in rollen en niet in personen", "goals, readings, factors and solutions, in roles and not in persons"}},
	{"cases.history", caseFiles, both{"wat er in een zaak veranderde, en in welke rol", "what changed in a case, and in which role"}},
	{"bot.session", talks, both{"waar een gesprek is: de laatste vraag (geschoond) en de knoppen", "where a conversation is: the last question (scrubbed) and the buttons"}},
	{"bot.run", talks, both{"bij welke stap iemand is, en wat is ingevuld; 7 dagen", "at which step someone is, and what was filled in; 7 days"}},
	{"bot.draft", learned, both{"voorstellen voor hulpkaarten, tot een maker ze behandelt", "proposals for job aids, until an author settles them"}},
	{"improve.proposal", learned, both{"voorstellen om een hulpkaart te verbeteren, van wie (pseudoniem), tot een maker ze behandelt; hooguit 180 dagen", "proposals to improve an aid, and whose (pseudonym), until an author settles them; 180 days at most"}},
	{"bot.approved", library, both{"voorstellen die live gaan", "proposals that go live"}},
	{"reflect.text", reflections, both{"wat iemand terugkijkend schreef", "what someone wrote looking back"}},
	{"plans.own", plans, both{"persoonlijke plannen", "personal plans"}},
	{"plans.shared", plans, both{"wie een plan mag lezen (pseudoniem)", "who may read a plan (pseudonym)"}},
	{"feedback.exchange", feedback, both{"een vraag om feedback en het antwoord", "a request for feedback and the answer"}},
	{"feedback.of", feedback, both{"bij welke feedback iemand hoort (pseudoniem), en een eigen concept", "which feedback someone has part in (pseudonym), and their own draft"}},
	{"feedback.round", feedback, both{"antwoorden van een groep samen, zonder wie wat schreef", "answers of a group together, without who wrote what"}},
	{"feedback.seat", feedback, both{"wie in een ronde is gevraagd (pseudoniem), en het eigen concept", "who was asked in a round (pseudonym), and their own draft"}},
	{"pairs.pair", plans, both{"wie met wie een maatje is bij een zaak (pseudoniem), en wat iemand over een concept wil vragen", "who is whose buddy for a case (pseudonym), and what someone wants to ask about a draft"}},
	{"pairs.of", plans, both{"bij welk tweetal iemand hoort (pseudoniem)", "which pair someone belongs to (pseudonym)"}},
	{"pairs.look", plans, both{"een afspraak om mee te kijken: de punten en de dagen, tot hij voorbij is", "an agreement to look along: the points and the days, until it is over"}},
	{"pairs.part", feedback, both{"wie meekijkt (pseudoniem), en wat diegene nog niet verstuurde", "who looks along (pseudonym), and what they have not sent yet"}},
	{"pairs.seen", feedback, both{"wat een maatje zag; alleen voor wie het betreft", "what a buddy saw; only for whom it concerns"}},
	{"starter.own", plans, both{"het startpad van iemand in een andere rol, en wie het klaarzette (pseudoniem); tot twee weken na het laatste deel", "the starter path of someone in another role, and who set it (pseudonym); until two weeks after the last part"}},
	{"theme.run", machinery, both{"welk thema in welk kanaal loopt en wie het startte (pseudoniem), en of er een reactie kwam, zonder van wie; tot 30 dagen na het einde", "which theme runs in which channel and who started it (pseudonym), and whether there was a reaction, without from whom; until 30 days after it ended"}},
	{"teamplans.plan", plans, both{"afspraken van een team, met bij elke actie één eigenaar", "what a team agreed on, with one owner for each action"}},
	{"teamplans.place", plans, both{"in welk kanaal een teamplan staat", "in which channel a team's plan is"}},
	{"teamplans.part", plans, both{"wie een actie heeft in een teamplan (pseudoniem)", "who has an action in a team's plan (pseudonym)"}},
	{"upgrades.todo", machinery, both{"welke gewijzigde hulpkaart nog gemeld moet worden", "of which changed job aid people must still be told"}},
	{"moments.item", machinery, both{"vaste momenten en uitdagingen van een team, tot ze eindigen; wie meedoet tot de week voorbij is", "a team's fixed moments and challenges, until they end; who takes part until the week is over"}},
	{"training.done", trainings, both{"wie een training afrondde en wanneer (pseudoniem), wie dat noteerde, en of het geleerde wordt gebruikt", "who finished a training and when (pseudonym), who noted it, and whether what was learned is used"}},
	{"training.note", reflections, both{"wat iemand tijdens een training voor zichzelf noteerde; 30 dagen", "what someone noted for themselves during a training; 30 days"}},
	{"programme.own", reflections, both{"wat iemand zelf met een programma wil, en of diegene er geen berichten meer over wil; tot de zaak weg is", "what someone wants with a programme themselves, and whether they want no more messages about it; until the case is gone"}},
	{"training.course", weeks, both{"van een training: hoeveel mensen antwoordden, zonder personen", "of a training: how many people answered, without persons"}},
	{"factors.report", events, both{"wat blokkeert of helpt: soort, afdeling, en wie het wanneer meldde (pseudoniem)", "what blocks or helps: sort, unit, and who reported it when (pseudonym)"}},
	{"factors.mine", events, both{"wat iemand zelf meldde (pseudoniem)", "what someone reported (pseudonym)"}},
	{"factors.answer", weeks, both{"wat er met een factor is afgesproken", "what was agreed about a factor"}},
	{"factors.owned", plans, both{"wie eraan werkt (pseudoniem)", "who works on it (pseudonym)"}},
	{"agenda.item", nudges, both{"wat er nog komt, voor welk pseudoniem; geen tekst", "what is still to come, for which pseudonym; no text"}},
	{"agenda.due", nudges, both{"wanneer het komt", "when it comes"}},
	{"agenda.who", nudges, both{"wat voor wie klaarstaat of al geweest is", "what is ready for whom, or was"}},
	{"agenda.digest", nudges, both{"welk weekbericht voor wie klaarstaat", "which weekly message is ready for whom"}},
	{"agenda.person", nudges, both{"hoeveel seintjes iemand kreeg en beantwoordde, stille uren, afwezigheid", "how many messages someone got and answered, quiet hours, absence"}},
	{"agenda.unit", nudges, both{"hoe een afdeling als geheel reageert", "how a unit as a whole responds"}},
	{"campaign.run", machinery, both{"welke seintjesreeks loopt", "which series of messages runs"}},
	{"scan.run", machinery, both{"vragen van een scan, en hoe vaak elk antwoord is gegeven; zonder personen; 24 maanden", "questions of a scan, and how often each answer was given; without persons; 24 months"}},
	{"scan.own", nudges, both{"bij welke vraag van een scan iemand is (pseudoniem), zonder antwoorden; tot 28 dagen erna", "at which question of a scan someone is (pseudonym), without answers; until 28 days after it"}},
	{"campaign.left", nudges, both{"wie met een reeks is gestopt (pseudoniem)", "who left a series (pseudonym)"}},
	{"pulse.person", pulses, both{"welke kaart iemand het laatst gebruikte, wanneer er een korte vraag kwam, en een zin die gedeeld mag worden", "which aid someone used last, when a short question came, and a sentence that may be shared"}},
	{"pulse.waiting", pulses, both{"van wie (pseudoniem) een zin wacht op een weekbericht", "whose sentence (pseudonym) waits for a weekly message"}},
	{"delivery.inbox", machinery, both{"wat binnenkwam en nog niet beantwoord is; minuten", "what came in and is not answered yet; minutes"}},
	{"delivery.outbox", machinery, both{"antwoorden en mail die nog niet bezorgd zijn; hooguit een dag of tot ze verlopen", "answers and mail not delivered yet; a day at most, or until they lapse"}},
	{"delivery.seen", machinery, both{"welke berichten al zijn verwerkt; een dag", "which messages were handled; a day"}},
	{"delivery.ref", machinery, both{"waar een bericht staat, om het te kunnen wijzigen; 30 dagen", "where a message is, to be able to edit it; 30 days"}},
	{"delivery.talk", talks, both{"het gesprek op de eigen chatpagina, zonder reflecties, plannen en feedback die iemand opvroeg; 30 dagen", "the conversation on our own chat page, without the reflections, plans and feedback that someone asked to see; 30 days"}},
	{"notes", machinery, both{"wat een koppeling na een herstart moet weten, zoals in welke draad de bot meeleest", "what a connection must know after a restart, such as in which thread the bot listens"}},
	{"xapi.state", abroad, both{"tot waar het leersysteem (LRS) is ingelicht", "how far the learning record store (LRS) was told"}},
	{"xapi.key", abroad, both{"de sleutel waarmee een pseudoniem daar een andere naam krijgt", "the key that gives a pseudonym another name there"}},
	{"xapi.void", abroad, both{"van wie daar nog gegevens moeten vervallen", "whose data must still be made void there"}},
	{"settings.now", machinery, both{"welke instellingen gelden, voor het logboek hieronder", "which settings hold, for the log below"}},
	{"settings.log", machinery, both{"wijzigingen van instellingen; 12 maanden", "changes of settings; 12 months"}},
}
