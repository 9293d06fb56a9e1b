package teams

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// DefaultService is the address of the Bot Connector that knows every region.
const DefaultService = "https://smba.trafficmanager.net/teams"

// A Group is a team, or a channel with members of its own, that the bot is in.
type Group struct {
	Name    string
	Tenant  string
	Members []string // object ids in Microsoft Entra, in order
	Left    int      // guests and people of other organisations, who are not in Members
}

const (
	pageOfMembers = 500 // the most that the platform gives at once
	maxPages      = 100
	triesOfPage   = 5
	waitForPage   = time.Second // before the second try, if the platform does not say; then twice as long
)

// Group returns who is in a team or channel. It is named by the link that Teams gives of it,
// or by its id; service is an address of the Bot Connector. The bot must be in the team, and
// needs no other permission. Group waits as long as the platform asks it to.
func (a *Adapter) Group(ctx context.Context, service, link string) (g Group, err error) {
	known, err := a.hosts.connector(service)
	if err != nil {
		return Group{}, Words.Say(func(w *texts) string { return w.Wrong.NoService.With(service) })
	}
	if a.cfg.Tenant == anyTenant {
		return Group{}, Words.Say(func(w *texts) string { return w.Wrong.NoTenant })
	}
	id, name, ok := groupOf(link)
	if !ok {
		return Group{}, Words.Say(func(w *texts) string { return w.Wrong.NoLink.With(link) })
	}
	g = Group{Name: name, Tenant: plain(a.cfg.Tenant)}
	if g.Name == "" {
		var team struct{ Name string }
		if err := a.patiently(ctx, known+"/v3/teams/"+url.PathEscape(id), &team); err != nil {
			return Group{}, groupError(err)
		}
		g.Name = cmp.Or(plain(team.Name), id)
	}
	address := known + pathTo + "/" + url.PathEscape(id) + "/pagedmembers"
	query := url.Values{"pageSize": {fmt.Sprint(pageOfMembers)}}
	for range maxPages {
		var page struct {
			ContinuationToken string
			Members           []member
		}
		if err := a.patiently(ctx, address+"?"+query.Encode(), &page); err != nil {
			return Group{}, groupError(err)
		}
		for _, m := range page.Members {
			m.Entra = cmp.Or(m.Entra, m.Object)
			switch {
			case m.Entra == "":
			case m.isGuest(a.cfg.Tenant):
				g.Left++
			default:
				g.Members = append(g.Members, m.who(a.cfg.Tenant).ID)
			}
		}
		if page.ContinuationToken == "" {
			slices.Sort(g.Members)
			g.Members = slices.Compact(g.Members)
			return g, nil
		}
		query.Set("continuationToken", page.ContinuationToken)
	}
	return Group{}, fmt.Errorf("teams: group: more than %d people", maxPages*pageOfMembers)
}

// A member is somebody in a team.
type member struct {
	account
	Object string `json:"objectId"` // the older name of aadObjectId
	Role   string `json:"userRole"`
	Tenant string `json:"tenantId"`
}

// isGuest reports whether m is a guest in a tenant, or of another one.
func (m member) isGuest(tenant string) bool {
	return strings.EqualFold(m.Role, "guest") || strings.EqualFold(m.Role, "anonymous") ||
		m.Tenant != "" && m.Tenant != tenant
}

// threadRE is the id of a team or channel.
var threadRE = regexp.MustCompile(`^19:[^/?#\s]+@thread\.(tacv2|skype)$`)

// groupOf reads a link to a team or a channel, or the id of one. A link to a channel tells
// its name.
func groupOf(link string) (id, name string, ok bool) {
	id = strings.TrimSpace(link)
	if u, err := url.Parse(id); err == nil && u.Host != "" {
		parts := strings.Split(strings.Trim(u.EscapedPath(), "/"), "/") // l, team or channel, id, name
		if len(parts) < 3 || parts[0] != "l" || parts[1] != "team" && parts[1] != "channel" {
			return "", "", false
		}
		if parts[1] == "channel" && len(parts) > 3 {
			name, _ = url.PathUnescape(parts[3]) // an escape that is wrong is no name
		}
		id, _ = url.PathUnescape(parts[2])
	}
	return id, plain(name), threadRE.MatchString(id)
}

// patiently reads what is at an address, again when the platform asks to wait or stumbles.
func (a *Adapter) patiently(ctx context.Context, address string, into any) error {
	return chat.Persist(ctx, triesOfPage, waitForPage, func() error {
		return a.post.call(ctx, http.MethodGet, address, nil, into)
	})
}

// groupError says what to do when the platform tells of no members.
func groupError(err error) error {
	var e *chat.SendError
	if errors.As(err, &e) && (e.Permanent || e.Gone) {
		return fmt.Errorf("%w. %w", err, Words.Say(func(w *texts) string { return w.Wrong.NotIn }))
	}
	return err
}
