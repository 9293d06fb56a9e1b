package teams

import (
	"encoding/json"
	"time"
)

// channelID is what the platform calls itself.
const channelID = "msteams"

// An activity is what the platform says: a message, a press, an installation. Only
// what we read is here.
type activity struct {
	Type          string          `json:"type"`
	ID            string          `json:"id"`
	Name          string          `json:"name"`   // of an invoke
	Action        string          `json:"action"` // of an installationUpdate
	Timestamp     time.Time       `json:"timestamp"`
	LocalTimezone string          `json:"localTimezone"`
	ServiceURL    string          `json:"serviceUrl"`
	ChannelID     string          `json:"channelId"`
	From          account         `json:"from"`
	Recipient     account         `json:"recipient"` // the bot
	Conversation  whereabouts     `json:"conversation"`
	Text          string          `json:"text"`
	Locale        string          `json:"locale"`
	Entities      []entity        `json:"entities"`
	Value         json.RawMessage `json:"value"` // of an invoke, and of a message sent by a button
	ReplyToID     string          `json:"replyToId"`
	Added         []account       `json:"membersAdded"`
	Removed       []account       `json:"membersRemoved"`
	ChannelData   struct {
		Tenant struct {
			ID string `json:"id"`
		} `json:"tenant"`
	} `json:"channelData"`
}

// An account is a person or the bot.
type account struct {
	ID    string `json:"id"`          // of the person for this bot alone
	Entra string `json:"aadObjectId"` // of the person in the organisation's directory
	Name  string `json:"name"`
}

type whereabouts struct {
	ID     string `json:"id"`
	Type   string `json:"conversationType"` // personal, groupChat or channel
	Tenant string `json:"tenantId"`
	Group  bool   `json:"isGroup"`
}

// An entity is a mention, or what the person's client is.
type entity struct {
	Type      string  `json:"type"`
	Text      string  `json:"text"`
	Mentioned account `json:"mentioned"`
	Locale    string  `json:"locale"`
	Timezone  string  `json:"timezone"`
}

// tenant is the organisation that a comes from; empty if it does not say.
func (a *activity) tenant() string {
	if a.ChannelData.Tenant.ID != "" {
		return a.ChannelData.Tenant.ID
	}
	return a.Conversation.Tenant
}

// personal reports whether a happened in a conversation of one person with the bot.
func (a *activity) personal() bool {
	return a.Conversation.Type == "personal" || a.Conversation.Type == "" && !a.Conversation.Group
}

// where is the conversation that a happened in. service is the address of its connector.
func (a *activity) where(service string) conversation {
	return conversation{service: service, id: plain(a.Conversation.ID), tenant: plain(a.tenant()), direct: a.personal()}
}

// pressed is the value of a press on a card, of a dialog and of a message extension.
type pressed struct {
	Action struct {
		Data json.RawMessage `json:"data"`
	} `json:"action"`
	Data    json.RawMessage `json:"data"`           // of a dialog
	Message *quoted         `json:"messagePayload"` // the message a command was used on
}

// quoted is a message of someone that a person acts on.
type quoted struct {
	Body struct {
		Type    string `json:"contentType"` // html or text
		Content string `json:"content"`
	} `json:"body"`
	Mentions []struct {
		Mentioned struct {
			User struct {
				ID   string `json:"id"` // in Microsoft Entra
				Name string `json:"displayName"`
			} `json:"user"` // empty if it is a bot or a channel
		} `json:"mentioned"`
	} `json:"mentions"`
}

// query is the value of a search in the message extension.
type query struct {
	Parameters []struct {
		Name  string `json:"name"`
		Value any    `json:"value"`
	} `json:"parameters"`
}

// feedback is the value of a thumb up or down under a message.
type feedback struct {
	Value struct {
		Text string `json:"feedback"` // JSON, with what was typed in feedbackText
	} `json:"actionValue"`
}

// consent is the value of an answer to an offered file.
type consent struct {
	Action  string `json:"action"` // accept or decline
	Context struct {
		File string `json:"file"`
	} `json:"context"`
	Upload upload `json:"uploadInfo"`
}

// upload is where a file may be written.
type upload struct {
	URL      string `json:"uploadUrl"`
	Content  string `json:"contentUrl"` // where it is to be found then
	Name     string `json:"name"`
	UniqueID string `json:"uniqueId"`
	FileType string `json:"fileType"`
}
