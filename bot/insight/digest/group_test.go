package digest

// K is the smallest group there is, of which these tests say what may be told.
const K = 5
