// Package settings is the skill of choosing how the bot talks: in which language, at what length, whether it keeps who
// asks, and when it writes by itself, if at all.
package settings

import (
	"slices"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// Skill lets everyone choose for themself. What is chosen is kept in the profile and on the agenda.
var Skill = dialog.Skill{
	Name:  "settings",
	Texts: words,
	Acts: map[string]dialog.Act{
		"settings":  dialog.Anyone(settings),
		"language":  dialog.Anyone(language),
		"speak":     dialog.Anyone(speak),
		"nl":        dialog.Anyone(speaks("nl")),
		"en":        dialog.Anyone(speaks("en")),
		"short-on":  set("short", func(w *texts, p *people.Profile) string { p.Short = true; return w.ShortOn }),
		"short-off": set("long", func(w *texts, p *people.Profile) string { p.Short = false; return w.ShortOff }),
		"unseen": set("anonymous", func(w *texts, p *people.Profile) string {
			p.Unseen = true
			return w.AnonymousOn
		}),
		"seen": set("not-anonymous",
			func(w *texts, p *people.Profile) string { p.Unseen = false; return w.AnonymousOff }),
		"why-on": set("why-always",
			func(w *texts, p *people.Profile) string { p.Why = people.WhyAlways; return w.WhyAlways }),
		"why-asked": set("why-asked", func(w *texts, p *people.Profile) string {
			p.Why = people.WhyAsked
			return w.WhyAsked
		}),
		"why-off": set("why-never", func(w *texts, p *people.Profile) string {
			p.Why = people.WhyNever
			return w.WhyNever
		}),
		"pause":  set("pause", func(w *texts, p *people.Profile) string { p.Paused = true; return w.Paused }),
		"resume": dialog.Anyone(resume),

		"nudges":       dialog.Anyone(nudges),
		"stop-all":     dialog.Anyone(stopAll),
		"quiet":        dialog.Anyone(quiet),
		"away":         dialog.Anyone(away),
		"slot":         dialog.Anyone(slot),
		"one-a-week":   dialog.Anyone(most(1)),
		"two-a-week":   dialog.Anyone(most(2)),
		"three-a-week": dialog.Anyone(most(3)),
	},
	Commands: []string{"settings", "nudges", "pause", "resume", "quiet", "one-a-week", "two-a-week", "three-a-week",
		"stop-all", "short-on", "short-off", "unseen", "seen", "why-on", "why-asked", "why-off", "language", "nl",
		"en"},
	Due:       map[string]dialog.Func{"goodbye": goodbye},
	Meanwhile: true,
}

func do(act string, arg ...any) chat.Action { return dialog.Do(dialog.Verb("settings", act), arg...) }

// set is the act that changes a profile. The journal has it with this detail; not with whom, if they ask anonymously
// from now on.
func set(detail string, change func(*texts, *people.Profile) (says string)) dialog.Act {
	return dialog.Anyone(func(t *dialog.Turn, _ string) (chat.Reply, error) {
		says := change(words.In(t.W.Lang), &t.Person)
		t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: detail})
		t.Session.Awaits = chat.Action{}
		return t.Say(says), nil
	})
}

// settings offers what can be chosen, by the words that are typed for it.
func settings(t *dialog.Turn, _ string) (chat.Reply, error) {
	w := words.In(t.W.Lang)
	c := dialog.Says(w.SettingsSays)
	c.Title = w.SettingsTitle
	acts := []string{"language", "nudges", "short-on", "unseen", "why-on"}
	if t.Person.Short {
		acts[2] = "short-off"
	}
	if t.Person.Unseen {
		acts[3] = "seen"
	}
	if t.Person.Why == people.WhyAlways {
		acts[4] = "why-asked"
	}
	for _, act := range acts {
		c.Buttons = append(c.Buttons, t.Command(dialog.Verb("settings", act)))
	}
	return t.Show(c), nil
}

// speak chooses the language that a button names.
func speak(t *dialog.Turn, lang string) (chat.Reply, error) {
	if !slices.Contains(dialog.Common.Langs(), lang) {
		return language(t, "")
	}
	return speaks(lang)(t, "")
}

// speaks is the act that chooses a language.
func speaks(lang string) dialog.Func {
	return func(t *dialog.Turn, _ string) (chat.Reply, error) {
		t.W = dialog.In(lang)
		t.Person.Lang, t.Person.Spoken = lang, lang
		t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "language"})
		t.Session.Awaits = chat.Action{}
		w := words.In(lang)
		if !knowledge.Lang(lang).Known() { // which others it is spoken to in is not seen then
			return t.Say(w.LangOnly.With(text.Own(lang))), nil
		}
		return t.Say(w.LangSet.With(text.Own(lang))), nil
	}
}

// language asks which language to speak.
func language(t *dialog.Turn, arg string) (chat.Reply, error) {
	c := dialog.Says(words.In(t.W.Lang).WhichLanguage)
	var names []string
	for _, l := range text.First(t.W.Lang, dialog.Common.Langs()) {
		c.Buttons = append(c.Buttons, dialog.Button(text.Own(l), do("speak", l)))
		names = append(names, t.W.Name(l))
	}
	if arg == dialog.Unspoken {
		c.Body[0] = chat.Text(words.In(t.W.Lang).Unspoken.With(t.W.Listed(names)))
	}
	return t.Show(c), nil
}

// resume lets messages come again after a pause.
func resume(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Person.Paused = false
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "resume"})
	t.Session.Awaits = chat.Action{}
	return t.Say(words.In(t.W.Lang).Resumed), t.Agenda.Answered(t.Tx, t.Person.ID)
}
