package papers

import "github.com/handvat/handvat/knowledge/people"

// dutch are the words in Dutch.
func dutch() texts {
	return texts{
		months: [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		title:  "Handvat: stukken voor de ondernemingsraad",
		lead:   "Gemaakt op %s uit de instellingen die nu gelden (%s).",
		draft:  "Dit is een concept. Laat de functionaris gegevensbescherming het nakijken, en vul aan wat alleen jullie weten.",

		purposes: part{"Waarvoor het is", "De gegevens worden gebruikt voor drie dingen en voor niets anders:", []string{
			"iemand helpen tijdens het werk, met een hulpkaart op het moment dat het nodig is;",
			"de hulpkaarten beter maken;",
			"in groepen nagaan of een aanpak werkt."}},
		never: part{"", "Niet voor:", []string{
			"beoordelen of belonen van mensen;",
			"mensen of teams op volgorde zetten;",
			"aanwezigheid of werktijd controleren;",
			"straf of ontslag."}},

		setUp:          "Wat er aan staat",
		channelCaption: "Langs deze wegen gaan gegevens naar binnen of naar buiten",
		channelHead:    []string{"Weg", "Nu", "Wie krijgt wat", "Goedgekeurd door, en akkoord van de OR op"},
		channelNote:    "Elk chatplatform heeft eigen voorwaarden en bewaartijden voor berichten; die staan los van deze lijst. Sluit met elke leverancier een verwerkersovereenkomst.",
		on:             "aan", off: "uit",
		channels: map[string]channelText{
			"web":        {"Eigen chatpagina", "Blijft binnen deze installatie."},
			"slack":      {"Slack", "Slack krijgt de berichten tussen de bot en een persoon, zoals elk bericht daar."},
			"teams":      {"Microsoft Teams", "Microsoft krijgt de berichten tussen de bot en een persoon, zoals elk bericht daar."},
			"discord":    {"Discord", "Discord krijgt de berichten tussen de bot en een persoon, zoals elk bericht daar."},
			"mail":       {"Mail", "De mailserver krijgt weekberichten en hun adressen. Een mail haalt niets op als je hem leest: niemand ziet of je hem las."},
			"xapi":       {"Leersysteem (LRS, xAPI)", "Het leersysteem krijgt per pseudoniem wat er met hulpkaarten gebeurde, met het tijdstip, zonder teksten. Dit gaat verder dan groepscijfers. Wie anoniem vraagt, komt er niet in."},
			"embeddings": {"Taalmodel voor zoeken (embeddings)", "De aanbieder krijgt de tekst van vragen, zonder de vrager, om beter te zoeken."},
		},

		groups: part{"De kleinste groep", "Een cijfer over mensen wordt pas getoond als het over minstens {k} verschillende mensen gaat. Die grens kan alleen omhoog.", []string{
			"Telt een groep minder dan {k} mensen, dan staat er \"te weinig gegevens\", of telt de groep mee in de afdeling erboven.",
			"Voor citaten en gevoelige redenen (werkdruk, leiding) is de grens {2k}.",
			"Is één deelgroep te klein, dan wordt ook een tweede verborgen, zodat niemand de eerste kan uitrekenen; het deel dat verborgen blijft telt minstens {k} mensen.",
			"Alleen vaste weken en vaste afdelingen; geen vrije filters. Verhuizen minder dan {k} mensen, dan blijft de groep nog zoals hij was. Zo kan niemand twee weekberichten van elkaar aftrekken.",
			"Geen tijdstippen: hooguit dagdelen."}},

		dataMap:       "Wat er wordt bewaard",
		mapIntro:      "Alles staat in één bestand op de eigen server. Namen en teksten van gesprekken staan niet in de cijfers. Een persoon is daar een pseudoniem: een willekeurig getal.",
		classCaption:  "Soorten gegevens: hoe lang, en wie ze ziet",
		classHead:     []string{"Soort", "Hoe lang", "Wie ziet het"},
		bucketCaption: "Elk deel van de database, met zijn soort",
		bucketHead:    []string{"Deel", "Wat erin staat", "Soort"},
		mapNote:       "Een test in de bouw van het programma faalt als er een deel bestaat dat hier niet staat. Na verwijderen blijft er niets achter in nieuwe reservekopieën; gooi oude reservekopieën weg binnen 30 dagen.",

		roles:       "Wie wat ziet",
		roleIntro:   "Wie op de lijst van de organisatie staat, is medewerker. De rest komt uit die lijst. \"Eigen\" is voor een medewerker de eigen afdeling en die erboven, voor een leidinggevende de afdelingen die hij of zij leidt en die eronder.",
		roleCaption: "Rollen en wat ze mogen",
		roleHead:    "Mag",
		role: map[people.Role]string{people.Employee: "medewerker", people.Author: "maker", people.Manager: "leidinggevende",
			people.Sponsor: "opdrachtgever", people.WorksCouncil: "OR", people.Admin: "beheerder"},
		right: map[people.Right]string{
			people.Ask: "vragen, geholpen worden, eigen instellingen kiezen", people.OwnData: "zien, exporteren en verwijderen wat van jezelf wordt bewaard",
			people.TakePart: "meedoen met feedback, plannen en momenten met collega's", people.LeadMoments: "starten en stoppen wat een team samen doet",
			people.FollowUp: "registreren wie een training afrondde, een startpad klaarzetten", people.RunCampaigns: "campagnes en scans starten, pauzeren en stoppen",
			people.SeeDigest: "groepscijfers van een afdeling zien", people.WorkCases: "aan prestatievraagstukken werken",
			people.SeeReports: "rapporten zien", people.SeeQuestions: "geschoonde vragen zonder antwoord zien", people.PublishAids: "hulpkaarten live zetten",
			people.SeeSettings: "instellingen, doelen en wijzigingen zien", people.ChangeSettings: "instellingen en de lijst wijzigen"},
		scope: map[people.Scope]string{people.Nowhere: "–", people.OwnUnits: "eigen", people.Everywhere: "alle"},
		roleNotes: []string{
			"Niemand ziet het gebruik van één persoon, behalve die persoon zelf. Er is geen scherm, opdracht of export die dat kan.",
			"Ook de beheerder ziet geen vragen, reflecties, plannen of feedback.",
			"Het team mag hetzelfde weekbericht lezen als de leidinggevende."},

		rights: part{"Wat iedereen zelf kan", "Dit kan in de chat, zonder iemand te vragen:", []string{
			"\"privacy\": lezen wat er gebeurt;",
			"\"mijn gegevens\": zien wat er van je is;",
			"\"exporteer\": een bestand met alles;",
			"\"verwijder mijn gegevens\": alles weg, meteen; reservekopieën binnen 30 dagen;",
			"\"pauze\": geen seintjes;",
			"\"anoniem\": vragen zonder dat er iets bij jou wordt opgeschreven."}},

		law: part{"De wet", "", []string{
			"WOR artikel 27 lid 1 onder k: de OR moet instemmen met een regeling over het verwerken van gegevens van personeel.",
			"WOR artikel 27 lid 1 onder l: ook met voorzieningen die gericht zijn op of geschikt zijn voor het waarnemen of controleren van aanwezigheid, gedrag of prestaties. Een logboek van gebruik is daar geschikt voor, ook als het daar niet voor bedoeld is. Ga er dus van uit dat instemming nodig is voordat Handvat start.",
			"WOR artikel 25 lid 1 onder k: advies over een belangrijke technologische voorziening.",
			"AVG artikel 6: de grondslag is meestal een gerechtvaardigd belang. Toestemming van personeel is zelden vrij, en wordt hier alleen gebruikt voor extra's waarbij weigeren niets uitmaakt, zoals een citaat delen.",
			"AVG artikel 5, 13, 15 tot en met 22, 25, 30 en 35: doel, zo weinig mogelijk, uitleg, rechten, ontwerp, register en DPIA.",
			"Er wordt niets over een persoon besloten door het programma. Het geeft mensen geen score."}},
		noAdvice: "Dit is geen juridisch advies.",

		dpia: part{"Concept van de DPIA", "Volgens AVG artikel 35. Wat hier staat volgt uit de instellingen; de vragen eronder moeten jullie zelf beantwoorden.", []string{
			"Verwerking: vragen en antwoorden in chat, gebruik van hulpkaarten onder pseudoniem, groepscijfers per week.",
			"Wie: medewerkers die de bot gebruiken, en hun leidinggevenden en makers van hulpkaarten.",
			"Noodzaak: zonder te weten wat werd gevraagd en wat hielp, kan niemand de hulpkaarten verbeteren. Dat kan zonder te weten wie het was; daarom een pseudoniem en groepen.",
			"Minder ingrijpend kan niet zonder het doel te verliezen: anoniem vragen kan wel, en is een keuze van de medewerker.",
			"Bijzondere gegevens: vragen die persoonlijk of over gezondheid lijken, worden niet als tekst bewaard; de bot verwijst naar een persoon."}},
		riskCaption: "Risico's en wat ertegen is gedaan",
		riskHead:    []string{"Risico", "Maatregel", "Wat overblijft"},
		risks: [][]string{
			{"Een leidinggevende herkent iemand in een cijfer", "kleinste groep, tweede deelgroep verborgen, vaste weken en afdelingen", "klein; iemand kan zelf vertellen wat hij vroeg"},
			{"Gebruik wordt toch voor beoordeling gebruikt", "er is geen overzicht per persoon; doelen vastgelegd", "klein, zolang de afspraak met de OR geldt"},
			{"Een vraag bevat gegevens van een klant of collega", "teksten worden geschoond en na 30 dagen gewist", "middel: schonen haalt niet alles weg"},
			{"Iemand met toegang tot de server leest de database", "toegang beperken, schijf versleutelen, pseudoniemen los van accounts", "middel: de koppeltabel staat in hetzelfde bestand"},
			{"Een reservekopie houdt gegevens vast", "een reservekopie bevat niets wat verwijderd is; oude binnen 30 dagen weg", "klein, als dat ook gebeurt"},
			{"Mensen voelen zich bekeken", "uitleg bij het eerste gebruik, anoniem vragen, pauze", "klein"},
			{"Gegevens gaan naar buiten (LRS, embeddings)", "standaard uit; start alleen met goedkeuring en akkoord van de OR; pseudoniem met sleutel; intrekken bij verwijderen", "zie wat er aan staat"},
		},
		open: part{"", "Zelf in te vullen:", []string{
			"Wie is verantwoordelijk, en wie is de functionaris gegevensbescherming? ____",
			"Op welke grondslag, en welke afweging hoort daarbij? ____",
			"Waar staat de server, wie kan erbij, en is de schijf versleuteld? ____",
			"Met welke leveranciers is een verwerkersovereenkomst? ____",
			"Hoe lang blijven reservekopieën? ____",
			"Hoe zijn medewerkers gehoord, en wat zeiden ze? ____",
			"Wanneer kijken jullie opnieuw? ____"}},

		changes: "Wijzigingen",
		control: part{"", "Voor deze wijzigingen is eerst akkoord nodig. Zonder naam van wie het goedkeurde en de datum waarop de OR akkoord ging, start het programma niet:", []string{
			"een kleinere groep dan nu geldt (onder de 5 kan nooit);",
			"een nieuwe weg naar buiten, zoals een leersysteem;",
			"een nieuw doel. Dat kan alleen met een nieuwe versie van het programma."}},
		noChanges:     "Er is nog niets gewijzigd sinds Handvat begon.",
		noLog:         "De lijst van wijzigingen is niet gelezen, omdat Handvat draait. Stop Handvat en maak dit stuk opnieuw om haar te zien.",
		changeCaption: "Wat er is gewijzigd",
		changeHead:    []string{"Dag", "Wat"},

		sign: part{"Akkoord", "", []string{"Namens de ondernemer: ____________________  Datum: __________", "Namens de ondernemingsraad: ____________________  Datum: __________", "Gezien door de functionaris gegevensbescherming: ____________________  Datum: __________"}},
	}
}
