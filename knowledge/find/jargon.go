package find

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge"
)

// SynonymFiles are files with words that mean the same in an organisation.
type SynonymFiles struct {
	Names []string
	Must  int      // the first so many must be there
	texts [][]byte // as last read; nil for one that is not there
}

// Load reads the files. A line that is not right is left out, and told as a problem.
func (s *SynonymFiles) Load() (*Synonyms, knowledge.Problems, error) {
	texts, err := s.read()
	if err != nil {
		return nil, nil, err
	}
	s.texts = texts
	syn := new(Synonyms)
	var problems knowledge.Problems
	for i, text := range texts {
		problems = append(problems, syn.Add(s.Names[i], text)...)
	}
	return syn, problems, nil
}

// Give loads the files and gives what is in them to the finder. Problems go to the log.
func (s *SynonymFiles) Give(lg *slog.Logger, f *Finder) error {
	syn, problems, err := s.Load()
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
func (s *SynonymFiles) read() (texts [][]byte, err error) {
	for i, name := range s.Names {
		text, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist) && i >= s.Must:
			text = nil
		case err != nil:
			return nil, err // which names the file
		}
		texts = append(texts, text)
	}
	return texts, nil
}

// Run loads the files again whenever one of them has changed, until ctx is done. It
// reads them every second: they are small, may be anywhere, and are replaced as often
// as written.
func (s *SynonymFiles) Run(ctx context.Context, lg *slog.Logger, f *Finder) error {
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
			err = s.Give(lg, f)
		}
		if err != nil && err.Error() != told {
			lg.Error("synonyms cannot be read; those there were serve on", "err", err)
		}
		told = fmt.Sprint(err)
	}
}
