// Package webtest opens pages in a real Chromium, for tests. It checks them with
// axe-core, which is kept here under its own licence (axe/LICENSE) so that tests need
// no network.
package webtest

import (
	"context"
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

//go:embed axe/axe.min.js
var axe string

// A Page is one page in a Chromium of its own. Its methods fail the test when they
// cannot do what they say within half a minute.
type Page struct {
	t   testing.TB
	ctx context.Context
}

// Open starts a Chromium that ends with the test. A machine without Chromium skips
// the test, but where CI=true the test fails.
func Open(t testing.TB) *Page {
	t.Helper()
	path := find()
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium: install the package chromium")
		}
		t.Skip("no Chromium on this machine: install the package chromium to run this test")
	}
	ctx, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox,
		chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-quic", true),
		chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true))
	t.Cleanup(stop)
	ctx, closePage := chromedp.NewContext(ctx)
	t.Cleanup(closePage)
	p := &Page{t, ctx}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	return p
}

// find returns where Chromium is, or "".
func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (p *Page) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		p.t.Fatalf("%s: %v\nthe page says:\n%s", what, err, p.says())
	}
}

// says is the end of the text of the page, or "".
func (p *Page) says() string {
	ctx, cancel := context.WithTimeout(p.ctx, 5*time.Second)
	defer cancel()
	text, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText.slice(-500)`))
	return text
}

// Go opens an address.
func (p *Page) Go(url string) {
	p.t.Helper()
	p.do("open "+url, chromedp.Navigate(url))
}

// Reload opens the same address again.
func (p *Page) Reload() {
	p.t.Helper()
	p.do("reload", chromedp.Reload())
}

// Size makes the page as wide and high as a screen, in CSS pixels.
func (p *Page) Size(width, height int64) {
	p.t.Helper()
	p.do("size", chromedp.EmulateViewport(width, height))
}

// Media makes the page be on screen or in print, and see a person who prefers light or
// dark colours and no motion.
func (p *Page) Media(media, colours string) {
	p.t.Helper()
	p.do("media", chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media,
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: colours},
				{Name: "prefers-reduced-motion", Value: "reduce"}}})
		return err
	}))
}

// Click clicks the visible element that sel finds, a CSS selector or an XPath, after it
// scrolled that to the middle of the page, away from bars that cover the edges.
func (p *Page) Click(sel string) {
	p.t.Helper()
	p.See(sel)
	Eval[any](p, fmt.Sprintf(`(/^[(]?[/]/.test(%[1]q)
		? document.evaluate(%[1]q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue
		: document.querySelector(%[1]q)).scrollIntoView({block: "center"})`, sel))
	p.do("click "+sel, chromedp.Click(sel))
}

// Type types keys into the element that sel finds.
func (p *Page) Type(sel, keys string) {
	p.t.Helper()
	p.do("type in "+sel, chromedp.SendKeys(sel, keys))
}

// Keys types keys where the focus is.
func (p *Page) Keys(keys string) {
	p.t.Helper()
	p.do("keys", chromedp.KeyEvent(keys))
}

// ShiftTab goes back to what had the focus before.
func (p *Page) ShiftTab() {
	p.t.Helper()
	p.do("shift tab", chromedp.KeyEvent("\t", chromedp.KeyModifiers(kb.ModifierShift)))
}

// See waits until sel finds something visible.
func (p *Page) See(sel string) {
	p.t.Helper()
	p.do("see "+sel, chromedp.WaitVisible(sel))
}

// Until waits until a JavaScript expression is true.
func (p *Page) Until(expression string) {
	p.t.Helper()
	p.do("until "+expression, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingInterval(20*time.Millisecond))(ctx, t)
	})
}

// Eval is the value of a JavaScript expression, a promise's when it is kept.
func Eval[T any](p *Page, expression string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, 30*time.Second)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("evaluate %.200s: %v", expression, err)
	}
	return v
}

// Axe fails the test for everything axe-core finds wrong with the page as it is.
func (p *Page) Axe(what string) {
	p.t.Helper()
	type violation struct {
		ID, Help string
		Nodes    []string
	}
	if !Eval[bool](p, "typeof axe === 'object'") {
		Eval[bool](p, axe+"\ntrue")
	}
	for _, v := range Eval[[]violation](p, `axe.run(document, {resultTypes: ["violations"]}).then((r) =>
		r.violations.map((v) => ({ID: v.id, Help: v.help,
			Nodes: v.nodes.map((n) => n.html + " " + n.failureSummary)})))`) {
		p.t.Errorf("%s: axe: %s: %s\n%s", what, v.ID, v.Help, fmt.Sprint(v.Nodes))
	}
}

// Shot keeps a picture of the page as name.png in the folder that the environment
// variable SHOTS names; without it, it does nothing.
func (p *Page) Shot(name string) {
	p.t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644)
	}
	if err != nil {
		p.t.Fatalf("picture %s: %v", name, err)
	}
}
