package people

import (
	"fmt"
	"strings"
	"testing"

	"github.com/handvat/handvat/knowledge/store"
)

// TestRoleMatrix plays every role against every right, for the person's own unit, one
// beside it and the one above both.
func TestRoleMatrix(t *testing.T) {
	want := strings.TrimSpace(`
role           right            own  beside  above
employee       ask              yes  yes     yes
employee       own-data         yes  yes     yes
employee       take-part        yes  yes     yes
employee       see-digest       yes  -       yes
author         take-part        yes  yes     yes
author         lead-moments     yes  yes     yes
author         follow-up        yes  yes     yes
author         work-cases       yes  yes     yes
author         see-questions    yes  yes     yes
author         publish-aids     yes  yes     yes
author         run-campaigns    yes  yes     yes
manager        lead-moments     yes  -       -
manager        follow-up        yes  -       -
manager        see-digest       yes  -       -
manager        work-cases       yes  -       -
sponsor        work-cases       yes  yes     yes`)
	db := open(t)
	var b strings.Builder
	fmt.Fprintf(&b, "role           right            own  beside  above")
	update(t, db, func(tx *store.Tx) error {
		for _, r := range Roles() {
			p := join(t, tx, string(r), "desk")
			p.Roles = []string{string(r)}
			lead := []ID(nil)
			if r == Manager {
				lead = []ID{p.ID}
			}
			if err := saveUnits(tx, []Unit{{ID: "service"}, {ID: "desk", Parent: "service", Managers: lead},
				{ID: "field", Parent: "service"}}); err != nil {
				return err
			}
			for _, right := range Rights() {
				row, some := "", false
				for i, unit := range []string{"desk", "field", "service"} {
					ok, err := MayFor(tx, p, RolesOf(tx, p, false), right, unit)
					if err != nil {
						return err
					}
					some = some || ok
					row += fmt.Sprintf("%-*s", []int{5, 8, 5}[i], map[bool]string{true: "yes", false: "-"}[ok])
				}
				if some {
					fmt.Fprintf(&b, "\n%-14s %-16s %s", r, right, strings.TrimSpace(row))
				}
			}
		}
		guest := join(t, tx, "guest", "desk")
		for _, right := range Rights() {
			if ok, _ := MayFor(tx, guest, RolesOf(tx, guest, false), right, "desk"); ok != (right == Ask ||
				right == OwnData) {
				t.Errorf("who is on no roster may %s: %v", right, ok)
			}
		}
		return nil
	})
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestAManagerLeadsTheUnitsBelow(t *testing.T) {
	update(t, open(t), func(tx *store.Tx) error {
		p := join(t, tx, "ada", "staff")
		p.Roles = []string{"employee", "manager"}
		if err := saveUnits(tx, []Unit{{ID: "staff"}, {ID: "service", Managers: []ID{p.ID}},
			{ID: "desk", Parent: "service"}}); err != nil {
			return err
		}
		for unit, want := range map[string]bool{"service": true, "desk": true, "staff": true, "": false,
			"nowhere": false} {
			if ok, err := MayFor(tx, p, RolesOf(tx, p, false), SeeDigest, unit); ok != want || err != nil {
				t.Errorf("%q: %v, %v", unit, ok, err)
			}
		}
		if us, err := Leads(tx, p.ID); len(us) != 1 || us[0] != "service" || err != nil {
			t.Errorf("leads %v, %v", us, err)
		}
		return nil
	})
}
