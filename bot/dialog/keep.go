package dialog

import (
	"encoding/json"

	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// OwnKey is the key of something of a person's own: pseudonym NUL rest. [KeptIn] and
// [ForgetIn] work on buckets with such keys.
func OwnKey(id people.ID, rest []byte) []byte {
	return append([]byte(string(id)+"\x00"), rest...)
}

// KeptIn returns what gives a person everything of theirs in a bucket that holds JSON.
func KeptIn(bucket string) func(*store.Tx, people.ID) ([]json.RawMessage, error) {
	return func(tx *store.Tx, id people.ID) ([]json.RawMessage, error) {
		all := []json.RawMessage{}
		for _, v := range tx.ScanPrefix(bucket, OwnKey(id, nil)) {
			all = append(all, v)
		}
		return all, nil
	}
}

// ForgetIn returns what removes everything of a person in a bucket.
func ForgetIn(bucket string) func(*store.Tx, people.ID) error {
	return func(tx *store.Tx, id people.ID) error {
		for k := range tx.ScanPrefix(bucket, OwnKey(id, nil)) {
			if err := tx.Delete(bucket, k); err != nil {
				return err
			}
		}
		return nil
	}
}
