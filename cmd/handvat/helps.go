package main

import (
	"strings"

	"github.com/alecthomas/kong"
)

// helps are what help says of commands and flags, where that is too long to stand beside them: there stands "@" and its
// name here. (Variables of kong do the same, and take 30 ms of every start.)
var helps = map[string]string{
	"accept_clock": "The clock is right, though it jumped more than two days since Handvat ran, or lies before " +
		"what is kept: go on by it.",
	"absent": "There is no value for the moment that is open, and this is why.",
	"addr":   "Address to listen on. Without sign-in only this machine can be served.",
	"aids_check": "Check aids in files or folders, as an author would want to be told. Exits with 1 " +
		"if one has an error.",
	"appid":   "Microsoft app id of the bot, from its page in Azure.",
	"approve": "Count this phrasing from now on, whatever people confirm; may be repeated.",
	"as": "Who of the roster you are, by mail address or user name. Without it you may do " +
		"all.",
	"ask_data": "Folder of a Handvat whose confirmed questions count too; it must not be running. " +
		"The default asks the library alone.",
	"ask_lang":    "Language of the question: nl or en, or one of --texts. The default is to tell from the words.",
	"digest_lang": "nl or en, or one of --texts; the unit's own if it is not given.",
	"audit": "Show who changed settings, roster, rights, campaigns, scans and performance cases, and put aids live " +
		"or withdrew them; never who asked what.",
	"author": "Someone who is an author: as the proxy names them, or on a chat platform as " +
		"PLATFORM:USER-ID, such as slack:U0123456789; may be repeated.",
	"backup_data": "Folder of the database; Handvat may be running.",
	"backup_file": "New file to write, such as handvat-2026-11-21.tar.gz; with --keep, the folder to write one to.",
	"backup_keep": "Write a file named after the time to the folder, and then remove all but the last N of those.",
	"campaigns_check": "Check campaigns, scans, starter paths and themes, as an author would want to be " +
		"told. Exits with 1 if one has an error.",
	"case_check": "Check case files, and say what their phase still needs. Exits with 1 if one has an " +
		"error.",
	"chat_data": "Folder for the database and the index.",
	"chat_lang": "Language to begin in: nl or en, or one of --texts. The default is that of the " +
		"environment.",
	"config": "File with settings: chat platforms, mail, xAPI, privacy. Environment variables " +
		"such as HANDVAT_SLACK_BOT_TOKEN go before it.",
	"connectdiscord_to": "Send a test card to this person (their user id: turn on Developer Mode in Discord, " +
		"right-click the name, copy the id).",
	"connectslack_host": "Name by which Slack reaches Handvat over https. Without one, the app uses a " +
		"socket.",
	"connectteams_to": "Send a test card to this person, who has the app: their object id in Microsoft " +
		"Entra.",
	"data": "Folder of the database; Handvat must not be running.",
	"dir":  "Folder with NAME/LANG.yaml, such as theme/nl.yaml; each says only what it changes.",
	"dirs": "Folders with aids.jsonl and queries.jsonl, or with aids in Markdown: some of their " +
		"own questions are then taken out and asked.",
	"doctor_data": "Folder of the database, where a running Handvat writes how sending goes.",
	"domain":      "Name by which the internet reaches Handvat, such as handvat.example.org.",
	"embeddings": "Base of an embeddings endpoint whose likeness is one more signal, such as " +
		"https://api.example.org/v1. The texts of the set are sent there; the key is " +
		"$HANDVAT_EMBEDDINGS_API_KEY.",
	"format": "md, html, csv or xlsx; by default what the name of --out ends with, or md.",
	"groups": "Print the user groups as a list of units and people, to save as groups.yaml for " +
		"handvat people import.",
	"importkpi": "Read values of indicators from CSV (case, indicator, date, value; unit, people, " +
		"changed), and show what would change.",
	"json": "Print the data instead: every figure is an object with value, level, n and people, " +
		"or withheld.",
	"learn": "Confirmed phrasings per aid: a number, or all. Several make a learning curve.",
	"library": "Folder with an organisation's own aids; may be repeated. A later folder overrides " +
		"an earlier one, and all of them the starter library.",
	"list": "List the campaigns there are, and the days of their messages if they were started " +
		"today.",
	"loglevel":       "Least important log lines to show: debug, info, warn or error.",
	"package":        "Write the app package to FILE, such as handvat.zip. Needs no network.",
	"packageversion": "Version of the package. Give a higher one each time you upload it again.",
	"path": "Files of campaigns, or of others in a folder scans, paths or themes, or library " +
		"folders that hold them; the default is those of the libraries.",
	"people_import": "Read who works where from the organisation's own list, and show what would change.",
	"peopleimport_file": "CSV, XLSX or YAML files that list units (unit, name, parent, zone, lang) and " +
		"people (platform, team, user or mail; unit, roles, manager-of, zone, lang).",
	"privacyreport_data": "Folder of the database, for what was changed.",
	"publicaddr": "Address where chat platforms that are configured deliver over HTTP, such as :8090, " +
		"behind a proxy that does https. Only their signed messages are served there, never the page.",
	"quarter": "Report on the seven benefits in this quarter.",
	"references": "With --quarter, show figures of the source documents too, with their origin. They " +
		"are no norm.",
	"really_chat": "Take the roster over though more than a tenth of the people, or more than ten, are no longer " +
		"on it.",
	"really": "The people who are no longer on the list have really gone, though they are more than a tenth, or " +
		"more than ten.",
	"report": "Print the papers for the works council from the settings that hold: purposes, data " +
		"map, who sees what, retention, a draft of the DPIA.",
	"roster": "File as of handvat people import; may be repeated. Giving it once is enough.",
	"secretfile": "File that holds the secret the proxy sends in the header X-Handvat-Secret; or set " +
		"HANDVAT_SIGN_IN_SECRET.",
	"serve_data":   "Folder for the database and the index.",
	"service":      "Address of the Bot Connector for --team, if it is another than the usual one.",
	"restore_data": "Data folder to make: one that is not there, or is empty.",
	"signin_host":  "Name people reach the page by, behind the proxy; may be repeated.",
	"signinheader": "Header in which the proxy that signs people in passes who they are, such as " +
		"X-Forwarded-Email.",
	"signinsecret": "Secret that the proxy sends in the header X-Handvat-Secret, so that nobody passes " +
		"it by. At least 20 characters.",
	"synonyms": "File with words that mean the same in the organisation: a line each, with commas " +
		"between them. May be repeated; a file synonyms.txt in a library folder counts without being named.",
	"team": "Print who is in this team or channel, which the app is in, as a list of units and " +
		"people, to save as teams.yaml for handvat people import: the link that Teams gives of it. May be " +
		"repeated.",
	"textsdir": "Folder with texts of your own, DIR/NAME/LANG.yaml, such as theme/nl.yaml. They " +
		"replace those of Handvat, or add a language. See: handvat texts.",
	"training": "Trainings: read who finished what, so that they are asked later whether they use " +
		"it.",
	"training_import": "Read who finished which training. They are told so, and asked after 30, 90 and 180 " +
		"days whether they use it.",
	"trainingimport_file": "CSV or XLSX files: platform, team and user, or mail; training; date; aid (its slug " +
		"or words of its title, may be empty).",
	"typos": "Put typing errors into the questions, one in about two words, the same for each " +
		"seed.",
	"unit": "With --quarter, the unit whose use of the aids is told; by default the one that " +
		"all others belong to.",
	"write": "Write the calibration made with --calibrate, of all folders together, to this " +
		"file, and ask nothing.",
	"xapi": "Check the learning record store that is told what happens, and print our xAPI " +
		"profile.",
}

// explain puts each help in its place, and has every command speak the language of the environment if there is one.
func explain(parser *kong.Kong, lang string) error {
	parser.Model.HelpFlag.Help = words.In(lang).Usage.Help
	long := func(help string) string {
		if name, ok := strings.CutPrefix(help, "@"); ok {
			return helps[name]
		}
		return help
	}
	return kong.Visit(parser.Model, func(of kong.Visitable, next kong.Next) error {
		switch of := of.(type) {
		case *kong.Command:
			of.Help = long(of.Help)
		case *kong.Flag:
			if of.Help = long(of.Help); of.Name == "lang" && of.Default != "" {
				of.Default = spoken("", of.Default)
			}
		case *kong.Positional:
			of.Help = long(of.Help)
		}
		return next(nil)
	})
}
