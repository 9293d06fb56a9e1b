// Command handvat is an in-workflow performance-support bot: an employee who is
// stuck during the work asks in chat and gets the job aid for that moment.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], stdio{os.Stdin, os.Stdout, os.Stderr}))
}

// stdio is where a command reads and writes.
type stdio struct {
	in       io.Reader
	out, err io.Writer
}

// commands are the subcommands, and what all of them share.
type commands struct {
	Serve     serveCmd     `cmd:""`
	Chat      chatCmd      `cmd:""`
	Play      playCmd      `cmd:""`
	Ask       askCmd       `cmd:""`
	Aids      aidsCmd      `cmd:""`
	People    peopleCmd    `cmd:""`
	Case      caseCmd      `cmd:""`
	Report    reportCmd    `cmd:""`
	Export    exportCmd    `cmd:""`
	Digest    digestCmd    `cmd:""`
	Backup    backupCmd    `cmd:""`
	Restore   restoreCmd   `cmd:""`
	Training  trainingCmd  `cmd:""`
	Campaigns campaignsCmd `cmd:""`
	Eval      evalCmd      `cmd:""`
	Simulate  simulateCmd  `cmd:""`
	Connect   connectCmd   `cmd:""`
	Doctor    doctorCmd    `cmd:""`
	Audit     auditCmd     `cmd:""`
	Privacy   privacyCmd   `cmd:""`

	Texts   textsCmd   `cmd:""`
	Version versionCmd `cmd:""`

	LogLevel slog.Level       `default:"warn" env:"HANDVAT_LOG_LEVEL"`
	LogJSON  bool             `env:"HANDVAT_LOG_JSON"`
	TextsDir string           `name:"texts" placeholder:"DIR" type:"path" env:"HANDVAT_TEXTS"`
	now      func() time.Time `kong:"-"`
}

// errTold is an error that was already told; it only sets the exit status.
var errTold = errors.New("failed")

// run carries out one command line and returns the exit status: 0 if it worked, 1 if
// it did not, 2 if the command line is not understood.
func run(ctx context.Context, args []string, std stdio) int { return runAt(ctx, args, std, time.Now) }

// runAt is run by another clock.
func runAt(ctx context.Context, args []string, std stdio, now func() time.Time) int {
	c := commands{now: now}
	exit := -1
	lang := spoken(langIn(args))
	parser, err := kong.New(&c,
		kong.Name("handvat"), kong.Writers(std.out, std.err), kong.Exit(func(code int) { exit = code }),
		kong.UsageOnError(), kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.Help(helpIn(lang)),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(std))
	if err == nil {
		err = speakHere(parser)
	}
	if err != nil {
		fmt.Fprintln(std.err, "handvat:", err)
		return 2
	}
	if len(args) > 0 && args[0] == "help" {
		args = append(args[1:], "--help")
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	cmd, err := parser.Parse(args)
	if exit >= 0 { // help was asked for, and given
		return exit
	}
	if err != nil {
		fmt.Fprintln(std.err, "handvat:", misused(err, lang))
		return 2
	}
	if c.TextsDir != "" {
		_, err = overrule(c.TextsDir, "--texts "+c.TextsDir)
	}
	if err == nil {
		if err = speakable(given(cmd, "lang"), cmd.Command(), std.err); err != nil {
			fmt.Fprintln(std.err, "handvat:", err)
			return 2
		}
	}
	if err == nil {
		p := program{std, c.logger(std.err), clockOf(cmd, c.now), c.now, c.TextsDir, cmd.Command(), langOf(cmd), nil}
		err = p.carryOut(ctx, cmd)
	}
	switch {
	case err == nil, errors.Is(err, context.Canceled):
		return 0
	case !errors.Is(err, errTold):
		says := inWords(err, langOf(cmd), given(cmd, "data"))
		if says != err.Error() {
			c.logger(std.err).Info("a command failed", "err", err)
		}
		fmt.Fprintln(std.err, "handvat:", says)
	}
	return 1
}

// langOf is the language in which a command tells what is wrong: that of its flag, or else that of the environment.
func langOf(cmd *kong.Context) string {
	return cmp.Or(given(cmd, "lang"), spoken(""))
}

// speakable returns an error if a language was asked for in which there are no texts, but of what is translated. It
// tells of one in which not all is said.
func speakable(lang, command string, to io.Writer) error {
	have := dialog.Common.Langs()
	switch {
	case lang == "" || strings.HasPrefix(command, "texts show"):
		return nil
	case !slices.Contains(have, lang):
		return errors.New("--lang " + words.In(spoken("")).NoTexts.With(lang, strings.Join(have, ", ")))
	}
	for _, of := range catalogues() {
		if !slices.Contains(of.Langs(), lang) && command != "chat" {
			fmt.Fprintln(to, words.In(lang).InEnglish.With(text.In("en").Name(lang)))
			break
		}
	}
	return nil
}

// given is what a flag of a command is set to; empty if it has no such flag.
func given(cmd *kong.Context, flag string) string {
	for _, f := range cmd.Flags() {
		if says, ok := cmd.FlagValue(f).(string); ok && f.Name == flag && says != "" {
			return says
		}
	}
	return ""
}

// inWords is what an error says in a language: of a database in a folder that cannot be used what to do, as what the
// store says of it is English and for the log.
func inWords(err error, lang, data string) string {
	w, file := words.In(lang).Database, filepath.Join(data, "handvat.db")
	switch {
	case errors.Is(err, store.ErrInUse):
		return w.InUse.With(data)
	case errors.Is(err, store.ErrCorrupt):
		return w.Damaged.With(file)
	case errors.Is(err, store.ErrFull):
		return w.Full.With(data)
	case errors.Is(err, store.ErrReadOnly):
		return w.ReadOnly.With(data)
	case errors.Is(err, store.ErrEmpty):
		return w.Empty.With(file)
	case errors.Is(err, store.ErrTaken):
		return w.Taken.With(file)
	case errors.Is(err, store.ErrLost):
		return w.Lost.With(file, file+".mark")
	}
	return text.Tell(err, lang)
}

// told tells problems, and returns [errTold] if there is an error among them.
func (std stdio) told(problems knowledge.Problems, lang string) error {
	for _, p := range problems.Sort() {
		fmt.Fprintln(std.err, p.String(knowledge.Lang(lang)))
	}
	if problems.Errors() > 0 {
		return errTold
	}
	return nil
}

func (c *commands) logger(w io.Writer) *slog.Logger {
	opts := &slog.HandlerOptions{Level: c.LogLevel}
	var to slog.Handler = slog.NewTextHandler(w, opts)
	if c.LogJSON {
		to = slog.NewJSONHandler(w, opts)
	}
	return slog.New(privacy.Logs(to, c.now))
}

type versionCmd struct{}

// Run prints the version the program was built as.
func (versionCmd) Run(std stdio) error {
	_, err := fmt.Fprintln(std.out, "handvat", version())
	return err
}

// version is what the program was built as.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v = strings.TrimSpace(v + " " + s.Value[:min(12, len(s.Value))])
		}
	}
	return v
}
