package slack

import (
	"fmt"

	"github.com/slack-go/slack"

	"github.com/handvat/handvat/adapters/slack/blockkit"
	"github.com/handvat/handvat/bot/chat"
	"github.com/handvat/handvat/bot/insight/chart"
)

// The action ids of what the adapter renders say what a press means. Slack wants
// them to differ within a block, so a number follows.
const (
	idDo     = "do"     // the value is an action
	idSubmit = "submit" // likewise; the questions are sent with it
	idOpen   = "open"   // opens a link; nothing to do
	idSay    = "say"    // the value is said as if typed
	idAsk    = "ask"    // opens the window to ask a question
	idHush   = "hush"   // stop listening in this thread
	idAnswer = "answer" // the element of a question
)

// fieldBlock begins the id of the block of a question; the field follows.
const fieldBlock = "q."

// blocksOf is everything r says, as blocks. Text becomes rich text elements wherever
// Slack takes them, and plain text elsewhere: in neither does Slack look for
// mentions, links, emoji or marks, so nothing that was written can become one.
func blocksOf(r chat.Reply, at blockkit.Surface) []slack.Block {
	if r.Card == nil {
		return []slack.Block{rich(section(literal(r.Text)))}
	}
	d := drawing{at: at}
	d.card(*r.Card)
	if len(d.out) == 0 {
		return []slack.Block{rich(section(literal(r.Text)))}
	}
	return d.out
}

// A drawing is a card being turned into blocks.
type drawing struct {
	at     blockkit.Surface
	out    []slack.Block
	tables int
	ids    int // action ids given out
}

func (d *drawing) add(b slack.Block) { d.out = append(d.out, b) }

func (d *drawing) card(c chat.Card) {
	if c.Title != "" {
		d.add(&slack.HeaderBlock{Type: slack.MBTHeader, Text: plain(c.Title)})
	}
	for _, b := range c.Body {
		d.block(b)
	}
	d.buttons(c.Buttons)
	if c.Note != "" {
		d.add(&slack.ContextBlock{Type: slack.MBTContext,
			ContextElements: slack.ContextElements{Elements: []slack.MixedElement{plain(c.Note)}}})
	}
}

func (d *drawing) block(b chat.Block) {
	switch b := b.(type) {
	case chat.Text:
		d.add(rich(section(spans(string(b)))))
	case chat.Heading:
		d.add(rich(section(bold(string(b)))))
	case chat.List:
		d.add(rich(list(slack.RTEListBullet, 0, 0, b...)))
	case chat.Steps:
		d.add(rich(steps(b)...))
	case chat.Checklist:
		d.checklist(b)
	case chat.Facts:
		var es []slack.RichTextSectionElement
		for i, f := range b {
			es = append(es, bold(lineBreak(i)+f.Label+": ")...)
			es = append(es, spans(f.Value)...)
		}
		d.add(rich(section(es)))
	case chat.Table:
		d.table(b)
	case chat.Plot:
		es := append(bold(b.Title+"\n"), spans(b.Says)...)
		if bars := chart.Bars(b); bars != "" {
			es = append(es, literal("\n"+bars)...)
		}
		d.add(rich(section(es)))
	case chat.Quote:
		d.add(rich(&slack.RichTextQuote{Type: slack.RTEQuote, Elements: spans(string(b))}))
	case chat.Code:
		d.add(rich(&slack.RichTextPreformatted{Type: slack.RTEPreformatted, Elements: literal(string(b))}))
	case chat.Question:
		d.add(question(b))
	case chat.Tap:
		d.add(rich(section(spans(b.Prompt))))
		d.buttons(b.Options)
	}
}

// steps are numbered lists, each broken off where a step has lines of its own and
// taken up again after them.
func steps(s chat.Steps) (out []slack.RichTextElement) {
	first := max(s.Start, 1)
	for i, st := range s.Items {
		out = append(out, list(slack.RTEListOrdered, 0, first+i-1, st.Text))
		if len(st.Lines) > 0 {
			out = append(out, list(slack.RTEListBullet, 1, 0, st.Lines...))
		}
		if st.Say != "" {
			out = append(out, &slack.RichTextQuote{Type: slack.RTEQuote, Elements: spans(st.Say)})
		}
	}
	return out
}

// checklist is the items to read, and below them one small button for each.
func (d *drawing) checklist(c chat.Checklist) {
	var es []slack.RichTextSectionElement
	var bs []slack.BlockElement
	for i, it := range c {
		box, did := "☐", ""
		if it.Done {
			box, did = "☑", " ✓"
		}
		es = append(es, literal(fmt.Sprintf("%s%s %d. ", lineBreak(i), box, i+1))...)
		es = append(es, spans(it.Text)...)
		if it.Detail != "" {
			es = append(es, literal("\n      ")...)
			es = append(es, spans(it.Detail)...)
		}
		b := d.button(chat.Button{Label: fmt.Sprintf("%d%s", i+1, did), Action: it.Toggle})
		b.AccessibilityLabel = chat.Short(box+" "+chat.Strip(it.Text), blockkit.MaxLabel)
		bs = append(bs, b)
	}
	d.add(rich(section(es)))
	d.add(row(bs...))
}

// phoneColumns are how many columns a phone has room for.
const phoneColumns = 2

// table is a table where Slack knows them, which is once in a message, and it fits a phone; row by row elsewhere.
func (d *drawing) table(t chat.Table) {
	if d.at == blockkit.Message && d.tables == 0 && len(t.Header) <= phoneColumns {
		d.tables++
		rows := make([][]slack.TableCell, 0, len(t.Rows)+1)
		head := make([]slack.TableCell, len(t.Header))
		for i, h := range t.Header {
			head[i] = slack.NewTableRichTextCell(section(bold(h)))
		}
		rows = append(rows, head)
		for _, row := range t.Rows {
			cells := make([]slack.TableCell, len(row))
			for i, cell := range row {
				cells[i] = slack.NewTableRichTextCell(section(spans(cell)))
			}
			rows = append(rows, cells)
		}
		wrapped := make([]slack.ColumnSetting, len(t.Header))
		for i := range wrapped {
			wrapped[i] = slack.ColumnSetting{Align: slack.ColumnAlignmentLeft, IsWrapped: true}
		}
		d.add(&slack.TableBlock{Type: slack.MBTTable, Rows: rows, ColumnSettings: wrapped})
		return
	}
	var rows []slack.RichTextElement
	for _, row := range t.Rows {
		var es []slack.RichTextSectionElement
		for i, cell := range row {
			es = append(es, bold(lineBreak(i)+t.Header[i]+": ")...)
			es = append(es, spans(cell)...)
		}
		rows = append(rows, section(es))
	}
	d.add(rich(&slack.RichTextList{Type: slack.RTEList, Style: slack.RTEListBullet, Elements: rows}))
}

// question is an input of its own, whose block is named after the field.
func question(q chat.Question) slack.Block {
	in := &slack.InputBlock{Type: slack.MBTInput, BlockID: fieldBlock + q.Field,
		Label: plain(chat.Strip(q.Prompt)), Optional: !q.Need}
	if q.Hint != "" {
		in.Hint = plain(chat.Strip(q.Hint))
	}
	switch {
	case q.Person && q.Many:
		most := chat.MaxPeople
		in.Element = &slack.MultiSelectBlockElement{Type: slack.MultiOptTypeUser, ActionID: idAnswer,
			MaxSelectedItems: &most}
		return in
	case q.Person:
		in.Element = &slack.SelectBlockElement{Type: slack.OptTypeUser, ActionID: idAnswer}
		return in
	case len(q.Choices) == 0:
		in.Element = &slack.PlainTextInputBlockElement{Type: slack.METPlainTextInput, ActionID: idAnswer,
			Multiline: q.Long, InitialValue: q.Value, MaxLength: blockkit.MaxAnswer}
		return in
	}
	radio := &slack.RadioButtonsBlockElement{Type: slack.METRadioButtons, ActionID: idAnswer}
	for _, ch := range q.Choices {
		o := &slack.OptionBlockObject{Text: plain(ch.Label), Value: ch.Value}
		radio.Options = append(radio.Options, o)
		if ch.Value == q.Value {
			radio.InitialOption = o
		}
	}
	in.Element = radio
	return in
}

// buttons is a row of buttons.
func (d *drawing) buttons(bs []chat.Button) {
	if len(bs) == 0 {
		return
	}
	es := make([]slack.BlockElement, len(bs))
	for i, b := range bs {
		es[i] = d.button(b)
	}
	d.add(row(es...))
}

// button is one button. What it means is in its value.
func (d *drawing) button(b chat.Button) *slack.ButtonBlockElement {
	out := &slack.ButtonBlockElement{Type: slack.METButton, Text: plain(b.Label), Value: b.Action.String()}
	id := idDo
	switch {
	case b.URL != "":
		id, out.URL, out.Value = idOpen, b.URL, ""
	case b.Submit:
		id = idSubmit
	}
	out.ActionID = fmt.Sprintf("%s.%d", id, d.ids)
	d.ids++
	switch b.Style {
	case chat.Primary:
		out.Style = slack.StylePrimary
	case chat.Danger:
		out.Style = slack.StyleDanger
	}
	return out
}
