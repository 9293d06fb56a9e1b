// Package content embeds the starter library: job aids at recipe level, one Markdown
// file per aid and language, as nl/SLUG.md and en/SLUG.md; campaigns, scans, starter paths
// and themes.
package content

import "embed"

// FS holds the starter library.
//
//go:embed nl en campaigns scans paths themes
var FS embed.FS
