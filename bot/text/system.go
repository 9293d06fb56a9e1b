package text

import (
	"cmp"
	"errors"
	"io/fs"
	"net"
	"os"
	"syscall"
)

// system is what can go wrong with the machine, of a file, a folder or an address.
type system struct {
	Missing     Line1 `args:"what"`
	Denied      Line1 `args:"what"`
	Exists      Line1 `args:"what"`
	IsFolder    Line1 `args:"what"`
	NoFolder    Line1 `args:"what"`
	Full        Line1 `args:"what"`
	ReadOnly    Line1 `args:"what"`
	ManyFiles   Line1 `args:"what"`
	Taken       Line1 `args:"what"`
	NotOurs     Line1 `args:"what"`
	Refused     Line1 `args:"what"`
	Dropped     Line1 `args:"what"`
	Unreachable Line1 `args:"what"`
	NoHost      Line1 `args:"what"` // of which the address is not known
	NoAddress   Line1 `args:"what"`
	Late        Line1 `args:"what"`
	Circle      Line1 `args:"what"` // of links
	TooLong     Line1 `args:"what"` // a name
	Failed      Line2 `args:"what why"`
}

// ofSystem is what an error of the machine says, which says what it is about; false for any other.
func ofSystem(err error, lang string) (string, bool) {
	what := ""
	switch err := err.(type) {
	case *fs.PathError:
		what = err.Path
	case *os.LinkError:
		what = cmp.Or(err.New, err.Old)
	case *net.DNSError:
		what = err.Name
	case *net.OpError:
		if host := (*net.DNSError)(nil); errors.As(err, &host) {
			return ofSystem(host, lang)
		}
		if addr := (*net.AddrError)(nil); errors.As(err, &addr) {
			return Facts.In(lang).System.NoAddress.With(addr.Addr), true
		}
		what = err.Net
		if err.Addr != nil {
			what = err.Addr.String()
		}
	default:
		return "", false
	}
	w := Facts.In(lang).System
	what = Name(what)
	for _, kind := range []struct {
		says Line1
		is   []error
	}{
		{w.Missing, []error{fs.ErrNotExist}},
		{w.Denied, []error{fs.ErrPermission}},
		{w.Exists, []error{fs.ErrExist}},
		{w.IsFolder, []error{syscall.EISDIR}},
		{w.NoFolder, []error{syscall.ENOTDIR}},
		{w.Full, []error{syscall.ENOSPC, syscall.EDQUOT}},
		{w.ReadOnly, []error{syscall.EROFS}},
		{w.ManyFiles, []error{syscall.EMFILE, syscall.ENFILE}},
		{w.Taken, []error{syscall.EADDRINUSE}},
		{w.NotOurs, []error{syscall.EADDRNOTAVAIL}},
		{w.Refused, []error{syscall.ECONNREFUSED}},
		{w.Circle, []error{syscall.ELOOP}},
		{w.TooLong, []error{syscall.ENAMETOOLONG}},
		{w.Dropped, []error{syscall.ECONNRESET, syscall.EPIPE}},
		{w.Unreachable, []error{syscall.ENETUNREACH, syscall.EHOSTUNREACH}},
	} {
		for _, is := range kind.is {
			if errors.Is(err, is) {
				return kind.says.With(what), true
			}
		}
	}
	var late net.Error
	switch host := (*net.DNSError)(nil); {
	case errors.As(err, &late) && late.Timeout():
		return w.Late.With(what), true
	case errors.As(err, &host):
		return w.NoHost.With(what), true
	}
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return w.Failed.With(what, path.Err), true
	}
	return "", false
}
