package feedback

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/talk"
	"github.com/handvat/handvat/bot/words"
)

// actRound carries out what a group does: "WHAT/NUMBER/MORE".
func actRound(t *talk.Turn, arg string) (r chat.Reply, err error) {
	what, rest := talk.Cut(arg)
	number, more := talk.Cut(rest)
	switch {
	case t.Agenda == nil:
		return t.Say(t.W.Gone), nil
	case what == "start":
		r, err = startRound(t)
	default:
		r, err = inRound(t, what, number, more)
	}
	if err == nil && t.Event.Kind == chat.Due && r.IsZero() {
		err = t.Agenda.Heard(t.Tx, t.Person.ID) // nothing was asked
	}
	return alone(t, r, slices.Contains([]string{"answer", "send", "no", "see", "delete"}, what)), err
}

// inRound carries out what who asked, or one of those who were asked, does.
func inRound(t *talk.Turn, what, number, more string) (chat.Reply, error) {
	asker := map[string]func(*talk.Turn, round, string) (chat.Reply, error){
		"topic": topic, "put": putRound, "closed": closedRound, "see": see, "delete": removeRound}[what]
	member := map[string]func(*talk.Turn, round, seat, string) (chat.Reply, error){
		"told": toldRound, "remind": toldRound, "no": leaveRound, "join": join, "answer": takeAnswer, "send": sendAnswer}[what]
	r, ok, err := loadRound(t.Tx, number)
	if err != nil {
		return chat.Reply{}, err
	}
	s, seated, err := r.seat(t.Tx, t.Person.ID)
	switch ok = ok && seated; {
	case err != nil:
		return chat.Reply{}, err
	case ok && asker != nil && r.Asker == t.Person.ID:
		return asker(t, r, more)
	case ok && member != nil && r.Asker != t.Person.ID:
		return member(t, r, s, more)
	case t.Event.Kind == chat.Due: // it is over
		return chat.Reply{}, nil
	}
	return t.Say(t.W.Feedback.Nothing), nil
}

// startRound asks whom to ask and about what.
func startRound(t *talk.Turn) (chat.Reply, error) {
	f := t.W.Feedback
	rs, err := roundsOf(t.Tx, t.Person.ID)
	if err != nil {
		return chat.Reply{}, err
	}
	for _, r := range rs {
		if r.Asker == t.Person.ID && r.waits(t.Now) {
			return t.Say(fmt.Sprintf(f.RoundRuns, until(t, r.Closes))), nil
		}
	}
	ps, _, unknown, err := colleagues(t)
	switch {
	case err != nil:
		return chat.Reply{}, err
	case len(t.Event.People) == 0 && t.Answer == "" && t.Event.Kind != chat.Filled:
		return roundForm(t, ""), nil
	case len(ps) < least:
		return roundForm(t, strings.TrimSpace(f.RoundFew+" "+outOfReach(t, unknown))), nil
	}
	r := round{Asker: t.Person.ID, AskerName: nameOf(t.Event.From), Made: t.Now}
	for _, p := range ps {
		r.With = append(r.With, p.ID)
	}
	if r.Number, err = t.Tx.Next(roundBucket); err != nil {
		return chat.Reply{}, err
	}
	if err := errors.Join(r.save(t.Tx), r.saveSeat(t.Tx, r.Asker, seat{})); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind != chat.Filled {
		return topicForm(t, r, outOfReach(t, unknown)), nil
	}
	return takeTopic(t, r, t.Filled(1))
}

// outOfReach says who cannot be written to; empty if everyone can.
func outOfReach(t *talk.Turn, unknown []string) string {
	if len(unknown) == 0 {
		return ""
	}
	for i, name := range unknown {
		unknown[i] = shown(t, name)
	}
	return fmt.Sprintf(t.W.Feedback.RoundOut, strings.Join(unknown, ", "))
}

// roundForm asks for the colleagues and the topic. What is typed is taken for the first.
func roundForm(t *talk.Turn, lead string) chat.Reply {
	f := t.W.Feedback
	if lead == "" {
		lead = f.RoundIntro
	}
	send, stop := talk.Do(verbRound, "start"), chat.Action{Verb: talk.Fine}
	return t.Form(chat.Card{Title: f.Round, Body: []chat.Block{
		chat.Text(lead),
		chat.Question{Field: talk.Field(0), Prompt: f.RoundWho[0], Hint: fmt.Sprintf(t.W.ForInstance, f.RoundWho[1]), Need: true, Person: true, Many: true},
		chat.Question{Field: talk.Field(1), Prompt: f.RoundTopic[0], Hint: fmt.Sprintf(t.W.ForInstance, f.RoundTopic[1]), Need: true}},
		Buttons: []chat.Button{talk.Submit(f.AskSend, send), talk.Button(t.W.NotNow, stop)}}, send, stop, stop)
}

func topicForm(t *talk.Turn, r round, lead string) chat.Reply {
	f := t.W.Feedback
	send, stop := talk.Do(verbRound, "topic", r.Number), talk.Do(verbRound, "delete", r.Number)
	c := chat.Card{Title: f.Round, Body: []chat.Block{
		chat.Question{Field: talk.AnswerField, Prompt: f.RoundTopic[0], Hint: fmt.Sprintf(t.W.ForInstance, f.RoundTopic[1]), Need: true}},
		Buttons: []chat.Button{talk.Submit(f.AskSend, send), talk.Button(t.W.NotNow, stop)}}
	if lead != "" {
		c.Body = append([]chat.Block{chat.Text(lead)}, c.Body...)
	}
	return t.FormFor(c, send, stop, stop)
}

// topic takes what the round is about, as it was typed.
func topic(t *talk.Turn, r round, _ string) (chat.Reply, error) { return takeTopic(t, r, t.Answer) }

// takeTopic takes what the round is about. What was filled in beside the colleagues is
// put at once; what was typed is shown first.
func takeTopic(t *talk.Turn, r round, text string) (chat.Reply, error) {
	f := t.W.Feedback
	text = strings.TrimRight(plain(text), ".")
	switch {
	case !r.Asked.IsZero():
		return t.Say(f.Nothing), nil
	case text == "":
		return topicForm(t, r, ""), nil
	case crisis(text):
		return helpNow(t)
	case strings.Contains(text, "@"):
		return topicForm(t, r, f.AboutYou), nil
	case len([]rune(text)) > maxTopic:
		return topicForm(t, r, fmt.Sprintf(f.TooLong, maxTopic)), nil
	}
	r.Topic = text
	if err := r.save(t.Tx); err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Filled {
		return putRound(t, r, mark(text))
	}
	c := chat.Card{Title: f.Round, Body: []chat.Block{chat.Code(text), chat.List{f.RoundScale[0], f.RoundTexts[0][0], f.RoundTexts[1][0]}}, Buttons: []chat.Button{
		talk.Primary(f.AskSend, talk.Do(verbRound, "put", r.Number, mark(text))), talk.Button(f.Change, talk.Do(verbRound, "topic", r.Number)),
		talk.Button(t.W.NotNow, talk.Do(verbRound, "delete", r.Number))}}
	return t.Show(c), nil
}

// maxTopic is how long a topic may be, in characters: it is a title too.
const maxTopic = 100

// putRound asks everyone who was chosen.
func putRound(t *talk.Turn, r round, marked string) (chat.Reply, error) {
	f := t.W.Feedback
	if !r.Asked.IsZero() || mark(r.Topic) != marked {
		return t.Say(f.Nothing), nil
	}
	closes, err := closesAt(t, r.Asker)
	if err != nil {
		return chat.Reply{}, err
	}
	_, _, unknown, err := colleagues(t) // in a form; nobody if it was typed before
	if err != nil {
		return chat.Reply{}, err
	}
	with := r.With
	r.With, r.Asked, r.Closes, r.Invited = nil, t.Now, closes, len(with)
	err = errors.Join(r.save(t.Tx), tell(t, r.Asker, verbRound, "closed", r.Number, f.NoAnswerPurpose, closes, time.Time{}))
	for _, id := range with {
		err = errors.Join(err, r.saveSeat(t.Tx, id, seat{}), tell(t, id, verbRound, "told", r.Number, f.RoundPurpose, t.Now, closes))
	}
	note(t, "asked")
	c := chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(f.RoundStarted, r.Invited, until(t, closes)))},
		Buttons: []chat.Button{talk.Button(f.TakeBack, talk.Do(verbRound, "delete", r.Number))}}
	if out := outOfReach(t, unknown); out != "" {
		c.Body = append(c.Body, chat.Text(out))
	}
	return t.Show(c), err
}

// removeRound takes a round back, or deletes what came of it.
func removeRound(t *talk.Turn, r round, _ string) (chat.Reply, error) {
	text := t.W.Feedback.NotAsked
	switch {
	case r.Closed:
		text = t.W.Feedback.Deleted
	case r.Asked.IsZero(): // it never was one
		text = t.W.Fine
	}
	return t.Say(text), errors.Join(hush(t, verbRound, r.Number, "told", "remind", "closed"), r.delete(t.Tx))
}

// closedRound is the message that a round is over.
func closedRound(t *talk.Turn, r round, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Due || r.waits(t.Now) {
		return chat.Reply{}, nil
	}
	f := t.W.Feedback
	return t.Aside(chat.Card{Body: []chat.Block{chat.Text(fmt.Sprintf(f.RoundEnd, r.Topic))}, Buttons: []chat.Button{
		talk.Primary(f.See, talk.Do(verbRound, "see", r.Number)), talk.Button(t.W.NotNow, talk.Do(verb, "later"))}}), nil
}

// see shows what came of a round that is over: the numbers, or with "0" or "1" what was
// written.
func see(t *talk.Turn, r round, more string) (chat.Reply, error) {
	f := t.W.Feedback
	if r.Asked.IsZero() || r.waits(t.Now) {
		return t.Say(f.Nothing), nil
	}
	if !r.Closed {
		r = r.close()
		if err := r.save(t.Tx); err != nil {
			return chat.Reply{}, err
		}
	}
	c := chat.Card{Title: words.Capital(r.Topic)}
	remove := talk.Button(t.W.Delete, talk.Do(verbRound, "delete", r.Number))
	if r.Answers < least {
		c.Body, c.Buttons = []chat.Block{chat.Text(f.RoundTooFew)}, []chat.Button{remove}
		return t.Show(c), nil
	}
	shown := -1
	if more != "" {
		shown = min(max(talk.Number(more), 0), len(r.Texts)-1)
		c.Body = append(c.Body, chat.Heading(f.RoundSaid[shown]))
		if len(r.Texts[shown]) == 0 {
			c.Body = append(c.Body, chat.Text(f.RoundFewTexts))
		} else {
			c.Body = append(c.Body, chat.List(r.Texts[shown]))
		}
	} else {
		note(t, "read")
		var counts chat.Facts
		for i, n := range r.Counts {
			counts = append(counts, chat.Fact{Label: f.Scale[i], Value: strconv.Itoa(n)})
		}
		c.Body = append(c.Body, chat.Text(fmt.Sprintf(f.RoundResult, r.Answers)), chat.Text("**"+f.RoundScale[0]+"**"), counts)
	}
	for i, label := range f.RoundSaid {
		if i != shown {
			c.Buttons = append(c.Buttons, talk.Button(label, talk.Do(verbRound, "see", r.Number, i)))
		}
	}
	c.Buttons = append(c.Buttons, remove)
	return t.OwnText(c), nil
}

// roundLines are the rounds of the person's own list.
func roundLines(t *talk.Turn) (ls []line, err error) {
	f := t.W.Feedback
	rs, err := roundsOf(t.Tx, t.Person.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		do := func(label, what string) chat.Button { return talk.Button(label, talk.Do(verbRound, what, r.Number)) }
		s, _, err := r.seat(t.Tx, t.Person.ID)
		if err != nil {
			return nil, err
		}
		l := line{time: latest(r.Made, r.Asked)}
		switch own := r.Asker == t.Person.ID; {
		case own && r.Asked.IsZero(), !own && (s.Done || !r.waits(t.Now)):
			continue
		case own && r.waits(t.Now):
			l.text, l.do = fmt.Sprintf(f.LineRound, r.Topic, until(t, r.Closes)), do(f.TakeBack, "delete")
		case own:
			l.text, l.do = fmt.Sprintf(f.LineRoundEnd, r.Topic, until(t, r.Closes)), do(f.See, "see")
		default:
			l.text, l.do = string(sentence(f.LineSeat, shown(t, r.AskerName), until(t, r.Closes))), do(f.RoundJoin, "join")
		}
		ls = append(ls, l)
	}
	return ls, nil
}
