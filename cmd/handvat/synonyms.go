package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// synonymFlags say what an organisation calls things.
type synonymFlags struct {
	Synonyms []string `help:"File with words that mean the same in the organisation: a line each, with commas between them. May be repeated; a file synonyms.txt in a library folder counts without being named." placeholder:"FILE" type:"path" env:"HANDVAT_SYNONYMS" sep:":"`
}

// synonymsName is the name of the file with synonyms in a library folder.
const synonymsName = "synonyms.txt"

// files are the files that the flags name, and those of the folders that aids come from.
func (f synonymFlags) files(srcs []knowledge.Source) *synonymFiles {
	s := &synonymFiles{names: slices.Clone(f.Synonyms), must: len(f.Synonyms)}
	for _, src := range srcs {
		if src.Dir != "" {
			s.names = append(s.names, filepath.Join(src.Dir, synonymsName))
		}
	}
	return s
}

// synonymsIn returns the files with synonyms at the paths and in the folders there, and
// the paths that may have aids.
func synonymsIn(paths []string) (s *synonymFiles, rest []string) {
	s = new(synonymFiles)
	for _, path := range paths {
		if filepath.Base(path) == synonymsName {
			s.names = append(s.names, path)
			continue
		}
		rest = append(rest, path)
		if inside := filepath.Join(path, synonymsName); isFile(inside) {
			s.names = append(s.names, inside)
		}
	}
	s.must = len(s.names)
	return s, rest
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}

// synonymFiles are files with synonyms, and what was in them.
type synonymFiles struct {
	names []string
	must  int      // the first so many must be there
	texts [][]byte // as last read; nil for one that is not there
}

// load reads the files. A line that is not right is left out, and told as a problem.
func (s *synonymFiles) load() (*find.Synonyms, knowledge.Problems, error) {
	texts, err := s.read()
	if err != nil {
		return nil, nil, err
	}
	s.texts = texts
	syn := new(find.Synonyms)
	var problems knowledge.Problems
	for i, text := range texts {
		problems = append(problems, syn.Add(s.names[i], text)...)
	}
	return syn, problems, nil
}

// give loads the files and gives what is in them to the finder. Problems go to the log.
func (s *synonymFiles) give(lg *slog.Logger, f *find.Finder) error {
	syn, problems, err := s.load()
	if err != nil {
		return err
	}
	for _, p := range problems {
		lg.Warn("synonyms", "problem", p.String(knowledge.English))
	}
	f.SetSynonyms(syn)
	return nil
}

// read returns the texts of all files.
func (s *synonymFiles) read() (texts [][]byte, err error) {
	for i, name := range s.names {
		text, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && i >= s.must:
			text = nil
		case err != nil:
			return nil, fmt.Errorf("synonyms: %w", err)
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// run loads the files again whenever one of them has changed, until ctx is done. It
// reads them every second: they are small, may be anywhere, and are replaced as often
// as written.
func (s *synonymFiles) run(ctx context.Context, lg *slog.Logger, f *find.Finder) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	told := "" // what went wrong the last time
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		texts, err := s.read()
		if err == nil && !slices.EqualFunc(texts, s.texts, bytes.Equal) {
			lg.Info("synonyms changed")
			err = s.give(lg, f)
		}
		if err != nil && err.Error() != told {
			lg.Error("synonyms cannot be read; those there were serve on", "err", err)
		}
		told = fmt.Sprint(err)
	}
}
