package training

import (
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
)

// ask asks who finished what.
func ask(t *dialog.Turn, _ string) (chat.Reply, error) { return form(t, ""), nil }

// form asks who finished what, after something was said first if lead is not empty. It can
// be typed in one line.
func form(t *dialog.Turn, lead string) chat.Reply {
	w := words.In(t.W.Lang)
	if lead == "" {
		lead = w.Lead
	}
	save, not := dialog.Do("training/save"), dialog.Do(dialog.Fine)
	question := func(i int, ask [2]string) chat.Question {
		return chat.Question{Field: dialog.Field(i), Prompt: ask[0], Hint: t.W.ForInstance.With(ask[1]), Need: i < 2}
	}
	title, who := question(0, w.AskTitle), question(1, w.AskWho)
	when, which := question(2, w.AskWhen), question(3, w.AskAid)
	title.Value, when.Value, which.Value = t.Filled(0), t.Filled(2), t.Filled(3)
	who.Person, who.Many = true, true
	return t.FormFor(chat.Card{Title: w.Register, Typed: w.Typed,
		Body:    []chat.Block{chat.Text(lead), title, who, when, which},
		Buttons: []chat.Button{dialog.Submit(t.W.Save, save), dialog.Button(t.W.NotNow, not)}}, save, not, not)
}

// register keeps who finished what.
func register(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	title, when, which := t.Filled(0), t.Filled(2), t.Filled(3)
	if t.Event.Kind != chat.Filled {
		said := unnamed(t)
		if len(t.Event.People) == chat.MaxPeople && len(chat.Named(said)) > 0 {
			return form(t, w.ManyPeople.With(chat.MaxPeople)), nil
		}
		title, when, which = typed(t, said)
	}
	title = titled(title)
	switch {
	case title == "":
		return form(t, w.NoTitle), nil
	case len(t.Event.People) == 0:
		return form(t, w.NoPeople), nil
	}
	day, ok := past(when, t.Today())
	switch {
	case !ok:
		return form(t, w.NoDay.With(when)), nil
	case day.After(t.Today()):
		return form(t, w.TooEarly), nil
	case TooOld(day, t.Today()):
		return form(t, w.TooOld), nil
	}
	a, lead := findAid(t.Lib, t.Lang(), which, w)
	if lead != "" {
		return form(t, lead), nil
	}
	t.Subject = title
	return enterAll(t, dialog.Training{Title: title, Day: day, Aid: a, By: t.Name(t.Event.From), ByID: t.Person.ID})
}

// enterAll registers everyone who was named that the person may register. Who does not know
// Handvat, or left it, is registered like anyone: what follows waits for them, and nobody
// learns who uses it.
func enterAll(t *dialog.Turn, f dialog.Training) (chat.Reply, error) {
	var noted, already, others []string
	for _, who := range t.Event.People {
		p, err := t.Lookup(who, KeptUntil(f.Day))
		if err != nil {
			return chat.Reply{}, err
		}
		may, err := t.MayFor(people.FollowUp, p.Unit())
		if err != nil {
			return chat.Reply{}, err
		}
		if !may {
			others = append(others, t.Name(who))
			continue
		}
		isNew, err := Register(t.Tx, p, f, false, t.Now)
		if err != nil {
			return chat.Reply{}, err
		}
		if !isNew {
			already = append(already, t.Name(who))
			continue
		}
		noted = append(noted, t.Name(who))
	}
	if _, err := planAll(t, ""); err != nil {
		return chat.Reply{}, err
	}
	return entered(t, f, noted, already, others)
}

// entered says who was registered now, who was before, and who is for others to register.
func entered(t *dialog.Turn, f dialog.Training, noted, already, others []string) (chat.Reply, error) {
	w, c := words.In(t.W.Lang), chat.Card{}
	say := func(s string) { c.Body = append(c.Body, chat.Text(s)) }
	list := func(says text.Line1, names []string) {
		if len(names) > 0 {
			say(says.With(strings.Join(names, ", ")))
		}
	}
	if len(noted) > 0 {
		number, _, err := courseOf(t.Tx, f.Title)
		if err != nil {
			return chat.Reply{}, err
		}
		group, err := privacy.Load(t.Tx)
		if err != nil {
			return chat.Reply{}, err
		}
		say(w.Noted.With(f.Title, t.W.Date(f.Day), strings.Join(noted, ", ")))
		if f.Aid != nil {
			say(w.WithAid.With(f.Aid.Title))
		} else {
			say(w.Without)
		}
		c.Note = chat.Strip(w.Counted.With(2 * group.K()))
		c.Buttons = []chat.Button{dialog.Button(w.Undo, undoAct(number, f.Day.Format(time.DateOnly), t.Now))}
	}
	list(w.Already, already)
	list(w.NotTheirs, others)
	return t.Show(c), nil
}

// unnamed is what was typed with a comma for each of the colleagues that the event has.
func unnamed(t *dialog.Turn) string {
	said := t.Answer
	for _, p := range t.Event.People {
		lower := strings.ToLower(said)
		if i := strings.Index(lower, "@"+strings.ToLower(p.Name)); i >= 0 && len(lower) == len(said) {
			said = said[:i] + "," + said[i+1+len(p.Name):]
		}
	}
	return said
}

// typed reads one line without its colleagues: a title, a day, and "aid:" with words of a title, between commas.
func typed(t *dialog.Turn, said string) (title, when, which string) {
	for part := range strings.FieldsFuncSeq(said, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		part = strings.TrimSpace(part)
		head, rest, labelled := strings.Cut(part, ":")
		switch _, isDay := text.PastDay(part, t.Today()); {
		case part == "" || slices.Contains([]string{"en", "and", "&"}, text.Normal(part)):
		case labelled && slices.Contains([]string{"kaart", "hulpkaart", "aid", "card"}, text.Normal(head)):
			which = strings.TrimSpace(rest)
		case isDay && when == "":
			when = part
		case title == "":
			title = part
		case when == "": // it is asked again
			when = part
		}
	}
	return title, when, which
}

// past reads a day that has been, as people type one; nothing is today.
func past(said string, today time.Time) (day time.Time, ok bool) {
	if strings.TrimSpace(said) == "" {
		return today, true
	}
	return text.PastDay(said, today)
}

// findAid finds the job aid with some words in its title, or by its slug. lead says what is
// wrong if there is not exactly one; no words stand for no aid.
func findAid(lib dialog.Library, lang knowledge.Lang, which string, w *texts) (a *knowledge.Aid, lead string) {
	if which = text.Normal(which); which == "" {
		return nil, ""
	}
	if a, ok := lib.Lookup(which, lang); ok {
		return a, ""
	}
	var found []*knowledge.Aid
	for _, one := range lib.All() {
		title := text.Normal(one.Title)
		fits := !slices.ContainsFunc(strings.Fields(which), func(s string) bool { return !strings.Contains(title, s) })
		same := func(o *knowledge.Aid) bool { return o.Slug == one.Slug }
		if fits && !slices.ContainsFunc(found, same) {
			found = append(found, one)
		}
		if title == which {
			return one, ""
		}
	}
	switch len(found) {
	case 0:
		return nil, w.NoAid.With(which)
	case 1:
		if a, ok := lib.Lookup(found[0].Slug, lang); ok {
			return a, ""
		}
		return found[0], ""
	}
	var titles []string
	for _, one := range found[:min(len(found), 3)] {
		titles = append(titles, one.Title)
	}
	return nil, w.ManyAids.With(which, strings.Join(titles, "; "))
}
