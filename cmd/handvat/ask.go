package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/handvat/handvat/adapters/terminal"
	"github.com/handvat/handvat/bot"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/store"
)

type askCmd struct {
	libraryFlags
	synonymFlags
	encoderFlag
	Question []string `arg:""`
	Data     string   `type:"path"`
	Lang     string   `default:""`
	JSON     bool
	Explain  bool
	Style    terminal.Style `kong:"-"` // of where it was asked
}

func (c *askCmd) learn(std stdio) error {
	c.Style = style(std)
	return nil
}

// Run asks one question and prints what the bot would say: the one that serves the data folder, of the aids it has, or
// one that is built for it.
func (c *askCmd) Run(ctx context.Context, p program) error {
	if p.serves != nil {
		return c.ask(ctx, p, p.serves)
	}
	data := c.Data
	if data == "" {
		var err error
		if data, err = os.MkdirTemp("", "handvat-ask-"); err != nil {
			return err
		}
		defer os.RemoveAll(data)
	}
	house, err := p.house(data, c.libraryFlags, c.synonymFlags)
	if err != nil {
		return err
	}
	house.Embedder = c.embedder(nil)
	h, err := bot.New(ctx, house)
	if err != nil {
		return err
	}
	return errors.Join(c.ask(ctx, p, h), h.Close())
}

// ask asks the house.
func (c *askCmd) ask(ctx context.Context, p program, h *bot.House) error {
	if c.on() && !h.Find.Understands() {
		fmt.Fprintln(p.err, words.In(p.reads).NotEncoded)
	}

	question := strings.Join(c.Question, " ")
	res, err := h.Find.Find(ctx, find.Query{Text: question, Lang: knowledge.Lang(c.Lang),
		Prefer: knowledge.Lang(p.reads), Now: p.now(), Limit: 5})
	if err != nil {
		return err
	}
	reply, err := replyOf(ctx, h, question, cmp.Or(c.Lang, string(res.Lang)))
	if err != nil {
		return err
	}
	if c.JSON {
		return c.printJSON(p.stdio, res, reply)
	}
	fmt.Fprint(p.out, c.Style.Reply(reply))
	if c.Explain {
		c.printSignals(p.stdio, res)
	}
	return nil
}

// replyOf is what the bot would say to someone it has just met, without keeping
// anything.
func replyOf(ctx context.Context, h *bot.House, question, lang string) (r chat.Reply, err error) {
	e := chat.Event{ID: "ask", Kind: chat.Joined, Time: h.Now(),
		From: chat.Person{Platform: terminal.Platform, ID: "ask"}, In: terminal.Where, Direct: true, Locale: lang}
	greet, err := h.Handle(ctx, e)
	if err != nil {
		return r, err
	}
	e.Kind, e.Text = chat.Said, question
	answer, err := h.Handle(ctx, e)
	if err != nil {
		return r, err
	}
	err = h.DB.Update(ctx, func(tx *store.Tx) error {
		if _, err = greet(tx); err != nil {
			return err
		}
		if r, err = answer(tx); err != nil {
			return err
		}
		return errDry
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return r, err
}

func (c *askCmd) printJSON(std stdio, res find.Result, r chat.Reply) error {
	type hit struct {
		Slug       string        `json:"slug"`
		Lang       string        `json:"lang"`
		Confidence float64       `json:"confidence"`
		Recipe     bool          `json:"recipe"`
		Signals    []find.Signal `json:"signals,omitempty"`
	}
	out := struct {
		Question   string     `json:"question"`
		Lang       string     `json:"lang"`
		Moment     string     `json:"moment,omitempty"`
		Outcome    string     `json:"outcome"`
		Confidence float64    `json:"confidence"`
		Hits       []hit      `json:"hits"`
		Text       string     `json:"text"`
		Card       *chat.Card `json:"card,omitempty"`
	}{strings.Join(c.Question,
		" "), string(res.Lang), string(res.Moment), res.Outcome.String(), res.Confidence, []hit{}, r.Text, r.Card}
	for _, h := range res.Hits {
		x := hit{h.Key.Slug, string(h.Key.Lang), h.Confidence, h.Recipe, nil}
		if c.Explain {
			x.Signals = h.Signals
		}
		out.Hits = append(out.Hits, x)
	}
	enc := json.NewEncoder(std.out)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// printSignals prints what was found and why, in the language of the question.
func (c *askCmd) printSignals(std stdio, res find.Result) {
	w, in := words.In(string(res.Lang)), text.In(string(res.Lang))
	fmt.Fprintln(std.out, "\n"+w.Head.With(w.Outcomes[res.Outcome.String()], in.Decimal(res.Confidence, 2),
		w.Langs[string(res.Lang)], w.Moments[string(res.Moment)]))
	for i, h := range res.Hits {
		fmt.Fprintln(std.out, w.Hit.With(i+1, h.Key, in.Decimal(h.Score, 3), in.Decimal(h.Confidence, 2)))
		for _, s := range h.Signals {
			weight := in.Decimal(s.Weight, 3)
			if s.Weight >= 0 {
				weight = "+" + weight
			}
			line := "     " + weight + "  " + w.Signals[s.Name]
			if len(s.Words) > 0 {
				line += ": " + strings.Join(s.Words, ", ")
			}
			fmt.Fprintln(std.out, line)
		}
	}
}
