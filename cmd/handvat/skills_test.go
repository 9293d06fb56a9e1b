package main

import "testing"

// TestSkillsAreWhole holds that every skill declares what the house needs of it.
func TestSkillsAreWhole(t *testing.T) {
	for _, s := range skills() {
		if err := s.Check(); err != nil {
			t.Error(err)
		}
	}
}
