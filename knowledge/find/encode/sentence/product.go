package sentence

// columns of a table lie together, and rows of a matrix are read together, by which a product is fast.
const (
	columns = 16
	rows    = 4
)

// A matrix is of numbers, row by row. A row begins stride numbers behind the one before: where that is less than cols,
// rows overlap.
type matrix struct {
	rows, cols, stride int
	data               []float32
}

// zeros returns a matrix with nothing in it.
func zeros(rows, cols int) matrix { return matrix{rows, cols, cols, make([]float32, rows*cols)} }

// row returns one row, to read and to write.
func (m matrix) row(i int) []float32 { return m.data[i*m.stride:][:m.cols] }

// A table is a matrix of weights, which are signed bytes in the unit of their column: first the first columns of all
// rows, row by row, then the next.
type table struct {
	rows, cols int
	unit       []float32
	codes      []byte
}

// newTable is a table whose codes come row by row.
func newTable(rows, cols int, unit []float32, codes string) table {
	t := table{rows, cols, unit, make([]byte, 0, len(codes))}
	for j := 0; j < cols; j += columns {
		for i := range rows {
			t.codes = append(t.codes, codes[i*cols+j:][:columns]...)
		}
	}
	return t
}

// times adds the product of m and by to out. The rows of m are as long as by has rows.
func (m matrix) times(by table, out matrix) {
	var sums [rows][columns]float32
	for j := 0; j < by.cols; j += columns {
		codes, unit := by.codes[j*by.rows:][:columns*by.rows], by.unit[j:][:columns]
		for i := 0; i < m.rows; {
			n, stride := min(rows, m.rows-i), m.stride
			from := i + n - rows // what is behind the last rows was read before
			if m.rows < rows {
				n, stride, from = 1, 0, i
			}
			x := m.data[from*m.stride:]
			product(x[:(rows-1)*stride+by.rows], stride, codes, &sums)
			for r := range n {
				to := out.row(i + r)[j:][:columns]
				for c, sum := range sums[rows-n+r] {
					to[c] += sum * unit[c]
				}
			}
			i += n
		}
	}
}

// plain writes to sums the product of some rows, each stride numbers behind the one before, and columns of weights.
func plain(x []float32, stride int, codes []byte, sums *[rows][columns]float32) {
	n := len(codes) / columns
	a, b, c, d := x[:n], x[stride:][:n], x[2*stride:][:n], x[3*stride:][:n]
	for j := 0; j < columns; j += 2 {
		var a0, a1, b0, b1, c0, c1, d0, d1 float32
		for i := range n {
			two := codes[i*columns+j:][:2]
			w0, w1 := float32(int8(two[0])), float32(int8(two[1]))
			a0, b0, c0, d0 = a0+a[i]*w0, b0+b[i]*w0, c0+c[i]*w0, d0+d[i]*w0
			a1, b1, c1, d1 = a1+a[i]*w1, b1+b[i]*w1, c1+c[i]*w1, d1+d[i]*w1
		}
		sums[0][j], sums[1][j], sums[2][j], sums[3][j] = a0, b0, c0, d0
		sums[0][j+1], sums[1][j+1], sums[2][j+1], sums[3][j+1] = a1, b1, c1, d1
	}
}
