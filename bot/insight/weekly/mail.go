package weekly

import (
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/bot/dialog"
	"github.com/handvat/handvat/knowledge/people"
)

// Mail makes weekly messages go by mail too, to whom the roster gives an address; place
// says where an address is. Without it, nothing goes by mail.
func (s *Steering) Mail(place func(address string) chat.Place) { s.mail = place }

// keepMail is for how many days a mail that cannot be sent is tried.
const keepMail = 3

// address is where mail reaches someone; the zero place if nowhere.
func (s *Steering) address(p people.Profile) chat.Place {
	if s.mail == nil || p.Mail == "" {
		return chat.Place{}
	}
	return s.mail(p.Mail)
}

// alsoByMail returns r, and puts it in the outbox for the person's address too, unless
// that is where r goes.
func (s *Steering) alsoByMail(t *dialog.Turn, r chat.Reply) (chat.Reply, error) {
	to := s.address(t.Person)
	if to.Platform == "" || to.Platform == t.Event.In.Platform {
		return r, nil
	}
	return r, delivery.Post(t.Tx, delivery.Message{
		Key: "mail/" + t.Event.ID, To: to, Reply: r, Once: true, Expires: t.Now.AddDate(0, 0, keepMail)})
}
