package people

import (
	"encoding/hex"
	"errors"

	"github.com/handvat/handvat/knowledge/store"
)

var (
	// identities lead from how a platform knows a person to their pseudonym: platform NUL team NUL user.
	identities = store.Table[ID]{Bucket: "people.identity", Class: store.Working, Keep: store.Forever,
		Write: func(id ID) ([]byte, error) { return []byte(id), nil }, Read: readID}

	// profiles are by pseudonym.
	profiles = store.Table[Profile]{Bucket: "people.profile", Class: store.Working, Keep: store.Forever}

	// members are whose own unit it is: unit NUL pseudonym.
	members = store.Table[struct{}]{Bucket: "people.member", Class: store.Working, Keep: store.Forever}

	// names are the words by which people may be named: word NUL pseudonym.
	names = store.Table[struct{}]{Bucket: "people.name", Class: store.Working, Keep: store.Forever}

	// units are by ID.
	units = store.Table[Unit]{Bucket: "people.unit", Class: store.Working, Keep: store.Forever}

	// under are which units belong to a unit: unit NUL the other.
	under = store.Table[struct{}]{Bucket: "people.under", Class: store.Working, Keep: store.Forever}
)

// Tables are who is who and where they work, declared. People stay until they, or the roster, say otherwise.
func Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{Tables: []store.Declared{&identities, &profiles, &members, &names}, Class: store.Identity,
			Rows: func(tx *store.Tx, person string) (rows []any, err error) {
				p, ok, err := ByID(tx, ID(person))
				if ok {
					rows = append(rows, p)
				}
				return rows, err
			},
			Without: func(tx *store.Tx, person string) error { return forget(tx, ID(person)) }},
		&units, &under,
	}
}

func readID(_, val []byte) (ID, error) {
	if id, err := hex.DecodeString(string(val)); err != nil || len(id) == 0 {
		return "", errors.New("no pseudonym")
	}
	return ID(val), nil
}
