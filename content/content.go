// Package content embeds the starter library: job aids at recipe level, one Markdown
// file per aid and language, as nl/SLUG.md and en/SLUG.md.
package content

import "embed"

// FS holds the starter library.
//
//go:embed nl en
var FS embed.FS
