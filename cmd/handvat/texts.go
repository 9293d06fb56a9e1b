package main

import (
	"cmp"
	"embed"
	"os"
	"strings"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// words are what commands say in both languages.
var words = text.Load[texts](files)

// locale is the language of the environment, which the first of LC_ALL, LC_MESSAGES and LANG that is set says, as POSIX
// has it; empty if it says none.
func locale() string {
	here, _, _ := strings.Cut(cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")), ".")
	if here == "C" || here == "POSIX" {
		return ""
	}
	return here
}

// spoken is the language of all that is said at the command line: the one that was asked for, or that of the
// environment, or the usual one of the program if neither says one.
func spoken(lang string) string {
	return text.Match(cmp.Or(lang, locale(), string(dialog.UsualLang)), words.Langs())
}

type texts struct {
	Done          text.Line2 `args:"files outcome"`
	Files         text.Line1 `args:"n"`
	Campaigns     text.Line1 `args:"n"`
	CampaignWeeks text.Line1 `args:"n"` // of one that is started now
	Scans         text.Line1 `args:"n"`
	Paths         text.Line1 `args:"n"`
	Themes        text.Line1 `args:"n"`
	Errors        text.Line1 `args:"n"`
	Warnings      text.Line1 `args:"n"`
	Phrasings     text.Line1 `args:"k"`            // what of them is shown
	Lower         text.Line2 `args:"asked holds"`  // why a smaller group is refused
	Higher        text.Line2 `args:"asked most"`   // and a larger one
	FewPeople     text.Line2 `args:"asked people"` // and one that the roster is too small for
	GroupLost     text.Line1 `args:"known"`        // and what to set where the one that held cannot be read
	Raised        text.Line2 `args:"was k"`        // what serve set
	Damaged       text.Line2 `args:"name n"`       // why somebody is not found
	Head          text.Line4 `args:"outcome confidence language moment"`
	Hit           text.Line4 `args:"number aid score confidence"`
	NoCatalogue   string     // a file of texts that is none
	NoTexts       text.Line2 `args:"lang have"` // for a language
	InEnglish     text.Line1 `args:"language"`  // what has no text in it
	Clash         struct {   // why a word of a command would not be understood as one
		OfTwo  text.Line3 `args:"word before verb"`
		Button text.Line3 `args:"word verb button"`
		Never  text.Line2 `args:"word verb"`
		Named  text.Line2 `args:"key word"` // by a text, though it is none
	}
	Unspoken   text.Line1        `args:"lang"` // the texts without which it is not chosen lack
	NotListed  text.Line1        `args:"name"` // on the roster, as who to talk
	NoCase     text.Line1        `args:"id"`
	Leavers    text.Line1        `args:"n"` // what becomes of who is on the roster no more
	Rostered   map[string]string // what a roster lists
	Columns    map[string]string // of a roster
	Drop       text.Line3        `args:"gone of days"` // why a roster is not taken over
	Audited    map[string]string // what changed, by its kind
	AuditRoles map[string]string // who changed it
	AuditedAs  map[string]string // what it was and is, if not a value
	NoAudit    string            // when nothing was changed
	TooOld     text.Line1        `args:"date"` // why a training is not taken in
	TrainedBy  string            // who registers trainings, if nobody else is said
	Trained    text.Line3        `args:"noted already left"`

	BySetting     text.Line1 `args:"folder"` // what papers say
	NotEncoded    string     // where ask finds by words alone
	KeepOne       string     // why --keep is refused
	NoFolder      text.Line1 `args:"folder"`
	NoSuchFile    text.Line1 `args:"file"`
	BackupThere   text.Line1 `args:"file"`
	BackupMissing text.Line1 `args:"file"`
	BackupRenamed text.Line2 `args:"file name"`
	BackupInside  text.Line1 `args:"file"`
	BackupOdd     text.Line1 `args:"file"`
	BackupMade    text.Line2 `args:"file holds"`
	BackupOld     text.Line1 `args:"files"`
	BackupHolds   text.Line3 `args:"people aids files"`
	People        text.Line1 `args:"n"`
	ChatAids      text.Line1 `args:"n"`
	OtherFiles    text.Line1 `args:"n"`
	NotEmpty      text.Line1 `args:"folder"`
	NoBackup      text.Line1 `args:"file"`
	LongerBackup  text.Line1 `args:"file"`
	Restored      text.Line3 `args:"folder date holds"`
	RestoredFrom  text.Line2 `args:"from at"`

	Doctor  doctorTexts
	Connect connectTexts
	Playing text.Line1 `args:"n"` // weeks
	Played  struct {   // what simulate did
		Who                                     text.Line5 `args:"people units weeks day seed"`
		People, Units, Weeks, Did, Facts, Began text.Line1 `args:"n"`
		Read                                    text.Line1 `args:"folder"`
	}
	Calibrated text.Line1                       `args:"sets"`
	Up         struct{ Starting, Ready string } // whether serve answers
	Astray     struct{ Page, Method string }    // what is asked for that is not there

	Privacy    string
	Terms      string // of use
	Starting   string // why nothing works yet
	Conditions string
	Outcomes   map[string]string
	Langs      map[string]string
	Moments    map[string]string
	Signals    map[string]string // the reasons, by the names that finding gives them

	Usage usage

	Database struct { // cannot be used
		InUse    text.Line1 `args:"folder"`
		Damaged  text.Line1 `args:"file"`
		Full     text.Line1 `args:"folder"`
		Taken    text.Line1 `args:"file"` // while it is used
		Lost     text.Line2 `args:"file mark"`
		ReadOnly text.Line1 `args:"folder"`
		Empty    text.Line1 `args:"file"`
	}

	Ready     text.Line2 `args:"aids at"`
	Code      text.Line1 `args:"code"` // by which somebody becomes an author
	ClockHeld text.Line1 `args:"why"`
	Reading   text.Line1 `args:"folder"`

	Wrong struct { // with settings and flags
		NoFile      text.Line2 `args:"setting file"`
		EmptyFile   text.Line2 `args:"setting file"`
		Both        text.Line1 `args:"setting"`
		NoZone      text.Line2 `args:"zone usual"`
		NotAsked    text.Line2 `args:"question all"`
		Setting     string     // how one is called
		NoVariable  text.Line1 `args:"name"`
		Variable    text.Line2 `args:"name is"`
		IsNumber    text.Line1 `args:"given"`
		IsBool      text.Line1 `args:"given"`
		NoName      string
		Doubted     string     // the clock
		NoTextsDir  text.Line1 `args:"folder"`
		NoListener  string     // for messages over https
		NotPEM      text.Line1 `args:"file"`
		SlackWay    string     // by which messages come
		NoAPI       text.Line1 `args:"addr"`
		NoDate      text.Line1 `args:"given"`
		ShortToken  text.Line1 `args:"n"`
		NoToken     string     // with values of indicators from another program
		ManyValues  text.Line1 `args:"kb"`
		ValuesLost  string
		NotApproved text.Line1 `args:"what"`
		NotYet      text.Line2 `args:"what day"`
		NoLibrary   text.Line1 `args:"folder"`
		OnePlay     string
		NoAid       text.Line1 `args:"slug"`
		NoPhrasing  text.Line1 `args:"id"`
		Crowd       text.Line2 `args:"people units"` // that cannot be played
		NoTexts     text.Line1 `args:"name"`
		NoValue     string
		NoDatabase  text.Line1 `args:"folder"`
		NoWeek      text.Line1 `args:"given"`
		NoQuarter   text.Line1 `args:"given"`
		NoMonday    text.Line1 `args:"given"`
		NoNumber    text.Line1 `args:"given"`
		NoUnit      text.Line1 `args:"unit"`
		NoFormat    text.Line1 `args:"file"`
		Workbook    string
		NoCalibrate string
		NoPort      text.Line1 `args:"addr"`
		Open        text.Line1 `args:"addr"` // to others, without sign-in
		NoHeader    string
		NoSecret    text.Line2 `args:"n header"`
		NoSignIn    text.Line1 `args:"author"`
		NotEmpty    text.Line1 `args:"folder"`
	}
}
