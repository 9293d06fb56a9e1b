package teams

import (
	"cmp"
	"context"
	"errors"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/handvat/handvat/adapters/recent"
	"github.com/handvat/handvat/bot/chat"
)

// directory is where the platform looks for people to pick: everyone in the
// organisation. What it gives are object ids of Microsoft Entra, as [chat.Person.ID].
const directory = "graph.microsoft.com/users"

const (
	accountLife = 7 * 24 * time.Hour
	accountMost = 20000
	guestLife   = 24 * time.Hour
	lookUpIn    = 700 * time.Millisecond // for all people of an event together: an answer matters more
)

// who is the person that an account is. Microsoft Entra knows them in the whole
// organisation; the id for this bot stands in if that is not known.
func (a account) who(tenant string) chat.Person {
	id := cmp.Or(a.Entra, strings.TrimPrefix(a.ID, "8:orgid:"))
	return chat.Person{Platform: Platform, Team: plain(tenant), ID: plain(id), Name: plain(a.Name)}
}

// isPerson reports whether the account is that of a person, and not of a bot, a team or
// a channel.
func (a account) isPerson() bool {
	return a.Entra != "" || strings.HasPrefix(a.ID, "29:") || strings.HasPrefix(a.ID, "8:orgid:")
}

// addPerson is [chat.AddPerson], but for who has no id that we take.
func addPerson(people []chat.Person, p chat.Person) []chat.Person {
	if p.ID == "" || len(p.ID) > maxID {
		return people
	}
	return chat.AddPerson(people, p)
}

// said is the text of a message without the mention of the bot, and the people it
// mentions, in order. Whoever is mentioned is named.
func said(a *activity) (text string, people []chat.Person) {
	mentions := slices.Clone(a.Entities)
	mentions = slices.DeleteFunc(mentions, func(en entity) bool {
		return en.Type != "mention" || !strings.Contains(a.Text, en.Text) || en.Text == ""
	})
	slices.SortStableFunc(mentions, func(x, y entity) int {
		return strings.Index(a.Text, x.Text) - strings.Index(a.Text, y.Text)
	})
	text = a.Text
	for _, en := range mentions {
		name := "@" + html.EscapeString(cmp.Or(en.Mentioned.Name, textsIn(a.Locale).Colleague))
		if en.Mentioned.ID == a.Recipient.ID {
			name = " "
		} else if en.Mentioned.isPerson() {
			people = addPerson(people, en.Mentioned.who(a.tenant()))
		}
		text = strings.ReplaceAll(text, en.Text, name)
	}
	return clean(html.UnescapeString(text)), people
}

var (
	tagRE     = regexp.MustCompile(`<[^>]*>`)
	mentionRE = regexp.MustCompile(`<at id="\d+">([^<]*)</at>`)
)

// said is what a message says, on one line if it was HTML, and the people of tenant it
// mentions.
func (q *quoted) said(tenant string) (text string, people []chat.Person) {
	for _, m := range q.Mentions {
		if u := m.Mentioned.User; u.ID != "" {
			people = addPerson(people, account{Entra: u.ID, Name: u.Name}.who(tenant))
		}
	}
	if q.Body.Type == "text" {
		return clean(q.Body.Content), people
	}
	text = mentionRE.ReplaceAllString(q.Body.Content, "@$1")
	text = html.UnescapeString(tagRE.ReplaceAllString(text, " "))
	return clean(strings.Join(strings.Fields(text), " ")), people
}

// picked are the people of tenant with these object ids, which stand between commas.
func picked(ids, tenant string) (people []chat.Person) {
	for id := range strings.SplitSeq(ids, ",") {
		people = addPerson(people, account{Entra: strings.TrimSpace(id)}.who(tenant))
	}
	return people
}

// callByName completes the people of t: the ids of those who were mentioned, and the
// names of those who were picked, which become the answer. Somebody without a name
// becomes "a colleague": nobody is shown an id.
func (a *Adapter) callByName(ctx context.Context, in *activity, service string, t *act) {
	a.accounts.remember(in.tenant(), in.From)
	ctx, cancel := context.WithTimeout(ctx, lookUpIn)
	defer cancel()
	guest, err := a.isGuest(ctx, in.tenant(), in.where(service), in.From.ID)
	t.From.Guest, t.From.Unsure = guest, err != nil
	var people []chat.Person
	var names []string
	for _, p := range t.People {
		if where := in.where(service); !where.direct {
			p.Guest, err = a.isGuest(ctx, p.Team, where, p.ID)
			p.Unsure = err != nil && !isAnswer(err)
		} else { // nobody else is in it to ask about
			p.Guest, _ = a.guests.Get(plain(p.Team) + " " + plain(p.ID))
		}
		if who, ok := a.accounts.Get(p.Team + " " + p.ID); ok {
			p.ID, p.Name = who.who(p.Team).ID, cmp.Or(p.Name, plain(who.Name))
		}
		people = addPerson(people, p)
		names = append(names, cmp.Or(p.Name, textsIn(t.Locale).Colleague))
	}
	t.People = people
	if t.picks != "" && len(names) > 0 {
		t.Fields[t.picks] = strings.Join(names, ", ")
	}
}

// isAnswer reports whether an error is what the platform says of somebody, such as that they are not in a conversation,
// rather than that it says nothing now.
func isAnswer(err error) bool {
	e := (*chat.SendError)(nil)
	return errors.As(err, &e) && (e.Permanent || e.Gone)
}

// isGuest reports whether somebody in a conversation is a guest of the organisation, or of another one. An activity
// does not tell, so the platform is asked, once a day; the error is that it does not say.
func (a *Adapter) isGuest(ctx context.Context, tenant string, where conversation, who string) (bool, error) {
	if guest, ok := a.guests.Get(plain(tenant) + " " + plain(who)); ok {
		return guest, nil
	}
	m, err := a.member(ctx, where, who)
	if err != nil {
		return false, err
	}
	a.accounts.remember(tenant, m.account)
	guest := m.isGuest(tenant)
	for _, id := range []string{who, m.ID, m.Entra} {
		if id != "" {
			a.guests.Put(plain(tenant)+" "+plain(id), guest)
		}
	}
	return guest, nil
}

// member is somebody in a conversation, as the platform says.
func (a *Adapter) member(ctx context.Context, where conversation, who string) (m member, err error) {
	id, _ := where.parts()
	err = a.post.call(ctx, http.MethodGet, where.service+pathTo+"/"+url.PathEscape(id)+"/members/"+
		url.PathEscape(who), nil, &m)
	if err != nil {
		a.lg.WarnContext(ctx, "teams: a person was not looked up", "err", err)
		return member{}, err
	}
	m.Entra = cmp.Or(m.Entra, m.Object)
	return m, nil
}

// accounts are those of people seen lately, by their tenant and each of their ids.
type accounts struct{ *recent.Memory[account] }

func (r accounts) remember(tenant string, who account) {
	if who.Entra == "" {
		return
	}
	for _, id := range []string{who.Entra, who.ID} {
		if id != "" && len(id) <= maxID {
			r.Put(plain(tenant)+" "+plain(id), who)
		}
	}
}
