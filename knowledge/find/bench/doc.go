// Package bench measures how fast Handvat finds, side by side with what else one might
// use for it: a raw bleve query over three fields, SQLite's FTS5, and the least that
// anything can cost, BM25F in memory with MaxScore. It is a module of its own, so that
// what only a measurement needs is no dependency of the product:
//
//	cd knowledge/find/bench && go test -bench . -benchtime 2000x
//
// A run takes a few minutes, most of them to build a library of 100,000 aids; leave it
// out with -short. Read the ratios: every engine is asked the same questions in the same
// run, and machines differ.
package bench
