package chat

import (
	"strings"

	"github.com/handvat/handvat/bot/text/unseen"
)

// Clean is what someone typed as valid UTF-8 with plain line ends, without control
// characters and other characters that nobody sees, such as the marks that turn the direction
// of the text around them.
func Clean(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
	return unseen.Out(strings.Map(func(r rune) rune {
		if unseen.Is(r) {
			return -1
		}
		return r
	}, s))
}
