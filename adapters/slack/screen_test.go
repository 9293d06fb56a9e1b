package slack

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/handvat/handvat/bot/chat/conform"
)

// odd lists what of a message could notify someone, or is markup or a link that the
// adapter does not make.
func odd(text string, blocks json.RawMessage) (out []string) {
	for _, bad := range []string{"<!", "<@", "<#", "<http", "<script"} {
		if strings.Contains(text, bad) {
			out = append(out, bad)
		}
	}
	each(blocks, func(v obj) {
		switch v["type"] {
		case "mrkdwn", "markdown", "user", "usergroup", "broadcast", "channel", "emoji":
			out = append(out, fmt.Sprint(v))
		case "plain_text":
			if v["emoji"] != false {
				out = append(out, fmt.Sprint(v))
			}
		case "link":
			if !strings.HasPrefix(v["url"].(string), "https://example.org/") {
				out = append(out, fmt.Sprint(v))
			}
		}
	})
	return out
}

// each calls f for every object in data, in the order in which they are shown.
func each(data json.RawMessage, f func(obj)) {
	var v any
	if json.Unmarshal(data, &v) != nil {
		return
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			f(v)
			for _, key := range []string{"label", "text", "elements", "rows", "element", "options",
				"accessory", "hint"} {
				walk(v[key])
			}
		}
	}
	walk(v)
}

// see is a message as a person sees it. What the adapter adds of its own, the offer to
// stop listening, is left out.
func see(p *post) conform.Message {
	m := conform.Message{Text: p.text, Files: p.files, Private: p.only != "", Edits: p.edits, Pings: p.odd}
	if p.blocks == nil {
		return m
	}
	var b strings.Builder
	numbered := 0
	each(p.blocks, func(v obj) {
		text, _ := v["text"].(string)
		switch v["type"] {
		case "section":
			text = ""
		case "button":
			label := v["text"].(obj)["text"].(string)
			value, _ := v["value"].(string)
			switch id, _, _ := strings.Cut(v["action_id"].(string), "."); {
			case id == idHush:
			case strings.HasPrefix(value, "tick ") && strings.Trim(label, "0123456789 ✓") == "":
				m.Ticks = append(m.Ticks, strings.HasSuffix(label, "✓"))
			default:
				m.Buttons = append(m.Buttons, label)
			}
		case "rich_text_list":
			if v["style"] == "ordered" {
				numbered = int(v["offset"].(float64))
			} else {
				numbered = -1
			}
			b.WriteString("\n")
		case "rich_text_section":
			if numbered >= 0 && strings.HasSuffix(b.String(), "\n") {
				numbered++
				fmt.Fprintf(&b, "%d. ", numbered)
			}
		case "input":
			m.Fields = append(m.Fields, strings.TrimPrefix(v["block_id"].(string), fieldBlock))
		case "header", "rich_text", "context", "rich_text_quote", "rich_text_preformatted":
			numbered = -1
			b.WriteString("\n")
		}
		b.WriteString(text)
		if v["type"] == "plain_text" {
			b.WriteString("\n")
		}
	})
	m.Text = strings.TrimSpace(b.String())
	return m
}
