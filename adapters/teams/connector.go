package teams

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// A connector posts to the Bot Connector.
type connector struct {
	client *http.Client
	token  *kept[string]
	now    func() time.Time
}

// gone are the codes by which the platform says that a person blocked the bot, or that
// it is not installed in a conversation anymore.
var gone = map[string]bool{"MessageWritesBlocked": true, "BotNotInConversationRoster": true,
	"ConversationNotFound": true}

// do sends v and returns the id of what was made. Every error is a [*chat.SendError].
// A token that is refused is renewed once.
func (c *connector) do(ctx context.Context, method, address string, v any) (id string, err error) {
	var made struct{ ID string }
	err = c.call(ctx, method, address, v, &made)
	return made.ID, err
}

// call sends v, nil for nothing, and reads the answer into what into points to. Its
// errors are those of do.
func (c *connector) call(ctx context.Context, method, address string, v, into any) (err error) {
	var body []byte
	if v != nil {
		if body, err = encode(v); err != nil {
			return &chat.SendError{Err: err, Permanent: true}
		}
	}
	for again := false; ; again = true {
		token, err := c.token.get(ctx)
		if err != nil {
			return &chat.SendError{Err: fmt.Errorf("teams: %w", err)}
		}
		status, err := c.try(ctx, method, address, token, body, into)
		if status != http.StatusUnauthorized || again {
			return err
		}
		if _, err := c.token.renew(ctx); err != nil {
			return &chat.SendError{Err: fmt.Errorf("teams: %w", err)}
		}
	}
}

func (c *connector) try(ctx context.Context, method, address, token string, body []byte,
	into any) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return 0, &chat.SendError{Err: fmt.Errorf("teams: send: %w", err), Permanent: true}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := c.client.Do(req)
	if err != nil {
		return 0, chat.NotSent(Platform, err)
	}
	defer resp.Body.Close()
	answer := json.NewDecoder(io.LimitReader(resp.Body, maxDoc))
	if resp.StatusCode >= 300 {
		var said struct{ Error struct{ Code string } }
		_ = answer.Decode(&said) // without a code the status says enough
		return resp.StatusCode, refusal(resp, said.Error.Code, c.now())
	}
	if err := answer.Decode(into); err != nil && err != io.EOF {
		return resp.StatusCode, &chat.SendError{Err: fmt.Errorf("teams: read what was sent: %w", err), Ambiguous: true}
	}
	return resp.StatusCode, nil
}

// refusal is the error of an answer that is no success.
func refusal(resp *http.Response, code string, now time.Time) error {
	e := &chat.SendError{Err: fmt.Errorf("teams: the connector answers %d %s", resp.StatusCode, code),
		RetryAfter: min(chat.RetryAfter(resp.Header.Get("Retry-After"), now), time.Hour)}
	switch s := resp.StatusCode; {
	case gone[code]:
		e.Gone = true
	case s == http.StatusTooManyRequests, s == http.StatusPreconditionFailed, s == http.StatusUnauthorized:
		// Nothing was done; later it may.
	case s >= 500, s == http.StatusRequestTimeout:
		e.Ambiguous = true
	default:
		e.Permanent = true
	}
	return e
}

// alone returns the conversation of one person with the bot, which is made if needed.
func (c *connector) alone(ctx context.Context, app, user string, from conversation) (conversation, error) {
	type member struct {
		ID string `json:"id"`
	}
	var tenant struct {
		Tenant member `json:"tenant"`
	}
	tenant.Tenant.ID = from.tenant
	id, err := c.do(ctx, http.MethodPost, from.service+pathTo, struct {
		Bot         member   `json:"bot"`
		Members     []member `json:"members"`
		IsGroup     bool     `json:"isGroup"`
		TenantID    string   `json:"tenantId,omitempty"`
		ChannelData any      `json:"channelData"`
	}{member{"28:" + app}, []member{{user}}, false, from.tenant, tenant})
	var said *chat.SendError
	switch {
	case errors.As(err, &said):
		// Nothing was said yet, and the conversation it came from goes on.
		return conversation{}, &chat.SendError{Err: said.Err, RetryAfter: said.RetryAfter,
			Permanent: said.Permanent || said.Gone}
	case id == "":
		return conversation{}, &chat.SendError{Err: errors.New("teams: a conversation was made without an id")}
	}
	return conversation{service: from.service, id: id, tenant: from.tenant, direct: true}, nil
}
