package wording

// Noun is what a post calls itself, as in wording.txt.
const Noun = `(?:article|blog|blogpost|post|story|essay|piece|text|tutorial|entry|interview|content|page|guide|answer|chapter|newsletter|talk|column|report|series|review)s?`
