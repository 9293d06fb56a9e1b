package cases

import "github.com/handvat/handvat/knowledge/yamldoc"

// A Goal is who does what differently, and which figure then goes from where to where.
// The figure is one that management already uses; nothing here invents one.
type Goal struct {
	Who       string    `yaml:"who,omitzero"`       // a group, never one person
	What      string    `yaml:"what,omitzero"`      // behaviour that can be seen, or a result
	Measure   string    `yaml:"measure,omitzero"`   // the figure (KPI) that shows it
	Unit      string    `yaml:"unit,omitzero"`      // "%", "minutes", "€" …
	Direction Direction `yaml:"direction,omitzero"` // which way is better
	Current   *Figure   `yaml:"current,omitzero"`
	Target    *Figure   `yaml:"target,omitzero"`
	Source    string    `yaml:"source,omitzero"`    // where the figure comes from
	Frequency string    `yaml:"frequency,omitzero"` // how often it is made
	From      string    `yaml:"from,omitzero"`      // what the goal is derived from, in free words
	Serves    string    `yaml:"serves,omitzero"`    // the goal of the organisation it serves
}

// A Direction says which way a figure gets better.
type Direction string

// The directions.
const (
	Up   Direction = "up"   // higher is better
	Down Direction = "down" // lower is better
)

func (Direction) Values() []string { return yamldoc.Values(Up, Down) }

// gain is how much better "to" is than "from": negative when it is worse.
func (d Direction) gain(from, to float64) float64 {
	if d == Down {
		return from - to
	}
	return to - from
}

// A Figure is a value on a day.
type Figure struct {
	Value float64 `yaml:"value"`
	Date  Day     `yaml:"date,omitzero"`
}

// Gap is the performance gap: target − current in the goal's unit, and the other way
// round if lower is better, so that what is left to do is positive. It is unknown
// without a current value, a target and a direction. A gap of zero or less asks: is
// there a gap at all?
func (g Goal) Gap() (gap float64, known bool) {
	if g.Current == nil || g.Target == nil || g.Direction == "" {
		return 0, false
	}
	return g.Direction.gain(g.Current.Value, g.Target.Value), true
}
