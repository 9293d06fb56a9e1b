package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestConfigFromFileEnvironmentAndSecretFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	token := write("token", "xoxb-from-a-file\n")
	file := write("handvat.yaml", "# ours\npublic:\n  addr: :8090\nslack:\n  bot_token_file: "+token+
		"\n  signing_secret: from-yaml\n  expires: 2027-01-31\ndiscord:\n  guilds: [a, b]\n")
	t.Setenv("HANDVAT_SLACK_SIGNING_SECRET", "from-the-environment")
	t.Setenv("HANDVAT_TEAMS_SECRET_FILE", write("teams", "s3cret"))
	c, err := configFlags{Config: file}.load()
	if err != nil {
		t.Fatal(err)
	}
	if c.Slack.BotToken.Reveal() != "xoxb-from-a-file" || c.Slack.SigningSecret.Reveal() != "from-the-environment" ||
		c.Teams.Secret.Reveal() != "s3cret" ||
		c.Slack.Expires.Format("2006-01-02") != "2027-01-31" || c.Public.Addr != ":8090" || len(c.Discord.Guilds) != 2 {
		t.Errorf("%+v", c)
	}

	t.Setenv("HANDVAT_SLACK_BOT_TOKEN", "xoxb-again")
	if _, err := (configFlags{Config: file}).load(); err == nil || !strings.Contains(err.Error(), "both given") ||
		strings.Contains(err.Error(), "xoxb") {
		t.Errorf("a secret given twice: %v", err)
	}
}

func TestConfigErrorsSayWhere(t *testing.T) {
	for in, want := range map[string]string{
		"slack:\n  bot_tokn: xoxb-hidden\n": `x.yaml:2:3: The field "bot_tokn" does not exist. ` +
			`Do you mean "bot_token"?`,
		"slak: {}\n": `x.yaml:1:1: The field "slak" does not exist. Do you mean "slack"?`,

		"slack:\n  bot_token: [xoxb-hidden]\n":                    "x.yaml:2:14: bot_token takes one value",
		"slack:\n  expires: soon\n  bot_token: xoxb-hidden\n":     "no date such as",
		"slack:\n  bot_token: xoxb-hidden\n  bot_token: hidden\n": "x.yaml:3:3: This field is there already",
		"web:\n  title: a\n  title: b\nprivacy:\n  k: veel\n":     "x.yaml:5:6: k is a whole number",
		"slack: {bot_token: xoxb-hidden\n":                        "x.yaml:1:8: The bracket",
	} {
		err := readConfig("x.yaml", []byte(in), new(config))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
	if err := readConfig("x.yaml", []byte("# nothing\n"), new(config)); err != nil {
		t.Errorf("an empty file: %v", err)
	}
	if err := readEnvironment([]string{"HANDVAT_SLACK_BOT_TOKN=xoxb-hidden"}, new(config)); err == nil ||
		strings.Contains(err.Error(), "hidden") {
		t.Errorf("an unknown variable: %v", err)
	}
	if err := readEnvironment([]string{"HANDVAT_ADDR=localhost:1", "HANDVAT_SLACK_EXPIRES=soon"},
		new(config)); err == nil {
		t.Error("a bad date in the environment: no error")
	}
	if err := (secretOf{name: "x", value: new(Secret), file: filepath.Join(t.TempDir(), "none")}).load(); err == nil {
		t.Error("a file that is not there: no error")
	}
}

// TestSecretsStaySecret looks for a secret in everything that could show one.
func TestSecretsStaySecret(t *testing.T) {
	c := config{Slack: slackConfig{BotToken: newSecret("hunter2")}}
	var log bytes.Buffer
	for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(h).Info("x", "secret", c.Slack.BotToken, "pointer", &c.Slack.BotToken, "config", c, "deep", &c.Slack)
	}
	asJSON, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	all := log.String() + string(asJSON) + string(asYAML)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		all += fmt.Sprintf(verb, c) + fmt.Sprintf(verb, c.Slack.BotToken) + fmt.Sprintf(verb, &c.Slack) +
			fmt.Sprintf(verb, []any{struct{ hidden Secret }{c.Slack.BotToken}})
	}
	for _, leak := range []string{"hunter2", "68756e74657232"} {
		if strings.Contains(strings.ToLower(all), leak) {
			t.Errorf("the secret is in %s", all)
		}
	}
	if !strings.Contains(string(asJSON), "[secret]") || !strings.Contains(string(asYAML), "[secret]") {
		t.Errorf("%s %s", asJSON, asYAML)
	}
}
