package words

// Training is what the bot says about trainings that were finished.
type Training struct {
	Title     string
	Register  string
	Lead      string
	AskTitle  [2]string // prompt and example
	AskWho    [2]string
	AskWhen   [2]string
	AskAid    [2]string
	Typed     string
	NotYours  string
	NoTitle   string
	NoPeople  string
	NoDay     string // what was typed
	TooEarly  string
	TooOld    string
	NoAid     string // what was typed
	ManyAids  string // what was typed, titles
	Noted     string // title, date, names
	WithAid   string // title of the aid
	Without   string
	Counted   string
	Already   string // names
	NotTheirs string // names

	// Taking a registration back.
	Undo         string
	UndoWho      [2]string // prompt and example
	UndoEveryone string    // number
	UndoStrange  string    // names
	UndoLate     string
	Undone       string // title
	UndoneOf     string // title, names
	UndoneAll    string // title, number
	UndoNoted    string // date
	UndoneNote   string

	// To who finished it.
	Told      string // who registered it, title, date
	Follow    string // who registered it
	BelongsTo string // title of the aid
	TakeAway  string
	OK        string
	Seen      string
	Purpose   string
	Planned   string            // title
	Ago       map[string]string // by number of days
	Finished  string            // ago, title
	Used      string
	Last      string
	ThankYou  string
	Later     string
	LaterAid  string // title of the aid
	Failed    string
	Shame     string // without an aid
	Blocked   string
	Stopped   string // title

	// To who trains.
	Pick   string
	None   string
	After  string // days, asked, answered, using
	TooFew string
	Rarely string

	InTheWay string
	Steps    string

	// Own notes.
	Notes     string
	NoteEmpty string
	NoteKept  string
	NoteBack  string
	NoteOffer string // date
	NotesShow string
	NotesNone string
	NotesNote string
	NotesGone string

	typed map[string][]string
}

var trainingNL = Training{
	Title:     "Trainingen",
	Register:  "Training registreren",
	Lead:      "Wie rondde een training af? Ik help hen om het te onthouden en te gebruiken. Zij lezen dat jij dit noteerde.",
	AskTitle:  [2]string{"Welke training?", "Lastige gesprekken"},
	AskWho:    [2]string{"Wie rondden hem af?", "@ben, @cas"},
	AskWhen:   [2]string{"Wanneer? Laat leeg voor vandaag.", "gisteren"},
	AskAid:    [2]string{"Hoort er een hulpkaart bij? Een paar woorden uit de titel.", "klantgesprek"},
	Typed:     "Of typ in één regel: Lastige gesprekken, @ben, @cas, gisteren, kaart: klantgesprek.",
	NotYours:  "Trainingen registreren kan wie hulpkaarten maakt of een team leidt.",
	NoTitle:   "Welke training was het?",
	NoPeople:  "Wie rondden hem af? Noem ten minste één collega.",
	NoDay:     "Welke dag bedoel je met %s? Bijvoorbeeld: gisteren, vrijdag of 20 nov.",
	TooEarly:  "Die dag moet nog komen. Registreer de training als hij geweest is.",
	TooOld:    "Dat is meer dan een half jaar geleden. Daar vraag ik niet meer naar.",
	NoAid:     "Ik vind geen hulpkaart met %s. Kies andere woorden uit de titel, of laat het leeg.",
	ManyAids:  "Bij %s passen meer kaarten: %s. Neem woorden die maar in één titel staan.",
	Noted:     "Genoteerd: *%s*, afgerond op %s door %s.",
	WithAid:   "Met wie ik bereik kijk ik terug op de kaart *%s*, en ik vraag hun na 30, 90 en 180 dagen of ze het gebruiken.",
	Without:   "Na 30, 90 en 180 dagen vraag ik wie ik bereik of ze het gebruiken.",
	Counted:   "Wie wat antwoordt, ziet niemand. Met *trainingen* zie je hoeveel mensen het gebruiken, vanaf 5 antwoorden.",
	Already:   "Stond er al: %s.",
	NotTheirs: "Niet in een team van jou: %s. Hun leidinggevende of een maker van hulpkaarten kan dit noteren.",

	Undo:         "Neem terug",
	UndoWho:      [2]string{"Van wie neem je het terug?", "@ben"},
	UndoEveryone: "Van alle %d",
	UndoStrange:  "Stond hier niet bij: %s.",
	UndoLate:     "Terugnemen kan tot twee weken na het registreren.",
	Undone:       "Teruggenomen: *%s*.",
	UndoneOf:     "Teruggenomen: *%s* van %s.",
	UndoneAll:    "Teruggenomen: *%s* van %d mensen.",
	UndoNoted:    "Neem terug wat je op %s noteerde",
	UndoneNote:   "Er volgen geen vragen meer over. Wie er al over las, krijgt er geen bericht van.",

	Told:      "%s noteerde dat je de training *%s* afrondde op %s.",
	Follow:    "Ik kom er nog een paar keer kort op terug. Wat jij antwoordt, ziet niemand. %s ziet alleen aantallen, vanaf 5 mensen.",
	BelongsTo: "Bij de training hoort de kaart *%s*.",
	TakeAway:  "Wat neem je mee uit de training? Eén zin is genoeg.",
	OK:        "Goed",
	Seen:      "Fijn. Tot later.",
	Planned:   "Training %s, want wat je gebruikt blijft hangen",
	Purpose:   "Waarom ik dit vraag: wat je gebruikt, blijft hangen. En samen zien we of de training helpt in het werk.",
	Ago:       map[string]string{"7": "Een week geleden", "30": "Een maand geleden", "90": "Drie maanden geleden", "180": "Een half jaar geleden"},
	Finished:  "%s rondde je de training *%s* af.",
	Used:      "Heb je wat je leerde in je werk gebruikt?",
	Last:      "Dit is de laatste vraag over deze training.",
	ThankYou:  "Mooi. Dank je.",
	Later:     "Prima. Dat kan nog komen.",
	LaterAid:  "Prima. De kaart %s ligt klaar als het zover is.",
	Failed:    "Dat kan gebeuren, en het is goed om te weten. Wil je zeggen wat in de weg zat, of de kaart nog eens zien?",
	Shame:     "Dat kan gebeuren, en het is goed om te weten. Wil je zeggen wat in de weg zat?",
	Blocked:   "Wat zat in de weg",
	Stopped:   "Oké. Over de training %s hoor je niets meer van mij. Vragen kan altijd.",

	Pick:     "Van welke training wil je zien of hij gebruikt wordt?",
	None:     "Er zijn nog geen trainingen geregistreerd. Typ: registreer training.",
	After:    "Na %d dagen: van de %d mensen aan wie ik het vroeg, antwoordden er %d. Van hen gebruiken %d het.",
	TooFew:   "Er zijn nog te weinig antwoorden om iets te tonen zonder dat iemand herkenbaar is.",
	InTheWay: "Dit melden mensen het meest",
	Rarely:   "Minder dan de helft gebruikt het. Er is nog tijd: vraag in het team wat in de weg zit, en haal één ding weg.",
	Steps:    "Deze aantallen veranderen als er weer 5 antwoorden bij zijn. Zo blijft verborgen wie wat zegt. Het zijn eigen antwoorden van mensen.",

	Notes:     "Mijn notities",
	NoteEmpty: "Typ je notitie achter de dubbele punt. Bijvoorbeeld: notitie: eerst samenvatten, dan pas een oplossing.",
	NoteKept:  "Genoteerd, alleen voor jou. Terugkijken: typ *mijn notities*.",
	NoteBack:  "Genoteerd, alleen voor jou. Morgen vraag ik of je er een plan van wilt maken. Terugkijken: typ *mijn notities*.",
	NoteOffer: "Je schreef iets op voor jezelf op %s. Wil je er een plan van maken? Wanneer kom je het tegen, en wat doe je dan?",
	NotesShow: "Mijn notities",
	NotesNone: "Je hebt geen notities. Typ tijdens een training bijvoorbeeld: notitie: eerst samenvatten.",
	NotesNote: "Alleen jij kunt dit lezen. Na 30 dagen zijn ze weg.",
	NotesGone: "Je notities zijn weg.",

	typed: map[string][]string{
		"training set":   {"training afgerond", "registreer training", "training registreren", "registreer een training"},
		"training list":  {"trainingen", "mijn trainingen"},
		"training show:": {"training"},
		"note note:":     {"notitie", "noteer"},
		"note list":      {"mijn notities", "notities"},
	},
}

var trainingEN = Training{
	Title:     "Trainings",
	Register:  "Register a training",
	Lead:      "Who finished a training? I help them to remember it and use it. They read that you noted this.",
	AskTitle:  [2]string{"Which training?", "Difficult conversations"},
	AskWho:    [2]string{"Who finished it?", "@ben, @cas"},
	AskWhen:   [2]string{"When? Leave it empty for today.", "yesterday"},
	AskAid:    [2]string{"Does a job aid go with it? A few words of its title.", "customer call"},
	Typed:     "Or type one line: Difficult conversations, @ben, @cas, yesterday, aid: customer call.",
	NotYours:  "Trainings can be registered by who makes job aids or leads a team.",
	NoTitle:   "Which training was it?",
	NoPeople:  "Who finished it? Name at least one colleague.",
	NoDay:     "Which day do you mean by %s? For example: yesterday, Friday or 20 Nov.",
	TooEarly:  "That day is still to come. Register the training once it is over.",
	TooOld:    "That is more than half a year ago. I no longer ask about that.",
	NoAid:     "I find no job aid with %s. Choose other words of its title, or leave it empty.",
	ManyAids:  "More aids fit %s: %s. Take words that are in one title only.",
	Noted:     "Noted: *%s*, finished on %s by %s.",
	WithAid:   "With those I reach I look back on the card *%s*, and I ask them after 30, 90 and 180 days whether they use it.",
	Without:   "After 30, 90 and 180 days I ask those I reach whether they use it.",
	Counted:   "Nobody sees who answers what. With *trainings* you see how many people use it, from 5 answers up.",
	Already:   "Known already: %s.",
	NotTheirs: "Not in a team of yours: %s. Their manager or a maker of job aids can note this.",

	Undo:         "Take back",
	UndoWho:      [2]string{"Of whom do you take it back?", "@ben"},
	UndoEveryone: "Of all %d",
	UndoStrange:  "Not among them: %s.",
	UndoLate:     "A registration can be taken back for two weeks.",
	Undone:       "Taken back: *%s*.",
	UndoneOf:     "Taken back: *%s* of %s.",
	UndoneAll:    "Taken back: *%s* of %d people.",
	UndoNoted:    "Take back what you noted on %s",
	UndoneNote:   "No questions follow any more. Who has read of it already gets no message about this.",

	Told:      "%s noted that you finished the training *%s* on %s.",
	Follow:    "I come back to it briefly a few times. Nobody sees what you answer. %s only sees numbers, of 5 people or more.",
	BelongsTo: "The card *%s* goes with the training.",
	TakeAway:  "What do you take with you from the training? One sentence is enough.",
	OK:        "Good",
	Seen:      "Good. Talk to you later.",
	Planned:   "Training %s, because what you use stays with you",
	Purpose:   "Why I ask: what you use stays with you. And together we see whether the training helps at work.",
	Ago:       map[string]string{"7": "A week ago", "30": "A month ago", "90": "Three months ago", "180": "Half a year ago"},
	Finished:  "%s you finished the training *%s*.",
	Used:      "Have you used at work what you learned?",
	Last:      "This is the last question about this training.",
	ThankYou:  "Good. Thank you.",
	Later:     "Fine. That may still come.",
	LaterAid:  "Fine. The card %s is here for when it does.",
	Failed:    "That happens, and it is good to know. Would you like to say what was in the way, or see the card once more?",
	Shame:     "That happens, and it is good to know. Would you like to say what was in the way?",
	Blocked:   "What was in the way",
	Stopped:   "All right. You hear nothing more from me about the training %s. You can always ask.",

	Pick:     "Of which training do you want to see whether it is used?",
	None:     "No trainings have been registered yet. Type: register training.",
	After:    "After %d days: of the %d people I asked, %d answered. Of them, %d use it.",
	TooFew:   "There are too few answers yet to show anything without making someone recognisable.",
	InTheWay: "This is what people report most",
	Rarely:   "Fewer than half use it. There is still time: ask the team what is in the way, and take away one thing.",
	Steps:    "These numbers change when there are 5 more answers. That way it stays hidden who says what. They are people's own answers.",

	Notes:     "My notes",
	NoteEmpty: "Type your note behind the colon. For example: note: summarise first, then a solution.",
	NoteKept:  "Noted, for you alone. To look back: type *my notes*.",
	NoteBack:  "Noted, for you alone. Tomorrow I ask whether you want to make a plan of it. To look back: type *my notes*.",
	NoteOffer: "You wrote something down for yourself on %s. Shall we make a plan of it? When will you meet it, and what will you do then?",
	NotesShow: "My notes",
	NotesNone: "You have no notes. During a training, type for example: note: summarise first.",
	NotesNote: "Only you can read this. After 30 days they are gone.",
	NotesGone: "Your notes are gone.",

	typed: map[string][]string{
		"training set":   {"training finished", "register training", "register a training"},
		"training list":  {"trainings", "my trainings"},
		"training show:": {"training"},
		"note note:":     {"note"},
		"note list":      {"my notes", "notes"},
	},
}
