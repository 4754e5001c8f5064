// Reads books with another's library, and looks for what a reader is promised:
//
//	node read-epub.mjs TEMPFOLDER BOOK.epub...
//
// A title, language and creators; every page of the spine, and contents that
// lead to them; and where a book says that it warns, the page of warnings
// before the contents and the first article.
import { initEpubFile } from '@lingo-reader/epub-parser'

const [temp, ...books] = process.argv.slice(2)
let bad = books.length ? 0 : 1
for (const book of books) {
  const fault = (text) => { console.log(`${book}: ${text}`); bad = 1 }
  const b = await initEpubFile(book, temp)
  const meta = b.getMetadata()
  if (!meta.title || !meta.language) fault('no title or language')
  const pages = b.getSpine().map((p) => p.id)
  const at = (id) => pages.indexOf(id)
  const first = pages.findIndex((id) => /^a\d/.test(id))
  if (first < 0 || at('nav') < 0 || at('nav') > first) fault(`reading order: ${pages.slice(0, 6)}`)
  const warns = (meta.subject ?? []).some((s) => s.authority?.endsWith('/203'))
  if (warns && (at('warnings') < 0 || at('warnings') > at('nav'))) fault('the warnings are not before the contents')
  for (const id of pages) {
    const { html } = await b.loadChapter(id)
    if (!html?.includes('<')) fault(`${id}: nothing in it`)
  }
  const entries = (list) => list.flatMap((e) => [e, ...entries(e.children ?? [])])
  for (const e of entries(b.getToc())) if (at(e.id) < 0) fault(`contents: ${e.label} leads to no page`)
  console.log(`${book}: ${meta.title}: ${(meta.creator ?? []).length} creators, ${pages.length} pages`)
  b.destroy()
}
process.exit(bad)
