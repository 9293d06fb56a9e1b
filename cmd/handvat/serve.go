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
	"runtime/debug"
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
	"github.com/handvat/handvat/knowledge/store"
)

type serveCmd struct {
	libraryFlags
	synonymFlags
	signInFlags
	configFlags
	PublicAddr string `help:"Address where chat platforms that are configured deliver over HTTP, such as :8090, behind a proxy that does https. Only their signed messages are served there, never the page."`
	Addr       string `help:"Address to listen on. Without sign-in only this machine can be served." default:"localhost:8080" env:"HANDVAT_ADDR"`
	Data       string `help:"Folder for the database and the index." default:"handvat-data" type:"path" env:"HANDVAT_DATA"`
}

// Run builds Handvat and serves it until ctx is done.
func (c *serveCmd) Run(ctx context.Context, p program) error {
	std, lg, now := p.stdio, p.lg, p.now
	signIn, err := c.signIn()
	if err != nil {
		return err
	}
	author, err := c.author()
	if err != nil {
		return err
	}
	cfg, err := c.load()
	if err != nil {
		return err
	}
	if err := cfg.checkExports(now()); err != nil {
		return err
	}
	embedder, err := cfg.Embeddings.embedder(lg)
	if err != nil {
		return err
	}
	cfg.Public.Addr = cmp.Or(c.PublicAddr, cfg.Public.Addr)
	if signIn == nil {
		if err := loopbackOnly(c.Addr); err != nil {
			return err
		}
	}
	ln, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w. Is another program using it? Choose another address with --addr", c.Addr, err)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(25) // most of the heap is the model, which stays: spend a little time to keep memory small
	}
	house, err := p.house(c.Data, c.libraryFlags, c.synonymFlags)
	if err != nil {
		return errors.Join(err, ln.Close())
	}

	mux, ready := http.NewServeMux(), new(atomic.Bool)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.Load() {
			http.Error(w, "starting", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	page := new(later)
	mux.Handle("/", page)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return listen(ctx, ln, mux) })

	house.Embedder, house.Contact = embedder, cfg.Organisation.Contact
	house.Author, house.Guests, house.Alone = author, cfg.Organisation.Guests, signIn == nil && !cfg.chats()
	if !house.Alone && len(c.Author) == 0 {
		house.Code = func(code string) {
			fmt.Fprintf(std.err, "Nobody is an author yet. Whoever types this to the bot in a direct message is: %s\n", code)
		}
	}
	if cfg.Mail.Host != "" {
		house.Mail = mail.Platform
	}
	var chatPage http.Handler
	house.Platforms = []bot.Platform{{Keep: true, Open: func(_ *bot.House, in *delivery.Delivery) (chat.Adapter, error) {
		a := web.New(lg, web.Config{Title: cfg.Web.Title, Now: now, SignIn: signIn, Hosts: c.Host, HTTPS: signIn != nil}, in, in)
		chatPage = a
		return a, nil
	}}}
	platforms, public := connect(lg, cfg)
	house.Platforms = append(house.Platforms, platforms...)
	house.Services = []bot.Service{public, c.watchers(ctx, lg, cfg)}
	house.Before = func(ctx context.Context, db *store.DB) error {
		if _, err := cfg.Privacy.raise(ctx, db, "en"); err != nil {
			return err
		}
		return keepSettings(ctx, db, cfg, now())
	}
	h, err := bot.New(ctx, house)
	if err != nil {
		stop()
		return errors.Join(err, g.Wait())
	}
	if cfg.KPI.Token.IsSet() {
		mux.Handle("POST /kpi", &kpiInbox{h, cfg.KPI.Token})
	}
	page.set(chatPage)
	ready.Store(true)
	debug.FreeOSMemory() // reading the library takes far more than keeping it
	for _, p := range h.Lib.Problems() {
		if p.Severity == knowledge.Error {
			lg.Warn("library", "problem", p.String(knowledge.English))
		}
	}
	fmt.Fprintf(std.err, "Handvat is ready with %d job aids: http://%s\n", len(h.Lib.All()), ln.Addr())

	g.Go(func() error { return h.Run(ctx) })
	return errors.Join(g.Wait(), h.Close())
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
		return fmt.Errorf("--addr %s: give a host and a port, such as localhost:8080", addr)
	}
	if isLoopback(host) {
		return nil
	}
	return fmt.Errorf("--addr %s: without sign-in Handvat serves this machine only, because anyone who can reach it could ask in another's name. Use localhost, or put it behind a proxy that signs people in with --sign-in-header", addr)
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// later is a handler that is not there yet while the library is read.
type later struct{ h atomic.Pointer[http.Handler] }

func (l *later) set(h http.Handler) { l.h.Store(&h) }

func (l *later) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h := l.h.Load(); h != nil {
		(*h).ServeHTTP(w, r)
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
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
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
