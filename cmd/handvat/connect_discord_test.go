package main

import (
	"bytes"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/handvat/handvat/adapters/discord"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/store"
)

// discordAnswers plays Discord's REST API, by method and path.
type discordAnswers map[string]string

func (d discordAnswers) RoundTrip(r *http.Request) (*http.Response, error) {
	status, body := 200, d[r.Method+" "+strings.TrimPrefix(r.URL.Path, "/api/v9/")]
	if r.Header.Get("Authorization") != "Bot sssh" {
		status, body = 401, `{"message":"401: Unauthorized","code":0}`
	} else if strings.HasPrefix(body, `{"code"`) {
		status = 403
	}
	if r.Method == "PUT" {
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		body = string(sent)
		d["GET applications/1/commands"] = body
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}, nil
}

func TestConnectDiscord(t *testing.T) {
	t.Setenv("LANG", "en_GB.UTF-8")
	key := strings.Repeat("ab", 32)
	for name, c := range map[string]struct {
		app    string
		token  string
		key    string
		to     string
		change map[string]string
		want   []string
		fails  bool
	}{
		"guide": {want: []string{"New Application", "handvat connect discord again"}},
		"all well": {app: "1", token: "sssh", to: "7",
			want: []string{"knows the bot as Handvat", "test card is on its way", "is in Work, Lab", "permissions=",
				"Next: handvat serve"}},
		"token": {app: "1", token: "other",
			want: []string{"does not know this token", "applications/1/bot"}, fails: true},
		"another application": {app: "2", token: "sssh", want: []string{"of another application, 1"}, fails: true},
		"wrong key": {app: "1", token: "sssh", key: strings.Repeat("cd", 32),
			want: []string{"public_key to " + key}, fails: true},
		"endpoint without key": {app: "1", token: "sssh",
			want: []string{"Set discord.public_key to " + key}, fails: true,
			change: map[string]string{"GET applications/@me": `{"id":"1","name":"H","verify_key":"` + key +
				`","interactions_endpoint_url":"https://h.example.org/discord"}`}},
		"privileged": {app: "1", token: "sssh", want: []string{"may read more than it needs", "soon"},
			change: map[string]string{"GET applications/@me": `{"id":"1","name":"H","flags":524288}`}},
		"nowhere": {app: "1", token: "sssh", change: map[string]string{"GET users/@me/guilds": `[]`}, fails: true,
			want: []string{"in no server yet",
				"https://discord.com/oauth2/authorize?client_id=1&permissions=274878008320&" +
					"scope=bot+applications.commands"}},
		"blocked": {app: "1", token: "sssh", to: "7",
			change: map[string]string{"POST channels/5/messages": `{"code":50007,"message":"x"}`}, fails: true,
			want: []string{"did not arrive", "allow direct messages"}},
	} {
		answers := discordAnswers{
			"GET applications/@me":        `{"id":"1","name":"Handvat","verify_key":"` + key + `"}`,
			"GET users/@me/guilds":        `[{"id":"3","name":"Work"},{"id":"4","name":"Lab"}]`,
			"GET gateway/bot":             `{"url":"wss://x","session_start_limit":{"remaining":999}}`,
			"GET applications/1/commands": `[]`,
			"POST users/@me/channels":     `{"id":"5"}`,
			"POST channels/5/messages":    `{"id":"6"}`,
		}
		for k, v := range c.change {
			answers[k] = v
		}
		t.Setenv("HANDVAT_DISCORD_APP_ID", c.app)
		t.Setenv("HANDVAT_DISCORD_PUBLIC_KEY", c.key)
		file := ""
		if c.token != "" { // with the end of line that an editor leaves
			file = filepath.Join(t.TempDir(), "token")
			if err := os.WriteFile(file, []byte(c.token+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv("HANDVAT_DISCORD_TOKEN_FILE", file)
		cmd := connectDiscordCmd{To: c.to, client: &http.Client{Transport: answers}}
		var out bytes.Buffer
		err := cmd.Run(t.Context(), stdio{out: &out, err: &out}, slog.New(slog.DiscardHandler))
		if errors.Is(err, errTold) != c.fails || err != nil && !errors.Is(err, errTold) {
			t.Errorf("%s: %v\n%s", name, err, &out)
		}
		for _, want := range c.want {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s: %q is not in\n%s", name, want, &out)
			}
		}
		if strings.Contains(out.String(), "sssh") {
			t.Errorf("%s: tells the token:\n%s", name, &out)
		}
	}
}

// TestBookmarks holds that the next run knows where the last one was, and that an old
// or damaged note is no trouble.
func TestBookmarks(t *testing.T) {
	db, err := store.Open(filepath.Join(t.TempDir(), "db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	now := time.Unix(0, 0)
	n := delivery.Notes{DB: db, Now: func() time.Time { return now }}
	lg := slog.New(slog.DiscardHandler)
	want := discord.Bookmark{Session: "s", URL: "wss://x", Seq: 7}
	none, keep := bookmarks(lg, n)
	keep(want)
	got, _ := bookmarks(lg, n)
	now = now.Add(time.Hour)
	if old, _ := bookmarks(lg, n); none != old || got != want || old != (discord.Bookmark{}) {
		t.Errorf("%v, %v, %v", none, got, old)
	}
	if err := n.Note(t.Context(), chat.Place{Platform: discord.Platform}, "{", now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if damaged, _ := bookmarks(lg, n); damaged != (discord.Bookmark{}) {
		t.Errorf("%v", damaged)
	}
}
