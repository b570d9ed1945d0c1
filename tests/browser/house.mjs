// SPDX-License-Identifier: EUPL-1.2
/*
 * house.mjs - what the browser tests share: counting, the served demo city, its people.
 */
import { spawn, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* npm has put everything in web/node_modules. */
export const here = dirname(fileURLToPath(import.meta.url));
export const need = createRequire(join(here, '../../web/package.json'));

/* ------------------------------------------------------------ counting --- */

export const score = { passed: 0, failed: 0 };
const said = new Map();
const SAID_AT_MOST = 3;         /* times of one fault; the rest are counted */

/* `kind` names the fault without its place, so that one fault on a hundred pages is told a few
 * times and not a hundred. */
export function check(is_true, words, kind = words) {
	is_true ? score.passed++ : score.failed++;
	if (is_true)
		return true;
	said.set(kind, (said.get(kind) || 0) + 1);
	if (said.get(kind) <= SAID_AT_MOST)
		console.log('FAILED ' + words);
	return false;
}

export function say_rest() {
	for (const [kind, times] of said)
		if (times > SAID_AT_MOST)
			console.log(`FAILED ${times} times in all: ${kind}`);
}

/* -------------------------------------------------------------- server --- */

const pause = ms => new Promise(done => setTimeout(done, ms));

const free_port = () => new Promise(done => {
	const server = createServer().listen(0, '127.0.0.1', () => {
		const { port } = server.address();

		server.close(() => done(port));
	});
});

export class House {
	async open(varn) {
		this.varn = varn;
		this.folder = mkdtempSync(join(tmpdir(), 'varn-house-'));
		this.database = `sqlite:${join(this.folder, 'city.db')}`;
		this.log = join(this.folder, 'log');
		this.command('demo', '--size', 'small');
		this.command('setting', 'requests_per_minute', '100000');
		this.root = `http://127.0.0.1:${await free_port()}`;
		const log = openSync(this.log, 'a');

		this.server = spawn(varn, ['--db', this.database, 'serve', '--workers', '2',
			'--listen', this.root.slice(7)], { stdio: ['ignore', log, log] });
		for (let i = 0; i < 300; i++) {
			if (await fetch(this.root + '/health').then(reply => reply.ok, () => false))
				return this;
			await pause(100);
		}
		throw new Error('the server did not start:\n' + this.log_end());
	}

	command(...words) {
		return execFileSync(this.varn, ['--db', this.database, ...words],
			{ encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'pipe'] });
	}

	log_end() {
		return readFileSync(this.log, 'utf8').split('\n').slice(-30).join('\n');
	}

	async close() {
		const ended = new Promise(done => this.server.once('exit', done));

		this.server.kill('SIGTERM');
		await Promise.race([ended, pause(10000).then(() => this.server.kill('SIGKILL'))]);
		const log = readFileSync(this.log, 'utf8');

		check(!/AddressSanitizer|LeakSanitizer|runtime error/.test(log),
			'a sanitizer spoke:\n' + this.log_end());
		check(!/must\(|not true/.test(log), 'a promise in the code was broken:\n' + this.log_end());
		rmSync(this.folder, { recursive: true, force: true });
	}

	/* The cookies of a person of the demo; of nobody there are none. */
	async cookies(login) {
		if (!login)
			return '';
		const reply = await fetch(this.root + '/sign-in/demo', { method: 'POST', redirect: 'manual',
			headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({ login, next: '/' }) });
		const cookie = reply.headers.getSetCookie().find(text => text.startsWith('varn='));

		if (!cookie)
			throw new Error(`the demo has no ${login}: ${reply.status}`);
		return cookie.split(';')[0];
	}

	routes() {
		return JSON.parse(this.command('routes', '--json'))
			.filter(route => route.method === 'GET').map(route => route.path);
	}
}

const routes_known = new WeakMap();    /* list of routes -> path -> route */

/* The route that answers a path.  The walk asks for each that waits, again and again. */
export function route_of(routes, path) {
	if (!routes_known.has(routes))
		routes_known.set(routes, new Map());
	const known = routes_known.get(routes);

	if (!known.has(path))
		known.set(path, route_find(routes, path));
	return known.get(path);
}

/* More exact ones are tried first. */
function route_find(routes, path) {
	const parts = path.split('/');
	const fits = routes.filter(route => {
		const wanted = route.split('/');

		return wanted.length === parts.length
			&& wanted.every((part, i) => part === parts[i] || (part[0] === ':' && parts[i]));
	});

	return fits.sort((a, b) => a.split(':').length - b.split(':').length)[0];
}
