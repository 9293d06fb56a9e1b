package teams

import (
	"context"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const (
	issuer   = "https://api.botframework.com"
	metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration"

	leeway    = 5 * time.Minute  // clocks may differ this much
	keysFresh = 24 * time.Hour   // how long keys are used without asking again
	keysApart = 10 * time.Minute // how often an unknown key may make us ask
	maxDoc    = 1 << 20          // bytes of metadata and keys
)

// errRefused is wrapped by the error of a request that is not the platform's.
var errRefused = errors.New("refused")

// A verifier decides whether a request comes from the platform, by its token alone.
type verifier struct {
	app    string // whom tokens must be for
	keys   *kept[map[string]signingKey]
	parser *jwt.Parser
}

// A signingKey is a key of the platform.
type signingKey struct {
	public       *rsa.PublicKey
	endorsements []string // channels the key may sign for; empty for all
}

// A grant is what a request with a good token may say.
type grant struct {
	service      string // the serviceUrl it must name
	endorsements []string
}

func newVerifier(app, metadata string, client *http.Client, now func() time.Time) *verifier {
	return &verifier{
		app: app,
		keys: newKept(now, keysApart, func(ctx context.Context) (map[string]signingKey, time.Duration, error) {
			keys, err := fetchKeys(ctx, client, metadata)
			return keys, keysFresh, err
		}),
		parser: jwt.NewParser(jwt.WithValidMethods([]string{"RS256"}), jwt.WithIssuer(issuer), jwt.WithAudience(app),
			jwt.WithExpirationRequired(), jwt.WithLeeway(leeway), jwt.WithTimeFunc(now)),
	}
}

// verify checks an Authorization header. Its error wraps [errRefused] if the token is
// at fault; any other error means that nothing could be checked.
func (v *verifier) verify(ctx context.Context, header string) (grant, error) {
	token, ok := strings.CutPrefix(header, "Bearer ")
	if !ok {
		return grant{}, fmt.Errorf("teams: token: %w: there is none", errRefused)
	}
	var (
		claims struct {
			jwt.RegisteredClaims
			ServiceURL string `json:"serviceurl"`
		}
		key   signingKey
		noKey error
	)
	_, err := v.parser.ParseWithClaims(token, &claims, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		key, noKey = v.key(ctx, kid)
		return key.public, noKey
	})
	switch {
	case noKey != nil:
		return grant{}, fmt.Errorf("teams: token: %w", noKey)
	case err != nil:
		return grant{}, fmt.Errorf("teams: token: %w: %w", errRefused, err)
	case len(claims.Audience) != 1:
		return grant{}, fmt.Errorf("teams: token: %w: it is for %d audiences", errRefused, len(claims.Audience))
	case claims.ServiceURL == "":
		return grant{}, fmt.Errorf("teams: token: %w: it names no service", errRefused)
	}
	return grant{claims.ServiceURL, key.endorsements}, nil
}

// covers checks that what an activity says of where it comes from is what its token
// says.
func (g grant) covers(a *activity) error {
	switch {
	case a.ServiceURL != g.service:
		return fmt.Errorf("teams: token: %w: it is for another service", errRefused)
	case a.ChannelID != channelID:
		return fmt.Errorf("teams: activity: %w: it is not of Teams", errRefused)
	case len(g.endorsements) > 0 && !slices.Contains(g.endorsements, a.ChannelID):
		return fmt.Errorf("teams: token: %w: its key is not for Teams", errRefused)
	}
	return nil
}

// key returns the key with this id. A key that is not known is looked for once more,
// but not too often, so that made-up ids cost nothing.
func (v *verifier) key(ctx context.Context, kid string) (signingKey, error) {
	keys, err := v.keys.get(ctx)
	if err != nil {
		return signingKey{}, err
	}
	if k, ok := keys[kid]; ok {
		return k, nil
	}
	if keys, err = v.keys.renew(ctx); err != nil {
		return signingKey{}, err
	}
	if k, ok := keys[kid]; ok {
		return k, nil
	}
	return signingKey{}, fmt.Errorf("%w: unknown key", errRefused)
}

// fetchKeys reads the keys that the metadata names.
func fetchKeys(ctx context.Context, client *http.Client, metadata string) (map[string]signingKey, error) {
	var meta struct {
		JWKSURI string `json:"jwks_uri"`
	}
	if err := getJSON(ctx, client, metadata, &meta); err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	from, err := url.Parse(metadata)
	if err != nil {
		return nil, fmt.Errorf("read metadata: %w", err)
	}
	at, err := url.Parse(meta.JWKSURI)
	if err != nil || at.Host != from.Host || at.Scheme != from.Scheme {
		return nil, errors.New("read metadata: the keys are elsewhere")
	}
	var set struct {
		Keys []struct {
			Kid, Kty, Use, N, E string
			Endorsements        []string
		}
	}
	if err := getJSON(ctx, client, meta.JWKSURI, &set); err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	keys := map[string]signingKey{}
	for _, k := range set.Keys {
		public, ok := publicKey(k.N, k.E)
		if ok && k.Kid != "" && k.Kty == "RSA" && (k.Use == "" || k.Use == "sig") {
			keys[k.Kid] = signingKey{public, k.Endorsements}
		}
	}
	if len(keys) == 0 {
		return nil, errors.New("read keys: there are none")
	}
	return keys, nil
}

// publicKey reads an RSA key of at least 2048 bits.
func publicKey(n, e string) (*rsa.PublicKey, bool) {
	modulus, err1 := base64.RawURLEncoding.DecodeString(n)
	exponent, err2 := base64.RawURLEncoding.DecodeString(e)
	if err1 != nil || err2 != nil || len(exponent) == 0 || len(exponent) > 4 {
		return nil, false
	}
	k := &rsa.PublicKey{N: new(big.Int).SetBytes(modulus), E: int(new(big.Int).SetBytes(exponent).Int64())}
	return k, k.N.BitLen() >= 2048 && k.E > 2
}

// getJSON reads a document into v.
func getJSON(ctx context.Context, client *http.Client, address string, v any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %d", req.URL.Host, resp.StatusCode)
	}
	return json.NewDecoder(io.LimitReader(resp.Body, maxDoc)).Decode(v)
}
