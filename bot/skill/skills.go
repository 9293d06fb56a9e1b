// Package skill is the list of what the bot can do.
package skill

import (
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/weekly"
	"github.com/handvat/handvat/bot/skill/aid"
	"github.com/handvat/handvat/bot/skill/barrier"
	"github.com/handvat/handvat/bot/skill/buddy"
	"github.com/handvat/handvat/bot/skill/calendar"
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
	"github.com/handvat/handvat/bot/skill/settings"
	"github.com/handvat/handvat/bot/skill/survey"
	"github.com/handvat/handvat/bot/skill/teamplan"
	"github.com/handvat/handvat/bot/skill/teamreview"
	"github.com/handvat/handvat/bot/skill/theme"
	"github.com/handvat/handvat/bot/skill/training"
	"github.com/handvat/handvat/bot/skill/upgrade"
)

// All returns the skills, one line each, in the order of help.
func All() []dialog.Skill {
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
		teamreview.Skill,
		training.Skill,
		programme.Skill,
		survey.Skill,
		weekly.Skill,
		edit.Skill,
		overview.Skill,
		calendar.Skill,
		settings.Skill,
		mydata.Skill,
	}
}
