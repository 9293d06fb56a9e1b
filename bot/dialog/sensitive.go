package dialog

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// CrisisTopic is the topic of who may be about to harm themselves.
const CrisisTopic = "crisis"

// topics are what people say when it becomes personal: words or phrases, matched
// at the start of a word. They are kept few and plain: a question about work that is
// taken for a personal one costs an answer, the other way round costs trust.
var topics = []struct {
	topic string
	words []string
}{
	{CrisisTopic, []string{
		"zelfmoord", "zelfdoding", "wil niet meer leven", "wil dood", "mezelf iets aandoen", "maak er een eind aan",
		"zie het niet meer zitten", "wil er niet meer zijn", "leven heeft geen zin", "geen zin meer in het leven",
		"einde aan mijn leven", "mezelf snijden", "snij mezelf",
		"suicid", "kill myself", "end my life", "want to die", "harm myself", "hurt myself", "cut myself",
		"don't want to live", "do not want to live", "no reason to live", "better off dead", "take my own life",
		"can't go on anymore",
	}},
	{"safety", []string{
		"seksuele intimidatie", "ongewenst gedrag", "word gepest", "wordt gepest", "pesten", "pest me", "aangerand",
		"verkracht", "mishandel", "bedreigd", "bedreigt me", "stalk", "gediscrimineerd", "discriminatie", "racis",
		"onveilig bij mijn", "raakt me aan", "raakt mij aan", "raakt me ongewenst", "raakt mij ongewenst",
		"zat aan me", "handtastelijk", "betast", "vernedert me",
		"sexual harassment", "harass", "bullied", "bullying", "bullies me", "assaulted", "raped", "abused",
		"threatens me", "threatened", "discriminated", "discrimination", "touched me", "touches me", "groped",
		"humiliates me",
	}},
	{"health", []string{
		"burn-out", "burnout", "depressi", "paniekaanval", "angststoornis", "zwanger", "miskraam", "mijn ziekte",
		"ik ben ziek", "ziek gemeld", "ziek melden", "kanker", "verslaafd", "verslaving", "psycholoog", "medicijn",
		"trek het niet meer", "kan niet meer slapen", "overspannen",
		"depress", "panic attack", "pregnan", "miscarriage", "my illness", "i am sick", "i'm sick", "call in sick",
		"cancer", "addict", "therapist", "medication", "can't sleep", "breaking down",
	}},
	{"conflict", []string{
		"arbeidsconflict", "conflict met mijn", "ruzie met mijn", "klacht indienen over", "klacht tegen mijn",
		"ontslagen", "ontslag", "op staande voet", "klokkenluid",
		"conflict with my", "row with my", "complaint about my", "complaint against my", "i was fired", "being fired",
		"dismiss", "whistleblow",
	}},
	{"union", []string{
		"vakbond", "lid van de bond", "staken", "staking",
		"trade union", "union member", "go on strike",
	}},
}

// Sensitive returns the topic of a text that sounds personal; empty if it does not.
// The text must be as text.Normal makes it.
func Sensitive(text string) string {
	for _, t := range topics {
		for _, w := range t.words {
			if i := strings.Index(" "+text, " "+w); i >= 0 {
				return t.topic
			}
		}
	}
	return ""
}

// Crisis reports whether a text is a cry for help, which is answered and not kept.
func Crisis(said string) bool { return Sensitive(text.Normal(said)) == CrisisTopic }

// HelpNow answers a cry for help.
func (t *Turn) HelpNow() (chat.Reply, error) {
	return t.Do(chat.Action{Verb: Personal, Arg: CrisisTopic})
}

// rude are words that people swear at the bot with.
var rude = []string{
	"kut", "klote", "bagger", "dom", "stom", "stomme", "domme", "sukkel", "idioot", "eikel", "klootzak", "trut",
	"debiel", "achterlijk", "tyfus", "tering", "waardeloos", "waardeloze", "onzin", "rot op", "lul", "nutteloos",
	"nutteloze",
	"fuck", "fucking", "shit", "bullshit", "stupid", "dumb", "idiot", "moron", "useless", "worthless", "you suck",
	"this sucks", "crap", "asshole", "bastard", "shut up", "nonsense",
}

// Rude reports whether a text is no more than swearing: a few words, one of which is a
// swear word. The text must be as text.Normal makes it. Where an aid is found for such a
// text, it is a question.
func Rude(text string) bool {
	said := " " + text + " "
	return len(strings.Fields(text)) <= 5 &&
		slices.ContainsFunc(rude, func(w string) bool { return strings.Contains(said, " "+w+" ") })
}
