package survey

// Words are what is said.
var Words = words
