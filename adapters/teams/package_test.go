package teams

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"image/png"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

func unpack(t *testing.T, b []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name], _ = io.ReadAll(r)
	}
	return files
}

func TestPackage(t *testing.T) {
	app := App{ID: testApp, Domain: "handvat.example.org", Version: "1.2.3", Owner: "Gemeente Voorbeeld"}
	b, err := Package(app)
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := Package(app); !bytes.Equal(b, again) {
		t.Error("a package is not the same twice")
	}
	files := unpack(t, b)
	var m struct {
		ManifestVersion, Version, ID string
		Developer                    struct{ Name string }
		Bots                         []struct {
			BotID  string
			Scopes []string
		}
		ValidDomains      []string
		ComposeExtensions []struct {
			Commands []struct {
				ID, Type, Title, Description string
				Parameters                   []struct{ Name, Title string }
			}
		}
	}
	if err := json.Unmarshal(files["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	if m.ManifestVersion != "1.30" || m.Version != "1.2.3" || m.ID != testApp || m.Bots[0].BotID != testApp ||
		len(m.Bots[0].Scopes) != 3 || m.ValidDomains[0] != app.Domain || m.Developer.Name != app.Owner {
		t.Errorf("%+v", m)
	}
	for _, c := range m.ComposeExtensions[0].Commands {
		if len(c.Title) > 32 || len(c.Description) > 128 {
			t.Errorf("%+v", c)
		}
	}
	var nl map[string]string
	if err := json.Unmarshal(files["nl.json"], &nl); err != nil {
		t.Fatal(err)
	}
	for key, most := range map[string]int{"name.short": 30, "description.short": 80,
		"composeExtensions[0].commands[0].title": 32, "composeExtensions[0].commands[1].title": 32,
		"composeExtensions[0].commands[0].parameters[0].title": 32} {
		if n := utf8.RuneCountInString(nl[key]); n == 0 || n > most {
			t.Errorf("%s has %d characters", key, n)
		}
	}
	for name, size := range map[string]int{"color.png": 192, "outline.png": 32} {
		img, err := png.Decode(bytes.NewReader(files[name]))
		if err != nil || img.Bounds().Dx() != size || img.Bounds().Dy() != size {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, _, _, corner := img.At(0, 0).RGBA()
		if (name == "outline.png") != (corner == 0) {
			t.Errorf("the corner of %s has alpha %d", name, corner)
		}
	}
}

// What is wrong with a setting is said, with what it should be like.
func TestPackageRefuses(t *testing.T) {
	good := App{ID: testApp, Domain: "handvat.example.org", Version: "1.0.0"}
	for want, change := range map[string]func(*App){
		"app id":  func(a *App) { a.ID = "handvat" },
		"https":   func(a *App) { a.Domain = "https://handvat.example.org" },
		"domain":  func(a *App) { a.Domain = "handvat.example.org/x" },
		"version": func(a *App) { a.Version = "1" },
		"owner":   func(a *App) { a.Owner = strings.Repeat("x", 33) },
	} {
		a := good
		change(&a)
		if _, err := Package(a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}
