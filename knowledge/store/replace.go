package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// ReplaceFile writes a file whole, with perm if it is new, or leaves the one that is there as it is: it is written
// beside it and then gets its name. What is no file, such as a device, is written to.
func ReplaceFile(file string, data []byte, perm os.FileMode) (err error) {
	is, err := os.Stat(file)
	switch {
	case err == nil && !is.Mode().IsRegular():
		return os.WriteFile(file, data, perm)
	case err == nil:
		perm = is.Mode().Perm()
		if file, err = filepath.EvalSymlinks(file); err != nil {
			return err
		}
	}
	next := file + ".new"
	defer func() {
		if err != nil {
			_ = os.Remove(next) // it may not be there
		}
		if at := (*fs.PathError)(nil); errors.As(err, &at) {
			at.Path = file // which is what was asked for
		}
	}()
	if err := os.WriteFile(next, data, perm); err != nil {
		return err
	}
	if is != nil { // what is written with has left out what the mask of the program forbids
		if err := os.Chmod(next, perm); err != nil {
			return err
		}
	}
	return os.Rename(next, file)
}
