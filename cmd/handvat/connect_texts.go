package main

import "github.com/handvat/handvat/bot/text"

// connectTexts are what connect tells: guides, what it did, and what to do next.
type connectTexts struct {
	Lost  text.Line1 `args:"why"` // a test card
	Sent  text.Line1 `args:"to"`
	Twice text.Line3 `args:"user unit first"` // who is in a roster
	Left  text.Line1 `args:"people"`          // who is not in it

	SlackGuide  text.Line3 `args:"manifest arrive socket"`
	SlackHTTPS  text.Line1 `args:"url"` // how messages arrive over https
	SlackToken  string     // and over a socket
	SlackSocket string
	SlackTo     string
	SlackDone   string

	TeamsGuide text.Line1 `args:"route"`
	TeamsTo    string
	TeamsNext  text.Line2 `args:"file endpoint"`

	DiscordGuide  string
	DiscordInvite text.Line1 `args:"url"`
	DiscordTo     string
	DiscordLost   text.Line1 `args:"why"`
	DiscordAgain  string
	DiscordGone   string
	DiscordDone   string

	XAPINone string
}
