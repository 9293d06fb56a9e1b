package store

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"

	bolt "go.etcd.io/bbolt"
)

// The file as bbolt lays it out, of which only that is known here which tells whether it is whole:
//
//	page     id 8, flags 2, count 2, pages that belong to it 4, then count elements of 16 bytes, then what they
//	         point at
//	branch   at 4, key length 4, page 8
//	leaf     flags 4, at 4, key length 4, value length 4; "at" counts from the element
//	bucket   the value of a leaf element with flag 1: page 8, sequence 8; page 0 means that its page follows
const (
	branchPage, leafPage = 1, 2
	pageHead, element    = 16, 16
	bucketFlag           = 1
)

// pages reads the pages of a file one by one, without the memory map: whatever is in them, nothing faults.
type pages struct {
	file io.ReaderAt
	size int             // of a page
	end  uint64          // the first page that is not in use
	seen map[uint64]bool // that something leads to
	deep bool            // read leaves too
	bad  []error
}

// walkPages follows what leads from the root of a transaction to every page, and returns what is wrong with it; all
// of it where deep, else of the pages that lead to others only.
func walkPages(path string, tx *bolt.Tx, deep bool) []error {
	f, err := os.Open(path)
	if err != nil {
		return []error{err}
	}
	defer f.Close()
	size := tx.DB().Info().PageSize
	p := &pages{file: f, size: size, end: uint64(tx.Size()) / uint64(size), deep: deep}
	p.seen = map[uint64]bool{0: true, 1: true}
	p.tree("the list of tables", uint64(tx.Cursor().Bucket().RootPage()), true)
	return p.bad
}

// checkFree returns an error if the list of free pages names one that is none, or is in use by what leads to others: it
// would be written over. It is for a file that nobody writes to. Where there is no list bbolt makes one.
func checkFree(path string, tx *bolt.Tx) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	size := tx.DB().Info().PageSize
	p := &pages{file: f, size: size, end: uint64(tx.Size()) / uint64(size), seen: map[uint64]bool{0: true, 1: true}}
	list := uint64(math.MaxUint64)
	for id := range uint64(2) {
		if page, ok := p.read(id); ok && binary.LittleEndian.Uint64(page[pageHead+48:]) == uint64(tx.ID()) {
			list = binary.LittleEndian.Uint64(page[pageHead+32:])
		}
	}
	if list == math.MaxUint64 {
		return nil
	}
	p.tree("the list of tables", uint64(tx.Cursor().Bucket().RootPage()), true)
	page, ok := p.read(list)
	if !ok || p.seen[list] {
		return fmt.Errorf("the list of free pages is not at page %d", list)
	}
	p.seen[list] = true
	word := func(n int) uint64 { return binary.LittleEndian.Uint64(page[pageHead+8*n:]) }
	first, n := 0, count(page)
	if n == math.MaxUint16 {
		first, n = 1, int(min(word(0), uint64(len(page))))
	}
	if pageHead+8*(first+n) > len(page) {
		return fmt.Errorf("the list of free pages has no room for %d", n)
	}
	for i := range n {
		id := word(first + i)
		if id >= p.end || p.seen[id] {
			return fmt.Errorf("page %d is listed as free", id)
		}
		p.seen[id] = true
	}
	return nil
}

func (p *pages) wrong(bucket string, id uint64, what string, args ...any) {
	p.bad = append(p.bad, fmt.Errorf("%s: page %d: %s", bucket, id, fmt.Sprintf(what, args...)))
}

// tree walks the pages of a bucket; top is that of the names of all buckets.
func (p *pages) tree(bucket string, root uint64, top bool) {
	depth := 0 // of the leaves, which all lie equally deep
	for id := root; ; depth++ {
		page, ok := p.read(id)
		if !ok || flags(page) != branchPage || count(page) == 0 || depth > 64 {
			break
		}
		id = binary.LittleEndian.Uint64(page[pageHead+8:])
	}
	p.node(bucket, root, depth, top)
}

// node walks a page and what is below it.
func (p *pages) node(bucket string, id uint64, depth int, top bool) {
	if id < 2 || id >= p.end || p.seen[id] {
		p.wrong(bucket, id, "something else is there")
		return
	}
	p.seen[id] = true
	if depth == 0 && !top && !p.deep {
		return
	}
	page, ok := p.read(id)
	want := uint16(branchPage)
	if depth == 0 {
		want = leafPage
	}
	switch {
	case !ok:
		p.wrong(bucket, id, "it cannot be read")
		return
	case binary.LittleEndian.Uint64(page) != id || flags(page) != want || len(page) < pageHead+element*count(page):
		p.wrong(bucket, id, "it is no page of a table")
		return
	}
	for over := range uint64(binary.LittleEndian.Uint32(page[12:])) {
		if p.seen[id+1+over] {
			p.wrong(bucket, id+1+over, "it is of two")
		}
		p.seen[id+1+over] = true
	}
	p.elements(bucket, id, page, depth, top)
}

// elements walks what a page holds.
func (p *pages) elements(bucket string, id uint64, page []byte, depth int, top bool) {
	var last []byte
	for i := range count(page) {
		e := page[pageHead+element*i:]
		word := func(n int) uint64 { return uint64(binary.LittleEndian.Uint32(e[4*n:])) }
		at, klen, vlen := word(0), word(1), uint64(0)
		if depth == 0 {
			at, klen, vlen = word(1), word(2), word(3)
		}
		if at+klen+vlen > uint64(len(e)) {
			p.wrong(bucket, id, "row %d is beyond its end", i)
			return
		}
		key := e[at : at+klen]
		if i > 0 && bytes.Compare(last, key) >= 0 {
			p.wrong(bucket, id, "row %d is out of order", i)
		}
		last = key
		switch val := e[at+klen : at+klen+vlen]; {
		case depth > 0:
			p.node(bucket, binary.LittleEndian.Uint64(e[8:]), depth-1, top)
		case top && (word(0)&bucketFlag == 0 || len(val) < 16):
			p.wrong(bucket, id, "row %d is no table", i)
		case top && binary.LittleEndian.Uint64(val) != 0:
			p.tree(string(key), binary.LittleEndian.Uint64(val), false)
		case top:
			page := val[16:]
			if len(page) < pageHead || flags(page) != leafPage || len(page) < pageHead+element*count(page) {
				p.wrong(string(key), id, "it is no page of a table")
			} else {
				p.elements(string(key), id, page, 0, false)
			}
		}
	}
}

// read returns a page with those that belong to it; ok is false if they are not all there.
func (p *pages) read(id uint64) (page []byte, ok bool) {
	if id >= p.end {
		return nil, false
	}
	page = make([]byte, p.size)
	if _, err := p.file.ReadAt(page, int64(id)*int64(p.size)); err != nil {
		return nil, false
	}
	over := uint64(binary.LittleEndian.Uint32(page[12:]))
	if over == 0 {
		return page, true
	}
	if over > p.end-id-1 {
		return nil, false
	}
	page = append(page, make([]byte, over*uint64(p.size))...)
	_, err := p.file.ReadAt(page, int64(id)*int64(p.size))
	return page, err == nil
}

func flags(page []byte) uint16 { return binary.LittleEndian.Uint16(page[8:]) }
func count(page []byte) int    { return int(binary.LittleEndian.Uint16(page[10:])) }
