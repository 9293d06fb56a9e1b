package chat

import "time"

// An Entry is one line of a conversation that is remembered, for platforms that
// are ours and so keep their own history. Exactly one of Event and Reply is set.
type Entry struct {
	Seq   uint64    // orders the entries of a place; never changes
	Time  time.Time // when it was said first
	Event *Event    // what the person did
	Reply *Reply    // what the bot said, as it reads now: an edit changes it
	Key   string    // the event's ID, or the key [Sender.Send] got with the reply
}
