// SPDX-License-Identifier: EUPL-1.2
/*
 * columns.mjs FOLDER FILE - counts the same events with DuckDB, in memory and on one thread.
 *
 * FOLDER has node_modules/@duckdb/node-api; it is nothing that Värn needs.
 */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, file] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(resolve(folder, 'x.js'))('@duckdb/node-api');
const ROUNDS = 15, AREAS = 140, YEAR = 10;
const db = await (await DuckDBInstance.create(':memory:')).connect();

await db.run(`CREATE TABLE event AS SELECT unit::USMALLINT AS unit, type::USMALLINT AS type,
	area::USMALLINT AS area, month::USMALLINT AS month, day::USMALLINT AS day
	FROM read_csv('${file}', header = true)`);
await db.run('SET threads = 1');

async function count(name, where) {
	const times = [];
	let check = 0n;

	for (let round = 0; round < ROUNDS; round++) {
		const began = performance.now();
		const rows = (await db.runAndReadAll(`SELECT month, area, count(*) AS n FROM event ${where}
			GROUP BY month, area`)).getRows();

		times.push(performance.now() - began);
		check = rows.reduce((sum, [month, area, n]) =>
			sum + BigInt(n) * BigInt(month * AREAS + area + 1), 0n);
	}
	times.sort((a, b) => a - b);
	console.log(`{"count": "${name}", "best": ${times[0].toFixed(3)}, "median": ${
		times[ROUNDS >> 1].toFixed(3)}, "check": ${check}}`);
}

await count('month x area', '');
await count('month x area, a year, some units and types', `WHERE unit % 40 = 0 AND type % 5 = 0
	AND day BETWEEN ${YEAR * 365} AND ${YEAR * 365 + 364}`);
await count('month x area, some units and types', 'WHERE unit % 40 = 0 AND type % 5 = 0');
process.exit(0);
