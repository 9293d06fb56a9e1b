package main

import (
	"bytes"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/cmd/handvat/help"
)

// usage is what is said around a command line, which kong says in English only.
type usage struct {
	Heads  map[string]string // the words of a page of help, by those of kong
	Detail string            // how to see more of a command

	Wrong map[string]string // what is wrong with a command line, by the names of faults; $1, $2 are its parts
	Meant string            // what was perhaps meant, as $1
	By    string            // the variable of the environment $1 that gave the value $2
	Try   string
}

// faults are how kong says what is wrong with a command line, by the names that the catalogues have for it.
var faults = []struct {
	name string
	says *regexp.Regexp
}{
	{"argument", regexp.MustCompile(`^unexpected argument (.*)$`)},
	{"flag", regexp.MustCompile(`^unknown flag (.*)$`)},
	{"oneof", regexp.MustCompile(`^expected one of (.*)$`)},
	{"twoof", regexp.MustCompile(`^missing flags: (\S+) or (\S+)$`)},
	{"value", regexp.MustCompile(`^(.*): missing value, expecting .*$`)},
	{"value", regexp.MustCompile(`^(.*): expected .* value but got "EOL".*$`)},
	{"value", regexp.MustCompile(`^(.*): expected .* value but got .*; perhaps try .*$`)},
	{"number", regexp.MustCompile(`^(.*): expected (?:a valid \d+ bit u?int|an int|a float) but got (".*?").*$`)},
	{"bool", regexp.MustCompile(`^(.*): bool value must be .* but got (".*")$`)},
	{"bool", regexp.MustCompile(`^unexpected flag argument()(.*)$`)},
	{"level", regexp.MustCompile(`^(.*): slog: level string (".*"): unknown name$`)},
	{"lacks", regexp.MustCompile(`^expected (.*)$`)},
	{"lacks", regexp.MustCompile(`^missing (?:flags:|positional arguments) (.*)$`)},
	{"choice", regexp.MustCompile(`^(.*) must be one of (.*) but got (".*")$`)},
	{"either", regexp.MustCompile(`^(--.*) and (--.*) can't be used together$`)},
}

// What kong puts behind a fault.
var (
	meant = regexp.MustCompile(`^(.*), did you mean (?:one of )?(.*)\?$`)
	byEnv = regexp.MustCompile(`^(.*) \(from envar ([A-Z_]+)=(".*")\)$`)
)

// misused is what is wrong with a command line, and what to do, in a language. What is not known of kong is told as
// kong says it.
func misused(err error, lang string) string {
	u := words.In(lang).Usage
	why, more := err.Error(), ""
	if m := byEnv.FindStringSubmatch(why); m != nil {
		why, more = m[1], " "+strings.NewReplacer("$1", m[2], "$2", m[3]).Replace(u.By)
	}
	if m := meant.FindStringSubmatch(why); m != nil {
		why, more = m[1], more+" "+strings.ReplaceAll(u.Meant, "$1", m[2])
	}
	for _, f := range faults {
		if m := f.says.FindStringSubmatchIndex(why); m != nil {
			if f.name == "choice" { // as people list things; without one there is nothing to give
				all := strings.Trim(strings.ReplaceAll(why[m[4]:m[5]], `"`, ""), ",")
				why = strings.Replace(why, why[m[4]:m[5]], strings.ReplaceAll(all, ",", ", "), 1)
				m = f.says.FindStringSubmatchIndex(why)
			}
			why = string(f.says.ExpandString(nil, u.Wrong[f.name], why, m))
			break
		}
	}
	return strings.TrimSuffix(help.Named(why, lang), ".") + "." + more + " " + u.Try
}

// langIn is the language that arguments ask for, before they are understood; empty if they ask for none that is spoken.
func langIn(args []string) (lang string) {
	for i, arg := range args {
		if asked, ok := strings.CutPrefix(arg, "--lang="); ok {
			lang = asked
		} else if arg == "--lang" && i+1 < len(args) {
			lang = args[i+1]
		}
	}
	if !slices.Contains(words.Langs(), lang) {
		return ""
	}
	return lang
}

// speakHere has every command speak the language of the environment if there is one.
func speakHere(parser *kong.Kong) error {
	return kong.Visit(parser.Model, func(of kong.Visitable, next kong.Next) error {
		if of, ok := of.(*kong.Flag); ok && of.Name == "lang" && of.Default != "" {
			of.Default = spoken("")
		}
		return next(nil)
	})
}

// helpIn prints help as kong does, in a language.
func helpIn(lang string) kong.HelpPrinter {
	return func(options kong.HelpOptions, ctx *kong.Context) error {
		var page bytes.Buffer
		to := ctx.Stdout
		ctx.Stdout = &page
		help.Explain(ctx.Model.Node, lang)
		help.Name(ctx.Model.Node, lang)
		err := kong.DefaultHelpPrinter(options, ctx)
		ctx.Stdout = to
		u := words.In(lang).Usage
		lines := slices.Collect(strings.Lines(page.String()))
		for i, line := range lines {
			for _, head := range []string{"Usage:", "Arguments:", "Flags:", "Commands:"} {
				if rest, ok := strings.CutPrefix(line, head); ok {
					rest = strings.NewReplacer("<command>", "<"+u.Heads["command"]+">", "[flags]",
						"["+u.Heads["options"]+"]").Replace(rest)
					lines[i] = u.Heads[strings.ToLower(strings.TrimSuffix(head, ":"))] + ":" + rest
				}
			}
			if strings.HasPrefix(line, `Run "handvat <command> --help"`) {
				lines[i] = u.Detail + "\n"
			}
		}
		_, bad := to.Write([]byte(strings.Join(lines, "")))
		return errors.Join(err, bad)
	}
}
