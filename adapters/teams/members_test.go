package teams

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const (
	teamID   = "19:balie@thread.tacv2"
	teamLink = "https://teams.microsoft.com/l/team/19%3Abalie%40thread.tacv2/conversations?groupId=g&tenantId=t"
)

// serveMembers tells who is in a team, a few at a time; the second page only after the bot
// waited.
func (f *fakeTeams) serveMembers(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.lookups++
	if bad, _ := f.broken(w, r); bad {
		return
	}
	page := object{"continuationToken": "p2&x",
		"members": []object{{"id": "29:2", "aadObjectId": "entra-2"},
			{"id": "29:1", "objectId": "entra-1", "tenantId": testTenant, "userRole": "owner"},
			{"id": "29:9", "aadObjectId": "entra-9", "userRole": "guest"},
			{"id": "29:8", "aadObjectId": "entra-8", "tenantId": "elsewhere"}}}
	switch token := r.URL.Query().Get("continuationToken"); {
	case r.PathValue("c") != teamID || r.URL.Query().Get("pageSize") != "500":
		w.WriteHeader(http.StatusForbidden)
		page = object{"error": object{"code": "BotNotInConversationRoster"}}
	case token == "p2&x" && f.lookups == 2:
		w.Header().Set("Retry-After", "0.01")
		w.WriteHeader(http.StatusTooManyRequests)
		page = object{"error": object{"code": "TooManyRequests"}}
	case token == "p2&x":
		page = object{"members": []object{{"id": "29:3", "aadObjectId": "entra-3"},
			{"id": "29:1", "aadObjectId": "entra-1"}}}
	}
	json.NewEncoder(w).Encode(page)
}

func TestGroup(t *testing.T) {
	f := newFakeTeams(t)
	a := f.serve(nil, nil)
	for _, link := range []string{teamLink, teamID,
		"https://teams.microsoft.com/l/channel/19%3Abalie%40thread.tacv2/De%20balie?groupId=g"} {
		f.lookups = 0
		g, err := a.Group(t.Context(), f.service(), link)
		if err != nil || g.Name != "De balie" || g.Tenant != testTenant ||
			fmt.Sprint(g.Members) != "[entra-1 entra-2 entra-3]" || g.Left != 2 || f.lookups != 3 {
			t.Errorf("%s: %+v, %v, asked %d times", link, g, err, f.lookups)
		}
	}
	for link, want := range map[string]string{
		"19:other@thread.tacv2":                   "Add the app to the team",
		"https://teams.microsoft.com/l/chat/0/0":  "Get link to team",
		"https://example.org/l/team/secret/x":     "Get link to team",
		"19:a/b@thread.tacv2":                     "Get link to team",
		"19:x@thread.tacv2/../../../other?token=": "Get link to team",
	} {
		if _, err := a.Group(t.Context(), f.service(), link); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", link, err)
		}
	}
	if _, err := a.Group(t.Context(), "https://example.org/teams", teamID); err == nil {
		t.Error("our token goes to another host")
	}
	if u, err := url.Parse(DefaultService); err != nil || u.Host != connectors[0] {
		t.Error(DefaultService)
	}
}
