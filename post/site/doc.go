// Package site reads the configuration of a site generator. From it, the
// package tells which generator a folder of posts belongs to, at which
// address each file is published, which files are posts, and what the
// references in them lead to.
//
//	s, err := site.Find(os.DirFS(root), "content/posts")
//	address, err := s.Address(&site.Page{Path: "content/posts/a.md", Title: "A"})
//
// [Find] reads the configuration once. [Site.Address], [Site.Kind] and
// [Site.Language] then work from memory for one [Page] at a time, which the
// caller fills from the front matter; an address takes about ten
// microseconds. References need the names of all files and the addresses of
// all pages: fill an [Index] with both, then call [Index.Resolve].
//
//	files ─► Find ─► Site ─► Address, Kind, Language    of one Page
//	                      └► Walk, Page ─► Index ─► Resolve    of one reference
//
// A setting is a [Finding]: a value with the file and line that it was read
// from. A setting that exists but cannot be read is an [Unread] with its
// place; its value is never guessed. A [Site] holds no file system and does
// not change.
//
// # What is read
//
// The rules come from the source code of the generators, which the comments
// name, and the tests compare the results with what the generators made of
// sample sites.
//
// Jekyll: _config.yml. Permalink styles and patterns, also of collections and
// of defaults by scope; collections_dir, baseurl, timezone, include, exclude,
// published, drafts, show_drafts; languages of defaults. A date that has a
// time but no offset is in UTC, as in Jekyll. In references the tags post_url
// and link, {{ site.x }} and relative_url. Package markdown inserts files of
// _includes. Not read: plugins that make pages or addresses,
// _config.production.yml, themes.
//
// Hexo: _config.yml. permalink with all its parts (including :hash and keys
// of the front matter), permalink_defaults, new_post_name, category_map,
// default_category, filename_case, pretty_urls, skip_render, asset folders.
// Hexo is distinguished from Jekyll by package.json, or else by folders and
// keys. Not read: _config.THEME.yml, generators of plugins. Hexo dates a post
// without a date by the time of its file; here the address of such a post is
// an error.
//
// Hugo: hugo.toml or config.toml (also yaml and json), config/_default and
// config/production. Permalinks in all three forms, uglyURLs, url and slug,
// languages by suffix, folder or host, mounts, disablePathToLower,
// removePathAccents, frontmatter.date, page bundles, mainSections, build
// options, cascades in _index.md and the configuration, hardWraps. In
// references ref, relref and resources. Not read: configuration of themes and
// modules, cascades for an environment, content adapters, HUGO_ variables,
// outputs other than HTML.
//
// Zola: config.toml with base_url, or zola.toml. path, slug, slugify, dates
// of file names, languages, ignored_content, drafts of sections, @/ links.
// Not read: themes. Emoji in names are dropped, while Zola spells them out.
//
// Docusaurus: docusaurus.config. The classic preset and the plugins for blog,
// docs and pages, each with path, routeBasePath and exclude; slugs, number
// prefixes, versions, translations, trailingSlash. Not read: third-party
// plugins, numberPrefixParser as a function, options of versions.
//
// VitePress: .vitepress/config. base, srcDir, srcExclude, cleanUrls,
// rewrites, locales, the public folder. Not read: rewrites as a function,
// dynamic routes, configurations of folders.
//
// VuePress 1 and 2: .vuepress/config. base, locales, permalink patterns,
// README and index. The hostname of a theme is the address of the site. Not
// read: pages that plugins and themes add, paths that onPrepared hooks set.
//
// Astro: astro.config, content.config, and route files with getCollection,
// which show where a collection is published; a collection without a route
// file is assumed to be at /NAME/. Starlight with its locales. Title and
// description come from files such as src/consts.ts. Not read: routes that
// are computed in other ways.
//
// Eleventy: eleventy.config or .eleventy.js with dir, pathPrefix, ignores and
// passthrough copies, .eleventyignore, data files of directories and posts,
// and metadata in _data. Permalinks may output variables and use filters for
// text and dates; any other template is [ErrComputed].
//
// Obsidian: .obsidian/app.json and templates.json; addresses are those of
// Obsidian Publish. Quartz: quartz.config.ts. Notes that link to each other
// by name count as a vault without that folder too; their addresses are
// paths.
//
// For any generator, a file CNAME gives the host if the configuration does
// not.
//
// # JavaScript
//
// Configuration in JavaScript or TypeScript is never run. Values are read if
// they are literals, constants and local modules that hold literals, spreads
// of these, sums of strings, or templates of constants. The value of a
// function is that of its last return statement, and a call such as
// defineConfig has the value of its argument. Everything else is listed in
// [Site.Unread] as computed. The tokens come from the lexer of
// tdewolff/parse.
//
// # What is a post
//
// [Site.Kind] follows the generator. Posts are the _posts of Jekyll and Hexo,
// regular pages of Hugo, pages of Zola, the blog of Docusaurus, entries of
// collections, dated or tagged files of Eleventy, and notes of Obsidian. List
// pages are sections. 404, README and layouts such as search or archives are
// pages if the generator has no folder for posts. Documentation beside a blog
// consists of pages; documentation alone consists of posts. A post without a
// date is weak if other posts have dates: see [Settle]. Kind does not
// consider whether a post is due or expired: see [Site.Future].
//
// # References
//
// [Index.Resolve] first looks for what the generator would find: files beside
// the page or in its bundle, content and static folders, tags, links by name.
// It then reads the reference as a browser does, relative to the address of
// the page. At last it looks for a file that the author may have meant; such
// a result is a [Target.Guess].
//
// # Limits
//
// A configuration file has at most 256 KiB and 50,000 values nested 64 deep,
// a script at most 32 modules, a pattern 1 KiB, a site 200,000 files, an
// address 8 KiB. Only regular files of the given file system are opened.
package site
