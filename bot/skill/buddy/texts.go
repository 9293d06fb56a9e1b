package buddy

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of working in twos.
var words = text.Load[texts](files)

type texts struct {
	Fine, OK, Closed, Ask                            string
	Intro                                            string
	Who                                              [2]string // prompt and example
	NoCase, Which                                    string
	Have                                             text.Line2 `args:"title name"`
	Already                                          text.Line1 `args:"name"`
	TooMany                                          text.Line1 `args:"n"`
	Asked                                            text.Line3 `args:"name title date"`
	Told                                             text.Line2 `args:"name title"`
	ToldNote, ToldPurpose, Yes, No                   string
	Declined                                         string
	Agreed                                           text.Line2 `args:"name title"`
	AgreedPurpose                                    string
	NoAnswer                                         text.Line2 `args:"name title"`
	ClosePurpose                                     string
	Are                                              text.Line2 `args:"name title"`
	PairNote, Draft                                  string
	DraftIntro                                       text.Line1 `args:"name"`
	DraftWhat                                        [2]string  // prompt and example
	DraftAsk                                         text.Line1 `args:"asked"`
	ShownOnce                                        text.Line2 `args:"name title"`
	End                                              string
	YouEnded                                         text.Line1 `args:"title"`
	Ended                                            text.Line2 `args:"name title"`
	EndedPurpose, Look                               string
	LookIntro                                        text.Line1 `args:"name"`
	LookPoints                                       [2]string  // prompt and example
	LookDays                                         [2]string  // prompt and example
	LookMany                                         text.Line1 `args:"n"`
	LookNoDays                                       text.Line1 `args:"weeks"`
	LookHave                                         text.Line1 `args:"name"`
	LookCheck                                        text.Line2 `args:"name days"`
	LookNote, LookAsked                              text.Line1 `args:"name"`
	LookTold                                         text.Line2 `args:"name days"`
	LookToldNote                                     text.Line1 `args:"name"`
	LookPurpose, LookYes, HowTo                      string
	LookWill                                         text.Line2 `args:"name days"`
	LookWillNote                                     string
	LookAgreed                                       text.Line2 `args:"name days"`
	LookAgreedPurpose                                string
	LookWhen                                         text.Line2 `args:"name days"`
	LookNotYet                                       text.Line1 `args:"date"`
	CallOff, YouCalledOff, CalledOff                 string
	On                                               text.Line1 `args:"date"`
	Between                                          text.Line2 `args:"from to"`
	Fill                                             string
	LookFor                                          text.Line1 `args:"name"`
	Facts                                            [2]string  // prompt and example
	Question                                         text.Line1 `args:"name"`
	QuestionExample                                  string
	Asking                                           text.Line1 `args:"question"`
	SendNote, Sent, Got                              text.Line1 `args:"name"`
	GotPurpose                                       string
	SeenBy                                           text.Line1 `args:"name"`
	SeenNote, None, Pick, ListNote                   string
	Open                                             string
	LinePair                                         text.Line2 `args:"name title"`
	LineAsked, LineTold                              text.Line3 `args:"name title date"`
	LineLookAsked, LineLookTold, LineLooks, LineLook text.Line2 `args:"name days"`
	LineSeen                                         text.Line2 `args:"name date"`

	_ text.Labels `of:"OK Ask Yes No Draft End Look LookYes HowTo CallOff Fill"`
}
