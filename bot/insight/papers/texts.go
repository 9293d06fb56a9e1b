package papers

import "github.com/handvat/handvat/knowledge/people"

// texts are the words of the papers in one language.
type texts struct {
	months             [12]string
	title, lead, draft string // lead: the day, the version of the program

	purposes, never part

	setUp                       string
	channelCaption, channelNote string
	channelHead                 []string
	channels                    map[string]channelText
	on, off                     string

	groups part // {k} is the smallest group, {2k} that of sensitive matters

	dataMap, mapIntro, mapNote, classCaption, bucketCaption string
	classHead, bucketHead                                   []string

	roles, roleIntro, roleCaption, roleHead string
	role                                    map[people.Role]string
	right                                   map[people.Right]string
	scope                                   map[people.Scope]string
	roleNotes                               []string

	rights, law part
	noAdvice    string

	dpia, open  part
	riskCaption string
	riskHead    []string
	risks       [][]string

	changes                         string
	control                         part
	noChanges, noLog, changeCaption string
	changeHead                      []string

	sign part
}

// A part is a heading, a sentence and points.
type part struct {
	heading, intro string
	points         []string
}

// A channelText says what goes in or out by a channel.
type channelText struct{ name, gets string }
