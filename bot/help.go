package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// help says how to ask, and names what else this person may do, in the words to type: a line for each skill, some
// lines at a time. The argument is the number of the page.
func help(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var lines chat.List
	for _, s := range t.Skills {
		if s.Texts == nil {
			continue
		}
		lines = append(lines, commandsOf(t, s)...)
	}
	page := max(dialog.Number(arg), 1)
	from := min((page-1)*chat.MaxItems, len(lines))
	shown := lines[from:min(from+chat.MaxItems, len(lines))]
	c := chat.Card{Title: text.Capital(t.WordFor(dialog.Help))}
	if page == 1 {
		c.Body = dialog.Blocks(w.Help)
	}
	if len(shown) > 0 {
		c.Body = append(c.Body, chat.Text(w.Typed), shown)
	}
	if from+len(shown) < len(lines) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(dialog.Help, page+1)))
	}
	c.Buttons = append(c.Buttons, t.Command(dialog.Browse), dialog.Button("Privacy", dialog.Do(dialog.Privacy)))
	return t.Show(c), nil
}

// mostOnLine is how many commands stand on a line.
const mostOnLine = 5

// commandsOf are the commands of a skill that the person may give, and what each is for.
func commandsOf(t *dialog.Turn, s dialog.Skill) (lines []string) {
	var said []string
	common := s.Texts.Common(t.W.Lang)
	for _, name := range s.Commands {
		act, about := strings.TrimSuffix(name, ":"), common.About[name]
		if about != "" && t.MayDo(dialog.Verb(s.Name, act)) {
			said = append(said, "*"+common.Commands[name][0]+"*: "+about)
		}
	}
	for some := range slices.Chunk(said, mostOnLine) {
		lines = append(lines, strings.Join(some, "; "))
	}
	return lines
}

// fine ends an offer that was turned down.
func fine(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Session.Awaits, t.Session.Draft = chat.Action{}, nil
	return t.Say(t.W.Fine), nil
}

// nothing answers a word that works on a card, where no card offers it.
func nothing(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Session.Awaits, t.Session.Draft = chat.Action{}, nil
	switch {
	case wantsQuiet(t):
		return t.Do(chat.Action{Verb: dialog.Nudges})
	case len(t.Session.Offered) > 0:
		return t.Say(words.In(t.W.Lang).NotHere), nil
	}
	return t.Say(t.W.NothingOpen), nil
}

// wantsQuiet reports whether a person who types "stop" to no card may well mean the messages that are planned for them.
func wantsQuiet(t *dialog.Turn) bool {
	if !slices.Contains(dialog.Common.Common(t.W.Lang).Presses["stop"], text.Normal(t.Event.Text)) {
		return false
	}
	items, err := t.Agenda.Of(t.Tx, t.Person.ID)
	return err == nil && len(items) > 0
}

// who says what the bot is.
func who(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Who)},
		Buttons: []chat.Button{t.Command(dialog.Help), dialog.Button("Privacy", dialog.Do(dialog.Privacy))}}), nil
}

// thanks answers courtesy.
func thanks(t *dialog.Turn, _ string) (chat.Reply, error) { return t.Say(t.W.Fine), nil }

// again asks who swears to say it in other words.
func again(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Again.With(t.W.Label(t.Contact))), nil
}

// leave takes note that a person blocked or removed the bot. Nobody is answered.
func leave(*dialog.Turn, string) (chat.Reply, error) { return chat.Reply{}, nil }
