package bot

import (
	"fmt"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/dialog/talk"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
)

// help says how to ask, and names what else this person may do, in the words to type: a line for each skill, some
// lines at a time. The argument is the number of the page; or a role, for what belongs to it, and the page; or "of"
// and the verb of a command, for that alone.
func help(t *dialog.Turn, arg string) (chat.Reply, error) {
	w, role := words.In(t.W.Lang), people.Role("")
	c := chat.Card{Title: text.Capital(t.WordFor(dialog.Help))}
	head, rest := dialog.Cut(arg)
	is, err := t.Is(people.Role(head))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case head == "of":
		return helpWith(t, rest)
	case !slices.Contains(people.Roles(), people.Role(head)): // a page
	case is:
		role, arg = people.Role(head), rest
		c.Title = w.AsRole[head]
	default:
		arg = ""
		c.Body = append(c.Body, chat.Text(w.NotInRole.With(t.W.Roles[head])))
	}
	page := max(dialog.Number(arg), 1)
	if page == 1 {
		c.Body = append(c.Body, opening(t, role)...)
	}
	lines, err := commandsOf(t, role)
	if err != nil {
		return chat.Reply{}, err
	}
	from := min((page-1)*chat.MaxItems, len(lines))
	shown := lines[from:min(from+chat.MaxItems, len(lines))]
	if len(shown) > 0 {
		c.Body = append(c.Body, chat.Text(w.Typed), shown)
	}
	if from+len(shown) < len(lines) {
		next := fmt.Sprint(page + 1)
		if role != "" {
			next = string(role) + "/" + next
		}
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, dialog.Do(dialog.Help, next)))
	}
	c.Buttons = append(c.Buttons, helpButtons(t, role, chat.MaxButtons-len(c.Buttons))...)
	return t.Show(c), nil
}

// opening is what help begins with: how to ask, or what a role does where the bot is not.
func opening(t *dialog.Turn, role people.Role) []chat.Block {
	w := words.In(t.W.Lang)
	if role == "" {
		return dialog.Blocks(w.Help)
	}
	return dialog.Blocks(w.Elsewhere[string(role)])
}

// helpButtons are most buttons at most: what helps everybody, and before that what belongs to each role of the person.
func helpButtons(t *dialog.Turn, of people.Role, most int) []chat.Button {
	common := []chat.Button{t.Command(dialog.Browse), dialog.Button("Privacy", dialog.Do(dialog.Privacy))}
	var own []chat.Button
	for _, role := range people.Roles() {
		if role != people.Employee && role != of && slices.Contains(t.Roles, role) {
			own = append(own, dialog.Button(words.In(t.W.Lang).AsRole[string(role)], dialog.Do(dialog.Help, role)))
		}
	}
	return append(own[:min(len(own), most-len(common))], common...)
}

// helpWith tells what a command does, with what else belongs to its skill and the aid that is about it.
func helpWith(t *dialog.Turn, verb string) (chat.Reply, error) {
	s, name := t.Skill(verb)
	act, ok := s.Acts[strings.TrimSuffix(name, ":")]
	if !ok || s.Texts == nil {
		return help(t, "")
	}
	if !t.May(act.Right) {
		return t.Refuse(act.Right), nil
	}
	common := s.Texts.Common(t.W.Lang)
	c := chat.Card{Title: text.Capital(common.Commands[name][0])}
	if about := common.About[name]; about != "" {
		c.Body = append(c.Body, chat.Text(text.Capital(about)+"."))
	}
	if !strings.HasSuffix(name, ":") {
		c.Buttons = append(c.Buttons, dialog.Primary(c.Title, chat.Action{Verb: verb}))
	}
	if t.Found.Outcome == find.Answer {
		if a, ok := t.Aid(t.Found.Hits[0].Key.Slug); ok {
			c.Buttons = append(c.Buttons, dialog.Button(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)))
		}
	}
	said, err := named(t, s, "")
	if err != nil {
		return chat.Reply{}, err
	}
	if len(said) > 1 {
		c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).Typed), linesOf(said, (len(said)-1)/chat.MaxItems+1))
	}
	c.Buttons = append(c.Buttons, t.Command(dialog.Help))
	return t.Show(c), nil
}

// mostOnLine is how many commands stand on a line.
const mostOnLine = 5

// commandsOf are the commands of all skills that help names to the person, some on a line; for a role those that
// belong to it.
func commandsOf(t *dialog.Turn, role people.Role) (lines chat.List, err error) {
	for _, s := range t.Skills {
		said, err := named(t, s, role)
		if err != nil {
			return nil, err
		}
		lines = append(lines, linesOf(said, mostOnLine)...)
	}
	return lines, nil
}

func linesOf(said []string, most int) (lines chat.List) {
	for some := range slices.Chunk(said, most) {
		lines = append(lines, strings.Join(some, "; "))
	}
	return lines
}

// named are the commands of a skill that help names to the person, and what each is for; for a role those that
// belong to it: what not every employee may everywhere, and what is named to some only.
func named(t *dialog.Turn, s dialog.Skill, role people.Role) (said []string, err error) {
	if s.Texts == nil {
		return nil, nil
	}
	common := s.Texts.Common(t.W.Lang)
	for _, name := range s.Commands {
		verb := dialog.Verb(s.Name, strings.TrimSuffix(name, ":"))
		is, err := t.Names(verb)
		if err != nil {
			return nil, err
		}
		if common.About[name] != "" && is && (role == "" || t.BelongsTo(verb, role)) {
			said = append(said, "*"+common.Commands[name][0]+"*: "+common.About[name])
		}
	}
	return said, nil
}

// fine ends an offer that was turned down.
func fine(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Session.Awaits, t.Session.Draft, t.Session.Named = chat.Action{}, nil, nil
	return t.Say(t.W.Fine), nil
}

// drop leaves what was open, whatever it was.
func drop(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Session.Offered, t.Session.Nudge = nil, chat.Action{}
	return fine(t, "")
}

// nothing answers a word that works on a card, where no card offers it.
func nothing(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Session.Awaits, t.Session.Draft = chat.Action{}, nil
	switch {
	case wantsQuiet(t):
		return t.Do(chat.Action{Verb: dialog.Nudges})
	case len(t.Session.Offered) > 0 && slices.Contains(dialog.Common.Common(t.W.Lang).Presses["stop"],
		text.Normal(t.Event.Text)): // what they say next may still be an answer to a message of ours, and private
		t.Session.Offered = nil
		return fine(t, "")
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
func thanks(t *dialog.Turn, _ string) (chat.Reply, error) { return talks(t, talk.Thanks) }

// again asks who swears to say it in other words.
func again(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Again.With(t.W.Label(t.Contact))), nil
}

// judge refuses kindly to judge somebody, with the aids for talking with them. What was asked is kept nowhere.
func judge(t *dialog.Turn, _ string) (chat.Reply, error) {
	c := dialog.Says(words.In(t.W.Lang).NoJudge)
	for _, h := range t.Found.Hits[:min(len(t.Found.Hits), 2)] {
		if a, ok := t.Aid(h.Key.Slug); ok {
			c.Buttons = append(c.Buttons, dialog.Button(dialog.Fit(a.Title, chat.MaxLabel), dialog.On(dialog.Open, a)))
		}
	}
	if len(c.Buttons) > 0 {
		c.Body = append(c.Body, chat.Text(words.In(t.W.Lang).JudgeAids))
	}
	return t.Show(c), t.Conceal()
}

// unsaid asks once more for an answer, where what was typed holds no letter or digit.
func unsaid(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Say(words.In(t.W.Lang).Unsaid), nil
}

// leave takes note that a person blocked or removed the bot. Nobody is answered, but who presses it nevertheless.
func leave(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Left {
		return t.Say(t.W.Gone), nil
	}
	return chat.Reply{}, nil
}
