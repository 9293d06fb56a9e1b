package index

import (
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find/text"
)

// An aidDocument is an aid in the form that bleve's index takes: its key, and one field
// with the frequencies that countWords made. It does without bleve's own analysis, which
// can neither weigh the passages of one field nor tell the language of each.
type aidDocument struct {
	key  string
	text counts
	id   index.Field
}

func newDocument(key string, c counts) *aidDocument { return &aidDocument{key: key, text: c} }

// These are the methods of index.Document.

func (d *aidDocument) ID() string { return d.key }
func (d *aidDocument) Size() int  { return len(d.key) + 16*len(d.text.freq) }
func (d *aidDocument) VisitFields(visit index.FieldVisitor) {
	visit(d.id)
	visit(textField{d})
}
func (d *aidDocument) VisitComposite(index.CompositeFieldVisitor) {}
func (d *aidDocument) HasComposite() bool                         { return false }
func (d *aidDocument) NumPlainTextBytes() uint64                  { return 0 }
func (d *aidDocument) AddIDField() {
	d.id = document.NewTextFieldCustom("_id", nil, []byte(d.key), index.IndexField|index.StoreField, nil)
}
func (d *aidDocument) StoredFieldsBytes() uint64 { return 0 }
func (d *aidDocument) Indexed() bool             { return true }

// textField is the field of an aidDocument.
type textField struct{ d *aidDocument }

// These are the methods of index.Field.

func (f textField) Name() string                        { return field }
func (f textField) Value() []byte                       { return nil }
func (f textField) ArrayPositions() []uint64            { return nil }
func (f textField) EncodedFieldType() byte              { return 't' }
func (f textField) Analyze()                            {}
func (f textField) Options() index.FieldIndexingOptions { return index.IndexField }
func (f textField) AnalyzedLength() int                 { return f.d.text.length }
func (f textField) NumPlainTextBytes() uint64           { return 0 }
func (f textField) AnalyzedTokenFrequencies() index.TokenFrequencies {
	out := make(index.TokenFrequencies, len(f.d.text.freq))
	for term, n := range f.d.text.freq {
		tf := &index.TokenFreq{Term: []byte(term)}
		tf.SetFrequency(n)
		out[term] = tf
	}
	return out
}

// counts are the weighted word frequencies of a document, in hundredths.
type counts struct {
	freq   map[string]int
	length int // sum of freq
}

// unit is what one word of a field with weight 1 counts for.
const unit = 100

// countWords returns the weighted frequencies of the stems of the passages of an aid. A
// passage in the other language, as imported pages have, is analysed as such.
func countWords(an *text.Analyser, a *knowledge.Aid) counts {
	c := counts{freq: map[string]int{}}
	for _, p := range text.Passages(a) {
		for _, w := range an.Words(p.Text, p.Lang(a.Lang)) {
			n := int(p.Weight * unit)
			c.freq[w.Stem] += n
			c.length += n
		}
	}
	return c
}
