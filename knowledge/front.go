package knowledge

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/handvat/handvat/knowledge/yamldoc"
)

// maxFront is the size of the largest front matter that is read, in bytes.
const maxFront = 32 << 10

// A style is how a field is written in canonical form.
type style int

const (
	plain  style = iota // an id, number, date, or list of ids, as it is
	quoted              // a sentence in quotes, or a list of them on one line
	block               // a list of sentences, each on its own line
)

// A frontField is one field of the front matter. The table below is the one place
// that names them, in the order [Format] writes them.
type frontField struct {
	name   string
	style  style
	shared bool             // the same in both languages
	of     func(a *Aid) any // pointer to where it is kept
}

var frontFields = []frontField{
	{"slug", plain, true, func(a *Aid) any { return &a.Slug }},
	{"lang", plain, false, func(a *Aid) any { return &a.Lang }},
	{"title", quoted, false, func(a *Aid) any { return &a.Title }},
	{"type", plain, true, func(a *Aid) any { return &a.Type }},
	{"source", quoted, false, func(a *Aid) any { return &a.Source }},
	{"moments", plain, true, func(a *Aid) any { return &a.Moments }},
	{"timing", plain, true, func(a *Aid) any { return &a.Timing }},
	{"audience", plain, true, func(a *Aid) any { return &a.Audience }},
	{"task", quoted, false, func(a *Aid) any { return &a.Task }},
	{"trigger", block, false, func(a *Aid) any { return &a.Trigger }},
	{"not_when", block, false, func(a *Aid) any { return &a.NotWhen }},
	{"questions", block, false, func(a *Aid) any { return &a.Questions }},
	{"keywords", plain, false, func(a *Aid) any { return &a.Keywords }},
	{"process", plain, true, func(a *Aid) any { return &a.Process }},
	{"phase", plain, true, func(a *Aid) any { return &a.Phase }},
	{"needs", quoted, false, func(a *Aid) any { return &a.Needs }},
	{"minutes", plain, true, func(a *Aid) any { return &a.Minutes }},
	{"box", plain, true, func(a *Aid) any { return &a.Box }},
	{"result", quoted, false, func(a *Aid) any { return &a.Result }},
	{"pause_point", quoted, false, func(a *Aid) any { return &a.PausePoint }},
	{"check_style", plain, true, func(a *Aid) any { return &a.CheckStyle }},
	{"risk", plain, true, func(a *Aid) any { return &a.Risk }},
	{"goal", plain, true, func(a *Aid) any { return &a.Goal }},
	{"factor", plain, true, func(a *Aid) any { return &a.Factor }},
	{"owner", plain, true, func(a *Aid) any { return &a.Owner }},
	{"contact", plain, true, func(a *Aid) any { return &a.Contact }},
	{"status", plain, true, func(a *Aid) any { return &a.Status }},
	{"version", plain, true, func(a *Aid) any { return &a.Version }},
	{"reviewed", plain, true, func(a *Aid) any { return &a.Reviewed }},
	{"review_by", plain, true, func(a *Aid) any { return &a.ReviewBy }},
	{"related", plain, true, func(a *Aid) any { return &a.Related }},
	{"follow_up", plain, true, func(a *Aid) any { return &a.FollowUp }},
	{"based_on", quoted, false, func(a *Aid) any { return &a.BasedOn }},
	{"license", plain, false, func(a *Aid) any { return &a.License }},
}

// followFields are the fields within follow_up.
var followFields = []string{"reflect", "feedback", "recall"}

// front reads the front matter into a, and reports whether it could be read. It is
// strict: an unknown field, a second value or a wrong kind is a problem. Anchors,
// aliases and tags are refused, so that nothing can grow larger than it is written.
func (d *doc) front(src string, a *Aid) (ok bool) {
	if len(src) > maxFront {
		d.errorf(pos{1, 1}, "front-matter-large", "De kenmerken bovenaan zijn groter dan %d kB. Maak ze korter", "The fields at the top are larger than %d kB. Make them shorter", maxFront>>10)
		return false
	}
	f, err := yamldoc.Parse([]byte(src))
	if err != nil {
		line, col, why := yamldoc.Syntax(err)
		d.errorf(pos{line + 1, col}, "yaml", "De kenmerken bovenaan zijn hier niet te lezen (%s). Zet tekst met een dubbele punt tussen aanhalingstekens", "The fields at the top cannot be read here (%s). Put text that holds a colon between quotes", why)
		return false
	}
	var values []*ast.MappingValueNode
	if len(f.Docs) == 1 {
		values = yamldoc.Fields(f.Docs[0].Body)
	}
	if values == nil {
		d.errorf(pos{2, 1}, "yaml", "Zet bovenaan kenmerken als \"title: …\", elk op een eigen regel", "Put fields such as \"title: …\" at the top, each on its own line")
		return false
	}
	for _, v := range values {
		key := v.Key.GetToken()
		at := yamlPos(v.Key)
		i := slices.IndexFunc(frontFields, func(f frontField) bool { return f.name == key.Value })
		if i < 0 {
			names := make([]string, len(frontFields))
			for i, f := range frontFields {
				names[i] = f.name
			}
			d.unknown(at, "unknown-field", "Het kenmerk", "The field", key.Value, names)
			continue
		}
		d.mark(at, key.Value)
		d.set(key.Value, frontFields[i].of(a), v.Value)
	}
	if reflect.ValueOf(*a).IsZero() && d.problems.Errors() == 0 {
		d.errorf(pos{2, 1}, "yaml", "Zet bovenaan kenmerken als \"title: …\", elk op een eigen regel", "Put fields such as \"title: …\" at the top, each on its own line")
		return false
	}
	return true
}

// yamlPos is where n stands in the file: the front matter begins on line 2.
func yamlPos(n ast.Node) pos {
	line, col := yamldoc.Place(n)
	return pos{line + 1, col}
}

// set puts the value n of the named field where to points.
func (d *doc) set(name string, to any, n ast.Node) {
	if t, ok := to.(*FollowUp); ok {
		d.followUp(t, n)
		return
	}
	v := reflect.ValueOf(to).Elem()
	if v.Kind() == reflect.Slice {
		nodes := []ast.Node{n}
		if seq, ok := n.(*ast.SequenceNode); ok {
			nodes = seq.Values
		}
		for _, n := range nodes {
			elem := reflect.New(v.Type().Elem())
			if s, ok := d.scalar(name, n); ok && s != "" && d.setOne(name, elem.Interface(), s, yamlPos(n)) {
				d.mark(yamlPos(n), name, v.Len())
				v.Set(reflect.Append(v, elem.Elem()))
			}
		}
		return
	}
	if s, ok := d.scalar(name, n); ok && s != "" {
		d.setOne(name, to, s, yamlPos(n))
	}
}

// setOne puts the text s where to points. It reports whether s is of that kind.
func (d *doc) setOne(name string, to any, s string, at pos) bool {
	var err error
	switch to := to.(type) {
	case *int:
		if *to, err = strconv.Atoi(s); err != nil {
			d.errorf(at, "not-a-number", "%s is een heel getal, bijvoorbeeld 5", "%s is a whole number, such as 5", name)
		}
	case *bool:
		if *to, err = strconv.ParseBool(s); err != nil {
			d.errorf(at, "not-a-bool", "%s is true of false", "%s is true or false", name)
		}
	case *time.Time:
		if *to, err = time.Parse(time.DateOnly, s); err != nil {
			d.errorf(at, "not-a-date", "%s is een datum als 2027-03-31 (jaar, maand, dag)", "%s is a date such as 2027-03-31 (year, month, day)", name)
		}
	default:
		reflect.ValueOf(to).Elem().SetString(s)
	}
	return err == nil
}

// scalar is the text of a single value, on one line.
func (d *doc) scalar(name string, n ast.Node) (string, bool) {
	s, fault := yamldoc.Scalar(n, name)
	if fault != nil {
		d.errorf(yamlPos(n), fault.Code, fault.NL, fault.EN)
	}
	return s, fault == nil
}

// followUp reads the field follow_up.
func (d *doc) followUp(to *FollowUp, n ast.Node) {
	values := yamldoc.Fields(n)
	if _, null := n.(*ast.NullNode); values == nil && !null {
		d.errorf(yamlPos(n), "not-follow-up", "Schrijf follow_up als {reflect: [1, 7, 30], feedback: 7, recall: true}", "Write follow_up as {reflect: [1, 7, 30], feedback: 7, recall: true}")
	}
	for _, v := range values {
		switch key := v.Key.GetToken().Value; key {
		case "reflect":
			d.set(key, &to.Reflect, v.Value)
		case "feedback":
			d.set(key, &to.Feedback, v.Value)
		case "recall":
			d.set(key, &to.Recall, v.Value)
		default:
			d.unknown(yamlPos(v.Key), "unknown-field", "Het kenmerk", "The field", key, followFields)
		}
	}
}

// unknown adds the problem that a name is none of those known, with the nearest of
// them if one is near.
func (d *doc) unknown(at pos, code, nl, en, name string, known []string) {
	best, least := "", 3
	for _, k := range known {
		if n := distance(name, k); n < least {
			best, least = k, n
		}
	}
	if best != "" {
		d.errorf(at, code, nl+" \"%[1]s\" bestaat niet. Bedoel je \"%[2]s\"?", en+" \"%[1]s\" does not exist. Do you mean \"%[2]s\"?", name, best)
		return
	}
	d.errorf(at, code, nl+" \"%[1]s\" bestaat niet. Kies uit: %[2]s", en+" \"%[1]s\" does not exist. Choose from: %[2]s", name, strings.Join(known, ", "))
}

// distance is the number of letters to insert, delete or change to make b of a
// (Levenshtein). Names longer than 40 bytes are far from everything.
func distance(a, b string) int {
	if len(a) > 40 {
		return len(a)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0]++
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
