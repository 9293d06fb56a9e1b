package store

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

// BenchmarkUpdate compares what n writers at once get through with our group
// commit, with bbolt's Update and with bbolt's Batch, on one new key each.
func BenchmarkUpdate(b *testing.B) {
	val := bytes.Repeat([]byte("v"), 200)
	for _, writers := range []int{1, 8, 64, 256} {
		for _, way := range []string{"group", "bbolt-update", "bbolt-batch-10ms", "bbolt-batch-1ms"} {
			b.Run(way+"/"+label(writers), func(b *testing.B) {
				db := openTemp(b)
				put := func(tx *bolt.Tx, n uint64) error {
					bucket, err := tx.CreateBucketIfNotExists([]byte("b"))
					if err != nil {
						return err
					}
					return bucket.Put(Num(n), val)
				}
				write := func(n uint64) error {
					return db.Update(context.Background(), func(tx *Tx) error { return tx.Put("b", Num(n), val) })
				}
				switch way {
				case "bbolt-update":
					write = func(n uint64) error { return db.db.Update(func(tx *bolt.Tx) error { return put(tx, n) }) }
				case "bbolt-batch-1ms":
					db.db.MaxBatchDelay = time.Millisecond
					fallthrough
				case "bbolt-batch-10ms":
					write = func(n uint64) error { return db.db.Batch(func(tx *bolt.Tx) error { return put(tx, n) }) }
				}
				var n atomic.Uint64
				var wg sync.WaitGroup
				b.ResetTimer()
				for range writers {
					wg.Go(func() {
						for i := n.Add(1); i <= uint64(b.N); i = n.Add(1) {
							if err := write(i); err != nil {
								b.Error(err)
								return
							}
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
			})
		}
	}
}

func label(writers int) string {
	return map[int]string{1: "1-writer", 8: "8-writers", 64: "64-writers", 256: "256-writers"}[writers]
}
