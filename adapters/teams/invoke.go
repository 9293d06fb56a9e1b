package teams

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/handvat/handvat/bot/chat"
)

// serve answers an activity that may be trusted.
func (a *Adapter) serve(w http.ResponseWriter, r *http.Request, in *activity, service string) {
	switch in.Name {
	case "composeExtension/query":
		a.search(w, r, in, service)
		return
	case "fileConsent/invoke":
		a.consent(w, r, in, service)
		return
	}
	t, err := read(in, service, a.cfg.Now())
	switch {
	case err != nil:
		a.refuse(w, r, http.StatusBadRequest, err)
	case t.way == 0 && in.Type == "invoke" && in.Name != "message/submitAction":
		w.WriteHeader(http.StatusNotImplemented)
	case t.way == 0:
		a.reply(w, r, struct{}{})
	case t.Action.Verb == verbAgain && t.way == byCard:
		a.again(w, r, in, t)
	default:
		a.callByName(r.Context(), in, service, &t)
		if t.way == byMessage {
			a.accept(w, r, in, t)
			return
		}
		a.answer(w, r, in, t)
	}
}

// reply answers a request with v.
func (a *Adapter) reply(w http.ResponseWriter, r *http.Request, v any) {
	body, err := encode(v)
	if err != nil {
		a.lg.ErrorContext(r.Context(), "teams: answer not written", "err", err)
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// accept writes an act down, to be answered by a message.
func (a *Adapter) accept(w http.ResponseWriter, r *http.Request, in *activity, t act) {
	p, first := a.presses.claim(t)
	t.ID = p.id
	if first {
		p.finish(nil, nil)
	}
	if err := a.in.Accept(r.Context(), t.Event); err != nil {
		a.presses.forget(t)
		a.down(w, r, t, err)
		return
	}
	if in.Type == "invoke" {
		a.reply(w, r, struct{}{})
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

// down says that an act could not be written down, so that the platform tries again.
func (a *Adapter) down(w http.ResponseWriter, r *http.Request, t act, err error) {
	a.lg.ErrorContext(r.Context(), "teams: accepting an event failed", "event", t.ID, "err", err)
	w.Header().Set("Retry-After", "5")
	w.WriteHeader(http.StatusServiceUnavailable)
}

// answer writes an act down and answers it inside the request, or says that the answer
// comes later. An act that is delivered twice gets the same answer twice.
func (a *Adapter) answer(w http.ResponseWriter, r *http.Request, in *activity, t act) {
	p, first := a.presses.claim(t)
	if first {
		p.finish(a.decide(r.Context(), in, t))
	}
	wait, cancel := context.WithTimeout(r.Context(), answerIn+postIn)
	defer cancel()
	select {
	case <-p.done:
	case <-wait.Done():
		a.reply(w, r, later(t))
		return
	}
	switch {
	case p.err != nil:
		a.presses.forget(t)
		a.down(w, r, t, p.err)
	case p.answer == nil:
		a.reply(w, r, later(t))
	default:
		a.reply(w, r, p.answer)
	}
}

// decide writes an act down and waits for its answer; nil if that comes later.
func (a *Adapter) decide(ctx context.Context, in *activity, t act) (any, error) {
	wait, cancel := context.WithTimeout(ctx, answerIn)
	defer cancel()
	reply, ok, err := a.in.Answer(wait, t.Event)
	if err != nil || !ok {
		return nil, err
	}
	return a.answerTo(context.WithoutCancel(ctx), in, t, reply), nil
}

// answerTo is what the request is answered with, when the bot replied r to t. A reply
// that belongs in a message is posted; if that fails, it is still the answer itself.
func (a *Adapter) answerTo(ctx context.Context, in *activity, t act, r chat.Reply) any {
	ctx, cancel := context.WithTimeout(ctx, postIn)
	defer cancel()
	if r.File != nil {
		if _, err := a.Send(ctx, t.In, t.ID, r); err != nil {
			a.lg.ErrorContext(ctx, "teams: offering a file failed", "event", t.ID, "err", err)
			return inWay(t, chat.Reply{Text: textsIn(r.Lang).Refused, Lang: r.Lang})
		}
		return done(t, textsIn(r.Lang).Done)
	}
	if t.way != byCard {
		return inWay(t, r)
	}
	if !t.Direct {
		view := cardOf(r, "", false)
		a.views.Put(viewKey(t.ReplyTo, in.From.ID), view)
		return cardAnswer{http.StatusOK, cardType, view}
	}
	if _, err := a.Send(ctx, t.In, t.ID, r); err != nil {
		a.lg.WarnContext(ctx, "teams: a press is answered on its card only", "event", t.ID, "err", err)
		return inWay(t, r)
	}
	if !r.Replace.IsZero() {
		return inWay(t, r)
	}
	if same, ok := a.views.Get(viewKey(t.ReplyTo, "")); ok { // quieter than a message
		return cardAnswer{http.StatusOK, cardType, same}
	}
	return done(t, textsIn(r.Lang).Done)
}

// again answers the request of a client for what a person sees of a card.
func (a *Adapter) again(w http.ResponseWriter, r *http.Request, in *activity, t act) {
	for _, user := range []string{in.From.ID, ""} {
		if view, ok := a.views.Get(viewKey(t.ReplyTo, user)); ok {
			a.reply(w, r, cardAnswer{http.StatusOK, cardType, view})
			return
		}
	}
	// The client goes on showing the card that everyone sees.
	a.reply(w, r, cardAnswer{http.StatusNotFound, "application/vnd.microsoft.error", struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}{"NotFound", "no view of this card"}})
}

// A cardAnswer answers a press on a card.
type cardAnswer struct {
	Status int    `json:"statusCode"`
	Type   string `json:"type"`
	Value  any    `json:"value"`
}

// A dialogAnswer opens a dialog, changes it, or closes it with a message.
type dialogAnswer struct {
	Task struct {
		Type  string `json:"type"` // continue or message
		Value any    `json:"value"`
	} `json:"task"`
}

// A dialog is what a dialog shows.
type dialog struct {
	Title  string     `json:"title"`
	Height string     `json:"height"`
	Width  string     `json:"width"`
	Card   attachment `json:"card"`
}

// An insertAnswer gives cards to choose from, or to put in a message.
type insertAnswer struct {
	Compose struct {
		Type        string       `json:"type"`
		Layout      string       `json:"attachmentLayout"`
		Attachments []attachment `json:"attachments"`
	} `json:"composeExtension"`
}

// inWay is r as the answer that the request of t waits for.
func inWay(t act, r chat.Reply) any {
	switch t.way {
	case byDialog:
		var d dialogAnswer
		d.Task.Type = "continue"
		d.Task.Value = dialog{summary(r), "large", "medium", attach(cardOf(r, "", true))}
		return d
	case byInsert:
		return inserts(attachment{ContentType: cardType, Content: cardOf(r, "", false),
			Preview: preview(summary(r), "", nil)})
	}
	return cardAnswer{http.StatusOK, cardType, cardOf(r, "", false)}
}

// done answers t when its reply is elsewhere.
func done(t act, text string) any {
	switch t.way {
	case byDialog:
		var d dialogAnswer
		d.Task.Type, d.Task.Value = "message", text
		return d
	case byInsert:
		return inserts()
	}
	return cardAnswer{http.StatusOK, "application/vnd.microsoft.activity.message", text}
}

// later answers t when its reply comes later.
func later(t act) any { return done(t, textsIn(t.Locale).Later) }

func inserts(cards ...attachment) any {
	var i insertAnswer
	i.Compose.Type, i.Compose.Layout = "result", "list"
	i.Compose.Attachments = append([]attachment{}, cards...)
	return i
}

// preview is how a card looks in a list. A tap on it sends tap.
func preview(title, text string, tap *data) attachment {
	type press struct {
		Type  string `json:"type"`
		Title string `json:"title"`
		Value *data  `json:"value"`
	}
	var c struct {
		Title string `json:"title"`
		Text  string `json:"text,omitempty"`
		Tap   *press `json:"tap,omitempty"`
	}
	c.Title, c.Text = title, text
	if tap != nil {
		c.Tap = &press{"invoke", title, tap}
	}
	return attachment{ContentType: thumb, Content: c}
}

// search answers the message extension with aids to insert; guests, and who may be one, find none.
func (a *Adapter) search(w http.ResponseWriter, r *http.Request, in *activity, service string) {
	var q query
	if json.Unmarshal(in.Value, &q) != nil {
		a.refuse(w, r, http.StatusBadRequest, errUnreadable)
		return
	}
	var question string
	for _, p := range q.Parameters {
		if s, ok := p.Value.(string); ok && p.Name == searchParameter {
			question = clean(s)
		}
	}
	var found []Found
	lookUp, cancel := context.WithTimeout(r.Context(), lookUpIn)
	defer cancel()
	guest, err := a.isGuest(lookUp, in.tenant(), in.where(service), in.From.ID)
	if a.find != nil && !guest && err == nil {
		if found, err = a.find.Find(r.Context(), question, name(in.Locale), searchMost); err != nil {
			a.lg.ErrorContext(r.Context(), "teams: search failed", "err", err)
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	var cards []attachment
	for _, f := range found {
		tap := &data{Do: f.Open.String()}
		// The list shows the preview; what is inserted comes when one is chosen.
		cards = append(cards, attachment{ContentType: cardType,
			Content: cardOf(chat.Reply{Text: f.Title + "\n" + f.Text}, "", false),
			Preview: preview(plain(f.Title), plain(f.Text), tap)})
	}
	a.reply(w, r, inserts(cards...))
}

// searchParameter is what the manifest calls the question of a search.
const searchParameter = "question"
