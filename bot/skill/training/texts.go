package training

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said of trainings, and of a file that lists them.
var words = text.Load[texts](files)

type texts struct {
	Title                                      string // of the list of courses
	Register, Lead                             string
	AskTitle                                   [2]string // prompt and example
	AskWho, AskWhen, AskAid                    [2]string
	Typed, NoTitle, NoPeople                   string
	ManyPeople                                 text.Line1 `args:"most"`
	NoDay                                      text.Line1 `args:"typed"`
	TooEarly, TooOld                           string
	NoAid                                      text.Line1 `args:"typed"`
	ManyAids                                   text.Line2 `args:"typed titles"`
	Noted                                      text.Line3 `args:"title date names"`
	WithAid                                    text.Line1 `args:"title"`
	Without                                    string
	Counted                                    text.Line1 `args:"k"`
	Already, NotTheirs                         text.Line1 `args:"names"`
	Undo                                       string
	UndoWho                                    [2]string  // prompt and example
	UndoEveryone                               text.Line1 `args:"n"`
	UndoStrange                                text.Line1 `args:"names"`
	UndoLate                                   string
	Undone                                     text.Line1 `args:"title"`
	UndoneOf                                   text.Line2 `args:"title names"`
	UndoneAll                                  text.Line2 `args:"title n"`
	UndoNoted                                  text.Line1 `args:"date"`
	UndoneNote                                 string
	Told                                       text.Line3 `args:"by title date"`
	Follow                                     text.Line2 `args:"by k"`
	BelongsTo                                  text.Line1 `args:"title"`
	OK, Purpose                                string
	Planned                                    text.Line1        `args:"title"`
	Ago                                        map[string]string // by number of days
	Finished                                   text.Line2        `args:"ago title"`
	Used                                       string
	OwnGoal                                    text.Line1 `args:"goal"`
	DidIt, Last, ThankYou, Later               string
	LaterAid                                   text.Line1 `args:"title"`
	Failed                                     string
	Shame                                      string // without an aid
	Blocked                                    string
	Stopped                                    text.Line1 `args:"title"`
	Pick, None                                 string
	After                                      text.Line2 `args:"days answered"`
	Using                                      text.Line2 `args:"using not"`
	FewUse, MostUse, Unclear                   string
	TooFew                                     text.Line1 `args:"asked"`
	Rarely, InTheWay                           string
	AtLeast                                    text.Line2 `args:"factor people"`
	Steps                                      text.Line1 `args:"k"`
	Notes, NoteEmpty, NoteKept, NoteBack       string
	NoteBackOn                                 text.Line1 `args:"date"` // where that is not tomorrow
	NoteOffer                                  text.Line1 `args:"date"`
	NotesShow, NotesNone, NotesNote, NotesGone string

	// What is wrong with a file of trainings.
	File struct {
		NoColumns, NoPerson string
		NoPlatform          text.Line1 `args:"name"`
		NoTraining          string
		NoDay, StillToCome  text.Line1 `args:"text"`
	}

	_ text.Labels `of:"Register Undo UndoEveryone OK Blocked NotesShow"`
}
