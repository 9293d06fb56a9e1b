package weekly

// Quarterly is what reports of a quarter tell beside its weeks.
var Quarterly = quarterly
