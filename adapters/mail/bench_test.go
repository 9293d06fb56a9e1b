package mail

import (
	"testing"

	"github.com/handvat/handvat/bot/chat/chattest"
)

// BenchmarkRender makes a whole mail, with and without a plot.
func BenchmarkRender(b *testing.B) {
	m := newMail(b)
	for _, name := range []string{"answer-nl", "plot-nl"} {
		r := chattest.Cards()[name]
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := m.render(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
