package mail

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// A server is a mail server in the test. It speaks SMTP with STARTTLS or TLS and AUTH
// PLAIN, and answers what it is told to.
type server struct {
	t    *testing.T
	ln   net.Listener
	cert tls.Certificate

	mu    sync.Mutex
	says  map[string]string // by verb: the answer instead of the usual one; "hang up" closes the connection
	mails []string          // messages taken
	users []string          // who signed in
	helos []string          // how it was greeted
	clear bool              // something was said in the clear that should not be
}

// newServer starts a server that ends with the test, and returns it with what sends to it.
func newServer(t *testing.T, how string) (*server, Config) {
	t.Helper()
	cert, roots := certificate(t)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if how == fullTLS {
		ln = tls.NewListener(ln, &tls.Config{Certificates: []tls.Certificate{cert}})
	}
	s := &server{t: t, ln: ln, cert: cert, says: map[string]string{}}
	t.Cleanup(func() { ln.Close() })
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go s.serve(c, how == fullTLS)
		}
	}()
	return s, Config{Host: "127.0.0.1", Port: ln.Addr().(*net.TCPAddr).Port, TLS: how,
		From: "Handvat <handvat@example.org>", Roots: roots}
}

// answer is what the server says to a verb.
func (s *server) answer(verb, usual string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a, ok := s.says[verb]; ok {
		return a
	}
	return usual
}

func (s *server) say(verb, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.says[verb] = answer
}

func (s *server) serve(c net.Conn, secret bool) {
	defer func() { c.Close() }()
	in := bufio.NewReader(c)
	put := func(text string) bool {
		if text == "hang up" {
			return false
		}
		_, err := c.Write([]byte(strings.ReplaceAll(text, "\n", "\r\n") + "\r\n"))
		return err == nil
	}
	if !put(s.answer("connect", "220 fake ESMTP")) {
		return
	}
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimSpace(line)
		verb := strings.ToUpper(strings.SplitN(line, " ", 2)[0])
		usual := "250 2.0.0 ok"
		switch verb {
		case "EHLO":
			s.mu.Lock()
			s.helos = append(s.helos, strings.TrimPrefix(line, "EHLO "))
			s.mu.Unlock()
			usual = "250-fake\n250-8BITMIME\n250-ENHANCEDSTATUSCODES\n250-STARTTLS\n250 AUTH PLAIN"
			if secret {
				usual = "250-fake\n250-8BITMIME\n250-ENHANCEDSTATUSCODES\n250 AUTH PLAIN"
			}
		case "STARTTLS":
			if !put(s.answer(verb, "220 go ahead")) {
				return
			}
			if strings.HasPrefix(s.answer(verb, "220"), "220") {
				up := tls.Server(c, &tls.Config{Certificates: []tls.Certificate{s.cert}})
				if up.Handshake() != nil {
					return
				}
				c, in, secret = up, bufio.NewReader(up), true
			}
			continue
		case "AUTH":
			b, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(line, "AUTH PLAIN "))
			s.mu.Lock()
			s.users = append(s.users, strings.ReplaceAll(string(b), "\x00", " "))
			s.clear = s.clear || !secret
			s.mu.Unlock()
			usual = "235 2.7.0 welcome"
		case "DATA":
			if !put(s.answer(verb, "354 go on")) {
				return
			}
			if !strings.HasPrefix(s.answer(verb, "354"), "354") {
				continue
			}
			var m strings.Builder
			for {
				l, err := in.ReadString('\n')
				if err != nil {
					return
				}
				if l == ".\r\n" {
					break
				}
				m.WriteString(strings.TrimPrefix(l, "."))
			}
			end := s.answer("end", "250 2.0.0 taken")
			if strings.HasPrefix(end, "250") {
				s.mu.Lock()
				s.mails = append(s.mails, m.String())
				s.clear = s.clear || !secret
				s.mu.Unlock()
			}
			if !put(end) {
				return
			}
			continue
		case "QUIT":
			put("221 2.0.0 bye")
			return
		}
		if !put(s.answer(verb, usual)) {
			return
		}
	}
}

// certificate makes a certificate for this machine, and who vouches for it.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour),
		NotAfter:    time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}
