package gateway

import "testing"

// TestTaken holds that the place in the stream waits for the slowest.
func TestTaken(t *testing.T) {
	k := newTaken(10)
	for _, s := range []int64{11, 12, 13} {
		k.begin(s)
	}
	for _, c := range []struct{ end, want int64 }{{12, 10}, {11, 12}, {13, 13}} {
		if k.end(c.end); k.seq() != c.want {
			t.Errorf("after %d: %d, want %d", c.end, k.seq(), c.want)
		}
	}
	if len(k.begun)+len(k.done) != 0 {
		t.Errorf("%v %v", k.begun, k.done)
	}
}
