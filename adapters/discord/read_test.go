package discord

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text/texttest"
)

func TestReadMessage(t *testing.T) {
	const self = "9"
	at := time.Date(2022, 11, 17, 20, 27, 58, 966e6, time.UTC)
	ada := chat.Person{Platform: Platform, ID: "7", Name: "Ada L"}
	for name, c := range map[string]struct {
		in   string
		want chat.Event
	}{
		"direct": {`{"id":"1042900000000000000","channel_id":"5","type":0,"author":{"id":"7","username":"ada",
			"global_name":"Ada L"},"content":" hoi <@9>! "}`,
			chat.Event{ID: "discord-m-1042900000000000000-7", Kind: chat.Said, From: ada, Direct: true, Text: "hoi !",
				In: chat.Place{Platform: Platform, Channel: "5"}}},
		"mention": {`{"id":"1042900000000000000","channel_id":"5","guild_id":"6","type":19,"author":{"id":"7",
			"username":"ada","global_name":"Ada L"},"content":"<@!9> vraag <@8> eens <a:feest:12> <:ok:13> <#4>",
			"mentions":[{"id":"9"},{"id":"8","username":"ben"}]}`,
			chat.Event{ID: "discord-m-1042900000000000000-7", Kind: chat.Said, From: ada,
				Text:   "vraag @ben eens :feest: :ok: #",
				People: []chat.Person{{Platform: Platform, ID: "8", Name: "ben"}},
				In:     chat.Place{Platform: Platform, Team: "6", Channel: "5"}}},
		"a picture only": {`{"id":"1042900000000000000","channel_id":"5","type":0,"author":{"id":"7",
			"username":"Ada L"},"content":"","attachments":[{}]}`,
			chat.Event{ID: "discord-m-1042900000000000000-7", Kind: chat.Said, From: ada, Direct: true,
				In: chat.Place{Platform: Platform, Channel: "5"}}},
		"no mention": {`{"id":"1","channel_id":"5","guild_id":"6","author":{"id":"7"},"content":""}`,
			chat.Event{}},
		"another mention": {`{"id":"1","channel_id":"5","guild_id":"6","author":{"id":"7"},"content":"",
			"mentions":[{"id":"8"}]}`, chat.Event{}},
		"its own":     {`{"id":"1","channel_id":"5","author":{"id":"9"},"content":"x"}`, chat.Event{}},
		"another bot": {`{"id":"1","channel_id":"5","author":{"id":"7","bot":true},"content":"x"}`, chat.Event{}},
		"a webhook": {`{"id":"1","channel_id":"5","author":{"id":"7"},"webhook_id":"3","content":"x"}`,
			chat.Event{}},
		"somebody arrives": {`{"id":"1","channel_id":"5","type":7,"author":{"id":"7"},"content":"x"}`, chat.Event{}},
	} {
		got, _, ok, err := readMessage([]byte(c.in), self, func(string) string { return "" })
		if c.want.ID != "" {
			c.want.Time = at
			got.Time = got.Time.Truncate(time.Millisecond)
			c.want.Time = born("1042900000000000000")
		}
		if diff := cmp.Diff(c.want, got); err != nil || ok != (c.want.ID != "") || diff != "" {
			t.Errorf("%s: %v %v\n%s", name, ok, err, diff)
		}
	}
	if got := born("175928847299117063"); !got.Equal(time.Date(2016, 4, 30, 11, 18, 25, 796e6,
		time.UTC)) { // the example of Discord's documentation
		t.Errorf("born %v", got)
	}
}

func TestReadInteraction(t *testing.T) {
	head := `{"id":"1042900000000000000","application_id":"9","token":"t","channel_id":"5","locale":"nl",`
	inGuild := head + `"guild_id":"6","member":{"user":{"id":"7","username":"ada"}},`
	alone := head + `"user":{"id":"7","username":"ada"},`
	room := chat.Place{Platform: Platform, Team: "6", Channel: "5"}
	mine := chat.Place{Platform: Platform, Team: "6", Channel: "5", Thread: "@7"}
	dm := chat.Place{Platform: Platform, Channel: "5"}
	for name, c := range map[string]struct {
		in   string
		want chat.Event // without what all have
	}{
		"ask in a guild": {inGuild + `"type":2,"data":{"type":1,"name":"handvat","options":[{"type":1,"name":"ask",
			"options":[{"type":3,"name":"question","value":" hoe? "}]}]}}`,
			chat.Event{Kind: chat.Said, Text: "hoe?", In: mine, Private: true}},
		"ask alone": {alone + `"type":2,"data":{"type":1,"name":"handvat","options":[{"type":1,"name":"ask",
			"options":[{"type":3,"name":"question","value":"hoe?"}]}]}}`,
			chat.Event{Kind: chat.Said, Text: "hoe?", In: dm, Direct: true}},
		"subcommand": {alone + `"type":2,"data":{"type":1,"name":"handvat","options":[{"type":1,"name":"my-data"}]}}`,
			chat.Event{Kind: chat.Said, Text: "mijn gegevens", In: dm, Direct: true}},
		"without subcommand": {alone + `"type":2,"data":{"type":1,"name":"handvat"}}`,
			chat.Event{Kind: chat.Said, Text: "help", In: dm, Direct: true}},
		"on a message": {inGuild + `"type":2,"data":{"type":3,"name":"Find","target_id":"4",
			"resolved":{"messages":{"4":{"id":"4","content":"de printer <@8> hapert","mentions":[{"id":"8",
			"username":"ben"}]}}}}}`,
			chat.Event{Kind: chat.Said, Text: "de printer @ben hapert",
				People: []chat.Person{{Platform: Platform, ID: "8", Name: "ben"}}, In: mine, Private: true}},
		"button in company": {inGuild + `"type":3,"message":{"id":"3","flags":32768},"data":{"component_type":2,
			"custom_id":"0step a/2"}}`,
			chat.Event{Kind: chat.Pressed, Action: chat.Action{Verb: "step", Arg: "a/2"}, In: room,
				ReplyTo: chat.Ref{Place: room, ID: "3"}}},
		"button only they see": {inGuild + `"type":3,"message":{"id":"3","flags":32832},"data":{"component_type":2,
			"custom_id":"1none"}}`,
			chat.Event{Kind: chat.Pressed, Action: chat.Action{Verb: "none"}, In: mine, Private: true,
				ReplyTo: chat.Ref{Place: mine, ID: "3"}}},
		"form in labels": {alone + `"type":5,"message":{"id":"3"},"data":{"custom_id":"draft 1",
			"components":[{"type":18,"component":{"type":4,"custom_id":"task","value":" a\r\nb "}},{"type":18,
			"component":{"type":3,"custom_id":"who","values":["me"]}},{"type":18,"component":{"type":4,
			"custom_id":"rest","value":" "}}]}}`,
			chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "draft", Arg: "1"},
				Fields: map[string]string{"task": "a\nb", "who": "me"}, In: dm, Direct: true,
				ReplyTo: chat.Ref{Place: dm, ID: "3"}}},
		"form for colleagues": {alone + `"type":5,"data":{"custom_id":"draft","components":[{"type":18,
			"component":{"type":5,"custom_id":"with","values":["8","12","10","8"]}}],"resolved":{"users":{"8":{"id":"8",
			"username":"ben"},"10":{"id":"10","username":"robot","bot":true}}}}}`,
			chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "draft"},
				Fields: map[string]string{"with": "ben, collega, ben"},
				People: []chat.Person{{Platform: Platform, ID: "8", Name: "ben"}, {Platform: Platform, ID: "12"}},
				In:     dm, Direct: true}},
		"form for nobody": {alone + `"type":5,"data":{"custom_id":"draft","components":[{"type":18,
			"component":{"type":5,"custom_id":"with","values":[]}}]}}`,
			chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "draft"}, Fields: map[string]string{},
				In: dm, Direct: true}},
		"form in rows": {alone + `"type":5,"data":{"custom_id":"draft","components":[{"type":1,"components":[{"type":4,
			"custom_id":"task","value":"a"}]}]}}`,
			chat.Event{Kind: chat.Filled, Action: chat.Action{Verb: "draft"}, Fields: map[string]string{"task": "a"},
				In: dm, Direct: true}},
		"form forgotten": {alone + `"type":5,"message":{"id":"3"},"data":{"custom_id":"+say","components":[{"type":18,
			"component":{"type":4,"custom_id":"+say","value":"a"}}]}}`,
			chat.Event{Kind: chat.Said, Text: "a", In: dm, Direct: true, ReplyTo: chat.Ref{Place: dm, ID: "3"}}},
	} {
		in, err := readInteraction([]byte(c.in))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got, opens, err := in.event()
		c.want.ID, c.want.Locale, c.want.From, c.want.Time = "discord-i-1042900000000000000-7", "nl",
			chat.Person{Platform: Platform, ID: "7", Name: "ada"}, born(in.ID)
		if diff := cmp.Diff(c.want, got); err != nil || opens != "" || diff != "" {
			t.Errorf("%s: opens %q, %v\n%s", name, opens, err, diff)
		}
	}
	for name, s := range map[string]string{
		"nobody":         head + `"type":2}`,
		"token in parts": strings.Replace(alone, `"token":"t"`, `"token":"../t"`, 1) + `"type":2}`,
		"no id":          strings.Replace(alone, "1042900000000000000", "x", 1) + `"type":2}`,
		"not JSON":       `{`,
	} {
		if _, err := readInteraction([]byte(s)); !errors.Is(err, errUnreadable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestCommandsAreUnderstood holds that what a subcommand says to the bot is a command
// there, in both languages.
func TestCommandsAreUnderstood(t *testing.T) {
	for _, lang := range Words.Langs() {
		known := slices.Concat(slices.Collect(maps.Values(texttest.Typed(t, "../..", lang)))...)
		for _, name := range subcommands {
			if typed := Words.In(lang).Subcommands[name].Typed; !slices.Contains(known, typed) {
				t.Errorf("%s: the bot does not know %q", lang, typed)
			}
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte(`{"id":"1","channel_id":"5","guild_id":"6","author":{"id":"7"},"content":"<@9> <a:x:1>",
		"mentions":[{"id":"9"}]}`))
	f.Add([]byte(`{"id":"1","channel_id":"5","author":{"id":"7"},"content":"x"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, _, ok, err := readMessage(data, "9", func(string) string { return "" }); ok && err == nil {
			sound(t, e)
		}
	})
}

func FuzzInteraction(f *testing.F) {
	f.Add([]byte(`{"id":"1","application_id":"9","token":"t","channel_id":"5","user":{"id":"7"},"type":3,
		"message":{"id":"3"},"data":{"custom_id":"0step a/2"}}`))
	f.Add([]byte(`{"id":"1","application_id":"9","token":"t","channel_id":"5","guild_id":"6",
		"member":{"user":{"id":"7"}},"type":5,"data":{"custom_id":"draft 1",
		"components":[{"component":{"custom_id":"a","value":"b"}}]}}`))
	f.Add([]byte(`{"id":"1","application_id":"9","token":"t","channel_id":"5","user":{"id":"7"},"type":2,
		"data":{"type":1,"options":[{"name":"ask","options":[{"name":"question","value":"x"}]}]}}`))
	f.Add([]byte(`{"id":"1","application_id":"9","token":"t","channel_id":"5","user":{"id":"7"},"type":3,
		"message":{"id":"3"},"data":{"custom_id":"f12345678draft"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		in, err := readInteraction(data)
		if err != nil || in.Type == 1 {
			return
		}
		if e, _, err := in.event(); err == nil {
			sound(t, e)
		}
	})
}

func FuzzHook(f *testing.F) {
	f.Add([]byte(`{"type":1,"event":{"type":"APPLICATION_AUTHORIZED","timestamp":"2024-10-18T14:42:53.064834",
		"data":{"user":{"id":"7"}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, ok, err := readHook(data); ok && err == nil {
			sound(t, e)
		}
	})
}

// sound checks what the inbox and the bot rely on.
func sound(t *testing.T, e chat.Event) {
	if e.ID == "" || len(e.ID) > 200 || e.Kind < chat.Said || e.Kind > chat.Left ||
		e.In.Platform != Platform || e.From.ID == "" {
		t.Errorf("%+v", e)
	}
	if len(e.Action.Verb)+len(e.Action.Arg) > chat.MaxAction {
		t.Errorf("action %+v", e.Action)
	}
	if _, _, who := readActID(e.ID); who != e.From.ID {
		t.Errorf("%s is not from %s", e.ID, e.From.ID)
	}
	if _, err := json.Marshal(e); err != nil {
		t.Error(err)
	}
}
