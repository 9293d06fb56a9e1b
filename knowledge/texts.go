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
	// Version is one by the language of an aid, as in "the Dutch version".
	Version                                     map[Lang]string
	Counted                                     map[string]string // what two versions must have as many of
	NoTranslation, PairAsked                    text.Line1        `args:"version"`
	PairField                                   text.Line2        `args:"field version"`
	PairCount                                   text.Line4        `args:"here counted version there"`
	PairAnswers                                 text.Line2        `args:"number version"`
	EmptySection, AnchorTwice, TextInList       text.Line1        `args:"anchor"`
	AnchorForType                               text.Line3        `args:"type anchor instead"`
	FenceOpen                                   text.Line1        `args:"fence"`
	SlugTwice                                   text.Line2        `args:"slug file"`
	Unreadable                                  text.Line1        `args:"why"`
	NotANumber, NotABool, NotADate, IDForm      text.Line1        `args:"field"`
	OnlyChecklist                               text.Line1        `args:"field"`
	Numbering                                   text.Line2        `args:"number written"`
	TextInItem, EmptyMark, MarkTwice            text.Line1        `args:"mark"`
	NoMark                                      text.Line1        `args:"marks"`
	ForeignMark                                 text.Line2        `args:"mark written"`
	NoLabel, RowUnreachable, DeadEnd, OneAnswer text.Line1        `args:"number"`
	Cycle, QuestionUnreachable, NoActor         text.Line1        `args:"number"`
	NoExample, NoSay, StepVerb                  text.Line1        `args:"number"`
	NoQuestion                                  text.Line2        `args:"number n"`
	FileName, RelatedSelf, NoAid                text.Line1        `args:"slug"`
	LangFolder                                  text.Line2        `args:"lang folder"`
	TitleLong, RelatedMany, MinutesLong         text.Line1        `args:"n"`
	TriggerMany, QuestionsFew, AskedMany        text.Line1        `args:"n"`
	StepsMany, PitfallsMany                     text.Line1        `args:"n"`
	Choose, OneOf, SomeOf                       text.Line2        `args:"field values"`
	NoReviewBy                                  text.Line1        `args:"date"`
	ReviewLate                                  text.Line2        `args:"n date"`
	QuestionsColumns                            text.Line2        `args:"questions columns"`
	OneValue                                    text.Line1        `args:"column"`
	TableGap                                    text.Line1        `args:"answers"`
	AnswerTwice                                 text.Line1        `args:"answer"`
	TooDeep, ItemsMany, FieldsMany, TextLong    text.Line2        `args:"n most"`
	QuickLines                                  text.Line2        `args:"n most"`
	NoPart                                      text.Line2        `args:"type anchor"`
	StepsFew, ItemsFew                          text.Line2        `args:"n least"`
	LabelTwice                                  text.Line1        `args:"label"`
	QuickLong                                   text.Line3        `args:"n most over"`
	TooLarge                                    text.Line1        `args:"kb"`
	ControlCharacter                            text.Line1        `args:"code"`
	RowLength                                   text.Line3        `args:"number cells heads"`

	QuestionsForType, HeadingWithoutAnchor, TextOutside, StartsBlock, NoPermission, Gone, NotAFile       string
	NoFields, NotFollowUp, EmptyItem, OneParagraph, NoArrow, NoSlug, SlugForm, PageSlugForm, Lang        string
	NoTitle, PageType, SourceLink, NoBody, NoOwner, NoVersion, VersionForm, RelatedForm, NoMinutes       string
	Minutes, ReflectDays, FeedbackDays, NoTask, NoResult, NoTrigger, QuestionTwice, NoReviewed, ReviewBy string
	NoAskedColumns, NoResultColumn, AskedFew, TableLarge, CellEmpty, OutcomeEmpty, AskedColumns, NoBasis string
	NoCriteria, NoFillIn, NoPausePoint, TitleVerb, NoQuick, QuickScreen, PlanForm, Html, FolderLink      string
	NotUtf8, FrontMatterOpen, NoFrontMatter, TextInTable, NoTable, ConditionOrder, TextInTemplate        string
	Markup, Picture, LinkForm, SmartQuotes, GluedItem, NoAidFile                                         string
}
