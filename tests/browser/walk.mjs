// SPDX-License-Identifier: EUPL-1.2
/*
 * walk.mjs - follows every link as several roles, without a browser: are all addresses
 * reached, is all HTML valid, does no link lead into the void?
 */
import { check, route_of } from './house.mjs';
import { Validators } from './validate.mjs';

const MOST_PAGES = 600;         /* one role visits */
const MOST_OF_ROUTE = 4;        /* one role visits of one route, besides other questions (?...) */
const MOST_VALIDATED = 2;       /* of one route, as one role: html-validate takes its time */
const SLOW_MS = 15000;

export const ROLES = ['', 'amina', 'petra', 'central', 'security', 'owner', 'claims', 'direktor',
	'ordforande', 'vikarie', 'signe'];

/* Addresses that a reader does not come to by a link, and why. */
const UNLINKED = new Map([
	['/health', 'machines ask'],
	['/feeds/:token', 'its address is told once; tests/calendar.sh'],
	['/follow-up/reports/:id/word', 'a file to save; tests/scenes/followup.scene'],
	['/goals/area', 'only where a focus area has neither a goal nor a reason; tests/scenes/goals.scene'],
	['/documents/:id/questions', 'from a document that a knowledge check rests on; tests/scenes/knowledge.scene'],
	['/language', 'a link in the head, but it leads away'],
	['/views', 'where the form of saved views leads to'],
	['/imports/:id/bad-rows', 'only where an import has bad rows; tests/scenes/import.scene'],
	['/documents/:id/versions/:n/edit', 'only from the one document with a draft; tests/scenes/documents.scene'],
	['/follow-up/reports/:id/edit', 'only while a report is written; tests/scenes/followup.scene'],
	['/submissions/:id/files/:file', 'only where a file is attached; tests/scenes/submissions.scene'],
	['/cascade/runs/:run', 'only when somebody has ordered one; tests/scenes/continuity.scene'],
	['/plans/:plan/editions/:n/approve', 'only where an edition waits for its director; tests/scenes/plans.scene'],
	['/plans/:plan/editions/:n/routines/:routine/edit', 'only from an edition that is being written; tests/scenes/plans.scene'],
	['/plans/:plan/editions/:n/routines/new', 'only from an edition that is being written; tests/scenes/plans.scene'],
	['/plans/:plan/editions/:n/commitments/new', 'only from an edition that is being written; tests/scenes/plans.scene'],
	['/plans/:plan/editions/:n/edit', 'only from an edition that is being written; tests/scenes/plans.scene'],
	['/risks/new', 'only where a unit has no analysis of the year; tests/scenes/risks.scene'],
	['/partner/:token', 'its address is given to a partner; tests/scenes/partners.scene'],
	['/partner/:token/picture', 'for whoever has said who reads; tests/scenes/partners.scene'],
	['/a/:token', 'its address is sent to whoever is alarmed; tests/alarms.sh'],
	['/emergency/:number/takeover', 'only for the chair, while the committee is activated; tests/scenes/emergency.scene'],
	['/emergency/:number/handback', 'only for the chair, while the committee is activated; tests/scenes/emergency.scene'],
	['/emergency/:number/decision', 'only for the chair, while the committee is activated; tests/scenes/emergency.scene'],
	['/emergency/:number/reported', 'only for the chair, while the committee is activated; tests/scenes/emergency.scene'],
	['/emergency/:number/end', 'only for the chair, while the committee is activated; tests/scenes/emergency.scene'],
	['/inform/:number/:id/correct', 'only from what the reader told of something that goes on; tests/scenes/inform.scene'],
	['/crisis/:number/home/:site', 'only where a log has come home; tests/scenes/crisis_home.scene'],
	['/measures/:number/effect/figure/:form', 'only where before and after can be compared; tests/scenes/effects.scene'],
	['/measures/:number/effect/cost-figure/:form', 'only where what a measure avoided can be told; tests/scenes/effect_costs.scene'],
	['/signals/:id/sum/:form', 'only of a slow drift; tests/scenes/signals_drift.scene'],
	['/scanning/bulletins/:number/edit', 'only while a bulletin is written; tests/scenes/scanning.scene'],
	['/open-data/catalog.ttl', 'only where the city has said its own address; tests/scenes/opendata.scene'],
	['/threats/patterns', 'only for a named reader who has opened them; tests/scenes/threats.scene'],
	['/meetings/:number/items', 'machines ask, people see it on the meeting; tests/scenes/forum_items.scene'],
	['/monthly/:period/:unit/correct', 'only from one that was sent, among the many; tests/scenes/monthly.scene'],
	['/pictures/:id/draft', 'machines ask, people see it in the editor; tests/scenes/picture_draft.scene'],
	['/picture-parts', 'only for whoever is asked about a section; tests/scenes/picture_parts.scene'],
	['/picture-parts/:part', 'only for whoever is asked about a section; tests/scenes/picture_parts.scene'],
	['/partner/:token/section', 'its address is given to a partner; tests/scenes/picture_parts.scene'],
	['/documents/:id/versions/:n/file', 'only where a version has a file; tests/scenes/documents.scene'],
]);
const is_unlinked = route => UNLINKED.has(route) || /stream$/.test(route);

/* What every page owes its reader, whatever it shows. */
function judge_page(html, place, route) {
	const heads = html.match(/<h1[\s>]/g) || [];
	const hosts = [...html.matchAll(/\s(?:src|href|action)="((?:https?:)?\/\/[^"]*)"/g)]
		.filter(found => !/<a\s[^>]*$/.test(html.slice(0, found.index)));

	const promises = [
		[heads.length === 1, `has ${heads.length} headings of the first level`],
		[/<title>[^<·]+·[^<]+<\/title>/.test(html), 'has no title of its own'],
		[/^<!DOCTYPE html>\s*<html lang="(sv|en)"/.test(html), 'does not say its language'],
		[!/\sstyle="|\son\w+="|<style/.test(html), 'has inline style or script'],
		[!/<script(?![^>]*\ssrc=)/.test(html), 'has an inline script'],
		[hosts.length === 0, `fetches from another host: ${hosts[0]?.[1]}`],
	];

	for (const [is_true, words] of promises)
		check(is_true, `${place} ${words}`, `${route} ${words}`);
}

const unescape_html = text => text.replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&#39;/g, "'");

function links_of(html) {
	return [...html.matchAll(/<a\s[^>]*?href="([^"#]+)(?:#[^"]*)?"/g)].map(found => unescape_html(found[1]))
		.filter(href => href[0] === '/' || href[0] === '?');
}

/* What has been seen least is seen next, so that long lists do not hide rare pages. */
function next_of(waiting, routes, visits) {
	const often = path => visits.get(route_of(routes, path.split('?')[0])) || 0;
	const least = waiting.reduce((best, path, i) => often(path) < often(waiting[best]) ? i : best, 0);

	return waiting.splice(least, 1)[0];
}

/* One role's walk; tells route -> [{ path, role, is_page }]. */
async function walk_as(house, role, routes, judges, starts) {
	const cookie = await house.cookies(role), found = new Map();
	const waiting = ['/', ...starts];
	const met = new Set(waiting), of_route = new Map(), validated = new Map(), visits = new Map();
	let pages = 0;

	while (waiting.length && pages < MOST_PAGES) {
		const path = next_of(waiting, routes, visits);
		const began = Date.now();
		const reply = await fetch(house.root + path, { redirect: 'manual',
			headers: { cookie, 'Accept-Language': 'en' } });
		const kind = reply.headers.get('content-type') || '';
		const place = `${path} (as ${role || 'nobody'})`;
		const route = route_of(routes, path.split('?')[0]);

		pages++;
		visits.set(route, (visits.get(route) || 0) + 1);
		if (/event-stream/.test(kind)) {
			await reply.body.cancel();
			continue;
		}
		const text = await reply.text();

		check(Date.now() - began < SLOW_MS, `${place} took ${Date.now() - began} ms`);
		check(reply.status < 400, `${place}: a link leads to ${reply.status}`,
			`${route}: a link leads to ${reply.status}`);
		check(reply.headers.get('content-security-policy')?.includes("default-src 'self'"),
			`${place} has no content policy`, `${route} has no content policy`);
		if (reply.status >= 300)
			continue;
		if (route) {
			if (!found.has(route))
				found.set(route, []);
			found.get(route).push({ path, role, is_page: /^text\/html/.test(kind) });
		}
		if (!/^text\/html/.test(kind))
			continue;
		judge_page(text, place, route);
		validated.set(route, (validated.get(route) || 0) + 1);
		if (validated.get(route) <= MOST_VALIDATED)
			judges.judge(text, place, route);
		for (const link of links_of(text)) {
			const next = link[0] === '?' ? path.split('?')[0] + link : link;
			const next_route = route_of(routes, next.split('?')[0]);
			/* The same question with other values is the same kind of page. */
			const kind = next_route + '?' + [...new URL(next, house.root).searchParams.keys()].sort();

			if (met.has(next) || !next_route || next_route === '/language')
				continue;
			met.add(next);
			of_route.set(kind, (of_route.get(kind) || 0) + 1);
			if (of_route.get(kind) <= (next.includes('?') ? 2 : MOST_OF_ROUTE))
				waiting.push(next);
		}
	}
	return found;
}

/* Two roles walk at a time: one waits for the server while the other's pages are judged.  What
 * they found is put together in the order of ROLES, whoever came first. */
export async function walk(house, starts) {
	const routes = house.routes(), walks = new Map(), waiting = [...ROLES], found = new Map();
	const judges = new Validators(2);

	const work = async () => {
		for (let role = waiting.shift(); role !== undefined; role = waiting.shift())
			walks.set(role, await walk_as(house, role, routes, judges, starts[role] || []));
	};

	await Promise.all([work(), work()]);
	await judges.finish();
	for (const role of ROLES)
		for (const [route, pages] of walks.get(role))
			found.set(route, [...found.get(route) || [], ...pages]);
	for (const route of routes)
		check(found.has(route) || is_unlinked(route), `no link leads to ${route}`);
	return found;
}
