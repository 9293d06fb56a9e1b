package words

// Explain is how "handvat ask --explain" tells what was found and why.
type Explain struct {
	Head     string // outcome, confidence, language, moment
	Hit      string // number, aid, score, confidence
	Outcomes map[string]string
	Langs    map[string]string
	Moments  map[string]string
	Signals  map[string]string // the reasons, by the names that finding gives them
}

var dutchExplain = Explain{
	Head:     "%s, zekerheid %.2f, taal %s, moment %s",
	Hit:      "%d. %s  score %.3f  zekerheid %.2f",
	Outcomes: map[string]string{"answer": "antwoord", "choose": "keuze", "none": "nog geen hulpkaart"},
	Langs:    map[string]string{"nl": "Nederlands", "en": "Engels"},
	Moments:  map[string]string{"new": "nieuw", "more": "meer", "apply": "toepassen", "solve": "oplossen", "change": "veranderen"},
	Signals: map[string]string{
		"words":     "je woorden staan erin",
		"phrasings": "het hielp anderen met zo'n vraag",
		"likeness":  "het lijkt op je vraag",
		"meaning":   "het gaat over hetzelfde",
		"moment":    "het is voor dit moment",
		"role":      "het is voor je rol",
		"work":      "het helpt tijdens het werk",
		"page":      "het is een pagina van elders",
		"overdue":   "het is lang niet nagekeken",
	},
}

var englishExplain = Explain{
	Head:     "%s, confidence %.2f, language %s, moment %s",
	Hit:      "%d. %s  score %.3f  confidence %.2f",
	Outcomes: map[string]string{"answer": "answer", "choose": "choice", "none": "no aid yet"},
	Langs:    map[string]string{"nl": "Dutch", "en": "English"},
	Moments:  map[string]string{"new": "new", "more": "more", "apply": "apply", "solve": "solve", "change": "change"},
	Signals: map[string]string{
		"words":     "your words are in it",
		"phrasings": "it helped others with such a question",
		"likeness":  "it is like your question",
		"meaning":   "it is about the same",
		"moment":    "it is for this moment",
		"role":      "it is for your role",
		"work":      "it helps during work",
		"page":      "it is a page from elsewhere",
		"overdue":   "it was not reviewed for long",
	},
}
