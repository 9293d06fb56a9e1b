package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/handvat/handvat/adapters/mail"
	"github.com/handvat/handvat/adapters/web"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/settings"
)

type serveCmd struct {
	langFlag
	libraryFlags
	synonymFlags
	encoderFlag
	signInFlags
	configFlags
	clockFlags
	PublicAddr string
	Addr       string `default:"localhost:8080" env:"HANDVAT_ADDR"`
	Data       string `default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
}

// Run builds Handvat and serves it until ctx is done. While it reads the library the address answers already.
func (c *serveCmd) Run(ctx context.Context, p program) (err error) {
	p, ended := p.goOn(c.Data)
	defer func() { err = errors.Join(err, ended()) }()
	signIn, err := c.signIn()
	if err != nil {
		return err
	}
	cfg, err := c.load()
	if err != nil {
		return err
	}
	cfg.Public.Addr, cfg.flags = cmp.Or(c.PublicAddr, cfg.Public.Addr), c.told()
	if signIn == nil {
		if err := loopbackOnly(c.Addr); err != nil {
			return err
		}
	}
	house, err := c.house(p, cfg, signIn == nil)
	if err != nil {
		return err
	}
	given, err := c.given(p)
	if err != nil {
		return err
	}
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("--addr %s: %w", c.Addr, err)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25) // most of the heap is the model, which stays: spend a little time to keep memory small
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g, ctx := errgroup.WithContext(ctx)
	front := newFront(c.Data)
	guard := newRefusals(p)
	p.warnOf(cfg.exposed(c.Config, c.SignInSecretFile))
	g.Go(func() error { return listen(ctx, ln, front) })

	var page http.Handler
	open := func(_ *bot.House, in *delivery.Delivery) (chat.Adapter, error) {
		a := web.New(p.lg, web.Config{Title: cfg.Web.Title, Now: p.now, SignIn: signIn, Hosts: c.Host,
			HTTPS: signIn != nil}, in, in)
		page = guard.watch("page", a)
		return a, nil
	}
	platforms, public := connect(p, cfg, guard)
	house.Platforms = append([]bot.Platform{{Keep: true, Open: open}}, platforms...)
	begin := &start{program: p, config: cfg, given: given}
	house.Before = begin.before
	house.Services = []bot.Service{public, c.watchers(ctx, p.lg, cfg), guard.count, begin.keep(ctx)}
	h, err := bot.New(ctx, house)
	if err != nil {
		begin.close()
		stop()
		return errors.Join(err, g.Wait())
	}
	if cfg.KPI.Token.IsSet() {
		front.Handle("POST /kpi", guard.watch("kpi", &kpiInbox{h, cfg.KPI.Token}))
	}
	front.set(page, h)
	debug.FreeOSMemory() // reading the library takes far more than keeping it
	p.ready(h, ln.Addr())
	g.Go(func() error { return h.Run(ctx) })
	return errors.Join(g.Wait(), guard.write(context.WithoutCancel(ctx), h.DB), h.Close())
}

// warnOf logs which files with a secret others can read.
func (p program) warnOf(exposed []string) {
	for _, name := range exposed {
		p.lg.Warn("everyone on this machine can read a file that holds a secret; take that right away with chmod o-rwx",
			"file", name)
	}
}

// ready tells that Handvat serves, and what is wrong with its library.
func (p program) ready(h *bot.House, at net.Addr) {
	for _, bad := range h.Lib.Problems() {
		if bad.Severity == knowledge.Error || bad.Code == "no-aid" {
			p.lg.Warn("library", "problem", bad.String(knowledge.English))
		}
	}
	if held := clockHeld(h, p.reads); held != "" {
		fmt.Fprintln(p.err, held)
	}
	fmt.Fprintln(p.err, words.In(p.reads).Ready.With(len(h.Lib.All()), at))
}

// house is what is configured of the house, but for who it speaks with. Alone says that nobody signs in on the page.
func (c *serveCmd) house(p program, cfg *config, alone bool) (house bot.Config, err error) {
	if err := cfg.checkExports(p.real()); err != nil {
		return house, err
	}
	if house, err = p.house(c.Data, c.libraryFlags, c.synonymFlags); err != nil {
		return house, err
	}
	if house.Author, err = c.author(); err != nil {
		return house, err
	}
	if house.Embedder, err = cfg.Embeddings.embedder(p.lg); err != nil {
		return house, err
	}
	house.Embedder = c.embedder(house.Embedder)
	house.Trusted = c.AcceptClock
	house.Contact, house.Guests, house.Alone = cfg.Organisation.Contact, cfg.Organisation.Guests, alone && !cfg.chats()
	if !house.Alone && len(c.Author) == 0 {
		house.Code = func(code string) {
			fmt.Fprintln(p.err, words.In(p.reads).Code.With(code))
		}
	}
	if cfg.Mail.Host != "" {
		house.Mail = mail.Platform
	}
	house.Zone, err = time.LoadLocation(cmp.Or(cfg.Organisation.Zone, settings.UsualZone))
	return house, err
}

// given is what stands outside the data folder and is in a backup.
func (c *serveCmd) given(p program) (settings.Given, error) {
	files := append(slices.Clone(c.Synonyms), c.Config, p.texts)
	texts, err := overruled(p.texts)
	return settings.Given{Folders: c.Library, Texts: texts,
		Files: slices.DeleteFunc(files, func(f string) bool { return f == "" })}, err
}

// watchers tell the learning record store that is configured what happens, and write down how sending goes.
func (c *serveCmd) watchers(ctx context.Context, lg *slog.Logger, cfg *config) bot.Service {
	return func(h *bot.House) (func(context.Context) error, error) {
		lrs, err := tellLRS(ctx, lg, cfg, h)
		if err != nil {
			return nil, err
		}
		also := map[string]troubled{}
		if lrs != nil {
			also["xapi"] = lrs
		}
		out := outward(h, also)
		return func(ctx context.Context) error {
			g, ctx := errgroup.WithContext(ctx)
			g.Go(func() error { return out.report(ctx) })
			if lrs != nil {
				g.Go(func() error { return lrs.Run(ctx) })
			}
			return g.Wait()
		}, nil
	}
}

// loopbackOnly refuses an address that others can reach, because nobody signs in.
func loopbackOnly(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return words.Say(func(w *texts) string { return w.Wrong.NoPort.With(addr) })
	}
	if isLoopback(host) {
		return nil
	}
	return words.Say(func(w *texts) string { return w.Wrong.Open.With(addr) })
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// A front is what the address serves: whether the program is up, and ready, and the chat page once it is there.
type front struct {
	*http.ServeMux
	page  atomic.Pointer[http.Handler]
	house atomic.Pointer[bot.House]
}

// newFront serves for a data folder, and tells in the language that is asked for, or else in that of the environment.
func newFront(data string) *front {
	f := &front{ServeMux: http.NewServeMux()}
	f.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	f.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		lang := text.Accepted(r.Header.Get("Accept-Language"), words.Langs(), spoken(""))
		up := words.In(lang).Up
		if f.page.Load() == nil {
			http.Error(w, up.Starting, http.StatusServiceUnavailable)
			return
		}
		if err := f.house.Load().Trouble(); err != nil {
			http.Error(w, inWords(err, lang, filepath.Base(data)), http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, up.Ready)
		if err := f.house.Load().DB.Damage(); err != nil {
			fmt.Fprintln(w, inWords(err, lang, filepath.Base(data)))
		}
		if held := clockHeld(f.house.Load(), lang); held != "" {
			fmt.Fprintln(w, held)
		}
	})
	f.HandleFunc("/", f.show)
	return f
}

// set makes the program ready.
func (f *front) set(page http.Handler, h *bot.House) {
	f.house.Store(h)
	f.page.Store(&page)
}

// show serves the page, or says that the library is still being read.
func (f *front) show(w http.ResponseWriter, r *http.Request) {
	if page := f.page.Load(); page != nil {
		(*page).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Retry-After", "2")
	w.Header().Set("Refresh", "2")
	var says []string
	for _, lang := range text.First("nl", words.Langs()) {
		says = append(says, words.In(lang).Starting)
	}
	http.Error(w, strings.Join(says, " / "), http.StatusServiceUnavailable)
}

// listen serves HTTP until ctx is done, then lets requests end for at most 8 seconds.
func listen(ctx context.Context, ln net.Listener, h http.Handler) error {
	srv := &http.Server{Handler: inLanguage(h), ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	closed := make(chan error, 1)
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 8*time.Second)
		defer cancel()
		closed <- srv.Shutdown(grace)
	}()
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return <-closed // Serve returns before open requests end
}
