package site

import (
	"path"
	"strings"
)

// leftOutFolders holds names of folders that contain no pages on any site.
var leftOutFolders = map[string]string{
	"node_modules": "in node_modules",
	"vendor":       "in vendor",
	".git":         "in .git",
	".github":      "in .github",
	".obsidian":    "in .obsidian",
	".trash":       "in .trash",
}

// leftOut returns a verdict for a file in a folder that no engine reads.
func leftOut(rel string) Verdict {
	for dir := dirOf(rel); dir != ""; dir = dirOf(dir) {
		if why, ok := leftOutFolders[path.Base(dir)]; ok {
			return verdict(KindExcluded, why)
		}
	}
	return Verdict{}
}

// pageLayouts holds the layouts, types and templates that themes use for
// pages that are not articles.
var pageLayouts = map[string]bool{
	"search": true, "archives": true, "archive": true, "page": true, "tags": true, "tag": true, "categories": true, "category": true,
	"home": true, "index": true, "links": true, "link": true, "friends": true, "friend": true, "about": true, "contact": true, "404": true,
	"gallery": true, "guestbook": true, "taxonomy": true, "terms": true, "list": true, "landing": true, "splash": true, "error": true,
	"blog": true, "years": true, "year-archive": true, "tag_list": true, "compress": true,
}

// repositoryFiles holds the names, in lower case and without extension, of
// files that are written for people who read the repository.
var repositoryFiles = map[string]bool{
	"readme": true, "changelog": true, "contributing": true, "license": true, "code_of_conduct": true, "security": true, "authors": true,
	"claude": true, "agents": true, "todo": true, "pull_request_template": true, "issue_template": true,
}

// commonKind recognises pages that are not articles on a site of any engine.
// Layouts are considered only if the engine has no folder for posts.
func (s *Site) commonKind(p *Page, rel string) Verdict {
	name := strings.ToLower(stem(rel))
	switch {
	case name == "404" && !s.inSection(rel):
		return verdict(KindPage, "the page for errors")
	case (s.Engine == VuePress || s.Engine == VitePress) && !p.Bare && !p.Date.IsZero() && strings.Contains(rel, "/"):
		// A file of the repository has no date.
	case repositoryFiles[name] && !s.inSection(rel) || name == "readme" || strings.HasPrefix(name, "readme-") || strings.HasPrefix(name, "readme.") || strings.HasPrefix(name, "readme_"):
		return verdict(KindPage, "a file of the repository")
	}
	if s.Engine == Jekyll || s.Engine == Hexo {
		return Verdict{}
	}
	for _, key := range []string{"layout", "type", "template"} {
		v, ok := p.Front[key]
		if !ok {
			continue
		}
		if v == false && key == "layout" {
			continue
		}
		value := strings.ToLower(p.front(key))
		value = strings.TrimSuffix(value, path.Ext(value))
		value = value[strings.LastIndexByte(value, '/')+1:]
		if s.Engine == Zola && value == "page" {
			continue // page.html is the template of all posts
		}
		if pageLayouts[value] {
			return verdict(KindPage, key+": "+p.front(key))
		}
	}
	return Verdict{}
}

// inSection reports whether a file is in a section of a site whose engine
// reads its content from a separate folder. There security.md is an article;
// elsewhere it is a file of the repository.
func (s *Site) inSection(rel string) bool {
	if s.Engine != Hugo && s.Engine != Zola {
		return false
	}
	if h, ok := s.rules.(*hugo); ok {
		return h.place(rel).dir != ""
	}
	return strings.Count(rel, "/") > 1
}

// draftByFront returns a verdict for a draft, recognised by the keys that all
// engines share.
func draftByFront(p *Page, keys ...string) Verdict {
	for _, key := range keys {
		v, ok := p.Front[key]
		if !ok {
			continue
		}
		switch key {
		case "published", "publish":
			if isFalse(v) {
				return verdict(KindDraft, key+": false")
			}
		default:
			if isTrue(v) {
				return verdict(KindDraft, key+": true")
			}
		}
	}
	return Verdict{}
}

// excludedBy returns a verdict for a file that an exclude pattern of the site
// matches.
func (s *Site) excludedBy(rel string) Verdict {
	for _, f := range s.Exclude {
		if globMatch(f.Value, rel) {
			return verdict(KindExcluded, "excluded by "+f.Value)
		}
	}
	return Verdict{}
}
