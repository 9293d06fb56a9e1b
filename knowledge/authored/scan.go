package authored

import (
	"fmt"
	"strconv"
)

// A Scan is a few questions that a group is asked once, to understand a performance
// question before anything is made for it. Each is answered with one tap: there is no free
// text in a scan.
type Scan struct {
	ID          string     `yaml:"id"`          // of a-z, 0-9 and -, at most 30 bytes
	Title       Text       `yaml:"title"`       // people read it above the first question
	Purpose     Text       `yaml:"purpose"`     // what it serves, in one line; people read it below each question
	Responsible string     `yaml:"responsible"` // role that answers for it, such as ld-team
	Audience    Audience   `yaml:"audience"`
	Days        int        `yaml:"days"` // how long it is open, 3 to 28; 0 is 14
	Questions   []Question `yaml:"questions"`
}

// A Question is one question of a scan. It has answers to choose from, or is answered on a
// scale of 1 to 5.
type Question struct {
	Text    Text   `yaml:"text"`
	Answers []Text `yaml:"answers"`
	Scale   bool   `yaml:"scale"`
}

// The limits of a scan.
const (
	maxQuestions = 5
	maxQuestion  = 300 // characters of one question
	maxAnswer    = 60  // characters of one answer
)

// Choices are how many answers there are to choose from.
func (q Question) Choices() int {
	if q.Scale {
		return 5
	}
	return len(q.Answers)
}

// Choice is an answer in a language, from 0.
func (q Question) Choice(i int, lang string) string {
	if q.Scale {
		return strconv.Itoa(i + 1)
	}
	return q.Answers[i].In(lang)
}

// Open is for how many days the scan is open.
func (s *Scan) Open() int {
	if s.Days == 0 {
		return 14
	}
	return s.Days
}

func (k *checker) scan(s *Scan) {
	k.head(s.ID, s.Title, s.Purpose, s.Responsible)
	k.that(s.Days == 0 || s.Days >= 3 && s.Days <= 28, "days", func(w *texts) string { return w.Days })
	k.that(len(s.Questions) > 0 && len(s.Questions) <= maxQuestions, "questions",
		func(w *texts) string { return w.Questions.With(maxQuestions) })
	for i, q := range s.Questions {
		at := fmt.Sprintf("questions[%d].", i)
		k.text(at+"text", q.Text, maxQuestion)
		k.that(q.Scale != (len(q.Answers) > 0), at+"text",
			func(w *texts) string { return w.QuestionAnswers.With(strconv.Itoa(i + 1)) })
		k.that(q.Scale || len(q.Answers) >= 2 && len(q.Answers) <= 5, at+"answers",
			func(w *texts) string { return w.AnswerCount.With(strconv.Itoa(i+1), len(q.Answers)) })
		for n, a := range q.Answers {
			k.text(fmt.Sprintf("%sanswers[%d]", at, n), a, maxAnswer)
		}
	}
}
