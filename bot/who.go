package bot

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// identity is how people knows the person a platform names.
func identity(p chat.Person) people.Identity {
	return people.Identity{Platform: string(p.Platform), Team: p.Team, User: p.ID}
}

// rolesOf returns the roles of a person in this turn. Who is alone with the bot has them all.
func (b *Bot) rolesOf(tx *store.Tx, p people.Profile, from chat.Person) []people.Role {
	roles := people.RolesOf(tx, p, from.Guest)
	var more []people.Role
	switch {
	case from.Guest:
	case b.alone:
		more = people.Roles()
	case b.isAuthor(p):
		more = []people.Role{people.Author}
	}
	for _, r := range more {
		if !slices.Contains(roles, r) {
			roles = append(roles, r)
		}
	}
	return roles
}

// isAuthor reports whether a setting makes p an author.
func (b *Bot) isAuthor(p people.Profile) bool {
	return b.author(p.Identity) || slices.ContainsFunc(p.Also, b.author)
}

// An offer is the code that makes the first author, until it is used.
type offer struct {
	Hash string  // of the code; empty if it is void
	All  guesses // of everybody
}

// guesses are the codes that were typed in a span of time and are not the right one.
type guesses struct {
	Since time.Time
	Wrong int
}

// in is what still counts of g when it is as long ago as span, at most.
func (g guesses) in(span time.Duration, now time.Time) guesses {
	if now.Sub(g.Since) >= span {
		return guesses{Since: now}
	}
	return g
}

// The one offer, and what each person guessed.
var (
	offers  = store.Table[offer]{Bucket: "bot.offer", Class: store.Working, Keep: store.Forever}
	guessed = store.Table[guesses]{Bucket: "bot.guess", Class: store.Personal, Keep: privacy.KeepOnce,
		Since: func(g guesses) time.Time { return g.Since }}
)

var offerKey = []byte("author")

// How many wrong codes are looked at: of one person in a day, and of everybody in an hour. After that not even the
// right one is; it goes on to hold, so that nobody can take it from who runs the program.
const (
	maxWrong    = 5
	maxWrongAll = 50
)

// codeRE is what looks like a code, 80 random bits in four groups of four, however it is typed, be it behind the word
// "code". One that is not quite right is nothing for the library to look for. Where only spaces or nothing stand
// between the groups it has a digit beside a letter, as words have not.
var (
	codeRE = regexp.MustCompile(`^(?:.{0,40}\bcode\b[^a-z0-9]*(?:is\b)?)?[^a-z0-9]*` +
		`([a-z0-9]{4}(?:(?: ?[-‐‑–—_.] ?| ?)[a-z0-9]{4}){3})[^a-z0-9?]*$`)
	mixedRE   = regexp.MustCompile(`[-‐‑–—_.]|[a-z][0-9]|[0-9][a-z]`)
	betweenRE = regexp.MustCompile(`[^a-z0-9]+`)

	// What may be one of which signs are missing, too many or of another script.
	nearRE = regexp.MustCompile(`^(?:.{0,40}\bcode\b[^\pL\d]*(?:is\b)?)?[^\pL\d]*` +
		`([\pL\d]{2,6}(?: ?[-‐‑–—_.] ?[\pL\d]{2,6}){2,4})[^\pL\d?]*$`)
	besideRE = regexp.MustCompile(`\pL\d|\d\pL`)
	bareRE   = regexp.MustCompile(`^[^\d\PLaeiouyàáâäèéêëìíîïòóôöùúûü]{3,}$`)
	clumpRE  = regexp.MustCompile(`\d|[^\PLaeiouy]{3}`)
	clumps   = strings.NewReplacer("cht", "t", "sch", "s", "str", "s", "ght", "t") // which words have
)

// isOdd reports whether the parts of what is nearly a code are no words: a letter stands beside a digit, or two parts
// have no vowel. One may be a word that people say, such as crm.
func isOdd(near string) bool {
	parts := strings.FieldsFunc(near, func(r rune) bool { return !isSaid(r) })
	bare := 0
	for _, p := range parts {
		if bareRE.MatchString(p) {
			bare++
		}
	}
	return bare > 1 || besideRE.MatchString(near)
}

// offer draws a code and tells it, while nobody is an author. The one of the last start is void then.
func (h *House) offer(ctx context.Context) error {
	if h.Code == nil {
		return nil
	}
	t := strings.ToLower(rand.Text())
	for !strings.ContainsAny(t[:16], "234567") { // four words are no code
		t = strings.ToLower(rand.Text())
	}
	code := strings.Join([]string{t[:4], t[4:8], t[8:12], t[12:16]}, "-")
	offered := false
	err := h.DB.Update(ctx, func(tx *store.Tx) error {
		if people.Some(tx, people.Author) {
			return offers.Delete(tx, offerKey)
		}
		offered = true
		return offers.Save(tx, offerKey, offer{Hash: hashOf(code)})
	})
	if err != nil {
		return fmt.Errorf("bot: offer a code: %w", err)
	}
	if h.hasCode = offered; offered {
		h.Code(code)
	}
	return nil
}

func hashOf(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// codeIn returns the code that somebody typed; empty if it is something else. While one is offered, what is nearly a
// code is one too, and a wrong one: it would be kept as a question otherwise.
func (b *Bot) codeIn(said string) string {
	said = strings.ToLower(said)
	m := codeRE.FindStringSubmatch(said)
	if m == nil || !mixedRE.MatchString(m[1]) || !clumpRE.MatchString(clumps.Replace(m[1])) {
		if near := nearRE.FindStringSubmatch(said); near != nil && b.offered.Load() && isOdd(near[1]) {
			return near[1]
		}
		return ""
	}
	code := betweenRE.ReplaceAllString(m[1], "")
	return strings.Join([]string{code[:4], code[4:8], code[8:12], code[12:]}, "-")
}

// redeem makes who types the code an author and administrator, if they are alone with the bot. Where others read
// along the code is void.
func (b *Bot) redeem(t *dialog.Turn, code string) (chat.Reply, error) {
	if t.Event.Kind != chat.Said {
		return t.Past(), nil
	}
	w, key := words.In(t.W.Lang), store.Key(string(t.Person.ID), "code")
	o, _, err := offers.Load(t.Tx, offerKey)
	mine, _, bad := guessed.Load(t.Tx, key)
	if err := errors.Join(err, bad); err != nil {
		return chat.Reply{}, err
	}
	o.All, mine = o.All.in(time.Hour, t.Now), mine.in(24*time.Hour, t.Now)
	some := people.Some(t.Tx, people.Author)
	right := subtle.ConstantTimeCompare([]byte(o.Hash), []byte(hashOf(code))) == 1
	switch {
	case !b.offers || o.Hash == "" || some:
		return t.Say(w.CodeVoid), nil
	case !t.Event.Direct:
		if right {
			err = offers.Save(t.Tx, offerKey, offer{})
		}
		return t.Say(w.CodeHere), err
	case mine.Wrong >= maxWrong:
		return t.Say(w.CodeOften), audit.Refuse(t.Tx, audit.Code, 1, t.Now)
	case o.All.Wrong >= maxWrongAll:
		return t.Say(w.CodeBusy), audit.Refuse(t.Tx, audit.Code, 1, t.Now)
	case !right:
		o.All.Wrong++
		mine.Wrong++
		return t.Say(w.CodeWrong), errors.Join(offers.Save(t.Tx, offerKey, o), guessed.Save(t.Tx, key, mine),
			audit.Refuse(t.Tx, audit.Code, 1, t.Now))
	}
	granted := []string{string(people.Author), string(people.Admin)}
	t.Person.Granted = append(t.Person.Granted, granted...)
	err = t.Audit(people.Ask, audit.Rights, "+"+strings.Join(granted, " +"))
	b.offered.Store(false)
	return t.Say(w.CodeDone), errors.Join(err, offers.Delete(t.Tx, offerKey))
}

// turnedAway is what a guest gets who is not let in, and who may be one as far as their platform tells now: a sentence.
// Nothing is kept of them.
func turnedAway(e chat.Event) delivery.Decision {
	return func(*store.Tx) (chat.Reply, error) {
		if e.Kind == chat.Left || e.Kind == chat.Due || e.Aside {
			return chat.Reply{}, nil
		}
		lang := dialog.In(langOf(e)).Lang
		says := words.In(lang).NoGuests
		if e.From.Unsure {
			says = words.In(lang).Unsure
		}
		return chat.Reply{Text: says, Lang: lang, Private: e.Private || !e.Direct}, nil
	}
}

// find finds aids for the person of an event. Guests get those that are for anyone.
func (b *Bot) find(ctx context.Context, from chat.Person, q find.Query) (find.Result, error) {
	if !from.Guest {
		return b.found.Find(ctx, q)
	}
	q.Audience = nil
	res, err := b.found.Find(ctx, q)
	first := len(res.Hits) > 0 && !b.isOpen(res.Hits[0])
	res.Hits = slices.DeleteFunc(slices.Clone(res.Hits), func(h find.Hit) bool { return !b.isOpen(h) })
	switch {
	case len(res.Hits) == 0:
		res.Outcome = find.None
	case first && res.Outcome == find.Answer:
		res.Outcome = find.Choose // what is left comes closest
	}
	return res, err
}

// isOpen reports whether an aid that was found is for anyone.
func (b *Bot) isOpen(h find.Hit) bool {
	_, ok := forAnyone{b.lib}.Lookup(h.Key.Slug, h.Key.Lang)
	return ok
}

// forAnyone is the part of a library that guests see: the aids without an audience.
type forAnyone struct{ dialog.Library }

// Lookup implements [dialog.Library].
func (l forAnyone) Lookup(slug string, prefer knowledge.Lang) (*knowledge.Aid, bool) {
	a, ok := l.Library.Lookup(slug, prefer)
	if !ok || len(a.Audience) > 0 {
		return nil, false
	}
	return a, true
}

// All implements [dialog.Library].
func (l forAnyone) All() []*knowledge.Aid {
	return slices.DeleteFunc(slices.Clone(l.Library.All()), func(a *knowledge.Aid) bool { return len(a.Audience) > 0 })
}
