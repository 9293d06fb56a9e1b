package teams

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// The limits of the platform. It takes messages of about 100 KB in UTF-16; we keep
// well below.
const (
	maxMessage = 80 << 10 // bytes in UTF-16
	maxActions = 6        // of an ActionSet; more are hidden in a menu
	maxRefresh = 60       // people who get their own view
)

// checkMessage reports how the platform would refuse or cut m.
func checkMessage(m message) error {
	var errs []error
	if m.Text == "" && len(m.Attachments) == 0 {
		errs = append(errs, errors.New("teams: a message says nothing"))
	}
	for _, a := range m.Attachments {
		if c, ok := a.Content.(*adaptiveCard); ok {
			errs = append(errs, checkParts(c))
		}
	}
	errs = append(errs, checkSize(m))
	return errors.Join(errs...)
}

// checkCard reports how the platform would refuse or cut c.
func checkCard(c *adaptiveCard) error { return errors.Join(checkParts(c), checkSize(c)) }

// checkParts is checkCard without the size, which counts for a message as a whole.
func checkParts(c *adaptiveCard) error {
	k := checker{ids: map[string]bool{}}
	k.that(len(c.Body) > 0, "a card is empty")
	for _, e := range c.Body {
		k.element(e)
	}
	if r := c.Refresh; r != nil {
		k.that(len(r.UserIDs) > 0 && len(r.UserIDs) <= maxRefresh, "%d people have their own view, %d is the most",
			len(r.UserIDs), maxRefresh)
		k.that(r.Action.Type == "Action.Execute", "a refresh is an %s", r.Action.Type)
	}
	return errors.Join(k.errs...)
}

// checkSize holds v to the size of a message.
func checkSize(v any) error {
	b, err := encode(v)
	if err != nil {
		return err
	}
	n := 0
	for _, r := range string(b) {
		n += 2 * max(1, utf16.RuneLen(r))
	}
	if n > maxMessage {
		return fmt.Errorf("teams: %d bytes, %d is the most", n, maxMessage)
	}
	return nil
}

// encode is v as JSON, without the long forms of < and > that only HTML needs.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("teams: encode: %w", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

type checker struct {
	errs []error
	ids  map[string]bool
}

func (k *checker) that(ok bool, format string, args ...any) {
	if !ok {
		k.errs = append(k.errs, fmt.Errorf("teams: "+format, args...))
	}
}

func (k *checker) element(e *element) {
	switch e.Type {
	case "TextBlock":
		k.that(e.Text != "" && bare(e.Text), "a TextBlock with %q", e.Text)
	case "RichTextBlock":
		k.that(len(e.Inlines) > 0, "a RichTextBlock is empty")
		for _, t := range e.Inlines {
			k.that(t.Type == "TextRun" && t.Text != "", "a run of type %q with %q", t.Type, t.Text)
			k.action(t.SelectAction)
		}
	case "Container", "Column":
		k.that(len(e.Items) > 0, "a %s is empty", e.Type)
	case "ColumnSet":
		k.that(len(e.Columns) > 0, "a ColumnSet is empty")
	case "ActionSet":
		k.that(len(e.Actions) > 0 && len(e.Actions) <= maxActions, "an ActionSet of %d, %d is the most",
			len(e.Actions), maxActions)
	case "Input.Text", "Input.ChoiceSet":
		k.that(e.ID != "" && !k.ids[e.ID], "an input has the id %q", e.ID)
		k.ids[e.ID] = true
		k.that(e.Label != "", "input %s has no label", e.ID)
		k.that(!e.IsRequired || e.ErrorMessage != "", "input %s is required without a message", e.ID)
		if d := e.ChoicesData; d != nil {
			k.that(e.Type == "Input.ChoiceSet" && e.Choices != nil && d.Type == "Data.Query" && d.Dataset == directory,
				"input %s is an %s that looks in %q", e.ID, e.Type, d.Dataset)
			break
		}
		k.that((e.Type == "Input.ChoiceSet") == (len(e.Choices) > 0), "input %s is an %s with %d choices",
			e.ID, e.Type, len(e.Choices))
	default:
		k.that(false, "unknown element %q", e.Type)
	}
	for _, list := range [][]*element{e.Items, e.Columns} {
		for _, inner := range list {
			k.element(inner)
		}
	}
	for _, a := range e.Actions {
		k.action(a)
	}
	k.action(e.SelectAction)
}

func (k *checker) action(a *action) {
	if a == nil {
		return
	}
	k.that(a.Title != "", "an %s has no title", a.Type)
	switch a.Type {
	case "Action.OpenUrl":
		k.that(strings.HasPrefix(a.URL, "https://"), "a link to %q", a.URL)
	case "Action.Execute", "Action.Submit":
		k.that(a.Data != nil, "%s %q sends nothing", a.Type, a.Title)
	default:
		k.that(false, "unknown action %q", a.Type)
	}
	if a.Fallback != nil {
		k.action(a.Fallback)
	}
}
