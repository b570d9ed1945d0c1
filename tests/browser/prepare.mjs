// SPDX-License-Identifier: EUPL-1.2
/*
 * prepare.mjs - does in the demo city what makes the rarer pages exist: a report with a photo,
 * one that was stopped, notices, an import with its job, a long list that was ordered.
 */
import { check } from './house.mjs';
import { writeFileSync } from 'node:fs';
import { deflateSync, crc32 as crc_of } from 'node:zlib';
import { join } from 'node:path';

const UNIT = 'LJU-F01';

/* zlib.crc32 came with Node 20.15; Debian 12 has 18. */
function crc32(bytes) {
	if (crc_of)
		return crc_of(bytes);
	let crc = ~0;

	for (const byte of bytes) {
		crc ^= byte;
		for (let i = 0; i < 8; i++)
			crc = crc >>> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

/* A picture of nothing: 40 × 30 grey points. */
function png() {
	const chunk = (kind, data) => {
		const body = Buffer.concat([Buffer.from(kind), data]);
		const head = Buffer.alloc(4), foot = Buffer.alloc(4);

		head.writeUInt32BE(data.length);
		foot.writeUInt32BE(crc32(body));
		return Buffer.concat([head, body, foot]);
	};
	const shape = Buffer.from([0, 0, 0, 40, 0, 0, 0, 30, 8, 0, 0, 0, 0]);

	return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', shape),
		chunk('IDAT', deflateSync(Buffer.alloc(41 * 30, 0))), chunk('IEND', Buffer.alloc(0))]);
}

const unescape_html = text => text.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');

/* The form of a page with its hidden fields and what is said here; sent as a browser does. */
async function send(house, cookie, page, action, fields) {
	const html = await (await fetch(house.root + page, { headers: { cookie } })).text();
	const form = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(html);
	const body = new FormData();

	if (!check(form, `${page} has a form for ${action}`))
		return '';
	for (const [tag] of form[1].matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
		const name = /name="([^"]*)"/.exec(tag)?.[1];

		if (name && !(name in fields))
			body.append(name, unescape_html(/value="([^"]*)"/.exec(tag)?.[1] || ''));
	}
	for (const [name, value] of Object.entries(fields))
		value instanceof File ? body.append(name, value, value.name) : body.append(name, value);
	const reply = await fetch(house.root + action, { method: 'POST', body, redirect: 'manual', headers: { cookie } });

	check(reply.status === 303, `${action} answers ${reply.status}: ${(await reply.text()).replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ').slice(0, 400)}`);
	return reply.headers.get('location') || '';
}

/* Somebody without account; the answer leads to the receipt with its code. */
async function report(house, fields) {
	return send(house, '', `/r/${UNIT}`, '/r', { tile: 'accident', when: 'now', hurt: 'no', ongoing: 'no',
		protective: 'no', ...fields });
}

const notices = () => JSON.stringify([1, 2, 3].map(number => ({
	id: 900000 + number, datetime: `2026-03-0${number} 21:10:00 +01:00`,
	name: `0${number} mars 21.10, Trafikolycka, Alvhamn`, summary: 'En bil och en cykel har krockat.',
	url: `/aktuellt/handelser/2026/mars/${number}/`, type: 'Trafikolycka',
	location: { name: 'Alvhamn', gps: '58.92952,19.71949' },
})));

const TABLE = 'Nummer;Datum;Rubrik;Enhet;Allvar\n'
	+ 'A1;2026-03-01 10:00;Fall i trappa;LJU-F01;1\n'
	+ 'A2;2026-03-02 11:30;Trasig ruta;LJU-F01;1\n'
	+ 'A3;igår;Rad utan datum;LJU-F01;1\n';

async function import_table(house) {
	const cookie = await house.cookies('central');
	const kinds = await (await fetch(house.root + '/imports/new', { headers: { cookie } })).text();
	const kind = /<select[^>]*name="kind"[\s\S]*?<option[^>]*value="([a-z-]+)"/.exec(kinds)?.[1];
	const preview = await send(house, cookie, '/imports/new', '/imports/new', { kind: kind || 'event',
		source: 'provtabell', file: new File([TABLE], 'prov.csv', { type: 'text/csv' }) });

	return preview;
}

/* For a moment every list is a long one; the answer is the page of the job. */
async function order_list(house) {
	const cookie = await house.cookies('central');

	house.command('setting', 'export_rows_at_once', '1');
	const job = await send(house, cookie, '/events', '/exports', { format: 'csv' });

	house.command('setting', 'export_rows_at_once', '5000');
	for (let i = 0; i < 100; i++) {
		if ((await (await fetch(house.root + job, { headers: { cookie } })).text()).includes('"/exports/'))
			return job;
		await new Promise(done => setTimeout(done, 200));
	}
	check(false, 'the ordered list is not ready after 20 s');
	return '';
}

/* One of the city's pictures, which are few among those of units. */
async function city_picture(house) {
	const cookie = await house.cookies('central');
	const list = await (await fetch(house.root + '/pictures?kind=city_accident', { headers: { cookie } })).text();

	return /\/pictures\/[0-9a-f-]{36}/.exec(list)?.[0];
}

/* Answers where the walk shall begin, beside the start page, as whom. */
export async function prepare(house) {
	const file = join(house.folder, 'notices.json');
	const receipt = await report(house, { story: 'En lampa föll ned i kapprummet.',
		photos: new File([png()], 'lampa.png', { type: 'image/png' }) });
	const stopped = await report(house, { protective: 'yes' });

	writeFileSync(file, notices());
	house.command('import', 'polisen', file);
	const preview = await import_table(house);
	const ordered = await order_list(house);
	const code = receipt.split('/').pop();

	return { '': ['/r', `/r/${UNIT}`, receipt, stopped, `/f/${code}`, '/f'].filter(Boolean),
		amina: ['/exercises?state=planned', '/support/organisations/LJU'],
		central: [preview, ordered, await city_picture(house)].filter(Boolean) };
}
