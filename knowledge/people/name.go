package people

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// Scrubber takes out of texts what leads to people: it knows the names of everybody on the roster and who spoke, and
// those that are given besides, such as of who is mentioned.
func Scrubber(tx *store.Tx, others ...string) privacy.Scrubber {
	var besides []string
	for _, n := range others {
		besides = append(besides, privacy.NameWords(n)...)
	}
	return privacy.Scrubber{Known: func(word string) bool {
		if slices.Contains(besides, word) {
			return true
		}
		for range names.Scan(tx, store.Key(word, "")) {
			return true
		}
		return false
	}}
}

// nameWords are the words by which somebody may be named, as far as they are known: from what platforms call them, and
// from their mail addresses and accounts.
func nameWords(p Profile) (words []string) {
	words = privacy.NameWords(p.Called)
	local, _, _ := strings.Cut(p.Mail, "@")
	account, _, _ := strings.Cut(p.Account, "@")
	accounts := []string{local, account}
	for _, who := range append([]Identity{p.Identity}, p.Also...) {
		user, _, _ := strings.Cut(who.User, "@")
		accounts = append(accounts, user)
	}
	for _, a := range accounts {
		for part := range strings.FieldsFuncSeq(a, func(r rune) bool { return strings.ContainsRune("._-+ ", r) }) {
			letters := !strings.ContainsFunc(part, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' })
			if letters && utf8.RuneCountInString(part) > 2 && (part == a || part != strings.ToUpper(part)) {
				words = append(words, privacy.NameWords(part)...)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// ByName returns who a typed name may be, of those on the roster: who has it as an address or account, or else all
// whose name has all of its words, in order of what tells them apart. Without a roster there is no telling: ok is
// false.
func ByName(tx *store.Tx, name string) (ps []Profile, ok bool) {
	words := privacy.NameWords(name)
	for p := range All(tx) {
		if !p.Listed || !p.Leaves.IsZero() {
			continue
		}
		if ok = true; p.is(name) {
			return []Profile{p}, true
		}
		has := nameWords(p)
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(has, w) }) {
			ps = append(ps, p)
		}
	}
	slices.SortFunc(ps, func(a, b Profile) int { return strings.Compare(a.name(), b.name()) })
	return ps, ok
}

// Apart is what tells somebody on the roster apart from others of their name, as people know it: their address, or else
// an account that names them, or else what their platform calls them.
func (p Profile) Apart() string {
	account := p.Account
	if p.Called != "" && !strings.Contains(account, "@") {
		account = strings.TrimSpace(p.Called)
	}
	return cmp.Or(p.Mail, account)
}

// saveNames makes p known by the words of their name, and no longer by those that only old has.
func saveNames(tx *store.Tx, p, old Profile) error {
	was, is := nameWords(old), nameWords(p)
	for _, w := range was {
		if !slices.Contains(is, w) {
			if err := names.Delete(tx, store.Key(w, string(p.ID))); err != nil {
				return err
			}
		}
	}
	for _, w := range is {
		if old.ID == "" || !slices.Contains(was, w) {
			if err := names.Save(tx, store.Key(w, string(p.ID)), struct{}{}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Index makes everybody known by the words of their names, if nobody is: an earlier version kept none.
func Index(tx *store.Tx) error {
	for range names.All(tx) {
		return nil
	}
	var err error
	for p := range All(tx) {
		err = errors.Join(err, saveNames(tx, p, Profile{}))
	}
	return err
}

// Unname returns what takes a person out of the texts of others: where they are named, as far as it can be told that it
// is them, stands instead. Names that somebody else has too stay, and words of a name where they are no name.
func Unname(tx *store.Tx, p Profile, instead string) func(text string) string {
	whole, units := []string{p.Called, p.Mail, p.Account, p.Apart()}, unitNames(tx, p) // as they are written
	for _, who := range append([]Identity{p.Identity}, p.Also...) {
		whole = append(whole, who.User)
	}
	whole = slices.DeleteFunc(whole, func(w string) bool {
		return utf8.RuneCountInString(w) <= 2 || !strings.Contains(w, "@") && isShared(tx, privacy.NameWords(w))
	})
	for _, w := range slices.Clone(whole) { // as one among others of the name is called
		for _, unit := range units {
			whole = append(whole, w+" ("+unit+")")
		}
	}
	var parts []string // words with a capital
	for _, w := range []string{p.Called, p.Mail, p.Account} {
		w, _, _ = strings.Cut(w, "@")
		if utf8.RuneCountInString(w) == 2 && !isShared(tx, []string{strings.ToLower(w)}) {
			parts = append(parts, w) // Bo
		}
	}
	for _, w := range nameWords(p) {
		for _, apart := range append(units, p.Mail, p.Account, p.Apart()) {
			whole = append(whole, w+" ("+apart+")")
		}
		if isShared(tx, []string{w}) || utf8.RuneCountInString(w) <= 2 {
			continue
		}
		parts = append(parts, w)
		for _, other := range nameWords(p) {
			whole = append(whole, other+" "+w, w+" "+other)
		}
	}
	slices.SortStableFunc(whole, func(a, b string) int { return len(b) - len(a) }) // an address before the name in it
	return func(text string) string {
		was := text
		for _, w := range whole {
			text = replaceWord(text, w, instead, false)
		}
		for _, w := range parts {
			text = replaceWord(text, w, instead, true)
		}
		if text == was {
			return text
		}
		return strings.ReplaceAll(strings.ReplaceAll(text, "@"+instead, instead), instead+" "+instead, instead)
	}
}

// isShared reports whether several people have all words of a name.
func isShared(tx *store.Tx, words []string) bool {
	n := 0
	if len(words) == 0 {
		return false
	}
	for key := range names.Scan(tx, store.Key(words[0], "")) {
		_, id, _ := strings.Cut(string(key), "\x00")
		if !slices.ContainsFunc(words[1:], func(w string) bool { return !names.Has(tx, store.Key(w, id)) }) {
			n++
		}
	}
	return n > 1
}

// unitNames are what the unit of somebody is called.
func unitNames(tx *store.Tx, p Profile) []string {
	path, err := UnitPath(tx, p.Unit())
	if err != nil || len(path) == 0 {
		return nil
	}
	return []string{path[0].Name, path[0].ID}
}

// replaceWord replaces a word, in capitals or not, or only where it begins with one.
func replaceWord(text, word, instead string, capital bool) string {
	var out strings.Builder
	inWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before := ' '
	for len(text) > 0 {
		r, n := utf8.DecodeRuneInString(text)
		if len(text) >= len(word) && !inWord(before) && strings.EqualFold(text[:len(word)], word) &&
			(!capital || unicode.IsUpper(r)) {
			if next, _ := utf8.DecodeRuneInString(text[len(word):]); !inWord(next) {
				out.WriteString(instead)
				before, text = ' ', text[len(word):]
				continue
			}
		}
		out.WriteString(text[:n])
		before, text = r, text[n:]
	}
	return out.String()
}
