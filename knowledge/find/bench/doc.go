// Package bench measures how fast Handvat finds, side by side with what else one might
// use for it: a raw bleve query over three fields, SQLite's FTS5, and the least that
// anything can cost, BM25F in memory with MaxScore. It is a module of its own, so that
// what only a measurement needs is no dependency of the product:
//
//	cd knowledge/find/bench && go test -bench . -benchtime 1000x -timeout 1h
//
// Most of a run is building libraries of 100,000 aids, which may take a quarter of an hour
// on two busy cores; leave them out with -short. Read the ratios: every engine is asked the
// same questions in the same run, and machines differ.
//
// # What a question costs
//
// Milliseconds of work for one of a thousand questions, most of which have words that
// were not asked for before, all engines in one run for each size, on two cores that were
// busy with other things:
//
//	                  10,000 aids             100,000 aids
//	             p50    p95    p99       p50    p95    p99
//	Handvat      1.0    1.6    2.0       4.1    7.6   12.1
//	raw bleve    1.9    5.5    8.6      10.7   38.0   54.4
//	FTS5        16.3   31.8   41.1       177    349    422
//	MaxScore    0.11   0.27   0.37      0.57   1.47   2.03
//	in turn      8.6    5.8    5.2       5.7    3.3    2.6
//
// The last line is how many times the work of MaxScore Handvat takes if both are asked in
// turn and every word was asked for before.
//
// Nearly half of Handvat's work at 10,000 aids is finding and adding up some 130,000
// weights of the linear model, the centers and the neighbours, which MaxScore does not
// have. It skips aids that cannot be among the best, which Handvat does not: how sure an
// answer is depends on all that is near it.
package bench
