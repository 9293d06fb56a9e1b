package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// obj is a JSON object.
type obj = map[string]any

// TestLimits holds every limit at its value and one above.
func TestLimits(t *testing.T) {
	long := func(n int) string { return strings.Repeat("é", n) }
	text := func(s string) obj { return obj{"type": "plain_text", "text": s} }
	times := func(n int, f func(i int) obj) (out []obj) {
		for i := range n {
			out = append(out, f(i))
		}
		return out
	}
	button := func(change obj) obj {
		b := obj{"type": "button", "action_id": "a", "text": text("x")}
		for k, v := range change {
			b[k] = v
		}
		return obj{"type": "actions", "elements": []obj{b}}
	}
	richText := func(s string) obj {
		return obj{"type": "rich_text", "elements": []obj{{"type": "rich_text_section",
			"elements": []obj{{"type": "text", "text": s}}}}}
	}
	input := func(change obj) obj {
		b := obj{"type": "input", "label": text("x"), "element": obj{"type": "plain_text_input", "action_id": "a"}}
		for k, v := range change {
			b[k] = v
		}
		return b
	}
	radio := func(n, label, value int) obj {
		return input(obj{"element": obj{"type": "radio_buttons", "action_id": "a",
			"options": times(n, func(int) obj { return obj{"text": text(long(label)), "value": long(value)} })}})
	}
	table := func(rows, cells int) obj {
		row := times(cells, func(int) obj { return obj{"elements": []obj{{"type": "text", "text": "x"}}} })
		all := make([][]obj, rows)
		for i := range all {
			all[i] = row
		}
		return obj{"type": "table", "rows": all}
	}
	for name, f := range map[string]func(over int) any{
		"message": func(o int) any { return times(MaxMessage+o, func(int) obj { return obj{"type": "divider"} }) },
		"whole":   func(o int) any { return []obj{richText(long(maxWhole - 5)), richText(long(5 + o))} },
		"header":  func(o int) any { return []obj{{"type": "header", "text": text(long(maxHeader + o))}} },
		"section": func(o int) any { return []obj{{"type": "section", "text": text(long(maxSection + o))}} },
		"context": func(o int) any {
			return []obj{{"type": "context", "elements": times(maxContext+o, func(int) obj { return text("x") })}}
		},
		"context text": func(o int) any {
			return []obj{{"type": "context", "elements": []obj{text(long(maxSection + o))}}}
		},
		"row": func(o int) any {
			return []obj{{"type": "actions", "elements": times(maxElements+o, func(i int) obj {
				return obj{"type": "button", "action_id": fmt.Sprint(i), "text": text("x")}
			})}}
		},
		"label":         func(o int) any { return []obj{button(obj{"text": text(long(MaxLabel + o))})} },
		"value":         func(o int) any { return []obj{button(obj{"value": long(maxValue + o)})} },
		"url":           func(o int) any { return []obj{button(obj{"url": long(maxURL + o)})} },
		"accessibility": func(o int) any { return []obj{button(obj{"accessibility_label": long(MaxLabel + o)})} },
		"action id":     func(o int) any { return []obj{button(obj{"action_id": long(maxID + o)})} },
		"block id":      func(o int) any { return []obj{{"type": "divider", "block_id": long(maxID + o)}} },
		"input label":   func(o int) any { return []obj{input(obj{"label": text(long(maxInputLabel + o))})} },
		"hint":          func(o int) any { return []obj{input(obj{"hint": text(long(maxInputLabel + o))})} },
		"initial value": func(o int) any {
			return []obj{input(obj{"element": obj{"type": "plain_text_input", "action_id": "a",
				"initial_value": long(MaxAnswer + o)}})}
		},
		"max length": func(o int) any {
			return []obj{input(obj{"element": obj{"type": "plain_text_input", "action_id": "a",
				"max_length": MaxAnswer + o}})}
		},
		"picked": func(o int) any {
			return []obj{input(obj{"element": obj{"type": "multi_users_select", "action_id": "a",
				"max_selected_items": maxPicked + o}})}
		},
		"options":      func(o int) any { return []obj{radio(maxRadio+o, 1, 1)} },
		"option":       func(o int) any { return []obj{radio(1, MaxLabel+o, 1)} },
		"option value": func(o int) any { return []obj{radio(1, 1, MaxOption+o)} },
		"rows":         func(o int) any { return []obj{table(maxRows+o, 1)} },
		"cells":        func(o int) any { return []obj{table(1, maxCells+o)} },
		"tables":       func(o int) any { return times(1+o, func(int) obj { return table(1, 1) }) },
		"empty text":   func(o int) any { return []obj{richText(long(1 - o))} },
		"same ids": func(o int) any {
			return []obj{{"type": "divider", "block_id": "0"}, {"type": "divider", "block_id": fmt.Sprint(1 - o)}}
		},
		"mention": func(o int) any {
			return []obj{{"type": "rich_text",
				"elements": []obj{{"type": [...]string{"text", "broadcast"}[o], "text": "x"}}}}
		},
		"unknown": func(o int) any { return []obj{{"type": [...]string{"divider", "hologram"}[o]}} },
	} {
		check := func(v any) error {
			data, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			return Check(data, Message)
		}
		if err := check(f(0)); err != nil {
			t.Errorf("%s at its limit: %v", name, err)
		}
		if check(f(1)) == nil {
			t.Errorf("%s over its limit: no error", name)
		}
	}
	for name, f := range map[string]func(over int) obj{
		"blocks": func(o int) obj {
			return obj{"blocks": times(maxView+o, func(int) obj { return obj{"type": "divider"} })}
		},
		"title":    func(o int) obj { return obj{"title": text(long(MaxTitle + o))} },
		"submit":   func(o int) obj { return obj{"submit": text(long(MaxTitle + o))} },
		"close":    func(o int) obj { return obj{"close": text(long(MaxTitle + o))} },
		"callback": func(o int) obj { return obj{"callback_id": long(maxID + o)} },
		"metadata": func(o int) obj { return obj{"private_metadata": long(maxMetadata + o)} },
		"table":    func(o int) obj { return obj{"blocks": []obj{{"type": "divider"}, table(o, o)}[:1+o]} },
	} {
		check := func(v obj) error {
			view := obj{"type": "modal", "title": text("x"), "blocks": []obj{{"type": "divider"}}}
			for k, x := range v {
				view[k] = x
			}
			data, err := json.Marshal(view)
			if err != nil {
				t.Fatal(err)
			}
			return CheckView(data)
		}
		if err := check(f(0)); err != nil {
			t.Errorf("%s of a view at its limit: %v", name, err)
		}
		if check(f(1)) == nil {
			t.Errorf("%s of a view over its limit: no error", name)
		}
	}
}
