package discord

import (
	"encoding/json"
	"strings"
	"testing"

	dg "github.com/bwmarrin/discordgo"
)

// TestLimits holds every limit at its value and one above.
func TestLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("é", n) }
	button := func(id, label string) dg.MessageComponent {
		return dg.Button{Label: label, Style: dg.SecondaryButton, CustomID: id}
	}
	row := func(bs ...dg.MessageComponent) payload {
		return page([]dg.MessageComponent{dg.ActionsRow{Components: bs}})
	}
	message := func(p payload) error {
		body, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		return checkMessage(body)
	}
	aModal := func(change func(m *modal)) error {
		m := modal{CustomID: "x", Title: "t",
			Components: []modalLabel{{Type: labelComponent, Label: "l",
				Component: modalText{Type: dg.TextInputComponent, CustomID: "f", Style: 1, Max: 10}}}}
		change(&m)
		body, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		return checkModal(body)
	}
	text := func(m *modal, change func(in *modalText)) {
		in := m.Components[0].Component.(modalText)
		change(&in)
		m.Components[0].Component = in
	}
	choice := func(m *modal, os ...modalOption) {
		m.Components[0].Component = modalMenu{Type: dg.SelectMenuComponent, CustomID: "f", Options: os}
	}
	people := func(m *modal, low, high int) {
		m.Components[0].Component = modalMenu{Type: dg.UserSelectMenuComponent, CustomID: "f", Min: low,
			Max: high, Required: low > 0}
	}
	options := func(n int) (os []modalOption) {
		for i := range n {
			os = append(os, modalOption{Label: "l", Value: string(rune('A' + i))})
		}
		return os
	}
	command := func(change func(c *dg.ApplicationCommand)) error {
		c := &dg.ApplicationCommand{Name: "n", Description: "d"}
		change(c)
		return checkCommand(c)
	}
	for name, check := range map[string]func(over int) error{
		"picked":         func(o int) error { return aModal(func(m *modal) { people(m, 0, maxPicked+o) }) },
		"picked too few": func(o int) error { return aModal(func(m *modal) { people(m, 3+o, 3) }) },
		"text": func(o int) error {
			return message(page([]dg.MessageComponent{dg.TextDisplay{Content: long(maxPage - 1)},
				dg.TextDisplay{Content: long(1 + o)}}))
		},
		"components": func(o int) error {
			var cs []dg.MessageComponent
			for range maxComponents - 1 + o {
				cs = append(cs, dg.TextDisplay{Content: "x"})
			}
			return message(page([]dg.MessageComponent{dg.Container{Components: cs}}))
		},
		"row": func(o int) error {
			var bs []dg.MessageComponent
			for i := range maxRow + o {
				bs = append(bs, button(string(rune('a'+i)), "x"))
			}
			return message(row(bs...))
		},
		"custom_id": func(o int) error { return message(row(button(long(maxID+o), "x"))) },
		"same id":   func(o int) error { return message(row(button("a", "x"), button("b"[o:]+"a"[1-o:], "x"))) },
		"button":    func(o int) error { return message(row(button("a", long(maxButton+o)))) },
		"address": func(o int) error {
			return message(row(dg.Button{Label: "x", Style: dg.LinkButton, URL: "https://" + long(maxURL-8+o)}))
		},
		"nonce": func(o int) error { p := row(button("a", "x")); p.Nonce = long(maxNonce + o); return message(p) },
		"pings": func(o int) error {
			p := row(button("a", "x"))
			p.AllowedMentions.Parse = []dg.AllowedMentionType{"users"}[:o]
			return message(p)
		},
		"flags": func(o int) error { p := row(button("a", "x")); p.Flags *= dg.MessageFlags(1 - o); return message(p) },
		"file": func(o int) error {
			p := page([]dg.MessageComponent{dg.FileComponent{File: dg.UnfurledMediaItem{URL: "attachment://a"}}})
			p.Attachments = []attachment{{Filename: "a"}}[o:]
			return message(p)
		},
		"modal's id": func(o int) error { return aModal(func(m *modal) { m.CustomID = long(maxID + o) }) },
		"title":      func(o int) error { return aModal(func(m *modal) { m.Title = long(maxModalTitle + o) }) },
		"questions": func(o int) error {
			return aModal(func(m *modal) {
				for i := range maxQuestions - 1 + o {
					m.Components = append(m.Components,
						modalLabel{Type: labelComponent, Label: "l",
							Component: modalText{Type: dg.TextInputComponent,
								CustomID: string(rune('a' + i)), Style: 1, Max: 1}})
				}
			})
		},
		"label": func(o int) error {
			return aModal(func(m *modal) { m.Components[0].Label = long(maxInputLabel + o) })
		},
		"description": func(o int) error {
			return aModal(func(m *modal) { m.Components[0].Description = long(maxDescription + o) })
		},
		"value": func(o int) error {
			return aModal(func(m *modal) { text(m, func(in *modalText) { in.Value = long(maxInput + o) }) })
		},
		"max_length": func(o int) error {
			return aModal(func(m *modal) { text(m, func(in *modalText) { in.Max = maxInput + o }) })
		},
		"style": func(o int) error {
			return aModal(func(m *modal) { text(m, func(in *modalText) { in.Style = dg.TextInputStyle(2 + o) }) })
		},
		"options": func(o int) error { return aModal(func(m *modal) { choice(m, options(maxOptions+o)...) }) },
		"option": func(o int) error {
			return aModal(func(m *modal) { choice(m, modalOption{Label: long(maxOption + o), Value: "v"}) })
		},
		"option's value": func(o int) error {
			return aModal(func(m *modal) { choice(m, modalOption{Label: "l", Value: long(maxOption + o)}) })
		},
		"same value": func(o int) error {
			return aModal(func(m *modal) { choice(m, append(options(2), options(o)...)...) })
		},
		"command": func(o int) error {
			return command(func(c *dg.ApplicationCommand) { c.Name = long(maxCommandName + o) })
		},
		"about": func(o int) error {
			return command(func(c *dg.ApplicationCommand) { c.Description = long(maxCommandText + o) })
		},
		"about, local": func(o int) error {
			return command(func(c *dg.ApplicationCommand) {
				c.DescriptionLocalizations = &map[dg.Locale]string{dg.Dutch: long(maxCommandText + o)}
			})
		},
		"command's name": func(o int) error {
			return command(func(c *dg.ApplicationCommand) { c.Name = "ab c"[:2+2*o] })
		},
		"all of a command": func(o int) error {
			return command(func(c *dg.ApplicationCommand) { // 2 of its own, and groups of 25 x 132
				left := maxCommandAll - 2 + o
				for g := 0; left > 0; g++ {
					group := &dg.ApplicationCommandOption{Name: "g", Description: "d"}
					left -= 2
					for len(group.Options) < 25 && left > 0 {
						n := min(left, maxCommandName+maxCommandText)
						name := min(maxCommandName, n-1)
						group.Options = append(group.Options,
							&dg.ApplicationCommandOption{Name: long(name), Description: long(n - name)})
						left -= n
					}
					c.Options = append(c.Options, group)
				}
			})
		},
		"command's options": func(o int) error {
			return command(func(c *dg.ApplicationCommand) {
				for range 25 + o {
					c.Options = append(c.Options, &dg.ApplicationCommandOption{Name: "n", Description: "d"})
				}
			})
		},
	} {
		if err := check(0); err != nil {
			t.Errorf("%s at its limit: %v", name, err)
		}
		if check(1) == nil {
			t.Errorf("%s over its limit: no error", name)
		}
	}
	for name, body := range map[string]string{
		"content": `{"content":"x","flags":32768,"allowed_mentions":{"parse":[]},
			"components":[{"type":10,"content":"x"}]}`,
		"empty":   `{"flags":32768,"allowed_mentions":{"parse":[]},"components":[]}`,
		"unknown": `{"flags":32768,"allowed_mentions":{"parse":[]},"components":[{"type":77}]}`,
		"no list": `{"flags":32768,"allowed_mentions":{},"components":[{"type":10,"content":"x"}]}`,
	} {
		if checkMessage([]byte(body)) == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, c := range toRegister() {
		if err := checkCommand(c); err != nil {
			t.Error(err)
		}
	}
}
