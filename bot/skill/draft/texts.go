package draft

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what is said here.
var words = text.Load[texts](files)

type texts struct {
	Start                         string
	Questions                     [5][2]string // prompt and example
	QuestionOf                    text.Line2   `args:"question questions"`
	Send, Thanks, DoneWhen        string
	By                            text.Line1 `args:"when"`
	HelpsAgainst                  string     // label of the blocking factor it is made against
	How                           text.Line1 `args:"task"`
	Waiting                       text.Line1 `args:"n"`
	None, Waits, Approve, Decline string
	Approved                      text.Line1 `args:"title"`
	Declined, NotOwn, Faults      string
	OneMore                       string // one more must look at it: nobody knows who wrote it

	_ text.Labels `of:"Send Approve Decline"`
}
