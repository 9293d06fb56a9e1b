// Package settings is the skill of choosing how the bot talks: in which language, at what length, whether it keeps who
// asks, and when it writes by itself, if at all.
package settings

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
)

// Skill lets everyone choose for themself. What is chosen is kept in the profile and on the agenda.
var Skill = dialog.Skill{
	Name:  "settings",
	Texts: words,
	Acts: map[string]dialog.Act{
		"language":  dialog.Anyone(language),
		"nl":        dialog.Anyone(speak("nl")),
		"en":        dialog.Anyone(speak("en")),
		"short-on":  set("short", func(w *texts) string { return w.ShortOn }, func(p *people.Profile) { p.Short = true }),
		"short-off": set("long", func(w *texts) string { return w.ShortOff }, func(p *people.Profile) { p.Short = false }),
		"unseen":    set("anonymous", func(w *texts) string { return w.AnonymousOn }, func(p *people.Profile) { p.Unseen = true }),
		"seen":      set("not-anonymous", func(w *texts) string { return w.AnonymousOff }, func(p *people.Profile) { p.Unseen = false }),
		"why-on":    set("why-always", func(w *texts) string { return w.WhyAlways }, func(p *people.Profile) { p.Why = people.WhyAlways }),
		"why-asked": set("why-asked", func(w *texts) string { return w.WhyAsked }, func(p *people.Profile) { p.Why = people.WhyAsked }),
		"why-off":   set("why-never", func(w *texts) string { return w.WhyNever }, func(p *people.Profile) { p.Why = people.WhyNever }),
		"pause":     set("pause", func(w *texts) string { return w.Paused }, func(p *people.Profile) { p.Paused = true }),
		"resume":    dialog.Anyone(resume),

		"nudges":       dialog.Anyone(nudges),
		"stop-all":     dialog.Anyone(stopAll),
		"quiet":        dialog.Anyone(quiet),
		"away":         dialog.Anyone(away),
		"slot":         dialog.Anyone(slot),
		"one-a-week":   dialog.Anyone(most(1)),
		"two-a-week":   dialog.Anyone(most(2)),
		"three-a-week": dialog.Anyone(most(3)),
	},
	Commands: []string{"nudges", "pause", "resume", "quiet", "one-a-week", "two-a-week", "three-a-week", "stop-all",
		"short-on", "short-off", "unseen", "seen", "why-on", "why-asked", "why-off", "language", "nl", "en"},
	Due:       map[string]dialog.Func{"goodbye": goodbye},
	Meanwhile: true,
}

func do(act string, arg ...any) chat.Action { return dialog.Do(dialog.Verb("settings", act), arg...) }

// set is the act that changes a profile. The journal has it with this detail; not with whom, if they ask anonymously
// from now on.
func set(detail string, says func(*texts) string, change func(*people.Profile)) dialog.Act {
	return dialog.Anyone(func(t *dialog.Turn, _ string) (chat.Reply, error) {
		change(&t.Person)
		t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: detail})
		t.Session.Awaits = chat.Action{}
		return t.Say(says(words.In(t.W.Lang))), nil
	})
}

// speak is the act that chooses a language.
func speak(lang string) dialog.Func {
	return func(t *dialog.Turn, _ string) (chat.Reply, error) {
		t.W = dialog.In(lang)
		t.Person.Lang, t.Person.Spoken = lang, lang
		t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "language"})
		t.Session.Awaits = chat.Action{}
		return t.Say(words.In(lang).LangSet), nil
	}
}

// language asks which language to speak.
func language(t *dialog.Turn, _ string) (chat.Reply, error) {
	return t.Show(chat.Card{Body: []chat.Block{chat.Text(words.In(t.W.Lang).WhichLanguage)}, Buttons: []chat.Button{
		dialog.Button("Nederlands", do("nl")), dialog.Button("English", do("en"))}}), nil
}

// resume lets messages come again after a pause.
func resume(t *dialog.Turn, _ string) (chat.Reply, error) {
	t.Person.Paused = false
	t.Note(journal.Entry{Kind: journal.SettingChanged, Detail: "resume"})
	t.Session.Awaits = chat.Action{}
	return t.Say(words.In(t.W.Lang).Resumed), t.Agenda.Answered(t.Tx, t.Person.ID)
}
