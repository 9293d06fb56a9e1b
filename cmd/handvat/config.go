package main

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"github.com/handvat/handvat/bot/insight/papers"
	"github.com/handvat/handvat/bot/text"
	"github.com/handvat/handvat/knowledge"
	"github.com/handvat/handvat/knowledge/settings"
	"github.com/handvat/handvat/knowledge/yamldoc"
)

// config is what an administrator sets up: one YAML file, and environment variables
// that go before it. The variable of slack.bot_token is HANDVAT_SLACK_BOT_TOKEN, and
// so on. Every secret may be given as the name of a file instead, under its own name
// with _file behind it. What the program finds by itself, and what differs per start,
// are flags.
type config struct {
	Public       publicConfig       `yaml:"public" envPrefix:"HANDVAT_PUBLIC_"`
	Organisation organisationConfig `yaml:"organisation" envPrefix:"HANDVAT_ORGANISATION_"`
	Privacy      privacyConfig      `yaml:"privacy" envPrefix:"HANDVAT_PRIVACY_"`
	Web          webConfig          `yaml:"web" envPrefix:"HANDVAT_WEB_"`
	Slack        slackConfig        `yaml:"slack" envPrefix:"HANDVAT_SLACK_"`
	Teams        teamsConfig        `yaml:"teams" envPrefix:"HANDVAT_TEAMS_"`
	Discord      discordConfig      `yaml:"discord" envPrefix:"HANDVAT_DISCORD_"`
	Embeddings   embeddingsConfig   `yaml:"embeddings" envPrefix:"HANDVAT_EMBEDDINGS_"`
	Mail         mailConfig         `yaml:"mail" envPrefix:"HANDVAT_MAIL_"`
	XAPI         xapiConfig         `yaml:"xapi" envPrefix:"HANDVAT_XAPI_"`
	KPI          kpiConfig          `yaml:"kpi" envPrefix:"HANDVAT_KPI_"`

	inFile bool             // a secret stands in the file itself
	ways   []papers.Channel // that another program read; nil if it is all here

	flags map[string]string // of serve that are settings too, as they are told
}

// publicConfig is the listener that chat platforms reach. It serves the addresses
// where platforms deliver signed messages, and nothing else: never the chat page.
type publicConfig struct {
	Addr string `yaml:"addr" env:"ADDR"` // such as ":8090", behind a proxy that does https; empty for none
	Host string `yaml:"host" env:"HOST"` // the name platforms know it by, such as handvat.example.org
}

// organisationConfig is whom the bot works for.
type organisationConfig struct {
	Contact string `yaml:"contact" env:"CONTACT"`     // role that helps where no aid names one
	Guests  bool   `yaml:"guests" env:"GUESTS"`       // guests and people of other organisations may ask
	Zone    string `yaml:"zone" env:"ZONE" audit:"-"` // IANA time zone in which weeks begin, such as Europe/Brussels
}

// check refuses a time zone that there is none of.
func (c organisationConfig) check() error {
	if _, err := time.LoadLocation(c.Zone); err != nil || c.Zone == "Local" {
		zone := strconv.Quote(c.Zone)
		return words.Say(func(w *texts) string { return w.Wrong.NoZone.With(zone, settings.UsualZone) })
	}
	return nil
}

// privacyConfig is what a works council agrees to.
type privacyConfig struct {
	// K raises the smallest group that is shown; 0 leaves it as it is.
	K        int      `yaml:"k" env:"K" audit:"-"`
	NotAsked []string `yaml:"not_asked" env:"NOT_ASKED"` // of the short questions: value, room, minutes, quotes
}

// webConfig is the chat page.
type webConfig struct {
	Title string `yaml:"title" env:"TITLE"` // name of the bot on the page
}

type slackConfig struct {
	BotToken          Secret `yaml:"bot_token" env:"BOT_TOKEN"`
	BotTokenFile      string `yaml:"bot_token_file" env:"BOT_TOKEN_FILE"`
	SigningSecret     Secret `yaml:"signing_secret" env:"SIGNING_SECRET"`
	SigningSecretFile string `yaml:"signing_secret_file" env:"SIGNING_SECRET_FILE"`
	AppToken          Secret `yaml:"app_token" env:"APP_TOKEN"`
	AppTokenFile      string `yaml:"app_token_file" env:"APP_TOKEN_FILE"`
	Expires           Day    `yaml:"expires" env:"EXPIRES"` // of the tokens, if they end
	// APIURL is another address of Slack's Web API, such as https://slack-gov.com/api/.
	APIURL string `yaml:"api_url" env:"API_URL"`
}

type teamsConfig struct {
	AppID         string `yaml:"app_id" env:"APP_ID"`
	Tenant        string `yaml:"tenant" env:"TENANT"`
	Secret        Secret `yaml:"secret" env:"SECRET"`
	SecretFile    string `yaml:"secret_file" env:"SECRET_FILE"`
	SecretExpires Day    `yaml:"secret_expires" env:"SECRET_EXPIRES"`

	UnsafeLoopbackPlatform unsafeLoopback `yaml:"unsafe_loopback_platform" envPrefix:"UNSAFE_LOOPBACK_"`
}

// unsafeLoopback is a stand-in for Microsoft, for tests. Both addresses must be of this
// machine, or nothing starts.
type unsafeLoopback struct {
	Metadata string `yaml:"metadata" env:"METADATA"`
	Token    string `yaml:"token" env:"TOKEN"`
}

type discordConfig struct {
	AppID string `yaml:"app_id" env:"APP_ID"`
	// PublicKey is for interactions over HTTP; without it they come by the gateway.
	PublicKey string   `yaml:"public_key" env:"PUBLIC_KEY"`
	HTTPOnly  bool     `yaml:"http_only" env:"HTTP_ONLY"`
	Guilds    []string `yaml:"guilds" env:"GUILDS"`
	Roles     []string `yaml:"roles" env:"ROLES"` // ids; who has none of them is a guest
	Token     Secret   `yaml:"token" env:"TOKEN"`
	TokenFile string   `yaml:"token_file" env:"TOKEN_FILE"`
	Expires   Day      `yaml:"expires" env:"EXPIRES"`
}

// mailConfig is the server that sends our mail. Its password is never in the file.
type mailConfig struct {
	Host         string `yaml:"host" env:"HOST" audit:"-"` // such as smtp.example.org; empty for no mail
	Port         int    `yaml:"port" env:"PORT"`           // 0 for the usual one
	TLS          string `yaml:"tls" env:"TLS"`             // starttls, tls, or none on this machine
	User         string `yaml:"user" env:"USER" audit:"-"`
	Password     Secret `yaml:"-" env:"PASSWORD"`
	PasswordFile string `yaml:"password_file" env:"PASSWORD_FILE"`
	From         string `yaml:"from" env:"FROM" audit:"-"` // such as "Handvat <handvat@example.org>"
	// Helo is the name we greet the server by; empty for the domain of From.
	Helo string `yaml:"helo" env:"HELO"`
	// Page is the https address of the chat page, shown in every mail; may be empty.
	Page string `yaml:"page" env:"PAGE"`
	// RootsFile has PEM certificates of who may vouch for the server; empty for those of the system.
	RootsFile string `yaml:"roots_file" env:"ROOTS_FILE"`
}

// xapiConfig is the learning record store that is told what happens; none by default.
// Its password is never in the file.
type xapiConfig struct {
	// Endpoint is the https address of the LRS, without /statements; empty for none.
	Endpoint     string `yaml:"endpoint" env:"ENDPOINT" audit:"-"`
	User         string `yaml:"user" env:"USER" audit:"-"`
	Password     Secret `yaml:"-" env:"PASSWORD"`
	PasswordFile string `yaml:"password_file" env:"PASSWORD_FILE"`
	Version      string `yaml:"version" env:"VERSION"` // 1.0.3, the default, or 2.0.0
	// Home is the https address of the organisation, under which accounts have their names.
	Home     string   `yaml:"home" env:"HOME"`
	Batch    int      `yaml:"batch" env:"BATCH"` // statements in one request; 50 if 0
	Approval approval `yaml:"approval" envPrefix:"APPROVAL_"`
}

// embeddingsConfig is an endpoint that speaks OpenAI's embeddings API, as one more signal
// in finding. With it the texts of aids, confirmed phrasings and scrubbed questions are
// sent there; without it nothing is.
type embeddingsConfig struct {
	URL    string `yaml:"url" env:"URL" audit:"-"` // the base, such as https://api.example.org/v1; empty for none
	Model  string `yaml:"model" env:"MODEL"`       // as the endpoint names it
	APIKey Secret `yaml:"-" env:"API_KEY"`         // from the environment only

	Approval approval `yaml:"approval" envPrefix:"APPROVAL_"` // needed unless URL is of this machine
}

// secrets are all secrets of c.
func (c *config) secrets() []secretOf {
	return []secretOf{
		{"slack.bot_token", &c.Slack.BotToken, c.Slack.BotTokenFile, c.Slack.Expires},
		{"slack.signing_secret", &c.Slack.SigningSecret, c.Slack.SigningSecretFile, Day{}},
		{"slack.app_token", &c.Slack.AppToken, c.Slack.AppTokenFile, c.Slack.Expires},
		{"teams.secret", &c.Teams.Secret, c.Teams.SecretFile, c.Teams.SecretExpires},
		{"discord.token", &c.Discord.Token, c.Discord.TokenFile, c.Discord.Expires},
		{"mail.password", &c.Mail.Password, c.Mail.PasswordFile, Day{}},
		{"xapi.password", &c.XAPI.Password, c.XAPI.PasswordFile, Day{}},
		{"kpi.token", &c.KPI.Token, c.KPI.TokenFile, Day{}},
	}
}

// chats reports whether people talk with the bot on a chat platform.
func (c *config) chats() bool {
	return slices.ContainsFunc(platforms(), func(p platform) bool { return p.talks && p.isSet(c) })
}

// configFlags say where the configuration is.
type configFlags struct {
	Config string `placeholder:"FILE" type:"path" env:"HANDVAT_CONFIG"`
	Known  *known `kong:"-"` // what another program read there; nil if that is yet to be read
}

// load reads the configuration: the file if there is one, then the environment, then
// the files that secrets are in. An error names the place, and no secret.
func (f configFlags) load() (*config, error) {
	c := new(config)
	if f.Known != nil {
		c.Privacy, c.ways = f.Known.Privacy, f.Known.Channels
		return c, nil
	}
	if f.Config != "" {
		data, err := os.ReadFile(f.Config)
		if err != nil {
			return nil, words.Say(func(w *texts) string { return w.Wrong.NoFile.With("--config", f.Config) })
		}
		if err := readConfig(f.Config, data, c); err != nil {
			return nil, err
		}
		c.inFile = slices.ContainsFunc(c.secrets(), func(s secretOf) bool { return s.value.IsSet() })
	}
	if err := readEnvironment(os.Environ(), c); err != nil {
		return nil, err
	}
	errs := []error{c.Privacy.check(), c.Organisation.check()}
	for _, s := range c.secrets() {
		errs = append(errs, s.load())
	}
	errs = append(errs, c.KPI.check())
	return c, errors.Join(errs...)
}

// maxConfig is the size of the largest configuration that is read, in bytes.
const maxConfig = 256 << 10

// readConfig reads YAML into c. What is wrong is an error with its line and column; it holds
// no value, as a secret may be one.
func readConfig(file string, data []byte, c *config) error {
	var all knowledge.Problems
	_, problems := yamldoc.Decode(data, c, yamldoc.Options{Max: maxConfig})
	for _, p := range problems {
		if p.Code == yamldoc.UnknownField {
			for lang, says := range p.Says {
				p.Says[lang] = says + " " + words.In(lang).Wrong.Setting
			}
		}
		if p.Code != yamldoc.Empty {
			all = append(all, knowledge.At(file, p))
		}
	}
	return all.Err()
}

// readEnvironment reads the variables that c knows; one that begins with HANDVAT_ and
// a section of c but is not known is an error, so that a slip is not passed over.
func readEnvironment(environ []string, c *config) error {
	vars := env.ToMap(environ)
	known, err := env.GetFieldParamsWithOptions(c, env.Options{Environment: vars})
	if err != nil {
		return err
	}
	for name := range vars {
		for _, section := range []string{"PUBLIC", "ORGANISATION", "PRIVACY", "WEB", "SLACK", "TEAMS", "DISCORD",
			"EMBEDDINGS", "MAIL", "XAPI", "KPI"} {
			if strings.HasPrefix(name, "HANDVAT_"+section+"_") &&
				!slices.ContainsFunc(known, func(p env.FieldParams) bool { return p.Key == name }) {
				return words.Say(func(w *texts) string { return w.Wrong.NoVariable.With(name) })
			}
		}
	}
	var errs []error
	for _, p := range known {
		if value, ok := vars[p.Key]; ok {
			errs = append(errs, wrongVariable(p.Key, value,
				env.ParseWithOptions(c, env.Options{Environment: map[string]string{p.Key: value}})))
		}
	}
	return errors.Join(errs...)
}

// wrongVariable says what a variable of the environment must be, whose value was not read because of err; nil if it
// was.
func wrongVariable(name, value string, err error) error {
	var says text.Said
	var field env.ParseError
	switch given := strconv.Quote(value); {
	case err == nil:
		return nil
	case errors.As(err, &field) && errors.As(field.Err, &says):
	case field.Type != nil && field.Type.Kind() == reflect.Bool:
		says = words.Say(func(w *texts) string { return w.Wrong.IsBool.With(given) })
	default:
		says = words.Say(func(w *texts) string { return w.Wrong.IsNumber.With(given) })
	}
	for lang, is := range says {
		says[lang] = words.In(lang).Wrong.Variable.With(name, is)
	}
	return says
}
