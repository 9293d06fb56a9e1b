package knowledge

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what can be wrong with an aid.
var Words = text.Load[texts](files)

type texts struct {
	Version              map[Lang]string   // an aid's, by its language, as in "the Dutch version"
	Counted              map[string]string // what two versions must have as many of
	NoTranslation        text.Line1        `args:"version"`
	PairField            text.Line2        `args:"field version"`
	PairCount            text.Line4        `args:"here counted version there"`
	PairAsked            text.Line1        `args:"version"`
	PairAnswers          text.Line2        `args:"number version"`
	EmptySection         text.Line1        `args:"anchor"`
	AnchorForType        text.Line3        `args:"type anchor instead"`
	QuestionsForType     string
	HeadingWithoutAnchor string
	TextOutside          string
	AnchorTwice          text.Line1 `args:"anchor"`
	FenceOpen            text.Line1 `args:"fence"`
	StartsBlock          string
	SlugTwice            text.Line2 `args:"slug file"`
	NoPermission         string
	Gone                 string
	NotAFile             string
	Unreadable           text.Line1 `args:"why"`
	NoFields             string
	NotANumber           text.Line1 `args:"field"`
	NotABool             text.Line1 `args:"field"`
	NotADate             text.Line1 `args:"field"`
	NotFollowUp          string
	TextInList           text.Line1 `args:"anchor"`
	EmptyItem            string
	Numbering            text.Line2 `args:"number written"`
	OneParagraph         string
	TextInItem           text.Line1 `args:"mark"`
	EmptyMark            text.Line1 `args:"mark"`
	MarkTwice            text.Line1 `args:"mark"`
	NoMark               text.Line1 `args:"marks"`
	ForeignMark          text.Line2 `args:"mark written"`
	NoLabel              text.Line1 `args:"number"`
	NoArrow              string
	NoQuestion           text.Line2 `args:"number n"`
	NoSlug               string
	SlugForm             string
	PageSlugForm         string
	FileName             text.Line1 `args:"slug"`
	Lang                 string
	LangFolder           text.Line2 `args:"lang folder"`
	NoTitle              string
	TitleLong            text.Line1 `args:"n"`
	PageType             string
	SourceLink           string
	NoBody               string
	IDForm               text.Line1 `args:"field"`
	NoOwner              string
	NoVersion            string
	VersionForm          string
	RelatedMany          text.Line1 `args:"n"`
	RelatedSelf          text.Line1 `args:"slug"`
	RelatedForm          string
	NoMinutes            string
	Minutes              string
	MinutesLong          text.Line1 `args:"n"`
	ReflectDays          string
	FeedbackDays         string
	Choose               text.Line2 `args:"field values"`
	OneOf                text.Line2 `args:"field values"`
	SomeOf               text.Line2 `args:"field values"`
	NoTask               string
	NoResult             string
	NoTrigger            string
	TriggerMany          text.Line1 `args:"n"`
	QuestionsFew         text.Line1 `args:"n"`
	QuestionTwice        string
	NoReviewed           string
	NoReviewBy           text.Line1 `args:"date"`
	ReviewBy             string
	ReviewLate           text.Line2 `args:"n date"`
	NoAskedColumns       string
	NoResultColumn       string
	AskedFew             string
	AskedMany            text.Line1 `args:"n"`
	QuestionsColumns     text.Line2 `args:"questions columns"`
	OneValue             text.Line1 `args:"column"`
	TableLarge           string
	TableGap             text.Line1 `args:"answers"`
	RowUnreachable       text.Line1 `args:"number"`
	CellEmpty            string
	OutcomeEmpty         string
	DeadEnd              text.Line1 `args:"number"`
	OneAnswer            text.Line1 `args:"number"`
	AnswerTwice          text.Line1 `args:"answer"`
	Cycle                text.Line1 `args:"number"`
	TooDeep              text.Line2 `args:"n most"`
	QuestionUnreachable  text.Line1 `args:"number"`
	AskedColumns         string
	NoBasis              string
	NoCriteria           string
	NoFillIn             string
	NoPart               text.Line2 `args:"type anchor"`
	StepsMany            text.Line1 `args:"n"`
	StepsFew             text.Line2 `args:"n least"`
	NoActor              text.Line1 `args:"number"`
	NoPausePoint         string
	ItemsMany            text.Line2 `args:"n most"`
	ItemsFew             text.Line2 `args:"n least"`
	NoExample            text.Line1 `args:"number"`
	LabelTwice           text.Line1 `args:"label"`
	FieldsMany           text.Line2 `args:"n most"`
	NoSay                text.Line1 `args:"number"`
	TitleVerb            string
	StepVerb             text.Line1 `args:"number"`
	TextLong             text.Line2 `args:"n most"`
	NoQuick              string
	QuickLong            text.Line3 `args:"n most over"`
	QuickLines           text.Line2 `args:"n most"`
	QuickScreen          string
	PlanForm             string
	PitfallsMany         text.Line1 `args:"n"`
	Html                 string
	OnlyChecklist        text.Line1 `args:"field"`
	FolderLink           string
	TooLarge             text.Line1 `args:"kb"`
	NotUtf8              string
	ControlCharacter     text.Line1 `args:"code"`
	FrontMatterOpen      string
	NoFrontMatter        string
	TextInTable          string
	NoTable              string
	ConditionOrder       string
	RowLength            text.Line3 `args:"number cells heads"`
	TextInTemplate       string
	NoAid                text.Line1 `args:"slug"`
}
