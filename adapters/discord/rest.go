package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	dg "github.com/bwmarrin/discordgo"

	"github.com/handvat/handvat/bot/chat"
)

// A request is one call of Discord's API.
type request struct {
	method  string
	address string
	bucket  string // what rate limits apply to; empty for interactions, which have their own
	body    any    // sent as JSON; a payload may bring a file
	into    any    // where the answer goes; nil if it does not matter
}

// call carries out r. The error is a [*chat.SendError], and its text holds no address,
// because the address of an interaction is a secret.
func call(ctx context.Context, api *dg.Session, r request) error {
	contentType, body, err := encode(r.body)
	if err != nil {
		return &chat.SendError{Err: fmt.Errorf("discord: %w", err), Permanent: true}
	}
	limits, id := api.Ratelimiter, r.bucket
	if id == "" {
		limits, id = dg.NewRatelimiter(), "interaction"
	}
	bucket := limits.GetBucket(id)
	bucket.Lock() // as discordgo does, but without sleeping on it
	if wait := limits.GetWaitTime(bucket, 1); wait > 0 {
		bucket.Unlock()
		return &chat.SendError{Err: errors.New("discord: the rate limit is reached"), RetryAfter: wait}
	}
	bucket.Remaining--
	answer, err := api.RequestWithLockedBucket(r.method, r.address, contentType, body, bucket, 0, dg.WithContext(ctx))
	if err != nil {
		return sendError(err)
	}
	if r.into != nil {
		if err := json.Unmarshal(answer, r.into); err != nil {
			return &chat.SendError{Err: errors.New("discord: an answer that is not JSON"), Ambiguous: true}
		}
	}
	return nil
}

// encode is v as the body of a request. What breaks a limit of Discord's is an error:
// too many refused requests would get the bot banned.
func encode(v any) (contentType string, body []byte, err error) {
	if v == nil {
		return "application/json", nil, nil
	}
	if body, err = json.Marshal(v); err == nil {
		err = check(v, body)
	}
	p, _ := v.(payload)
	if err != nil || p.file == nil {
		return "application/json", body, err
	}
	file := &dg.File{Name: p.file.Name, ContentType: p.file.Type, Reader: bytes.NewReader(p.file.Data)}
	return dg.MultipartBodyWithJSON(json.RawMessage(body), []*dg.File{file})
}

// Codes of Discord's that mean something here, besides those discordgo names.
const (
	codeNoMutualGuilds = 50278
	codeBadToken       = 50027
)

// An apiError is what Discord answered instead of doing what was asked.
type apiError struct {
	Status, Code int
	Said         string
}

func (e *apiError) Error() string {
	return fmt.Sprintf("discord: status %d, code %d: %s", e.Status, e.Code, e.Said)
}

// code is Discord's code of err; 0 if it has none.
func code(err error) int {
	var e *apiError
	if errors.As(err, &e) {
		return e.Code
	}
	return 0
}

// sendError says what err, of a request, means for sending again.
func sendError(err error) *chat.SendError {
	var limit *dg.RateLimitError
	if errors.As(err, &limit) {
		return &chat.SendError{Err: errors.New("discord: too many requests"),
			RetryAfter: max(limit.RetryAfter, 50*time.Millisecond)}
	}
	var refused *dg.RESTError
	if errors.As(err, &refused) {
		e := &apiError{Status: refused.Response.StatusCode}
		if m := refused.Message; m != nil {
			e.Code, e.Said = m.Code, m.Message
		}
		return refusal(e)
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) { // a 429 in HTML: of the wall before Discord, not of Discord
		return &chat.SendError{Err: errors.New("discord: turned away before Discord"), RetryAfter: time.Minute}
	}
	return chat.NotSent(Platform, err)
}

// refusal says what it means that Discord answered e.
func refusal(e *apiError) *chat.SendError {
	out := &chat.SendError{Err: e}
	switch {
	case e.Status >= 500:
		out.Ambiguous = true
	case e.Status == 401: // the token was reset: asking on would get us banned
		out.RetryAfter = time.Minute
	case e.Code == dg.ErrCodeCannotSendMessagesToThisUser, e.Code == codeNoMutualGuilds,
		e.Code == dg.ErrCodeUnknownUser,
		e.Code == dg.ErrCodeUnknownChannel, e.Code == dg.ErrCodeUnknownGuild, e.Code == dg.ErrCodeMissingAccess:
		out.Gone = true
	default:
		out.Permanent = true
	}
	return out
}
