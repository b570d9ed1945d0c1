/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * report.js - the public report, helped along.
 *
 * The form works without this file: the server checks everything again.  Here we
 * only save the reporter's time and keep secrets from leaving the telephone.
 * No words stand here; they are in the page.
 */
'use strict';

(() => {
const HOUR = 3600 * 1000;
const PHOTO_SIDE = 1600;            /* pixels; enough to read a sign */
const PHOTO_QUALITY = 0.82;
const PROOF_SECONDS = 20;           /* an old telephone must not wait for ever */
const all = (query, root = document) => [...root.querySelectorAll(query)];
const one = (query, root = document) => root.querySelector(query);

/* ---------------------------------------------------------------- draft --- */

const draft_key = name => 'varn.report.' + name;

function draft_read(name) {
	try {
		return JSON.parse(localStorage.getItem(draft_key(name)));
	} catch { return null; }
}

function draft_write(name, draft) {
	try {
		draft ? localStorage.setItem(draft_key(name), JSON.stringify(draft))
			: localStorage.removeItem(draft_key(name));
	} catch { /* a private window: nothing is kept */ }
}

/* Hidden fields are the server's (token, proof) or say where one stands: not kept. */
const draft_fields = form => [...form.elements].filter(field => field.name && !field.closest('.trap')
	&& !['hidden', 'file', 'submit', 'button', 'password', 'fieldset'].includes(field.type));

function draft_take(form) {
	const values = {};

	for (const field of draft_fields(form))
		if (/^(radio|checkbox)$/.test(field.type) ? field.checked : field.value)
			(values[field.name] ||= []).push(field.value);
	return { at: Date.now(), values };
}

function draft_put(form, values) {
	for (const field of draft_fields(form)) {
		const kept = values[field.name];

		if (!kept)
			continue;
		if (/^(radio|checkbox)$/.test(field.type))
			field.checked = kept.includes(field.value);
		else if (!field.value)
			field.value = kept[0];
	}
}

/* <form data-draft="name" data-draft-hours="24">; the receipt has data-clear-draft. */
function keep_draft(form) {
	const name = form.dataset.draft, kept = draft_read(name);
	const age = Number(form.dataset.draftHours || 24) * HOUR;
	let timer = 0;

	if (kept && Date.now() - kept.at < age && !one('.error-summary')) {
		draft_put(form, kept.values);
		all('[data-draft-restored]').forEach(note => { note.hidden = false; });
	} else if (kept && Date.now() - kept.at >= age) {
		draft_write(name, null);
	}
	form.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(() => {
			if (!is_protective(form))
				draft_write(name, draft_take(form));
		}, 400);
	});
	all('[data-draft-clear]').forEach(button => button.addEventListener('click', () => {
		clearTimeout(timer);
		draft_write(name, null);
		form.reset();
		form.dispatchEvent(new Event('change', { bubbles: true }));
		all('[data-draft-restored]').forEach(note => { note.hidden = true; });
	}));
}

/* --------------------------------------------------------------- photos --- */

/* Drawing on a canvas makes the picture small and leaves place and camera behind. */
async function photo_shrink(file) {
	if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type))
		return file;
	try {
		const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
		const scale = Math.min(1, PHOTO_SIDE / Math.max(picture.width, picture.height));
		const canvas = document.createElement('canvas');

		canvas.width = Math.round(picture.width * scale);
		canvas.height = Math.round(picture.height * scale);
		canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
		const bytes = await new Promise(done => canvas.toBlob(done, 'image/jpeg', PHOTO_QUALITY));

		return bytes ? new File([bytes], file.name.replace(/\.\w+$/, '') + '.jpg',
			{ type: 'image/jpeg' }) : file;
	} catch { return file; }           /* the server shrinks what we cannot read */
}

/* <input type=file data-shrink data-most=5 data-chosen="{n} photos, {kb} kB">. */
function photos(input) {
	input.addEventListener('change', async () => {
		const form = input.form, files = [...input.files].slice(0, Number(input.dataset.most || 5));
		const place = one('[data-photos]', form);

		form.busy = (form.busy || 0) + 1;
		const small = await Promise.all(files.map(photo_shrink)), box = new DataTransfer();

		form.busy--;
		small.forEach(file => box.items.add(file));
		input.files = box.files;
		if (place)
			place.textContent = (input.dataset.chosen || '').replace('{n}', small.length)
				.replace('{kb}', Math.ceil(small.reduce((sum, file) => sum + file.size, 0) / 1024));
		form.dispatchEvent(new Event('ready'));
	});
}

/* ------------------------------------------------------------- position --- */

/* <button data-position hidden data-found=".." data-failed="..">, fields lat and lon. */
function position(button) {
	const form = button.form, place = one('[data-position-state]', form);
	const show = text => place && (place.textContent = text || '');

	if (!navigator.geolocation || !window.isSecureContext)
		return;
	button.hidden = false;
	button.addEventListener('click', () => {
		show(button.dataset.waiting);
		navigator.geolocation.getCurrentPosition(({ coords }) => {
			form.elements[button.dataset.lat || 'lat'].value = coords.latitude.toFixed(5);
			form.elements[button.dataset.lon || 'lon'].value = coords.longitude.toFixed(5);
			show((button.dataset.found || '').replace('{m}', Math.ceil(coords.accuracy)));
		}, () => show(button.dataset.failed), { enableHighAccuracy: true, timeout: 15000 });
	});
}

/* ----------------------------------------------------- personal numbers --- */

/* YYYYMMDD-NNNN, YYMMDD-NNNN, with +, space or nothing between; day + 60 is a
 * co-ordination number.  The last digit must be right, so telephone numbers pass. */
const NUMBER = /(^|\D)(?:18|19|20)?(\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01]|[6-8]\d|9[01])[-+–\s]?(\d{4})(?!\d)/g;

function luhn(digits) {
	const sum = [...digits].reduce((total, digit, i) => {
		const value = Number(digit) * (i % 2 ? 1 : 2);

		return total + (value > 9 ? value - 9 : value);
	}, 0);

	return sum % 10 === 0;
}

const is_number = found => found[4] !== '00' && found[4] !== '60'
	&& luhn(found.slice(2).join(''));
const numbers_in = text => [...text.matchAll(NUMBER)].filter(is_number);
const numbers_out = text => numbers_in(text).reduceRight((rest, found) =>
	rest.slice(0, found.index) + found[1] + '…' + rest.slice(found.index + found[0].length), text);

/* <textarea data-guard="id">: the element with that id asks, and can remove it. */
function guard(field) {
	const question = document.getElementById(field.dataset.guard);
	let accepted = '';

	if (!question)
		return;
	const look = () => {
		const found = numbers_in(field.value).map(match => match[0]).join();

		question.hidden = !found || found === accepted;
	};

	field.addEventListener('input', look);
	one('[data-guard-remove]', question)?.addEventListener('click', () => {
		field.value = numbers_out(field.value);
		field.dispatchEvent(new Event('input', { bubbles: true }));
		field.focus();
	});
	one('[data-guard-keep]', question)?.addEventListener('click', () => {
		accepted = numbers_in(field.value).map(match => match[0]).join();
		look();
		field.focus();
	});
	stops.push(form => {
		if (field.form !== form || field.disabled)
			return false;
		look();
		if (!question.hidden)
			(one('button', question) || question).focus();
		return !question.hidden;
	});
	look();
}

/* -------------------------------------------------- Sweden's security --- */

/*
 * <fieldset data-protective="id"> with a radio data-yes.  What concerns Sweden's
 * security must not be written here: on yes the free text is emptied and closed,
 * the draft is erased, nothing is sent, and the instruction is shown.
 */
const is_protective = form => all('[data-protective] [data-yes]', form).some(box => box.checked);

function protective(question) {
	const form = question.closest('form');
	const instruction = document.getElementById(question.dataset.protective);
	let closed = false;

	const look = () => {
		const yes = is_protective(form);

		if (instruction)
			instruction.hidden = !yes;
		if (yes === closed)
			return;
		closed = yes;
		all('textarea, input[type=text], input[type=email], input[type=tel], input[type=file], '
			+ 'input:not([type]), [data-free]', form).forEach(field => {
			if (yes)
				field.value = '';
			field.disabled = yes;
		});
		all('input[type=hidden][data-place]', form).forEach(field => { if (yes) field.value = ''; });
		all('button:not([type]), button[type=submit]', form).forEach(button => { button.disabled = yes; });
		if (!yes)
			return;
		if (form.dataset.draft)
			draft_write(form.dataset.draft, null);
		if (instruction) {
			instruction.tabIndex = -1;
			instruction.focus();
		}
	};

	form.addEventListener('change', look);
	stops.push(asked => asked === form && is_protective(form));
	look();
}

/* ------------------------------------------------------- proof of work --- */

/* Some work for a machine that wants to send a thousand reports; none for a person. */
function zero_bits(bytes) {
	let bits = 0;

	for (const byte of bytes) {
		if (byte)
			return bits + Math.clz32(byte) - 24;
		bits += 8;
	}
	return bits;
}

async function proof(challenge, bits) {
	const text = new TextEncoder(), until = Date.now() + PROOF_SECONDS * 1000;

	for (let first = 0; Date.now() < until; first += 256) {
		const tries = Array.from({ length: 256 }, (_, i) => first + i);
		const sums = await Promise.all(tries.map(nonce =>
			crypto.subtle.digest('SHA-256', text.encode(challenge + ':' + nonce))));
		const hit = sums.findIndex(sum => zero_bits(new Uint8Array(sum)) >= bits);

		if (hit >= 0)
			return String(first + hit);
	}
	return '';
}

/* <form data-pow-challenge=".." data-pow-bits="16"> with a hidden field "pow". */
function work(form) {
	const field = form.elements.pow;

	if (!field || !window.crypto || !crypto.subtle)
		return;                         /* plain http: the server counts instead */
	const begin = () => {
		form.work ||= proof(form.dataset.powChallenge, Number(form.dataset.powBits || 16))
			.then(nonce => { field.value = nonce; form.worked = true; },
				() => { form.worked = true; });
	};

	form.addEventListener('input', begin, { once: true });
	form.begin = begin;
}

/* ---------------------------------------------------------------- start --- */

const stops = [];

function sending(form) {
	form.addEventListener('submit', async event => {
		if (stops.some(stop => stop(form))) {
			event.preventDefault();
			return;
		}
		const waits = (form.begin && !form.worked) || form.busy;

		if (!waits)
			return;
		event.preventDefault();
		if (form.waiting)
			return;
		form.waiting = true;
		form.setAttribute('aria-busy', 'true');
		if (form.begin && !form.worked) {
			form.begin();
			await form.work;
		}
		while (form.busy)
			await new Promise(done => form.addEventListener('ready', done, { once: true }));
		form.waiting = false;
		form.removeAttribute('aria-busy');
		form.requestSubmit();
	});
}

function start() {
	all('[data-clear-draft]').forEach(receipt => draft_write(receipt.dataset.clearDraft, null));
	all('form[data-draft]').forEach(keep_draft);
	all('input[data-shrink]').forEach(photos);
	all('button[data-position]').forEach(position);
	all('[data-guard]').forEach(guard);
	all('[data-protective]').forEach(protective);
	all('form[data-pow-challenge]').forEach(work);
	all('form').forEach(sending);
	one('.error-summary')?.focus();
}

document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', start) : start();
})();
