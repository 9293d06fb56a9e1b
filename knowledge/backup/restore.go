package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/handvat/handvat/knowledge/store"
)

// restoring is the folder in a data folder in which a backup is unpacked. While it is there and the database is not,
// the data folder is of a restore that did not end.
const restoring = "restoring"

// Elsewhere is the folder in a data folder where a restore puts what stood elsewhere, for whoever runs the program to
// put back.
const Elsewhere = "restored"

// Unfinished reports whether a restore into a data folder did not end. Nothing may begin there then.
func Unfinished(data string) bool { return isThere(data, restoring) && !isThere(data, databaseName) }

func isThere(data, name string) bool {
	_, err := os.Lstat(filepath.Join(data, name))
	return err == nil
}

// Restore verifies a backup and puts it in a data folder, which must be empty or not there: else the error wraps
// [ErrNotEmpty]. The database gets its name last, so that a restore that was killed shows, and can be done again.
func Restore(file, data string) (m Manifest, err error) {
	if m, err = Verify(file); err != nil {
		return m, err
	}
	if err := prepare(data); err != nil {
		return m, err
	}
	at := filepath.Join(data, restoring)
	if err := os.Mkdir(at, 0o700); err != nil {
		return m, err
	}
	if err := unpack(file, at); err != nil {
		return m, errors.Join(err, os.RemoveAll(at))
	}
	if err := store.Verify(filepath.Join(at, databaseName)); err != nil {
		return m, errors.Join(fmt.Errorf("%w: %w", ErrDamaged, err), os.RemoveAll(at))
	}
	return m, place(at, data)
}

// prepare makes sure that a data folder is there with nothing in it. What a restore left that was killed goes.
func prepare(data string) error {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return err
	}
	if Unfinished(data) {
		for _, name := range []string{"library", Elsewhere, databaseName + ".mark", restoring} { // the last one last
			if err := os.RemoveAll(filepath.Join(data, name)); err != nil {
				return err
			}
		}
	}
	entries, err := os.ReadDir(data)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != "lost+found" {
			return fmt.Errorf("%w: %s has %s", ErrNotEmpty, data, e.Name())
		}
	}
	return nil
}

// unpack writes what is in a backup below a folder, and to the disk.
func unpack(file, at string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = Read(f, func(name string, content io.Reader) (err error) {
		to := filepath.Join(at, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return err
		}
		_, err = io.Copy(out, content)
		return errors.Join(err, out.Sync(), out.Close())
	})
	if err != nil {
		return err
	}
	return filepath.WalkDir(at, func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			err = syncDir(name)
		}
		return err
	})
}

// place gives what was unpacked its names in the data folder.
func place(at, data string) error {
	for _, name := range []string{"authored", "settings"} {
		if !isThere(at, name) {
			continue
		}
		to := filepath.Join(data, Elsewhere)
		err := errors.Join(os.MkdirAll(to, 0o700), os.Rename(filepath.Join(at, name), filepath.Join(to, name)))
		if err != nil {
			return err
		}
	}
	for _, name := range []string{"library", databaseName + ".mark", databaseName} {
		if !isThere(at, name) {
			continue
		}
		if err := os.Rename(filepath.Join(at, name), filepath.Join(data, name)); err != nil {
			return err
		}
	}
	return errors.Join(syncDir(data), os.Remove(at), syncDir(data))
}
