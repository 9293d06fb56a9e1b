package main

import (
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	campaigns "github.com/handvat/handvat/knowledge/authored"

	"github.com/handvat/handvat/knowledge"
)

// loadCampaigns reads the campaigns of all sources. A later source overrides an earlier
// one that has a campaign with the same id.
func loadCampaigns(srcs []knowledge.Source) (cs []*campaigns.Campaign, ps knowledge.Problems) {
	at := map[string]int{}
	for _, src := range srcs {
		found, problems := campaigns.Load(src.Files(), src.Name)
		ps = append(ps, problems...)
		for _, c := range found {
			if i, ok := at[c.ID]; ok {
				cs[i] = c
				continue
			}
			at[c.ID] = len(cs)
			cs = append(cs, c)
		}
	}
	return cs, ps
}

// loadScans reads the scans of all sources, likewise.
func loadScans(srcs []knowledge.Source) (ss []*campaigns.Scan, ps knowledge.Problems) {
	for _, src := range srcs {
		found, problems := campaigns.LoadScans(src.Files(), src.Name)
		ps = append(ps, problems...)
		for _, s := range found {
			ss = append(slices.DeleteFunc(ss, func(old *campaigns.Scan) bool { return old.ID == s.ID }), s)
		}
	}
	return ss, ps
}

// loadPaths reads the starter paths of all sources, likewise.
func loadPaths(srcs []knowledge.Source) (all []*campaigns.Path, ps knowledge.Problems) {
	for _, src := range srcs {
		found, problems := campaigns.LoadPaths(src.Files(), src.Name)
		ps = append(ps, problems...)
		for _, p := range found {
			all = append(slices.DeleteFunc(all, func(old *campaigns.Path) bool { return old.ID == p.ID }), p)
		}
	}
	return all, ps
}

// loadThemes reads the themes of all sources, likewise.
func loadThemes(srcs []knowledge.Source) (all []*campaigns.Theme, ps knowledge.Problems) {
	for _, src := range srcs {
		found, problems := campaigns.LoadThemes(src.Files(), src.Name)
		ps = append(ps, problems...)
		for _, th := range found {
			all = append(slices.DeleteFunc(all, func(old *campaigns.Theme) bool { return old.ID == th.ID }), th)
		}
	}
	return all, ps
}

type campaignsCmd struct {
	Check campaignsCheckCmd `cmd:"" help:"Check campaigns, scans, starter paths and themes, as an author would want to be told. Exits with 1 if one has an error."`
	List  campaignsListCmd  `cmd:"" help:"List the campaigns there are, and the days of their messages if they were started today."`
}

type campaignsCheckCmd struct {
	libraryFlags
	Path []string `arg:"" optional:"" help:"Files of campaigns, or of others in a folder scans, paths or themes, or library folders that hold them; the default is those of the libraries." type:"path"`
	Lang string   `help:"Language of the messages: nl or en." enum:"nl,en" default:"nl"`
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
		if base := filepath.Base(path); slices.Contains([]string{campaigns.Folder, campaigns.ScanFolder, campaigns.PathFolder, campaigns.ThemeFolder}, base) {
			path = filepath.Dir(path)
		}
		srcs = append(srcs, knowledge.Source{Name: path, Dir: path})
	}
	cs, problems := loadCampaigns(srcs)
	scans, wrong := loadScans(srcs)
	paths, amiss := loadPaths(srcs)
	themes, off := loadThemes(srcs)
	problems = slices.Concat(problems, wrong, amiss, off)
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		switch filepath.Base(filepath.Dir(file)) {
		case campaigns.ScanFolder:
			one, ps := campaigns.ParseScan(filepath.ToSlash(file), src)
			if problems = append(problems, ps...); one != nil {
				scans = append(scans, one)
			}
		case campaigns.PathFolder:
			one, ps := campaigns.ParsePath(filepath.ToSlash(file), src)
			if problems = append(problems, ps...); one != nil {
				paths = append(paths, one)
			}
		case campaigns.ThemeFolder:
			one, ps := campaigns.ParseTheme(filepath.ToSlash(file), src)
			if problems = append(problems, ps...); one != nil {
				themes = append(themes, one)
			}
		default:
			one, ps := campaigns.Parse(filepath.ToSlash(file), src)
			if problems = append(problems, ps...); one != nil {
				cs = append(cs, one)
			}
		}
	}
	lib, err := knowledge.OpenLibrary(slog.New(slog.DiscardHandler), nil, now, srcs...)
	if err != nil {
		return err
	}
	lives := func(slug string) bool {
		_, ok := lib.Lookup(slug, knowledge.Dutch)
		return ok
	}
	for _, one := range cs {
		problems = append(problems, one.CheckAids(lives)...)
	}
	for _, one := range paths {
		problems = append(problems, one.CheckAids(lives)...)
	}
	for _, p := range problems {
		fmt.Fprintln(std.out, p.String(knowledge.Lang(c.Lang)))
	}
	w := words.In(c.Lang)
	fmt.Fprintln(std.out, w.Done.With(strings.Join([]string{w.Campaigns.With(len(cs)), w.Scans.With(len(scans)), w.Paths.With(len(paths)), w.Themes.With(len(themes))}, ", "), w.Errors.With(problems.Errors())))
	if problems.Errors() > 0 {
		return errTold
	}
	return nil
}

type campaignsListCmd struct {
	libraryFlags
	Lang string `help:"Language: nl or en." enum:"nl,en" default:"nl"`
}

// Run lists the campaigns with their messages.
func (c *campaignsListCmd) Run(std stdio, now func() time.Time) error {
	srcs, err := c.sources(progress(std.err))
	if err != nil {
		return err
	}
	cs, _ := loadCampaigns(srcs)
	for _, one := range cs {
		fmt.Fprintf(std.out, "%s: %s\n", one.ID, one.Title.In(c.Lang))
		for i, s := range one.Steps {
			fmt.Fprintf(std.out, "  %s  %s\n", one.Due(i, one.Begin(now())).Format("2006-01-02"), s.Text.In(c.Lang))
		}
	}
	return nil
}
