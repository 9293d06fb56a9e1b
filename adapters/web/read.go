package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/handvat/handvat/bot/chat"
)

// The limits of what a browser may send.
const (
	maxBody   = 64 << 10 // bytes of a request
	maxSaid   = 4000     // characters of what someone says, or of all answers of a form
	maxFields = 20       // answers of a form
	maxID     = 64       // bytes of an act's id
	maxRef    = 200      // bytes of a message's key
)

const (
	letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits  = "0123456789"
)

// What may be wrong with what a browser sent.
var (
	errEmpty      = errors.New("web: nothing was said")
	errUnreadable = errors.New("web: not what the page sends")
)

// tooLong is by how many characters something said is too long.
type tooLong int

// tooMany is how many colleagues somebody named where at most [chat.MaxPeople] are asked for.
type tooMany int

func (n tooMany) Error() string { return fmt.Sprintf("web: %d colleagues named", int(n)) }

func (n tooLong) Error() string { return fmt.Sprintf("web: %d characters too long", int(n)) }

// read turns the body of a form into an event of kind by who. The page names what it
// sends:
//
//	id      the act; the same act sent again has the same id
//	text    what was said
//	to      the key of the message acted on
//	do      the action of a button, as "verb arg"
//	fill    the action of a form
//	q.NAME  the answer to the question NAME
//	p.NAME  the same, if it asks for a colleague: names between commas
//	zone    the browser's time zone
//
// fresh names the act if the page did not, which is so without JavaScript. What was
// said is in the event also when the error is [tooLong], so that it can be given back.
func read(kind chat.Kind, who chat.Person, body, fresh string) (chat.Event, error) {
	form, err := url.ParseQuery(body)
	if err != nil {
		return chat.Event{}, errUnreadable
	}
	id := cmp.Or(form.Get("id"), fresh)
	if !plainID(id) {
		return chat.Event{}, errUnreadable
	}
	place := placeOf(who)
	e := chat.Event{ID: who.ID + "." + id, Kind: kind, From: who, In: place, Direct: true, Zone: zone(form.Get("zone"))}
	if to := form.Get("to"); to != "" {
		if len(to) > maxRef || chat.Clean(to) != to {
			return chat.Event{}, errUnreadable
		}
		e.ReplyTo = chat.Ref{Place: place, ID: to}
	}
	switch kind {
	case chat.Said:
		e.Text, err = said(form.Get("text"))
		e.People = people(chat.Named(e.Text))
	case chat.Pressed:
		e.Action, err = action(form.Get("do"))
	case chat.Filled:
		if e.Action, err = action(form.Get("fill")); err == nil {
			e.Fields, e.People, err = fields(form)
		}
	default:
		err = errUnreadable
	}
	return e, err
}

// said is what someone typed, without what cannot be seen.
func said(s string) (string, error) {
	s = strings.TrimSpace(chat.Clean(s))
	if s == "" {
		return "", errEmpty
	}
	if n := utf8.RuneCountInString(s); n > maxSaid {
		return s, tooLong(n - maxSaid)
	}
	return s, nil
}

// action reads what a button carries.
func action(s string) (chat.Action, error) {
	a, ok := chat.ParseAction(s)
	if !ok || chat.Clean(s) != s {
		return chat.Action{}, errUnreadable
	}
	return a, nil
}

// people are those who sign in with these names.
func people(names []string) (out []chat.Person) {
	for _, name := range names {
		p := SignedIn(name)
		p.Name, p.Typed = name, true
		out = append(out, p)
	}
	return out
}

// fields reads the answers of a form, and the colleagues it names. Answers left empty
// are absent.
func fields(form url.Values) (out map[string]string, named []chat.Person, err error) {
	out, total := map[string]string{}, 0
	for name, values := range form {
		kind, field, _ := strings.Cut(name, ".")
		if kind != "q" && kind != "p" {
			continue
		}
		if field == "" || len(field) > chat.MaxField ||
			strings.Trim(field, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return nil, nil, errUnreadable
		}
		v := strings.TrimSpace(chat.Clean(values[0]))
		if kind == "p" {
			names := chat.Listed(strings.Join(strings.Fields(v), " "))
			if len(names) > chat.MaxPeople {
				return nil, nil, tooMany(len(names))
			}
			v, named = strings.Join(names, ", "), people(names)
		}
		total += utf8.RuneCountInString(v)
		if v != "" {
			out[field] = v
		}
	}
	switch {
	case len(out) > maxFields:
		return nil, nil, errUnreadable
	case total > maxSaid:
		return nil, nil, tooLong(total - maxSaid)
	}
	return out, named, nil
}

// zone is s if it looks like the name of an IANA time zone, else "".
func zone(s string) string {
	if len(s) > 64 || strings.Trim(s, letters+digits+"_+-/") != "" {
		return ""
	}
	return s
}

// plainID reports whether s may name an act.
func plainID(s string) bool {
	return s != "" && len(s) <= maxID && strings.Trim(s, letters+digits+"-_") == ""
}
