package rank

import "testing"

// TestBars: a first hit without phrasings has a bar of its own, and one with a few lies between that and the other.
func TestBars(t *testing.T) {
	c, err := WithEncoder()
	if err != nil {
		t.Fatal(err)
	}
	c.Any, c.First = make([]float64, allEvidence), make([]float64, allEvidence) // each chance is a half
	c.Bar, c.New = Bar{Answer: 0.8, Choose: 0.7}, &Bar{Answer: 0.6, Choose: 0.4}
	for _, of := range []struct {
		phrased float64
		want    Outcome
	}{{0, Choose}, {0.1, Choose}, {0.25, None}, {0.9, None}} {
		e := make([]float64, allEvidence)
		e[phrasedEvidence] = of.phrased
		if got, _ := c.outcome(e); got != of.want || Unphrased(e) != (of.phrased == 0) {
			t.Errorf("phrased %v: %v", of.phrased, got)
		}
	}
	if evidenceNames[phrasedEvidence] != "phrased" {
		t.Error("the place of phrased in the evidence has changed")
	}
}
