package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/handvat/handvat/adapters/xapi/ledger"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/bot/skill/aid"
	"github.com/handvat/handvat/bot/skill/barrier"
	"github.com/handvat/handvat/bot/skill/buddy"
	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/bot/skill/casework"
	"github.com/handvat/handvat/bot/skill/draft"
	"github.com/handvat/handvat/bot/skill/edit"
	"github.com/handvat/handvat/bot/skill/feedback"
	"github.com/handvat/handvat/bot/skill/multirater"
	"github.com/handvat/handvat/bot/skill/mydata"
	"github.com/handvat/handvat/bot/skill/overview"
	"github.com/handvat/handvat/bot/skill/path"
	"github.com/handvat/handvat/bot/skill/plan"
	"github.com/handvat/handvat/bot/skill/programme"
	"github.com/handvat/handvat/bot/skill/reflection"
	"github.com/handvat/handvat/bot/skill/scan"
	preferences "github.com/handvat/handvat/bot/skill/settings"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/bot/skill/teamplan"
	"github.com/handvat/handvat/bot/skill/teamreview"
	"github.com/handvat/handvat/bot/skill/theme"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/bot/skill/upgrade"
	"github.com/handvat/handvat/content"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/counts"
	"github.com/handvat/handvat/knowledge/store"
)

// libraryFlags say which aids there are, and where Handvat keeps what it remembers.
type libraryFlags struct {
	Library []string `help:"Folder with an organisation's own aids; may be repeated. A later folder overrides an earlier one, and all of them the starter library." placeholder:"DIR" type:"path" env:"HANDVAT_LIBRARY" sep:":"`
	Starter bool     `help:"Include the starter library." default:"true" negatable:"" env:"HANDVAT_STARTER"`
}

// sources are the places aids come from, the starter library first.
func (f libraryFlags) sources(show func(what string) func(done, total int)) ([]knowledge.Source, error) {
	var srcs []knowledge.Source
	if f.Starter {
		srcs = append(srcs, knowledge.Source{Name: "starter", FS: content.FS, Ours: true})
	}
	for _, dir := range f.Library {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--library %s: there is no such folder", dir)
		}
		srcs = append(srcs, knowledge.Source{Name: dir, Dir: dir, Progress: show("reading " + filepath.Base(dir))})
	}
	return srcs, nil
}

// houseOf is what a house is built from that commands share: a library, in the folder data.
func houseOf(lg *slog.Logger, now func() time.Time, std stdio, data string, lib libraryFlags, words synonymFlags) (bot.Config, error) {
	show := progress(std.err)
	srcs, err := lib.sources(show)
	if err != nil {
		return bot.Config{}, err
	}
	zone, err := weeks()
	return bot.Config{Log: lg, Now: now, Zone: zone, Data: data, Sources: srcs, Synonyms: *words.files(srcs), Skills: skills(), Progress: show}, err
}

// weeksZone is where the weeks of digests begin.
const weeksZone = "Europe/Amsterdam"

// weeks is the time zone in which weeks begin.
func weeks() (*time.Location, error) { return time.LoadLocation(weeksZone) }

// countsOf returns the journal in db, counted by the weeks of digests.
func countsOf(db *store.DB) (*counts.Counts, error) {
	zone, err := weeks()
	if err != nil {
		return nil, err
	}
	return counts.New(db, zone), nil
}

// countedOf is countsOf with everything that happened so far counted.
func countedOf(ctx context.Context, db *store.DB) (*counts.Counts, error) {
	counts, err := countsOf(db)
	if err == nil {
		_, err = counts.Update(ctx)
	}
	return counts, err
}

// turnOf is a turn of nobody at the command line.
func turnOf(tx *store.Tx, counts *counts.Counts, now time.Time, lang string) *dialog.Turn {
	return &dialog.Turn{Tx: tx, Now: now, W: dialog.In(lang), Skills: skills(), World: dialog.World{Zone: counts.Zone(), Counts: counts}}
}

// skills are what the bot can do.
func skills() []dialog.Skill {
	return []dialog.Skill{
		aid.Skill,
		draft.Skill,
		reflection.Skill,
		feedback.Skill,
		multirater.Skill,
		buddy.Skill,
		path.Skill,
		theme.Skill,
		plan.Skill,
		casework.Skill,
		teamplan.Skill,
		barrier.Skill,
		upgrade.Skill,
		campaign.Skill,
		scan.Skill,
		{Name: "lrs", Tables: ledger.Tables()},
		teamreview.Skill,
		training.Skill,
		programme.Skill,
		survey.Skill,
		weekly.Skill,
		edit.Skill,
		overview.Skill,
		preferences.Skill,
		mydata.Skill,
	}
}
