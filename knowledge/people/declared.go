package people

import "github.com/handvat/handvat/knowledge/store"

// Tables are who is who and where they work, declared. People stay until they, or the roster, say otherwise.
func Tables() []store.Declared {
	return []store.Declared{
		&store.Kind{
			Says: store.Paper{Buckets: []string{identityBucket, profileBucket, memberBucket}, Class: store.Identity,
				Keep: store.Forever},
			Rows: func(tx *store.Tx, person string) (rows []any, err error) {
				p, ok, err := ByID(tx, ID(person))
				if ok {
					rows = append(rows, p)
				}
				return rows, err
			},
			Without: func(tx *store.Tx, person string) error { return forget(tx, ID(person)) },
		},
		&store.Kind{Says: store.Paper{Buckets: []string{unitBucket, underBucket}, Class: store.Working,
			Keep: store.Forever}},
	}
}
