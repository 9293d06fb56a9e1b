package delivery

import (
	"fmt"

	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/knowledge/store"
)

// AcceptTx is [Delivery.Accept] inside a transaction of the caller, so that an event
// is accepted if and only if what else it changes is kept, such as leaving an agenda.
// isNew is false if e was accepted before; then nothing changes. Run notices the
// event once the transaction is kept.
func (d *Delivery) AcceptTx(tx *store.Tx, e chat.Event) (isNew bool, err error) {
	row, err := d.check(e)
	if err == nil {
		isNew, err = d.take(tx, e, row)
	}
	if err != nil {
		return false, fmt.Errorf("delivery: accept: %w", err)
	}
	return isNew, nil
}
