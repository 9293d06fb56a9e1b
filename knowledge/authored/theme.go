package authored

import "fmt"

// A Theme is a list of questions and stories from practice that keep a channel alive after
// a programme: one is posted in two weeks, in this order.
type Theme struct {
	ID          string `yaml:"id"`          // of a-z, 0-9 and -, at most 30 bytes
	Title       Text   `yaml:"title"`       // people read it
	Purpose     Text   `yaml:"purpose"`     // what it serves, in one line; people read it below each post
	Responsible string `yaml:"responsible"` // role that answers for it, such as ld-team
	Posts       []Text `yaml:"posts"`
}

// maxPosts is how many posts a theme has at most: those of a year.
const maxPosts = 26

func (k *checker) theme(th *Theme) {
	k.head(th.ID, th.Title, th.Purpose, th.Responsible)
	k.that(len(th.Posts) > 0 && len(th.Posts) <= maxPosts, "posts",
		func(w *texts) string { return w.Posts.With(maxPosts) })
	for i, post := range th.Posts {
		k.text(fmt.Sprintf("posts[%d]", i), post, maxText)
	}
}
