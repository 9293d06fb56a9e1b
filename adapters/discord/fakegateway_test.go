package discord

import (
	"encoding/json"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// gate is the fake's gateway. Events of a session are kept, so that a connection that
// resumes gets what the one before did not take.
type gate struct {
	f  *fakeDiscord
	mu sync.Mutex

	session  string // the one in use
	sessions map[string]*gateSession
	conn     *websocket.Conn // the connection in use
	early    []frame         // events before anybody was connected
	deaf     bool            // heartbeats are not acknowledged
	fatal    int             // close code for everyone who comes in

	identified, resumed int
}

type gateSession struct{ events []frame }

// A frame is what either side of the gateway says.
type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer ws.Close()
	var writing sync.Mutex
	say := func(v any) {
		writing.Lock()
		defer writing.Unlock()
		_ = ws.WriteJSON(v)
	}
	say(map[string]any{"op": 10, "d": map[string]int{"heartbeat_interval": 100}})
	for {
		var f frame
		if ws.ReadJSON(&f) != nil {
			return
		}
		g.mu.Lock()
		switch f.Op {
		case 1: // heartbeat
			if !g.deaf {
				say(map[string]any{"op": 11})
			}
		case 2: // identify
			var id struct {
				Token   string
				Intents int
			}
			_ = json.Unmarshal(f.Data, &id)
			code := g.fatal
			switch {
			case id.Token != "Bot "+fakeToken:
				code = 4004
			case id.Intents&(1<<1|1<<8|1<<15) != 0: // privileged
				code = 4014
			}
			if code != 0 {
				_ = ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""),
					time.Now().Add(time.Second))
				g.mu.Unlock()
				return
			}
			g.identified++
			g.session = "s" + string(rune('0'+g.identified))
			s := &gateSession{}
			g.sessions[g.session], g.conn = s, ws
			data, _ := json.Marshal(map[string]any{"v": 10, "session_id": g.session,
				"resume_gateway_url": "ws://" + g.f.srv.Listener.Addr().String() + "/gateway",
				"user":               map[string]any{"id": fakeBot, "username": "handvat", "bot": true},
				"guilds":             []any{}})
			s.events = append(s.events, frame{Type: "READY", Data: data, Seq: 1})
			for _, e := range g.early {
				e.Seq = int64(len(s.events) + 1)
				s.events = append(s.events, e)
			}
			g.early = nil
			for _, e := range s.events {
				say(e)
			}
		case 6: // resume
			var re struct {
				Token   string
				Session string `json:"session_id"`
				Seq     int64
			}
			_ = json.Unmarshal(f.Data, &re)
			s := g.sessions[re.Session]
			if s == nil || re.Token != "Bot "+fakeToken {
				say(map[string]any{"op": 9, "d": false})
				break
			}
			g.resumed++
			g.session, g.conn = re.Session, ws
			for _, e := range s.events[min(int(re.Seq), len(s.events)):] {
				say(e)
			}
			say(frame{Type: "RESUMED", Data: json.RawMessage(`{}`), Seq: int64(len(s.events))})
		}
		g.mu.Unlock()
	}
}

// dispatch sends an event to whoever is connected, or keeps it.
func (g *gate) dispatch(kind string, data any, times int) {
	raw, ok := data.(json.RawMessage)
	if !ok {
		raw, _ = json.Marshal(data)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for range max(times, 1) {
		s := g.sessions[g.session]
		if s == nil {
			g.early = append(g.early, frame{Type: kind, Data: raw})
			continue
		}
		e := frame{Type: kind, Data: raw, Seq: int64(len(s.events) + 1)}
		s.events = append(s.events, e)
		if g.conn != nil {
			_ = g.conn.WriteJSON(e) // heartbeats are answered under the same lock
		}
	}
}

// frame sends something that is no event.
func (g *gate) frame(text string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn != nil {
		_ = g.conn.WriteMessage(websocket.TextMessage, []byte(text))
	}
}

// cut breaks the connection; the session lives on.
func (g *gate) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.conn != nil {
		g.conn.Close()
		g.conn = nil
	}
}

// forget ends all sessions, as when one was away too long.
func (g *gate) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.sessions, g.session = map[string]*gateSession{}, ""
}

// counts are how often one identified and resumed.
func (g *gate) counts() (identified, resumed int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.identified, g.resumed
}
