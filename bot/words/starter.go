package words

// Starter is what the bot says about starting in another role.
type Starter struct {
	Title     string
	None      string
	Intro     string
	Runs      string
	Set       string
	AskDay    [2]string // prompt and example
	AskWho    [2]string
	NoDay     string
	Note      string
	Yours     string // title, date
	Theirs    string // title, name, date
	NotTheirs string // name
	Told      string // name
	Helps     string
	Last      string
	OK        string
	Fine      string
	Stop      string
	Stopped   string // title

	typed map[string][]string
}

var dutchStarter = Starter{
	Title:     "Startpad",
	None:      "Er is nog geen startpad. De makers van hulpkaarten kunnen er een schrijven.",
	Intro:     "Begint er iemand in een andere rol? Een startpad geeft op de eerste dag, in de eerste week en in de eerste maand de hulpkaarten die dan helpen.",
	Runs:      "Loopt voor jou",
	Set:       "Zet klaar",
	AskDay:    [2]string{"Wat is de eerste dag?", "maandag"},
	AskWho:    [2]string{"Voor wie? Laat leeg voor jezelf.", "@sam"},
	NoDay:     "Noem de eerste dag: hooguit een week geleden, en binnen drie maanden.",
	Note:      "Stoppen kan altijd. Of en hoe iemand het gebruikt, ziet niemand.",
	Yours:     "Je startpad *%s* begint op %s. Terugvinden: typ *startpad*.",
	Theirs:    "Klaargezet: *%s*, voor %s, vanaf %s. De berichten komen zodra dat kan. Of en hoe het gebruikt wordt, ziet niemand.",
	NotTheirs: "%s is niet in een team van jou. Hun leidinggevende of een maker van hulpkaarten kan het klaarzetten.",
	Told:      "%s zette dit startpad voor je klaar. Wat je ermee doet, ziet niemand.",
	Helps:     "Wat nu helpt:",
	Last:      "Dit was het laatste bericht van je startpad. Veel plezier in je rol.",
	OK:        "Oké",
	Fine:      "Mooi. Succes!",
	Stop:      "Stop dit pad",
	Stopped:   "Oké. Van het startpad *%s* hoor je niets meer. Vragen kan altijd.",

	typed: map[string][]string{
		"path mine": {"startpad", "mijn startpad", "startpaden"},
	},
}

var englishStarter = Starter{
	Title:     "Starter path",
	None:      "There is no starter path yet. Who makes job aids can write one.",
	Intro:     "Is someone starting in another role? A starter path brings the job aids that help then: on the first day, in the first week and in the first month.",
	Runs:      "Runs for you",
	Set:       "Set it",
	AskDay:    [2]string{"What is the first day?", "Monday"},
	AskWho:    [2]string{"For whom? Leave it empty for yourself.", "@sam"},
	NoDay:     "Name the first day: a week ago at most, and within three months.",
	Note:      "You can stop at any time. Nobody sees whether and how somebody uses it.",
	Yours:     "Your starter path *%s* begins on %s. To find it again, type *starter path*.",
	Theirs:    "Set: *%s*, for %s, from %s on. The messages come as soon as they can. Nobody sees whether and how it is used.",
	NotTheirs: "%s is not in a team of yours. Their manager or a maker of job aids can set it.",
	Told:      "%s set this starter path for you. Nobody sees what you do with it.",
	Helps:     "What helps now:",
	Last:      "This was the last message of your starter path. Enjoy your role.",
	OK:        "OK",
	Fine:      "Good. All the best!",
	Stop:      "Stop this path",
	Stopped:   "All right. You hear nothing more of the starter path *%s*. You can always ask.",

	typed: map[string][]string{
		"path mine": {"starter path", "my starter path", "starter paths"},
	},
}
