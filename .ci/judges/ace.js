// Ace over many books with one browser: node ace.js BOOK...
//
// It prints each violation with its element, and exits with 1 if there is one, or if
// there is a book that Ace could not judge. Ace itself starts a browser for each book.

const ace = require('@daisy/ace-core');
const browser = require('@daisy/ace-axe-runner-puppeteer');
const fs = require('fs');
const os = require('os');
const path = require('path');

const shown = 20; // violations of a book that are printed

async function judge(book, runner, outdir) {
	const [, report] = await ace(book, { cwd: process.cwd(), outdir, initLogger: true, silent: true }, runner);
	let pages = 0;
	let violations = 0;
	for (const page of report.assertions ?? []) {
		pages++;
		for (const a of page.assertions ?? []) {
			if (++violations > shown) continue;
			const result = a['earl:result'];
			console.log([page['earl:testSubject']?.url, a['earl:test']?.['dct:title'], result?.html, result?.['dct:description']].join(' | '));
		}
	}
	const outcome = report['earl:result']['earl:outcome'];
	console.log(`${path.basename(book)}: ${violations} violations found by Ace on ${pages} pages, outcome ${outcome}`);
	return violations === 0 && pages > 0 && outcome === 'pass';
}

// A browser that gave no answer, as on a busy machine, is started anew and asked again.
async function judged(book, runner, outdir) {
	for (let tries = 3; tries > 0; tries--) {
		try {
			return await judge(book, runner, outdir);
		} catch (err) {
			console.log(`${path.basename(book)}: Ace failed: ${err}`);
			await browser.close().catch(() => {});
			await browser.launch();
		}
	}
	return false;
}

async function main(books) {
	let bad = books.length === 0 ? 1 : 0;
	const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'ace-'));
	await browser.launch();
	const runner = { ...browser, launch: async () => {}, close: async () => {}, concurrency: os.cpus().length };
	for (const book of books) {
		if (!(await judged(book, runner, outdir))) bad++;
	}
	await browser.close();
	fs.rmSync(outdir, { recursive: true });
	process.exit(bad > 0 ? 1 : 0);
}

main(process.argv.slice(2)).catch((err) => {
	console.log(`Ace failed: ${err}`);
	process.exit(1);
});
