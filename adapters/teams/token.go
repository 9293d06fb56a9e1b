package teams

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"
)

const (
	tokenURL   = "https://login.microsoftonline.com/%s/oauth2/v2.0/token" // of a tenant
	tokenScope = "https://api.botframework.com/.default"
	tokenEarly = 5 * time.Minute // a token is renewed this long before it expires
	tokenApart = time.Minute     // how often a refused token may be renewed
)

// A TokenError is why there is no token to send with.
type TokenError struct {
	Status int    // of the answer
	Code   string // such as invalid_client; may be empty
	Number string // Microsoft's number of the cause, such as AADSTS7000222; may be empty
}

func (e *TokenError) Error() string { return e.In("en") }

// In tells it in a language.
func (e *TokenError) In(lang string) string {
	return Words.In(lang).Wrong.NoToken.With(strings.TrimSpace(fmt.Sprintf("%d %s %s", e.Status, e.Code, e.Number)))
}

var causeRE = regexp.MustCompile(`AADSTS\d+`)

// newToken returns the token we send with, which app gets for its secret at address.
func newToken(app, secret, address string, client *http.Client, now func() time.Time) *kept[string] {
	form := url.Values{"grant_type": {"client_credentials"}, "client_id": {app}, "client_secret": {secret},
		"scope": {tokenScope}}.Encode()
	return newKept(now, tokenApart, func(ctx context.Context) (string, time.Duration, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form))
		if err != nil {
			return "", 0, err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		resp, err := client.Do(req)
		if err != nil {
			return "", 0, fmt.Errorf("no token: %w", err)
		}
		defer resp.Body.Close()
		var got struct {
			AccessToken string `json:"access_token"`
			ExpiresIn   int    `json:"expires_in"` // seconds
			Error       string
			Description string `json:"error_description"`
		}
		err = json.NewDecoder(io.LimitReader(resp.Body, maxDoc)).Decode(&got)
		if resp.StatusCode != http.StatusOK {
			return "", 0, &TokenError{resp.StatusCode, got.Error, causeRE.FindString(got.Description)}
		}
		if err != nil || got.AccessToken == "" {
			return "", 0, &TokenError{resp.StatusCode, "unreadable", ""}
		}
		life := time.Duration(got.ExpiresIn) * time.Second
		return got.AccessToken, max(life-tokenEarly, life/2), nil
	})
}
