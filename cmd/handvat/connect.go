package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

// connectCmd has a subcommand for each chat platform.
type connectCmd struct {
	Slack   connectSlackCmd   `cmd:""`
	Teams   connectTeamsCmd   `cmd:""`
	Discord connectDiscordCmd `cmd:""`
	Mail    connectMailCmd    `cmd:""`
	XAPI    connectXAPICmd    `cmd:"" name:"xapi"`
}

// connectFlags are those of every connect command.
type connectFlags struct {
	configFlags
	Lang string `default:""`
}

// words are what is told, in the language that was asked for or else that of the environment.
func (c connectFlags) words() (w connectTexts, lang string) {
	lang = spoken(c.Lang)
	return words.In(lang).Connect, lang
}

// report prints findings in a language, and returns [errTold] if one is trouble.
func report(w io.Writer, lang, name string, fs []finding) error {
	var err error
	marks, names := words.In(lang).Doctor.Marks, words.In(lang).Doctor.Names
	wide := max(len([]rune(marks.Good)), len([]rune(marks.Soon)), len([]rune(marks.Bad)))
	for _, f := range fs {
		mark := marks.Good
		switch {
		case f.do != "" && f.warn:
			mark = marks.Soon
		case f.do != "":
			mark, err = marks.Bad, errTold
		}
		fmt.Fprintf(w, "%-*s  %-8s %s\n", wide, mark, cmp.Or(names[name], name), f.what)
		if f.do != "" {
			fmt.Fprintf(w, "%*s → %s\n", wide+10, "", f.do)
		}
	}
	return err
}

// testCard is what connect sends to show that everything arrives. Its buttons do
// nothing in particular: they show that a press comes back.
func testCard() chat.Reply {
	c := chat.Card{
		Title: "Handvat is aangesloten / Handvat is connected",
		Body: []chat.Block{
			chat.Text("Zie je dit, dan komen hulpkaarten hier aan. Vraag iets om te beginnen. / If you see this, " +
				"job aids arrive here. Ask something to begin."),
		},
		Buttons: []chat.Button{
			{Label: "Help", Action: chat.Action{Verb: dialog.Help}, Style: chat.Primary},
			{Label: "Privacy", Action: chat.Action{Verb: dialog.Privacy}},
		},
	}
	return chat.Reply{Text: c.Plain(), Card: &c}
}

// sendTest sends the test card to where says, through a platform's sender.
func (c connectFlags) sendTest(ctx context.Context, w io.Writer, s chat.Sender, to chat.Place) error {
	says, lang := c.words()
	if _, err := s.Send(ctx, to, "connect-test", testCard()); err != nil {
		fmt.Fprintln(w, words.In(lang).Doctor.Marks.Bad+" ", says.Lost.With(text.Tell(err, lang)))
		return errTold
	}
	fmt.Fprintln(w, words.In(lang).Doctor.Marks.Good+"   ", says.Sent.With(to.Channel))
	return nil
}

// A group is people who belong together on a platform.
type group struct {
	unit, name string
	members    []string
}

// printRoster prints groups of a platform as a list of units and people, for handvat
// people import. Who is in several is in the first, and in a remark with the others.
func (c connectFlags) printRoster(w io.Writer, platform, team string, gs []group) {
	says, _ := c.words()
	fmt.Fprintln(w, "units:")
	for _, g := range gs {
		fmt.Fprintf(w, "  - {unit: %q, name: %q}\n", g.unit, g.name)
	}
	fmt.Fprintln(w, "people:")
	seen := map[string]string{}
	for _, g := range gs {
		for _, user := range g.members {
			if first, twice := seen[user]; twice {
				fmt.Fprintln(w, "  #", says.Twice.With(user, g.unit, first))
				continue
			}
			seen[user] = g.unit
			fmt.Fprintf(w, "  - {platform: %s, team: %q, user: %q, unit: %q}\n", platform, team, user, g.unit)
		}
	}
}

// hostOf is the name that platforms reach this program by, or a stand-in that shows
// where to put one.
func hostOf(given string, c *config) string {
	return strings.TrimSuffix(strings.TrimPrefix(cmp.Or(given, c.Public.Host), "https://"), "/")
}
