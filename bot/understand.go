package bot

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/dialog/talk"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// An intent is what a person meant by an event, worked out before its transaction.
type intent struct {
	action chat.Action
	answer string         // what was filled in, for actions that take it
	lang   knowledge.Lang // of the reply: decided once, carried through every string
	spoken bool           // the text told the language
	known  bool           // the language is one that they chose, spoke before or set on the platform
	moment knowledge.Moment
	found  find.Result // for a question, or for what the act looks for
	waits  chat.Action // what was being filled in when what came is no answer
	calm   bool        // all that was typed was looked at, and is no cry for help
	mayAsk bool        // the answer to a message at the bot's own initiative may be a question that nothing answers
}

// A speaker is who an event is from, as far as they are known, and where their conversation stands.
type speaker struct {
	people.Profile
	roles   []people.Role
	session dialog.Session
	team    bool // where they are, people talk with each other about what all were asked
}

func (b *Bot) speakerOf(ctx context.Context, e chat.Event) (from speaker, err error) {
	err = b.db.View(ctx, func(tx *store.Tx) (err error) {
		var known bool
		if from.Profile, known, err = people.Find(tx, identity(e.From)); !known {
			from.Identity = identity(e.From)
		}
		from.roles = b.rolesOf(tx, from.Profile, e.From)
		if err != nil {
			return err
		}
		if from.team, err = isTogether(tx, e, b.now()); err != nil || !known {
			return err
		}
		if from.session, _, err = sessionOf(tx, from.ID, e, b.now()); from.Unseen {
			from.session.Nudge = chat.Action{} // its answer would be kept beside who they are
		}
		return err
	})
	return from, err
}

// understand reads an event. It only reads; the events of one conversation come one
// after another, so what it reads still holds in the transaction.
func (b *Bot) understand(ctx context.Context, e chat.Event) (intent, error) {
	from, err := b.speakerOf(ctx, e)
	if err != nil {
		return intent{}, err
	}
	s := from.session
	in := intent{lang: usual(from.Profile, s, e), known: cmp.Or(from.Lang, s.Lang, from.Spoken, e.Locale) != ""}
	switch e.Kind {
	case chat.Pressed, chat.Filled, chat.Due:
		in.action, in.answer = e.Action, dialog.Clean(e.Fields[dialog.AnswerField])
		if s.Lang != "" && e.Kind != chat.Due {
			in.lang = knowledge.Lang(s.Lang)
		}
		for _, typed := range e.Fields {
			if code := b.offeredIn(typed); code != "" && e.Kind == chat.Filled {
				in.action, in.answer = chat.Action{Verb: verbCode, Arg: code}, ""
			}
		}
	case chat.Joined:
		in.action = chat.Action{Verb: dialog.Hello}
	case chat.Left:
		in.action = chat.Action{Verb: verbLeave}
	default:
		if in, err = b.heard(ctx, e, from, b.read(e, s, from.roles, in)); err != nil {
			return in, err
		}
	}
	if !in.calm && criesForHelp(e, in.action) {
		in.action = chat.Action{Verb: dialog.Personal, Arg: dialog.CrisisTopic}
		return in, nil
	}
	if in.action.Verb == b.question() {
		return b.asked(ctx, e, from, in)
	}
	skill, act := dialog.SkillOf(b.skills, in.action.Verb)
	if text, lang := skill.Acts[act].Finds(s, e); text != "" {
		in.found, err = b.privately(ctx, e, from, text, knowledge.Lang(cmp.Or(lang, string(in.lang))), in.lang)
	}
	return in, err
}

// heard is what was read of an event, unless that is a question though an answer was awaited, or is none though it
// was taken for one.
func (b *Bot) heard(ctx context.Context, e chat.Event, from speaker, in intent) (_ intent, err error) {
	s, ours := from.session, chat.Action{Verb: verbOurs}
	switch {
	case e.Aside && !isAnswer(e, s, in, b.now()):
		in.action = ours
	case !s.Awaits.IsZero() && in.action == s.Awaits:
		switch again := s.Unsure != "" && s.Unsure == hashOf(text.Normal(in.answer)); {
		case isBlank(in.answer) && len(e.People) == 0:
			in.action, in.waits = chat.Action{Verb: verbUnsaid}, s.Awaits
		case looksAsked(in.answer) && !again && !s.Asks && (!s.Any || asksClearly(in.answer)):
			return b.orAsked(ctx, e, from, in)
		}
	case !s.Nudge.IsZero() && in.action == s.Nudge:
		if in.mayAsk = looksAsked(in.answer); in.mayAsk || !s.Nudged.IsZero() {
			return b.orAsked(ctx, e, from, in)
		}
	case from.team && (in.action.Verb == b.question() || in.action.Verb == dialog.Personal):
		said := in
		in.action, in.answer, in.mayAsk = ours, cmp.Or(in.action.Arg, in.answer), false
		if said.action.Verb == b.question() && looksAsked(in.answer) {
			return b.orAsked(ctx, e, from, in)
		}
	}
	return in, nil
}

// privately finds what is no question of the person's, and is not kept.
func (b *Bot) privately(ctx context.Context, e chat.Event, from speaker, text string,
	lang, prefer knowledge.Lang) (find.Result, error) {
	return b.find(ctx, e.From, find.Query{Text: text, Private: true, Lang: lang, Prefer: prefer, Audience: from.Roles,
		Now: b.now()})
}

// asked finds what answers a question, or who, or sees that it is none.
func (b *Bot) asked(ctx context.Context, e chat.Event, from speaker, in intent) (_ intent, err error) {
	if in.action.Arg == "" {
		in.action = chat.Action{Verb: dialog.Help}
		return in, nil
	}
	if e.Kind == chat.Said && dialog.MayJudge(in.action.Arg) {
		var judges bool
		if err = b.db.View(ctx, func(tx *store.Tx) error {
			judges = (&dialog.Turn{Tx: tx, Event: e}).Judges(in.action.Arg)
			return nil
		}); err != nil || judges {
			in.action = chat.Action{Verb: verbJudge}
			if err == nil {
				in.found, err = b.privately(ctx, e, from, words.In(string(in.lang)).JudgeFinds, in.lang, in.lang)
			}
			return in, err
		}
	}
	// Also of a question on a button, such as one of the welcome, whether that is pressed or typed.
	in.lang, in.spoken = b.spoken(in.action.Arg, in)
	lang := in.lang
	if l, ok := told(in.action.Arg); ok && lang.Known() { // found in the language of its words, whoever they are of
		lang = l
	}
	goesOn := e.Kind == chat.Said && b.now().Sub(from.session.Private) < confides && !asksOpenly(in.action.Arg)
	q := find.Query{Text: talk.Asked(in.action.Arg), Private: goesOn, Lang: lang, Prefer: in.lang, Audience: from.Roles,
		Now: b.now()}
	if in.found, err = b.find(ctx, e.From, q); err == nil && in.found.Outcome == find.None && len(from.Roles) > 0 {
		q.Audience = nil // better what was written for another role than nothing
		if other, err := b.find(ctx, e.From, q); err == nil && other.Outcome == find.Answer {
			in.found = other
		}
	}
	if goesOn && err == nil && (in.found.Outcome == find.None && strings.ContainsFunc(q.Text, unicode.IsLetter) ||
		in.found.Outcome == find.Choose && len(strings.Fields(q.Text)) > 3) {
		in.action = chat.Action{Verb: dialog.Personal, Arg: "safety"}
		return in, nil
	}
	if about, ok := whoFor(in.action.Arg); ok && err == nil && e.Kind == chat.Said {
		res, err := b.privately(ctx, e, from, about, in.lang, in.lang)
		if err != nil {
			return in, err
		}
		if res.Outcome != find.None {
			in.action = chat.Action{Verb: dialog.Contact, Arg: res.Hits[0].Key.Slug + "/card"}
			return in, nil
		}
	}
	if in.found.Outcome == find.None && e.Kind == chat.Said {
		switch typed := text.Normal(in.action.Arg); {
		case !strings.ContainsFunc(typed, unicode.IsLetter): // a number, an emoji; not a question for the authors
			in.action = chat.Action{Verb: verbNothing}
		case dialog.Rude(typed):
			in.action = chat.Action{Verb: verbAgain}
		case b.asksToSpeak(typed, in.lang):
			in.action = chat.Action{Verb: dialog.Language, Arg: dialog.Unspoken}
		}
	}
	in.moment = in.found.Moment
	if err == nil && e.Kind == chat.Said && in.action.Verb == b.question() {
		b.talks(&in, from.session, in.action.Arg)
	}
	return in, err
}

// confides is how long what somebody says goes on with what they said that is kept nowhere.
const confides = 10 * time.Minute

// asksOpenly reports whether a text is a question by its form.
func asksOpenly(text string) bool {
	return strings.HasSuffix(text, "?") || opens(text, dialog.Common.Langs()...)
}

// whoFor returns what somebody asks to be helped with by a person, as in "who can help me
// with feedback?".
func whoFor(said string) (about string, ok bool) {
	typed := text.Normal(said)
	for _, lang := range dialog.Common.Langs() {
		for _, lead := range words.In(lang).WhoFor {
			if about, ok = strings.CutPrefix(typed, lead); ok {
				return about, true
			}
		}
	}
	return "", false
}

// criesForHelp reports whether somebody says that they may harm themselves, wherever they
// type it: that is answered before anything else. A proposal for an aid may be about it, and what stands around a code
// means nothing.
func criesForHelp(e chat.Event, to chat.Action) bool {
	if to.Verb == dialog.Proposal || to.Verb == verbCode || e.Kind != chat.Said && e.Kind != chat.Filled {
		return false
	}
	for _, v := range e.Fields {
		if dialog.Crisis(v) {
			return true
		}
	}
	return dialog.Crisis(e.Text)
}

// isBlank reports whether what was filled in is no answer: it has no letter or digit, and no unit.
func isBlank(answer string) bool {
	says := func(r rune) bool { return isSaid(r) || r == '%' || unicode.Is(unicode.Sc, r) }
	return !strings.ContainsFunc(answer, says)
}

// withoutBlanks is an event in which the fields of a form that hold no answer are empty.
func withoutBlanks(e chat.Event) chat.Event {
	e.Fields = maps.Clone(e.Fields)
	for field, answer := range e.Fields {
		if isBlank(answer) {
			e.Fields[field] = ""
		}
	}
	return e
}

// maxAsked is the most words of what looks like a question where an answer is awaited.
const maxAsked = 12

// looksAsked reports whether a text that was typed where an answer is awaited looks
// like a question: one short sentence. Who tells something may well end with a question
// that they ask themselves.
func looksAsked(text string) bool {
	if len(strings.Fields(text)) > maxAsked || strings.ContainsAny(strings.TrimRight(text, ".!?"), ".!?\n") {
		return false
	}
	return strings.HasSuffix(text, "?") || opens(text, dialog.Common.Langs()...)
}

// asksClearly reports whether a text both begins and ends as a question.
func asksClearly(text string) bool {
	return strings.HasSuffix(text, "?") && opens(text, dialog.Common.Langs()...)
}

// opens reports whether a text begins as a question does in one of some languages.
func opens(text string, langs ...string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(langs, func(lang string) bool {
		return slices.ContainsFunc(words.In(lang).Asks, func(with string) bool { return strings.HasPrefix(text, with) })
	})
}

// orAsked takes what looks like a question for one, rather than for the answer that is
// awaited, if there is an aid for it other than the one that is being filled in. The
// form waits where it was. Where none is open, aids to choose from will do. In a language without aids,
// where less is found, they always do, and so does what begins and ends as a question.
func (b *Bot) orAsked(ctx context.Context, e chat.Event, from speaker, in intent) (intent, error) {
	lang, _ := b.spoken(in.answer, in)
	res, err := b.privately(ctx, e, from, in.answer, lang, lang)
	form, asks := in.action == from.session.Awaits, looksAsked(in.answer)
	if !in.lang.Known() && asks {
		asks = res.Outcome != find.None || strings.HasSuffix(in.answer, "?") && opens(in.answer, string(in.lang))
	} else {
		asks = res.Outcome == find.Answer || res.Outcome == find.Choose && asks && !form
	}
	if err != nil || !asks {
		return in, err
	}
	if slug, _ := dialog.Cut(in.action.Arg); form && len(res.Hits) > 0 && slug == res.Hits[0].Key.Slug {
		return in, nil
	}
	if form {
		in.waits = in.action
	}
	in.action, in.mayAsk = chat.Action{Verb: b.question(), Arg: in.answer}, false
	in.lang, in.spoken = b.spoken(in.answer, in)
	return in, nil
}

// read understands what was typed: a word that stands for a button, an answer that
// was asked for, a command, something personal, or else a question.
func (b *Bot) read(e chat.Event, s dialog.Session, roles []people.Role, in intent) intent {
	said := dialog.Clean(e.Text)
	typed := text.Normal(said)
	if code := b.codeIn(said); code != "" {
		in.action = chat.Action{Verb: verbCode, Arg: code}
		return in
	}
	if said == "?" {
		typed = "help"
	}
	heard := []string{typed, text.Normal(unmarked(typed)), b.inLang(unmarked(typed), s.Lang)}
	if !knowledge.Lang(s.Lang).Known() { // some of what is on offer may be in English
		heard = append(heard, b.inLang(unmarked(typed), "en"))
	}
	drops := pressed("drop", heard...) || drops(onlyWords(typed))
	if drops { // as stop does, where that can be typed
		heard = append(heard, dialog.Common.Common(s.Lang).Presses["stop"]...)
	}
	for _, word := range heard {
		for _, o := range s.Offered {
			if o.Label == word && word != "" {
				in.action = o.Action
				b.tells(&in, typed)
				return in
			}
		}
	}
	if drops {
		in.action = chat.Action{Verb: verbDrop}
		return in
	}
	if ns := numbers(typed, s); len(ns) > 1 {
		in.action = chat.Action{Verb: verbSeveral, Arg: strings.Join(ns, " ")}
		return in
	}
	if head, rest, ok := strings.Cut(said, ":"); ok && s.Awaits.IsZero() {
		if c, lang, ok := b.commandFor(text.Normal(head), in.lang); ok && strings.HasSuffix(c.Arg, ":") {
			if c.Arg == ":" {
				c.Arg = ""
			}
			if in.action, in.answer = c, strings.TrimSpace(rest); isBlank(in.answer) && len(e.People) == 0 {
				in.answer = ""
			}
			b.speaks(&in, lang, head)
			return in
		}
	}
	command, lang, isCommand := b.commandFor(unnamed(typed, e.People), in.lang)
	if command.Arg == ":" { // there is nothing behind it: a command of who may, where no answer is awaited
		command.Arg = ""
		isCommand = s.Awaits.IsZero() && people.May(roles, b.rightTo(command.Verb))
	}
	if !isCommand {
		command, lang, isCommand = b.helpFor(typed, in.lang)
	}
	if !isCommand {
		command, isCommand = b.languageFor(typed, in.lang)
	}
	switch {
	case isCommand && (s.Awaits.IsZero() || !b.yields(command)):
		in.action = command
		b.speaks(&in, lang, typed)
	case !s.Awaits.IsZero():
		in.action, in.answer = s.Awaits, said
		if n := dialog.Number(typed); n > 0 && n <= len(s.Choices) {
			in.answer = s.Choices[n-1]
		}
	case !s.Nudge.IsZero() && isReply(said, s) && !b.isWord(text.Normal(unmarked(typed))):
		in.action, in.answer = s.Nudge, said
		if topic := dialog.Sensitive(typed); topic != "" && s.Nudge.Verb == dialog.Heard {
			in.action = chat.Action{Verb: dialog.Personal, Arg: topic}
		}
	case b.isWord(typed): // it would mean something to a card
		in.action = chat.Action{Verb: verbNothing}
	case isSign(said): // an emoji, or nothing
		if in.action = (chat.Action{Verb: verbNothing}); e.Kind == chat.Said && !e.Aside {
			b.talks(&in, s, said)
		}
	default:
		in.lang, in.spoken = b.spoken(said, in)
		topic := dialog.Sensitive(typed)
		if in.calm = topic != dialog.CrisisTopic && said == e.Text && len(e.Fields) == 0; topic != "" {
			in.action = chat.Action{Verb: dialog.Personal, Arg: topic}
			break
		}
		if dialog.Number(typed) >= 0 { // no button has it, and it is nothing to look for
			in.action = chat.Action{Verb: verbNothing}
			break
		}
		in.action = chat.Action{Verb: b.question(), Arg: said}
	}
	return in
}

// unnamed is a typed text without the colleagues it mentions: what is asked of them is
// a command whoever they are.
func unnamed(typed string, named []chat.Person) string {
	for _, p := range named {
		typed = strings.ReplaceAll(typed, "@"+strings.ToLower(p.Name), "")
	}
	return text.Normal(typed)
}

// isWord reports whether a typed text is one of the words that work on a card.
func (b *Bot) isWord(typed string) bool {
	for _, l := range dialog.Common.Langs() {
		var step int
		n, _ := fmt.Sscanf(typed, dialog.In(l).StepNumber.With("%d"), &step)
		if b.presses(typed, l) || n == 1 && len(strings.Fields(typed)) == 2 {
			return true
		}
	}
	return false
}

// isSign reports whether a typed text holds no word, or is an emoji as Slack spells it.
func isSign(typed string) bool {
	name, ok := strings.CutPrefix(typed, ":")
	name, spelled := strings.CutSuffix(name, ":")
	return ok && spelled && !strings.ContainsAny(name, " :") || !strings.ContainsFunc(typed, isSaid)
}

// isSaid reports whether a character can say what somebody is looking for.
func isSaid(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
