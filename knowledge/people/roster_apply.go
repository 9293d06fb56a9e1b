package people

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/handvat/handvat/knowledge/privacy"
	"github.com/handvat/handvat/knowledge/store"
)

// KeepLeavers is how long someone who is no longer on the roster can still be put
// back; then nothing leads from their pseudonym to them any more. The privacy rules
// allow 30 days.
const KeepLeavers = privacy.KeepLapsed

// Apply makes the changes, unless many people would go by them unasked: then it returns a [DropError]. It must be given
// the transaction the plan was made in.
func (p *Plan) Apply(tx *store.Tx, now time.Time) error {
	if err := p.Drop(); err != nil {
		return err
	}
	if err := saveUnits(tx, p.units); err != nil {
		return err
	}
	if err := saveAll(tx, p.save); err != nil {
		return err
	}
	for _, q := range p.leave {
		q.Units, q.UnitZone, q.UnitLang, q.Roles, q.Left, q.Leaves = nil, "", "", nil, true, now.Add(KeepLeavers).UTC()
		if err := Save(tx, q); err != nil {
			return err
		}
	}
	return nil
}

// saveAll links and saves many profiles. It writes each bucket in order of its keys: in
// any other order a large transaction takes the square of their number in time.
func saveAll(tx *store.Tx, ps []Profile) error {
	type row struct {
		key []byte
		id  ID
	}
	var links []row
	for _, p := range ps {
		for _, who := range append(slices.Clone(p.Also), p.Identity) {
			links = append(links, row{who.key(), p.ID})
		}
	}
	slices.SortFunc(links, func(a, b row) int { return bytes.Compare(a.key, b.key) })
	for _, l := range links {
		if err := identities.Save(tx, l.key, l.id); err != nil {
			return err
		}
	}
	slices.SortFunc(ps,
		func(a, b Profile) int { return cmp.Or(cmp.Compare(a.Unit(), b.Unit()), cmp.Compare(a.ID, b.ID)) })
	for _, p := range ps {
		old, _, err := ByID(tx, p.ID)
		if err != nil {
			return err
		}
		if err := errors.Join(saveMember(tx, p, old.Unit()), saveNames(tx, p, old)); err != nil {
			return err
		}
	}
	slices.SortFunc(ps, func(a, b Profile) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range ps {
		if err := profiles.Save(tx, []byte(p.ID), p); err != nil {
			return err
		}
	}
	return nil
}

// Leavers returns who left the organisation long enough ago to be forgotten now.
func Leavers(tx *store.Tx, now time.Time) (gone []Profile) {
	for p := range All(tx) {
		if !p.Leaves.IsZero() && !now.Before(p.Leaves) {
			gone = append(gone, p)
		}
	}
	return gone
}
