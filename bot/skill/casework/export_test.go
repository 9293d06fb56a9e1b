package casework

// Words are what is said.
var Words = words
