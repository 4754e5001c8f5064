package code

import (
	"strings"
	"sync"
)

// A syntax is what there is to know of a language.
type syntax struct {
	kind     kind
	comments []string // what opens one that ends with the line
	blocks   []block  // comments with an end
	strings  []string // quotation marks, long ones first
	words    map[string]bool
	letters  string // that stand in words, beside those of all languages
	keys     string // what stands after a key at the start of a line: ":", "="
	fold     bool   // capital and small letters are the same
	loose    bool   // a number sign opens a comment only after space
	section  bool   // a line that opens with a bracket is a heading
}

type block struct{ open, end string }

type kind int

const (
	program  kind = iota
	elements      // HTML, XML
	change        // diff
	prose         // Markdown
)

// The families that languages share their comments and strings with.
func family(name string) syntax {
	switch name {
	case "c": // and all that took after it
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"`, "'"}}
	case "js":
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{"`", `"`, "'"}}
	case "text": // strings of many lines between three marks
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"""`, `"`, "'"}}
	case "rust": // a single mark begins a lifetime
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"`}}
	case "css":
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"`, "'"}, letters: "@-"}
	case "php":
		return syntax{comments: []string{"//", "#"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"`, "'"}}
	case "shell":
		return syntax{comments: []string{"#"}, strings: []string{`"`, "'", "`"}, letters: "-", loose: true}
	case "python":
		return syntax{comments: []string{"#"}, strings: []string{`"""`, "'''", `"`, "'"}}
	case "hash":
		return syntax{comments: []string{"#"}, strings: []string{`"`, "'"}, loose: true}
	case "yaml":
		return syntax{comments: []string{"#"}, strings: []string{`"`, "'"}, keys: ":", loose: true}
	case "toml":
		return syntax{comments: []string{"#", ";"}, strings: []string{`"""`, "'''", `"`, "'"}, keys: "=", section: true, letters: "-"}
	case "json":
		return syntax{comments: []string{"//"}, blocks: []block{{"/*", "*/"}}, strings: []string{`"`}, keys: ":"}
	case "sql":
		return syntax{comments: []string{"--", "#"}, blocks: []block{{"/*", "*/"}}, strings: []string{"'", `"`, "`"}, fold: true, loose: true}
	case "lua":
		return syntax{comments: []string{"--"}, blocks: []block{{"--[[", "]]"}}, strings: []string{`"`, "'"}}
	case "haskell":
		return syntax{comments: []string{"--"}, blocks: []block{{"{-", "-}"}}, strings: []string{`"`}, letters: "'"}
	case "ml":
		return syntax{blocks: []block{{"(*", "*)"}}, strings: []string{`"`}, letters: "'"}
	case "lisp":
		return syntax{comments: []string{";"}, blocks: []block{{"#|", "|#"}}, strings: []string{`"`}, letters: "-?!*+/<>="}
	case "percent":
		return syntax{comments: []string{"%"}, strings: []string{`"`}, letters: `\`}
	case "basic":
		return syntax{comments: []string{"'", "REM "}, strings: []string{`"`}, fold: true}
	case "batch":
		return syntax{comments: []string{"REM ", "rem ", "::"}, strings: []string{`"`}, fold: true}
	case "vim":
		return syntax{comments: []string{`"`}, strings: []string{"'"}}
	case "power":
		return syntax{comments: []string{"#"}, blocks: []block{{"<#", "#>"}}, strings: []string{`"`, "'"}, fold: true, letters: "-"}
	}
	return syntax{}
}

// languages are those known, by each of their names.
var languages = sync.OnceValue(func() map[string]*syntax {
	all := make(map[string]*syntax)
	add := func(s syntax, names, words string) {
		s.words = make(map[string]bool)
		for word := range strings.FieldsSeq(words) {
			s.words[word] = true
		}
		for name := range strings.FieldsSeq(names) {
			all[name] = &s
		}
	}
	add(syntax{kind: elements}, "html htm xml svg xhtml rss atom vue vue-html svelte astro wxml plist xaml ejs handlebars hbs jinja jinja2 django liquid twig mustache nunjucks njk", "")
	add(syntax{kind: change}, "diff patch udiff", "")
	add(syntax{kind: prose}, "markdown md mdx", "")
	for _, l := range [...]struct{ family, names, words string }{
		{"js", "go golang", "break case chan const continue default defer else fallthrough for func go goto if import interface map package range return select struct switch type var nil true false"},
		{"js", "js javascript mjs cjs jsx node", "async await break case catch class const continue debugger default delete do else export extends false finally for from function get if import in instanceof let new null of return set static super switch this throw true try typeof undefined var void while with yield"},
		{"js", "ts typescript mts cts tsx", "abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number object of private protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield"},
		{"c", "c h", "auto bool break case char const continue default do double else enum extern false float for goto if inline int long register restrict return short signed sizeof static struct switch true typedef union unsigned void volatile while NULL"},
		{"c", "cpp c++ cxx cc hpp arduino ino", "alignas alignof auto bool break case catch char class concept const constexpr const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit export extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr operator override private protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile while"},
		{"c", "objc objective-c objectivec obj-c", "BOOL NO YES auto break case char const continue default do double else enum extern float for goto id if implementation import in int interface long nil nonatomic property protocol return self short signed sizeof static strong struct super switch typedef union unsigned void volatile weak while end class selector"},
		{"text", "java", "abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for if implements import instanceof int interface long native new null package permits private protected public record return sealed short static strictfp super switch synchronized this throw throws transient true try var void volatile while yield"},
		{"text", "kotlin kt kts", "abstract as break by catch class companion const constructor continue crossinline data do else enum external false final finally for fun if import in infix init inline inner interface internal is lateinit null object open operator out override package private protected public reified return sealed super suspend tailrec this throw true try typealias val var vararg when where while"},
		{"text", "scala", "abstract case catch class def do else enum export extends extension false final finally for given if implicit import lazy match new null object override package private protected return sealed super then this throw trait true try type using val var while with yield"},
		{"text", "groovy gradle", "abstract as assert boolean break case catch class const continue def default do else enum extends false final finally for if implements import in instanceof int interface new null package private protected public return static super switch this throw throws trait true try var void while"},
		{"text", "swift", "actor any as associatedtype async await break case catch class continue default defer deinit do else enum extension fallthrough false fileprivate for func guard if import in init inout internal is lazy let mutating nil open operator override private protocol public repeat return self some static struct subscript super switch throw throws true try typealias unowned var weak where while"},
		{"text", "cs csharp c#", "abstract as async await base bool break byte case catch char checked class const continue decimal default delegate do double else enum event explicit extern false finally fixed float for foreach get if implicit in init int interface internal is lock long namespace new null object operator out override params private protected public readonly record ref return sbyte sealed set short sizeof static string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using var virtual void volatile when where while yield"},
		{"text", "dart", "abstract as assert async await break case catch class const continue covariant default deferred do dynamic else enum export extends extension external factory false final finally for get if implements import in interface is late library mixin new null on operator part required rethrow return sealed set static super switch sync this throw true try typedef var void while with yield"},
		{"rust", "rust rs", "as async await box break const continue crate dyn else enum extern false fn for if impl in let loop macro_rules match mod move mut pub ref return self Self static struct super trait true type union unsafe use where while"},
		{"rust", "zig", "align allowzero and anyframe anytype asm async await break catch comptime const continue defer else enum errdefer error export extern false fn for if inline noalias null or orelse packed pub resume return struct suspend switch test threadlocal true try undefined union unreachable usingnamespace var volatile while"},
		{"c", "proto protobuf thrift solidity sol", "syntax package import option message enum service rpc returns return stream repeated optional required oneof map reserved extend extensions true false bool string bytes double float int32 int64 uint32 uint64 contract function public private view struct event mapping address"},
		{"c", "glsl hlsl wgsl shader", "attribute const uniform varying layout in out inout float int void bool true false vec2 vec3 vec4 mat2 mat3 mat4 sampler2D struct if else for while do return discard break continue precision highp mediump lowp fn let var"},
		{"c", "prisma graphql gql", "datasource enum false fragment generator implements input interface model mutation null on query scalar schema subscription true type union directive extend"},
		{"css", "css scss less sass stylus styl wxss", "@charset @container @content @each @else @extend @font-face @for @forward @function @if @import @include @keyframes @layer @media @mixin @namespace @page @property @return @supports @use @while @tailwind @apply"},
		{"php", "php", "abstract and array as break case catch class clone const continue declare default do echo else elseif empty enum extends false final finally fn for foreach function global if implements include include_once instanceof interface isset list match namespace new null or print private protected public readonly require require_once return static switch throw trait true try unset use var while xor yield"},
		{"shell", "bash sh zsh shell fish ksh", "break case continue do done elif else end esac eval exec exit export fi for function if in local readonly return select set shift source then trap unset until while"},
		{"python", "python py python3 py3 starlark bzl", "and as assert async await break class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield True False None self"},
		{"python", "elixir ex exs", "after and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end false fn for if import in nil not or quote raise receive require rescue true try unless unquote use when with"},
		{"hash", "ruby rb gemfile rakefile", "alias and begin break case class def defined? do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield require require_relative attr_accessor attr_reader"},
		{"hash", "perl pl pm", "and cmp continue die do else elsif eq for foreach if last local my ne next no not or our package print redo return sub undef unless until use while"},
		{"hash", "r", "break else FALSE for function if in Inf NA NaN next NULL repeat return TRUE while library require"},
		{"hash", "julia jl", "abstract baremodule begin break catch const continue do else elseif end export false finally for function global if import in let local macro module mutable nothing primitive quote return struct true try type using where while"},
		{"hash", "make makefile mk", "define else endef endif export ifdef ifeq ifndef ifneq include override unexport vpath"},
		{"hash", "docker dockerfile containerfile", "ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR"},
		{"hash", "nginx", "alias error_page events http if include index listen location map proxy_pass proxy_set_header return rewrite root server server_name set ssl_certificate ssl_certificate_key try_files upstream user worker_processes"},
		{"hash", "cmake", "add_executable add_library add_subdirectory else elseif endforeach endfunction endif endmacro find_package foreach function if include install macro message option project set target_include_directories target_link_libraries"},
		{"hash", "nix", "assert else false if in inherit let null or rec then true with import"},
		{"hash", "hcl terraform tf", "data dynamic else endif false for for_each if in locals module null output provider resource terraform true variable"},
		{"hash", "awk crystal nim coffee coffeescript tcl", "BEGIN END and begin break class continue def delete do else elsif end exit false for func function getline if import in is let loop next nil not or print printf proc return then true try type unless until var when while"},
		{"yaml", "yaml yml", "true false null yes no"},
		{"toml", "toml ini cfg conf properties dotenv env editorconfig desktop systemd", "true false"},
		{"json", "json json5 jsonc jsonl geojson webmanifest", "true false null"},
		{"sql", "sql mysql pgsql postgres postgresql sqlite plsql tsql", "add all alter and as asc auto_increment begin between bigint boolean by case char check column commit constraint create cross database date datetime decimal default delete desc distinct drop else end exists explain false float foreign from full function grant group having if in index inner insert int integer into is join key left like limit not null numeric offset on or order outer primary procedure references returning right rollback select set table text then timestamp to transaction trigger true truncate union unique update use using values varchar view when where with"},
		{"lua", "lua", "and break do else elseif end false for function goto if in local nil not or repeat return then true until while"},
		{"haskell", "haskell hs elm purescript agda idris lean", "as case class data default deriving do else family forall foreign hiding if import in infix infixl infixr instance let module newtype of qualified then type where"},
		{"ml", "ocaml ml fsharp fs sml", "and as assert begin class constraint do done downto else end exception external false for fun function functor if in include inherit initializer lazy let match method module mutable new object of open or private rec sig struct then to true try type val virtual when while with member namespace yield"},
		{"ml", "coq v", "Admitted Arguments Axiom Check Class Compute Context Corollary Defined Definition End Example Export Fact Fixpoint Goal Hint Hypothesis Import Inductive Infix Instance Lemma Let Ltac Module Notation Open Parameter Print Proof Proposition Qed Record Remark Require Scope Search Section Theorem Variable as at else end exists fix forall fun if in let match return then with Prop Set Type"},
		{"ml", "pascal delphi", "and array as begin case class const constructor destructor div do downto else end except finally for function if implementation in inherited interface is mod nil not of or procedure program property raise record repeat set string then to try type unit until uses var while with"},
		{"lisp", "lisp cl common-lisp elisp emacs-lisp scheme racket clojure clj cljs edn", "and apply begin case cond cons def defconst defconstant define defmacro defmethod defn defparameter defstruct defun defvar do dolist dotimes else fn for if in-package lambda let let* letrec loop ns nil not or progn quote recur require setf setq t unless use-package when while"},
		{"percent", "tex latex matlab octave erlang erl prolog", `\begin \end \documentclass \usepackage \newcommand \section \subsection after begin break case catch classdef continue else elseif end for fun function global if of otherwise parfor receive return switch try when while`},
		{"basic", "vb vbnet vb.net vba vbscript basic", "and as boolean byref byval call case catch class const dim do double each else elseif end enum exit false finally for friend function get goto handles if imports in inherits integer interface is let long loop me mod module mybase namespace new next not nothing object of on option optional or overrides preserve private property protected public readonly redim return select set shared single static step stop string structure sub then throw to true try until using variant wend when while with"},
		{"batch", "bat batch cmd dosbatch", "call cd cls copy del do echo else endlocal exit exist for goto if in md mkdir move not pause rd ren set setlocal shift start title type xcopy"},
		{"vim", "vim viml vimscript", "augroup autocmd call catch command command! const continue echo else elseif endfor endfunction endif endtry endwhile execute filetype finally for function function! highlight if let map nmap nnoremap noremap imap inoremap plugin return set setlocal source syntax try unlet vmap vnoremap while"},
		{"power", "powershell ps1 pwsh posh", "begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for foreach from function hidden if in param process return static switch throw trap try until using while"},
		{"lisp", "asm assembly nasm masm gas armasm", "section global extern bits org db dw dd dq equ resb resw resd resq"},
	} {
		add(family(l.family), l.names, l.words)
	}
	return all
})
