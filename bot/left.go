package bot

import (
	"fmt"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/delivery"
	"github.com/handvat/handvat/knowledge/people"
	"github.com/handvat/handvat/knowledge/store"
)

// Gone takes note that whoever lives in a place blocked or removed the bot, as a
// platform said when something was sent; see [delivery.Delivery.OnGone]. They are told
// nothing more until they come back by themselves.
func (b *Bot) Gone(tx *store.Tx, place chat.Place) error {
	home := people.Home{Platform: string(place.Platform), Team: place.Team, Channel: place.Channel}
	return left(tx, func(p people.Profile) bool { return p.Home == home })
}

// teamGone takes note that a whole team removed the bot.
func teamGone(platform chat.Platform, team string) delivery.Decision {
	return func(tx *store.Tx) (chat.Reply, error) {
		return chat.Reply{}, left(tx, func(p people.Profile) bool {
			return p.Identity.Platform == string(platform) && p.Identity.Team == team
		})
	}
}

// left marks the people who as having left.
func left(tx *store.Tx, who func(people.Profile) bool) error {
	for p := range people.All(tx) {
		if p.Left || !who(p) {
			continue
		}
		p.Left = true
		if err := people.Save(tx, p); err != nil {
			return fmt.Errorf("bot: gone: %w", err)
		}
	}
	return nil
}
