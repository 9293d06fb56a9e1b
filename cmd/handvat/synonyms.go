package main

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
)

// synonymFlags say what an organisation calls things.
type synonymFlags struct {
	Synonyms []string `placeholder:"FILE" type:"path" env:"HANDVAT_SYNONYMS" sep:":"`
}

// synonymsName is the name of the file with synonyms in a library folder.
const synonymsName = "synonyms.txt"

// files are the files that the flags name, and those of the folders that aids come from.
func (f synonymFlags) files(srcs []knowledge.Source) *find.SynonymFiles {
	s := &find.SynonymFiles{Names: slices.Clone(f.Synonyms), Must: len(f.Synonyms)}
	for _, src := range srcs {
		if src.Dir != "" {
			s.Names = append(s.Names, filepath.Join(src.Dir, synonymsName))
		}
	}
	return s
}

// synonymsIn returns the files with synonyms at the paths and in the folders there, and
// the paths that may have aids.
func synonymsIn(paths []string) (s *find.SynonymFiles, rest []string) {
	s = new(find.SynonymFiles)
	for _, path := range paths {
		if filepath.Base(path) == synonymsName {
			s.Names = append(s.Names, path)
			continue
		}
		rest = append(rest, path)
		if inside := filepath.Join(path, synonymsName); isFile(inside) {
			s.Names = append(s.Names, inside)
		}
	}
	s.Must = len(s.Names)
	return s, rest
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
