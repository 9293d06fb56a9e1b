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

// Lists are kept for the week in which they are shown; of what they told of, the week in which they last did; and of
// an aid that somebody said is right, the week until which it is not brought up.
var (
	lists  = store.Table[digest.List]{Bucket: "weekly.list", Class: store.Working, Keep: week, SinceKey: overKey}
	listed = store.Table[counts.Week]{Bucket: "weekly.listed", Class: store.Working, Keep: keep, Since: over}
	goods  = store.Table[counts.Week]{Bucket: "weekly.good", Class: store.Working, Keep: week, Since: over}
)

// List returns what authors can do in this week: the same for all of them, and the same all
// week. What people asked is not kept with it: that goes when the journal lets go of it.
func List(t *dialog.Turn) (l digest.List, err error) {
	w := Last(t)
	qs := questions(t.Tx, (w - askedWeeks + 1).Monday(t.Counts.Zone()), (w + 1).Monday(t.Counts.Zone()))
	l, ok, err := lists.Load(t.Tx, weekKey(w))
	if err == nil && !ok {
		if l, err = makeList(t, w, qs); err == nil {
			err = keepList(t.Tx, l)
		}
	}
	if err != nil {
		return l, err
	}
	if l.InTheWay, err = inTheWay(t, w); err != nil {
		return l, err
	}
	for _, s := range t.Skills {
		if s.Waiting == nil {
			continue
		}
		if n, says, show := s.Waiting(t.Tx, t.W.Lang); n > 0 {
			l.Waiting = append(l.Waiting, digest.Waiting{Kind: s.Name, N: n, Says: says, Show: show})
		}
	}
	group, err := privacy.Load(t.Tx)
	if err != nil {
		return l, err
	}
	l.K = group.K()
	asked := map[string]digest.Topic{}
	for _, topic := range digest.Topics(qs, group, people.CountedAll(t.Tx)) {
		asked["topic-"+topic.Key] = topic
	}
	for _, items := range []*[]digest.ToDo{&l.Items, &l.Asked} {
		*items = slices.DeleteFunc(slices.Clone(*items), func(it digest.ToDo) bool {
			_, still := asked[it.ID]
			return it.Kind == "topic" && !still || !group.MayRest(it.People)
		})
		for i := range *items {
			it := &(*items)[i]
			if topic, ok := asked[it.ID]; ok {
				it.Title, it.Texts = topic.Text, topic.Texts
			} else if a, ok := t.Lib.Lookup(it.Slug, t.Lang()); ok {
				it.Title = a.Title
			}
		}
	}
	return l, nil
}

// inTheWay is what blocked work in a week that is over, by what may be told of the units.
func inTheWay(t *dialog.Turn, w counts.Week) ([]digest.Item, error) {
	if err := Freeze(t, w); err != nil {
		return nil, err
	}
	us, err := people.Units(t.Tx)
	if err != nil {
		return nil, err
	}
	var told []digest.Facts
	for _, u := range us {
		f, ok, err := factsOf(t.Tx, w, u.ID)
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
func questions(tx *store.Tx, from, end time.Time) []journal.Question {
	return slices.DeleteFunc(journal.Questions(tx), func(q journal.Question) bool {
		return q.Day.Before(from) || !q.Day.Before(end)
	})
}

// keepList keeps a list, and what it told of; not what people asked.
func keepList(tx *store.Tx, l digest.List) error {
	items := slices.Clone(l.Items)
	for i := range items {
		if items[i].Kind == "topic" {
			items[i].Title, items[i].Texts = "", nil
			continue
		}
		if err := listed.Save(tx, []byte(items[i].ID), l.Week); err != nil {
			return err
		}
	}
	l.Items, l.Asked = items, slices.Clone(l.Asked)
	for i := range l.Asked {
		l.Asked[i].Title, l.Asked[i].Texts = "", nil
	}
	return lists.Save(tx, weekKey(l.Week), l)
}

// makeList makes the list of what was left to do after week w.
func makeList(t *dialog.Turn, w counts.Week, qs []journal.Question) (l digest.List, err error) {
	if err := t.Counts.UpdateTx(t.Tx); err != nil {
		return l, err
	}
	in := digest.AuthorSource{Week: w, Today: t.Now, Questions: qs, Told: map[string]counts.Week{}}
	if in.K, err = privacy.Load(t.Tx); err != nil {
		return l, err
	}
	in.Members = people.CountedAll(t.Tx)
	for back := range counts.Week(4) {
		rs, err := counts.ReadWeek(t.Tx, w-back)
		if err != nil {
			return l, err
		}
		if in.Members > 0 { // who reads figures, or is on no roster, is in no unit
			rs = slices.DeleteFunc(rs, func(r *counts.Rollup) bool { return r.Unit == "" })
		}
		in.Weeks = append(in.Weeks, rs)
	}
	for id, week := range listed.All(t.Tx) {
		in.Told[string(id)] = week
	}
	for _, a := range t.Lib.All() {
		if shown, ok := t.Lib.Lookup(a.Slug, t.Lang()); !ok || shown.Key() != a.Key() {
			continue // once, in the language of the list if it is there
		}
		info := digest.AidInfo{Slug: a.Slug, Title: a.Title, Process: a.Process, ReviewBy: a.ReviewBy,
			Page: !a.IsRecipe(), Words: strings.Join(slices.Concat([]string{a.Title}, a.Questions, a.Keywords), " ")}
		if until, ok, err := goods.Load(t.Tx, []byte(a.Slug)); err != nil {
			return l, err
		} else if ok && w < until {
			info.ReviewBy = time.Time{} // somebody looked, and their file will say so
		}
		in.Aids = append(in.Aids, info)
	}
	return digest.Authors(in), nil
}

// tellAuthor is the list that fell due; silence if there is nothing to do.
func tellAuthor(t *dialog.Turn, _ string) (chat.Reply, error) {
	if !t.May(people.SeeQuestions) {
		return chat.Reply{}, nil
	}
	l, err := List(t)
	if err != nil || len(l.Items)+len(l.Waiting) == 0 {
		return chat.Reply{}, err
	}
	t.Note(journal.Entry{Kind: journal.DigestSent, Detail: "author"})
	c := digest.AuthorsCard(l, t.W.Lang)
	c.Note += " " + digest.Words.In(t.W.Lang).Authors.Purpose
	return alsoByMail(t, t.Aside(c))
}

// showList shows the list.
func showList(t *dialog.Turn, _ string) (chat.Reply, error) {
	l, err := List(t)
	return t.Show(digest.AuthorsCard(l, t.W.Lang)), err
}

// draft shows what people asked that an item of the list is about, to write an aid for.
func draft(t *dialog.Turn, item string) (chat.Reply, error) {
	a := digest.Words.In(t.W.Lang).Authors
	l, err := List(t)
	i, items := dialog.Number(item), slices.Concat(l.Items, l.Asked)
	if err != nil || i < 0 || i >= len(items) {
		return t.Say(t.W.Gone), err
	}
	c := chat.Card{Title: items[i].Title, Body: []chat.Block{chat.Text(a.Started)}}
	if texts := items[i].Texts; len(texts) > 0 {
		c.Body = append(c.Body, chat.List(texts))
	}
	c.Buttons = []chat.Button{dialog.Primary(a.Draft, chat.Action{Verb: dialog.Write})}
	return t.Show(c), nil
}

// ofAid is an act on the aid that a button names.
func ofAid(do func(*dialog.Turn, *knowledge.Aid) (chat.Reply, error)) dialog.Func {
	return func(t *dialog.Turn, ref string) (chat.Reply, error) {
		aid, ok := t.Aid(ref)
		if !ok {
			return t.Say(t.W.Gone), nil
		}
		return do(t, aid)
	}
}

// see shows an aid.
func see(t *dialog.Turn, aid *knowledge.Aid) (chat.Reply, error) {
	return t.Do(dialog.On(dialog.Open, aid))
}

// good keeps that an aid is still right.
func good(t *dialog.Turn, aid *knowledge.Aid) (chat.Reply, error) {
	says := digest.Words.In(t.W.Lang).Authors.GoodSaved.With(aid.Title, t.Now.AddDate(1, 0, 0).Format(time.DateOnly))
	t.Subject = aid.Key().String()
	return t.Say(says), goods.Save(t.Tx, []byte(aid.Slug), Last(t)+goodFor)
}

// change says where an aid is changed.
func change(t *dialog.Turn, aid *knowledge.Aid) (chat.Reply, error) {
	file := path.Join(string(aid.Lang), aid.Slug+".md")
	return t.Say(digest.Words.In(t.W.Lang).Authors.ChangeHow.With(aid.Title, file)), nil
}
