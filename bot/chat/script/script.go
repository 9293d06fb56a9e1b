// Package script plays written conversations, and compares what is said with what is written.
package script

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
)

// A Stage is what a script plays on.
type Stage interface {
	// Tell hands over one event and returns the reply to it.
	Tell(ctx context.Context, e chat.Event) (chat.Reply, error)

	// Pass lets time go by.
	Pass(d time.Duration) error

	// Restart ends the program without warning and starts it again.
	Restart() error
}

// A Publisher is a Stage with a library of files.
type Publisher interface {
	// Publish makes the files of authors those of a folder.
	Publish(ctx context.Context, folder string) error
}

// A Prompter is a Stage on which the bot also speaks at its own initiative.
type Prompter interface {
	// Prompts returns what the bot said by itself since the last call, in order.
	Prompts() []Prompt
}

// A Prompt is something said at the bot's own initiative.
type Prompt struct {
	To    string // the person or the channel
	In    chat.Place
	Time  time.Time
	Reply chat.Reply
}

// A Script is a written conversation. Each of its lines is one of
//
//	> ada: how do I …     ada says it; "@ben" in it mentions ben
//	> ada: [Label]        ada presses the button with that label on the last card,
//	                      or ticks the item with that number: [2]
//	> ada: {answer}       ada fills in the last card's first question and submits it;
//	                      for a colleague that is a name, or names between commas
//	> ada @team: …        ada does it in the channel "team" rather than alone; what the
//	                      bot says there by itself is shown with the channel
//	> ada joins           ada meets the bot
//	[Label]               whoever spoke last presses it, where they spoke; so does {answer}
//	[Label] ada           ada presses it, where she spoke last
//	@ +2d12h              time goes by; what the bot says by itself in that time is
//	                      shown with the day, as "< (seintje, ada, 2026-11-24)"
//	@ restart             the program is killed and started again
//	@ library DIR         the files of authors are from now on those of the folder
//	# …                   a remark
//	< …                   what the bot says to the line above
//	<~ pattern            a regular expression that something the bot says matches
//
// What stands below a line is all that the bot says to it. With a pattern among it, it is said in that order and
// more may be said between. Where nothing stands below a line anything may be said; "< (silence)" is nothing.
type Script struct {
	File  string // in errors; may be empty
	Text  string
	Above int // lines of the file above Text

	Locale string                   // of everybody
	Who    func(string) chat.Person // who a name is; nil where all are on a platform called "web"
}

// Play performs a script. It returns the script with the bot's side filled in, so that a test compares what was with
// what is and a person can read it as a conversation, and what is said otherwise than written. An error begins with
// the file and the line; one of a line that cannot be read comes before anything is played.
func (s Script) Play(ctx context.Context, stage Stage) (said string, differs []text.Said, err error) {
	lines, err := s.read()
	if err != nil {
		return "", nil, err
	}
	p := player{script: s, stage: stage, last: map[seen][]chat.Reply{}}
	var out strings.Builder
	for _, l := range lines {
		out.WriteString(l.text + "\n")
		said, err := p.line(ctx, l)
		if err != nil {
			return out.String(), differs, s.wrong(l.no, fmt.Errorf("%s: %w", l.text, err))
		}
		out.WriteString(said)
		if beside := l.differs(said); beside != nil {
			at := s.at(l.no) + ": " + l.text + "\n"
			differs = append(differs, Words.Say(func(w *texts) string { return at + beside(w) }))
		}
	}
	return out.String(), differs, nil
}

// Check returns what is wrong with lines that cannot be read, each with the file and the line; nil if all can.
func (s Script) Check() error {
	_, err := s.read()
	return err
}

// Publishes reports whether a line changes the files of authors.
func (s Script) Publishes() bool {
	lines, err := s.read() // an error is told by Play
	return err == nil && slices.ContainsFunc(lines, func(l line) bool { return l.kind == publishes })
}

func (s Script) at(line int) string {
	return fmt.Sprintf("%s:%d", cmp.Or(s.File, "script"), s.Above+line)
}

func (s Script) wrong(line int, err error) error { return fmt.Errorf("%s: %w", s.at(line), err) }

// who is the person with a name.
func (s Script) who(name string) chat.Person {
	if s.Who != nil {
		return s.Who(name)
	}
	return Called(name)
}

// Called is somebody with a name on a platform called "web".
func Called(name string) chat.Person {
	first, n := utf8.DecodeRuneInString(name)
	return chat.Person{Platform: "web", ID: strings.ToLower(name), Name: string(unicode.ToUpper(first)) + name[n:]}
}

// persons are the people with these names.
func (s Script) persons(names []string) (out []chat.Person) {
	for _, name := range names {
		who := s.who(name)
		who.Typed = who.Platform == "web" // where there is nobody to pick
		out = append(out, who)
	}
	return out
}

// A seen is where cards can be seen: in a place, or there by one person only.
type seen struct {
	chat.Place
	alone chat.Person
}

type player struct {
	script Script
	stage  Stage
	n      int
	last   map[seen][]chat.Reply // the last card, and what came after it without being asked
}

// line performs a line and returns what the bot says.
func (p *player) line(ctx context.Context, l line) (string, error) {
	switch l.kind {
	case restarts:
		return "", p.stage.Restart()
	case publishes:
		stage, ok := p.stage.(Publisher)
		if !ok {
			return "", Words.Say(func(w *texts) string { return w.NoLibrary })
		}
		return "", stage.Publish(ctx, l.what)
	case passes:
		if err := p.stage.Pass(l.span); err != nil {
			return "", err
		}
		return p.prompts()
	case remarks:
		return "", nil
	}
	e, err := p.event(l)
	if err != nil {
		return "", err
	}
	r, err := p.stage.Tell(ctx, e)
	if err != nil {
		return "", err
	}
	if err := r.Validate(); err != nil {
		return "", fmt.Errorf("the reply is not within the limits: %w", err)
	}
	if !r.IsZero() && r.Replace.IsZero() || r.Card != nil {
		alone := seen{e.In, e.From}
		if delete(p.last, alone); r.Private && !e.Direct {
			p.last[alone] = []chat.Reply{r}
		} else {
			p.last[seen{Place: e.In}] = []chat.Reply{r}
		}
	}
	by, err := p.prompts()
	return show(r) + by, err
}

// prompts shows what the bot said by itself: by day, and within a day by person, because
// the minute is another one in every play.
func (p *player) prompts() (string, error) {
	stage, ok := p.stage.(Prompter)
	if !ok {
		return "", nil
	}
	var out strings.Builder
	prompts := stage.Prompts()
	slices.SortStableFunc(prompts, func(a, b Prompt) int {
		return cmp.Or(strings.Compare(a.Time.Format(time.DateOnly), b.Time.Format(time.DateOnly)),
			strings.Compare(a.To, b.To), cmp.Compare(a.In.Platform, b.In.Platform))
	})
	for _, pr := range prompts {
		if err := pr.Reply.Validate(); err != nil {
			return "", fmt.Errorf("the message is not within the limits: %w", err)
		}
		at := seen{Place: pr.In}
		p.last[at] = append(p.last[at], pr.Reply)
		fmt.Fprintf(&out, "< (seintje, %s, %s)\n%s", pr.To, pr.Time.Format(time.DateOnly), show(pr.Reply))
	}
	return out.String(), nil
}

// event is what somebody does in a line.
func (p *player) event(l line) (e chat.Event, err error) {
	p.n++
	from := p.script.who(l.who)
	in := chat.Place{Platform: from.Platform, Team: from.Team, Channel: cmp.Or(l.channel, l.who)}
	e = chat.Event{ID: fmt.Sprintf("e%d", p.n), Kind: l.event, From: from, In: in, Direct: l.channel == "",
		Locale: p.script.Locale}
	cards := slices.Concat(p.last[seen{Place: in}], p.last[seen{in, from}])
	slices.Reverse(cards)
	person := ""
	switch l.event {
	case chat.Pressed:
		e.ReplyTo = chat.Ref{Place: in, ID: "last"}
		e.Action, err = press(cards, l.what)
	case chat.Filled:
		var field string
		field, person, e.Action, err = submit(cards)
		e.Fields = map[string]string{field: strings.ReplaceAll(l.what, `\n`, "\n")}
	case chat.Said:
		e.Text = strings.ReplaceAll(l.what, `\n`, "\n")
		e.People = p.script.persons(chat.Named(e.Text))
	}
	if e.Fields[person] != "" {
		names := chat.Listed(e.Fields[person])
		e.People = p.script.persons(names[:min(len(names), chat.MaxPeople)])
		names = make([]string, len(e.People))
		for i, p := range e.People {
			names[i] = p.Name
		}
		e.Fields[person] = strings.Join(names, ", ")
	}
	return e, err
}
