package bot

import (
	"strconv"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/words"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// A turn is the handling of one event inside its transaction.
type turn struct {
	b     *Bot
	tx    *store.Tx
	e     chat.Event
	in    intent
	now   time.Time
	p     people.Profile
	met   bool // this is the first event of the person
	s     session
	w     *words.Words
	short bool // say it in fewer words

	log  []journal.Entry
	gone bool // the person deleted their data: nothing of this turn is kept
}

// begin reads who the event is from and where the conversation stands.
func (b *Bot) begin(tx *store.Tx, e chat.Event, in intent) (*turn, error) {
	t := &turn{b: b, tx: tx, e: e, in: in, now: b.now(), w: words.In(string(in.lang))}
	var err error
	if t.p, t.met, err = people.Meet(tx, identity(e.From), t.now); err != nil {
		return nil, err
	}
	if _, err := tx.GetJSON(sessionBucket, sessionKey(t.p.ID, e.In), &t.s); err != nil {
		return nil, err
	}
	if e.Kind != chat.Due { // of that the person knows nothing yet
		t.p.Left = e.Kind == chat.Left
	}
	if e.Direct {
		t.p.Home = people.Home{Platform: string(e.In.Platform), Team: e.In.Team, Channel: e.In.Channel}
	}
	if e.Zone != "" {
		t.p.Zone = e.Zone
	}
	if in.spoken {
		t.p.Spoken = string(in.lang)
	}
	t.short = t.p.Short
	if t.met {
		t.note(journal.Entry{Kind: journal.Met})
	}
	return t, nil
}

// end writes what the turn leads to.
func (t *turn) end(r chat.Reply) (chat.Reply, error) {
	if t.gone {
		return r, nil
	}
	if t.met && t.e.Kind == chat.Said && r.Card != nil && t.in.action.Verb == verbAsk {
		c := *r.Card
		c.Note = strings.TrimSpace(c.Note + "\n" + chat.Strip(t.w.FirstNote))
		r.Card = &c
		r.Text = c.Plain()
	}
	t.s.Lang, t.s.Seen = t.w.Lang, t.now
	if err := t.tx.PutJSON(sessionBucket, sessionKey(t.p.ID, t.e.In), t.s); err != nil {
		return r, err
	}
	if err := people.Save(t.tx, t.p); err != nil {
		return r, err
	}
	return r, journal.Append(t.tx, t.log...)
}

// note enters a fact in the journal, with what is known of every turn.
func (t *turn) note(e journal.Entry) {
	e.Time, e.Platform = t.now, string(t.e.In.Platform)
	if !t.p.Unseen {
		e.Person = string(t.p.ID)
		if len(t.p.Units) > 0 {
			e.Unit = t.p.Units[0]
		}
	}
	if e.Lang == "" {
		e.Lang = t.w.Lang
	}
	t.log = append(t.log, e)
}

// noteAid enters a fact about an aid.
func (t *turn) noteAid(k journal.Kind, a *knowledge.Aid, step int, detail string) {
	moment := t.in.moment
	if moment == "" && len(a.Moments) > 0 {
		moment = a.Moments[0]
	}
	t.note(journal.Entry{Kind: k, Aid: a.Slug, Version: a.Version, Lang: string(a.Lang), Step: step, Detail: detail, Moment: string(moment)})
}

// say replies with text only. What was offered before stays on offer.
func (t *turn) say(text string) chat.Reply {
	return chat.Reply{Text: chat.Strip(text), Card: plainCard(text), Lang: t.w.Lang, Private: t.private()}
}

// plainCard shows text that holds marks; nil if it holds none.
func plainCard(text string) *chat.Card {
	if chat.Strip(text) == text && !strings.Contains(text, "\n") {
		return nil
	}
	return &chat.Card{Body: blocks(text)}
}

// show replies with a card, and puts its buttons on offer to who types.
func (t *turn) show(c chat.Card) chat.Reply {
	t.s.Offered, t.s.Awaits = nil, chat.Action{}
	var named []string
	offer := func(bs []chat.Button) {
		for _, b := range bs {
			if b.URL != "" {
				continue
			}
			t.offer(b.Label, b.Action)
			for _, w := range t.w.Typed(typedAs(b.Action)) {
				t.offer(w, b.Action)
			}
		}
	}
	offer(c.Buttons)
	for _, b := range c.Buttons {
		if b.URL == "" {
			named = append(named, strings.ToLower(b.Label))
		}
	}
	for _, b := range c.Body {
		switch b := b.(type) {
		case chat.Tap:
			offer(b.Options)
		case chat.Checklist:
			for i, it := range b {
				t.offer(strconv.Itoa(i+1), it.Toggle)
			}
		}
	}
	for i, b := range c.Buttons { // also by number, unless that is an item of a checklist
		t.offer(strconv.Itoa(i+1), b.Action)
	}
	if n := len(c.Buttons); n > 1 && longLabels(c.Buttons) { // too long to type
		c.Typed = sprintf(t.w.OrType, "1 – "+strconv.Itoa(n))
	} else if len(named) > 0 && c.Typed == "" {
		c.Typed = sprintf(t.w.OrType, strings.Join(named, ", "))
	}
	return chat.Reply{Text: c.Plain(), Card: &c, Lang: t.w.Lang, Private: t.private()}
}

// longLabels reports whether one of the labels is a sentence rather than a word.
func longLabels(bs []chat.Button) bool {
	for _, b := range bs {
		if len(strings.Fields(b.Label)) > 4 {
			return true
		}
	}
	return false
}

// offer lets a typed label stand for an action. The first of equal labels counts.
func (t *turn) offer(label string, a chat.Action) {
	label = words.Normal(label)
	for _, o := range t.s.Offered {
		if o.Label == label {
			return
		}
	}
	if label != "" {
		t.s.Offered = append(t.s.Offered, offer{label, a})
	}
}

// private reports whether only the asker should see the reply.
func (t *turn) private() bool { return t.e.Private }

// aid returns the aid an argument names, in the language of the turn if it exists.
func (t *turn) aid(ref string) (*knowledge.Aid, bool) {
	if strings.HasPrefix(ref, "#") {
		for _, a := range t.b.lib.All() {
			if aidRef(a) == ref {
				return t.b.lib.Lookup(a.Slug, t.lang())
			}
		}
		return nil, false
	}
	return t.b.lib.Lookup(ref, t.lang())
}

func (t *turn) lang() knowledge.Lang { return knowledge.Lang(t.w.Lang) }

// identity is how people knows the person a platform names.
func identity(p chat.Person) people.Identity {
	return people.Identity{Platform: string(p.Platform), Team: p.Team, User: p.ID}
}
