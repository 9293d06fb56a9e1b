package teams

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/handvat/handvat/bot/chat"
)

// connectors are the hosts of Microsoft's Bot Connector for Teams. Our token goes to
// no other host, because the address of a conversation comes from outside.
var connectors = []string{"smba.trafficmanager.net", "smba.infra.gcc.teams.microsoft.com"}

// errAddress is wrapped by the error of an address that our token must not go to.
var errAddress = errors.New("not an address of the Bot Connector")

// hosts decides which hosts are the platform.
type hosts struct{ loopback bool }

// connector is the address of a Bot Connector, without a slash at its end.
func (h hosts) connector(service string) (string, error) {
	u, err := url.Parse(service)
	if err != nil {
		return "", errAddress
	}
	plain := u.User == nil && u.RawQuery == "" && !u.ForceQuery && u.Fragment == ""
	known := u.Scheme == "https" && slices.Contains(connectors, u.Host) || h.loopback && isLoopback(u)
	if !plain || !known {
		return "", errAddress
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// isLoopback reports whether u leads to this machine.
func isLoopback(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return (u.Scheme == "http" || u.Scheme == "https") && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback())
}

// A conversation is where messages can be posted. It is written in a [chat.Place], so
// that posting later needs nothing but the place:
//
//	Team     the tenant
//	Channel  "direct" or "company", a space, and the address of the conversation
//	         at the Bot Connector, for a channel without the thread; or "person"
//	         and an address that ends with them
//	Thread   the message a thread in a channel began with
type conversation struct {
	service string // address of the Bot Connector
	id      string // with ";messageid=…" in a thread
	tenant  string
	direct  bool   // one person and the bot
	person  string // instead of an id: whoever it is with, if it is not known yet
}

const (
	direct    = "direct"
	company   = "company"
	person    = "person"
	threadTag = ";messageid="
	pathTo    = "/v3/conversations"
)

// parts are the id of c without its thread, and the thread.
func (c conversation) parts() (id, thread string) {
	id, thread, _ = strings.Cut(c.id, threadTag)
	return id, thread
}

// place writes c down.
func (c conversation) place() chat.Place {
	id, thread := c.parts()
	kind := company
	if c.direct {
		kind = direct
	}
	return chat.Place{Platform: Platform, Team: c.tenant,
		Channel: kind + " " + c.service + pathTo + "/" + url.PathEscape(id), Thread: thread}
}

// Person is the conversation of the bot with someone who has the app: user is their
// object id in Microsoft Entra. It is looked up when something is sent there.
func Person(tenant, user string) chat.Place {
	return chat.Place{Platform: Platform, Team: tenant,
		Channel: person + " " + DefaultService + pathTo + "/" + url.PathEscape(user)}
}

// conversation reads what place wrote, and holds it to be an address of the platform.
func (h hosts) conversation(p chat.Place) (conversation, error) {
	kind, address, _ := strings.Cut(p.Channel, " ")
	service, escaped, ok := strings.Cut(address, pathTo+"/")
	id, err := url.PathUnescape(escaped)
	if !ok || err != nil || id == "" || p.Platform != Platform || kind != direct && kind != company && kind != person {
		return conversation{}, fmt.Errorf("teams: place: %w", errAddress)
	}
	if service, err = h.connector(service); err != nil {
		return conversation{}, fmt.Errorf("teams: place: %w", err)
	}
	if kind == person {
		return conversation{service: service, tenant: p.Team, person: id}, nil
	}
	if p.Thread != "" {
		id += threadTag + p.Thread
	}
	return conversation{service: service, id: id, tenant: p.Team, direct: kind == direct}, nil
}

// address is where the activities of c are.
func (c conversation) address() string {
	return c.service + pathTo + "/" + url.PathEscape(c.id) + "/activities"
}

// actID names an act: what is the same in every delivery of it, and who did it, so
// that whoever answers it knows whom to answer.
func actID(user string, same ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(same, "\x00")))
	id := "t." + base64.RawURLEncoding.EncodeToString(sum[:16])
	if user == "" || len(id)+1+len(user) > maxID {
		return id
	}
	return id + "." + user
}

// maxID is how long the name of an act may be.
const maxID = 200

// actor is who did the act with this name; empty if the name does not tell.
func actor(id string) string {
	rest, ok := strings.CutPrefix(id, "t.")
	const hash = 22
	if !ok || len(rest) <= hash+1 || rest[hash] != '.' {
		return ""
	}
	return rest[hash+1:]
}
