package cases

import (
	"embed"

	"github.com/handvat/handvat/knowledge"
)

//go:embed example/*.yaml
var examples embed.FS

// Example is the file of a complete case, with comments, to begin one's own from. The
// figures in it are made up.
func Example(lang knowledge.Lang) []byte {
	src, err := examples.ReadFile("example/" + string(lang) + ".yaml")
	if err != nil { // another language
		src, _ = examples.ReadFile("example/en.yaml")
	}
	return src
}
