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
	"unicode"

	"golang.org/x/text/unicode/norm"

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

// A code is sixteen letters and digits, 80 random bits less what it takes that half of its groups of four are odd.
const codeLen = 16

var (
	partRE  = regexp.MustCompile(`[\pL\d]+`)
	mixedRE = regexp.MustCompile(`\pL\d|\d\pL`)
	oddRE   = regexp.MustCompile(`\pL\d|\d\pL|^\d+$|[^\PLaeiouyàáâäèéêëìíîïòóôöùúûü]{3}`)
	ibanRE  = regexp.MustCompile(`^\pL{2}\d{14}$`) // the number of a Belgian account
	joinRE  = regexp.MustCompile(`^ ?[-‐‑–—_.] ?$`)
	clumps  = strings.NewReplacer("cht", "t", "sch", "s", "str", "s", "ght", "t") // which words have
)

// isOdd reports whether a part of what was typed is hardly a word: a letter stands beside a digit, it is a number, or
// consonants stand together as in no word.
func isOdd(part string) bool { return oddRE.MatchString(clumps.Replace(part)) }

// groups are the four groups of four of a code.
func groups(code string) []string { return []string{code[:4], code[4:8], code[8:12], code[12:codeLen]} }

// drawn is a new code, without what is between its groups. No four words are one.
func drawn() string {
	for {
		code := strings.ToLower(rand.Text()[:codeLen])
		mixed := 0
		for _, g := range groups(code) {
			if mixedRE.MatchString(g) {
				mixed++
			}
		}
		if mixed > 1 {
			return code
		}
	}
}

// offer draws a code and tells it, while nobody is an author. The one of the last start is void then.
func (h *House) offer(ctx context.Context) error {
	if h.Code == nil {
		return nil
	}
	code, offered := drawn(), false
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
	if offered {
		h.code = code
		h.Code(strings.Join(groups(code), "-"))
	}
	return nil
}

// hashOf is by what a typed text is known again without it.
func hashOf(typed string) string {
	sum := sha256.Sum256([]byte(typed))
	return hex.EncodeToString(sum[:])
}

// offeredIn returns the code that is offered, wherever it stands in what was typed and however its signs are parted, or
// what holds most of it, which is a wrong one; empty if that is not there.
func (b *Bot) offeredIn(said string) string {
	code := b.offered.Load()
	if code == nil {
		return ""
	}
	all := strings.Join(partRE.FindAllString(strings.ToLower(norm.NFKC.String(said)), -1), "")
	switch {
	case strings.Contains(all, *code):
		return *code
	case holdsMost(all, *code):
		return all
	}
	return ""
}

// codeIn returns the code that somebody typed; empty if they typed something else. What only has the shape of a code is
// a wrong one: it would be kept as a question otherwise.
func (b *Bot) codeIn(said string) string {
	if code := b.offeredIn(said); code != "" {
		return code
	}
	said = strings.ToLower(said)
	at, offered := partRE.FindAllStringIndex(said, -1), b.offered.Load() != nil
	for i := range at {
		for j := i + 1; j <= min(len(at), i+codeLen); j++ {
			if j-i < len(at) && !namesCode(said, at, i, j) {
				continue
			}
			near := nearCode(said, at[i:j])
			if n := len([]rune(near)); near != "" && (n == codeLen || offered && (j-i == len(at) || n > 13)) {
				return near
			}
		}
	}
	return ""
}

// namesCode reports whether what was said is little more than that parts i to j of it are a code: a question about the
// code of something else says more.
func namesCode(said string, at [][]int, i, j int) bool {
	const aside, between = 6, 2
	for k, p := range at {
		if said[p[0]:p[1]] == "code" && len(at)-(j-i) <= aside &&
			(k < i && i-k-1 <= between || k >= j && k-j <= between) {
			return true
		}
	}
	return false
}

// What of a code is enough of it: all but maxOff signs, or a run of half of it.
const (
	maxOff = 4
	minRun = codeLen / 2
)

// alike are signs that are read or typed for those of a code.
var alike = strings.NewReplacer("0", "o", "1", "l", "i", "l", "8", "b", "9", "g", "а", "a", "в", "b", "е", "e",
	"к", "k", "м", "m", "н", "h", "о", "o", "р", "p", "с", "c", "т", "t", "у", "y", "х", "x", "ѕ", "s", "і",
	"l", "ј", "j")

// holdsMost reports whether signs hold most of a code: somewhere in them stands what at most maxOff signs that are
// other, missing or too many make the code, or minRun of its signs in a row.
func holdsMost(signs, code string) bool {
	signs, code = alike.Replace(signs), alike.Replace(code)
	off := make([]int, len(code)+1) // the fewest changes to make what ends here each beginning of the code
	for i := range off {
		off[i] = i
	}
	for _, sign := range signs {
		before := 0 // the code may begin anywhere
		for i := range code {
			change := before
			if rune(code[i]) != sign {
				change++
			}
			before, off[i+1] = off[i+1], min(change, off[i]+1, off[i+1]+1)
		}
		if off[len(code)] <= maxOff {
			return true
		}
	}
	for i := range len(code) - minRun + 1 {
		if strings.Contains(signs, code[i:i+minRun]) {
			return true
		}
	}
	return false
}

// nearCode returns the letters and digits of parts of what was said if that looks like a code with a few signs too many
// or too few: at least half of the parts are odd, none is short, and a letter stands beside a digit more than once, or
// what is no question has a dash between all its parts. Unless it is grouped just as a code is, it is not mostly digits
// as a number of an account is, and it is never that of a Belgian one.
func nearCode(said string, at [][]int) string {
	var code string
	odd, mixed, digits, short, grouped := 0, 0, 0, false, len(at) == 4
	joined := len(at) > 1 && !strings.Contains(said, "?")
	for i, p := range at {
		part := said[p[0]:p[1]]
		if code += part; isOdd(part) {
			odd++
		}
		signs := []rune(part)
		for k := range signs {
			if unicode.IsDigit(signs[k]) {
				digits++
			}
			if k > 0 && unicode.IsDigit(signs[k-1]) != unicode.IsDigit(signs[k]) {
				mixed++
			}
		}
		short, grouped = short || len(signs) < 3, grouped && len(signs) == 4
		joined = joined && (i == 0 || joinRE.MatchString(said[at[i-1][1]:p[0]]))
	}
	n := len([]rune(code))
	if n < 12 || n > 24 || short || 2*odd < len(at) || mixed < 2 && !joined ||
		2*digits > n && !(grouped && joined) || ibanRE.MatchString(code) {
		return ""
	}
	return code
}

// redeem makes who types the code an author and administrator, if they are alone with the bot. Where others read
// along the code is void.
func (b *Bot) redeem(t *dialog.Turn, code string) (chat.Reply, error) {
	if t.Event.Kind != chat.Said && t.Event.Kind != chat.Filled {
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
	b.offered.Store(nil)
	return t.Say(w.CodeDone), errors.Join(err, offers.Delete(t.Tx, offerKey))
}

// turnedAway is what a guest gets who is not let in, and who may be one as far as their platform tells now: a sentence.
// Nothing is kept of them. Who may be about to harm themselves gets the numbers to call, as anybody does.
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
		if dialog.Crisis(e.Text) {
			says = dialog.In(lang).Crisis
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
