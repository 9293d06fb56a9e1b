package script

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

// What a line of a script does.
const (
	remarks = iota
	restarts
	publishes
	passes
	tells
)

// A line is one line of a script, and what stands below it.
type line struct {
	no   int // from 1
	text string
	kind int
	span time.Duration // that passes

	event              chat.Kind
	who, channel, what string // channel is empty where they are alone with the bot; what is also a folder

	below []expected
}

// An expected is a line that the bot says; pattern is nil where it is said to the letter.
type expected struct {
	text    string
	pattern *regexp.Regexp
}

// read reads a script. What is wrong with its lines is one error. What stands below a line that is wrong, or might be
// done by who speaks there, is not told as well.
func (s Script) read() (lines []line, err error) {
	no, last, where := 0, "", map[string]string{} // who spoke last, and where each did
	lost := false                                 // the line above could not be read
	wrongs := func(text string, why error) {
		err = errors.Join(err, s.wrong(no, fmt.Errorf("%s: %w", text, why)))
	}
	for text := range strings.Lines(s.Text) {
		no++
		text = strings.TrimRight(text, "\r\n")
		if rest, below := strings.CutPrefix(text, "<"); below {
			x, bad := expectedOf(rest)
			switch alone := len(lines) == 0 || lines[len(lines)-1].kind == remarks; {
			case bad != nil:
				wrongs(text, bad)
			case lost:
			case alone:
				wrongs(text, Words.Say(func(w *texts) string { return w.Loose }))
			default:
				l := &lines[len(lines)-1]
				l.below = append(l.below, x)
			}
			continue
		}
		l := line{no: no, text: text}
		bad := l.read(last, where)
		if lost = bad != nil; lost {
			wrongs(text, bad)
			if _, spoke := where[last]; !spoke {
				where[last] = "" // whoever would have spoken in it may be meant below
			}
			continue
		}
		if l.kind == tells {
			last, where[l.who] = l.who, l.channel
		}
		lines = append(lines, l)
	}
	return lines, err
}

// expectedOf reads what stands behind "<".
func expectedOf(rest string) (expected, error) {
	pattern, isPattern := strings.CutPrefix(rest, "~")
	if !isPattern {
		return expected{text: strings.TrimRight(strings.TrimPrefix(rest, " "), " ")}, nil
	}
	re, err := regexp.Compile("(?m)" + strings.TrimSpace(pattern))
	if err != nil {
		what := strings.TrimSpace(pattern)
		if bad := new(syntax.Error); errors.As(err, &bad) && bad.Expr != "" {
			what = bad.Expr
		}
		return expected{}, Words.Say(func(w *texts) string { return w.NoPattern.With(what) })
	}
	return expected{pattern: re}, nil
}

// done is something that is done with a card, perhaps by somebody who is named.
var done = regexp.MustCompile(`^(\[.+\]|\{.*\})(?: (\S+))?$`)

// read reads one line, that follows on what last said; where is where everybody was.
func (l *line) read(last string, where map[string]string) error {
	switch text := strings.TrimRight(l.text, " "); {
	case text == "" || strings.HasPrefix(text, "#"):
		return nil
	case text == "@ restart":
		l.kind = restarts
		return nil
	case strings.HasPrefix(text, "@ library "):
		l.kind, l.what = publishes, text[len("@ library "):]
		return nil
	case strings.HasPrefix(text, "@ +"):
		d, err := span(text[3:])
		if err != nil || d < 0 {
			return Words.Say(func(w *texts) string { return w.NoTime })
		}
		l.kind, l.span = passes, d
		return nil
	case strings.HasPrefix(text, "> "):
		return l.told(l.text[2:])
	case done.MatchString(text):
		m := done.FindStringSubmatch(text)
		l.kind, l.who = tells, m[2]
		if l.who == "" {
			l.who = last
		}
		channel, spoke := where[l.who]
		if !spoke {
			return Words.Say(func(w *texts) string { return w.Nobody })
		}
		l.channel = channel
		l.does(m[1])
		return nil
	}
	return Words.Say(func(w *texts) string { return w.NoLine })
}

// told reads "ada: text", "ada @team: text" and "ada joins".
func (l *line) told(s string) error {
	l.kind = tells
	who, what, spoke := strings.Cut(s, ": ")
	if !spoke {
		var joins bool
		if who, joins = strings.CutSuffix(strings.TrimRight(who, " "), " joins"); !joins {
			return Words.Say(func(w *texts) string { return w.WhoSays })
		}
	}
	who, channel, inCompany := strings.Cut(who, "@")
	l.who, l.channel = strings.TrimSpace(who), strings.TrimSpace(channel)
	if l.who == "" || strings.ContainsAny(l.who+l.channel, " \t") || inCompany && l.channel == "" {
		return Words.Say(func(w *texts) string { return w.NoName })
	}
	if l.event = chat.Joined; spoke {
		l.does(what)
	}
	return nil
}

// does reads what somebody says, presses or fills in.
func (l *line) does(what string) {
	l.event, l.what = chat.Said, what
	switch {
	case strings.HasPrefix(what, "[") && strings.HasSuffix(what, "]"):
		l.event, l.what = chat.Pressed, what[1:len(what)-1]
	case strings.HasPrefix(what, "{") && strings.HasSuffix(what, "}"):
		l.event, l.what = chat.Filled, what[1:len(what)-1]
	}
}

// differs says how what was said is otherwise than what stands below l; nil if it is not.
func (l line) differs(said string) func(*texts) string {
	if len(l.below) == 0 {
		return nil
	}
	var lines []string
	for s := range strings.Lines(said) {
		lines = append(lines, strings.TrimPrefix(strings.TrimPrefix(strings.TrimRight(s, "\n"), "<"), " "))
	}
	if len(lines) == 0 {
		lines = []string{"(silence)"}
	}
	if l.holds(lines) {
		return nil
	}
	return func(w *texts) string { return l.beside(w, lines) }
}

// beside shows these lines below what is written below l.
func (l line) beside(w *texts, lines []string) string {
	var b strings.Builder
	wide := max(utf8.RuneCountInString(w.Written), utf8.RuneCountInString(w.Said))
	add := func(by, mark, text string) {
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %-*s %s %s", wide, by, mark, text), " ") + "\n")
	}
	for _, x := range l.below {
		if x.pattern != nil {
			add(w.Written, "<~", strings.TrimPrefix(x.pattern.String(), "(?m)"))
		} else {
			add(w.Written, "<", x.text)
		}
	}
	for _, s := range lines {
		add(w.Said, "<", s)
	}
	return b.String()
}

// holds reports whether these lines are what stands below l.
func (l line) holds(lines []string) bool {
	loose := false
	for _, x := range l.below {
		loose = loose || x.pattern != nil
	}
	for _, x := range l.below {
		at := 0 // first line that x is about
		for ; at < len(lines) && x.pattern == nil && lines[at] != x.text && loose; at++ {
		}
		if x.pattern != nil {
			rest := strings.Join(lines, "\n")
			m := x.pattern.FindStringIndex(rest)
			if m == nil {
				return false
			}
			at = strings.Count(rest[:m[1]], "\n")
		} else if at == len(lines) || lines[at] != x.text {
			return false
		}
		lines = lines[min(at+1, len(lines)):]
	}
	return loose || len(lines) == 0
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
