package bot

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// sessionOf is where the conversation of an event stands. In a thread of a conversation of two it stands where the
// whole conversation does, whose key is above then, while a message at the bot's own initiative there has no answer: a
// reply below that message is one.
func sessionOf(tx *store.Tx, id people.ID, e chat.Event, now time.Time) (s dialog.Session, above []byte, err error) {
	defer func() {
		if !s.Nudged.IsZero() && now.Sub(s.Nudged) > follows || now.Sub(s.Began) > answers {
			s.Nudge, s.Nudged = chat.Action{}, time.Time{}
		}
	}()
	if s, _, err = sessions.Load(tx, sessionKey(id, e.In)); err != nil || !e.Direct || e.In.Thread == "" || id == "" {
		return s, nil, err
	}
	whole := e.In
	whole.Thread = ""
	key := sessionKey(id, whole)
	if top, _, err := sessions.Load(tx, key); err != nil || !top.Nudge.IsZero() && s.Seen.Before(top.Seen) {
		return top, key, err
	}
	return s, nil, nil
}

// follows is for how long more may follow the answer to a message at the bot's own initiative.
const follows = 10 * time.Minute

// answers is for how long what somebody types may be the answer to a message at the bot's own initiative, if no other
// such message comes before: as long as a colleague may give feedback, ten working days. What they type later is a
// question as any other.
const answers = 14 * 24 * time.Hour

// fresh is for how long what the bot asked of somebody in company is what they answer without naming it.
const fresh = 30 * time.Minute

// isAnswer reports whether what somebody said in company, without naming the bot, is clearly for it: a word of the card
// that they got there last, or the answer that it asked of them.
func isAnswer(e chat.Event, s dialog.Session, in intent, now time.Time) bool {
	if now.Sub(s.Seen) > fresh || len(e.People) > 0 {
		return false
	}
	offered := func(o dialog.Offer) bool { return o.Action == in.action }
	return slices.ContainsFunc(s.Offered, offered) ||
		!s.Awaits.IsZero() && in.action == s.Awaits && !looksAsked(in.answer) && !isBlank(in.answer)
}

// isReply reports whether what was typed can answer what the bot asked by itself: it says something in words. Once
// that is answered, it must go on with the answer: it tells of the person, or is a sentence right behind the answer.
func isReply(said string, s dialog.Session) bool {
	fields := slices.DeleteFunc(strings.Fields(said), func(f string) bool { return strings.HasPrefix(f, "@") })
	switch {
	case !slices.ContainsFunc(fields, func(f string) bool { return strings.ContainsFunc(f, unicode.IsLetter) }):
		return false
	case s.Unsure == hashOf(text.Normal(said)): // once more: it was a question
		return false
	case s.Nudged.IsZero():
		return true
	}
	return dialog.OfOneself(said) || s.Telling && len(fields) > 3
}

// unmarked is a typed text without emoji.
func unmarked(typed string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.So, unicode.Sk, unicode.Cf, unicode.Me) || r == '\ufe0f' {
			return -1
		}
		return r
	}, typed))
}

// inLang is the word of a language that works on a card as a typed one of another does; empty if there is none.
func (b *Bot) inLang(typed, lang string) string {
	for _, s := range append([]dialog.Skill{{Texts: dialog.Common}}, b.skills...) {
		if s.Texts == nil || lang == "" {
			continue
		}
		for _, other := range s.Texts.Langs() {
			for key, ws := range s.Texts.Common(other).Presses {
				own := s.Texts.Common(lang).Presses[key]
				if other != lang && len(own) > 0 && slices.Contains(ws, typed) {
					return own[0]
				}
			}
		}
	}
	return ""
}

// nudged has what the person types next be the answer to r, which the bot says by itself: the rest of what they were
// writing is left, unless they are at it now. Later, and yes and no where no button says so, work too.
func (t *turn) nudged(r chat.Reply) {
	if t.Now.Sub(t.Session.Seen) > fresh {
		t.Session.Awaits, t.Session.Any = chat.Action{}, false
	}
	if t.Session.Began = t.Now; t.Session.Nudge.IsZero() {
		t.Session.Nudge = chat.Action{Verb: dialog.Heard}
	}
	if r.Card == nil {
		return
	}
	begins := func(word string) bool {
		return slices.ContainsFunc(t.Session.Offered, func(o dialog.Offer) bool {
			return o.Label == word || strings.HasPrefix(o.Label, word+" ") || strings.HasPrefix(o.Label, word+",")
		})
	}
	no := chat.Action{Verb: dialog.Fine}
	for _, b := range r.Card.Buttons {
		if yes := text.Normal(t.W.Yes); b.Style == chat.Primary && b.URL == "" && !begins(yes) {
			t.Offer(yes, b.Action)
		}
		if text.Normal(b.Label) == text.Normal(t.W.Skip) {
			no = b.Action
		}
	}
	for _, word := range words.Common(t.W.Lang).Presses["fine"] {
		if !begins(word) {
			t.Offer(word, no)
		}
	}
}

// heard is what is said to what somebody typed to a message at the bot's own initiative that asks nothing in their own
// words: it is nobody's to read, and not kept.
func heard(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Said {
		return t.Past(), nil
	}
	return t.Say(words.In(t.W.Lang).Heard), t.Conceal()
}

// isTogether reports whether an event is of a place where people talk with each other about what all were asked.
func isTogether(tx *store.Tx, e chat.Event, now time.Time) (bool, error) {
	if e.Kind != chat.Said || e.Direct {
		return false, nil
	}
	s, _, err := sessions.Load(tx, sessionKey("", e.In))
	if err != nil || s.Team.After(now) || e.In.Thread == "" {
		return s.Team.After(now), err
	}
	whole := e.In
	whole.Thread = ""
	s, _, err = sessions.Load(tx, sessionKey("", whole))
	return s.Team.After(now), err
}

// together notes until when people of a place talk with each other.
func together(tx *store.Tx, in chat.Place, until time.Time) error {
	key := sessionKey("", in)
	s, _, err := sessions.Load(tx, key)
	if err != nil {
		return err
	}
	s.Team, s.Seen = until, until
	return sessions.Save(tx, key, s)
}

// ours is what is said to what people say to each other where the bot reads along: nothing, unless they named it. It is
// not kept.
func ours(t *dialog.Turn, _ string) (chat.Reply, error) {
	if t.Event.Kind != chat.Said {
		return t.Past(), nil
	}
	if err := t.Conceal(); err != nil || t.Event.Aside {
		return chat.Reply{}, err
	}
	return t.Say(words.In(t.W.Lang).Ours), nil
}

// withLine is a reply with a line of small print.
func withLine(r chat.Reply, line string) chat.Reply {
	if r.Card != nil {
		return dialog.WithNote(r, line)
	}
	r.Text += "\n" + chat.Strip(line)
	return r
}
