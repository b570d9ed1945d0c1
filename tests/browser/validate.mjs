// SPDX-License-Identifier: EUPL-1.2
/*
 * validate.mjs - html-validate on threads of its own: it is what a walk takes most time for.
 *
 *   const judges = new Validators(2);
 *   judges.judge(html, place, route);      // at once; faults are told when they are found
 *   await judges.finish();
 */
import { check, here, need } from './house.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

if (!isMainThread) {
	const { HtmlValidate } = need('html-validate');
	const validator = new HtmlValidate(JSON.parse(
		readFileSync(join(here, '../../web/htmlvalidate.json'), 'utf8')));

	parentPort.on('message', ({ html, place, route }) => {
		const report = validator.validateStringSync(html);

		parentPort.postMessage({ place, route, valid: report.valid,
			faults: report.results.flatMap(result => result.messages)
				.map(({ line, ruleId, message }) => ({ line, ruleId, message })) });
	});
}

function told({ place, route, valid, faults }) {
	for (const fault of faults)
		check(false, `${place}:${fault.line}: ${fault.ruleId}: ${fault.message}`,
			`${route}: ${fault.ruleId}: ${fault.message}`);
	check(valid, `${place} is no valid HTML`, 'no valid HTML');
}

export class Validators {
	constructor(count) {
		this.asked = this.answered = 0;
		this.threads = Array.from({ length: count }, () =>
			new Worker(fileURLToPath(import.meta.url)));
		for (const thread of this.threads) {
			thread.on('message', answer => {
				told(answer);
				this.answered++;
				if (this.answered === this.asked)
					this.done?.();
			});
			thread.on('error', fault => {
				check(false, `a page could not be judged: ${fault.stack}`);
				this.is_broken = true;
				this.done?.();
			});
		}
	}

	judge(html, place, route) {
		this.threads[this.asked++ % this.threads.length].postMessage({ html, place, route });
	}

	/* Each page that was asked about has an answer, or the test has failed. */
	async finish() {
		if (this.answered < this.asked && !this.is_broken)
			await new Promise(done => { this.done = done; });
		check(this.asked > 0 && this.answered === this.asked,
			`${this.asked - this.answered} of ${this.asked} pages were not judged`);
		await Promise.all(this.threads.map(thread => thread.terminate()));
	}
}
