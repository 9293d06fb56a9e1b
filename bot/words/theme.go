package words

// Theme is what the bot says about channels around a theme.
type Theme struct {
	Title     string
	Intro     string
	None      string
	InChannel string
	NotYours  string
	Runs      string // title
	Stop      string
	Stopped   string
	Begun     string // title, date
	Why       string
	Below     string
	Known     string
	Other     string
	Thanks    string
	Silence   string // title
	Through   string // title
	Again     string

	typed map[string][]string
}

var dutchTheme = Theme{
	Title:     "Themakanaal",
	Intro:     "Eén vraag of praktijkverhaal per twee weken in dit kanaal, over een thema. Na drie berichten zonder reactie houdt het vanzelf op. Welk thema?",
	None:      "Er is nog geen thema. De makers van hulpkaarten kunnen er een schrijven.",
	InChannel: "Dat doe je in een kanaal. Vraag het daar nog eens.",
	NotYours:  "Een thema starten of stoppen kan wie hulpkaarten maakt of een team leidt.",
	Runs:      "In dit kanaal loopt het thema *%s*: één bericht per twee weken.",
	Stop:      "Stop het thema",
	Stopped:   "Oké, hier komen geen berichten meer over dit thema.",
	Begun:     "Afgesproken: *%s*, één bericht per twee weken. Het eerste komt op %s.",
	Why:       "Een thema waar dit kanaal voor koos",
	Below:     "Reageer hieronder, of met één tik.",
	Known:     "Herken ik",
	Other:     "Bij ons anders",
	Thanks:    "Dank je. Vertel het gerust in het kanaal. Wie tikt, bewaar ik niet.",
	Silence:   "Het thema *%s* dat je startte is gestopt: op drie berichten achter elkaar kwam geen reactie. Dat mag; misschien is het klaar, of past een ander thema beter.",
	Through:   "Het thema *%s* dat je startte is klaar: alle berichten zijn geplaatst.",
	Again:     "Weer beginnen kan: typ themakanaal in het kanaal.",

	typed: map[string][]string{
		"theme open": {"themakanaal", "start themakanaal", "thema starten"},
	},
}

var englishTheme = Theme{
	Title:     "Theme channel",
	Intro:     "One question or story from practice in two weeks in this channel, about a theme. After three messages without a reaction it ends by itself. Which theme?",
	None:      "There is no theme yet. Who makes job aids can write one.",
	InChannel: "That is done in a channel. Ask it there once more.",
	NotYours:  "A theme can be started or stopped by who makes job aids or leads a team.",
	Runs:      "This channel follows the theme *%s*: one message in two weeks.",
	Stop:      "Stop the theme",
	Stopped:   "All right, no more messages about this theme come here.",
	Begun:     "Agreed: *%s*, one message in two weeks. The first comes on %s.",
	Why:       "A theme that this channel chose",
	Below:     "React below, or with one tap.",
	Known:     "I know this",
	Other:     "Not with us",
	Thanks:    "Thank you. Do tell it in the channel. Who taps is not kept.",
	Silence:   "The theme *%s* that you started has ended: three messages in a row got no reaction. That is fine; perhaps it is done, or another theme suits better.",
	Through:   "The theme *%s* that you started is done: all messages were posted.",
	Again:     "It can begin again: type theme channel in the channel.",

	typed: map[string][]string{
		"theme open": {"theme channel", "start theme channel", "start theme"},
	},
}
