// SPDX-License-Identifier: EUPL-1.2
/*
 * run.mjs - everything a browser can tell about Värn.
 *
 *   node tests/browser/run.mjs VARN [SCREENS] [walk] [look] [stories]
 *
 * CHROMIUM names the browser; /usr/bin/chromium otherwise.
 */
import { House, check, need, say_rest, score } from './house.mjs';
import { prepare } from './prepare.mjs';
import { walk } from './walk.mjs';
import { look, print, weigh } from './look.mjs';
import { stories } from './stories.mjs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const { chromium } = need('playwright-core');
const FLAGS = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync'];
const [varn, screens = mkdtempSync(join(tmpdir(), 'varn-screens-')), ...parts] = process.argv.slice(2);
const wants = part => !parts.length || parts.includes(part);

async function timed(words, act) {
	const began = Date.now();
	const result = await act();

	console.log(`${words(result)} in ${Math.round((Date.now() - began) / 1000)} s`);
	return result;
}

if (!varn) {
	console.error('run.mjs VARN [SCREENS] [walk] [look] [stories]');
	process.exit(2);
}
/* Chromium will not sandbox itself for root. */
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
	args: process.getuid() === 0 ? ['--no-sandbox', ...FLAGS] : FLAGS });
const house = await new House().open(resolve(varn));

try {
	let found = new Map();

	if (wants('walk') || wants('look'))
		found = await timed(result => `${[...result.values()].flat().length} pages of ${result.size} addresses walked`,
			async () => walk(house, await prepare(house)));
	if (wants('look'))
		await timed(count => `${count} pages weighed`, () => weigh(browser, house));
	if (wants('look'))
		await timed(count => `${count} sheets printed`, () => print(browser, house));
	if (wants('look'))
		await timed(count => `${count} looks at pages`, () => look(browser, house, found, screens));
	if (wants('stories'))
		await timed(count => `${count} stories`, () => stories(browser, house, screens));
} catch (fault) {
	check(false, fault.stack);
	console.log(house.log_end());
} finally {
	await browser.close();
	await house.close();
}
say_rest();
console.log(`${score.passed} passed, ${score.failed} failed`);
process.exitCode = score.failed ? 1 : 0;
