package plan

import (
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// shareKey is what the keys of messages about a shared plan begin with.
func shareKey(seq uint64) string { return "plan/" + strconv.FormatUint(seq, 10) + "/share/" }

// askReader asks with whom to share a plan, after something was said first if lead is
// not empty.
func askReader(t *dialog.Turn, seq uint64, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	c := chat.Card{}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	c.Body = append(c.Body, chat.Question{Field: "who", Prompt: w.ShareAsk, Hint: t.W.ForInstance.With("@sanne"), Need: true, Person: true})
	submit, not := dialog.Do(dialog.Plan, "reader", seq), chat.Action{Verb: dialog.Fine}
	c.Buttons = []chat.Button{dialog.Submit(w.ShareSend, submit), dialog.Button(t.W.NotNow, not)}
	r := t.Form(c, submit, not, not)
	r.Private = !t.Event.Direct
	return r
}

// shareWith lets the colleague who was named read a plan, and tells them: when they come if
// they do not know Handvat, which nobody learns.
func (sk skill) shareWith(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(t.Event.People) != 1 {
		return askReader(t, seq, w.ShareWho), nil
	}
	who := t.Event.People[0]
	reader, err := people.Named(t.Tx, people.Identity{Platform: string(who.Platform), Team: who.Team, User: who.ID}, t.Now.Add(keepPlan))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case reader.ID == t.Person.ID:
		return askReader(t, seq, w.ShareSelf), nil
	}
	if err := sk.endShare(t.Tx, seq, p); err != nil {
		return chat.Reply{}, err
	}
	p.Reader, p.ReaderName, p.Shares = reader.ID, t.Name(who), p.Shares+1
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	s := share{Owner: t.Person.ID, Name: t.Name(t.Event.From), Since: t.Now}
	if err := t.Tx.PutJSON(sharedBucket, planKey(reader.ID, seq), s); err != nil {
		return chat.Reply{}, err
	}
	return show(t, seq, p, text.Capital(w.Shared.With(p.ReaderName))), offer(t, seq, p)
}

// offer puts it on the agenda to tell the reader of a plan that they may read it.
func offer(t *dialog.Turn, seq uint64, p plan) error {
	if t.Agenda == nil {
		return nil
	}
	_, err := t.Agenda.Add(t.Tx, agenda.Item{
		Key: shareKey(seq) + strconv.Itoa(p.Shares), Kind: agenda.Feedback, Person: p.Reader, In: chat.Place{Platform: t.Event.In.Platform},
		Due: t.Now, Expires: t.Now.Add(keepPlan), Action: dialog.Do(dialog.Plan, "read", seq), Purpose: words.In(t.W.Lang).OfferWhy, Priority: 7,
	})
	return err
}

// read shows somebody a plan that a colleague lets them read, or tells them that there
// is one.
func read(t *dialog.Turn, seq uint64) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	var s share
	ok, err := t.Tx.GetJSON(sharedBucket, planKey(t.Person.ID, seq), &s)
	if err != nil {
		return chat.Reply{}, err
	}
	if t.Event.Kind == chat.Due {
		if !ok {
			return chat.Reply{}, nil
		}
		c := chat.Card{Body: []chat.Block{chat.Text(text.Capital(w.Offer.With(s.Name)))}, Note: chat.Strip(w.OfferWhy),
			Buttons: []chat.Button{dialog.Primary(w.Read, dialog.Do(dialog.Plan, "read", seq)), dialog.Button(t.W.NotNow, chat.Action{Verb: dialog.Fine})}}
		return t.Aside(c), nil
	}
	var p plan
	if ok {
		p, ok, err = load(t.Tx, s.Owner, seq)
	}
	if !ok || err != nil || p.Reader != t.Person.ID {
		return t.Say(w.NotShared), err
	}
	s.Shown = append(s.Shown, shown{t.Event.In, t.Event.ID, t.W.Lang})
	s.Shown = s.Shown[max(0, len(s.Shown)-maxShown):]
	if err := t.Tx.PutJSON(sharedBucket, planKey(t.Person.ID, seq), s); err != nil {
		return chat.Reply{}, err
	}
	return t.OwnText(chat.Card{Title: dialog.Fit(w.FromOther.With(s.Name), chat.MaxTitle), Body: []chat.Block{p.page(t.W)}, Note: chat.Strip(w.OfferWhy)}), nil
}

// readable are buttons for the plans that others let the person read.
func readable(t *dialog.Turn) (bs []chat.Button, err error) {
	prefix := dialog.OwnKey(t.Person.ID, nil)
	for k, v := range t.Tx.ScanDown(sharedBucket, prefix, store.After(prefix)) {
		var s share
		if err := json.Unmarshal(v, &s); err != nil {
			return nil, fmt.Errorf("shared plan: %w", err)
		}
		bs = append(bs, dialog.Button(unlike(text.Capital(s.Name), bs), dialog.Do(dialog.Plan, "read", store.FromNum(k[len(prefix):]))))
	}
	return bs, nil
}

// unshare takes back that a colleague may read a plan.
func (sk skill) unshare(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	was := p.ReaderName
	if err := sk.endShare(t.Tx, seq, p); err != nil {
		return chat.Reply{}, err
	}
	p.Reader, p.ReaderName = "", ""
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	r := t.Say(text.Capital(words.In(t.W.Lang).Unshared.With(was)))
	r.Private = !t.Event.Direct
	if t.Agenda == nil {
		return r, nil
	}
	return r, t.Agenda.Cancel(t.Tx, shareKey(seq))
}

// endShare makes a plan unreadable for whoever may read it, also where the bot keeps
// what it showed them. The caller changes the plan.
func (sk skill) endShare(tx *store.Tx, seq uint64, p plan) error {
	key := planKey(p.Reader, seq)
	var s share
	if ok, err := tx.GetJSON(sharedBucket, key, &s); p.Reader == "" || !ok || err != nil {
		return err
	}
	for _, at := range s.Shown {
		if sk.retract == nil {
			break
		}
		w := dialog.In(at.Lang)
		if err := sk.retract(tx, at.In, at.Event, chat.Reply{Text: words.In(w.Lang).NotShared, Lang: w.Lang}); err != nil {
			return err
		}
	}
	return tx.Delete(sharedBucket, key)
}

// forgetReader removes the reader of a plan, who is gone.
func forgetReader(tx *store.Tx, owner people.ID, seq uint64) error {
	p, ok, err := load(tx, owner, seq)
	if !ok || err != nil {
		return err
	}
	p.Reader, p.ReaderName = "", ""
	return tx.PutJSON(ownBucket, planKey(owner, seq), p)
}
