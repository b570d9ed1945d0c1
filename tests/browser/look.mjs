// SPDX-License-Identifier: EUPL-1.2
/*
 * look.mjs - every page in Chromium: axe-core, reflow, targets, console, requests.
 *
 * A page is seen in both languages, light and dark, wide and narrow: the key pages in all
 * eight ways, the others in two opposite ones, which differ from page to page.
 */
import { check, need, score } from './house.mjs';
import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const axe = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');
const LEAST_TARGET = 24;
const WAYS = ['sv', 'en'].flatMap(language => ['light', 'dark'].flatMap(theme =>
	[1280, 320].map(width => ({ language, theme, width }))));
const KEY_PAGES = ['/', '/r', '/sign-in', '/events', '/events/:number', '/pictures/:id',
	'/measures', '/places/:code'];

/* Ways 0-7 are numbered in three bits, so that 7 - n is the opposite of n. */
function ways_of(route, n) {
	return KEY_PAGES.includes(route) ? WAYS : [WAYS[n % 8], WAYS[7 - n % 8]];
}

/* One sample of each kind of page, and one more with a question, as another role. */
export function samples_of(found) {
	const samples = [];

	for (const [route, visits] of [...found].sort()) {
		const pages = visits.filter(visit => visit.is_page);
		const plain = pages.find(page => !page.path.includes('?') && page.role) || pages[0];
		const asked = pages.find(page => page.path.includes('?') && page.role !== plain?.role);

		for (const way of plain ? ways_of(route, samples.length) : [])
			samples.push({ route, ...plain, ...way });
		if (asked)
			samples.push({ route, ...asked, ...WAYS[samples.length % WAYS.length] });
	}
	return samples;
}

const find_small = least => [...document.querySelectorAll(
	'a, button, input:not([type=hidden]), select, summary, textarea, [tabindex="0"]')]
	.filter(control => {
		const box = control.getBoundingClientRect();

		/* Links in running text and controls inside their label are excepted (WCAG 2.5.8); in
		 * tables distance counts too, and axe-core measures that. */
		return control.checkVisibility() && box.width > 1
			&& !control.closest('.visually-hidden, .trap, svg, td, th')
			&& !(control.closest('label') || document.querySelector(`label[for="${CSS.escape(control.id)}"]`)
				&& /checkbox|radio/.test(control.type))
			&& getComputedStyle(control).display !== 'inline'
			&& (box.width < least || box.height < least);
	}).map(control => control.outerHTML.slice(0, 100));

/* Only what is wrong is brought over: what is right takes longer to carry than to find. */
const find_faults = () => axe.run(document, { preload: false, resultTypes: ['violations'], runOnly:
	['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
	.then(found => found.violations.map(({ id, help, nodes }) => ({ id, help,
		nodes: nodes.slice(0, 3).map(({ target, html }) => ({ target, html })) })));

/* axe-core needs a page with timers: where scripts are off, it is left out. */
export async function judge(page, place, kind, { javaScriptEnabled = true } = {}) {
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	const small = await page.evaluate(find_small, LEAST_TARGET);

	check(wide <= 0, `${place} is ${wide} px too wide`, `${kind}: too wide`);
	check(small.length === 0, `${place} has small targets: ${small.join(' ')}`, `${kind}: small targets`);
	if (!javaScriptEnabled)
		return;
	await page.evaluate(axe);
	const faults = await page.evaluate(find_faults);

	for (const fault of faults)
		check(false, `${place}: ${fault.id}: ${fault.help}: ${fault.nodes
			.map(node => node.target + ' ' + node.html.slice(0, 120)).join(' | ')}`, `${kind}: ${fault.id}`);
	check(faults.length === 0, `${place} is accessible`, 'not accessible');
}

/* A4 between its margins, as varn.css has them; what is in .landscape lies on its side. */
const PAPERS = [
	{ size: { width: 718, height: 1040 }, lies: false },
	{ size: { width: 1009, height: 680 }, lies: true },
];

/* Boxes that hold more than they show: on upright paper what does not lie on its side, and on
 * the other only what does.  Each is judged where it is printed. */
const find_cut = lies => {
	const BOXES = '.table-scroll, figure';
	const laid = [...document.querySelectorAll('.landscape')];
	const boxes = lies ? laid.flatMap(sheet => [sheet, ...sheet.querySelectorAll(BOXES)])
		: [document.documentElement, ...document.querySelectorAll(BOXES)];

	if (!lies)
		laid.forEach(sheet => sheet.style.setProperty('display', 'none', 'important'));
	const cut = boxes.filter(box => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
		.map(box => `${box.tagName}.${box.className} ${box.scrollWidth} of ${box.clientWidth}`);

	laid.forEach(sheet => sheet.style.removeProperty('display'));
	return cut;
};

/* Nothing may stand outside the paper, and no column be cut. */
async function judge_print(page, place, kind) {
	const before = page.viewportSize();

	await page.emulateMedia({ media: 'print' });
	for (const { size, lies } of PAPERS) {
		await page.setViewportSize(size);
		const cut = await page.evaluate(find_cut, lies);

		check(cut.length === 0, `${place} is cut on paper: ${cut.join(', ')}`, `${kind}: cut on paper`);
	}
	await page.emulateMedia({ media: 'screen' });
	await page.setViewportSize(before);
}

/* What the first visit may cost: files and bytes as they come over the wire. */
const BUDGETS = [
	{ path: '/', role: 'amina', bytes: 60 * 1024, requests: 6 },
	{ path: '/r', role: '', bytes: 25 * 1024, requests: 5 },
];

export async function weigh(browser, house) {
	for (const { path, role, bytes, requests } of BUDGETS) {
		const context = await with_cookies(await browser.newContext(), house,
			await house.cookies(role), 'sv');
		const page = await context.newPage(), sizes = [];

		page.on('requestfinished', request => sizes.push(request.sizes()));
		await page.goto(house.root + path, { waitUntil: 'networkidle' });
		const all = await Promise.all(sizes);
		const sum = all.reduce((total, size) => total + size.responseBodySize, 0);

		check(sum <= bytes, `${path} weighs ${sum} bytes, and ${bytes} is the most`);
		check(all.length <= requests, `${path} asks ${all.length} times, and ${requests} is the most`);
		await context.close();
	}
	return BUDGETS.length;
}

/* Pages that are one sheet of A4 on its side. */
const SHEETS = [{ path: '/risks?unit=LJU', role: 'amina', then: '/matrix' }];

export async function print(browser, house) {
	for (const { path, role, then } of SHEETS) {
		const context = await with_cookies(await browser.newContext(), house,
			await house.cookies(role), 'sv');
		const page = await context.newPage();

		await page.goto(house.root + path);
		await page.goto(page.url() + then);
		const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
		const sheets = pdf.match(/\/Type\s*\/Page\b(?!s)/g) || [];
		const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) || [];

		check(sheets.length === 1, `${page.url()} is ${sheets.length} sheets on paper`);
		check(+width > +height, `${page.url()} is printed ${width} wide and ${height} high`);
		await context.close();
	}
	return SHEETS.length;
}

/* A tab that tells what should never happen. */
export async function watched_page(context, root, name) {
	const page = await context.newPage();

	page.on('pageerror', fault => check(false, `${name()}: ${fault.message}`));
	page.on('console', line => line.type() === 'error'
		&& !/status of (4\d\d)/.test(line.text())
		&& check(false, `${name()}: console: ${line.text()}`, line.text()));
	page.on('request', request => check(request.url().startsWith(root) || /^(data|blob):/.test(request.url()),
		`${name()}: asks another host: ${request.url()}`));
	return page;
}

export function context_options(house, { language, theme, width, javaScriptEnabled = true }) {
	return { locale: language === 'sv' ? 'sv-SE' : 'en-GB', colorScheme: theme,
		javaScriptEnabled, viewport: { width, height: width < 600 ? 720 : 900 },
		reducedMotion: 'reduce' };
}

export async function with_cookies(context, house, cookie, language) {
	const url = house.root;
	const list = [{ name: 'language', value: language, url }];

	if (cookie)
		list.push({ name: 'varn', value: cookie.slice(5), url });
	await context.addCookies(list);
	return context;
}

const file_name = sample => `${sample.route.replace(/[/:]+/g, '_').replace(/^_$/, '_start')}`
	+ `-${sample.role || 'nobody'}-${sample.language}-${sample.theme}-${sample.width}.png`;

async function look_at(tab, house, sample, screens, drawn) {
	const place = `${sample.path} (as ${sample.role || 'nobody'}, ${sample.language}, ${sample.theme},`
		+ ` ${sample.width})`;
	const { page } = tab, failed = score.failed;

	tab.place = place;
	try {
		await page.goto(house.root + sample.path, { waitUntil: 'load', timeout: 30000 });
		const language = await page.getAttribute('html', 'lang');

		check(language === sample.language, `${place} speaks ${language}`);
		await judge(page, place, sample.route);
		if (sample.width > PAPERS[0].size.width && sample.theme === 'light')
			await judge_print(page, place, sample.route);
		if (!drawn.has(sample.route) || KEY_PAGES.includes(sample.route) || score.failed > failed)
			await page.screenshot({ path: join(screens, file_name(sample)), fullPage: true });
		drawn.add(sample.route);
	} catch (fault) {
		check(false, `${place}: ${fault.message.split('\n')[0]}`);
		await page.close().catch(() => {});     /* the next look gets another tab */
	}
}

/* One tab looks at all that a role sees in one way: what pages share is fetched once. */
async function look_at_all(browser, house, group, screens, drawn) {
	const [{ role, language }] = group, tab = { place: '' };
	const context = await with_cookies(await browser.newContext(context_options(house, group[0])),
		house, await house.cookies(role), language);

	for (const sample of group) {
		if (!tab.page || tab.page.isClosed())
			tab.page = await watched_page(context, house.root, () => tab.place);
		await look_at(tab, house, sample, screens, drawn);
	}
	await context.close();
}

export async function look(browser, house, found, screens) {
	const samples = samples_of(found), groups = new Map(), drawn = new Set();

	mkdirSync(screens, { recursive: true });
	for (const sample of samples) {
		const key = [sample.role, sample.language, sample.theme, sample.width].join();

		groups.set(key, [...groups.get(key) || [], sample]);
	}
	const waiting = [...groups.values()];

	const work = async () => {
		for (let group = waiting.shift(); group; group = waiting.shift())
			await look_at_all(browser, house, group, screens, drawn);
	};

	await Promise.all([work(), work()]);    /* two at a time: one draws while one computes */
	return samples.length;
}
