package chat

import (
	"encoding/json"
	"fmt"
	"reflect"
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

// kinds are the types of block, by their kind.
var kinds = map[string]reflect.Type{
	"text": reflect.TypeFor[Text](), "heading": reflect.TypeFor[Heading](), "list": reflect.TypeFor[List](),
	"steps": reflect.TypeFor[Steps](), "checklist": reflect.TypeFor[Checklist](), "facts": reflect.TypeFor[Facts](),
	"table": reflect.TypeFor[Table](), "plot": reflect.TypeFor[Plot](), "quote": reflect.TypeFor[Quote](),
	"code": reflect.TypeFor[Code](), "question": reflect.TypeFor[Question](), "tap": reflect.TypeFor[Tap](),
}

// BlockKind names the kind of b, in JSON and for templates, such as "checklist"; it is empty if b
// is not one of the set.
func BlockKind(b Block) string {
	for kind, t := range kinds {
		if reflect.TypeOf(b) == t {
			return kind
		}
	}
	return ""
}

// readBlock is the block that t holds.
func readBlock(t taggedBlock) (Block, error) {
	kind, ok := kinds[t.Kind]
	if !ok {
		return nil, fmt.Errorf("unknown kind %q", t.Kind)
	}
	b := reflect.New(kind)
	if err := json.Unmarshal(t.Value, b.Interface()); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Kind, err)
	}
	return b.Elem().Interface().(Block), nil
}
