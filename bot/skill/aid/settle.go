package aid

import (
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/find/phrasing"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// An author sees of which questions enough people said that an aid is not for them, and has the last word.

// doubted are those questions, of which no author said anything yet.
func doubted(tx *store.Tx) (all []phrasing.Said, err error) {
	group, err := privacy.Load(tx)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(phrasing.Told(tx, group), func(s phrasing.Said) bool {
		return s.State != phrasing.Learned || s.Refuse == 0
	}), nil
}

// waiting counts them.
func waiting(tx *store.Tx, lang string) (n int, says string, show chat.Action) {
	all, err := doubted(tx)
	if err != nil { // the transaction fails with it
		return 0, "", chat.Action{}
	}
	return len(all), words.In(lang).Doubted.With(len(all)), dialog.Do(verbDoubts)
}

// doubts shows the first of them.
func doubts(t *dialog.Turn, _ string) (chat.Reply, error) { return nextDoubt(t, "") }

// nextDoubt shows the first of them, after something was said if lead is not empty.
func nextDoubt(t *dialog.Turn, lead string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	all, err := doubted(t.Tx)
	if err != nil {
		return chat.Reply{}, err
	}
	if len(all) == 0 {
		return t.Say(strings.TrimSpace(lead + " " + w.NoDoubts)), nil
	}
	d := all[0]
	title := d.Key.Slug
	if a, ok := t.Lib.Lookup(d.Key.Slug, t.Lang()); ok {
		title = a.Title
	}
	c := chat.Card{Title: dialog.Fit(title, chat.MaxTitle)}
	if lead != "" {
		c.Body = append(c.Body, chat.Text(lead))
	}
	c.Body = append(c.Body, chat.Text(w.DoubtedBy.With(d.Refuse, d.Text)))
	for _, b := range []struct {
		label string
		as    phrasing.State
	}{{w.DoesFit, phrasing.Approved}, {w.DoesNotFit, phrasing.Refused}} {
		c.Buttons = append(c.Buttons, dialog.Button(b.label, dialog.Do(verbFits, b.as, hashOf(d.ID))))
	}
	return t.Show(c), nil
}

// fits keeps what an author says of a question and an aid, STATE/ID, and shows the next.
func fits(t *dialog.Turn, arg string) (chat.Reply, error) {
	state, hash := dialog.Cut(arg)
	all, err := doubted(t.Tx)
	i := slices.IndexFunc(all, func(s phrasing.Said) bool { return hashOf(s.ID) == hash })
	as := phrasing.State(state)
	if err != nil || i < 0 || as != phrasing.Approved && as != phrasing.Refused {
		return t.Say(t.W.Gone), err
	}
	group, err := privacy.Load(t.Tx)
	if err == nil {
		t.Subject = all[i].Key.String()
		err = phrasing.Settle(t.Tx, all[i].ID, as, group)
	}
	if err != nil {
		return chat.Reply{}, err
	}
	return nextDoubt(t, words.In(t.W.Lang).Settled)
}

// hashOf is what names a phrasing on a button, where its whole ID may be too long.
func hashOf(id string) string { return id[strings.LastIndex(id, ".")+1:] }
