package words

import (
	"time"

	"github.com/handvat/handvat/bot/text"
)

// Day reads a day as people type one; see [text.Day].
func Day(typed string, today time.Time) (time.Time, bool) { return text.Day(typed, today) }

// PastDay reads a day that has been; see [text.PastDay].
func PastDay(typed string, today time.Time) (time.Time, bool) { return text.PastDay(typed, today) }
