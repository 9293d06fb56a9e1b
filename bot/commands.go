package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// command carries out what a person types to steer the bot.
func (t *turn) command(name string) (chat.Reply, error) {
	set := func(detail, text string, change func(p *people.Profile)) (chat.Reply, error) {
		change(&t.Person)
		t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: detail})
		t.Session.Awaits = chat.Action{}
		return t.Say(text), nil
	}
	switch name {
	case "pause":
		return set("pause", words.In(t.W.Lang).Paused, func(p *people.Profile) { p.Paused = true })
	case "stop-all":
		return t.stopAll()
	case "nudges":
		return t.nudges()
	case "resume":
		if err := t.welcomeBack(); err != nil {
			return chat.Reply{}, err
		}
		return set("resume", words.In(t.W.Lang).Resumed, func(p *people.Profile) { p.Paused = false })
	case "nl", "en":
		t.W = dialog.In(name)
		return set("language", words.In(t.W.Lang).LangSet, func(p *people.Profile) { p.Lang, p.Spoken = name, name })
	case "language":
		return t.Show(chat.Card{Body: []chat.Block{chat.Text("Nederlands of English?")}, Buttons: []chat.Button{
			dialog.Button("Nederlands", chat.Action{Verb: verbCommand, Arg: "nl"}), dialog.Button("English", chat.Action{Verb: verbCommand, Arg: "en"})}}), nil
	case "short-on":
		return set("short", words.In(t.W.Lang).ShortOn, func(p *people.Profile) { p.Short = true })
	case "short-off":
		return set("long", words.In(t.W.Lang).ShortOff, func(p *people.Profile) { p.Short = false })
	case "unseen":
		t.Person.Unseen = true // before the note: not even this is kept with the person
		return set("anonymous", words.In(t.W.Lang).AnonymousOn, func(*people.Profile) {})
	case "seen":
		return set("not-anonymous", words.In(t.W.Lang).AnonymousOff, func(p *people.Profile) { p.Unseen = false })
	case "why-on":
		return set("why-always", words.In(t.W.Lang).WhyAlways, func(p *people.Profile) { p.Why = people.WhyAlways })
	case "why-asked":
		return set("why-asked", words.In(t.W.Lang).WhyAsked, func(p *people.Profile) { p.Why = people.WhyAsked })
	case "why-off":
		return set("why-never", words.In(t.W.Lang).WhyNever, func(p *people.Profile) { p.Why = people.WhyNever })
	case "write":
		return t.startDraft(dialog.Serves{})
	case dialog.WriteFor:
		return t.startDraft(t.Session.Serves)
	case "drafts":
		return t.drafts()
	case "hello":
		return t.greet("")
	case "thanks":
		return t.Say(t.W.Fine), nil
	case "who":
		return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Who)}, Buttons: []chat.Button{t.cmd("help", text.Capital(t.typed("cmd help")[0])), dialog.Button("Privacy", chat.Action{Verb: dialog.Privacy})}}), nil
	case "again":
		return t.Say(words.In(t.W.Lang).Again.With(t.W.Label(t.b.contact))), nil
	}
	t.Session.Awaits = chat.Action{}
	return t.Show(chat.Card{Title: text.Capital(t.typed("cmd help")[0]), Body: append(dialog.Blocks(words.In(t.W.Lang).Help), dialog.Blocks(words.In(t.W.Lang).HelpCommands)...), Buttons: []chat.Button{
		dialog.Button(text.Capital(t.typed(verbBrowse)[0]), chat.Action{Verb: verbBrowse}), dialog.Button("Privacy", chat.Action{Verb: dialog.Privacy})}}), nil
}

// cmd is a button for a command.
func (t *turn) cmd(name, label string) chat.Button {
	return dialog.Button(label, chat.Action{Verb: verbCommand, Arg: name})
}

// greet welcomes a person, or offers to go on where they were.
func (t *turn) greet(string) (chat.Reply, error) {
	if r, ok := t.lastRun(); ok {
		if a, ok := t.Lib.Lookup(r.Slug, t.Lang()); ok && a.Version == r.Version && r.Step > 1 {
			return t.offerResume(a, r), nil
		}
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	c := chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).Welcome.With(group.K()))}}
	for _, q := range t.W.WelcomeAsk {
		c.Buttons = append(c.Buttons, dialog.Button(q, chat.Action{Verb: verbAsk, Arg: q}))
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// leave takes note that a person blocked or removed the bot. Nobody is answered.
func (t *turn) leave(string) (chat.Reply, error) { return chat.Reply{}, nil }

// shorter shows what is on the screen again in fewer words.
func (t *turn) shorter(string) (chat.Reply, error) {
	if t.Session.View.IsZero() {
		return t.Say(words.In(t.W.Lang).NothingToShorten), nil
	}
	t.short = true
	log := t.Log
	r, err := t.do(t.Session.View)
	t.Log = log // the same thing shown again is not a second fact
	return r, err
}

// browse lists the aids by kind of work: first the kinds, then "PROCESS/PAGE".
func (t *turn) browse(arg string) (chat.Reply, error) {
	byProcess := map[string][]*knowledge.Aid{}
	seen := map[string]bool{}
	for _, a := range t.Lib.All() {
		if !a.IsRecipe() || seen[a.Slug] || !a.IsFor(t.Person.Roles) {
			continue
		}
		seen[a.Slug] = true
		if o, ok := t.Lib.Lookup(a.Slug, t.Lang()); ok {
			byProcess[a.Process] = append(byProcess[a.Process], o)
		}
	}
	process, page := dialog.Cut(arg)
	if as := byProcess[process]; arg != "" && len(as) > 0 {
		slices.SortFunc(as, func(x, y *knowledge.Aid) int { return strings.Compare(x.Title, y.Title) })
		return t.aidList(words.In(t.W.Lang).BrowseIn.With(t.W.Label(process)), as, max(dialog.Number(page), 1), verbBrowse, process), nil
	}
	var names []string
	for p := range byProcess {
		names = append(names, p)
	}
	slices.SortFunc(names, func(x, y string) int { return strings.Compare(t.W.Label(x), t.W.Label(y)) })
	c := chat.Card{Title: words.In(t.W.Lang).Browse}
	for i := 0; i < len(names) && len(c.Body) < chat.MaxTaps; i += chat.MaxButtons {
		tap := chat.Tap{Prompt: t.pickPrompt(i)}
		for _, p := range names[i:min(i+chat.MaxButtons, len(names))] {
			label := text.Capital(t.W.Label(p))
			tap.Options = append(tap.Options, dialog.Button(dialog.Fit(sprintf("%s (%d)", label, len(byProcess[p])), chat.MaxLabel), chat.Action{Verb: verbBrowse, Arg: p}))
			t.Offer(label, chat.Action{Verb: verbBrowse, Arg: p})
		}
		c.Body = append(c.Body, tap)
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}

// aidList offers aids, a few at a time.
func (t *turn) aidList(title string, as []*knowledge.Aid, page int, verb, arg string) chat.Reply {
	const most = chat.MaxButtons - 1
	from := min((page-1)*most, len(as))
	c := chat.Card{Title: title}
	for _, a := range as[from:min(from+most, len(as))] {
		c.Buttons = append(c.Buttons, dialog.Button(t.label(a, c.Buttons), dialog.On(verbOpen, a)))
	}
	if from+most < len(as) {
		c.Buttons = append(c.Buttons, dialog.Button(t.W.More, chat.Action{Verb: verb, Arg: arg + sprintf("/%d", page+1)}))
	}
	t.Session.View = chat.Action{}
	r := t.Show(c)
	t.offerNth(c.Buttons)
	return r
}
