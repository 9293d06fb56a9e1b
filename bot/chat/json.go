package chat

import (
	"encoding/json"
	"fmt"
)

// taggedBlock is a [Block] in JSON: which of them it is, and the block itself.
type taggedBlock struct {
	Kind  string          `json:"kind"`
	Value json.RawMessage `json:"value"`
}

// MarshalJSON writes a card so that [Card.UnmarshalJSON] reads it back.
func (c Card) MarshalJSON() ([]byte, error) {
	type fields Card // without this method
	var body []taggedBlock
	for i, b := range c.Body {
		kind := BlockKind(b)
		if kind == "" {
			return nil, fmt.Errorf("chat: card block %d: %T is not a block", i, b)
		}
		value, err := json.Marshal(b)
		if err != nil {
			return nil, fmt.Errorf("chat: card block %d: %w", i, err)
		}
		body = append(body, taggedBlock{kind, value})
	}
	return json.Marshal(struct {
		fields
		Body []taggedBlock
	}{fields(c), body})
}

// UnmarshalJSON reads what [Card.MarshalJSON] wrote. A kind of block it does not
// know is an error: half a card is worse than none.
func (c *Card) UnmarshalJSON(data []byte) error {
	type fields Card
	var in struct {
		fields
		Body []taggedBlock
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("chat: card: %w", err)
	}
	*c = Card(in.fields)
	c.Body = nil
	for i, t := range in.Body {
		b, err := readBlock(t)
		if err != nil {
			return fmt.Errorf("chat: card block %d: %w", i, err)
		}
		c.Body = append(c.Body, b)
	}
	return nil
}

// BlockKind names the kind of b, in JSON and for templates, such as "checklist"; it is empty if b
// is not one of the set.
func BlockKind(b Block) string {
	switch b.(type) {
	case Text:
		return "text"
	case Heading:
		return "heading"
	case List:
		return "list"
	case Steps:
		return "steps"
	case Checklist:
		return "checklist"
	case Facts:
		return "facts"
	case Table:
		return "table"
	case Plot:
		return "plot"
	case Quote:
		return "quote"
	case Code:
		return "code"
	case Question:
		return "question"
	case Tap:
		return "tap"
	}
	return ""
}

// readBlock is the block that t holds.
func readBlock(t taggedBlock) (Block, error) {
	switch t.Kind {
	case "text":
		return read[Text](t)
	case "heading":
		return read[Heading](t)
	case "list":
		return read[List](t)
	case "steps":
		return read[Steps](t)
	case "checklist":
		return read[Checklist](t)
	case "facts":
		return read[Facts](t)
	case "table":
		return read[Table](t)
	case "plot":
		return read[Plot](t)
	case "quote":
		return read[Quote](t)
	case "code":
		return read[Code](t)
	case "question":
		return read[Question](t)
	case "tap":
		return read[Tap](t)
	}
	return nil, fmt.Errorf("unknown kind %q", t.Kind)
}

// read is t's value as a B.
func read[B Block](t taggedBlock) (Block, error) {
	var b B
	if err := json.Unmarshal(t.Value, &b); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Kind, err)
	}
	return b, nil
}
