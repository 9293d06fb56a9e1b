package knowledge

import "testing"

func TestSlug(t *testing.T) {
	for _, tt := range []struct {
		text string
		most int
		any  bool
		want string
	}{
		{"Voer een lastig klantgesprek", 50, false, "voer-een-lastig-klantgesprek"},
		{"  Café & Bar -- 2e  ", 50, false, "cafe-bar-2e"},
		{"  Café & Bar -- 2e  ", 50, true, "café-bar-2e"},
		{"één", 50, false, "een"},
		{"Ångström Œuvre Łódź straße", 50, false, "angstrom-oeuvre-lodz-strasse"},
		{"Привет, объект", 50, false, "privet-obekt"},
		{"Καλημέρα", 50, false, "kalimera"},
		{"日本語", 50, false, ""},
		{"abc def", 3, false, "abc"},
		{"abc def", 4, false, "abc"},
		{"abc def", 5, false, "abc-d"},
		{"aéé", 3, true, "aé"},
		{"aéé", 4, true, "aé"},
		{"…", 9, true, ""},
		{"K\u212a", 9, false, "kk"},
	} {
		if got := Slug(tt.text, tt.most, tt.any); got != tt.want {
			t.Errorf("%q is %q, want %q", tt.text, got, tt.want)
		}
	}
}
