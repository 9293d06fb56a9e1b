package bot

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/dialog/talk"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/find"
)

// pressedBy are the acts on a card that talk stands for, by its kind: the first that is on offer.
var pressedBy = map[string][]string{
	talk.Drop: {"drop", "stop"}, talk.Stop: {"stop", "drop"}, talk.Next: {"next"}, talk.Back: {"back"},
	talk.Explain: {"why"}, talk.Confirm: {"yes"}, talk.Deny: {"no", "none", "fine"},
}

// How sure it is that something is talk where aids to choose from were found for it, and that something was not
// understood where nothing is shown.
const (
	clearly = .95
	likely  = .6
)

// talks reads as talk what no word or button decided and no aid is for, if it is that: what stands for a button
// presses that, what leaves drops what is open, and what else there is to say to it is one sentence.
func (b *Bot) talks(in *intent, s dialog.Session, said string) {
	kind, sure := talk.Of(said)
	switch {
	case kind == talk.Question, dialog.Number(text.Normal(said)) >= 0,
		in.found.Outcome == find.Answer, in.found.Outcome == find.Choose && (sure < clearly || asksOpenly(said)),
		kind == talk.Explain && len(s.Offered) == 0 && sure < likely:
		return
	}
	for _, act := range pressedBy[kind] {
		// What is said in other words than yes may be no yes to what stands there.
		if a, ok := b.offered(act, s); ok && (kind != talk.Confirm || sure == 1) {
			in.action, in.answer = a, said
			return
		}
	}
	verb, ok := map[string]string{talk.Drop: verbDrop, talk.Stop: verbDrop, talk.Deny: verbDrop,
		talk.Next: verbNothing, talk.Back: verbNothing, talk.Explain: verbExplain, talk.Human: verbWho}[kind]
	if in.action = dialog.Do(verb); !ok {
		in.action = dialog.Do(verbTalk, kind)
	}
}

// offered is the action on offer that one of the words for an act stands for, whichever skill has them.
func (b *Bot) offered(act string, s dialog.Session) (chat.Action, bool) {
	for _, o := range s.Offered {
		for _, of := range append([]dialog.Skill{{Texts: dialog.Common}}, b.skills...) {
			if of.Texts != nil && slices.Contains(of.Texts.Common(s.Lang).Presses[act], o.Label) {
				return o.Action, true
			}
		}
	}
	return chat.Action{}, false
}

// talks is what is said to talk of a kind. Nothing of it is kept.
func talks(t *dialog.Turn, kind string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if says := w.Talk[kind]; says != "" {
		return t.Say(says), nil
	}
	return t.Say(w.Complaint.With(t.W.Label(t.Contact))), nil
}

// explain says how to go on to who does not understand what is shown, where no reason is there to show.
func explain(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(t.Session.Offered) > 0 {
		return t.Say(w.ExplainCard), nil
	}
	return t.Say(w.ExplainNone), nil
}
