package stage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/chat/script"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/cases"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/store"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// A Play is a file with a conversation (see [script.Script]), below a header in YAML between lines of three
// hyphens that says where it is held. A play without a header is held as [Header] says.
type Play struct {
	Header
	Now    time.Time // when it ended; zero before it was played
	file   string
	head   string // the text of the header
	script script.Script
	at     yamldoc.Places
	roster people.Roster
	start  time.Time
	cases  []*cases.Case
	wrongs knowledge.Problems

	unended bool   // the header has no end, so that its lines are not those of the conversation
	copied  string // folder that the files of the last library were copied to; empty if they were not
}

// A Header says where a conversation is held. What is not in a file is as [ReadPlay] has it: the starter library, no
// roster, on the web page, from Monday 23 November 2026, 11:00.
type Header struct {
	Roster   string   `yaml:"roster"`   // people as CSV, or the name of a file (see [people.Roster.Read])
	Units    string   `yaml:"units"`    // likewise; where no units are listed, those that people are in are the units
	Guests   []string `yaml:"guests"`   // names of who is of another organisation, or a guest of this one
	Library  []string `yaml:"library"`  // folders
	Starter  bool     `yaml:"starter"`  // the starter library is there too
	Cases    []string `yaml:"cases"`    // files of performance cases
	Settings Settings `yaml:"settings"` // of the organisation
	Language string   `yaml:"language"` // of everybody's platform
	Platform string   `yaml:"platform"` // of who is on no roster, or listed by mail; others behind commas
	Start    string   `yaml:"start"`    // date and time where weeks begin, such as 2026-11-23 11:00
}

// Settings are what an organisation sets.
type Settings struct {
	Privacy struct {
		K int `yaml:"k"` // the smallest group that is told of; 0 leaves it as it is
	} `yaml:"privacy"`
	Organisation struct {
		Guests bool `yaml:"guests"` // they may ask
	} `yaml:"organisation"`
	Zone    string `yaml:"zone"`    // in which weeks begin
	Contact string `yaml:"contact"` // role that helps where no aid names one
}

// maxPlay is the size of the largest play that is read, in bytes.
const maxPlay = 1 << 20

// fence is the line above and below a header.
const fence = "---"

// ReadPlay reads a file. Names of files in it are seen from its own folder. What is wrong is an error with its place.
func ReadPlay(file string) (*Play, error) {
	written, err := os.ReadFile(file)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, Words.Say(func(w *texts) string { return w.NoFile.With(text.Name(file)) })
	}
	if len(written) > maxPlay {
		says := Words.Say(func(w *texts) string { return w.Large.With(maxPlay >> 10) })
		return nil, knowledge.Problem{File: file, Severity: knowledge.Error, Says: says}
	}
	p := &Play{file: file, Header: Header{Starter: true, Platform: "web", Start: "2026-11-23 11:00"}}
	p.script = script.Script{File: file, Text: strings.ReplaceAll(string(written), "\r\n", "\n"), Who: p.who}
	p.header()
	p.settings()
	p.library()
	p.list("units", p.Units)
	p.list("roster", p.Roster)
	p.work()
	p.script.Locale = p.Language
	if p.unended {
		return p, p.wrongs.Err()
	}
	return p, errors.Join(p.wrongs.Err(), p.script.Check())
}

// header takes the header off the script.
func (p *Play) header() {
	above, ok := strings.CutPrefix(p.script.Text, fence+"\n")
	if !ok {
		return
	}
	header, below, ok := strings.Cut("\n"+above, "\n"+fence+"\n") // the line of the fence keeps its number
	if !ok {
		p.wrong("", func(w *texts) string { return w.NoEnd })
		p.unended = true
		return
	}
	p.head, p.script.Text, p.script.Above = header, below, strings.Count(header, "\n")+2
	at, problems := yamldoc.Decode([]byte(header), &p.Header, yamldoc.Options{Max: maxPlay, Lines: true})
	p.at = at
	for _, bad := range problems {
		if bad.Code != yamldoc.Empty {
			p.wrongs = append(p.wrongs, knowledge.At(p.file, bad))
		}
	}
}

// settings checks what stands in the header by itself.
func (p *Play) settings() {
	p.Settings.Zone = cmp.Or(p.Settings.Zone, settings.UsualZone)
	zone, bad := time.LoadLocation(p.Settings.Zone)
	if bad != nil {
		p.wrong("settings.zone", func(w *texts) string { return w.NoZone.With(p.Settings.Zone, settings.UsualZone) })
		zone = time.UTC
	}
	if p.start, bad = time.ParseInLocation("2006-01-02 15:04", p.Start, zone); bad != nil {
		p.wrong("start", func(w *texts) string { return w.Start })
	}
	if k, least := p.Settings.Privacy.K, privacy.Group(0).K(); k != 0 && k < least {
		p.wrong("settings.privacy.k", func(w *texts) string { return w.Lower.With(k, least) })
	}
	if have := dialog.Common.Langs(); p.Language != "" && !slices.Contains(have, p.Language) {
		p.wrong("language", func(w *texts) string { return w.NoTexts.With(p.Language, strings.Join(have, ", ")) })
	}
	if slices.Contains(p.platforms(), "") {
		p.wrong("platform", func(w *texts) string { return w.Platform })
	}
}

// library makes the folders paths.
func (p *Play) library() {
	for i, name := range p.Library {
		dir := name
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(filepath.Dir(p.file), dir)
		}
		if info, bad := os.Stat(dir); bad != nil || !info.IsDir() {
			p.wrong(fmt.Sprintf("library[%d]", i), func(w *texts) string { return w.NoFolder.With(name) })
		}
		p.Library[i] = dir
	}
}

// Copy copies the files of the library to a folder below dir, where they can change while the play goes on, if they do.
func (p *Play) Copy(dir string) error {
	if len(p.Library) == 0 || !p.script.Publishes() {
		return nil
	}
	last := &p.Library[len(p.Library)-1]
	p.copied = filepath.Join(dir, "library of the play")
	err := os.CopyFS(p.copied, os.DirFS(*last))
	*last = p.copied
	return err
}

// publish makes the files that were copied those of a folder.
func (p *Play) publish(folder string) error {
	if p.copied == "" {
		return Words.Say(func(w *texts) string { return w.NoLibrary })
	}
	from := filepath.Join(filepath.Dir(p.file), folder)
	if info, err := os.Stat(from); err != nil || !info.IsDir() {
		return Words.Say(func(w *texts) string { return w.NoFolder.With(folder) })
	}
	return errors.Join(os.RemoveAll(p.copied), os.CopyFS(p.copied, os.DirFS(from)))
}

// work reads the performance cases.
func (p *Play) work() {
	for i, name := range p.Cases {
		text, bad := os.ReadFile(filepath.Join(filepath.Dir(p.file), name))
		if bad != nil {
			p.wrong(fmt.Sprintf("cases[%d]", i), func(w *texts) string { return w.NoFile.With(name) })
			continue
		}
		c, _, problems := cases.Parse(name, text)
		if problems.Errors() > 0 {
			p.wrongs = append(p.wrongs, problems...)
		}
		p.cases = append(p.cases, c)
	}
}

// list reads a part of the roster: its text, or else the file that it names.
func (p *Play) list(field, value string) {
	if value == "" {
		return
	}
	name, text, above, indent := p.file, []byte(value), p.at.Of(field).Line, p.indent(field)
	if !strings.Contains(value, "\n") {
		name, above, indent = filepath.Join(filepath.Dir(p.file), value), 0, 0
		var err error
		if text, err = os.ReadFile(name); err != nil {
			p.wrong(field, func(w *texts) string { return w.NoTable.With(field, value) })
			return
		}
	}
	p.roster.Langs = dialog.Common.Langs()
	p.wrongs = append(p.wrongs, p.roster.ReadWithin(people.Line{File: name, No: above, Col: indent}, text)...)
}

// indent is how far the lines of a field are to the right.
func (p *Play) indent(field string) int {
	lines := strings.Split(p.head, "\n")
	line := lines[min(p.at.Of(field).Line, len(lines)-1)] // the one below the field
	return len(line) - len(strings.TrimLeft(line, " "))
}

// platforms are those of the header and of the roster.
func (p *Play) platforms() (names []string) {
	for name := range strings.SplitSeq(p.Platform, ",") {
		names = append(names, strings.ToLower(strings.TrimSpace(name)))
	}
	for _, r := range p.roster.People {
		for _, who := range r.Identities {
			if !slices.Contains(names, who.Platform) {
				names = append(names, who.Platform)
			}
		}
	}
	return names
}

// who is the person with a name: one of the roster who is called so, or else somebody who is on none.
func (p *Play) who(name string) chat.Person {
	who := script.Called(name)
	who.Platform = chat.Platform(p.platforms()[0])
	who.Guest = slices.ContainsFunc(p.Guests, func(guest string) bool { return strings.EqualFold(guest, name) })
	for _, r := range p.roster.People {
		for _, is := range r.Identities {
			if strings.EqualFold(is.User, name) {
				who.Platform, who.Team, who.ID = chat.Platform(is.Platform), is.Team, is.User
				return who
			}
		}
	}
	return who
}

// On plays p in a house that is built from c, and returns the conversation as it was and what is said otherwise than
// written.
func (p *Play) On(ctx context.Context, c bot.Config) (said string, differs []text.Said, err error) {
	c.Contact, c.Guests = p.Settings.Contact, p.Settings.Organisation.Guests
	if c.Zone, err = time.LoadLocation(p.Settings.Zone); err != nil {
		return "", nil, err
	}
	p.nickname()
	p.roster.NameUnits(nil)
	var on []Platform
	for _, name := range p.platforms() {
		on = append(on, Platform{Name: chat.Platform(name), Keep: name == "web"})
	}
	s, err := Open(ctx, c, p.start, on...)
	if err != nil {
		return "", nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var all []chat.Person
	for _, r := range p.roster.People {
		all = append(all, p.who(r.Identities[0].User))
	}
	if err := s.Enrol(ctx, all...); err != nil {
		return "", nil, err
	}
	if len(all) > 0 {
		problems, err := s.List(ctx, &p.roster)
		if err := errors.Join(err, problems.Err()); err != nil {
			return "", nil, err
		}
	}
	err = s.House.DB.Update(ctx, func(tx *store.Tx) (err error) {
		for _, c := range p.cases {
			_, bad := cases.Save(tx, c, cases.ByFile, s.Now)
			err = errors.Join(err, bad)
		}
		return err
	})
	if err != nil {
		return "", nil, err
	}
	defer func() { p.Now = s.Now }()
	return p.script.Play(ctx, &Conversation{Stage: s, publish: p.publish})
}

// nickname gives who is listed by mail a name to speak by.
func (p *Play) nickname() {
	for i := range p.roster.People {
		r := &p.roster.People[i]
		if user, _, _ := strings.Cut(r.Mail, "@"); len(r.Identities) == 0 {
			r.Identities = []people.Identity{{Platform: p.platforms()[0], User: strings.ToLower(user)}}
		}
	}
}

// wrong adds what is wrong at a field of the header.
func (p *Play) wrong(field string, says func(*texts) string) {
	p.wrongs = append(p.wrongs, knowledge.At(p.file, yamldoc.Problem{Place: p.at.Of(field), Says: Words.Say(says)}))
}
