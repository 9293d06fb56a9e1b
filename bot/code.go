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
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

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

// maxTried is how many stretches of four signs of what all type in a day are held against the groups of a code. There
// are about 590,000 groups: who wants to hear from the bot which ones are right finds one in forty days.
const maxTried = 4000

// A secret is the code that this process drew, itself, in memory only; and how much of what people typed was held
// against parts of it. It is known again after it was used.
type secret struct {
	code string // empty if none was drawn
	sync.Mutex
	tried guesses
}

// A code is sixteen letters and digits in groups of four, each of which has both: 76 random bits, and no word.
const (
	codeLen  = 16
	groupLen = 4
)

// wrongCode stands for whatever somebody typed that is not the code.
const wrongCode = "-"

var (
	partRE  = regexp.MustCompile(`[\pL\d]+`)
	mixedRE = regexp.MustCompile(`\pL\d|\d\pL`)
	oddRE   = regexp.MustCompile(`\pL\d|\d\pL|^\d+$|[^\PLaeiouyàáâäèéêëìíîïòóôöùúûü]{3}`)
	ibanRE  = regexp.MustCompile(`^\pL{2}\d{14}$`) // the number of a Belgian account
	digitRE = regexp.MustCompile(`\d`)
	shortRE = regexp.MustCompile(`(^| )\S{1,2}( |$)`)
	twiceRE = regexp.MustCompile(`\pL\d+\pL|\d\pL+\d|(\pL\d|\d\pL).* .*(\pL\d|\d\pL)`)
	groupRE = regexp.MustCompile(`^\S{4}( \S{4}){3}$`)
	joinRE  = regexp.MustCompile(`^ ?[-‐‑–—_.] ?$`)
	clumps  = strings.NewReplacer("cht", "t", "sch", "s", "str", "s", "ght", "t") // which words have
)

// isOdd reports whether a part of what was typed is hardly a word: a letter stands beside a digit, it is a number, or
// consonants stand together as in no word.
func isOdd(part string) bool { return oddRE.MatchString(clumps.Replace(part)) }

// parts are stretches of n signs of s, the next of them step further on.
func parts(s string, n, step int) (all []string) {
	for i := 0; i+n <= len(s); i += step {
		all = append(all, s[i:i+n])
	}
	return all
}

// groups are the four groups of a code.
func groups(code string) []string { return parts(code, groupLen, groupLen) }

func isMixed(part string) bool { return mixedRE.MatchString(part) }

// drawn is a new code, without what is between its groups.
func drawn() string {
	for {
		code := strings.ToLower(rand.Text()[:codeLen])
		if each := groups(code); !slices.ContainsFunc(each, func(g string) bool { return !isMixed(g) }) {
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
		h.Bot.secret.code = code
		h.Code(strings.Join(groups(code), "-"))
	}
	return nil
}

// hashOf is by what a typed text is known again without it.
func hashOf(typed string) string {
	sum := sha256.Sum256([]byte(typed))
	return hex.EncodeToString(sum[:])
}

// alike are signs that are read or typed for those of a code.
var alike = strings.NewReplacer("0", "o", "1", "l", "i", "l", "8", "b", "9", "g", "а", "a", "в", "b", "е", "e",
	"к", "k", "м", "m", "н", "h", "о", "o", "р", "p", "с", "c", "т", "t", "у", "y", "х", "x", "ѕ", "s", "і",
	"l", "ј", "j")

// offeredIn returns the code that this process drew, wherever it stands in what was typed and however its signs are
// parted, or [wrongCode] if a part of it stands there: a group, two with up to two signs that are other, missing or too
// many, or in a few words one with one such sign. It is empty if none does. Words that are no part of the code may
// stand between.
//
// Who hears that a part is right learns from it. So once a day's worth of parts was tried, whatever has letters and
// digits is taken for a wrong code unheard.
func (b *Bot) offeredIn(said string) string {
	if b.secret.code == "" {
		return ""
	}
	typed := partRE.FindAllString(strings.ToLower(norm.NFKD.String(said)), -1)
	all, code := strings.Join(typed, ""), alike.Replace(b.secret.code)
	if strings.Contains(all, b.secret.code) {
		return b.secret.code
	}
	var signs, bits string
	for _, part := range typed {
		part = alike.Replace(part)
		if signs += part; strings.Contains(code, part) {
			bits += part
		}
	}
	signs += " " + bits
	if isMixed(all) && (!b.secret.mayTry(signs, b.now()) || holdsPart(signs, code) || isNearGroup(typed, code)) {
		return wrongCode
	}
	return ""
}

// mayTry notes that the parts of signs are tried, and reports whether that is not too much for a day.
func (s *secret) mayTry(signs string, now time.Time) bool {
	s.Lock()
	defer s.Unlock()
	s.tried = s.tried.in(24*time.Hour, now)
	for _, part := range parts(signs, groupLen, 1) {
		if isMixed(part) {
			s.tried.Wrong++
		}
	}
	return s.tried.Wrong <= maxTried
}

// holdsPart reports whether a group of a code stands in signs, or two with a few signs wrong.
func holdsPart(signs, code string) bool {
	whole := func(group string) bool { return strings.Contains(signs, group) }
	most := func(two string) bool { return nearly(signs, two, 2) }
	return slices.ContainsFunc(groups(code), whole) || slices.ContainsFunc(parts(code, 2*groupLen, groupLen), most)
}

// maxAround is the most words of what is typed with one group of a code that has a sign wrong.
const maxAround = 5

// isNearGroup reports whether of a few words the only one in which letters and digits stand together is a group of a
// code with one sign wrong.
func isNearGroup(typed []string, code string) bool {
	odd := slices.DeleteFunc(slices.Clone(typed), func(part string) bool { return !isMixed(part) })
	return len(typed) <= maxAround && len(odd) == 1 && utf8.RuneCountInString(odd[0]) == groupLen &&
		slices.ContainsFunc(groups(code), func(group string) bool { return nearly(alike.Replace(odd[0]), group, 1) })
}

// nearly reports whether somewhere in signs stands what at most most signs that are other, missing or too many make
// part.
func nearly(signs, part string, most int) bool {
	off := make([]int, len(part)+1) // the fewest changes to make what ends here each beginning of the part
	for i := range off {
		off[i] = i
	}
	for _, sign := range signs {
		before := 0 // the part may begin anywhere
		for i := range part {
			change := before
			if rune(part[i]) != sign {
				change++
			}
			before, off[i+1] = off[i+1], min(change, off[i]+1, off[i+1]+1)
		}
		if off[len(part)] <= most {
			return true
		}
	}
	return false
}

// codeIn returns the code that somebody typed; empty if they typed something else. What is nothing but the shape of a
// code is a wrong one. What names what it is the code of is a question, and so is whatever else stands around it.
func (b *Bot) codeIn(said string) string {
	if code := b.offeredIn(said); code != "" {
		return code
	}
	said = strings.ToLower(said)
	at := slices.DeleteFunc(partRE.FindAllStringIndex(said, -1), func(p []int) bool {
		return slices.ContainsFunc(dialog.Common.Langs(), func(lang string) bool {
			return slices.Contains(words.In(lang).AroundCode, said[p[0]:p[1]])
		})
	})
	if code := shaped(said, at); len([]rune(code)) == codeLen || b.secret.code != "" {
		return code
	}
	return ""
}

// shaped returns the letters and digits of parts of what was said if that looks like a code with a few signs too many
// or too few: at least half of the parts are odd, the first among them, none is short, and a letter stands beside a
// digit more than once; or what is no question has a dash between all its parts. Unless it is grouped just as a code
// is, its last part is odd too, and it is not mostly digits as a number of an account is. It is never that of a
// Belgian one.
func shaped(said string, at [][]int) string {
	parts, odd, joined := make([]string, len(at)), 0, len(at) > 1 && !strings.Contains(said, "?")
	for i, p := range at {
		if parts[i] = said[p[0]:p[1]]; isOdd(parts[i]) {
			odd++
		}
		joined = joined && (i == 0 || joinRE.MatchString(said[at[i-1][1]:p[0]]))
	}
	code, typed := strings.Join(parts, ""), strings.Join(parts, " ")
	n, digits := utf8.RuneCountInString(code), len(digitRE.FindAllString(code, -1))
	if n < 12 || n > 24 || shortRE.MatchString(typed) || 2*odd < len(at) || ibanRE.MatchString(code) ||
		!joined && !(twiceRE.MatchString(typed) && isOdd(parts[0])) ||
		!groupRE.MatchString(typed) && (2*digits > n || !joined && !isOdd(parts[len(parts)-1])) {
		return ""
	}
	return code
}

// redeem makes who types the code an author and administrator, if they are alone with the bot. Where others read
// along the code is void. What they typed is kept nowhere.
func (b *Bot) redeem(t *dialog.Turn, code string) (chat.Reply, error) {
	if t.Event.Kind != chat.Said && t.Event.Kind != chat.Filled {
		return t.Past(), nil
	}
	w, key := words.In(t.W.Lang), store.Key(string(t.Person.ID), "code")
	o, _, err := offers.Load(t.Tx, offerKey)
	mine, _, bad := guessed.Load(t.Tx, key)
	if err := errors.Join(t.Conceal(), err, bad); err != nil {
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
	return t.Say(w.CodeDone), errors.Join(err, offers.Delete(t.Tx, offerKey))
}
