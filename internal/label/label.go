// Package label holds the words that feeds and books add to posts, by
// language.
package label

// Labels are the words of one language.
type Labels struct {
	ContentWarning string // "内容预警"
	Colon          string // "：" or ": "
	Comma          string // "、" or ", "
	RepostedFrom   string // "转载自"
}

// For returns the labels of the language closest to lang, a BCP 47 tag;
// English for "" or one that is not known.
func For(lang string) *Labels {
	if len(lang) >= 2 && lang[:2] == "zh" {
		return &Labels{ContentWarning: "内容预警", Colon: "：", Comma: "、", RepostedFrom: "转载自"}
	}
	return &Labels{ContentWarning: "Content warning", Colon: ": ", Comma: ", ", RepostedFrom: "Reposted from"}
}
