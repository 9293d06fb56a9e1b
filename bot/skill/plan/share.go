package plan

import (
	"errors"
	"strconv"
	"time"

	"github.com/handvat/handvat/bot/agenda"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// A grant lets somebody read a plan of another.
type grant struct {
	Owner people.ID
	Name  string // of the owner, as their platform shows it
	Since time.Time
	Shown []shown `json:",omitempty"` // at most maxShown, the newest last
}

// A shown is one time that a reader was shown a plan.
type shown struct {
	In    chat.Place
	Event string // that was answered with it
	Lang  string
}

// maxShown is how many of the times that a plan was shown to its reader are known. The
// conversation is kept for 30 days.
const maxShown = 50

// shares are kept by the reader, under the number of the plan. They go with it: see [unshareGone].
var shares = store.Table[grant]{
	Bucket: "plans.shared", Class: store.Personal,
	Keep: privacy.KeepOwn, Since: func(grant) (inUse time.Time) { return inUse },
	Owners: func(s grant) []string { return []string{string(s.Owner)} },
	Export: func(s grant, _ string) any { s.Owner, s.Shown = "", nil; return s },
}

// shareKey is what the keys of messages about a shared plan begin with.
func shareKey(seq uint64) string { return "plan/" + strconv.FormatUint(seq, 10) + "/share/" }

// share asks with whom to share a plan.
func share(t *dialog.Turn, seq uint64, _ plan) (chat.Reply, error) { return askReader(t, seq, ""), nil }

// askReader asks with whom to share a plan, after something was said first if lead is
// not empty.
func askReader(t *dialog.Turn, seq uint64, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	ask := chat.Question{Field: "who", Prompt: w.ShareAsk, Hint: t.W.ForInstance.With("@sanne"), Need: true,
		Person: true}
	submit, not := dialog.Do("plan/reader", seq), dialog.Do(dialog.Fine)
	return t.Form(chat.Card{
		Body:    dialog.Led(lead, ask),
		Buttons: []chat.Button{dialog.Submit(w.ShareSend, submit), dialog.Button(t.W.NotNow, not)},
	}, submit, not, not)
}

// shareWith lets the colleague who was named read a plan, and tells them: when they come if
// they never spoke with Handvat.
func shareWith(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	if len(t.Event.People) != 1 {
		return askReader(t, seq, w.ShareWho), nil
	}
	who := t.Event.People[0]
	reader, err := t.Named(who, t.Now.Add(privacy.KeepOwn))
	switch {
	case err != nil:
		return chat.Reply{}, err
	case reader.ID == t.Person.ID:
		return askReader(t, seq, w.ShareSelf), nil
	}
	if err := endShare(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	p.Reader, p.ReaderName, p.Shares = reader.ID, t.Name(who), p.Shares+1
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	err = shares.Save(t.Tx, store.Own(reader.ID, seq),
		grant{Owner: t.Person.ID, Name: t.Name(t.Event.From), Since: t.Now})
	if err != nil {
		return chat.Reply{}, err
	}
	_, err = t.Agenda.Add(t.Tx, agenda.Item{
		Key: shareKey(seq) + strconv.Itoa(p.Shares), Kind: agenda.Feedback, Person: p.Reader,
		In: chat.Place{Platform: t.Event.In.Platform}, Due: t.Now, Expires: t.Now.Add(privacy.KeepOwn),
		Action: dialog.Do("plan/offer", seq), Promised: true, Priority: 7,
		Purpose: words.Say(func(w *texts) string { return w.OfferWhy }),
	})
	return show(t, seq, p, text.Capital(w.Shared.With(p.ReaderName))), err
}

// offer tells the reader of a plan that they may read it.
func offer(t *dialog.Turn, arg string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	s, ok, err := shares.Load(t.Tx, store.Own(t.Person.ID, dialog.Seq(arg)))
	if !ok || err != nil {
		return chat.Reply{}, err
	}
	return t.Aside(dialog.Noted(text.Capital(w.Offer.With(s.Name)), chat.Strip(w.OfferWhy),
		dialog.Primary(w.Read, dialog.Do("plan/read", arg)), t.NotNow())), nil
}

// read shows somebody a plan that a colleague lets them read.
func read(t *dialog.Turn, arg string) (chat.Reply, error) {
	w, n := words.In(t.W.Lang), dialog.Seq(arg)
	key := store.Own(t.Person.ID, n)
	s, _, err := shares.Load(t.Tx, key)
	if err != nil {
		return chat.Reply{}, err
	}
	p, ok, err := plans.Load(t.Tx, store.Own(s.Owner, n))
	if !ok || err != nil || p.Reader != t.Person.ID {
		return t.Say(w.NotShared), err
	}
	s.Shown = append(s.Shown, shown{t.Event.In, t.Event.ID, t.W.Lang})
	s.Shown = s.Shown[max(0, len(s.Shown)-maxShown):]
	return t.Fleeting(chat.Card{
		Title: dialog.Fit(w.FromOther.With(s.Name), chat.MaxTitle),
		Body:  []chat.Block{p.page(t.W)}, Note: chat.Strip(w.OfferWhy),
	}), shares.Save(t.Tx, key, s)
}

// readable are buttons for the plans that others let the person read.
func readable(t *dialog.Turn) (bs []chat.Button) {
	for k, s := range shares.ScanDown(t.Tx, store.Key(string(t.Person.ID), "")) {
		bs = append(bs, dialog.Button(unlike(text.Capital(s.Name), bs), dialog.Do("plan/read", numberOf(k))))
	}
	return bs
}

// unshare takes back that a colleague may read a plan.
func unshare(t *dialog.Turn, seq uint64, p plan) (chat.Reply, error) {
	was := p.ReaderName
	if err := endShare(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	p.Reader, p.ReaderName = "", ""
	if _, err := save(t, seq, p); err != nil {
		return chat.Reply{}, err
	}
	says := text.Capital(words.In(t.W.Lang).Unshared.With(was))
	return t.Say(says), t.Agenda.Cancel(t.Tx, shareKey(seq))
}

// endShare makes a plan unreadable for whoever may read it, also where the bot keeps
// what it showed them. The caller changes the plan.
func endShare(t *dialog.Turn, seq uint64, p plan) error {
	key := store.Own(p.Reader, seq)
	s, _, err := shares.Load(t.Tx, key)
	for _, at := range s.Shown {
		w := dialog.In(at.Lang)
		err = errors.Join(err, t.Retract(at.In, at.Event, chat.Reply{Text: words.In(w.Lang).NotShared, Lang: w.Lang}))
	}
	return errors.Join(err, shares.Delete(t.Tx, key))
}

// takeBack ends what somebody who leaves shared of their plans.
func takeBack(t *dialog.Turn) (err error) {
	for k, p := range plans.Of(t.Tx, string(t.Person.ID)) {
		if p.Reader != "" {
			err = errors.Join(err, endShare(t, numberOf(k), p))
		}
	}
	return err
}

// unshareGone removes what lets somebody read a plan that is no longer kept.
func unshareGone(t *dialog.Turn, _ string) (r chat.Reply, err error) {
	for k, s := range shares.All(t.Tx) {
		if !plans.Has(t.Tx, store.Own(s.Owner, numberOf(k))) {
			err = errors.Join(err, shares.Delete(t.Tx, k))
		}
	}
	return r, err
}

// numberOf is the number of a plan in a key.
func numberOf(key []byte) uint64 { return store.FromNum(key[len(key)-8:]) }
