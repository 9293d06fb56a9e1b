package bot

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/audit"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/journal"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

// The acts of the house that only it calls.
const (
	verbNothing = "house/nothing"
	verbSeveral = "house/several" // what stands by these numbers, as typed
	verbDrop    = "house/drop"
	verbAgain   = "house/again"
	verbTalk    = "house/talk"    // KIND of what was said, which asks nothing
	verbExplain = "house/explain" // what is asked or shown was not understood
	verbWho     = "house/who"
	verbJudge   = "house/judge"
	verbUnsaid  = "house/unsaid"
	verbOurs    = "house/ours"
	verbLeave   = "house/leave"
	verbCode    = "house/code" // CODE, as typed: become the first author
)

// Declared are what a house with some skills can do and keeps, its own first, without building it: to tell of, not
// to use.
func Declared(skills []dialog.Skill) []dialog.Skill {
	return append([]dialog.Skill{new(Bot).own()}, skills...)
}

// own is what the house can do and keeps itself, declared as any skill. Whoever is taken out of it is last so: the
// counts read the journal, delivery asks the sessions where they talked, and who they are goes at the end.
func (b *Bot) own() dialog.Skill {
	return dialog.Skill{
		Name:  "house",
		Texts: words,
		Acts: map[string]dialog.Act{
			"help":    dialog.Anyone(help).Finding(asksHelpWith),
			"fine":    dialog.Anyone(fine),
			"drop":    dialog.Anyone(drop),
			"nothing": dialog.Anyone(nothing),
			"several": dialog.Anyone(several),
			"heard":   dialog.Anyone(heard),
			"which":   dialog.Anyone(dialog.Chosen),
			"ours":    dialog.Anyone(ours),
			"thanks":  dialog.Anyone(thanks),
			"who":     dialog.Anyone(who),
			"again":   dialog.Anyone(again),
			"judge":   dialog.Anyone(judge),
			"talk":    dialog.Anyone(talks),
			"explain": dialog.Anyone(explain),
			"unsaid":  dialog.Anyone(unsaid),
			"leave":   dialog.Anyone(leave),
			"code":    dialog.Anyone(b.redeem),
		},
		Commands:  []string{"help", "thanks", "who"},
		Yields:    []string{"thanks", "who"},
		Meanwhile: true,
		Tables: slices.Concat(b.world.Counts.Tables(), journal.Tables(), find.Tables(), privacy.Tables(),
			settings.Tables(), audit.Tables(), delivery.Tables(placesOf), b.agenda.Tables(),
			[]store.Declared{&approved, &sessions, &offers, &guessed, &beats},
			knowledge.Tables(), store.Tables(), people.Tables()),
	}
}

// gone are the buckets of earlier versions of which nothing is brought along: indexes, what waited to be told, and what
// is only of use for some months.
var gone = []string{"find.once", "find.salt", "factors.mine", "factors.owned", "factors.report", "feedback.seat",
	"pairs.of", "pairs.part", "pulse.waiting", "steer.list", "teamplans.place", "upgrades.todo"}

// bring takes along what an earlier version kept in other buckets.
func bring(tx *store.Tx, skills []dialog.Skill) (err error) {
	for _, s := range skills {
		for _, table := range s.Tables {
			err = errors.Join(err, table.Bring(tx))
		}
	}
	return errors.Join(err, store.Drop(tx, gone...), people.Index(tx))
}

// Undeclared are the buckets that nobody declares: of a later version, or of none.
func Undeclared(tx *store.Tx, skills []dialog.Skill) (buckets []string) {
	known := map[string]bool{}
	for _, s := range Declared(skills) {
		for _, table := range s.Tables {
			for _, says := range table.Papers() {
				for _, bucket := range says.Buckets {
					known[bucket] = true
				}
			}
		}
	}
	for bucket := range tx.Buckets() {
		if !known[bucket] {
			buckets = append(buckets, bucket)
		}
	}
	return buckets
}

// sessions are where conversations stand: a person's in a place, and what was due there last, of nobody.
var sessions = store.Table[dialog.Session]{Bucket: "bot.session", Class: store.Personal, Keep: privacy.KeepTalk,
	Since: func(s dialog.Session) time.Time { return s.Seen }}

func sessionKey(id people.ID, p chat.Place) []byte {
	return store.Key(cmp.Or(string(id), "-"), string(p.Platform), p.Team, p.Channel, p.Thread)
}

// placesOf returns where a person has talked with the bot.
func placesOf(tx *store.Tx, person string) (ps []chat.Place, err error) {
	for k := range sessions.Of(tx, person) {
		f := strings.Split(string(k), "\x00")
		ps = append(ps, chat.Place{Platform: chat.Platform(f[1]), Team: f[2], Channel: f[3], Thread: f[4]})
	}
	return ps, nil
}
