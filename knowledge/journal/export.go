package journal

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// K is the smallest number of different people a unit must have in what is shown
// or exported; below it the unit is left out.
const K = 5

// An exported line has no person and no time of day, because no export may show one
// person's use.
type exported struct {
	Day      string `json:"day"` // UTC
	Kind     string `json:"kind"`
	Unit     string `json:"unit,omitempty"` // empty also when fewer than K people of the unit are in the journal
	Platform string `json:"platform,omitempty"`
	Lang     string `json:"lang,omitempty"`
	Aid      string `json:"aid,omitempty"`
	Version  string `json:"version,omitempty"`
	Moment   string `json:"moment,omitempty"`
	Detail   string `json:"detail,omitempty"`
	Step     int    `json:"step,omitempty"`
	Value    int    `json:"value,omitempty"`
}

var columns = []string{"day", "kind", "unit", "platform", "lang", "aid", "version", "moment", "detail", "step", "value"}

func (x exported) row() []string {
	return []string{x.Day, x.Kind, x.Unit, x.Platform, x.Lang, x.Aid, x.Version, x.Moment, x.Detail, strconv.Itoa(x.Step), strconv.Itoa(x.Value)}
}

// ExportJSONL writes the journal to w, one JSON object per line.
func (j *Journal) ExportJSONL(ctx context.Context, w io.Writer) error {
	enc := json.NewEncoder(w)
	return j.export(ctx, func(x exported) error { return enc.Encode(x) })
}

// ExportCSV writes the journal to w as comma-separated values with a header.
func (j *Journal) ExportCSV(ctx context.Context, w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	if err := j.export(ctx, func(x exported) error { return out.Write(x.row()) }); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

func (j *Journal) export(ctx context.Context, write func(exported) error) error {
	big, err := j.bigUnits(ctx)
	if err != nil {
		return err
	}
	for e, err := range j.After(ctx, 0) {
		if err != nil {
			return err
		}
		if !big[e.Unit] {
			e.Unit = ""
		}
		if err := write(exported{e.Time.Format("2006-01-02"), e.Kind.String(), e.Unit, e.Platform, e.Lang, e.Aid, e.Version, e.Moment, e.Detail, e.Step, e.Value}); err != nil {
			return fmt.Errorf("journal: export: %w", err)
		}
	}
	return nil
}

// bigUnits returns the units with at least K different people in the journal.
func (j *Journal) bigUnits(ctx context.Context) (map[string]bool, error) {
	people := map[string]map[string]bool{}
	for e, err := range j.After(ctx, 0) {
		if err != nil {
			return nil, err
		}
		if e.Unit == "" || e.Person == "" || len(people[e.Unit]) >= K {
			continue
		}
		if people[e.Unit] == nil {
			people[e.Unit] = map[string]bool{}
		}
		people[e.Unit][e.Person] = true
	}
	big := map[string]bool{}
	for u, ps := range people {
		big[u] = len(ps) >= K
	}
	return big, nil
}
