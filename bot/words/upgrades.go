package words

// Upgrades is what is said when the way of working of an aid changed.
type Upgrades struct {
	Told    string // title, version
	New     string // what is new, in short
	Purpose string
	Show    string
	Title   string // title
	Added   string
	Changed string
	Was     string // new, old
	Removed string
	Same    string
}

var dutchUpgrades = Upgrades{
	Told:    "De werkwijze voor *%s* is veranderd (versie %s).",
	New:     "Nieuw: %s",
	Purpose: "Waarom ik dit stuur: je gebruikte deze kaart de afgelopen drie maanden.",
	Show:    "Laat het verschil zien",
	Title:   "Wat is er anders: %s",
	Added:   "Nieuw", Changed: "Anders", Was: "%s\n(was: %s)", Removed: "Vervalt",
	Same: "De stappen zijn dezelfde gebleven, maar de kaart is herzien. Lees hem nog eens door.",
}

var englishUpgrades = Upgrades{
	Told:    "The way to do *%s* has changed (version %s).",
	New:     "New: %s",
	Purpose: "Why I send this: you used this card in the past three months.",
	Show:    "Show the difference",
	Title:   "What is different: %s",
	Added:   "New", Changed: "Different", Was: "%s\n(was: %s)", Removed: "No longer",
	Same: "The steps are still the same, but the card was revised. Read it through once more.",
}
