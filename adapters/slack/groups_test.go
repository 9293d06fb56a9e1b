package slack

import (
	"strings"
	"testing"
)

func TestGroups(t *testing.T) {
	f := newSlackFake(t)
	got, gs, err := Groups(t.Context(), f.config())
	if err != nil || got != team || len(gs) != 2 {
		t.Fatalf("%q, %v, %v", got, gs, err)
	}
	if gs[0].Handle != "balie" || strings.Join(gs[0].Members, " ") != "U1 U2" || gs[1].Handle != "magazijn" {
		t.Errorf("%+v", gs)
	}
	f.mu.Lock()
	f.refuse = "usergroups.list"
	f.mu.Unlock()
	if _, _, err := Groups(t.Context(), f.config()); err == nil || strings.Contains(err.Error(), "xoxb") {
		t.Errorf("refused: %v", err)
	}
}
