package words

// Checked is how the checking of files of authors ends.
type Checked struct {
	Done      string // what was checked, what came of it
	Files     Many   // number of files
	Campaigns Many   // number of campaigns
	Scans     Many   // number of scans
	Paths     Many   // number of starter paths
	Themes    Many   // number of themes
	Errors    Many   // number of errors
	Warnings  Many   // number of warnings
}

var dutchChecked = Checked{
	Done:      "%s nagekeken: %s.",
	Files:     Many{"%d bestand", "%d bestanden"},
	Campaigns: Many{"%d campagne", "%d campagnes"},
	Scans:     Many{"%d scan", "%d scans"},
	Paths:     Many{"%d startpad", "%d startpaden"},
	Themes:    Many{"%d thema", "%d thema's"},
	Errors:    Many{"%d fout", "%d fouten"},
	Warnings:  Many{"%d waarschuwing", "%d waarschuwingen"},
}

var englishChecked = Checked{
	Done:      "%s checked: %s.",
	Files:     Many{"%d file", "%d files"},
	Campaigns: Many{"%d campaign", "%d campaigns"},
	Scans:     Many{"%d scan", "%d scans"},
	Paths:     Many{"%d starter path", "%d starter paths"},
	Themes:    Many{"%d theme", "%d themes"},
	Errors:    Many{"%d error", "%d errors"},
	Warnings:  Many{"%d warning", "%d warnings"},
}
