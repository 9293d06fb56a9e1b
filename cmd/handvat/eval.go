package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/find"
	"github.com/handvat/handvat/knowledge/find/encode/sentence"
	"github.com/handvat/handvat/knowledge/find/evaluate"
	"github.com/handvat/handvat/knowledge/store"
)

// evalCmd measures finding on questions with known answers.
type evalCmd struct {
	Dirs            []string `arg:"" name:"dir"`
	Learn           []string `default:"0" placeholder:"K,…"`
	Seed            []int    `default:"0"`
	Split           string   `enum:"train,dev,test" default:"test"`
	Typos           bool
	Calibrate       string   `enum:"train,dev," default:""`
	Using           string   `type:"path"`
	Write           string   `type:"path"`
	Synonyms        []string `placeholder:"FILE" type:"path"`
	Embeddings      string   `placeholder:"URL"`
	EmbeddingsModel string   `placeholder:"NAME" env:"HANDVAT_EMBEDDINGS_MODEL"`
	encoderFlag
	langFlag
	JSON bool
}

// Run runs the command.
func (c *evalCmd) Run(ctx context.Context, std stdio, lg *slog.Logger) error {
	var using *find.Calibration
	if c.Using != "" {
		data, err := os.ReadFile(c.Using)
		if err != nil {
			return err
		}
		cal, err := find.ParseCalibration(data)
		if err != nil {
			return err
		}
		using = &cal
	}
	syn, problems, err := synonymFlags{c.Synonyms}.files(nil).Load()
	if err != nil {
		return err
	}
	for _, p := range problems {
		fmt.Fprintln(std.err, p.String(knowledge.Lang(spoken(c.Lang))))
	}
	embedder, err := c.vectors(lg)
	if err != nil {
		return err
	}
	trials, err := c.trials(evaluate.Trial{Split: c.Split, Typos: c.Typos, Calibrate: c.Calibrate, Calibration: using,
		Synonyms: syn, Embedder: embedder})
	if err != nil {
		return err
	}
	if c.Write != "" {
		return c.write(ctx, std.out, trials)
	}
	var sets []*evaluate.Set
	for _, dir := range c.Dirs {
		s, err := evaluate.Load(dir)
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	if !c.JSON {
		fmt.Fprintln(std.out, evaluate.Header(spoken(c.Lang)))
	}
	for _, s := range sets {
		for _, group := range trials {
			var rs []evaluate.Report
			for _, t := range group {
				r, err := evaluate.Run(ctx, s, t)
				if err != nil {
					return err
				}
				rs = append(rs, r)
			}
			if err := c.print(std.out, evaluate.Mean(rs), len(trials) == 1); err != nil {
				return err
			}
		}
	}
	return nil
}

// vectors returns the embedder that is asked for; nil for none.
func (c *evalCmd) vectors(lg *slog.Logger) (find.Embedder, error) {
	e, err := embeddingsConfig{URL: c.Embeddings, Model: c.EmbeddingsModel,
		APIKey: newSecret(os.Getenv("HANDVAT_EMBEDDINGS_API_KEY"))}.embedder(lg)
	if e == nil && err == nil && c.on() {
		e = evaluate.Remembering(sentence.Encoder{})
	}
	return e, err
}

// trials returns the trials of a set, all like one: for each number of phrasings, one
// for each seed.
func (c *evalCmd) trials(like evaluate.Trial) ([][]evaluate.Trial, error) {
	var out [][]evaluate.Trial
	for _, l := range c.Learn {
		k, err := strconv.Atoi(l)
		if l == "all" {
			k, err = evaluate.All, nil
		}
		if err != nil || k < evaluate.All {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoNumber.With(l) })
		}
		var group []evaluate.Trial
		for _, seed := range c.Seed {
			like.Learn, like.Seed = k, seed
			group = append(group, like)
			if k <= 0 {
				break // the same whatever the seed
			}
		}
		out = append(out, group)
	}
	return out, nil
}

// print prints a report, and how confidence compares with the truth if it is the only one.
func (c *evalCmd) print(w io.Writer, r evaluate.Report, alone bool) error {
	if c.JSON {
		return json.NewEncoder(w).Encode(r)
	}
	fmt.Fprintln(w, r.Row(spoken(c.Lang)))
	if alone {
		fmt.Fprint(w, "\n", r.ReliabilityTable(spoken(c.Lang)), "\n")
	}
	return nil
}

// write makes one calibration of all sets and trials and writes it to a file.
func (c *evalCmd) write(ctx context.Context, w io.Writer, trials [][]evaluate.Trial) error {
	if c.Calibrate == "" {
		return words.Say(func(w *texts) string { return w.Wrong.NoCalibrate })
	}
	var plan []evaluate.Plan
	var names []string
	for _, dir := range c.Dirs {
		s, err := evaluate.Load(dir)
		if err != nil {
			return err
		}
		names = append(names, filepath.Base(dir))
		for _, group := range trials {
			t := group[0]
			t.Split = c.Calibrate
			if t.Learn == 0 || len(s.Phrasings(t.Learn, t.Seed)) > 0 {
				plan = append(plan, evaluate.Plan{Set: s, Trial: t})
			}
		}
	}
	cal, err := evaluate.Fit(ctx, plan)
	if err != nil {
		return err
	}
	data, err := json.MarshalIndent(cal, "", "\t")
	if err != nil {
		return err
	}
	fmt.Fprintln(w, words.In(spoken(c.Lang)).Calibrated.With(strings.Join(names, ", ")))
	return store.ReplaceFile(c.Write, append(data, '\n'), 0o644)
}
