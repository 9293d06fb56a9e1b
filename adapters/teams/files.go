package teams

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
)

// The platform takes no file from a bot unasked: it is offered, and when the person
// accepts it is written to their own OneDrive. It waits in memory for that.
const (
	offerLife = time.Hour
	offerMost = 16 // files of at most 4 MB
)

const (
	consentType = "application/vnd.microsoft.teams.card.file.consent"
	fileType    = "application/vnd.microsoft.teams.card.file.info"
)

// An offer is a file that waits for its person.
type offer struct {
	user string // who may have it
	file chat.File
	lang string
}

// offer keeps r's file for user and returns the card that offers it.
func (a *Adapter) offer(r chat.Reply, user string) attachment {
	id := rand.Text()
	a.files.Put(id, offer{user, *r.File, r.Lang})
	type named struct {
		File string `json:"file"`
	}
	return attachment{ContentType: consentType, Name: r.File.Name, Content: struct {
		Description string `json:"description"`
		Size        int    `json:"sizeInBytes"`
		Accept      named  `json:"acceptContext"`
		Decline     named  `json:"declineContext"`
	}{textsIn(r.Lang).File.With(r.File.Name), len(r.File.Data), named{id}, named{id}}}
}

// consent takes a person's answer to an offer.
func (a *Adapter) consent(w http.ResponseWriter, r *http.Request, in *activity, service string) {
	var c consent
	if json.Unmarshal(in.Value, &c) != nil {
		a.refuse(w, r, http.StatusBadRequest, errUnreadable)
		return
	}
	o, ok := a.files.Take(c.Context.File)
	if ok && o.user != "" && o.user != in.From.ID {
		a.files.Put(c.Context.File, o)
		a.refuse(w, r, http.StatusForbidden, fmt.Errorf("teams: file: %w: it is another's", errRefused))
		return
	}
	if c.Action != "accept" {
		return
	}
	ctx := context.WithoutCancel(r.Context()) // what was begun is ended
	say := message{Type: "message", TextFormat: "plain", Text: textsIn(o.lang).Saved}
	if !ok {
		say.Text = textsIn(name(in.Locale)).Lost
	} else if err := a.upload(ctx, c.Upload, o.file.Data); err != nil {
		a.lg.ErrorContext(ctx, "teams: saving a file failed", "err", err)
		say.Text = textsIn(o.lang).Refused
	} else {
		say.Attachments = []attachment{{ContentType: fileType, ContentURL: c.Upload.Content,
			Name: o.file.Name, Content: struct {
				UniqueID string `json:"uniqueId"`
				FileType string `json:"fileType"`
			}{c.Upload.UniqueID, c.Upload.FileType}}}
	}
	if _, err := a.post.do(ctx, http.MethodPost, in.where(service).address(), say); err != nil {
		a.lg.ErrorContext(ctx, "teams: what became of a file could not be said", "err", err)
	}
}

// upload writes data where the platform said. That address needs no token of ours.
func (a *Adapter) upload(ctx context.Context, to upload, data []byte) error {
	u, err := url.Parse(to.URL)
	ours := err == nil && u.Scheme == "https" && u.User == nil && u.Port() == "" &&
		(strings.HasSuffix(u.Host, ".sharepoint.com") || strings.HasSuffix(u.Host, ".sharepoint.us"))
	if err != nil || !ours && !(a.hosts.loopback && isLoopback(u)) {
		return errAddress
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, to.URL, bytes.NewReader(data))
	if err != nil {
		return errAddress
	}
	req.Header.Set("Content-Type", "application/octet-stream")
	req.Header.Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(data)-1, len(data)))
	resp, err := a.post.client.Do(req)
	if err != nil {
		return chat.NotSent(Platform, err)
	}
	resp.Body.Close()
	if resp.StatusCode >= 300 {
		return fmt.Errorf("the file's place answers %d", resp.StatusCode)
	}
	return nil
}
