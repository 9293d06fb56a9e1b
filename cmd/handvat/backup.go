package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/handvat/handvat/adapters/control"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/knowledge/backup"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
)

type backupCmd struct {
	File string `arg:"" type:"path"`
	Keep int    `placeholder:"N"`
	Data string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	langFlag
}

// Run makes a backup of all that cannot be derived, in the program that serves the data folder if there is one.
func (c *backupCmd) Run(ctx context.Context, p program) error {
	w, file := words.In(c.Lang), c.File
	if c.Keep < 0 {
		return errors.New("--keep: " + w.KeepOne)
	}
	if c.Keep > 0 {
		if !isFolder(c.File) {
			return errors.New(w.NoFolder.With(c.File))
		}
		file = backup.Name(c.File, p.real())
	}
	if below(filepath.Join(c.Data, "library"), file) {
		return errors.New(w.BackupInside.With(file))
	}
	m, err := backup.Make(file, func(to io.Writer) error {
		flags, err := json.Marshal(c.Lang)
		if err != nil {
			return err
		}
		_, err = either(ctx, c.Data, control.Request{Command: "backup", Flags: flags},
			control.Answer{Out: p.out, Err: p.err, Data: to}, func() error {
				return desk{program: p, data: c.Data}.open(ctx, func(h *bot.House) error { return archive(ctx, h, to) })
			})
		return err
	})
	switch {
	case errors.Is(err, os.ErrExist):
		return errors.New(w.BackupThere.With(file))
	case errors.Is(err, os.ErrNotExist) && !isFolder(filepath.Dir(file)):
		return errors.New(w.NoFolder.With(filepath.Dir(file)))
	case err != nil:
		return err
	}
	for _, gone := range m.Missing {
		fmt.Fprintln(p.err, w.BackupMissing.With(shown(gone)))
	}
	for _, name := range slices.Sorted(maps.Keys(m.Renamed)) {
		fmt.Fprintln(p.err, w.BackupRenamed.With(shown(m.Renamed[name]), shown(name)))
	}
	fmt.Fprintln(p.out, w.BackupMade.With(file, w.holds(m)))
	if c.Keep > 0 {
		removed, odd, err := backup.Keep(file, c.Keep)
		for _, name := range odd {
			fmt.Fprintln(p.err, w.BackupOdd.With(name))
		}
		if len(removed) > 0 {
			fmt.Fprintln(p.out, w.BackupOld.With(strings.Join(removed, ", ")))
		}
		return err
	}
	return nil
}

// below reports whether a file is in a folder, by whatever way it is named.
func below(folder, file string) bool {
	inside, err := filepath.EvalSymlinks(folder)
	at, bad := filepath.EvalSymlinks(filepath.Dir(file))
	if err != nil || bad != nil {
		return false
	}
	rel, err := filepath.Rel(inside, at)
	return err == nil && filepath.IsLocal(rel)
}

func isFolder(name string) bool {
	is, err := os.Stat(name)
	return err == nil && is.IsDir()
}

// shown is a text of a backup as a terminal may have it.
func shown(s string) string {
	if utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return s
	}
	return strconv.Quote(s)
}

// holds says what is in a backup.
func (w *texts) holds(m backup.Manifest) string {
	aids, files := 0, 0
	for _, f := range m.Files {
		switch {
		case strings.HasPrefix(f.Name, "library/"):
			aids++
		case strings.Contains(f.Name, "/"):
			files++
		}
	}
	return w.BackupHolds.With(w.People.With(m.Counts["people"]), w.ChatAids.With(aids), w.OtherFiles.With(files))
}

// underWay is the folder in a data folder in which the copy of the database is while a backup is made.
const underWay = "backup.tmp"

// archive writes a backup of a house. It is for one at a time.
func archive(ctx context.Context, h *bot.House, to io.Writer) (err error) {
	h.Log.Debug("a backup begins")
	defer h.Log.Debug("a backup ended")
	dir := filepath.Join(h.Data, underWay)
	if err := errors.Join(os.RemoveAll(dir), os.Mkdir(dir, 0o700)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	c := backup.Contents{Database: filepath.Join(dir, "handvat.db"),
		Also:     map[string]string{"library": filepath.Join(h.Data, "library")},
		Manifest: backup.Manifest{Made: h.Now().UTC(), Program: version(), Counts: map[string]int{}}}
	err = h.DB.View(ctx, func(tx *store.Tx) error {
		held, _, err := settings.Held(tx)
		for i, folder := range held.Folders {
			c.Also["authored/"+strconv.Itoa(i)] = folder
		}
		for i, file := range held.Files {
			c.Also["settings/"+strconv.Itoa(i)+"/"+filepath.Base(file)] = file
		}
		for range people.All(tx) {
			c.Counts["people"]++
		}
		return err
	})
	if err := errors.Join(err, h.DB.Backup(ctx, c.Database)); err != nil {
		return err
	}
	if err := store.Verify(c.Database); err != nil {
		return err
	}
	return backup.Write(to, c)
}

type restoreCmd struct {
	File string `arg:"" type:"path"`
	Data string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
	langFlag
}

// Run verifies a backup, restores it, and says what it restored.
func (c *restoreCmd) Run(_ context.Context, p program) error {
	w := words.In(c.Lang)
	m, err := backup.Restore(c.File, c.Data)
	switch {
	case errors.Is(err, backup.ErrNotEmpty):
		return errors.New(w.NotEmpty.With(c.Data))
	case errors.Is(err, backup.ErrLonger):
		return errors.New(w.LongerBackup.With(c.File))
	case errors.Is(err, backup.ErrDamaged):
		p.lg.Info("a backup cannot be read", "err", err)
		return errors.New(w.NoBackup.With(c.File))
	case errors.Is(err, fs.ErrNotExist) && !isFile(c.File):
		return errors.New(w.NoSuchFile.With(c.File))
	case err != nil:
		return err
	}
	fmt.Fprintln(p.out, w.Restored.With(c.Data, m.Made.Format("2006-01-02 15:04 UTC"), w.holds(m)))
	for name, from := range m.From {
		at := filepath.Join(c.Data, backup.Elsewhere, filepath.FromSlash(name))
		if _, err := os.Stat(at); err == nil {
			fmt.Fprintln(p.out, w.RestoredFrom.With(shown(from), shown(at)))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.Renamed)) {
		fmt.Fprintln(p.out, w.BackupRenamed.With(shown(m.Renamed[name]), shown(name)))
	}
	return nil
}
