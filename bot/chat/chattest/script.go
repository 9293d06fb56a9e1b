package chattest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
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

// A Prompter is a Stage on which the bot also speaks at its own initiative.
type Prompter interface {
	// Prompts returns what the bot said by itself since the last call, in order.
	Prompts() []Prompt
}

// A Prompt is something said at the bot's own initiative.
type Prompt struct {
	To    string // the person
	Time  time.Time
	Reply chat.Reply
}

// Play performs a script and returns it with the bot's side filled in, so that a
// test compares what was with what is, and a person can read it as a conversation.
//
// Each line of a script is one of
//
//	> ada: how do I …     ada says it; "@ben" in it mentions ben
//	> ada: [Label]        ada presses the button with that label on the last card,
//	                      or ticks the item with that number: [2]
//	> ada: {answer}       ada fills in the last card's first question and submits it;
//	                      for a colleague that is a name, or names between commas
//	> ada@team: …         ada does it in the channel "team" rather than alone; what the
//	                      bot says there by itself is shown with the channel
//	> ada joins           ada meets the bot
//	@ +2d12h              time goes by; what the bot says by itself in that time is
//	                      shown with the day, as "< (seintje, ada, 2026-11-24)"
//	@ restart             the program is killed and started again
//	# …                   a remark
//	< …                   what the bot says; filled in by Play
//
// Everyone is on a platform called "web".
func Play(ctx context.Context, stage Stage, script string) (string, error) {
	p := player{stage: stage, last: map[string]chat.Reply{}}
	var out strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "<") {
			continue
		}
		out.WriteString(line + "\n")
		said, err := p.line(ctx, line)
		if err != nil {
			return out.String(), fmt.Errorf("%s: %w", line, err)
		}
		out.WriteString(said)
	}
	return out.String(), nil
}

type player struct {
	stage Stage
	n     int
	last  map[string]chat.Reply // by place
}

func (p *player) line(ctx context.Context, line string) (string, error) {
	switch {
	case line == "" || strings.HasPrefix(line, "#"):
		return "", nil
	case line == "@ restart":
		return "", p.stage.Restart()
	case strings.HasPrefix(line, "@ +"):
		d, err := span(line[3:])
		if err != nil {
			return "", err
		}
		if err := p.stage.Pass(d); err != nil {
			return "", err
		}
		return p.prompts()
	case strings.HasPrefix(line, "> "):
		e, err := p.event(line[2:])
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
		if alone := r.Private && !e.Direct; !alone && (!r.IsZero() && r.Replace.IsZero() || r.Card != nil) {
			p.last[e.In.Channel] = r
		}
		return Show(r), nil
	}
	return "", fmt.Errorf("not a line of a script")
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
		return cmp.Or(strings.Compare(a.Time.Format(time.DateOnly), b.Time.Format(time.DateOnly)), strings.Compare(a.To, b.To))
	})
	for _, pr := range prompts {
		if err := pr.Reply.Validate(); err != nil {
			return "", fmt.Errorf("the message is not within the limits: %w", err)
		}
		p.last[pr.To] = pr.Reply
		fmt.Fprintf(&out, "< (seintje, %s, %s)\n%s", pr.To, pr.Time.Format("2006-01-02"), Show(pr.Reply))
	}
	return out.String(), nil
}

// event reads "ada: text" and "ada joins".
func (p *player) event(s string) (chat.Event, error) {
	p.n++
	who, what, spoke := strings.Cut(s, ": ")
	who = strings.TrimSuffix(who, " joins")
	who, channel, inCompany := strings.Cut(who, "@")
	if !inCompany {
		channel = who
	}
	e := chat.Event{ID: fmt.Sprintf("e%d", p.n), Kind: chat.Joined, From: persons([]string{who})[0], In: chat.Place{Platform: "web", Channel: channel}, Direct: !inCompany}
	if !spoke {
		return e, nil
	}
	last := p.last[channel]
	switch {
	case strings.HasPrefix(what, "[") && strings.HasSuffix(what, "]"):
		a, ok := press(last, what[1:len(what)-1])
		if !ok {
			return e, fmt.Errorf("no such button on the last card:\n%s", Show(last))
		}
		e.Kind, e.Action, e.ReplyTo = chat.Pressed, a, chat.Ref{Place: e.In, ID: "last"}
	case strings.HasPrefix(what, "{") && strings.HasSuffix(what, "}"):
		field, a, ok := submit(last)
		if !ok {
			return e, fmt.Errorf("the last card asks nothing:\n%s", Show(last))
		}
		e.Kind, e.Action, e.Fields = chat.Filled, a, map[string]string{field: strings.ReplaceAll(what[1:len(what)-1], `\n`, "\n")}
	default:
		e.Kind, e.Text = chat.Said, strings.ReplaceAll(what, `\n`, "\n")
	}
	e.People = persons(chat.Named(e.Text))
	if field := personField(last); e.Fields[field] != "" {
		e.People = persons(chat.Listed(e.Fields[field]))
		names := make([]string, len(e.People))
		for i, p := range e.People {
			names[i] = p.Name
		}
		e.Fields[field] = strings.Join(names, ", ")
	}
	return e, nil
}

// persons are the people with these names, who have them as their IDs too.
func persons(names []string) (out []chat.Person) {
	for _, name := range names {
		first, n := utf8.DecodeRuneInString(name)
		out = append(out, chat.Person{Platform: "web", ID: strings.ToLower(name), Name: string(unicode.ToUpper(first)) + name[n:]})
	}
	return out
}

// personField is the field of a card's question for a colleague; empty if it has none.
func personField(r chat.Reply) string {
	if r.Card == nil {
		return ""
	}
	for _, b := range r.Card.Body {
		if q, ok := b.(chat.Question); ok && q.Person {
			return q.Field
		}
	}
	return ""
}

// press finds what a label on a card does.
func press(r chat.Reply, label string) (chat.Action, bool) {
	if r.Card == nil {
		return chat.Action{}, false
	}
	buttons := r.Card.Buttons
	for _, b := range r.Card.Body {
		switch b := b.(type) {
		case chat.Tap:
			buttons = append(buttons[:len(buttons):len(buttons)], b.Options...)
		case chat.Checklist:
			if n, err := strconv.Atoi(label); err == nil && n >= 1 && n <= len(b) {
				return b[n-1].Toggle, true
			}
		}
	}
	for _, b := range buttons {
		if b.Label == label && b.URL == "" {
			return b.Action, true
		}
	}
	return chat.Action{}, false
}

// submit finds the first question of a card and the action that submits it.
func submit(r chat.Reply) (field string, a chat.Action, ok bool) {
	if r.Card == nil {
		return "", chat.Action{}, false
	}
	for _, b := range r.Card.Body {
		if q, isQ := b.(chat.Question); isQ && field == "" {
			field = q.Field
		}
	}
	for _, b := range r.Card.Buttons {
		if b.Submit {
			return field, b.Action, field != ""
		}
	}
	return "", chat.Action{}, false
}

// Show is a reply as a script shows it: its text, and its buttons in brackets.
func Show(r chat.Reply) string {
	if r.IsZero() {
		return "< (silence)\n"
	}
	var b strings.Builder
	text := r.Text
	if r.Card != nil {
		c := *r.Card
		c.Typed = ""
		text = c.Plain()
	}
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight("< "+strings.TrimRight(line, "\n"), " ") + "\n")
	}
	if r.Card != nil && len(r.Card.Buttons) > 0 {
		b.WriteString("<")
		for _, bt := range r.Card.Buttons {
			b.WriteString(" [" + bt.Label + "]")
		}
		b.WriteString("\n")
	}
	if r.File != nil {
		b.WriteString("< (file " + r.File.Name + ")\n")
	}
	if r.Private {
		b.WriteString("< (only the person sees this)\n")
	}
	if !r.Replace.IsZero() {
		b.WriteString("< (in place of the last card)\n")
	}
	return b.String()
}

// span reads "2d12h30m".
func span(s string) (time.Duration, error) {
	days, rest, ok := strings.Cut(s, "d")
	if !ok {
		return time.ParseDuration(s)
	}
	n, err := strconv.Atoi(days)
	if err != nil {
		return 0, err
	}
	d := time.Duration(n) * 24 * time.Hour
	if rest == "" {
		return d, nil
	}
	more, err := time.ParseDuration(rest)
	return d + more, err
}
