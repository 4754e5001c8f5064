#!/usr/bin/env node
// Runs the foreword of this system, which npm installed as a package of its own.
'use strict';

const { spawnSync } = require('node:child_process');
const { dirname, join } = require('node:path');

const name = `@foreword-go/${process.platform}-${process.arch}`;
let folder;
try {
	folder = dirname(require.resolve(`${name}/package.json`));
} catch {
	console.error(`foreword: the package ${name} is not installed. Foreword has no release for this system, or npm left out optional packages: install again without --omit=optional.`);
	process.exit(1);
}
const binary = join(folder, process.platform === 'win32' ? 'foreword.exe' : 'foreword');
// Ctrl+C goes to both; foreword decides when to end.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
const result = spawnSync(binary, process.argv.slice(2), { stdio: 'inherit' });
if (result.error) {
	console.error(`foreword: ${result.error.message}`);
	process.exit(1);
}
process.exit(result.status ?? 1);
