package delivery

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

var errDamaged = errors.New("damaged record")

// placeKey is p as the beginning of a key or a record: each part after its length,
// so that no part can pass for another. The key of a place without a thread is the
// beginning of the keys of its threads but for the last byte, see [wholePlace].
func placeKey(p chat.Place) []byte {
	var b []byte
	for _, part := range []string{string(p.Platform), p.Team, p.Channel, p.Thread} {
		b = binary.AppendUvarint(b, uint64(len(part)))
		b = append(b, part...)
	}
	return b
}

// wholePlace is what the keys of p and, if p has no thread, of all its threads
// begin with.
func wholePlace(p chat.Place) []byte {
	key := placeKey(p)
	if p.Thread == "" {
		return key[:len(key)-1] // without the length of the thread
	}
	return key
}

// cutPlace splits b after the place it begins with.
func cutPlace(b []byte) (place, rest []byte, err error) {
	n := 0
	for range 4 {
		size, head := binary.Uvarint(b[n:])
		if head <= 0 || size > uint64(len(b)-n-head) {
			return nil, nil, errDamaged
		}
		n += head + int(size)
	}
	return b[:n:n], b[n:], nil
}

// parsePlace is the place that [placeKey] made key of.
func parsePlace(key []byte) chat.Place {
	var parts [4]string
	for i := range parts {
		size, head := binary.Uvarint(key)
		parts[i] = string(key[head : head+int(size)])
		key = key[head+int(size):]
	}
	return chat.Place{Platform: chat.Platform(parts[0]), Team: parts[1], Channel: parts[2], Thread: parts[3]}
}

// stamp is t as eight bytes that sort as times do, from 1970 on.
func stamp(t time.Time) []byte { return store.Num(uint64(max(0, t.UnixNano()))) }

// unstamp is the time that b begins with.
func unstamp(b []byte) time.Time { return time.Unix(0, int64(store.FromNum(b))) }

// checkID refuses what cannot be the key of an event or a message.
func checkID(id string) error {
	if id == "" || len(id) > maxID {
		return fmt.Errorf("its id has %d bytes; it needs 1 to %d", len(id), maxID)
	}
	return nil
}
