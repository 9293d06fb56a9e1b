package xapi

import (
	_ "embed"
	"strconv"
	"strings"
)

// Profile is the documentation of our statements as an xAPI profile: every verb,
// activity type and extension that is our own.
//
//go:embed profile.jsonld
var Profile []byte

// The names of our own are below this one, which is that of the profile.
const own = "https://github.com/handvat/handvat/xapi/v1"

// Names of others.
const (
	adl    = "http://adlnet.gov/expapi/verbs/"
	tincan = "http://id.tincanapi.com/"
)

// A statement is one xAPI statement.
type statement struct {
	ID        string   `json:"id"`
	Actor     actor    `json:"actor"`
	Verb      verb     `json:"verb"`
	Object    object   `json:"object"`
	Result    *result  `json:"result,omitempty"`
	Context   *setting `json:"context,omitempty"`
	Timestamp string   `json:"timestamp,omitempty"`
}

type (
	actor struct {
		ObjectType string  `json:"objectType"`
		Account    account `json:"account"`
	}
	account struct {
		HomePage string `json:"homePage"`
		Name     string `json:"name"`
	}
	verb struct {
		ID      string            `json:"id"`
		Display map[string]string `json:"display"`
	}
	object struct {
		ObjectType string      `json:"objectType"`
		ID         string      `json:"id"`
		Definition *definition `json:"definition,omitempty"`
	}
	definition struct {
		Type string            `json:"type"`
		Name map[string]string `json:"name,omitempty"`
	}
	result struct {
		Score      *score         `json:"score,omitempty"`
		Success    *bool          `json:"success,omitempty"`
		Completion *bool          `json:"completion,omitempty"`
		Extensions map[string]any `json:"extensions,omitempty"`
	}
	score struct {
		Scaled float64  `json:"scaled"`
		Raw    *float64 `json:"raw,omitempty"`
		Min    *float64 `json:"min,omitempty"`
		Max    *float64 `json:"max,omitempty"`
	}
	setting struct {
		Platform   string                 `json:"platform,omitempty"`
		Language   string                 `json:"language,omitempty"`
		Revision   string                 `json:"revision,omitempty"`
		Activities map[string][]reference `json:"contextActivities"`
		Extensions map[string]any         `json:"extensions,omitempty"`
	}
	reference struct {
		ObjectType string `json:"objectType"`
		ID         string `json:"id"`
	}
)

// said makes a verb with how it reads in both languages.
func said(id, en, nl string) verb { return verb{id, map[string]string{"en": en, "nl": nl}} }

// statement is e as a statement. ok is false for what is not told: kinds of which the
// profile says nothing, what is nobody's, and that someone asked something sensitive.
func (n Names) statement(e Entry) (s statement, ok bool) {
	if e.Person == "" || e.Detail == "sensitive" {
		return s, false
	}
	s = statement{ID: n.Statement(e), Actor: n.agent(n.Actor(e.Person)), Context: n.setting(e),
		Timestamp: e.Time.UTC().Format("2006-01-02T15:04:05.000Z07:00")}
	return s, n.tell(&s, e)
}

// tell says in s what was done to what, and what came of it. It reports false for what is not told.
func (n Names) tell(s *statement, e Entry) bool {
	switch e.Kind {
	case "question_asked":
		s.Verb = said(adl+"asked", "asked", "vroeg")
		s.Object = n.thing("question", "", "question")
		s.Result = &result{Extensions: map[string]any{own + "/extensions/outcome": e.Detail}}
	case "answer_shown":
		s.Verb, s.Object = said(adl+"experienced", "was shown", "kreeg te zien"), n.aid(e)
	case "step_shown":
		s.Verb, s.Object = said(adl+"progressed", "progressed", "ging verder"),
			n.thing("aid", e.Aid, "step", "step", strconv.Itoa(e.Step))
	case "item_ticked":
		if e.Detail != "on" {
			return false
		}
		s.Verb, s.Object = said(adl+"progressed", "ticked", "vinkte af"),
			n.thing("aid", e.Aid, "checklist-item", "item", strconv.Itoa(e.Step))
		s.Object.Definition.Type = tincan + "activitytype/checklist-item"
	case "run_finished":
		s.Verb, s.Object, s.Result = said(adl+"completed", "completed", "rondde af"), n.aid(e),
			&result{Completion: new(true)}
	case "outcome":
		value, known := map[string]float64{"helped": 1, "partly": 0.5, "not": 0}[e.Detail]
		if !known {
			return false
		}
		s.Verb, s.Object = said(tincan+"verb/rated", "rated", "beoordeelde"), n.aid(e)
		s.Result = &result{Score: &score{Scaled: value},
			Extensions: map[string]any{own + "/extensions/outcome": e.Detail}}
	case "rated":
		if e.Detail != "value" || e.Value < 1 || e.Value > 5 { // what people rate of their work is theirs
			return false
		}
		s.Verb, s.Object = said(tincan+"verb/rated", "rated", "beoordeelde"), n.aid(e)
		s.Result = &result{Score: &score{Scaled: float64(e.Value-1) / 4, Raw: new(float64(e.Value)),
			Min: new(1.0), Max: new(5.0)},
			Extensions: map[string]any{own + "/extensions/rated": e.Detail}}
	case "application_reported":
		s.Verb, s.Object = said(own+"/verbs/applied", "applied", "paste toe"), n.thing("task", e.Aid, "task")
		s.Result = &result{Extensions: map[string]any{own + "/extensions/application": e.Detail,
			own + "/extensions/days-after": e.Value}}
		if e.Detail != "partly" {
			s.Result.Success = new(e.Detail == "yes")
		}
	case "reflection_answered":
		s.Verb, s.Object = said(adl+"answered", "answered", "antwoordde"),
			n.thing("reflection", e.Aid, "reflection-prompt")
	case "feedback":
		if e.Detail != "answered" {
			return false
		}
		s.Verb, s.Object = said(adl+"commented", "gave feedback", "gaf feedback"), n.thing("feedback", "", "feedback")
	default:
		return false
	}
	return true
}

// agent is an actor of ours.
func (n Names) agent(name string) actor {
	return actor{"Agent", account{strings.TrimSuffix(n.Home, "/"), name}}
}

// aid is the aid of an entry; the bot itself if it has none.
func (n Names) aid(e Entry) object {
	o := n.thing("aid", e.Aid, "job-aid")
	if e.Aid == "" {
		o = n.thing("service", "", "service")
	}
	if e.Checklist {
		o.Definition.Type = tincan + "activitytype/checklist"
	}
	if e.Title != "" && e.Lang != "" {
		o.Definition.Name = map[string]string{e.Lang: e.Title}
	}
	return o
}

// thing is an activity of one of our own types.
func (n Names) thing(what, slug, kind string, more ...string) object {
	parts := []string{what}
	if slug != "" {
		parts = append(parts, slug)
	}
	return object{"Activity", n.activity(append(parts, more...)...), &definition{Type: own + "/activity-types/" + kind}}
}

// setting is what is known around an entry.
func (n Names) setting(e Entry) *setting {
	level := "" // of the answer
	if e.Kind == "answer_shown" {
		level = e.Detail
	}
	c := &setting{Platform: e.Platform, Language: e.Lang, Revision: e.Version,
		Activities: map[string][]reference{"category": {{"Activity", own}}}}
	for name, v := range map[string]string{"moment": e.Moment, "level": level, "box": e.Box} {
		if v == "" {
			continue
		}
		if c.Extensions == nil {
			c.Extensions = map[string]any{}
		}
		c.Extensions[own+"/extensions/"+name] = v
	}
	return c
}

// void is the statement that voids another. It has no time, so that it is the same
// whenever it is sent.
func (n Names) void(id string) statement {
	return statement{ID: n.voiding(id), Actor: n.agent("handvat"),
		Verb:   verb{adl + "voided", map[string]string{"en": "voided", "nl": "trok in"}},
		Object: object{ObjectType: "StatementRef", ID: id}}
}
