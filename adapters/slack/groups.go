package slack

import (
	"cmp"
	"context"
	"log/slog"
	"slices"

	"github.com/slack-go/slack"
)

// groupsScope is what the bot token must allow for [Groups]. Handvat needs it for nothing
// else, so that the manifest does not ask for it.
const groupsScope = "usergroups:read"

// A Group is a user group of a workspace.
type Group struct {
	Handle, Name string
	Members      []string // user ids, in order
}

// Groups returns the user groups of the workspace of a bot token, in order of handle,
// and the id of that workspace. Groups that were switched off are left out.
func Groups(ctx context.Context, cfg Config) (team string, gs []Group, err error) {
	api := New(slog.New(slog.DiscardHandler), cfg, nil).api
	self, err := api.AuthTestContext(ctx)
	if err != nil {
		return "", nil, Words.Say(func(w *texts) string { return w.Wrong.Groups.With(w.Checked.why(err)) })
	}
	all, err := api.GetUserGroupsContext(ctx, slack.GetUserGroupsOptionIncludeUsers(true))
	if codeOf(err) == "missing_scope" {
		return "", nil, Words.Say(func(w *texts) string { return w.Wrong.Scope.With(groupsScope) })
	}
	if err != nil {
		return "", nil, Words.Say(func(w *texts) string { return w.Wrong.Groups.With(w.Checked.why(err)) })
	}
	for _, g := range all {
		if g.DateDelete == 0 {
			gs = append(gs, Group{g.Handle, g.Name, slices.Sorted(slices.Values(g.Users))})
		}
	}
	slices.SortFunc(gs, func(a, b Group) int { return cmp.Compare(a.Handle, b.Handle) })
	return self.TeamID, gs, nil
}
