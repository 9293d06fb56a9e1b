package learn

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"

	"github.com/handvat/handvat/knowledge/find/score"
)

// A head tells classes apart by the vectors of their texts: a multinomial logistic regression on vectors of length 1.
//
// It is trained one text at a time in the dual (Yu, Huang and Lin, Dual coordinate descent methods for logistic
// regression and maximum entropy models, 2011): a text pulls its own class towards it and pushes its rivals away, by as
// much as the chances it is given then call for. So one more text is learned as all others were, and can be taken out
// again, by what it pulls and pushes.
type head struct {
	size int
	rows []float32 // size of each class
}

// strength is what a text may pull at most, beside what keeps the rows short: the C of the regression, by dev questions
// of clinc150.
const strength = 20

// How a head is trained.
const (
	headRounds = 8    // over all texts
	fullRounds = 2    // of these, in which every class is a rival, where there are not too many
	fewClasses = 1000 // up to which that is so
	maxRival   = 48   // classes that are rivals of a text in the other rounds
	unlikely   = 8    // logits below the likeliest a class is no rival any more
	solved     = 1e-3 // of what a text pulls, below which it is not worth the sum
)

// A lessonText is a text that a head is trained on.
type lessonText struct {
	class int32
	cost  float32
	alpha []score.Cell // what it pulls and pushes
	rival []int32      // the classes it is told from; nil for all
}

// train makes the rows of so many classes by texts, of which vector writes one to out.
func (h *head) train(ctx context.Context, classes int, texts []lessonText, vector func(i int, out []float32)) error {
	h.rows = make([]float32, h.size*classes)
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(texts))
	x, z := make([]float32, h.size), make([]float32, classes)
	for round := range headRounds {
		for _, i := range order {
			if err := ctx.Err(); err != nil {
				return err
			}
			vector(i, x)
			t := &texts[i]
			t.alpha = h.step(x, t, z)
			if round == fullRounds-1 && t.rival == nil {
				t.rival = rivals(z, t.class)
			}
		}
	}
	return nil
}

// rivals returns the classes with the highest scores.
func rivals(z []float32, own int32) []int32 {
	top := score.Best{Max: maxRival}
	for c, v := range z {
		if int32(c) != own && top.Admits(v) {
			top.Add(int32(c), v)
		}
	}
	out := make([]int32, 0, len(top.Cells))
	for _, c := range top.Cells {
		out = append(out, c.Class)
	}
	slices.Sort(out) // in order of memory
	return out
}

// step gives a text what it should pull and push now, and returns that. z is room for the score of each class.
func (h *head) step(x []float32, t *lessonText, z []float32) []score.Cell {
	at := make([]score.Cell, 0, maxRival+1) // the classes that matter, with their scores, the text's own first
	if t.rival == nil {
		h.scores(x, z)
		most := slices.Max(z)
		at = append(at, score.Cell{Class: t.class, Weight: z[t.class]})
		for c, v := range z {
			if v > most-unlikely && int32(c) != t.class {
				at = append(at, score.Cell{Class: int32(c), Weight: v})
			}
		}
	} else {
		at = append(at, score.Cell{Class: t.class, Weight: h.score(x, t.class)})
		for _, c := range t.rival {
			at = append(at, score.Cell{Class: c, Weight: h.score(x, c)})
		}
	}
	for _, a := range t.alpha { // those that were pushed before stay
		if !slices.ContainsFunc(at, func(c score.Cell) bool { return c.Class == a.Class }) {
			at = append(at, score.Cell{Class: a.Class, Weight: h.score(x, a.Class)})
		}
	}
	was := make([]float32, len(at))
	for _, a := range t.alpha {
		i := slices.IndexFunc(at, func(c score.Cell) bool { return c.Class == a.Class })
		was[i] = a.Weight
	}
	now := solve(at, was, strength*t.cost)
	alpha := t.alpha[:0]
	for i, c := range at {
		if d := now[i] - was[i]; d > solved || d < -solved {
			h.bump(c.Class, d, x)
		} else {
			now[i] = was[i]
		}
		if now[i] != 0 {
			alpha = append(alpha, score.Cell{Class: c.Class, Weight: now[i]})
		}
	}
	return alpha
}

// newtons is how often solve gets closer at most.
const newtons = 8

// solve returns what a text should pull its own class by, the first of at, and push the others by, so that each is
// what its chance falls short of the truth, times most. at has the scores with what it was.
func solve(at []score.Cell, was []float32, most float32) []float32 {
	n := len(at)
	now, chance, step := slices.Clone(was), make([]float32, n), make([]float32, n)
	for range newtons {
		top, sum := float32(math.Inf(-1)), float32(0)
		for i := range at {
			chance[i] = at[i].Weight + now[i] - was[i]
			top = max(top, chance[i])
		}
		for i := range chance {
			chance[i] = float32(math.Exp(float64(chance[i] - top)))
			sum += chance[i]
		}
		// Newton's step: the Hessian is 1 + most·(diag(p) − p·pᵀ), which Sherman and Morrison invert.
		var pg, pd float32
		for i := range chance {
			p := chance[i] / sum
			g := now[i] + most*p
			if i == 0 {
				g -= most
			}
			d := 1 + most*p
			chance[i], step[i] = p, g/d
			pg += p * g / d
			pd += p * p / d
		}
		by, largest := most*pg/(1-most*pd), float32(0)
		for i, p := range chance {
			step[i] += by * p / (1 + most*p)
			largest = max(largest, step[i], -step[i])
		}
		damp := min(1, 2/max(largest, 1e-6))
		for i := range now {
			now[i] -= damp * step[i]
		}
		if largest < 10*solved {
			break
		}
	}
	return now
}

// learn takes in one more text, and returns what it pulls and pushes. There are rows for so many classes then.
func (h *head) learn(x []float32, class int32, cost float32, classes int) []score.Cell {
	h.rows = append(h.rows, make([]float32, max(0, classes*h.size-len(h.rows)))...)
	t := lessonText{class: class, cost: cost}
	return h.step(x, &t, make([]float32, classes))
}

// forget takes a text out again, by what it pulled and pushed.
func (h *head) forget(x []float32, alpha []score.Cell) {
	for _, a := range alpha {
		h.bump(a.Class, -a.Weight, x)
	}
}

// scores sets the score of each class for a vector.
func (h *head) scores(x, out []float32) {
	n := min(len(out), len(h.rows)/h.size)
	clear(out)
	if n > 0 {
		gonum.Implementation{}.Sgemv(blas.NoTrans, n, h.size, 1, h.rows, h.size, x, 1, 0, out, 1)
	}
}

// score returns the score of a class for a vector.
func (h *head) score(x []float32, class int32) float32 {
	return gonum.Implementation{}.Sdot(h.size, h.rows[int(class)*h.size:], 1, x, 1)
}

// bump pulls a class towards a vector by so much, or pushes it away.
func (h *head) bump(class int32, by float32, x []float32) {
	gonum.Implementation{}.Saxpy(h.size, by, x, 1, h.rows[int(class)*h.size:], 1)
}
