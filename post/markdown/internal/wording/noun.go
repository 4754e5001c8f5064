package wording

// Noun matches the words for a post, as the definition "noun" of wording.txt does.
const Noun = `(?:article|blog|blogpost|post|story|essay|piece|text|tutorial|entry|interview|content|page|guide|answer|chapter|newsletter|talk|column|report|series|review)s?`
