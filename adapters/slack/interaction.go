package slack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// shortcutFind is the message shortcut "find a job aid for this".
const shortcutFind = "find_aid"

// interaction is a payload of something pressed, submitted or chosen.
type interaction struct {
	Type        string `json:"type"`
	CallbackID  string `json:"callback_id"`
	TriggerID   string `json:"trigger_id"`
	ResponseURL string `json:"response_url"`
	ActionTS    string `json:"action_ts"`
	Team        struct {
		ID string `json:"id"`
	} `json:"team"`
	Grid struct {
		ID string `json:"id"`
	} `json:"enterprise"`
	User struct {
		ID     string `json:"id"`
		TeamID string `json:"team_id"`
	} `json:"user"`
	Channel struct {
		ID string `json:"id"`
	} `json:"channel"`
	Container struct {
		MessageTS   string `json:"message_ts"`
		ThreadTS    string `json:"thread_ts"`
		IsEphemeral bool   `json:"is_ephemeral"`
	} `json:"container"`
	Message struct {
		ThreadTS string `json:"thread_ts"`
		Text     string `json:"text"`
		Edited   struct {
			TS string `json:"ts"`
		} `json:"edited"`
	} `json:"message"`
	State   state         `json:"state"`
	View    view          `json:"view"`
	Actions []pressedItem `json:"actions"`
}

type view struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	CallbackID string `json:"callback_id"`
	Hash       string `json:"hash"`
	Metadata   string `json:"private_metadata"`
	State      state  `json:"state"`
}

// meta is what we gave the view to carry.
func (v view) meta() (m meta, err error) {
	if json.Unmarshal([]byte(v.Metadata), &m) != nil {
		err = fmt.Errorf("%w: the metadata of a view", errUnreadable)
	}
	return m, err
}

type pressedItem struct {
	ActionID string `json:"action_id"`
	Value    string `json:"value"`
	ActionTS string `json:"action_ts"`
}

// state is what is filled in: by block, by element.
type state struct {
	Values map[string]map[string]struct {
		Value    string `json:"value"`
		Selected struct {
			Value string `json:"value"`
		} `json:"selected_option"`
		User  string   `json:"selected_user"`
		Users []string `json:"selected_users"`
	} `json:"values"`
}

// fields are the answers by field, without those left empty, and the people of a team
// who were picked. In the answer they stand as "<@ID>", for [Adapter.callByName] to name
// them.
func (s state) fields(team string) (out map[string]string, people []chat.Person) {
	out = map[string]string{}
	for block, elements := range s.Values {
		field, ok := strings.CutPrefix(block, fieldBlock)
		if !ok || len(field) > chat.MaxField || len(out) == 2*chat.MaxQuestion {
			continue
		}
		a := elements[idAnswer]
		v := cmp.Or(clean(a.Value), clean(a.Selected.Value))
		var picked []string
		for _, id := range append(a.Users, a.User) {
			if checkIDs(id) == nil && len(people) < chat.MaxPeople {
				people = chat.AddPerson(people, who(team, id))
				picked = append(picked, token(id))
			}
		}
		if len(picked) > 0 {
			v = strings.Join(picked, ", ")
		}
		if v != "" {
			out[field] = v
		}
	}
	return out, people
}

func readInteraction(body []byte, self string, now time.Time) (r reading, err error) {
	var in interaction
	if err := json.Unmarshal(body, &in); err != nil {
		return r, fmt.Errorf("%w: %v", errUnreadable, err)
	}
	in.Team.ID = cmp.Or(in.Team.ID, in.User.TeamID)
	switch in.Type {
	case "block_actions", "view_submission", "message_action":
	default:
		return r, nil
	}
	if err := checkIDs(in.Team.ID, in.User.ID); err != nil {
		return r, err
	}
	r.reply, r.trigger = in.ResponseURL, in.TriggerID
	r.event.From, r.event.Time = who(in.Team.ID, in.User.ID), now
	r.event.From.Guest = isForeign(in.User.TeamID, in.Team.ID, in.Grid.ID)
	switch in.Type {
	case "block_actions":
		return r, in.pressed(&r)
	case "view_submission":
		return r, in.submitted(&r)
	}
	return r, in.shortcut(&r, self)
}

// pressed reads a press on a button, in a message or in a view.
func (in interaction) pressed(r *reading) error {
	if len(in.Actions) == 0 {
		return errUnreadable
	}
	a := in.Actions[0]
	e := &r.event
	where, values := in.Container.MessageTS, in.State
	if in.View.ID != "" {
		m, err := in.View.meta()
		if err != nil {
			return err
		}
		e.In, e.Direct, values, where = place(in.Team.ID, m.Channel, ""), true, in.View.State, in.View.ID
		if in.View.Type == "modal" {
			r.view = in.View.ID
		}
	} else {
		e.In = place(in.Team.ID, in.Channel.ID, in.thread())
		e.Direct = isDirect(in.Channel.ID) && !in.Container.IsEphemeral
		e.Private = in.Container.IsEphemeral
		e.ReplyTo = chat.Ref{Place: e.In, ID: in.Container.MessageTS}
		if e.Private {
			e.ReplyTo.ID = whispered + e.ReplyTo.ID
		}
		if err := checkIDs(in.Container.MessageTS); err != nil {
			return err
		}
	}
	if err := checkIDs(e.In.Channel, a.ActionTS); err != nil {
		return err
	}
	e.ID = eventID(in.Team.ID, e.In.Channel, a.ActionTS, in.User.ID)
	// A message or window that changed in between was seen to change: that is no double click.
	r.click = strings.Join([]string{in.User.ID, where, in.Message.Edited.TS, in.View.Hash, a.ActionID, a.Value}, " ")
	id, _, _ := strings.Cut(a.ActionID, ".")
	ok := true
	switch id {
	case idDo:
		e.Kind = chat.Pressed
		e.Action, ok = chat.ParseAction(a.Value)
	case idSubmit:
		e.Kind = chat.Filled
		e.Fields, e.People = values.fields(in.Team.ID)
		e.Action, ok = chat.ParseAction(a.Value)
	case idSay:
		e.Kind, e.Text = chat.Said, clean(a.Value)
	case idAsk:
		r.ask = true
	case idHush:
		r.hush = true
	}
	if !ok {
		return fmt.Errorf("%w: the value of a button", errUnreadable)
	}
	return nil
}

// thread is where a reply to a press belongs: in the thread of the message; below it
// if it is in a channel by itself; beside it in a direct conversation, and where only
// one person sees it.
func (in interaction) thread() string {
	thread := cmp.Or(in.Container.ThreadTS, in.Message.ThreadTS)
	if isDirect(in.Channel.ID) || in.Container.IsEphemeral {
		return thread
	}
	return cmp.Or(thread, in.Container.MessageTS)
}

// submitted reads a window that was sent.
func (in interaction) submitted(r *reading) error {
	m, err := in.View.meta()
	if err != nil {
		return err
	}
	hash := cmp.Or(in.View.Hash, in.TriggerID)
	if err := checkIDs(m.Channel, in.View.ID, hash); err != nil {
		return err
	}
	e := &r.event
	e.ID = eventID(in.Team.ID, in.View.ID, hash, in.User.ID)
	e.In, e.Direct = place(in.Team.ID, m.Channel, ""), true
	r.view, r.sent = in.View.ID, true
	if in.View.CallbackID == windowAsk {
		fields, _ := in.View.State.fields(in.Team.ID)
		e.Kind, e.Text = chat.Said, fields[askField]
		return nil
	}
	var ok bool
	if e.Action, ok = chat.ParseAction(m.Submit); !ok {
		return fmt.Errorf("%w: the action of a window", errUnreadable)
	}
	e.Kind = chat.Filled
	e.Fields, e.People = in.View.State.fields(in.Team.ID)
	return nil
}

// shortcut reads the message shortcut: the message is the question, and the answer is
// for the one who asks.
func (in interaction) shortcut(r *reading, self string) error {
	if in.CallbackID != shortcutFind {
		return nil
	}
	stamp := cmp.Or(in.ActionTS, in.TriggerID)
	if err := checkIDs(in.Channel.ID, stamp); err != nil {
		return err
	}
	e := &r.event
	e.ID, e.In, e.Private = eventID(in.Team.ID, in.Channel.ID, stamp, in.User.ID),
		place(in.Team.ID, in.Channel.ID, in.Message.ThreadTS), true
	e.Kind = chat.Said
	e.Text, e.People, _ = heard(in.Message.Text, in.Team.ID, self)
	return nil
}

// whispered begins the id of a message that one person sees.
const whispered = "w"

// isDirect reports whether a channel is a conversation of two.
func isDirect(channel string) bool { return strings.HasPrefix(channel, "D") }
