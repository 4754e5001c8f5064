// foreword preview in Chromium: node preview.mjs FOREWORD SITE
//
// SITE is copied, and the copy is changed. What is checked is what only a browser
// shows: that pages and frames load without an error and without a request to any
// other host, that nothing in a post or book runs, that a warning stands first, and
// that a page follows when a file changes.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { check, end } from './check.mjs';

const [foreword, site] = process.argv.slice(2);
const dir = mkdtempSync(join(tmpdir(), 'preview-'));
const blog = join(dir, 'blog');

// A post that tries what posts must not.
const hostile = `---
title: "<img src=x onerror=document.title='ran'>"
date: 2026-02-01
content_warning: moths
---
Text <img src="x" onerror="document.title='ran'"> <b onclick="x()">bold</b>
<script>document.title = 'ran'</script>
<iframe src="https://elsewhere.example/"></iframe>
![far](https://elsewhere.example/a.png)
[link](javascript:alert(1))
`;

// start starts the preview and resolves to its address.
function start() {
	const child = spawn(foreword, ['preview', blog], { stdio: ['ignore', 'pipe', 'inherit'] });
	return new Promise((resolve, reject) => {
		let text = '';
		child.on('exit', (code) => reject(new Error('the preview ended with ' + code)));
		child.stdout.on('data', (data) => {
			text += data;
			const address = text.match(/http:\S+/);
			if (address) resolve({ child, base: address[0] });
		});
	});
}

async function judge(browser, base) {
	const page = await browser.newPage();
	await page.setViewport({ width: 1500, height: 950 });
	const host = new URL(base).host;
	page.on('console', (m) => {
		if (m.type() === 'error') check(false, page.url() + ': ' + m.text());
	});
	page.on('pageerror', (err) => check(false, page.url() + ': ' + err.message));
	page.on('request', (r) => {
		if (!r.url().startsWith('data:') && new URL(r.url()).host !== host) check(false, 'a request to ' + r.url());
	});
	page.on('requestfailed', (r) => {
		if (!r.url().endsWith('/events')) check(false, r.url() + ': ' + r.failure()?.errorText);
	});
	const open = async (query) => {
		await page.goto(new URL(query, base).href, { waitUntil: 'load' });
		await page.waitForSelector('main .device iframe', { timeout: 60000 });
		return Promise.all((await page.$$('main .device iframe')).map((f) => f.contentFrame()));
	};
	const text = (frame) => frame.evaluate(() => document.body.innerText);

	// Every post in every view (the first has four of them), without an error.
	await open('');
	const posts = await page.$$eval('.posts a', (all) => all.map((a) => a.getAttribute('href')));
	check(posts.length >= 12, 'only ' + posts.length + ' posts are listed');
	for (const post of posts) {
		for (const view of ['all', 'sanitised']) {
			for (const frame of await open(post.replace('light', 'dark') + '&view=' + view)) {
				check((await text(frame)).trim() !== '', post + ' as ' + view + ' is empty');
			}
		}
	}

	// What a post names does not run and is not loaded, and its warning is first.
	const bad = '?post=' + encodeURIComponent(join(blog, 'posts', 'hostile.md'));
	for (const view of ['full', 'sanitised', 'summary', 'start']) {
		const [frame] = await open(bad + '&view=' + view);
		const shown = await text(frame);
		check(/(Content warning|内容预警).{1,3}moths/.test(shown), 'the warning is not in ' + view + ': ' + shown);
		const warning = shown.indexOf('moths');
		check(warning < (shown.indexOf('Text') + 1 || Infinity), 'the warning is not first in ' + view);
		check((await page.title()) !== 'ran' && (await frame.evaluate(() => document.title)) !== 'ran', 'a script ran in ' + view);
	}
	check((await page.$eval('aside', (a) => a.innerText)).includes('moths'), 'the warning is not beside the post');

	// Every page of every book.
	const books = await page.$$eval('.lists a[href*="book="]', (all) => all.map((a) => a.getAttribute('href')));
	check(books.length === 2, books.length + ' books are listed');
	for (const book of books) {
		await open(book);
		const pages = await page.$$eval('.pages a', (all) => all.map((a) => a.getAttribute('href')));
		check(pages.length > 4, book + ' has ' + pages.length + ' pages');
		for (const at of pages) {
			const [frame] = await open(at.replace('phone', 'e-ink').replace('light', 'dark'));
			const dark = await frame.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
			check(dark === 'rgb(18, 18, 18)', at + ' is not dark but ' + dark);
			check(await frame.evaluate(() => document.body.innerText.trim() !== '' || document.images.length > 0), at + ' is empty');
		}
	}

	// The arrow keys, and a file that changes.
	await open('');
	await Promise.all([page.waitForNavigation(), page.keyboard.press('ArrowRight')]);
	check(page.url().includes('post='), 'the arrow key leads to ' + page.url());
	await open(bad + '&view=full');
	const again = page.waitForNavigation({ timeout: 30000 });
	writeFileSync(join(blog, 'posts', 'hostile.md'), '# Now another title\n\nText.\n');
	await again;
	const heading = await page.$eval('.about h2', (h) => h.innerText);
	check(heading === 'Now another title', 'after a change the page shows ' + heading);
}

cpSync(site, blog, { recursive: true });
writeFileSync(join(blog, 'posts', 'hostile.md'), hostile);
const { child, base } = await start();
child.removeAllListeners('exit');
const browser = await puppeteer.launch({
	executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
	args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
});
try {
	await judge(browser, base);
} catch (err) {
	check(false, err.stack);
} finally {
	await browser.close();
	child.kill('SIGINT');
	rmSync(dir, { recursive: true });
}
end('the preview in Chromium');
