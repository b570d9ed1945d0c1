// SPDX-License-Identifier: EUPL-1.2
/*
 * behave.mjs - a browser uses the samples of parts.md under the real content policy.
 *
 *   node web/behave.mjs [FOLDER]      with a folder: leaves screenshots there
 *
 * CHROMIUM names the browser; /usr/bin/chromium otherwise.
 */
import { createServer } from 'node:http';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.argv[2];
const samples = mkdtempSync(join(tmpdir(), 'varn-web-'));
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
const KINDS = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript',
	'.svg': 'image/svg+xml' };
let passed = 0, failed = 0, posts = [], is_down = false;

function check(is_true, words) {
	is_true ? passed++ : failed++;
	if (!is_true)
		console.log('FAILED ' + words);
}

/* ------------------------------------------------- a server for samples --- */

function answer(request, response) {
	const name = new URL(request.url, 'http://x').pathname.slice(1);
	const file = [samples, here, join(here, 'node_modules/htmx.org/dist')].map(folder => join(folder, name)).find(existsSync);
	let body = '';

	if (name === 'fragment') {
		response.writeHead(200, { 'Content-Type': 'text/html' });
		setTimeout(() => response.end('<p data-say="12 events">Twelve</p><h3 data-focus>Found</h3>'), 300);
		return;
	}
	request.on('data', piece => { body += piece.toString('latin1'); });
	request.on('end', () => {
		if (request.method === 'POST') {
			posts.push({ path: request.url, body, headers: request.headers });
			response.writeHead(is_down ? 503 : 200, { 'Content-Type': 'text/html',
				'X-Session-Ends': String(Math.floor(Date.now() / 1000) + 3600) });
			response.end('<!DOCTYPE html><title>Thank you</title>');
			return;
		}
		response.writeHead(file ? 200 : 404, { 'Cache-Control': 'no-store',
			'Content-Type': KINDS[extname(name)] || 'text/plain',
			'Content-Security-Policy': "default-src 'self'" });
		response.end(file ? readFileSync(file) : '');
	});
}

async function with_page(browser, url, options, use) {
	const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
	const page = await context.newPage();

	page.on('pageerror', error => check(false, `${url}: ${error.message}`));
	page.on('console', line => line.type() === 'error' && !/503|404/.test(line.text())
		&& check(false, `${url}: ${line.text()}`));
	posts = [];
	await page.goto(url);
	await use(page, context);
	await context.close();
}

/* ----------------------------------------------------------- the frame --- */

const text_of = (page, query) => page.locator(query).first().textContent();

async function keys_work(page) {
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('/');
	check(await page.evaluate(() => document.activeElement.id) === 'q', '/ goes to the search box');
	await page.keyboard.type('?c');
	check(await page.inputValue('#q') === '?c', 'keys are off inside fields');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('j');
	await page.keyboard.press('j');
	check(await page.locator('tr.here').textContent().then(t => t.includes('01229')), 'j goes down');
	await page.keyboard.press('k');
	await page.keyboard.press('x');
	check(await page.isChecked('[aria-label="Choose H-2026-01234"]'), 'x chooses the row');
	await page.keyboard.press('?');
	check(await page.locator('#keys').isVisible(), '? opens the list of keys');
	await page.uncheck('[data-keys-switch]');
	await page.click('#keys [data-close]');
	check(!await page.locator('#keys').isVisible(), 'the dialog closes');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.press('?');
	check(!await page.locator('#keys').isVisible(), 'the keys can be switched off');
}

async function choosing_works(page) {
	await page.uncheck('[aria-label="Choose H-2026-01234"]');
	check(await page.locator('[data-bulk]').isHidden(), 'no rows, no bar');
	await page.click('[aria-label="Choose H-2026-01234"]');
	await page.click('[aria-label="Choose H-2026-01221"]', { modifiers: ['Shift'] });
	check(await text_of(page, '[data-count]') === '3 selected', 'Shift takes a range');
	await page.check('[data-select-all]');
	check(await text_of(page, '[data-count]') === '5 selected', 'all are chosen');
	check(await page.locator('[data-select-every]').isVisible(), 'then every row is offered');
	await page.waitForTimeout(80);
	check(await text_of(page, '#say') === '5 selected', 'the count is said aloud');
}

async function theme_works(page) {
	await page.click('.drop.end > summary');
	await page.click('[data-theme-set=dark]');
	check(await page.evaluate(() => getComputedStyle(document.body.parentElement).backgroundColor)
		=== 'rgb(20, 23, 26)', 'the theme can be dark');
	await page.reload();
	check(await page.evaluate(() => document.documentElement.dataset.theme) === 'dark',
		'the theme is remembered');
	await page.click('.drop.end > summary');
	await page.click('h1');
	check(await page.locator('[data-theme-set=dark]').isHidden(), 'a fold closes when one clicks beside');
}

async function drafts_work(page) {
	const form = 'form[data-unsaved]', offer = `${form} [data-kept]`;
	const state = () => text_of(page, `${form} [data-save-state]`);

	check(await page.locator(offer).isVisible(), 'what was kept is offered');
	check(await page.locator(`${offer} [data-kept-stale]`).isVisible(), 'and others have changed since');
	posts = [];
	await page.fill(`${form} [name=story]`, 'A chair broke');
	await page.waitForTimeout(1500);
	check(posts.some(post => post.path === '/drafts?form=%2Fevents&page=k2' && post.headers['x-autosave']
		&& post.body.includes('A+chair+broke') && !post.body.includes('_key')), 'a draft is saved after a pause');
	check(/^Saved \d/.test(await state()), 'and the page says when');
	check(await page.locator(offer).isVisible(), 'and what was kept before still is');
	posts = [];
	await page.click(`${offer} [data-kept-use]`);
	await page.waitForTimeout(400);
	check(await page.inputValue(`${form} [name=story]`) === 'The lamp fell', 'the kept words come back');
	check(posts.map(post => post.path).join(' ') === '/drafts?form=%2Fevents&page=k2'
		+ ' /drafts/forget?form=%2Fevents&page=k1', 'and are kept with this page instead');
	check(await page.locator(offer).count() === 0, 'the offer is gone');
	is_down = true;
	await page.fill(`${form} [name=story]`, 'The lamp fell down again');
	await page.waitForTimeout(1500);
	check(/Not saved/.test(await state()), 'a failure is said');
	check(await page.evaluate(() => Object.values(sessionStorage).join().includes('down+again')),
		'what could not be sent waits in the tab');
	is_down = false;
	await page.focus(`${form} [name=title]`);
	await page.evaluate(() => document.activeElement.blur());
	await page.waitForTimeout(400);
	check(/^Saved/.test(await state()), 'and is sent when the field is left');
	check(await page.evaluate(() => sessionStorage.length) === 0, 'then nothing waits');
	await page.reload();
	posts = [];
	await page.click(`${offer} [data-kept-drop]`);
	await page.waitForTimeout(200);
	check(posts.length === 1 && posts[0].path.startsWith('/drafts/forget?'), 'an offer can be thrown away');
	await page.fill(`${form} [name=story]`, 'The lamp fell');
	await page.waitForTimeout(1500);
}

async function swaps_work(page) {
	await page.evaluate(() => document.querySelector('main').insertAdjacentHTML('beforeend',
		'<a id="ask" href="/fragment" hx-get="/fragment" hx-target="#room">ask</a><div id="room"></div>'));
	await page.addScriptTag({ url: '/htmx.min.js' });
	await page.click('#ask');
	check(await page.getAttribute('#room', 'aria-busy') === 'true', 'a waiting region is busy');
	await page.waitForSelector('#room h3');
	await page.waitForTimeout(150);
	check(await page.getAttribute('#room', 'aria-busy') === null, 'and not for ever');
	check(await page.evaluate(() => document.activeElement.textContent) === 'Found', 'focus moves');
	check(await text_of(page, '#say') === '12 events', 'and the answer is said');
}

async function numbers_are_chosen(page) {
	await page.locator('#present').pressSequentially('We had #');
	check(await page.locator('#number-chooser').isVisible(), '# opens the list of numbers');
	await page.keyboard.type('fire');
	check(await page.locator('#number-options option').count() === 1, 'typing narrows it');
	await page.keyboard.press('Enter');
	check(await page.inputValue('#present') === 'We had [7 #type:fire.building]', 'the number stands there');
	check(await page.evaluate(() => document.activeElement.id) === 'present', 'and one writes on');
	await page.keyboard.type(' fires #');
	await page.keyboard.press('Escape');
	check((await page.inputValue('#present')).endsWith(' fires #'), 'Esc leaves it as it is');
	await page.keyboard.type('#');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	check((await page.inputValue('#present')).endsWith(' fires #[7 #type:fire.building]'),
		'arrows and Enter choose too');
}

async function session_works(page) {
	const ends = Math.floor(Date.now() / 1000) + 200;

	await page.route('**/sample.html', async route => {
		const reply = await route.fetch();

		route.fulfill({ response: reply, body: (await reply.text())
			.replace('<body', `<body data-session-ends="${ends}"`) });
	});
	page.on('dialog', dialog => dialog.accept());
	await page.reload();
	check(await page.locator('#session').isVisible(), 'the end of the session is told');
	check(/4 minutes/.test(await text_of(page, '#session h2')), 'with its minutes');
	await page.click('#session button');
	await page.waitForTimeout(300);
	check(!await page.locator('#session').isVisible(), 'and one can stay');
}

/* ---------------------------------------------------------- the report --- */

async function guard_works(page) {
	await page.fill('#text', 'Ring 0701234567 or 08-123 45 67, order 811218-9875.');
	check(await page.locator('#number-found').isHidden(), 'telephone and wrong numbers pass');
	for (const number of ['811218-9876', '8112189876', '19811218-9876', '198112189876', '811278-9873']) {
		await page.fill('#text', `It was ${number} who fell.`);
		check(await page.locator('#number-found').isVisible(), `${number} is seen`);
	}
	await page.fill('#text', 'It was 19811218-9876 who fell.');
	await page.click('[type=submit]');
	check(posts.length === 0, 'a personal number stops the sending');
	await page.click('[data-guard-remove]');
	check(await page.inputValue('#text') === 'It was … who fell.', 'and can be taken away');
}

async function draft_comes_back(page) {
	await page.fill('#text', 'A lamp fell.');
	await page.waitForTimeout(600);
	await page.reload();
	check(await page.inputValue('#text') === 'A lamp fell.', 'the draft comes back');
	check(await page.locator('[data-draft-restored]').isVisible(), 'and says so');
}

async function photo_shrinks(page) {
	await page.click('details.more > summary');
	const big = await page.evaluate(async () => {
		const canvas = document.createElement('canvas');

		canvas.width = 3000;
		canvas.height = 2000;
		canvas.getContext('2d').fillRect(0, 0, 3000, 2000);
		const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));

		return [...new Uint8Array(await blob.arrayBuffer())];
	});
	await page.setInputFiles('#photos', { name: 'lamp.png', mimeType: 'image/png', buffer: Buffer.from(big) });
	await page.waitForFunction(() => /photo/.test(document.querySelector('[data-photos]').textContent));
	const size = await page.evaluate(async () => {
		const file = document.getElementById('photos').files[0];
		const picture = await createImageBitmap(file);

		return [file.name, file.type, picture.width, picture.height].join();
	});
	check(size === 'lamp.jpg,image/jpeg,1600,1067', `the photo is made small: ${size}`);
}

async function report_is_sent(page) {
	await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
	const pow = /name="pow"\r\n\r\n(\d+)/.exec(posts[0]?.body || '');
	const sum = pow && createHash('sha256').update('abc:' + pow[1]).digest();

	check(sum && sum[0] === 0 && sum[1] < 16, 'the proof of work has its twelve bits');
	check(posts.length === 1, 'the report is sent once');
}

async function security_is_kept(page) {
	await page.goto(page.url().replace(/[^/]*$/, 'report.html'));
	await page.fill('#text', 'Something secret.');
	await page.waitForTimeout(600);
	posts = [];
	await page.check('[data-yes]');
	check(await page.locator('#protective-block').isVisible(), 'the instruction is shown');
	check(await page.inputValue('#text') === '' && await page.isDisabled('#text'), 'the text is emptied');
	check(await page.isDisabled('[type=submit]'), 'and cannot be sent');
	await page.evaluate(() => document.querySelector('form').requestSubmit());
	await page.waitForTimeout(600);
	check(posts.length === 0, 'not even by force');
	check(await page.evaluate(() => !Object.values(localStorage).join().includes('secret')),
		'nothing is left in the browser');
}

async function works_without_script(page) {
	check(await page.locator('#protective-block').isHidden(), 'without script: nothing is revealed');
	await page.check('[data-yes]');
	check(await page.locator('#protective-block').isVisible(), 'without script: the instruction is shown');
	await page.check('[name=now][value=yes]');
	check(await page.locator('.call-112').isVisible(), 'without script: ring 112 is shown');
}

/* -------------------------------------------------------- every picture --- */

async function looks_right(page, name) {
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	const small = await page.evaluate(() => [...document.querySelectorAll(
		'a, button, input:not([type=hidden]), select, summary, textarea')].filter(control => {
		const box = control.getBoundingClientRect();

		return control.offsetParent && !control.closest('p, .trap, label, svg')
			&& getComputedStyle(control).display !== 'inline' && (box.width < 24 || box.height < 24);
	}).map(control => control.outerHTML.slice(0, 80)));
	const found = await page.evaluate(() => axe.run(document, { runOnly:
		['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));

	check(wide <= 0, `${name} is ${wide} px too wide`);
	check(small.length === 0, `${name} has small targets: ${small.join(' ')}`);
	found.violations.forEach(fault => check(false,
		`${name}: ${fault.id}: ${fault.nodes.map(node => node.target).join(' ')}`));
	check(found.violations.length === 0, `${name} is accessible`);
	if (pictures)
		await page.screenshot({ path: join(pictures, name + '.png'), fullPage: true });
}

/* ----------------------------------------------------------------- all --- */

execFileSync(process.execPath, [join(here, 'check.mjs'), 'pages', samples]);
const server = createServer(answer);
await new Promise(ready => server.listen(0, '127.0.0.1', ready));
const root = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ args: FLAGS,
	executablePath: process.env.CHROMIUM || '/usr/bin/chromium' });

try {
	await with_page(browser, root + 'sample.html', {}, async page => {
		for (const act of [keys_work, choosing_works, theme_works, drafts_work, swaps_work, numbers_are_chosen, session_works])
			await act(page);
	});
	await with_page(browser, root + 'report.html', {}, async page => {
		for (const act of [guard_works, draft_comes_back, photo_shrinks, report_is_sent, security_is_kept])
			await act(page);
	});
	await with_page(browser, root + 'report.html', { javaScriptEnabled: false }, works_without_script);
	await with_page(browser, root + 'sample.html', { viewport: { width: 320, height: 700 },
		javaScriptEnabled: false }, async page => {
		check(await page.locator('.menu ul').first().isHidden(), 'the menu is folded on a telephone');
		await page.click('.menu-open');
		check(await page.locator('.menu ul').first().isVisible(), 'and opens without script');
	});
	for (const name of ['sample', 'report'])
		for (const width of [1280, 320])
			for (const colorScheme of ['light', 'dark'])
				await with_page(browser, `${root}${name}.html`, { colorScheme, bypassCSP: true,
					viewport: { width, height: 800 } }, async page => {
					await page.evaluate(axe);
					await looks_right(page, `${name}-${width}-${colorScheme}`);
				});
} finally {
	await browser.close();
	server.close();
	rmSync(samples, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
