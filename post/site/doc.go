// Package site tells what a folder of posts belongs to: which site generator
// makes a site of it, what its configuration says, where each file is published,
// which files are posts, and what the references in them lead to.
//
//	s, err := site.Find(os.DirFS(root), "content/posts")
//	address, err := s.Address(&site.Page{Path: "content/posts/a.md", Title: "A"})
//
// [Find] reads the configuration once. [Site.Address], [Site.Kind] and
// [Site.Language] are then answered from memory for one [Page] at a time, which
// the caller fills from the front matter; an address takes about ten
// microseconds. References need the names of the files and the addresses of the
// pages: fill an [Index] with both, then ask [Index.Resolve].
//
//	files ─► Find ─► Site ─► Address, Kind, Language    of one Page
//	                      └► Walk, Page ─► Index ─► Resolve    of one reference
//
// A setting is a [Finding]: a value with the file and line that it was read
// from. What is there and cannot be read is an [Unread], with its place, and
// never guessed. A [Site] holds no file system and changes no more.
//
// # What is read
//
// The rules are those of the engines' own sources, which the comments name, and
// the tests compare them with what the engines made of sample sites.
//
// Jekyll: _config.yml. Permalink styles and patterns, also of collections and of
// defaults by scope; collections_dir, baseurl, timezone, include, exclude,
// published, drafts. A date without an offset is UTC to Jekyll if it has a time.
// Languages of defaults, show_drafts. Tags post_url and link, {{ site.x }},
// relative_url. Not read: plugins that make
// pages or addresses, _config.production.yml, themes.
//
// Hexo: _config.yml. permalink with all its parts (:hash and keys of the front
// matter as well), permalink_defaults, new_post_name, category_map,
// default_category, filename_case, pretty_urls, skip_render, asset folders. Hexo
// is told from Jekyll by package.json, else by folders and keys. Not read:
// _config.THEME.yml, generators of plugins, the time of a file for a post without
// a date: its address is an error.
//
// Hugo: hugo.toml, config.toml (and yaml, json), config/_default and
// config/production. Permalinks in the three forms, uglyURLs, url and slug,
// languages by suffix, folder or host, mounts, disablePathToLower,
// removePathAccents, dates of file names, page bundles, mainSections, build
// options, cascade in _index.md, hardWraps. ref, relref and resources. Not read: configuration of
// themes and modules, cascades for a part of a section, content adapters, HUGO_ variables, outputs other
// than HTML.
//
// Zola: config.toml with base_url, or zola.toml. path, slug, slugify, dates of
// file names, languages, ignored_content, drafts of sections, @/ links. Not read:
// themes. Emoji in names are dropped, which Zola spells out.
//
// Docusaurus: docusaurus.config. The classic preset and the plugins for blog,
// docs and pages, each with path, routeBasePath and exclude; slugs, number
// prefixes, versions, translations, trailingSlash. Not read: plugins of others,
// numberPrefixParser as a function, options of versions.
//
// VitePress: .vitepress/config. base, srcDir, srcExclude, cleanUrls, rewrites,
// locales, the public folder. Not read: rewrites as a function, dynamic routes,
// configurations of folders.
//
// VuePress 1 and 2: .vuepress/config. base, locales, permalink patterns, README
// and index. The hostname of a theme is the address. Not read: pages that
// plugins and themes add, paths of onPrepared hooks.
//
// Astro: astro.config, content.config, and route files with getCollection, which
// tell where a collection is published; a collection without one is taken to be
// at /NAME/. Starlight with its locales. Title and description come from
// src/consts.ts and the like. Not read: routes that are computed otherwise.
//
// Eleventy: eleventy.config or .eleventy.js with dir, pathPrefix, ignores and
// passthrough copies, .eleventyignore, data files of directories and posts, and
// metadata in _data. Permalinks with outputs of variables and filters for text
// and dates; any other template is [ErrComputed].
//
// Obsidian: .obsidian/app.json and templates.json; addresses are those of
// Obsidian Publish. Quartz: quartz.config.ts.
// Notes that link to each other by name are a vault without that folder, too;
// their addresses are paths.
//
// For any engine a file CNAME gives the host that the configuration lacks.
//
// # JavaScript
//
// Configuration in JavaScript or TypeScript is never run. Literal values are
// read, with constants and local modules that hold them, spreads of such, sums of
// strings and templates of constants; the value of a function is what its last
// return says, and a call such as defineConfig stands for its argument.
// Everything else is computed, and named in [Site.Unread]. The tokens are those
// of the lexer of tdewolff/parse.
//
// # What is a post
//
// [Site.Kind] follows the engine: _posts of Jekyll and Hexo, regular pages of
// Hugo, pages of Zola, the blog of Docusaurus, entries of collections, dated or
// tagged files of Eleventy, notes of Obsidian. List pages are sections. 404,
// README and layouts such as search or archives are pages wherever the engine has
// no folder for posts. A documentation beside a blog is pages, alone it is posts.
// Posts without a date are weak where others have one: see [Settle]. Whether a
// post is due or expired is not told: see [Site.Future].
//
// # References
//
// [Index.Resolve] tries what the engine would find: files beside the page or in
// its bundle, content and static folders, tags, links by name. Then it reads the
// reference as a browser does, from the address of the page, and at last looks
// for a file that the author may have meant, which is a [Target.Guess].
//
// # Limits
//
// A configuration file has at most 256 KiB and 50,000 values nested 64 deep, a
// script at most 32 modules, a pattern 1 KiB, a site 200,000 files, an address
// 8 KiB. Only regular files of the given file system are opened.
package site
