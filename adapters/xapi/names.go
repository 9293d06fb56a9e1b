package xapi

import (
	"crypto/hmac"
	"crypto/sha1" // what UUIDs of version 5 are made with
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
)

// Names gives people and statements the names they have at the LRS. They must stay the
// same for as long as the LRS keeps what it was told.
type Names struct {
	Home string // the organisation's own https address, under which accounts and activities have their names
	Key  []byte // secret, at least 16 bytes: without it no name leads back to a pseudonym
}

// check reports what is wrong with n.
func (n Names) check() error {
	u, err := url.Parse(n.Home)
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "" || u.RawQuery != "" || u.Fragment != "":
		return Words.Say(func(w *texts) string { return w.NoHome.With(n.Home) })
	case len(n.Key) < 16:
		return Words.Say(func(w *texts) string { return w.ShortKey.With(len(n.Key), 16) })
	}
	return nil
}

// keyed is a hash of text that only who has the key can make.
func (n Names) keyed(text string) string {
	mac := hmac.New(sha256.New, n.Key)
	mac.Write([]byte(text))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// Actor is the account name of a person, by their pseudonym.
func (n Names) Actor(person string) string { return n.keyed("actor\x00" + person) }

// Statement is the id of the statement that e becomes, if it does. Entries that differ
// have different ids, also after an older database was put back.
func (n Names) Statement(e Entry) string {
	return n.uuid(fmt.Sprintf("statement\x00%d\x00%d\x00%s", e.Seq, e.Time.UnixMilli(), e.Kind))
}

// voiding is the id of the statement that voids another.
func (n Names) voiding(id string) string { return n.uuid("voiding\x00" + id) }

// uuid is a UUID of version 5 in a space that is this organisation's and this key's.
func (n Names) uuid(name string) string {
	// RFC 9562, namespace of URLs.
	urls := []byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	h := sha1.New()
	h.Write(urls)
	h.Write([]byte(strings.TrimSuffix(n.Home, "/") + "/xapi/" + n.keyed(name)))
	b := h.Sum(nil)[:16]
	b[6], b[8] = b[6]&0x0f|0x50, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// activity is the id of something that is done or used.
func (n Names) activity(parts ...string) string {
	id := strings.TrimSuffix(n.Home, "/") + "/xapi"
	for _, p := range parts {
		id += "/" + url.PathEscape(p)
	}
	return id
}
