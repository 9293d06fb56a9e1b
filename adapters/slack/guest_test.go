package slack

import (
	"strings"
	"testing"
)

// TestGuests holds that who is of another workspace, or invited to some channels only, is told apart by what Slack
// says, in the payload or when asked; and that of guests no thread is noted.
func TestGuests(t *testing.T) {
	shared := func(user, of string) obj {
		p := said("app_mention", user, hall, "1.1", "<@U0BOT> hoe geef ik feedback?")
		p["is_ext_shared_channel"] = true
		p["event"].(obj)["user_team"], p["event"].(obj)["source_team"] = of, of
		return p
	}
	press := func(user, of string) obj {
		return obj{"type": "block_actions", "team": obj{"id": team}, "user": obj{"id": user, "team_id": of},
			"channel":   obj{"id": hall},
			"container": obj{"type": "message", "message_ts": "1.2"}, "message": obj{"ts": "1.2"}, "trigger_id": "t.1",
			"actions": []obj{{"action_id": idDo, "value": "aid/open feedback-vragen", "action_ts": "1.3"}}}
	}
	slash := func(user string) obj {
		return obj{"text": "help", "team_id": team, "user_id": user, "channel_id": hall, "trigger_id": "t.2"}
	}
	for _, c := range []struct {
		what  string
		k     kind
		p     obj
		guest bool
	}{
		{"of another workspace, says the payload", events, shared("U7", "T0OTHER"), true},
		{"of another workspace, pressing", interactive, press("U7", "T0OTHER"), true},
		{"of ours in a shared channel", events, shared("U0OURS", team), false},
		{"of ours, pressing", interactive, press("U0OURS", team), false},
		{"a single-channel guest", events, said("message", "U0SINGLE", "D0SINGLE", "1.1", "hoi"), true},
		{"a multi-channel guest, by a command", command, slash("U0MULTI"), true},
		{"a stranger, by a command", command, slash("U0EXT"), true},
		{"of another workspace, by a command", command, slash("U0FAR"), true},
		{"of whom Slack says nothing", command, slash("U7"), false},
		{"of whom Slack says nothing, in a channel", events,
			said("app_mention", "U7", hall, "1.1", "<@U0BOT> hoi"), false},
	} {
		in := new(inbox)
		r := serve(t, in, false)
		wait(t, "who the bot is", func() bool { return r.a.self.Load() != nil })
		if _, err := r.bring(t.Context(), c.k, c.p, 0); err != nil {
			t.Fatal(err)
		}
		e := in.last(t)
		unsure := strings.HasPrefix(c.what, "of whom")
		if e.From.Guest != c.guest || e.From.Unsure != unsure {
			t.Errorf("%s: a guest: %v, unsure: %v", c.what, e.From.Guest, e.From.Unsure)
		}
		if noted, err := r.a.cfg.Memory.Recall(t.Context(), e.In); err != nil || (c.guest || unsure) && noted != "" {
			t.Errorf("%s: %q is noted (%v)", c.what, noted, err)
		}
	}
}

// TestSameOrganisation holds that the other workspaces of an organisation that has several are ours.
func TestSameOrganisation(t *testing.T) {
	for _, c := range []struct {
		of, grid string
		foreign  bool
	}{{"", "", false}, {team, "", false}, {"E1", "E1", false}, {"T0OTHER", "", true}, {"T0OTHER", "E1", true}} {
		if got := isForeign(c.of, team, c.grid); got != c.foreign {
			t.Errorf("%+v: %v", c, got)
		}
	}
}
