package bot

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// command carries out what a person types to steer the bot.
func (t *turn) command(name string) (chat.Reply, error) {
	set := func(detail, text string, change func(p *people.Profile)) (chat.Reply, error) {
		change(&t.p)
		t.note(journal.Entry{Kind: journal.SettingChanged, Detail: detail})
		t.s.Awaits = chat.Action{}
		return t.say(text), nil
	}
	switch name {
	case "privacy":
		return t.show(chat.Card{Title: "Privacy", Body: blocks(t.w.Privacy), Buttons: []chat.Button{t.cmd("data", words.Capital(t.w.Typed("cmd data")[0])), t.cmd("export", t.w.Export), t.cmd("delete", t.w.Delete)}}), nil
	case "data":
		return t.myData()
	case "export":
		return t.export()
	case "delete":
		return t.show(chat.Card{Body: []chat.Block{chat.Text(t.w.DeleteAsk)}, Buttons: []chat.Button{
			{Label: t.w.DeleteYes, Action: chat.Action{Verb: verbCommand, Arg: "delete-yes"}, Style: chat.Danger},
			button(t.w.No, chat.Action{Verb: verbCommand, Arg: "delete-no"}),
		}}), nil
	case "delete-yes":
		return t.forgetMe()
	case "delete-no":
		return t.say(t.w.Kept), nil
	case "pause":
		return set("pause", t.w.Paused, func(p *people.Profile) { p.Paused = true })
	case "stop-all":
		return t.stopAll()
	case "nudges":
		return t.nudges()
	case "reflect":
		return t.reflections(1)
	case "resume":
		if err := t.welcomeBack(); err != nil {
			return chat.Reply{}, err
		}
		return set("resume", t.w.Resumed, func(p *people.Profile) { p.Paused = false })
	case "nl", "en":
		t.w = words.In(name)
		return set("language", t.w.LangSet, func(p *people.Profile) { p.Lang, p.Spoken = name, name })
	case "language":
		return t.show(chat.Card{Body: []chat.Block{chat.Text("Nederlands of English?")}, Buttons: []chat.Button{
			button("Nederlands", chat.Action{Verb: verbCommand, Arg: "nl"}), button("English", chat.Action{Verb: verbCommand, Arg: "en"})}}), nil
	case "short-on":
		return set("short", t.w.ShortOn, func(p *people.Profile) { p.Short = true })
	case "short-off":
		return set("long", t.w.ShortOff, func(p *people.Profile) { p.Short = false })
	case "unseen":
		t.p.Unseen = true // before the note: not even this is kept with the person
		return set("anonymous", t.w.AnonymousOn, func(*people.Profile) {})
	case "seen":
		return set("not-anonymous", t.w.AnonymousOff, func(p *people.Profile) { p.Unseen = false })
	case "why-on":
		return set("why-always", t.w.WhyAlways, func(p *people.Profile) { p.Why = people.WhyAlways })
	case "why-asked":
		return set("why-asked", t.w.WhyAsked, func(p *people.Profile) { p.Why = people.WhyAsked })
	case "why-off":
		return set("why-never", t.w.WhyNever, func(p *people.Profile) { p.Why = people.WhyNever })
	case "write":
		return t.startDraft()
	case "drafts":
		return t.drafts()
	case "hello":
		return t.greet("")
	case "thanks":
		return t.say(t.w.Fine), nil
	}
	t.s.Awaits = chat.Action{}
	return t.show(chat.Card{Title: words.Capital(t.w.Typed("cmd help")[0]), Body: append(blocks(t.w.Help), blocks(t.w.HelpCommands)...), Buttons: []chat.Button{
		button(words.Capital(t.w.Typed(verbBrowse)[0]), chat.Action{Verb: verbBrowse}), t.cmd("privacy", "Privacy")}}), nil
}

// cmd is a button for a command.
func (t *turn) cmd(name, label string) chat.Button {
	return button(label, chat.Action{Verb: verbCommand, Arg: name})
}

// greet welcomes a person, or offers to go on where they were.
func (t *turn) greet(string) (chat.Reply, error) {
	if r, ok, err := t.lastRun(); err != nil || ok {
		if err != nil {
			return chat.Reply{}, err
		}
		if a, ok := t.b.lib.Lookup(r.Slug, t.lang()); ok && a.Version == r.Version && r.Step > 1 {
			return t.offerResume(a, r), nil
		}
	}
	c := chat.Card{Body: []chat.Block{chat.Text(t.w.Welcome)}}
	for _, q := range t.w.WelcomeAsk {
		c.Buttons = append(c.Buttons, button(q, chat.Action{Verb: verbAsk, Arg: q}))
	}
	t.s.View = chat.Action{}
	return t.show(c), nil
}

// leave takes note that a person blocked or removed the bot. Nobody is answered.
func (t *turn) leave(string) (chat.Reply, error) { return chat.Reply{}, nil }

// shorter shows what is on the screen again in fewer words.
func (t *turn) shorter(string) (chat.Reply, error) {
	if t.s.View.IsZero() {
		return t.say(t.w.NothingToShorten), nil
	}
	t.short = true
	log := t.log
	r, err := t.do(t.s.View)
	t.log = log // the same thing shown again is not a second fact
	return r, err
}

// browse lists the aids by kind of work: first the kinds, then "PROCESS/PAGE".
func (t *turn) browse(arg string) (chat.Reply, error) {
	byProcess := map[string][]*knowledge.Aid{}
	seen := map[string]bool{}
	for _, a := range t.b.lib.All() {
		if !a.IsRecipe() || seen[a.Slug] || !visible(a, t.p.Roles) {
			continue
		}
		seen[a.Slug] = true
		if o, ok := t.b.lib.Lookup(a.Slug, t.lang()); ok {
			byProcess[a.Process] = append(byProcess[a.Process], o)
		}
	}
	process, page := cut(arg)
	if as := byProcess[process]; arg != "" && len(as) > 0 {
		slices.SortFunc(as, func(x, y *knowledge.Aid) int { return strings.Compare(x.Title, y.Title) })
		return t.aidList(sprintf(t.w.BrowseIn, t.w.Label(process)), as, max(number(page), 1), verbBrowse, process), nil
	}
	var names []string
	for p := range byProcess {
		names = append(names, p)
	}
	slices.SortFunc(names, func(x, y string) int { return strings.Compare(t.w.Label(x), t.w.Label(y)) })
	c := chat.Card{Title: t.w.Browse}
	for i := 0; i < len(names) && len(c.Body) < chat.MaxTaps; i += chat.MaxButtons {
		tap := chat.Tap{Prompt: t.pickPrompt(i)}
		for _, p := range names[i:min(i+chat.MaxButtons, len(names))] {
			label := words.Capital(t.w.Label(p))
			tap.Options = append(tap.Options, button(fit(sprintf("%s (%d)", label, len(byProcess[p])), chat.MaxLabel), chat.Action{Verb: verbBrowse, Arg: p}))
			t.offer(label, chat.Action{Verb: verbBrowse, Arg: p})
		}
		c.Body = append(c.Body, tap)
	}
	t.s.View = chat.Action{}
	return t.show(c), nil
}

// aidList offers aids, a few at a time.
func (t *turn) aidList(title string, as []*knowledge.Aid, page int, verb, arg string) chat.Reply {
	const most = chat.MaxButtons - 1
	from := min((page-1)*most, len(as))
	c := chat.Card{Title: title}
	for _, a := range as[from:min(from+most, len(as))] {
		c.Buttons = append(c.Buttons, button(t.label(a, c.Buttons), on(verbOpen, a)))
	}
	if from+most < len(as) {
		c.Buttons = append(c.Buttons, button(t.w.More, chat.Action{Verb: verb, Arg: arg + sprintf("/%d", page+1)}))
	}
	t.s.View = chat.Action{}
	return t.show(c)
}

// visible reports whether an aid is for someone with these roles; with none nothing
// is known, and everything is visible.
func visible(a *knowledge.Aid, roles []string) bool {
	return len(roles) == 0 || len(a.Audience) == 0 || slices.ContainsFunc(a.Audience, func(r string) bool { return slices.Contains(roles, r) })
}
