package main

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/handvat/handvat/adapters/discord"
	"github.com/handvat/handvat/adapters/mail"
	"github.com/handvat/handvat/adapters/slack"
	"github.com/handvat/handvat/adapters/teams"
	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/adapters/xapi"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat/script"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/insight/digest"
	"github.com/handvat/handvat/bot/insight/papers"
	reports "github.com/handvat/handvat/bot/insight/report"
	"github.com/handvat/handvat/bot/insight/terms"
	"github.com/handvat/handvat/bot/stage"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/cmd/handvat/help"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/find/encode/embed"
	"github.com/handvat/handvat/knowledge/find/evaluate"
	synonyms "github.com/handvat/handvat/knowledge/find/text"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/table"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// catalogues are all texts of the program, by the name of the folder they stand in. Where two folders have one
// name, that of synonyms is called so.
func catalogues() map[string]text.Texts {
	all := map[string]text.Texts{
		"handvat": words, "help": help.Words, "text": text.Facts, "bot": bot.Texts(), "dialog": dialog.Common,
		"digest": digest.Words, "papers": papers.Words, "report": reports.Words, "terms": terms.Words,
		"discord": discord.Words, "mail": mail.Words,
		"script": script.Words, "stage": stage.Words,
		"xapi": xapi.Words, "embed": embed.Words,
		"slack": slack.Words, "teams": teams.Words, "terminal": terminal.Words, "web": web.Words,
		"knowledge": knowledge.Words, "authored": authored.Words, "cases": cases.Words, "people": people.Words,
		"evaluate": evaluate.Words, "synonyms": synonyms.Words, "table": table.Words, "yamldoc": yamldoc.Words,
	}
	for _, s := range skills() {
		if s.Texts != text.Texts(words) { // which some of the program speak with
			all[s.Name] = s.Texts
		}
	}
	return all
}

// overrule takes the texts of a folder, DIR/NAME/LANG.yaml, in the place of those of the program, and returns
// how many files there are. What is wrong with them is all told, by place.
func overrule(dir, called string) (files int, err error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return 0, err
	case err != nil || !info.IsDir():
		return 0, words.Say(func(w *texts) string { return w.Wrong.NoTextsDir.With(called) })
	}
	var faults text.Faults
	all, first := catalogues(), map[string]string{} // the first file in each language
	was, ours := map[string]map[clash]bool{}, map[string]map[string]ownFile{}
	before := sayingsOf(all)
	err = filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || file == dir:
			return err
		case strings.HasPrefix(e.Name(), ".") && e.IsDir():
			return fs.SkipDir
		case e.IsDir() && filepath.Ext(file) != ".yaml", strings.HasPrefix(e.Name(), "."),
			strings.HasPrefix(e.Name(), "README"):
			return nil
		}
		files++
		name, lang := filepath.Base(filepath.Dir(file)), strings.TrimSuffix(e.Name(), ".yaml")
		catalogue := all[name]
		tag, bad := language.Parse(lang)
		below := filepath.Dir(filepath.Dir(file)) == filepath.Clean(dir)
		if catalogue == nil || bad != nil || tag.String() != lang || !below || filepath.Ext(file) != ".yaml" {
			says := words.Say(func(w *texts) string { return w.NoCatalogue })
			faults = append(faults, text.Fault{File: file, Says: says.In})
			return nil
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if first[lang] == "" {
			first[lang], was[lang], ours[lang] = file, clashes(all, lang), map[string]ownFile{}
		}
		data, problems := yamldoc.Plain(data, len(data))
		ours[lang][name] = ownFile{file, data}
		for _, p := range problems {
			if p.Code != yamldoc.Empty {
				faults = append(faults, text.Fault{File: file, Line: p.Line, Col: p.Col, Says: p.Says.In})
			}
		}
		if len(problems) > 0 {
			return nil
		}
		var wrong text.Faults
		if err := catalogue.Overrule(lang, file, data); errors.As(err, &wrong) {
			faults = append(faults, wrong...)
		}
		return nil
	})
	for _, lang := range slices.Sorted(maps.Keys(first)) {
		if !slices.Contains(dialog.Common.Langs(), lang) {
			says := words.Say(func(w *texts) string { return w.Unspoken.With(lang) })
			faults = append(faults, text.Fault{File: first[lang], Says: says.In})
		} else {
			faults = append(faults, newClashes(all, lang, was[lang], ours[lang])...)
		}
	}
	if faults = append(faults, sayingsOf(all).unnamed(before, dir, ours)...); err == nil && len(faults) > 0 {
		err = faults
	}
	return files, err
}

// overruled are the texts of a folder, as in "aid/nl bot/nl", with a mark that differs if what they say does; empty for
// no folder.
func overruled(dir string) (string, error) {
	if dir == "" {
		return "", nil
	}
	var names []string
	sum := sha256.New()
	err := filepath.WalkDir(dir, func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(file) != ".yaml" {
			return err
		}
		name := path.Join(filepath.Base(filepath.Dir(file)), strings.TrimSuffix(filepath.Base(file), ".yaml"))
		data, err := os.ReadFile(file)
		names = append(names, name)
		fmt.Fprintf(sum, "%s\n%d\n%s", name, len(data), data)
		return err
	})
	if len(names) == 0 || err != nil {
		return "", err
	}
	return fmt.Sprintf("%s (%x)", strings.Join(names, " "), sum.Sum(nil)[:4]), nil
}

// textsCmd is about what the program says.
type textsCmd struct {
	List  textsListCmd  `cmd:""`
	Show  textsShowCmd  `cmd:""`
	Check textsCheckCmd `cmd:""`
}

type textsListCmd struct{ langFlag }

// Run lists the catalogues.
func (textsListCmd) Run(std stdio) error {
	all := catalogues()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(std.out, "%-12s  %s\n", name, strings.Join(all[name].Langs(), " "))
	}
	return nil
}

type textsShowCmd struct {
	Name string `arg:""`
	Lang string `default:"nl"`
}

// Run prints the file of a catalogue.
func (c *textsShowCmd) Run(std stdio) error {
	catalogue := catalogues()[c.Name]
	if catalogue == nil {
		return words.Say(func(w *texts) string { return w.Wrong.NoTexts.With(c.Name) })
	}
	_, err := std.out.Write(catalogue.File(c.Lang))
	return err
}

type textsCheckCmd struct {
	Dir  string `arg:"" type:"path"`
	Lang string `enum:"nl,en" default:"nl"`
}

// Run tells what is wrong with the texts of a folder.
func (c *textsCheckCmd) Run(std stdio) error {
	files, err := overrule(c.Dir, c.Dir)
	var faults text.Faults
	if err != nil && !errors.As(err, &faults) {
		return err
	}
	for _, f := range faults {
		fmt.Fprintln(std.out, f.Text(cmp.Or(c.Lang, "en")))
	}
	w := words.In(c.Lang)
	fmt.Fprintln(std.out, w.Done.With(w.Files.With(files), w.Errors.With(len(faults))))
	if len(faults) > 0 {
		return errTold
	}
	return nil
}
