package dialog

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/store"
)

// Numbered makes an act of something that is kept by number, "NUMBER/MORE"; in a personal table it is the person's
// own.
func Numbered[T any](rows *store.Table[T], do func(t *Turn, row T, more string) (chat.Reply, error)) Func {
	return func(t *Turn, arg string) (r chat.Reply, err error) {
		number, more := Cut(arg)
		n := Seq(number)
		key := store.Num(n)
		if rows.Class == store.Personal {
			key = store.Own(t.Person.ID, n)
		}
		row, ok, err := rows.Load(t.Tx, key)
		switch {
		case err != nil:
			return r, err
		case ok:
			r, err = do(t, row, more)
		default:
			r = t.NotThere()
		}
		return r, err
	}
}

// NotThere replies to who asks for what is not there any more, or is not theirs: they cannot tell which. What was due
// is left unsaid.
func (t *Turn) NotThere() chat.Reply {
	if t.Event.Kind == chat.Due {
		return chat.Reply{}
	}
	return t.Say(t.W.Feedback.Nothing)
}

// News shows a card at the bot's own initiative that asks nothing: silence after it is no sign.
func (t *Turn) News(c chat.Card) (chat.Reply, error) {
	return t.Aside(c), t.Agenda.Heard(t.Tx, t.Person.ID)
}

// Invite shows at the bot's own initiative what is asked of the person for the times-th time. After the first they
// are reminded once, of what "skill/what" then says; the second says that it is the last.
func (t *Turn) Invite(c chat.Card, times int, skill, what string, number uint64, purpose text.Said,
	closes time.Time) (chat.Reply, error) {
	if times > 1 {
		c.Body = append(c.Body, chat.Text(t.W.Feedback.Last))
		return t.Aside(c), nil
	}
	return t.Aside(c), t.Remind(skill, what, number, purpose, closes)
}

// InPlace makes an act of what is done on a card with a text that then has gone elsewhere: the answer takes the place
// of that card, so that a conversation keeps none either.
func InPlace(do Func) Func {
	return func(t *Turn, arg string) (chat.Reply, error) {
		r, err := do(t, arg)
		if t.Event.Direct && !r.IsZero() {
			r.Replace = t.Event.ReplyTo
		}
		return r, err
	}
}

// Alone shows r to the person alone, wherever they are, and in the place of no card that others see too. What is due
// goes where it is due.
func (t *Turn) Alone(r chat.Reply) chat.Reply {
	if t.Event.Direct || t.Event.Kind == chat.Due || r.IsZero() {
		return r
	}
	if r.Private = true; !t.Event.Private {
		r.Replace = chat.Ref{}
	}
	return r
}

// Questions are questions as they stand on a form: each in its field, and the hint of one that is answered in one's
// own words as an example.
func (t *Turn) Questions(qs ...chat.Question) (bs []chat.Block) {
	for i, q := range qs {
		q.Field = Field(i)
		if q.Hint != "" && len(q.Choices) == 0 {
			q.Hint = t.W.ForInstance.With(q.Hint)
		}
		bs = append(bs, q)
	}
	return bs
}

// AskFor shows a form: what leads to it, which may be empty, its questions, the button that sends it, those of c, and
// one that does stop. What is typed answers the first question, even if it is a question itself.
func (t *Turn) AskFor(c chat.Card, lead string, send chat.Button, stop chat.Action, qs ...chat.Question) chat.Reply {
	c.Body = append(c.Body, Led(lead)...)
	c.Body = append(c.Body, t.Questions(qs...)...)
	c.Buttons = slices.Concat([]chat.Button{send}, c.Buttons, []chat.Button{Button(t.W.NotNow, stop)})
	return t.FormFor(c, send.Action, stop, stop)
}

// AboutOneself reports whether the person can ask those called to what they said: something about themself, in most
// characters. Of who is not told that it is asked, nothing is.
// If not, r says why, or is what asks again: with the reason, and what of it may stay; both are empty if nothing was
// said.
func (t *Turn) AboutOneself(said string, most int, again func(lead, value string) chat.Reply, to ...string) (
	r chat.Reply, ok bool, err error) {
	switch {
	case said == "":
		r = again("", "")
	case Crisis(said):
		r, err = t.HelpNow()
	case t.asksOfAnother(said, to...):
		r = again(t.W.Feedback.AboutYou, "")
	case len([]rune(said)) > most:
		r = again(t.W.Feedback.TooLong.With(most), Fit(said, most))
	default:
		ok = true
	}
	return r, ok, err
}

// CheckAsk shows exactly what will be asked, on a card, with what asks it, changes it or leaves it.
func (t *Turn) CheckAsk(c chat.Card, ask, change, leave chat.Action) chat.Reply {
	f := t.W.Feedback
	c.Buttons = []chat.Button{Primary(f.AskSend, ask), Button(f.Change, change), Button(t.W.NotNow, leave)}
	return t.Fleeting(c)
}

// CheckSend shows who wrote a text to a colleague exactly what will be sent, with what sends it, changes it or
// throws it away. Nothing is sent before.
func (t *Turn) CheckSend(name, text, note string, send, change, drop chat.Action) chat.Reply {
	f := t.W.Feedback
	if t.TellsOfAnother(text, name) {
		return t.Fleeting(chat.Card{
			Body:    append(Exact(text), chat.Text(f.OfAnother.With(name))),
			Buttons: []chat.Button{Primary(f.Change, change), Button(f.Drop, drop)},
		})
	}
	return t.Fleeting(chat.Card{
		Title: f.DraftTitle.With(name), Body: Exact(text), Note: chat.Strip(note),
		Buttons: []chat.Button{Primary(f.Send, send), Button(f.Change, change), Button(f.Drop, drop)},
	})
}

// TryOne is the button to make a plan of one thing that colleagues said; it answers "TryAsk".
func (t *Turn) TryOne() chat.Button { return Primary(t.W.Feedback.Try, Do(PlanNew)) }

// Mark tells one text from another in an action, so that what is sent is what was shown.
func Mark(text string) string {
	h := fnv.New64a()
	h.Write([]byte(text)) // never fails
	return fmt.Sprintf("%016x", h.Sum64())
}

// Exact shows a text as it is, in parts that fit.
func Exact(text string) (bs []chat.Block) {
	for _, part := range WrapLines(text, chat.MaxText) {
		bs = append(bs, chat.Code(part))
	}
	return bs
}

// Moved enters in the journal that feedback moved. The text and the others are not in it.
func (t *Turn) Moved(detail string) {
	t.Note(journal.Entry{Kind: journal.FeedbackMoved, Detail: detail})
}

// AskColleague puts a question of the person to a colleague, as the skill does that has [Skill.Asks]. Lead says why it
// cannot be put now; then nothing was.
func (t *Turn) AskColleague(to Colleague, question string) (r chat.Reply, lead string, err error) {
	for _, s := range t.Skills {
		if s.Asks != nil {
			return s.Asks(t, to, question)
		}
	}
	return r, t.W.Gone, nil
}

// A Line is one thing of a person's own list.
type Line struct {
	Time time.Time // the newest comes first
	Text string
	Do   chat.Button // its label is empty if there is nothing to do
}

// Lines are what the skills have for the person's list of feedback, the newest first.
func (t *Turn) Lines() (ls []Line, err error) {
	for _, s := range t.Skills {
		if s.Lines == nil {
			continue
		}
		more, err := s.Lines(t)
		if err != nil {
			return nil, err
		}
		ls = append(ls, more...)
	}
	return NewestFirst(ls), nil
}

// NewestFirst sorts lines; those of one moment stay in order.
func NewestFirst(ls []Line) []Line {
	slices.SortStableFunc(ls, func(a, b Line) int { return b.Time.Compare(a.Time) })
	return ls
}

// Numbers shows lines, numbered from start on, and the buttons of those at which there is something to do.
func Numbers(ls []Line, start int, pick string) []chat.Block {
	steps, tap := chat.Steps{Start: start}, chat.Tap{Prompt: pick}
	for i, l := range ls {
		steps.Items = append(steps.Items, chat.Step{Text: l.Text})
		if l.Do.Label != "" && len(tap.Options) < chat.MaxButtons {
			tap.Options = append(tap.Options, Button(fmt.Sprintf("%d %s", start+i, l.Do.Label), l.Do.Action))
		}
	}
	if len(tap.Options) == 0 {
		return []chat.Block{steps}
	}
	return []chat.Block{steps, tap}
}
