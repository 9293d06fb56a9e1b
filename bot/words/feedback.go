package words

// Feedback is what the bot says about feedback between colleagues.
type Feedback struct {
	Title   string // of what is kept
	Nothing string

	// Asking.
	Ask      string
	AskIntro string
	AskWho   [2]string // prompt and example
	AskWhat  [2]string
	AskTyped string
	AskSend  string
	AskCheck string // name
	Asked    string // name, date
	HowToAsk string
	TakeBack string
	NotAsked string
	NoPerson string
	OnlyOne  string
	Yourself string
	TooMany  string // number
	Already  string // name
	AboutYou string
	TooLong  string // number

	// The offer to ask, after an aid helped.
	Offer        string // title
	OfferPurpose string

	// Being asked, and writing.
	Told        string // name, question, name
	ToldAgain   string // name, question, name
	ToldNote    string // name
	ToldPurpose string
	Answer      string
	Declined    string
	Closed      string
	Write       [2]string // prompt of what nobody asked for, its argument a name; and an example
	For         string    // name
	Ways        []Way
	See         string
	DraftTitle  string // name
	DraftNote   string // name
	Send        string
	Change      string
	Drop        string
	Dropped     string
	Sent        string // name
	CallBack    string
	CalledBack  string // name
	AlreadyRead string // name

	// Giving unasked.
	Give      string
	GiveIntro string
	GiveWho   [2]string
	GiveMany  string // number
	GiveOpen  string // name

	// Receiving.
	Got             string // name
	GotPurpose      string
	Read            string
	From            string // name
	YouAsked        string // question
	TryAsk          string
	Try             string
	Thank           string
	Thanked         string // name
	Thanks          string // name
	ThanksPurpose   string
	Welcome, Good   string
	Deleted         string
	NoAnswer        string // name
	NoAnswerPurpose string

	// My feedback.
	Mine      string
	MineNone  string
	MineNote  string
	MinePick  string
	ReadAgain string
	GoOn      string
	LineNew   string // name
	LineRead  string // name, date
	LineOpen  string // name, date
	LineNone  string // name, date
	LineAsked string // name, date
	LineDraft string // name
	LineSent  string // name, date
	LineGiven string // name, date

	typed map[string][]string
}

// A Way is a model to give feedback by: a few questions, each with an example.
type Way struct {
	Key, Name string
	Asks      [][2]string
}

var dutchFeedback = Feedback{
	Title:   "Feedback",
	Nothing: "Dat is er niet, of niet meer.",

	Ask:      "Vraag feedback",
	AskIntro: "Wil je van één collega horen hoe het ging? Kies wie het zag, en stel één vraag.",
	AskWho:   [2]string{"Aan wie vraag je het?", "iemand die erbij was, zoals @sam"},
	AskWhat:  [2]string{"Wat is je vraag? Eén ding over jezelf.", "Wat viel je op aan hoe ik het gesprek opende?"},
	AskTyped: "Of typ eerst de naam, zoals @sam. Daarna vraag ik wat je wilt weten.",
	AskSend:  "Vraag het",
	AskCheck: "Dit vraag ik aan %s:",
	Asked:    "Oké, ik vraag het aan %s zodra het kan, op een rustig moment. Antwoorden mag tot en met %s en hoeft niet. Terugvinden: typ *mijn feedback*.",
	HowToAsk: "Hoe vraag ik dat goed?",
	TakeBack: "Trek in",
	NotAsked: "Ingetrokken. Ik vraag er niets meer over.",
	NoPerson: "Ik zie nog geen collega. Typ @ en dan de naam.",
	OnlyOne:  "Kies één collega.",
	Yourself: "Kies iemand anders dan jezelf.",
	TooMany:  "Je hebt al %d vragen openstaan. Wacht even af, of trek er een in bij *mijn feedback*.",
	Already:  "Je vraag aan %s staat nog open. Kies iemand anders, of wacht even af.",
	AboutYou: "Feedback vragen kan alleen over jezelf. Stel je vraag nog eens, zonder een ander te noemen.",
	TooLong:  "Kun je het korter zeggen? Er passen %d tekens in.",

	Offer:        "Je gebruikte de kaart *%s*. Wil je van één collega horen hoe het ging? Kies wie het zag, en stel één vraag.",
	OfferPurpose: "Waarom ik dit vraag: wie erbij was, ziet wat jij zelf niet ziet. Ik vraag het één keer.",

	Told:        "%s vraagt je om feedback: *%s* Twee minuten. Alleen %s leest je antwoord.",
	ToldAgain:   "%s vroeg je om feedback: *%s* Twee minuten, en alleen %s leest je antwoord. Hierna begin ik er niet meer over.",
	ToldNote:    "Het gaat over het werk van %s zelf. Niet antwoorden mag altijd; dat ziet niemand.",
	ToldPurpose: "Een collega vraagt je om feedback",
	Answer:      "Antwoord",
	Declined:    "Prima. Dat ziet niemand, en ik begin er niet meer over. Bedenk je je? Typ *mijn feedback*.",
	Closed:      "Die vraag is intussen gesloten. Iets vertellen kan altijd: typ *geef iemand feedback*.",
	Write:       [2]string{"Wat wil je %s vertellen?", "Ik zag dat je eerst samenvatte wat de klant zei. Daardoor werd het gesprek rustig."},
	For:         "Feedback voor %s",
	Ways: []Way{
		{"4g", "Met 4G-hulp", [][2]string{
			{"Gedrag: wat zag of hoorde je?", "Ik zag dat je de klant liet uitpraten."},
			{"Gevoel: wat deed dat met jou?", "Ik werd er rustig van."},
			{"Gevolg: wat gebeurde er daardoor?", "Daardoor vertelde de klant wat er echt speelde."},
			{"Gewenst: wat vraag je voortaan?", "Wil je dat bij het volgende gesprek weer zo doen?"}}},
		{"tops", "Met top en tip", [][2]string{
			{"Top: wat ging goed, en waaraan zag je dat?", "Je opening was kort; iedereen luisterde meteen."},
			{"Tip: wat kan een volgende keer anders?", "Laat na je vraag even een stilte vallen."}}},
	},
	See:         "Bekijk",
	DraftTitle:  "Dit leest %s",
	DraftNote:   "Er is nog niets verstuurd. Na *Verstuur* leest alleen %s het. Terughalen kan tot het gelezen is.",
	Send:        "Verstuur",
	Change:      "Aanpassen",
	Drop:        "Weggooien",
	Dropped:     "Weggegooid. Er is niets verstuurd.",
	Sent:        "Verstuurd. Ik breng het zodra het kan, en alleen %s kan het lezen. Bedenk je je? Terughalen kan tot het gelezen is.",
	CallBack:    "Haal terug",
	CalledBack:  "Teruggehaald, en niet gelezen door %s. Het is weer je concept.",
	AlreadyRead: "%s heeft het al gelezen. Terughalen kan niet meer.",

	Give:      "Geef feedback",
	GiveIntro: "Vertel een collega direct wat je zag. Alleen die collega leest het, met jouw naam erbij.",
	GiveWho:   [2]string{"Aan wie?", "de collega over wie het gaat, zoals @sam"},
	GiveMany:  "Er zijn al %d berichten van jou die nog niet gelezen zijn. Wacht daar even op.",
	GiveOpen:  "Er is al een bericht van jou aan %s dat nog niet gelezen is.",

	Got:             "Je hebt feedback van %s. Lees rustig; je hoeft niet te reageren.",
	GotPurpose:      "Een collega gaf je feedback",
	Read:            "Lees",
	From:            "Feedback van %s",
	YouAsked:        "Je vroeg: *%s*",
	TryAsk:          "Wil je er één ding uit kiezen om te proberen?",
	Try:             "Kies één ding",
	Thank:           "Bedank",
	Thanked:         "Ik geef het door aan %s.",
	Thanks:          "%s bedankt je voor je feedback.",
	ThanksPurpose:   "Een collega bedankt je voor je feedback",
	Welcome:         "Graag gedaan",
	Good:            "Mooi.",
	Deleted:         "Verwijderd. In het gesprek kan de tekst nog staan; dat verdwijnt na 30 dagen.",
	NoAnswer:        "Op je vraag aan %s kwam geen antwoord. Dat zegt niets over jou: vaak is het druk, of kwam mijn bericht niet aan. Je kunt het ook zelf even vragen, of iemand anders.",
	NoAnswerPurpose: "Je vraag om feedback sluit",

	Mine:      "Mijn feedback",
	MineNone:  "Er is nog niets. Vraag een collega iets over je werk, of vertel een ander wat je zag.",
	MinePick:  "Wat wil je doen?",
	MineNote:  "Alleen jij ziet deze lijst. Wat je krijgt bewaar ik een jaar, of tot je het verwijdert.",
	ReadAgain: "Lees weer",
	GoOn:      "Ga verder",
	LineNew:   "*%s* gaf je feedback, nog niet gelezen",
	LineRead:  "Feedback van *%s*, gelezen op %s",
	LineOpen:  "Gevraagd aan *%s*, open tot en met %s",
	LineNone:  "Gevraagd aan *%s*, gesloten op %s zonder antwoord",
	LineAsked: "*%s* vraagt jou om feedback, open tot en met %s",
	LineDraft: "Je concept voor *%s*, niet verstuurd",
	LineSent:  "Gegeven aan *%s* op %s, nog niet gelezen",
	LineGiven: "Gegeven aan *%s* op %s, gelezen",

	typed: map[string][]string{
		"feedback ask":    {"vraag feedback", "feedback vragen", "vraag om feedback", "vraag feedback aan", "feedback vragen aan", "feedback vragen van"},
		"feedback give":   {"geef iemand feedback", "stuur feedback", "feedback sturen", "geef feedback aan", "feedback geven aan", "stuur feedback aan"},
		"feedback list/1": {"mijn feedback"},
	},
}

var englishFeedback = Feedback{
	Title:   "Feedback",
	Nothing: "That is not there, or no longer.",

	Ask:      "Ask for feedback",
	AskIntro: "Would you like to hear from one colleague how it went? Choose someone who saw it and ask one question.",
	AskWho:   [2]string{"Whom do you ask?", "someone who was there, such as @sam"},
	AskWhat:  [2]string{"What is your question? One thing about yourself.", "What struck you about how I opened the call?"},
	AskTyped: "Or type the name first, such as @sam. Then I ask what you would like to know.",
	AskSend:  "Ask it",
	AskCheck: "This is what I ask %s:",
	Asked:    "OK, I'll ask %s as soon as I can, at a quiet moment. An answer is welcome until %s, and not needed. To find it again, type *my feedback*.",
	HowToAsk: "How do I ask well?",
	TakeBack: "Take back",
	NotAsked: "Taken back. I won't ask about it any more.",
	NoPerson: "I see no colleague yet. Type @ and then the name.",
	OnlyOne:  "Choose one colleague.",
	Yourself: "Choose someone other than yourself.",
	TooMany:  "You have %d open questions already. Wait a while, or take one back under *my feedback*.",
	Already:  "Your question to %s is still open. Choose someone else, or wait a while.",
	AboutYou: "You can only ask for feedback about yourself. Ask again without naming anyone else.",
	TooLong:  "Could you say it in fewer words? It fits %d characters.",

	Offer:        "You used the card *%s*. Would you like to hear from one colleague how it went? Choose someone who saw it and ask one question.",
	OfferPurpose: "Why I ask: someone who was there sees what you cannot see yourself. I ask once.",

	Told:        "%s asks for your feedback: *%s* Two minutes. Only %s will read your answer.",
	ToldAgain:   "%s asked for your feedback: *%s* Two minutes, and only %s will read your answer. I won't bring it up again.",
	ToldNote:    "It is about %s's own work. You need not answer; nobody sees that.",
	ToldPurpose: "A colleague asks for your feedback",
	Answer:      "Answer",
	Declined:    "Fine. Nobody sees that, and I won't bring it up again. Changed your mind? Type *my feedback*.",
	Closed:      "That question has closed. You can always tell someone something: type *give someone feedback*.",
	Write:       [2]string{"What would you like to tell %s?", "I saw that you first summed up what the customer said. That calmed the call."},
	For:         "Feedback for %s",
	Ways: []Way{
		{"4g", "With 4G help", [][2]string{
			{"Behaviour: what did you see or hear?", "I saw that you let the customer finish."},
			{"Feeling: what did it do to you?", "It made me calm."},
			{"Effect: what happened as a result?", "So the customer told what was really going on."},
			{"Wish: what do you ask from now on?", "Will you do that again in the next call?"}}},
		{"tops", "With a top and a tip", [][2]string{
			{"Top: what went well, and how did you see it?", "Your opening was short; everyone listened at once."},
			{"Tip: what could be different next time?", "Leave a short silence after your question."}}},
	},
	See:         "Show me",
	DraftTitle:  "This is what %s reads",
	DraftNote:   "Nothing has been sent yet. After *Send* only %s can read it. You can call it back until it is read.",
	Send:        "Send",
	Change:      "Change",
	Drop:        "Throw away",
	Dropped:     "Thrown away. Nothing was sent.",
	Sent:        "Sent. I bring it as soon as I can, and only %s can read it. Changed your mind? You can call it back until it is read.",
	CallBack:    "Call back",
	CalledBack:  "Called back, and not read by %s. It is your draft again.",
	AlreadyRead: "%s has read it. It can't be called back any more.",

	Give:      "Give feedback",
	GiveIntro: "Tell a colleague directly what you saw. Only that colleague reads it, with your name.",
	GiveWho:   [2]string{"To whom?", "the colleague it is about, such as @sam"},
	GiveMany:  "There are %d messages of yours that were not read yet. Wait for those first.",
	GiveOpen:  "There is a message of yours to %s already that was not read yet.",

	Got:             "You have feedback from %s. Take your time; you need not reply.",
	GotPurpose:      "A colleague gave you feedback",
	Read:            "Read",
	From:            "Feedback from %s",
	YouAsked:        "You asked: *%s*",
	TryAsk:          "Would you like to pick one thing to try?",
	Try:             "Pick one thing",
	Thank:           "Say thanks",
	Thanked:         "I'll pass it on to %s.",
	Thanks:          "%s thanks you for your feedback.",
	ThanksPurpose:   "A colleague thanks you for your feedback",
	Welcome:         "You're welcome",
	Good:            "Nice.",
	Deleted:         "Deleted. The text may still stand in the conversation; that goes after 30 days.",
	NoAnswer:        "No answer came to your question to %s. That says nothing about you: often people are busy, or my message did not reach them. You could ask in person, or ask someone else.",
	NoAnswerPurpose: "Your question for feedback closes",

	Mine:      "My feedback",
	MineNone:  "There is nothing yet. Ask a colleague something about your work, or tell someone what you saw.",
	MinePick:  "What would you like to do?",
	MineNote:  "Only you see this list. What you receive is kept for a year, or until you delete it.",
	ReadAgain: "Read again",
	GoOn:      "Go on",
	LineNew:   "*%s* gave you feedback, not read yet",
	LineRead:  "Feedback from *%s*, read on %s",
	LineOpen:  "Asked of *%s*, open until %s",
	LineNone:  "Asked of *%s*, closed on %s without an answer",
	LineAsked: "*%s* asks for your feedback, open until %s",
	LineDraft: "Your draft for *%s*, not sent",
	LineSent:  "Given to *%s* on %s, not read yet",
	LineGiven: "Given to *%s* on %s, read",

	typed: map[string][]string{
		"feedback ask":    {"ask for feedback", "ask feedback", "request feedback", "ask for feedback from", "ask feedback from", "request feedback from"},
		"feedback give":   {"give someone feedback", "send feedback", "give feedback to", "send feedback to"},
		"feedback list/1": {"my feedback"},
	},
}
