package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

// TestRefusalsAreLogged holds that who comes with a wrong token or without a sign-in is in the log, counted, and not
// once for each try; that what they gave is not; and that a file with a secret that everyone can read is told of at the
// start and by doctor.
func TestRefusalsAreLogged(t *testing.T) {
	secret := writeFile(t, "secret", "0123456789abcdefghij-proxy")
	if err := os.Chmod(secret, 0o644); err != nil {
		t.Fatal(err)
	}
	const right, wrong = "0123456789abcdefghij-right", "0123456789abcdefghij-wrong"
	config := writeFile(t, "handvat.yaml", "kpi: {token: "+right+"}\n")
	token := writeFile(t, "token", right)
	if err := os.Chmod(config, 0o644); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	s := serve(t, "--data", data, "--config", config, "--sign-in-header", "X-User",
		"--sign-in-secret-file", secret)
	for range 5 {
		r, err := http.NewRequestWithContext(t.Context(), "POST", s.url+"/kpi?token="+wrong, strings.NewReader("x"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+wrong)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusUnauthorized {
			t.Fatal(resp.Status)
		}
	}
	resp, err := http.Get(s.url + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	s.stop()
	logs := s.logs.String()
	if n := strings.Count(logs, "at=kpi status=401 times=1 total=1"); n != 1 || strings.Count(logs, "at=kpi") != 1 {
		t.Errorf("told %d times:\n%s", n, logs)
	}
	if resp.StatusCode != http.StatusUnauthorized || !strings.Contains(logs, "at=page status=401") {
		t.Errorf("without a sign-in: %s\n%s", resp.Status, logs)
	}
	if strings.Contains(logs, wrong) || strings.Contains(logs, right) {
		t.Errorf("the log holds a token:\n%s", logs)
	}
	if !strings.Contains(logs, "can read a file that holds a secret") || !strings.Contains(logs, config) ||
		!strings.Contains(logs, secret) {
		t.Errorf("the file that all can read is not told of:\n%s", logs)
	}
	if said := plays(t, "doctor", "--lang=en", "--config", config, "--data", data); !strings.Contains(said,
		"chmod o-rwx "+config) {
		t.Errorf("doctor:\n%s", said)
	}
	if err := os.Chmod(config, 0o600); err != nil {
		t.Fatal(err)
	}
	if said := plays(t, "doctor", "--lang=en", "--config", config, "--data", data); strings.Contains(said, "chmod") {
		t.Errorf("doctor, of a file that only we can read:\n%s", said)
	}
	if err := os.Chmod(token, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("HANDVAT_KPI_TOKEN_FILE", token)
	if said := plays(t, "doctor", "--lang=en", "--data", data); !strings.Contains(said, "chmod o-rwx "+token) {
		t.Errorf("doctor, of a file with a token:\n%s", said)
	}
	var out bytes.Buffer
	f := newRefusals(program{lg: (&commands{}).logger(&out), now: ticks()})
	for range 121 {
		f.note("slack", 401)
	}
	if n := strings.Count(out.String(), "\n"); n != 3 || !strings.Contains(out.String(), "times=60 total=121") {
		t.Errorf("in two minutes:\n%s", out.String())
	}
}

// TestRefusalsAreShown holds that doctor tells who runs the program how many sign-ins, tokens, signatures and codes
// were refused, by where they came in and by day, while the program serves and afterwards, and nothing of what was
// given.
func TestRefusalsAreShown(t *testing.T) {
	newFakeSlack(t)
	data, public := t.TempDir(), freeAddr(t)
	const wrong = "0123456789abcdefghij-wrong"
	config := writeFile(t, "handvat.yaml", "public: {addr: \""+public+"\"}\n"+
		"teams: {app_id: 00000000-0000-0000-0000-000000000001, secret: "+wrong+", "+
		"tenant: 00000000-0000-0000-0000-000000000002}\n"+
		"discord: {app_id: \"1\", http_only: true, token: "+wrong+", public_key: "+strings.Repeat("ab", 32)+"}\n"+
		"kpi: {token: 0123456789abcdefghij-right}\n")
	s := serve(t, "--data", data, "--config", config)
	stamp := fmt.Sprint(time.Now().Unix())
	for url, with := range map[string]http.Header{
		"http://" + public + "/slack": {"X-Slack-Request-Timestamp": {stamp},
			"X-Slack-Signature": {"v0=" + wrong}},
		"http://" + public + "/discord":      {"X-Signature-Timestamp": {stamp}, "X-Signature-Ed25519": {wrong}},
		"http://" + public + "/api/messages": {"Authorization": {"Bearer " + wrong}},
		s.url + "/kpi":                       {"Authorization": {"Bearer " + wrong}},
		s.url + "/say":                       {"Origin": {"https://evil.example"}},
	} {
		for range 3 {
			r, err := http.NewRequestWithContext(t.Context(), "POST", url, strings.NewReader(`{"type": 1}`))
			if err != nil {
				t.Fatal(err)
			}
			r.Header = with.Clone()
			r.Header.Set("Content-Type", "application/json")
			resp, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			if resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusForbidden {
				t.Fatalf("%s: %s", url, resp.Status)
			}
		}
	}
	ada := newVisitor(t, s.url)
	for range maxCodes {
		ada.say("aaaa-bbbb-cccc-dddd")
	}
	want := fmt.Sprintf("refused  On %s (UTC) the sign-in, token, signature or code was not right this often: "+
		"code %d, discord 3, kpi 3, page 3, slack 3, teams 3.",
		time.Now().UTC().Format("2 January 2006"), maxCodes)
	said := ""
	for until := time.Now().Add(time.Minute); !strings.Contains(said, want); time.Sleep(50 * time.Millisecond) {
		if said = plays(t, "doctor", "--lang=en", "--data", data); time.Now().After(until) {
			t.Fatalf("while it serves there is no %q in\n%s", want, said)
		}
	}
	s.stop()
	if said := plays(t, "doctor", "--lang=en", "--data", data); !strings.Contains(said, want) ||
		strings.Contains(said, "wrong") {
		t.Errorf("afterwards there is no %q in\n%s", want, said)
	}
	if strings.Contains(s.logs.String(), wrong) {
		t.Errorf("the log holds what was given:\n%s", s.logs.String())
	}
	said = plays(t, "privacy", "report", "--data", data)
	if !strings.Contains(said, "handtekening of code geweigerd is") {
		t.Error("the papers do not tell of it")
	}
}

// maxCodes are more wrong codes than are looked at.
const maxCodes = 7

// ticks is a clock that goes on a second each time it is read.
func ticks() func() time.Time {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}
