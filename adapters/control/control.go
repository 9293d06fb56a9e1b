// Package control is how a command works in the program that serves a data folder: over a Unix socket in that folder,
// which only its owner may open.
//
// A client writes one line of JSON, a [Request]: the command, and its flags as JSON. The program answers with lines of
// JSON, each with one of
//
//	{"out":"…"}     text for the standard output of the command
//	{"err":"…"}     text for its standard error
//	{"data":"…"}    bytes of what it makes, in base64
//	{"end":true,"status":0,"error":"…"}   the last line: the exit status, and what went wrong if anything did
//
// and closes. An answer without a last line is of a program that stopped halfway.
package control

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"time"
	"unicode/utf8"
)

// ErrNobody says that no program serves the data folder.
var ErrNobody = errors.New("control: nobody serves this data folder")

// A Request is a command to carry out.
type Request struct {
	Command string          `json:"command"`
	Flags   json.RawMessage `json:"flags,omitempty"`
}

// An Answer is where a command writes.
type Answer struct{ Out, Err, Data io.Writer }

// A Doer carries a command out. An error is told to the client, and logged by nobody.
type Doer func(ctx context.Context, r Request, to Answer) (status int, err error)

type line struct {
	Out    string `json:"out,omitempty"`
	Err    string `json:"err,omitempty"`
	Data   []byte `json:"data,omitempty"`
	End    bool   `json:"end,omitempty"`
	Status int    `json:"status,omitempty"`
	Error  string `json:"error,omitempty"`
}

const (
	maxRequest = 64 << 20    // bytes; files that it reads come with a command
	patience   = time.Minute // of one side for the next line of the other
	folder     = "control"   // in the data folder
	socket     = "socket"
	maxPath    = 100 // bytes of the path of a socket; systems take 104 or 108
)

// A Listener is the socket of a data folder. Commands that come before [Listener.Serve] wait for it.
type Listener struct {
	ln   *net.UnixListener
	name string
}

// Listen opens the socket of a data folder. Only the program that has the database open may: what is left there of a
// program that was killed is replaced.
func Listen(data string) (*Listener, error) {
	dir := filepath.Join(data, folder)
	if err := own(dir); err != nil {
		return nil, fmt.Errorf("control: %w", err)
	}
	l := &Listener{name: filepath.Join(dir, socket)}
	if err := os.Remove(l.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("control: %w", err)
	}
	err := short(dir, func(path string) (err error) {
		l.ln, err = net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("control: %w", err)
	}
	l.ln.SetUnlinkOnClose(false) // its path may be short for now only
	if err := os.Chmod(l.name, 0o600); err != nil {
		return nil, errors.Join(fmt.Errorf("control: %w", err), l.Close())
	}
	return l, nil
}

// Close closes the socket. What is left of it in the data folder is nobody's.
func (l *Listener) Close() error { return l.ln.Close() }

// Serve serves the data folder until ctx is done, and closes and removes the socket.
func (l *Listener) Serve(ctx context.Context, do Doer) error {
	defer l.Close()
	defer os.Remove(l.name)
	var open sync.WaitGroup
	defer open.Wait()
	defer context.AfterFunc(ctx, func() { l.ln.Close() })()
	for {
		conn, err := l.ln.Accept()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			return fmt.Errorf("control: %w", err)
		}
		open.Go(func() { answer(ctx, conn, do) })
	}
}

// own makes a folder that only its owner may open, or makes it so.
func own(dir string) error {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	is, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !is.IsDir() {
		return fmt.Errorf("%s is no folder", dir)
	}
	return os.Chmod(dir, 0o700)
}

// short calls do with a path to the socket in a folder that is short enough for a socket: by way of a link, where it
// is too long by itself.
func short(dir string, do func(path string) error) error {
	path := filepath.Join(dir, socket)
	if len(path) <= maxPath {
		return do(path)
	}
	whole, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	for _, temp := range []string{os.TempDir(), "/tmp", dir} {
		var at string
		if at, err = os.MkdirTemp(temp, "hv"); err != nil {
			continue
		}
		link := filepath.Join(at, "d")
		if path := filepath.Join(link, socket); len(path) > maxPath {
			err = fmt.Errorf("%s is too long for a socket; set TMPDIR to a shorter folder", path)
		} else if err = os.Symlink(whole, link); err == nil {
			err = do(path)
			_ = os.RemoveAll(at)
			return err
		}
		_ = os.RemoveAll(at)
	}
	return err
}

// answer carries out what one client asks.
func answer(ctx context.Context, conn net.Conn, do Doer) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(time.Now()) })()
	var r Request
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	if err := json.NewDecoder(io.LimitReader(conn, maxRequest)).Decode(&r); err != nil {
		return
	}
	w := &lines{conn: conn, enc: json.NewEncoder(conn)}
	status, err := carry(ctx, r, Answer{
		part{w, func(b []byte) line { return line{Out: string(b)} }},
		part{w, func(b []byte) line { return line{Err: string(b)} }},
		part{w, func(b []byte) line { return line{Data: b} }},
	}, do)
	last := line{End: true, Status: status}
	if err != nil {
		last.Error = err.Error()
	}
	_ = w.write(last) // the client is gone
}

// carry is do, with a panic made an error: it is no reason for the program to end.
func carry(ctx context.Context, r Request, to Answer, do Doer) (status int, err error) {
	defer func() {
		if p := recover(); p != nil {
			status, err = 1, fmt.Errorf("panic: %v", p)
		}
	}()
	return do(ctx, r, to)
}

// lines writes lines one at a time.
type lines struct {
	mu   sync.Mutex
	conn net.Conn
	enc  *json.Encoder
}

func (l *lines) write(v line) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.conn.SetWriteDeadline(time.Now().Add(patience))
	return l.enc.Encode(v)
}

// part writes bytes as lines of one kind.
type part struct {
	to   *lines
	line func([]byte) line
}

func (p part) Write(b []byte) (n int, err error) {
	for len(b) > 0 && err == nil {
		step := b[:min(len(b), 64<<10)]
		for cut := len(step); len(step) < len(b) && cut > len(step)-utf8.UTFMax; cut-- { // text is cut between letters
			if utf8.RuneStart(b[cut]) {
				step = b[:cut]
				break
			}
		}
		if err = p.to.write(p.line(step)); err == nil {
			n, b = n+len(step), b[len(step):]
		}
	}
	return n, err
}

// Call has the program that serves a data folder carry out a command, and returns its exit status. The error is
// [ErrNobody] if there is none.
func Call(ctx context.Context, data string, r Request, to Answer) (status int, err error) {
	var conn net.Conn
	err = short(filepath.Join(data, folder), func(path string) (err error) {
		conn, err = new(net.Dialer).DialContext(ctx, "unix", path)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENOTDIR):
		return 0, ErrNobody
	case err != nil:
		return 0, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	if err := json.NewEncoder(conn).Encode(r); err != nil {
		return 0, fmt.Errorf("control: %w", err)
	}
	for in := json.NewDecoder(bufio.NewReaderSize(conn, 128<<10)); ; {
		var l line
		if err := in.Decode(&l); err != nil {
			return 0, errors.Join(ctx.Err(), errors.New("control: the program that runs stopped before it was done"))
		}
		if err := l.pass(to); err != nil {
			return 0, err
		}
		if l.End && l.Error != "" {
			return l.Status, errors.New(l.Error)
		}
		if l.End {
			return l.Status, nil
		}
	}
}

func (l line) pass(to Answer) (err error) {
	if l.Out != "" {
		_, err = io.WriteString(to.Out, l.Out)
	}
	if l.Err != "" && err == nil {
		_, err = io.WriteString(to.Err, l.Err)
	}
	if len(l.Data) > 0 && err == nil {
		_, err = to.Data.Write(l.Data)
	}
	return err
}
