// The npm packages: node pack.mjs VERSION DIST OUT
//
// DIST holds the binaries, in folders as goreleaser names them
// (foreword_linux_amd64_v1/foreword). For each there is a package that holds it
// alone, which npm installs on its system; the package "foreword-cli" depends on all
// of them, as options, and runs the one that is there. No script runs at install.

import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [version, dist, out] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const systems = { linux: 'linux', darwin: 'darwin', windows: 'win32' };
const processors = { amd64: 'x64', arm64: 'arm64' };

const common = {
	version,
	license: 'MIT',
	repository: { type: 'git', url: 'git+https://github.com/foreword-go/foreword.git' },
	homepage: 'https://github.com/foreword-go/foreword#readme',
};

// pack writes a package and packs it.
function pack(name, manifest, files) {
	const dir = join(out, name.replace('/', '-').replace('@', ''));
	for (const [to, { from, text, mode }] of Object.entries(files)) {
		mkdirSync(dirname(join(dir, to)), { recursive: true });
		if (from) copyFileSync(from, join(dir, to));
		else writeFileSync(join(dir, to), text);
		if (mode) chmodSync(join(dir, to), mode);
	}
	writeFileSync(join(dir, 'package.json'), JSON.stringify({ name, ...common, ...manifest }, null, 2) + '\n');
	execFileSync('npm', ['pack', '--silent', '--pack-destination', resolve(out)], { cwd: dir, stdio: 'inherit', shell: process.platform === 'win32' });
}

mkdirSync(out, { recursive: true });
const optional = {};
for (const folder of readdirSync(dist)) {
	const match = folder.match(/^foreword_(linux|darwin|windows)_(amd64|arm64)/);
	if (!match) continue;
	const [os, cpu] = [systems[match[1]], processors[match[2]]];
	const binary = os === 'win32' ? 'foreword.exe' : 'foreword';
	const name = `@foreword-go/${os}-${cpu}`;
	pack(name, { description: `foreword for ${os} on ${cpu}`, os: [os], cpu: [cpu], preferUnplugged: true },
		{ [binary]: { from: join(dist, folder, binary), mode: 0o755 }, LICENSE: { from: join(root, 'LICENSE') } });
	optional[name] = version;
}
if (Object.keys(optional).length === 0) throw new Error(`no binaries in ${dist}`);
pack('foreword-cli', {
	description: 'RSS, Atom and JSON feeds and EPUB books of Markdown posts, with their content warnings and original authors',
	keywords: ['rss', 'atom', 'feed', 'epub', 'markdown', 'content-warning', 'vitepress', 'hexo'],
	bin: { foreword: 'foreword.js' },
	engines: { node: '>=18' },
	optionalDependencies: optional,
}, {
	'foreword.js': { from: join(here, 'foreword.js'), mode: 0o755 },
	'README.md': { from: join(root, 'README.md') },
	LICENSE: { from: join(root, 'LICENSE') },
});
