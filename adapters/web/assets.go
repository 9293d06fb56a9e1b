package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot/insight/chart"
)

// assets serves the static files, each under a name that holds a hash of what is in
// it, so that browsers may keep it for good.
type assets struct {
	names map[string]string // by file name: its name with the hash
	files map[string][]byte // by name with the hash
}

// newAssets reads the files of the folder static in fsys, which is part of the program. The
// look of drawings is that of all pages.
func newAssets(fsys fs.FS) *assets {
	a := &assets{names: map[string]string{}, files: map[string][]byte{}}
	entries, err := fs.ReadDir(fsys, "static")
	for _, e := range entries {
		var data []byte
		if data, err = fs.ReadFile(fsys, "static/"+e.Name()); err != nil {
			break
		}
		if e.Name() == "app.css" {
			data = slices.Concat([]byte(chart.CSS), data)
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(e.Name())
		name := strings.TrimSuffix(e.Name(), ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.names[e.Name()], a.files[name] = name, data
	}
	if err != nil {
		panic("web: the program lacks its static files: " + err.Error())
	}
	return a
}

// address is where the file name is served.
func (a *assets) address(name string) string { return "/static/" + a.names[name] }

func (a *assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	data, ok := a.files[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
}
