package barrier_test

import (
	"flag"
	"testing"

	"github.com/handvat/handvat/bot/bottest"
	"github.com/handvat/handvat/bot/skill/barrier"
)

var update = flag.Bool("update", false, "write the conversations in testdata anew")

func TestMain(m *testing.M) { bottest.Main(m) }

func TestConversations(t *testing.T) {
	bottest.ConversationsOn(t, *update, raise)
}

// roster has a desk of which mia is the manager, and a field service of lou's beside it.
var roster = map[string]string{
	"units.csv": "unit,name,parent\nservice,Klantenservice,\ndesk,Balie,service\nfield,Buitendienst,service\n",
	"people.csv": "platform,user,unit,roles,manager of\n" +
		"web,ada,desk,,\nweb,ben,desk,,\nweb,cleo,desk,,\nweb,dirk,desk,,\nweb,eve,desk,,\nweb,fay,desk,,\n" +
		"web,gus,desk,,\nweb,hal,desk,,\nweb,ida,desk,,\nweb,jan,desk,,\n" + // as many as may not say it
		"web,mia,desk,,desk\nweb,lou,field,,field\nweb,lena,service,author,\nweb,root,service,admin,\n",
}

func raise(t testing.TB) *bottest.Stage {
	s := bottest.New(t, barrier.Skill)
	s.Roster(roster)
	return s
}
