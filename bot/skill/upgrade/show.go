package upgrade

import (
	"strconv"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
)

// toldDetail is the detail of the journal's entry of a message.
const toldDetail = "change"

// maxLine is how much of one difference is shown, in characters.
const maxLine = 280

// changes are how an aid differs from a version that somebody used, for AID/VERSION. ok is false if it is gone, or
// was changed back.
func changes(t *dialog.Turn, arg string) (a *knowledge.Aid, ds []difference, ok bool, err error) {
	ref, from := dialog.Cut(arg)
	if a, ok = t.Aid(ref); !ok || knowledge.Major(a.Version) <= knowledge.Major(from) {
		return nil, nil, false, nil
	}
	ds, err = differences(t, a, from)
	return a, ds, err == nil, err
}

// told is the message that an aid changed.
func told(t *dialog.Turn, arg string) (chat.Reply, error) {
	a, ds, ok, err := changes(t, arg)
	if !ok {
		return chat.Reply{}, err
	}
	t.NoteAid(journal.NudgeSent, a, 0, toldDetail)
	w := words.In(t.W.Lang)
	text := w.Told.With(a.Title, strconv.Itoa(knowledge.Major(a.Version)))
	if n := news(ds); n != "" {
		text += " " + w.New.With(dialog.LowerFirst(dialog.Fit(chat.Strip(n), maxLine)))
	}
	ref, from := dialog.Cut(arg)
	return t.Aside(dialog.Noted(text, chat.Strip(w.Purpose), dialog.Primary(w.Show, do("diff", ref, from)),
		dialog.Button(t.W.ShowCard, dialog.On(dialog.Open, a)))), nil
}

// differences are those between the version somebody used and the one that is live.
func differences(t *dialog.Turn, a *knowledge.Aid, from string) ([]difference, error) {
	for _, lang := range []knowledge.Lang{a.Lang, a.Lang.Other()} {
		old, ok, err := knowledge.KeptVersion(t.Tx, knowledge.Key{Slug: a.Slug, Lang: lang}, from)
		if err != nil {
			return nil, err
		}
		if now, both := t.Lib.Lookup(a.Slug, lang); ok && both && now.Lang == lang {
			return compare(old, now), nil
		}
	}
	return nil, nil
}

// news is what is new, in short: what was added first, or else changed.
func news(ds []difference) string {
	for _, d := range ds {
		if d.old == "" {
			return d.now
		}
	}
	for _, d := range ds {
		if d.now != "" {
			return d.now
		}
	}
	return ""
}

// diff shows the differences in plain words.
func diff(t *dialog.Turn, arg string) (chat.Reply, error) {
	a, ds, ok, err := changes(t, arg)
	if !ok {
		return t.Past(), err
	}
	t.NoteAid(journal.NudgeAnswered, a, 0, "difference")
	w := words.In(t.W.Lang)
	c := chat.Card{Title: dialog.Fit(w.Title.With(a.Title), chat.MaxTitle),
		Buttons: []chat.Button{dialog.Primary(t.W.ShowCard, dialog.On(dialog.Open, a))}}
	room := chat.MaxCard - 600
	list := func(heading string, lines []string) {
		var l chat.List
		for _, s := range lines {
			if room -= len([]rune(s)); room > 0 && len(l) < chat.MaxItems {
				l = append(l, s)
			}
		}
		if len(l) > 0 {
			c.Body = append(c.Body, chat.Heading(heading), l)
		}
	}
	var added, changed, removed []string
	for _, d := range ds {
		switch old, now := dialog.Fit(d.old, maxLine), dialog.Fit(d.now, maxLine); {
		case d.old == "":
			added = append(added, now)
		case d.now == "":
			removed = append(removed, old)
		default:
			changed = append(changed, w.Was.With(now, old))
		}
	}
	list(w.Added, added)
	list(w.Changed, changed)
	list(w.Removed, removed)
	if len(c.Body) == 0 {
		c.Body = append(c.Body, chat.Text(w.Same))
	}
	t.Session.View = chat.Action{}
	return t.Show(c), nil
}
