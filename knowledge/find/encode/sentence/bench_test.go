package sentence

import "testing"

// BenchmarkVector takes a question of 12 pieces and one of 24.
func BenchmarkVector(b *testing.B) {
	for name, text := range map[string]string{
		"12": "hoe voer ik een lastig gesprek met een klant",
		"24": "hoe voer ik een lastig gesprek met een klant die boos is omdat zijn bestelling te laat kwam " +
			"en geld terug wil",
	} {
		b.Run(name, func(b *testing.B) {
			n := len(the().cut(text))
			for b.Loop() {
				Vector(text)
			}
			b.ReportMetric(float64(n), "pieces")
		})
	}
}

// BenchmarkLoad reads the file, as the first question does.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		read(file)
	}
}
