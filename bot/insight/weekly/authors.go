package weekly

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// goodFor is how long an aid that is still right is not brought up again. Its file says
// when it was looked at; this is the time to change that.
const goodFor = 4 // weeks

// waits is what is sent in by people for authors to settle.
type waits struct {
	kind  string
	show  chat.Action
	count func(*store.Tx) (int, error)
}

// Await makes lists of authors tell how much of a kind, draft or improvement, waits to be
// settled, and show the first of them.
func (s *Steering) Await(kind string, show chat.Action, count func(*store.Tx) (int, error)) {
	s.waits = append(s.waits, waits{kind, show, count})
}

// List returns what authors can do in the week that now is in: the same for all of them,
// and the same all week. What people asked is not kept with it: that goes when the
// journal lets go of it.
func (s *Steering) List(tx *store.Tx, now time.Time, lib dialog.Library, lang string) (l digest.List, err error) {
	w := s.last(now)
	qs, err := questions(tx, (w - askedWeeks + 1).Monday(s.tally.Zone()), (w + 1).Monday(s.tally.Zone()))
	if err != nil {
		return l, err
	}
	ok, err := tx.GetJSON(listBucket, listKey(w), &l)
	if err != nil {
		return l, err
	}
	if !ok {
		if l, err = s.makeList(tx, w, now, qs, lib, lang); err != nil {
			return l, err
		}
		if err := keepList(tx, l); err != nil {
			return l, err
		}
	}
	if l.InTheWay, err = s.inTheWay(tx, w); err != nil {
		return l, err
	}
	for _, wait := range s.waits {
		n, err := wait.count(tx)
		if err != nil {
			return l, err
		}
		if n > 0 {
			l.Waiting = append(l.Waiting, digest.Waiting{Kind: wait.kind, N: n, Show: wait.show})
		}
	}
	group, err := privacy.Load(tx)
	if err != nil {
		return l, err
	}
	l.K = group.K()
	asked := map[string]digest.Topic{}
	for _, t := range digest.Topics(qs, group) {
		asked["topic-"+t.Key] = t
	}
	l.Items = slices.DeleteFunc(slices.Clone(l.Items), func(it digest.ToDo) bool {
		_, still := asked[it.ID]
		return it.Kind == "topic" && !still || !group.MayRest(it.People)
	})
	for i := range l.Items {
		it := &l.Items[i]
		if t, ok := asked[it.ID]; ok {
			it.Title, it.Texts = t.Text, t.Texts
		} else if a, ok := lib.Lookup(it.Slug, knowledge.Lang(lang)); ok {
			it.Title = a.Title
		}
	}
	return l, nil
}

// inTheWay is what blocked work in a week that is over, by what may be told of the units.
func (s *Steering) inTheWay(tx *store.Tx, w counts.Week) ([]digest.Item, error) {
	if err := s.Freeze(tx, w); err != nil {
		return nil, err
	}
	us, err := people.Units(tx)
	if err != nil {
		return nil, err
	}
	var told []digest.Facts
	for _, u := range us {
		f, ok, err := facts(tx, w, u.ID)
		if err != nil {
			return nil, err
		}
		if ok {
			told = append(told, f)
		}
	}
	return digest.InTheWay(told), nil
}

// askedWeeks is of how many weeks the questions are grouped. The journal keeps all of
// them until the week after is over, so that a list stays as it is all week.
const askedWeeks = 3

// questions are those of a stretch of days.
func questions(tx *store.Tx, from, end time.Time) ([]journal.Question, error) {
	qs, err := journal.QuestionsIn(tx)
	return slices.DeleteFunc(qs, func(q journal.Question) bool { return q.Day.Before(from) || !q.Day.Before(end) }), err
}

func listKey(w counts.Week) []byte { return []byte("list/" + w.String()) }

// keepList keeps a list, and what it told of; not what people asked.
func keepList(tx *store.Tx, l digest.List) error {
	items := slices.Clone(l.Items)
	for i := range items {
		if items[i].Kind == "topic" {
			items[i].Title, items[i].Texts = "", nil
			continue
		}
		if err := tx.PutJSON(listBucket, []byte(items[i].ID), l.Week); err != nil {
			return err
		}
	}
	l.Items = items
	return tx.PutJSON(listBucket, listKey(l.Week), l)
}

// makeList makes the list of what was left to do after week w.
func (s *Steering) makeList(
	tx *store.Tx, w counts.Week, now time.Time, qs []journal.Question, lib dialog.Library, lang string,
) (l digest.List, err error) {
	if err := s.tally.UpdateTx(tx); err != nil {
		return l, err
	}
	in := digest.AuthorSource{Week: w, Today: now, Questions: qs, Told: map[string]counts.Week{}}
	if in.K, err = privacy.Load(tx); err != nil {
		return l, err
	}
	for back := range counts.Week(4) {
		rs, err := counts.ReadWeek(tx, w-back)
		if err != nil {
			return l, err
		}
		in.Weeks = append(in.Weeks, rs)
	}
	for _, a := range lib.All() {
		if shown, ok := lib.Lookup(a.Slug, knowledge.Lang(lang)); !ok || shown.Key() != a.Key() {
			continue // once, in the language of the list if it is there
		}
		info := digest.AidInfo{Slug: a.Slug, Title: a.Title, Process: a.Process, ReviewBy: a.ReviewBy, Page: !a.IsRecipe(),
			Words: strings.Join(slices.Concat([]string{a.Title}, a.Questions, a.Keywords), " ")}
		var week counts.Week
		for _, id := range []string{"aid-" + a.Slug, "page-" + a.Slug, "review-" + a.Slug} {
			if ok, err := tx.GetJSON(listBucket, []byte(id), &week); err != nil {
				return l, err
			} else if ok {
				in.Told[id] = week
			}
		}
		if ok, err := tx.GetJSON(listBucket, goodKey(a.Slug), &week); err != nil {
			return l, err
		} else if ok && w < week {
			info.ReviewBy = time.Time{} // somebody looked, and their file will say so
		}
		in.Aids = append(in.Aids, info)
	}
	return digest.Authors(in), nil
}

// goodKey is where it is kept until when an aid was said to be still right.
func goodKey(slug string) []byte { return []byte("good/" + slug) }

// tellAuthor is the list that fell due; silence if there is nothing to do.
func (s *Steering) tellAuthor(t *dialog.Turn) (chat.Reply, error) {
	if ok, err := t.MayFor(people.SeeQuestions, ""); !ok || err != nil {
		return chat.Reply{}, err
	}
	l, err := s.List(t.Tx, t.Now, t.Lib, t.W.Lang)
	if err != nil || len(l.Items)+len(l.Waiting) == 0 {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.DigestSent, Detail: "author"})
	c := digest.AuthorsCard(l, t.W.Lang)
	c.Note += " " + digest.Words.In(t.W.Lang).Authors.Purpose
	return s.alsoByMail(t, t.Aside(c))
}

// author shows the list, or does with an item of it what an author asks.
func (s *Steering) author(t *dialog.Turn, what, arg string) (chat.Reply, error) {
	a := digest.Words.In(t.W.Lang).Authors
	if ok, err := t.MayFor(people.SeeQuestions, ""); !ok || err != nil {
		return t.Say(a.NotAuthor), err
	}
	l, err := s.List(t.Tx, t.Now, t.Lib, t.W.Lang)
	if err != nil {
		return chat.Reply{}, err
	}
	switch what {
	case "authors":
		return t.Own(digest.AuthorsCard(l, t.W.Lang)), nil
	case "draft":
		i := dialog.Number(arg)
		if i < 0 || i >= len(l.Items) {
			return t.Say(t.W.Gone), nil
		}
		c := chat.Card{Title: l.Items[i].Title, Body: []chat.Block{chat.Text(a.Started)}}
		if texts := l.Items[i].Texts; len(texts) > 0 {
			c.Body = append(c.Body, chat.List(texts))
		}
		c.Buttons = []chat.Button{dialog.Primary(a.Draft, chat.Action{Verb: dialog.Command, Arg: "write"})}
		return t.Own(c), nil
	}
	aid, ok := t.Aid(arg)
	if !ok {
		return t.Say(t.W.Gone), nil
	}
	switch what {
	case "good":
		if err := t.Tx.PutJSON(listBucket, goodKey(aid.Slug), s.last(t.Now)+goodFor); err != nil {
			return chat.Reply{}, err
		}
		return t.Say(a.GoodSaved.With(aid.Title, t.Now.AddDate(1, 0, 0).Format(time.DateOnly))), nil
	case "change":
		return t.Say(a.ChangeHow.With(aid.Title, path.Join(string(aid.Lang), aid.Slug+".md"))), nil
	}
	return t.Do(dialog.On(dialog.Open, aid))
}
