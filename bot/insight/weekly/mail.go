package weekly

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
)

// keepMail is for how many days a mail that cannot be sent is tried.
const keepMail = 3

// address is where mail reaches someone to whom the roster gives an address; the zero place if nowhere.
func address(t *dialog.Turn, p people.Profile) chat.Place {
	if t.Mail == "" || p.Mail == "" {
		return chat.Place{}
	}
	return chat.Place{Platform: t.Mail, Channel: p.Mail}
}

// alsoByMail returns r, and puts it in the outbox for the person's address too, unless
// that is where r goes.
func alsoByMail(t *dialog.Turn, r chat.Reply) (chat.Reply, error) {
	to := address(t, t.Person)
	if to.Platform == "" || to.Platform == t.Event.In.Platform {
		return r, nil
	}
	return r, delivery.Post(t.Tx, delivery.Message{
		Key: "mail/" + t.Event.ID, To: to, Reply: r, Once: true, Expires: t.Now.AddDate(0, 0, keepMail)})
}
