package main

import (
	"strings"
	"time"

	"github.com/handvat/handvat/bot/text"
)

// doctorTexts are what doctor finds, each with what to do about it under the same name with Do behind it.
type doctorTexts struct {
	Ended            text.Line2 `args:"secret date"`
	Ends             text.Line2 `args:"secret date"`
	Good             text.Line2 `args:"secret date"`
	Exposed          text.Line1 `args:"file"`
	ExposedDo        text.Line1 `args:"file"`
	NoData           text.Line1 `args:"folder"`
	GroupComes       text.Line2 `args:"k holds"`
	GroupOver        text.Line2 `args:"k people"`
	Unreadable       text.Line2 `args:"bucket rows"`
	SetAside         text.Line2 `args:"bucket rows"`
	Unknown          text.Line1 `args:"bucket"`
	NoOutside        text.Line1 `args:"why"`
	NoOutsideDo      text.Line1 `args:"file"`
	Shut             text.Line1 `args:"why"` // the data folder
	ShutDo           string
	Stuck            text.Line3 `args:"name deletions since"`
	Trouble          text.Line5 `args:"name waiting at since why"`
	TroubleDo        text.Line1 `args:"name"`
	Refused          text.Line4 `args:"name waiting at refused"`
	Waiting          text.Line3 `args:"name waiting at"`
	ClockLost        text.Line1 `args:"now"`
	ClockGood        text.Line1 `args:"now"`
	ClockHeld        text.Line1 `args:"doubt"`
	SignIns          text.Line2 `args:"day where"`
	NoSignIns        text.Line1 `args:"days"`
	Deaf             text.Line1 `args:"platform"`
	MailOut          text.Line1 `args:"why"`
	MailIn           text.Line1 `args:"host"`
	XAPISilent       text.Line1 `args:"why"`
	XAPIOut          text.Line1 `args:"why"`
	DiscordTokenDo   text.Line1 `args:"page"`
	DiscordOther     text.Line1 `args:"app"`
	DiscordIn        text.Line1 `args:"name"`
	DiscordKeyDo     text.Line1 `args:"key"`
	DiscordNoKey     text.Line1 `args:"url"`
	DiscordNoKeyDo   text.Line2 `args:"key page"`
	DiscordNoURLDo   text.Line2 `args:"page url"`
	DiscordNowhereDo text.Line1 `args:"url"`
	DiscordNosyDo    text.Line1 `args:"page"`
	DiscordServers   text.Line1 `args:"servers"`

	Marks struct{ Good, Soon, Bad string } // before what is found
	Names map[string]string                // of what is looked at, and of where it was refused

	Starting, StartingDo                                                                            string
	Accepted, NoPlatform, EndedDo, EndsDo, Restore, NoDataDo, GroupDo, GroupOverDo, RowsRead        string
	PagesRead, UnknownDo, StuckDo, RefusedDo, ClockLostDo, ClockHeldDo, Public, SlackAddr           string
	SlackPublic, MailDo, MailOutDo, XAPISilentDo, XAPIDo, XAPIOutDo, XAPIBlind, XAPIBlindDo, XAPIIn string
	TeamsSet, TeamsStandIn, TeamsStandInDo, TeamsIn, TeamsReach, TeamsEnds, TeamsEndsDo, TeamsBusy  string
	TeamsCheck, DiscordCopy, DiscordPublic, DiscordToken, DiscordReach, DiscordOtherDo, DiscordKey  string
	DiscordNoURL, DiscordWords, DiscordWordsDo, DiscordOften, DiscordOftenDo, DiscordNowhere        string
	DiscordNosy, KeptDo, GroupLostDo                                                                string

	TeamsToken map[string]string // what to do, by the number of what is wrong
}

// minute is a moment as doctor tells it, such as "23 November 08:30".
func minute(lang string, t time.Time) string {
	t = t.UTC()
	return strings.TrimSuffix(text.In(lang).Long(t), t.Format(" 2006")) + t.Format(" 15:04")
}
