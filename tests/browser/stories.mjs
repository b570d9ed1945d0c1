// SPDX-License-Identifier: EUPL-1.2
/*
 * stories.mjs - what people do, by keyboard alone on a telephone, with JavaScript and without:
 * somebody without account reports, the manager receives, others see it in their lists and in
 * the situation picture.
 */
import { check } from './house.mjs';
import { context_options, judge, watched_page, with_cookies } from './look.mjs';
import { join } from 'node:path';

const MOST_TABS = 120, LONGEST_WAIT_MS = 20000;
const UNIT = 'LJU-F01';                 /* the preschool of the demo city */
const RECEIVE = 'form:has(input[name=verb][value=receive])';
const MANAGER = 'petra', COORDINATOR = 'amina', STRANGER = 'tobias', CHIEF = 'security';

/* ------------------------------------------------------------ a person --- */

/* One person with a telephone and a keyboard: every step is a key. */
class Hand {
	constructor(page, name) {
		this.page = page;
		this.name = name;
		this.keys = 0;
	}

	async press(key) {
		this.keys++;
		await this.page.keyboard.press(key);
	}

	/* Where one stands must be seen, and not be hidden under something that sticks. */
	async is_seen() {
		return this.page.evaluate(() => {
			const at = document.activeElement, box = at.getBoundingClientRect();
			const style = getComputedStyle(at), label = at.closest('label');
			const mark = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
				|| (label && (getComputedStyle(label).outlineStyle !== 'none'
					|| getComputedStyle(label).boxShadow !== 'none'));

			return { what: at.outerHTML.slice(0, 80), mark,
				inside: box.bottom > 0 && box.top < innerHeight };
		});
	}

	async tab_to(query) {
		for (let i = 0; i < MOST_TABS; i++) {
			await this.press('Tab');
			const seen = await this.is_seen();

			if (seen.what.startsWith('<body'))
				continue;               /* past the end, and round again */
			check(seen.mark, `${this.name}: the focus is not seen on ${seen.what}`);
			check(seen.inside, `${this.name}: the focus is outside the window on ${seen.what}`);
			if (await this.page.evaluate(q => document.activeElement.matches(q), query))
				return true;
		}
		return check(false, `${this.name}: the keyboard does not reach ${query}`);
	}

	async write(text) {
		this.keys += text.length;
		await this.page.keyboard.type(text);
	}

	/* A key that leads to another page. */
	async go(key) {
		await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }),
			this.press(key)]);
	}
}

async function with_person(browser, house, login, way, act) {
	const context = await with_cookies(await browser.newContext(context_options(house, way)),
		house, await house.cookies(login), way.language);
	context.setDefaultTimeout(LONGEST_WAIT_MS);
	const page = await watched_page(context, house.root, () => `${way.name} (${login || 'nobody'})`);

	try {
		return await act(page, new Hand(page, way.name));
	} finally {
		await context.close();
	}
}

const shot = (page, screens, name) => page.screenshot({ path: join(screens, `story-${name}.png`), fullPage: true });

/* ------------------------------------------------------------ the acts --- */

async function report(page, hand, house, words, way, screens) {
	await page.goto(`${house.root}/r/${UNIT}`);
	await hand.tab_to('.tiles input[type=radio]');
	await hand.press('Space');
	await hand.tab_to('textarea');
	await hand.write(words);
	await shot(page, screens, `${way.short}-1-report`);
	await hand.tab_to('button.primary[type=submit], button.primary:not([type])');
	await hand.go('Enter');
	await judge(page, `${way.name}: receipt`, 'receipt', way);
	await shot(page, screens, `${way.short}-2-receipt`);
	const code = (await page.locator('.receipt-code').textContent()).trim();

	check(/^[A-Z0-9]{3}-[A-Z0-9]{3}$/.test(code), `${way.name}: the receipt has a code: ${code}`);
	return code;
}

async function follow(page, hand, house, code, way) {
	await page.goto(`${house.root}/f`);
	await hand.tab_to('main input:not([type=hidden])');
	await hand.write(code);
	await hand.go('Enter');
	check(/\/f\//.test(page.url()), `${way.name}: the code leads to the report`);
	await judge(page, `${way.name}: follow`, 'follow', way);
}

async function find_in_list(page, house, words) {
	await page.goto(`${house.root}/events?q=${encodeURIComponent(words)}`);
	return page.locator('table.list tbody a[href^="/events/"]', { hasText: /./ }).first();
}

async function receive(page, hand, house, mark, way, screens) {
	const link = await find_in_list(page, house, mark);

	check(await link.count() === 1, `${way.name}: the manager finds the report`);
	await page.goto(house.root + await link.getAttribute('href'));
	check((await page.textContent('main')).includes(mark), `${way.name}: the report says what was written`);
	await shot(page, screens, `${way.short}-3-event`);
	await hand.tab_to(`${RECEIVE} button`);
	await hand.go('Enter');
	check(await page.locator(RECEIVE).count() === 0, `${way.name}: it is received`);
	await judge(page, `${way.name}: received`, 'received', way);
	await shot(page, screens, `${way.short}-4-received`);
	return page.url();
}

async function is_hidden_from_others(page, house, url, mark, way) {
	const reply = await page.goto(url);

	check(reply.status() === 404, `${way.name}: another district gets ${reply.status()}`);
	check(!(await page.content()).includes(mark), `${way.name}: and no word of it`);
}

const thirds = date => `${date.getFullYear()}-T${Math.ceil((date.getMonth() + 1) / 4)}`;

/* The coordinator begins a picture of these months: what was reported stands in its numbers,
 * and each number leads to the rows it counts. */
async function picture(page, hand, house, mark, way, screens) {
	await page.goto(`${house.root}/pictures/new`);
	await hand.tab_to('select[name=kind]');
	await hand.press('ArrowDown');
	await hand.tab_to('input[name=period]');
	await hand.press('Control+A');
	await hand.write(thirds(new Date()));
	await hand.tab_to('form[action="/pictures"] button.primary');
	await hand.go('Enter');
	check(/\/pictures\/[0-9a-f-]{36}/.test(page.url()), `${way.name}: the picture is begun: ${page.url()}`);
	await page.goto(page.url().replace(/\/edit$/, ''));
	await judge(page, `${way.name}: picture`, 'picture', way);
	await shot(page, screens, `${way.short}-6-picture`);
	const link = page.locator('main a[href^="/events?"]', { hasText: /^\s*\d+\s*$/ }).first();
	const number = Number(await link.textContent());

	await page.goto(house.root + await link.getAttribute('href'));
	check(await page.locator('table.list tbody tr').count() === Math.min(number, 50),
		`${way.name}: the ${number} of the picture leads to as many rows`);
	check((await page.textContent('main')).includes(mark), `${way.name}: the report is one of them`);
}

/* The tab is closed in the middle of a sentence: the words are offered when the form is opened
 * again, and are gone from the offer when they have been saved. */
async function words_are_kept(page, house, way, screens) {
	const address = `${house.root}/measures/new`, words = 'Buy a new lamp before Friday';

	await page.goto(address);
	if (way.javaScriptEnabled === false) {
		check(await page.locator('[data-save-state]:visible, [data-kept]:visible').count() === 0,
			`${way.name}: nothing is promised`);
		return;
	}
	await page.fill('input[name=title]', words);
	await page.locator('[data-save-state]:not(.failed)', { hasText: /\d/ }).first().waitFor();
	await page.goto(`${house.root}/measures`);
	await page.goto(address);
	check(await page.inputValue('input[name=title]') === '', `${way.name}: the form is empty`);
	await shot(page, screens, `${way.short}-7-kept`);
	await judge(page, `${way.name}: kept words`, 'kept', way);
	await page.click('[data-kept-use]');
	check(await page.inputValue('input[name=title]') === words, `${way.name}: the words come back`);
	await page.locator('[data-kept]').first().waitFor({ state: 'detached' });
	await page.reload();
	check(await page.locator('[data-kept]:visible').count() === 1, `${way.name}: still not saved, still kept`);
	await page.click('[data-kept-drop]');
	await page.reload();
	check(await page.locator('[data-kept]').count() === 0, `${way.name}: thrown away is gone`);
}

/* Figures are links to exactly the rows they count. */
async function figures_hold(page, house, way, screens) {
	await page.goto(`${house.root}/`);
	const figures = await page.locator('main .numbers a, main .card a').evaluateAll(links => links
		.map(link => ({ number: parseInt(link.textContent.replace(/[\s\u00a0\u202f]/g, ''), 10),
			href: link.getAttribute('href') })).filter(link => link.number >= 0 && /^\/events/.test(link.href)));

	for (const { number, href } of figures.slice(0, 4)) {
		await page.goto(house.root + href);
		const said = (await page.textContent('main')).replace(/[\u00a0\u202f]/g, ' ');

		check(new RegExp(`\\b${number}\\b`).test(said.replace(/(\d) (?=\d)/g, '$1')) || number === 0,
			`${way.name}: ${href} shows the ${number} rows that the figure says`);
	}
	await shot(page, screens, `${way.short}-5-list`);
}

/* Years of weeks: by the arrows with script, as a figure and a table without. */
async function weeks_walked(page, hand, house, way, screens) {
	await page.goto(`${house.root}/statistics/weeks`);
	if (way.javaScriptEnabled === false) {
		check(await page.locator('figure.chart svg').first().isVisible(), `${way.name}: the weeks are drawn`);
		check(!await page.locator('#explorer').isVisible(), `${way.name}: nothing to explore that does not work`);
		check(await page.locator('table[data-weeks] tbody tr').count() > 50, `${way.name}: the weeks are a table`);
		return;
	}
	await page.focus('.filters button');
	await hand.tab_to('#explorer');
	const last = await page.textContent('.explorer-said');

	await hand.press('ArrowLeft');
	await hand.press('+');
	const before = await page.textContent('.explorer-said');
	const row = await page.locator('table[data-weeks] tbody tr').nth(-2).locator('td').last().textContent();

	check(last !== before && before.includes(` ${row.trim()},`), `${way.name}: the week before is said: ${before}, not ${row}`);
	await hand.press('End');
	check(await page.textContent('.explorer-said') === last, `${way.name}: and the last again`);
	await shot(page, screens, `${way.short}-6-weeks`);
}

/* -------------------------------------------------------------- a crisis --- */

/* The log grows while somebody writes, and neither words nor focus are taken away.  Without
 * script one looks again. */
async function crisis_grows(page, hand, house, mark, way, others) {
	/* On a slow line the script that follows comes long after the page. */
	await page.route('**/hx-sse.min.js', route => setTimeout(() => route.continue(), 700));
	await page.goto(`${house.root}/crisis?state=open&exercise=1`);
	await page.goto(house.root + await page.getAttribute('main tbody a', 'href'));
	await page.fill('#words', 'half a sent');
	await others(page.url(), `${mark} line`);
	if (way.javaScriptEnabled === false) {
		check(!(await page.textContent('#lines')).includes(mark), `${way.name}: a still page stands still`);
		await page.goto(page.url());
	} else {
		const comes = await page.locator('#lines', { hasText: mark }).waitFor()
			.then(() => true, () => false);
		check(comes, `${way.name}: the line of another does not come by itself\n`
			+ (comes ? '' : house.log_end()));
		check(await page.evaluate(() => document.activeElement.id) === 'words',
			`${way.name}: a line of another takes the focus away`);
		check(await page.inputValue('#words') === 'half a sent',
			`${way.name}: a line of another takes the words away`);
	}
	check((await page.textContent('#lines')).includes(mark), `${way.name}: the line of another is seen`);
}

async function crisis_written(page, hand, address, words) {
	await page.goto(address);
	await page.focus('#words');
	await hand.write(words);
	await hand.go('Enter');
	check((await page.textContent('#lines')).includes(words), 'one key logs the line');
}

/* ------------------------------------------------------------- stories --- */

const WAYS = [
	{ short: 'script', name: 'with JavaScript', language: 'en', theme: 'light', width: 360 },
	{ short: 'plain', name: 'without JavaScript', language: 'sv', theme: 'dark', width: 360,
		javaScriptEnabled: false },
];

async function story(browser, house, way, screens) {
	const mark = `lamp${Math.random().toString(36).slice(2, 9)}`;
	const words = `A ${mark} fell from the ceiling.`;
	const code = await with_person(browser, house, '', way, (page, hand) =>
		report(page, hand, house, words, way, screens));
	const url = await with_person(browser, house, MANAGER, way, (page, hand) =>
		receive(page, hand, house, mark, way, screens));

	await with_person(browser, house, '', way, (page, hand) => follow(page, hand, house, code, way));
	await with_person(browser, house, STRANGER, way, page =>
		is_hidden_from_others(page, house, url, mark, way));
	await with_person(browser, house, COORDINATOR, way, (page, hand) =>
		picture(page, hand, house, mark, way, screens));
	await with_person(browser, house, COORDINATOR, way, page => figures_hold(page, house, way, screens));
	await with_person(browser, house, COORDINATOR, way, page => words_are_kept(page, house, way, screens));
	await with_person(browser, house, COORDINATOR, way, (page, hand) =>
		weeks_walked(page, hand, house, way, screens));
	await with_person(browser, house, CHIEF, way, (page, hand) => crisis_grows(page, hand, house, mark, way,
		(address, words) => with_person(browser, house, COORDINATOR, way,
			(other, key) => crisis_written(other, key, address, words))));
}

export async function stories(browser, house, screens) {
	for (const way of WAYS)
		await story(browser, house, way, screens).catch(fault =>
			check(false, `${way.name}: ${fault.stack.split('\n').slice(0, 3).join(' ')}`));
	return WAYS.length;
}
