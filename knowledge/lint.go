package knowledge

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// Lint says what keeps a from being good enough to serve, and what could be better; or what keeps its file from being
// read as [Format] writes it, if that cannot be.
// Rules that only publication needs are errors in a published aid and warnings
// before that. The problems have no place; those of [CheckPaths] do.
func Lint(a *Aid) Problems {
	d := read(string(a.Lang)+"/"+a.Slug+".md", Format(a))
	if d.problems.Errors() > 0 {
		for i := range d.problems {
			d.problems[i].Line, d.problems[i].Col = 0, 0
		}
		return d.problems
	}
	d = &doc{aid: a}
	d.lint()
	return d.problems
}

// A linter holds one aid against the rules. The place of each problem comes from
// the doc it was read from.
type linter struct {
	*doc
	a *Aid
}

// lint adds what the rules say, except about a line that could not be read anyway.
func (d *doc) lint() {
	if d.aid == nil {
		return
	}
	unread := make(map[int]bool)
	for _, p := range d.problems {
		unread[p.Line] = p.Severity == Error
	}
	form := len(d.problems)
	linter{d, d.aid}.all()
	rules := slices.DeleteFunc(d.problems[form:], func(p Problem) bool { return p.Line > 0 && unread[p.Line] })
	d.problems = d.problems[:form+len(rules)]
}

func (l linter) all() {
	l.identity()
	if !l.a.IsRecipe() {
		l.page()
		return
	}
	l.ids()
	l.choices()
	l.task()
	l.texts()
	l.review()
	l.quick()
	l.parts()
	l.markup()
	l.shape()
}

// need reports what publication needs.
func (l linter) need(at pos, code string, says func(*texts) string) {
	sev := Error
	if l.withdrawn() {
		sev = Warning
	}
	l.add(sev, at, code, Words.Say(says))
}

// withdrawn reports whether the author says that the aid is not, or no longer, to be
// served. Without a status the author says nothing.
func (d *doc) withdrawn() bool {
	return d != nil && d.aid != nil && (d.aid.Status == Draft || d.aid.Status == Review || d.aid.Status == Retired)
}

var (
	slugForm    = regexp.MustCompile(`^[a-z0-9-]{3,60}$`)
	pageSlug    = regexp.MustCompile(`^[a-z0-9-]{1,120}$`)
	idForm      = regexp.MustCompile(`^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$`)
	versionForm = regexp.MustCompile(
		`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)
)

// identity checks what names the aid. These are errors in a draft too.
func (l linter) identity() {
	a := l.a
	switch form := map[bool]*regexp.Regexp{true: slugForm, false: pageSlug}[a.IsRecipe()]; {
	case a.Slug == "":
		l.wrong(l.place("slug"), "no-slug", func(w *texts) string { return w.NoSlug })
	case !form.MatchString(a.Slug) && a.IsRecipe():
		l.wrong(l.place("slug"), "slug-form", func(w *texts) string { return w.SlugForm })
	case !form.MatchString(a.Slug):
		l.wrong(l.place("slug"), "slug-form", func(w *texts) string { return w.PageSlugForm })
	case a.IsRecipe() && l.name != "" && path.Base(slashed(l.name)) != a.Slug+".md":
		l.warn(l.place("slug"), "file-name", func(w *texts) string { return w.FileName.With(a.Slug) })
	}
	switch folder := Lang(path.Base(path.Dir(slashed(l.name)))); {
	case !a.Lang.Known():
		l.wrong(l.place("lang"), "lang", func(w *texts) string { return w.Lang })
	case folder.Known() && folder != a.Lang:
		l.wrong(l.place("lang"), "lang-folder", func(w *texts) string { return w.LangFolder.With(a.Lang, folder) })
	}
	switch {
	case a.Title == "":
		l.wrong(l.place("title"), "no-title", func(w *texts) string { return w.NoTitle })
	case a.IsRecipe() && length(a.Title) > 70:
		l.need(l.place("title"), "title-long", func(w *texts) string { return w.TitleLong.With(length(a.Title)) })
	}
	l.oneOf("type", string(a.Type), yamldoc.Values(Types...), true)
	if a.Status != "" || a.IsRecipe() {
		l.oneOf("status", string(a.Status), []string{"draft", "review", "published", "retired"}, true)
	}
}

// page checks a page from elsewhere.
func (l linter) page() {
	if l.a.Type != Reference && l.a.Type != "" {
		l.wrong(l.place("type"), "page-type", func(w *texts) string { return w.PageType })
	}
	if !strings.HasPrefix(l.a.Source, "https://") {
		l.warn(l.place("source"), "source-link", func(w *texts) string { return w.SourceLink })
	}
	if l.a.Body == "" {
		l.wrong(l.place("body"), "no-body", func(w *texts) string { return w.NoBody })
	}
}

// ids checks the language-neutral ids, versions and slugs.
func (l linter) ids() {
	a := l.a
	for _, f := range []struct{ name, id string }{{"process", a.Process}, {"goal", a.Goal}, {"factor", a.Factor},
		{"owner", a.Owner}, {"contact", strings.TrimPrefix(a.Contact, "#")}} {
		if f.id != "" && !idForm.MatchString(f.id) {
			l.wrong(l.place(f.name), "id-form", func(w *texts) string { return w.IDForm.With(f.name) })
		}
	}
	if a.Owner == "" {
		l.need(l.place("owner"), "no-owner", func(w *texts) string { return w.NoOwner })
	}
	if a.Version == "" {
		l.need(l.place("version"), "no-version", func(w *texts) string { return w.NoVersion })
	} else if !versionForm.MatchString(a.Version) {
		l.wrong(l.place("version"), "version-form", func(w *texts) string { return w.VersionForm })
	}
	if len(a.Related) > 4 {
		l.need(l.place("related", 4), "related-many",
			func(w *texts) string { return w.RelatedMany.With(len(a.Related)) })
	}
	for i, slug := range a.Related {
		if slug == a.Slug || slices.Contains(a.Related[:i], slug) {
			l.warn(l.place("related", i), "related-self", func(w *texts) string { return w.RelatedSelf.With(slug) })
		} else if !pageSlug.MatchString(slug) {
			l.wrong(l.place("related", i), "slug-form", func(w *texts) string { return w.RelatedForm })
		}
	}
}

// choices checks the fields that have a fixed set of values.
func (l linter) choices() {
	a := l.a
	l.each("moments", yamldoc.Values(a.Moments...), yamldoc.Values(Moments...), true)
	l.each("timing", a.Timing, []string{"before", "during", "after"}, true)
	l.each("audience", a.Audience, []string{"employee", "manager", "author", "team"}, true)
	l.oneOf("phase", a.Phase, []string{"precisie", "programma", "praktijk", "prestatie"}, false)
	l.oneOf("box", string(a.Box), []string{"glass", "black"}, true)
	l.oneOf("risk", a.Risk, []string{"low", "medium", "high"}, true)
	l.oneOf("check_style", string(a.CheckStyle), []string{"do-confirm", "read-do"}, a.Type == Checklist)
	switch {
	case a.Minutes == 0 && l.at["minutes"] == pos{}:
		l.need(l.place("minutes"), "no-minutes", func(w *texts) string { return w.NoMinutes })
	case a.Minutes < 1 || a.Minutes > 60:
		l.wrong(l.place("minutes"), "minutes", func(w *texts) string { return w.Minutes })
	case a.Minutes > 10:
		l.warn(l.place("minutes"), "minutes-long", func(w *texts) string { return w.MinutesLong.With(a.Minutes) })
	}
	for i, day := range a.FollowUp.Reflect {
		if day < 1 || day > 365 || i > 0 && day <= a.FollowUp.Reflect[i-1] {
			l.wrong(l.place("follow_up"), "follow-up", func(w *texts) string { return w.ReflectDays })
			break
		}
	}
	if n := a.FollowUp.Feedback; n < 0 || n > 365 {
		l.wrong(l.place("follow_up"), "follow-up", func(w *texts) string { return w.FeedbackDays })
	}
}

// oneOf checks a field with one value of a fixed set.
func (l linter) oneOf(name, value string, allowed []string, required bool) {
	switch {
	case value == "" && required:
		l.need(l.place(name), "no-"+dashed(name),
			func(w *texts) string { return w.Choose.With(name, strings.Join(allowed, ", ")) })
	case value != "" && !slices.Contains(allowed, value):
		l.wrong(l.place(name), dashed(name),
			func(w *texts) string { return w.OneOf.With(name, strings.Join(allowed, ", ")) })
	}
}

// each checks a field with values of a fixed set.
func (l linter) each(name string, values, allowed []string, required bool) {
	if len(values) == 0 {
		l.oneOf(name, "", allowed, required)
	}
	for i, v := range values {
		if !slices.Contains(allowed, v) {
			l.wrong(l.place(name, i), dashed(name),
				func(w *texts) string { return w.SomeOf.With(name, strings.Join(allowed, ", ")) })
		}
	}
}

// task checks that the aid serves work rather than teaches.
func (l linter) task() {
	a := l.a
	if a.Task == "" {
		l.need(l.place("task"), "no-task", func(w *texts) string { return w.NoTask })
	}
	if a.Result == "" {
		l.need(l.place("result"), "no-result", func(w *texts) string { return w.NoResult })
	}
	switch n := len(a.Trigger); {
	case n == 0:
		l.need(l.place("trigger"), "no-trigger", func(w *texts) string { return w.NoTrigger })
	case n > 4:
		l.need(l.place("trigger", 4), "trigger-many", func(w *texts) string { return w.TriggerMany.With(n) })
	}
	if n := len(a.Questions); n < 3 {
		l.need(l.place("questions"), "questions-few", func(w *texts) string { return w.QuestionsFew.With(n) })
	}
	for i, q := range a.Questions {
		if slices.ContainsFunc(a.Questions[:i], func(p string) bool { return strings.EqualFold(p, q) }) {
			l.warn(l.place("questions", i), "question-twice", func(w *texts) string { return w.QuestionTwice })
		}
	}
}

// review checks the dates.
func (l linter) review() {
	a := l.a
	months := 12
	if a.Risk == "high" {
		months = 6
	}
	latest := a.Reviewed.AddDate(0, months, 0)
	switch {
	case a.Reviewed.IsZero():
		l.need(l.place("reviewed"), "no-reviewed", func(w *texts) string { return w.NoReviewed })
	case a.ReviewBy.IsZero():
		l.need(l.place("review_by"), "no-review-by",
			func(w *texts) string { return w.NoReviewBy.With(latest.Format(time.DateOnly)) })
	case !a.ReviewBy.After(a.Reviewed):
		l.wrong(l.place("review_by"), "review-by", func(w *texts) string { return w.ReviewBy })
	case a.ReviewBy.After(latest):
		l.warn(l.place("review_by"), "review-late",
			func(w *texts) string { return w.ReviewLate.With(months, latest.Format(time.DateOnly)) })
	}
}

// length is the number of characters of s.
func length(s string) int { return utf8.RuneCountInString(s) }

func dashed(name string) string  { return strings.ReplaceAll(name, "_", "-") }
func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }
