package knowledge

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Lint says what keeps a from being good enough to serve, and what could be better.
// Rules that only publication needs are errors in a published aid and warnings
// before that. The problems have no place; those of [Check] do.
func Lint(a *Aid) Problems {
	d := &doc{aid: a}
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
	l.shape()
}

// need reports what publication needs.
func (l linter) need(at pos, code, nl, en string, args ...any) {
	sev := Error
	if l.withdrawn() {
		sev = Warning
	}
	l.add(sev, at, code, nl, en, args...)
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
	versionForm = regexp.MustCompile(`^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)
)

// identity checks what names the aid. These are errors in a draft too.
func (l linter) identity() {
	a := l.a
	switch form := map[bool]*regexp.Regexp{true: slugForm, false: pageSlug}[a.IsRecipe()]; {
	case a.Slug == "":
		l.errorf(l.place("slug"), "no-slug", "Er is geen slug: de korte naam zonder spaties, bijvoorbeeld feedback-geven", "There is no slug: the short name without spaces, such as give-feedback")
	case !form.MatchString(a.Slug) && a.IsRecipe():
		l.errorf(l.place("slug"), "slug-form", "De slug heeft 3 tot 60 tekens: kleine letters, cijfers en streepjes", "The slug has 3 to 60 characters: small letters, digits and hyphens")
	case !form.MatchString(a.Slug):
		l.errorf(l.place("slug"), "slug-form", "De slug heeft 1 tot 120 tekens: kleine letters, cijfers en streepjes", "The slug has 1 to 120 characters: small letters, digits and hyphens")
	case a.IsRecipe() && l.name != "" && path.Base(slashed(l.name)) != a.Slug+".md":
		l.warnf(l.place("slug"), "file-name", "De slug is %[1]s, het bestand heet anders. Noem het %[1]s.md", "The slug is %[1]s, the file has another name. Call it %[1]s.md", a.Slug)
	}
	switch folder := Lang(path.Base(path.Dir(slashed(l.name)))); {
	case !slices.Contains(Langs, a.Lang):
		l.errorf(l.place("lang"), "lang", "Zet bij lang de taal: nl of en", "Put the language at lang: nl or en")
	case slices.Contains(Langs, folder) && folder != a.Lang:
		l.errorf(l.place("lang"), "lang-folder", "Bij lang staat %[1]s, maar het bestand staat in de map %[2]s", "It says %[1]s at lang, but the file is in the folder %[2]s", a.Lang, folder)
	}
	switch {
	case a.Title == "":
		l.errorf(l.place("title"), "no-title", "Er is geen titel. Schrijf een werkwoord en waar het over gaat, bijvoorbeeld \"Boek een retour\"", "There is no title. Write a verb and what it is about, such as \"Book a return\"")
	case a.IsRecipe() && length(a.Title) > 70:
		l.need(l.place("title"), "title-long", "De titel heeft %d tekens; 70 is het meeste", "The title has %d characters; 70 is the most", length(a.Title))
	}
	l.oneOf("type", string(a.Type), strs(Types), true)
	if a.Status != "" || a.IsRecipe() {
		l.oneOf("status", string(a.Status), []string{"draft", "review", "published", "retired"}, true)
	}
}

// page checks a page from elsewhere.
func (l linter) page() {
	if l.a.Type != Reference && l.a.Type != "" {
		l.errorf(l.place("type"), "page-type", "Een pagina van elders (met source) heeft type reference. Is het een eigen hulpkaart? Haal source weg", "A page from elsewhere (with source) has type reference. Is it a job aid of your own? Remove source")
	}
	if !strings.HasPrefix(l.a.Source, "https://") {
		l.warnf(l.place("source"), "source-link", "source is geen adres dat met https:// begint, dus er komt geen link bij", "source is not an address that begins with https://, so it gets no link")
	}
	if l.a.Body == "" {
		l.errorf(l.place("body"), "no-body", "Onder de kenmerken staat geen tekst", "There is no text below the fields")
	}
}

// ids checks the language-neutral ids, versions and slugs.
func (l linter) ids() {
	a := l.a
	for _, f := range []struct{ name, id string }{{"process", a.Process}, {"goal", a.Goal}, {"factor", a.Factor}, {"owner", a.Owner}, {"contact", strings.TrimPrefix(a.Contact, "#")}} {
		if f.id != "" && !idForm.MatchString(f.id) {
			l.errorf(l.place(f.name), "id-form", "%[1]s is een rol, groep of onderwerp in kleine letters met streepjes, bijvoorbeeld team-verkoop. Geen naam van een persoon", "%[1]s is a role, group or subject in small letters with hyphens, such as sales-team. Not the name of a person", f.name)
		}
	}
	if a.Owner == "" {
		l.need(l.place("owner"), "no-owner", "Er is geen eigenaar. Zet bij owner de rol of groep die deze kaart bijhoudt", "There is no owner. Put the role or group that keeps this aid at owner")
	}
	if a.Version == "" {
		l.need(l.place("version"), "no-version", "Er is geen versie. Begin met version: 1.0.0", "There is no version. Begin with version: 1.0.0")
	} else if !versionForm.MatchString(a.Version) {
		l.errorf(l.place("version"), "version-form", "Schrijf de versie als drie getallen, bijvoorbeeld 1.2.0 (andere werkwijze, andere stap, andere tekst)", "Write the version as three numbers, such as 1.2.0 (other way of working, other step, other text)")
	}
	if len(a.Related) > 4 {
		l.need(l.place("related", 4), "related-many", "Er staan %d kaarten bij related; 4 is het meeste. Kies de beste", "There are %d aids at related; 4 is the most. Choose the best", len(a.Related))
	}
	for i, slug := range a.Related {
		if slug == a.Slug || slices.Contains(a.Related[:i], slug) {
			l.warnf(l.place("related", i), "related-self", "%s bij related is deze kaart zelf, of staat er twee keer", "%s at related is this aid itself, or is there twice", slug)
		} else if !pageSlug.MatchString(slug) {
			l.errorf(l.place("related", i), "slug-form", "related noemt kaarten bij hun slug, bijvoorbeeld feedback-geven", "related names aids by their slug, such as give-feedback")
		}
	}
}

// choices checks the fields that have a fixed set of values.
func (l linter) choices() {
	a := l.a
	l.each("moments", strs(a.Moments), strs(Moments), true)
	l.each("timing", a.Timing, []string{"before", "during", "after"}, true)
	l.each("audience", a.Audience, []string{"employee", "manager", "author", "team"}, true)
	l.oneOf("phase", a.Phase, []string{"precisie", "programma", "praktijk", "prestatie"}, false)
	l.oneOf("box", string(a.Box), []string{"glass", "black"}, true)
	l.oneOf("risk", a.Risk, []string{"low", "medium", "high"}, true)
	l.oneOf("check_style", string(a.CheckStyle), []string{"do-confirm", "read-do"}, a.Type == Checklist)
	switch {
	case a.Minutes == 0 && l.at["minutes"] == pos{}:
		l.need(l.place("minutes"), "no-minutes", "Zet bij minutes hoeveel minuten het kost, van 1 tot 60", "Put at minutes how many minutes it takes, from 1 to 60")
	case a.Minutes < 1 || a.Minutes > 60:
		l.errorf(l.place("minutes"), "minutes", "minutes ligt tussen 1 en 60", "minutes is between 1 and 60")
	case a.Minutes > 10:
		l.warnf(l.place("minutes"), "minutes-long", "Deze kaart kost %d minuten. Kan hij in kaarten van 10 minuten of minder?", "This aid takes %d minutes. Can it be split into aids of 10 minutes or less?", a.Minutes)
	}
	for i, day := range a.FollowUp.Reflect {
		if day < 1 || day > 365 || i > 0 && day <= a.FollowUp.Reflect[i-1] {
			l.errorf(l.place("follow_up"), "follow-up", "De dagen bij reflect lopen op en liggen tussen 1 en 365", "The days at reflect go up and are between 1 and 365")
			break
		}
	}
	if n := a.FollowUp.Feedback; n < 0 || n > 365 {
		l.errorf(l.place("follow_up"), "follow-up", "feedback is een aantal dagen, van 1 tot 365", "feedback is a number of days, from 1 to 365")
	}
}

// oneOf checks a field with one value of a fixed set.
func (l linter) oneOf(name, value string, allowed []string, required bool) {
	switch {
	case value == "" && required:
		l.need(l.place(name), "no-"+dashed(name), "Zet bij %s een van: %s", "Put at %s one of: %s", name, strings.Join(allowed, ", "))
	case value != "" && !slices.Contains(allowed, value):
		l.errorf(l.place(name), dashed(name), "%s is een van: %s", "%s is one of: %s", name, strings.Join(allowed, ", "))
	}
}

// each checks a field with values of a fixed set.
func (l linter) each(name string, values, allowed []string, required bool) {
	if len(values) == 0 {
		l.oneOf(name, "", allowed, required)
	}
	for i, v := range values {
		if !slices.Contains(allowed, v) {
			l.errorf(l.place(name, i), dashed(name), "%s is een of meer van: %s", "%s is one or more of: %s", name, strings.Join(allowed, ", "))
		}
	}
}

// task checks that the aid serves work rather than teaches.
func (l linter) task() {
	a := l.a
	if a.Task == "" {
		l.need(l.place("task"), "no-task", "Er is geen taak. Zet bij task welk werk dit helpt doen. Is het achtergrond? Hang het onder {#why} bij een andere kaart", "There is no task. Put at task which work this helps to do. Is it background? Attach it to another aid under {#why}")
	}
	if a.Result == "" {
		l.need(l.place("result"), "no-result", "Geen resultaat: waaraan zie je dat het gelukt is? Zet het bij result", "No result: how do you see that it worked? Put it at result")
	}
	switch n := len(a.Trigger); {
	case n == 0:
		l.need(l.place("trigger"), "no-trigger", "Wanneer gebruik je dit? Zet 1 tot 4 situaties bij trigger", "When do you use this? Put 1 to 4 situations at trigger")
	case n > 4:
		l.need(l.place("trigger", 4), "trigger-many", "Er staan %d situaties bij trigger; 4 is het meeste", "There are %d situations at trigger; 4 is the most", n)
	}
	if n := len(a.Questions); n < 3 {
		l.need(l.place("questions"), "questions-few", "Er staan %d vragen bij questions. Zet er minstens 3, zoals mensen ze typen", "There are %d sentences at questions. Put at least 3, as people type them", n)
	}
	for i, q := range a.Questions {
		if slices.ContainsFunc(a.Questions[:i], func(p string) bool { return strings.EqualFold(p, q) }) {
			l.warnf(l.place("questions", i), "question-twice", "Deze vraag staat er twee keer", "This question is there twice")
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
		l.need(l.place("reviewed"), "no-reviewed", "Zet bij reviewed de datum waarop iemand de kaart nakeek, bijvoorbeeld 2027-03-31", "Put at reviewed the date on which someone checked the aid, such as 2027-03-31")
	case a.ReviewBy.IsZero():
		l.need(l.place("review_by"), "no-review-by", "Zet bij review_by de volgende controle, uiterlijk %s", "Put at review_by the next review, at the latest %s", latest.Format(time.DateOnly))
	case !a.ReviewBy.After(a.Reviewed):
		l.errorf(l.place("review_by"), "review-by", "review_by ligt niet na reviewed", "review_by is not after reviewed")
	case a.ReviewBy.After(latest):
		l.warnf(l.place("review_by"), "review-late", "De volgende controle ligt meer dan %[1]d maanden na de vorige. Kies uiterlijk %[2]s", "The next review is more than %[1]d months after the last. Choose %[2]s at the latest", months, latest.Format(time.DateOnly))
	}
}

// length is the number of characters of s.
func length(s string) int { return utf8.RuneCountInString(s) }

func strs[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func dashed(name string) string  { return strings.ReplaceAll(name, "_", "-") }
func slashed(name string) string { return strings.ReplaceAll(name, `\`, "/") }
