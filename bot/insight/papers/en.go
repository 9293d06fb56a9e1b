package papers

import "github.com/handvat/handvat/knowledge/people"

// english are the words in English.
func english() texts {
	return texts{
		months: [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		title:  "Handvat: papers for the works council",
		lead:   "Made on %s from the settings that hold now (%s).",
		draft:  "This is a draft. Let the data protection officer check it, and add what only you know.",

		purposes: part{"What it is for", "The data are used for three things and nothing else:", []string{
			"to help someone during the work, with a job aid at the moment it is needed;",
			"to make the job aids better;",
			"to see in groups whether an approach works."}},
		never: part{"", "Not for:", []string{
			"appraising or rewarding people;",
			"ranking people or teams;",
			"checking presence or working hours;",
			"sanctions or dismissal."}},

		setUp:          "What is on",
		channelCaption: "These are the ways in and out for data",
		channelHead:    []string{"Way", "Now", "Who gets what", "Approved by, and works council agreed on"},
		channelNote:    "Every chat platform has its own terms and times for keeping messages; they are apart from this list. Make a processing agreement with every supplier.",
		on:             "on", off: "off",
		channels: map[string]channelText{
			"web":        {"Our own chat page", "Stays inside this installation."},
			"slack":      {"Slack", "Slack gets the messages between the bot and a person, as it gets every message there."},
			"teams":      {"Microsoft Teams", "Microsoft gets the messages between the bot and a person, as it gets every message there."},
			"discord":    {"Discord", "Discord gets the messages between the bot and a person, as it gets every message there."},
			"mail":       {"Mail", "The mail server gets weekly messages and their addresses. A mail fetches nothing when it is read: nobody sees whether you read it."},
			"xapi":       {"Learning record store (LRS, xAPI)", "The store gets, for a pseudonym, what happened with job aids and when, without texts. This goes further than group figures. Who asks anonymously is not in it."},
			"embeddings": {"Language model for finding (embeddings)", "The provider gets the text of questions, without the asker, to find better."},
		},

		groups: part{"The smallest group", "A figure about people is only shown when it is about at least {k} different people. That limit can only go up.", []string{
			"A group of fewer than {k} people shows \"too few data\", or counts in the unit above it.",
			"For quotes and sensitive reasons (workload, leadership) the limit is {2k}.",
			"When one part of a group is too small, a second one is hidden too, so that nobody can work out the first; what stays hidden has at least {k} people.",
			"Fixed weeks and fixed units only; no free filters. When fewer than {k} people move, the group stays as it was for now. So nobody can subtract two weekly messages.",
			"No times: parts of the day at most."}},

		dataMap:       "What is kept",
		mapIntro:      "Everything is in one file on the organisation's own server. Names and texts of conversations are not in the figures. There a person is a pseudonym: a random number.",
		classCaption:  "Sorts of data: how long, and who sees them",
		classHead:     []string{"Sort", "How long", "Who sees it"},
		bucketCaption: "Every part of the database, with its sort",
		bucketHead:    []string{"Part", "What is in it", "Sort"},
		mapNote:       "A test in the making of the program fails when there is a part that is not in this list. After deletion nothing stays in new backups; throw away old backups within 30 days.",

		roles:       "Who sees what",
		roleIntro:   "Who is on the organisation's list is an employee. The rest comes from that list. \"Own\" is, for an employee, their own unit and those above it; for a manager, the units they lead and those below.",
		roleCaption: "Roles and what they may do",
		roleHead:    "May",
		role: map[people.Role]string{people.Employee: "employee", people.Author: "author", people.Manager: "manager",
			people.Sponsor: "sponsor", people.WorksCouncil: "works council", people.Admin: "admin"},
		right: map[people.Right]string{
			people.Ask: "ask, be helped, choose own settings", people.OwnData: "see, export and delete what is kept of oneself",
			people.TakePart: "take part in feedback, plans and moments with colleagues", people.LeadMoments: "start and stop what a team does together",
			people.FollowUp: "register who finished a training, set a starter path", people.RunCampaigns: "start, pause and stop campaigns and scans",
			people.SeeDigest: "see the group figures of a unit", people.WorkCases: "work on performance cases",
			people.SeeReports: "see reports", people.SeeQuestions: "see scrubbed unanswered questions", people.PublishAids: "put job aids live",
			people.SeeSettings: "see settings, purposes and changes", people.ChangeSettings: "change settings and the list"},
		scope: map[people.Scope]string{people.Nowhere: "–", people.OwnUnits: "own", people.Everywhere: "all"},
		roleNotes: []string{
			"Nobody sees the use of one person, but that person. There is no screen, command or export that can.",
			"The admin does not see questions, reflections, plans or feedback either.",
			"The team may read the same weekly message as its manager."},

		rights: part{"What everyone can do", "This works in chat, without asking anyone:", []string{
			"\"privacy\": read what happens;",
			"\"my data\": see what is kept of you;",
			"\"export\": a file with all of it;",
			"\"delete my data\": all gone, at once; backups within 30 days;",
			"\"pause\": no messages;",
			"\"anonymous\": ask without anything being written down with you."}},

		law: part{"The law", "", []string{
			"Dutch Works Councils Act (WOR) article 27(1)(k): the works council must consent to arrangements on processing staff data.",
			"WOR article 27(1)(l): and to facilities that are aimed at or suitable for observing or checking presence, behaviour or performance. A log of use is suitable for that, even when it is not meant for it. So assume that consent is needed before Handvat starts.",
			"WOR article 25(1)(k): advice on an important technological facility.",
			"GDPR article 6: the basis is mostly a legitimate interest. Consent of staff is rarely free, and is used here only for extras where refusing has no effect, such as sharing a quote.",
			"GDPR articles 5, 13, 15 to 22, 25, 30 and 35: purpose, as little as possible, information, rights, design, register and DPIA.",
			"Nothing about a person is decided by the program. It gives people no score."}},
		noAdvice: "This is no legal advice.",

		dpia: part{"Draft of the DPIA", "By GDPR article 35. What is here follows from the settings; the questions below are for you to answer.", []string{
			"Processing: questions and answers in chat, use of job aids under a pseudonym, group figures by week.",
			"Whose: employees who use the bot, and their managers and the authors of job aids.",
			"Necessity: without knowing what was asked and what helped, nobody can make the job aids better. That needs no knowledge of who it was; hence a pseudonym and groups.",
			"Less intrusive would lose the purpose: asking anonymously is possible, and is the employee's choice.",
			"Special categories: questions that sound personal or about health are not kept as text; the bot refers to a person."}},
		riskCaption: "Risks and what was done about them",
		riskHead:    []string{"Risk", "Measure", "What remains"},
		risks: [][]string{
			{"A manager recognises someone in a figure", "smallest group, second part hidden, fixed weeks and units", "small; people can tell themselves what they asked"},
			{"Use serves appraisal after all", "there is no view of one person; purposes are fixed", "small, as long as the agreement with the works council holds"},
			{"A question holds data of a customer or colleague", "texts are scrubbed, and erased after 30 days", "medium: scrubbing does not find everything"},
			{"Someone with access to the server reads the database", "limit access, encrypt the disk, pseudonyms apart from accounts", "medium: the table of accounts is in the same file"},
			{"A backup holds on to data", "a backup has nothing that was deleted; old ones go within 30 days", "small, if that is done"},
			{"People feel watched", "explained at first use, asking anonymously, pause", "small"},
			{"Data go outside (LRS, embeddings)", "off by default; starts only with approval and the works council's agreement; keyed pseudonym; made void on deletion", "see what is on"},
		},
		open: part{"", "For you to fill in:", []string{
			"Who is the controller, and who the data protection officer? ____",
			"On which legal basis, and with which balancing of interests? ____",
			"Where is the server, who can reach it, and is its disk encrypted? ____",
			"With which suppliers is there a processing agreement? ____",
			"How long are backups kept? ____",
			"How were employees heard, and what did they say? ____",
			"When will you look again? ____"}},

		changes: "Changes",
		control: part{"", "These changes need agreement first. Without the name of who approved, and the day on which the works council agreed, the program does not start:", []string{
			"a smaller group than holds now (below 5 is never possible);",
			"a new way out, such as a learning record store;",
			"a new purpose. That takes a new version of the program."}},
		noChanges:     "Nothing was changed since Handvat began.",
		noLog:         "The list of changes was not read, because Handvat is running. Stop Handvat and make these papers again to see it.",
		changeCaption: "What was changed",
		changeHead:    []string{"Day", "What"},

		sign: part{"Agreement", "", []string{"For the employer: ____________________  Date: __________", "For the works council: ____________________  Date: __________", "Seen by the data protection officer: ____________________  Date: __________"}},
	}
}
