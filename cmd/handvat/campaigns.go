package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/skill/campaign"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/authored"
)

type campaignsCmd struct {
	Check campaignsCheckCmd `cmd:""`
	List  campaignsListCmd  `cmd:""`
}

type campaignsCheckCmd struct {
	libraryFlags
	Path []string `arg:"" optional:"" type:"path"`
	Lang string   `default:"nl"`
}

// Run checks the files, also whether the aids they offer exist.
func (c *campaignsCheckCmd) Run(std stdio, now func() time.Time) error {
	srcs, err := c.sources(progress(std.err))
	if err != nil {
		return err
	}
	files := []string{}
	for _, path := range c.Path {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			files = append(files, path)
			continue
		}
		if authored.IsFolder(filepath.Base(path)) {
			path = filepath.Dir(path)
		}
		srcs = append(srcs, knowledge.Source{Name: path, Dir: path})
	}
	all := authored.Files(srcs).Check()
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			says := text.Said{}
			for _, lang := range words.Langs() {
				says[lang] = text.Tell(err, lang)
			}
			all.Problems = append(all.Problems, knowledge.Problem{File: file, Severity: knowledge.Error, Says: says})
			continue
		}
		all.Add(filepath.ToSlash(file), src)
	}
	lib, err := knowledge.OpenLibrary(slog.New(slog.DiscardHandler), nil, now, srcs...)
	if err != nil {
		return err
	}
	all.CheckAids(func(slug string) bool {
		_, ok := lib.Lookup(slug, knowledge.Dutch)
		return ok
	})
	for _, p := range all.Problems.Sort() {
		fmt.Fprintln(std.out, p.String(knowledge.Lang(c.Lang)))
	}
	w := words.In(c.Lang)
	read := strings.Join([]string{w.Campaigns.With(len(all.Campaigns)), w.Scans.With(len(all.Scans)),
		w.Paths.With(len(all.Paths)), w.Themes.With(len(all.Themes))}, ", ")
	errs := all.Problems.Errors()
	outcome := w.Errors.With(errs)
	if n := len(all.Problems) - errs; n > 0 {
		outcome += ", " + w.Warnings.With(n)
	}
	fmt.Fprintln(std.out, w.Done.With(read, outcome))
	if errs > 0 {
		return errTold
	}
	return nil
}

type campaignsListCmd struct {
	libraryFlags
	Lang string `enum:"nl,en" default:"nl"`
}

// Run lists the campaigns with their messages, on the days they have if nobody they are for gets another.
func (c *campaignsListCmd) Run(std stdio, now func() time.Time) error {
	srcs, err := c.sources(progress(std.err))
	if err != nil {
		return err
	}
	for _, one := range authored.Files(srcs).Campaigns() {
		days, ends := campaign.Alone(one, now())
		fmt.Fprintf(std.out, "%s: %s\n", one.ID, one.Title.In(c.Lang))
		fmt.Fprintf(std.out, "  %s\n", words.In(c.Lang).CampaignWeeks.With(authored.WeeksOf(days[0], ends)))
		for i, day := range days {
			fmt.Fprintf(std.out, "  %s  %s\n", day.Format(time.DateOnly), one.Steps[i].Text.In(c.Lang))
		}
	}
	return nil
}
