package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// Reword changes what is written in a bucket: every text of a row that is JSON, or ends with JSON, such as a name that
// others wrote. The names of fields, and texts that are an ID, stay.
func Reword(tx *Tx, bucket string, change func(text string) string) (err error) {
	for k, v := range tx.Scan(bucket, nil, nil) {
		at := jsonAt(v)
		if at < 0 {
			continue
		}
		if now, changed := reword(v[at:], change); changed {
			err = errors.Join(err, tx.Put(bucket, k, append(v[:at:at], now...)))
		}
	}
	return err
}

// maxBefore is how far from the beginning of a row its JSON begins at most: a time, or a place, is before it.
const maxBefore = 512

// jsonAt is where the JSON of a row begins; negative if there is none.
func jsonAt(v []byte) int {
	for at := range v[:min(len(v), maxBefore)] {
		if (v[at] == '{' || v[at] == '[' || at == 0 && v[at] == '"') && json.Valid(v[at:]) {
			return at
		}
	}
	return -1
}

// Reworded is JSON with every text changed, as [Reword] changes the rows of a bucket.
func Reworded(data []byte, change func(text string) string) []byte {
	if now, changed := reword(data, change); changed {
		return now
	}
	return data
}

// reword changes the texts of JSON.
func reword(v []byte, change func(string) string) (out []byte, changed bool) {
	field := ""
	for len(v) > 0 {
		begin := bytes.IndexByte(v, '"')
		if begin < 0 {
			break
		}
		end := begin + 1
		for ; end < len(v) && v[end] != '"'; end++ {
			if v[end] == '\\' {
				end++
			}
		}
		end = min(end+1, len(v))
		var text string
		if json.Unmarshal(v[begin:end], &text) != nil {
			break
		}
		out = append(out, v[:begin]...)
		now := text
		if rest := bytes.TrimLeft(v[end:], " \n\t\r"); len(rest) > 0 && rest[0] == ':' {
			field = text
		} else if !strings.EqualFold(field, "id") {
			now = change(text)
		}
		if now == text {
			out = append(out, v[begin:end]...)
		} else if said, err := json.Marshal(now); err == nil { // it always is
			out, changed = append(out, said...), true
		}
		v = v[end:]
	}
	return append(out, v...), changed
}
