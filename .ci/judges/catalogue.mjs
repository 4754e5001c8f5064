// The catalogues of foreword build, read over HTTP from foreword serve by r2-opds-js, the
// OPDS library of Thorium Reader: node catalogue.mjs FOREWORD OUT
//
// The library reads the catalogue in OPDS 1.2 and in OPDS 2.0. Both must list the same books
// with the same people and subjects, the warnings of a warned book must begin its
// summary, and every cover and book must download: the bytes of OUT, also in part.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, end } from './check.mjs';

const require = createRequire(import.meta.url);
const lib = 'r2-opds-js/dist/es8-es2017/src/opds';
const { initGlobalConverters_OPDS, initGlobalConverters_GENERIC } = require(`${lib}/init-globals`);
const { convertOpds1ToOpds2 } = require(`${lib}/converter`);
const { OPDS } = require(`${lib}/opds1/opds`);
const { OPDSFeed } = require(`${lib}/opds2/opds2`);
const { XML } = require('r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper');
const { TaJsonDeserialize } = require('r2-lcp-js/dist/es8-es2017/src/serializable');
const { DOMParser } = require('@xmldom/xmldom');
initGlobalConverters_OPDS();
initGlobalConverters_GENERIC();

const [foreword, out] = process.argv.slice(2);

const server = spawn(foreword, ['serve', out, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
const base = await new Promise((resolve, reject) => {
	let text = '';
	server.on('exit', (code) => reject(new Error('serve ended with ' + code)));
	server.stdout.on('data', (data) => {
		text += data;
		const address = text.match(/http:\S+/);
		if (address) resolve(address[0].replace(/\/?$/, '/'));
	});
});

const text = (v) => (typeof v === 'string' ? v : v ? Object.values(v)[0] : '');
const names = (people) => (people ?? []).map((p) => text(p.Name)).sort();

// download fetches a link of a catalogue at address, whole and in part.
async function download(address, link, what) {
	const url = new URL(link.Href, address);
	const reply = await fetch(url);
	const bytes = Buffer.from(await reply.arrayBuffer());
	const want = readFileSync(join(out, decodeURIComponent(url.pathname)));
	check(reply.status === 200 && bytes.equals(want), `${what}: ${url} is ${reply.status} and ${bytes.length} bytes, want ${want.length}`);
	check(reply.headers.get('content-type')?.split(';')[0] === link.TypeLink, `${what}: ${url} is ${reply.headers.get('content-type')}, and the catalogue says ${link.TypeLink}`);
	const part = await fetch(url, { headers: { Range: 'bytes=38-57' } });
	check(part.status === 206 && Buffer.from(await part.arrayBuffer()).equals(want.subarray(38, 58)), `${what}: ${url} in part is ${part.status}`);
	const again = await fetch(url, { headers: { 'If-None-Match': reply.headers.get('etag') ?? '""' } });
	check(again.status === 304, `${what}: ${url} with its ETag is ${again.status}, want 304`);
}

// read reads a catalogue and returns what it says of each book, by title.
async function read(name, type, parse) {
	const reply = await fetch(base + name);
	check(reply.status === 200 && reply.headers.get('content-type')?.startsWith(type), `${name} is ${reply.status} ${reply.headers.get('content-type')}`);
	const feed = parse(await reply.text());
	const self = feed.Links?.find((l) => l.Rel?.includes('self'));
	check(self && new URL(self.Href, base + name).pathname.endsWith('/' + name), `${name} has no link to itself`);
	const books = {};
	for (const p of feed.Publications ?? []) {
		const m = p.Metadata;
		const title = text(m.Title);
		const open = (p.Links ?? []).filter((l) => l.Rel?.some((r) => r.startsWith('http://opds-spec.org/acquisition')));
		check(open.length === 1, `${name}: ${title} has ${open.length} links to take it by`);
		for (const l of [...open, ...(p.Images ?? [])]) await download(reply.url, l, `${name}: ${title}`);
		check((p.Images ?? []).length > 0, `${name}: ${title} has no cover`);
		books[title] = {
			id: m.Identifier,
			authors: names(m.Author),
			languages: m.Language,
			subjects: (m.Subject ?? []).map((s) => text(s.Name)).sort(),
			summary: (m.Description ?? '').split('\n')[0],
		};
		const warned = books[title].subjects.some((s) => /^(内容预警|Content warning)/.test(s));
		check(!warned || /^(内容预警|Content warning)/.test(m.Description ?? ''), `${name}: the summary of ${title} does not begin with its warnings: ${m.Description}`);
		if (warned) seen.warned++;
		seen.books++;
	}
	return books;
}

const seen = { books: 0, warned: 0 };
try {
	const one = await read('opds.xml', 'application/atom+xml', (s) => convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(s, 'application/xml'), OPDS)));
	const two = await read('opds.json', 'application/opds+json', (s) => TaJsonDeserialize(JSON.parse(s), OPDSFeed));
	check(seen.books >= 2 && seen.warned >= 2, `${seen.books} books, ${seen.warned} of them with a warning`);
	check(JSON.stringify(one) === JSON.stringify(two), `OPDS 1.2 is read as\n${JSON.stringify(one, null, 1)}\nand OPDS 2.0 as\n${JSON.stringify(two, null, 1)}`);
} finally {
	server.removeAllListeners('exit');
	server.kill();
}
end(`${seen.books / 2} books in two catalogues`);
