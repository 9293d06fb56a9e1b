package report

import (
	"embed"

	"github.com/handvat/handvat/bot/text"
)

//go:embed *.yaml
var files embed.FS

// Words are what reports on a case and on a quarter say.
var Words = text.Load[texts](files)

type texts struct {
	CaseTitle                                text.Line1 `args:"title"`
	QuarterTitle                             text.Line2 `args:"quarter year"`
	Made                                     text.Line1 `args:"date"`
	Simulated                                string
	ByWhom                                   text.Line2 `args:"sponsor adviser"`
	NoPersons                                text.Line1 `args:"k"`
	AtLevel                                  text.Line2 `args:"level sentence"`
	InShort, Question                        string
	GoalLine                                 text.Line7 `args:"who task measure current currentdate target targetdate"`
	Source                                   text.Line2 `args:"source often"`
	DerivedFrom                              text.Line1 `args:"source"`
	Serves                                   text.Line1 `args:"goal"`
	InTheWay, WhatWeDid                      string
	TagCounts                                text.Line3 `args:"work together formal"`
	Support, PlanTitle                       string
	PlanMade                                 text.Line2 `args:"date rollout"`
	PlanNone, NotAgreed, VModel              string
	LevelTitle                               text.Line2 `args:"level name"`
	LevelNames                               [6]string
	Pitfalls                                 [6]string // by level
	NotMeasured, Learning, Business          string
	Change                                   text.Line5 `args:"name first firstdate last lastdate"`
	NoReading, NoBaseline                    text.Line3 `args:"name value date"`
	Nothing                                  text.Line1 `args:"name"`
	TargetLine                               text.Line3 `args:"target date standing"`
	FromUse                                  text.Line5 `args:"name value answers people period"`
	TooFew                                   text.Line2 `args:"name k"`
	TooLittle                                string
	Moments                                  text.Line1 `args:"name"`
	MissedWhy                                text.Line1 `args:"why"`
	PlotSays                                 text.Line5 `args:"name first firstdate last lastdate"`
	PlotTarget                               text.Line1 `args:"target"`
	PlotExpected, Isolation                  string
	EffectLine, EffectWorse                  text.Line4 `args:"change effect method sum"`
	Expected                                 text.Line2 `args:"value date"`
	EstimateLine                             text.Line5 `args:"value answered asked sum others"`
	NoEffect                                 text.Line1 `args:"reason"`
	Reasons, Confidence                      map[string]string
	Attribution                              text.Line2 `args:"share confidence"`
	Changed, ChangedNone, ReturnNone         string
	Benefit                                  text.Line2 `args:"sum value"`
	BenefitSum                               text.Line4 `args:"effect per times unit"`
	Cost                                     string
	CostLines                                [5]string  // making, delivering, users, anchoring, total
	ROI, BCR                                 text.Line2 `args:"value sum"`
	Payback                                  text.Line2 `args:"months sum"`
	PhillipsROI                              string
	ValueFrom                                text.Line1 `args:"finance"`
	NotMoney, Anchoring, AnchorNone          string
	Review                                   text.Line1 `args:"months"`
	Timeline                                 string
	AsksApplied                              text.Line1 `args:"days"`
	History                                  string
	PhaseMoved                               text.Line2 `args:"from to"`
	Columns                                  map[string]string
	Benefits                                 map[string]string // the seven
	Measures                                 map[string]string // what a figure from use is of
	BenefitsTitle, BenefitsLead, Experienced string
	ExperiencedLead, OnCourse, OnCourseNone  string
	Delivered                                string
	DeliveredLine                            text.Line2 `args:"title n"`
	RecentGoals                              text.Line2 `args:"read n"`
	TeamsOf                                  text.Line3 `args:"n all share"`
	References, ReferenceNote                string
	Reference                                []reference

	_ text.Labels `of:"History"`
}

// reference is part of the texts.
type reference struct{ Value, What, Origin string }
