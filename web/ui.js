/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ui.js - what the browser adds to pages that already work without it.
 *
 * Each feature is one function hung on a data- attribute; parts.md lists them.  No
 * words stand here: they come from data- attributes that the server wrote, in the
 * reader's language.  Load it in <head> without defer, so that the theme is right
 * before the first paint; everything else waits for the document.
 */
'use strict';

(() => {
const SECOND = 1000, MINUTE = 60 * SECOND;
const all = (query, root = document) => [...root.querySelectorAll(query)];
const one = (query, root = document) => root.querySelector(query);
const on = (type, act) => document.addEventListener(type, act);
const near = (event, query) => event.target.closest && event.target.closest(query);
const language = () => document.documentElement.lang || 'sv';

/* Words of the page: <div id="page-words" hidden data-saved="Saved {time}" ...>. */
function word(name, values = {}) {
	const words = document.getElementById('page-words');
	const text = (words && words.dataset[name]) || '';

	return text.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

/* Storage may be forbidden; then we simply do not remember. */
function remember(key, value) {
	try {
		if (value === undefined)
			return localStorage.getItem('varn.' + key);
		if (value === null)
			localStorage.removeItem('varn.' + key);
		else
			localStorage.setItem('varn.' + key, value);
	} catch { /* not remembered */ }
	return null;
}

/* ------------------------------------------------------------ announcing --- */

function say(text) {
	const place = document.getElementById('say');

	if (!place || !text)
		return;
	place.textContent = '';            /* the same words twice are heard twice */
	setTimeout(() => { place.textContent = text; }, 50);
}

/* After htmx has put something in: focus what asks for it, say what wants to be said. */
function watch_swaps() {
	const busy = (event, is_busy) => {
		const target = event.detail.ctx && event.detail.ctx.target;

		if (target && target.setAttribute)
			is_busy ? target.setAttribute('aria-busy', 'true')
				: target.removeAttribute('aria-busy');
	};

	on('htmx:before:request', event => busy(event, true));
	on('htmx:finally:request', event => {
		busy(event, false);
		session_heard(event.detail.ctx.response);
	});
	on('htmx:error', () => connection(false));
	on('htmx:after:swap', event => {
		const target = event.detail.ctx.target;
		const root = target && target.isConnected ? target : document;
		const focus = one('[data-focus]', root);
		const spoken = one('[data-say]', root);

		if (focus) {
			focus.removeAttribute('data-focus');
			focus.matches('a,button,input,select,textarea') || (focus.tabIndex = -1);
			focus.focus();
		}
		if (spoken)
			say(spoken.dataset.say);
		connection(true);
		refresh(root);
	});
}

/* ---------------------------------------------------------------- theme --- */

function theme_apply() {
	const theme = remember('theme');

	if (theme === 'light' || theme === 'dark')
		document.documentElement.dataset.theme = theme;
}

function theme_switch() {
	const show = () => all('[data-theme-set]').forEach(button => button.setAttribute(
		'aria-pressed', String(button.dataset.themeSet === (remember('theme') || 'auto'))));

	on('click', event => {
		const button = near(event, '[data-theme-set]');

		if (!button)
			return;
		remember('theme', button.dataset.themeSet === 'auto' ? null : button.dataset.themeSet);
		delete document.documentElement.dataset.theme;
		theme_apply();
		show();
	});
	show();
}

/* ---------------------------------------------------- drafts and guards --- */

const fingerprint = form => new URLSearchParams(
	[...new FormData(form)].filter(([, value]) => typeof value === 'string')).toString();

/* What the server has of each form, as a fingerprint. */
const kept = new WeakMap();

/* What a draft may hold: words, never files, passwords or what belongs to the page. */
function draft_of(form) {
	const draft = new URLSearchParams();

	for (const [name, value] of new FormData(form)) {
		const field = form.elements[name];

		if (typeof value === 'string' && name[0] !== '_' && !(field && field.type === 'password'))
			draft.append(name, value);
	}
	return draft;
}

/* Puts words in a form, or only tells whether they say something else than it does. */
function draft_put(form, words, is_question) {
	const plain = text => text.replace(/\r\n/g, '\n');
	let differs = false;

	for (const field of form.elements) {
		const { name, type } = field;

		if (!name || name[0] === '_' || /^(hidden|file|password|submit|button|fieldset)$/.test(type))
			continue;
		const is_box = type === 'checkbox' || type === 'radio';
		const now = is_box ? field.checked : plain(field.value);
		const kept_one = is_box ? words.getAll(name).includes(field.value)
			: plain(words.get(name) ?? field.value);

		differs = differs || now !== kept_one;
		if (!is_question)
			is_box ? field.checked = kept_one : field.value = kept_one;
	}
	return differs;
}

function draft_send(address, words) {
	const body = new URLSearchParams(words);

	body.append('_token', one('input[name=_token]')?.value || '');
	return fetch(address, { method: 'POST', body, credentials: 'same-origin',
		keepalive: document.hidden, headers: { 'X-Autosave': '1' } });
}

/*
 * What could not be sent stays with this tab, for the same person, until it can: a browser
 * that fell keeps it, one that is closed does not.
 */
const HELD = 'varn.held.';

function hold(address, words) {
	try {
		words ? sessionStorage.setItem(HELD + address,
			(document.body.dataset.person || '') + '\n' + words)
			: sessionStorage.removeItem(HELD + address);
	} catch { /* not kept */ }
}

async function held_send() {
	let keys = [], is_sent = false;

	try {
		keys = Object.keys(sessionStorage).filter(key => key.startsWith(HELD));
	} catch { /* nothing was kept */ }
	for (const key of keys) {
		const [person, words] = sessionStorage.getItem(key).split('\n');
		const answer = person === document.body.dataset.person
			&& await draft_send(key.slice(HELD.length), words).catch(() => null);

		if (answer && answer.ok && !answer.redirected) {
			sessionStorage.removeItem(key);
			is_sent = true;
		}
	}
	if (is_sent && !all('form').some(form => kept.has(form) && fingerprint(form) !== kept.get(form)))
		location.reload();              /* now the page offers them */
}

/* What was kept of this form is offered; it goes when it is used, or thrown away. */
function draft_offers(form, box, address, save) {
	all('[data-kept]', box).forEach(offer => {
		const words = new URLSearchParams(offer.dataset.kept);
		const forget = () => {
			const old = new URL(address, location.href);

			old.pathname += '/forget';
			old.searchParams.set('page', offer.dataset.keptPage);
			offer.remove();
			draft_send(old.href, '').catch(() => connection(false));
		};
		const fold = form.closest('details');

		if (!draft_put(form, words, true)) {
			forget();
			return;
		}
		one('[data-kept-stale]', offer).hidden =
			!words.has('version') || words.get('version') === form.elements.version?.value;
		offer.hidden = false;
		if (fold)
			fold.open = true;
		one('[data-kept-drop]', offer).addEventListener('click', forget);
		one('[data-kept-use]', offer).addEventListener('click', async event => {
			draft_put(form, words);
			say(event.target.dataset.say);
			form.dispatchEvent(new Event('input', { bubbles: true }));
			await save();
			if (fingerprint(form) === kept.get(form))
				forget();
		});
	});
}

/*
 * In a form: <div class="kept" data-autosave="/drafts"> with a [data-save-state] and what was
 * kept before, and hidden fields _form and _key.  Saved one second after the last key and
 * when a field is left; tried again for as long as the page is open, because typed text is
 * never lost.
 */
function autosave(form, box) {
	let timer = 0, wait = 5 * SECOND, busy = false;
	const place = one('[data-save-state]', form) || one('[data-save-state]');
	const address = box.dataset.autosave + '?' + new URLSearchParams({
		form: form.elements._form?.value || '', page: form.elements._key?.value || '' });
	const show = (text, failed) => {
		if (!place)
			return;
		place.textContent = text;
		place.classList.toggle('failed', failed);
	};
	const later = delay => { clearTimeout(timer); timer = setTimeout(save, delay); };

	async function save() {
		const now = fingerprint(form), words = draft_of(form).toString();

		clearTimeout(timer);
		if (now === kept.get(form) || busy || form.dataset.sent)
			return;
		busy = true;
		show(word('saving'), false);
		try {
			const answer = await draft_send(address, words);

			session_heard(answer);
			if (!answer.ok || answer.redirected)
				throw new Error(String(answer.status));
			kept.set(form, now);
			hold(address, null);
			wait = 5 * SECOND;
			connection(true);
			show(word('saved', { time: clock(new Date(moment_now())) }), false);
		} catch {
			hold(address, words);
			show(word('unsaved'), true);
			if (wait === 5 * SECOND)
				say(word('unsaved'));
			later(wait = Math.min(wait * 2, MINUTE));
		} finally {
			busy = false;
			if (fingerprint(form) !== now)
				later(SECOND);
		}
	}

	form.addEventListener('input', () => later(SECOND));
	form.addEventListener('focusout', save);
	window.addEventListener('online', save);
	document.addEventListener('visibilitychange', () => {
		if (document.hidden && fingerprint(form) !== kept.get(form) && !form.dataset.sent)
			draft_send(address, draft_of(form)).catch(() => hold(address, draft_of(form).toString()));
	});
	draft_offers(form, box, address, save);
}

/* <form data-unsaved>, and every autosaved form: leaving with unsaved words asks. */
function guard_forms() {
	const open = new Set();
	const is_changed = form => form.isConnected && !form.dataset.sent
		&& fingerprint(form) !== kept.get(form);

	refreshers.push(root => all('form', root).forEach(form => {
		const box = one('[data-autosave]', form);

		if (open.has(form) || !(box || form.matches('[data-unsaved]')))
			return;
		open.add(form);
		kept.set(form, fingerprint(form));
		if (box)
			autosave(form, box);
	}));
	on('submit', event => {
		if (!event.defaultPrevented || event.target.matches('[data-hx-post],[hx-post]'))
			event.target.dataset.sent = '1';
	});
	on('submit', event => {
		if (event.target.matches('[action="/sign-out"]'))
			try {
				sessionStorage.clear();
			} catch { /* there was nothing */ }
	});
	on('htmx:response:error', event => delete near(event, 'form')?.dataset.sent);
	window.addEventListener('beforeunload', event => {
		if ([...open].some(is_changed))
			event.preventDefault();
	});
}

/* ------------------------------------------------------------- the keys --- */

const is_writing = target => target.isContentEditable || target.matches(
	'textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button])');
const rows = () => all('[data-rows] > *, table.list > tbody > tr').filter(row => row.offsetParent);

function row_go(step) {
	const list = rows();
	const at = list.findIndex(row => row.classList.contains('here'));
	const next = list[Math.min(Math.max(at + step, 0), list.length - 1)];

	if (!next)
		return;
	list.forEach(row => row.classList.toggle('here', row === next));
	const link = one('a[href]', next);

	(link || next).focus({ preventScroll: true });
	next.scrollIntoView({ block: 'nearest' });
}

function row_pick() {
	const box = one('tr.here input[type=checkbox], [data-rows] > .here input[type=checkbox]');

	if (box)
		box.click();
}

const own_keys = {
	'/': () => { const box = one('[data-key-search]'); box && (box.focus(), box.select()); },
	'j': () => row_go(1),
	'k': () => row_go(-1),
	'o': () => one('.here a[href]')?.click(),
	'x': row_pick,
	'?': () => document.getElementById('keys')?.showModal?.(),
	'u': () => one('.undo .button')?.click(),
};

/* Any link or button may carry data-key="c" or "g h"; the ? dialog lists the same ones. */
function shortcuts() {
	let before = '', timer = 0;

	on('keydown', event => {
		if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
			near(event, 'form')?.requestSubmit();
			return;
		}
		if (event.ctrlKey || event.metaKey || event.altKey || remember('keys') === 'off'
			|| is_writing(event.target) || one('dialog[open]'))
			return;
		const chord = before ? before + ' ' + event.key : event.key;
		const bound = one(`[data-key="${CSS.escape(chord)}"]`);

		clearTimeout(timer);
		before = one(`[data-key^="${CSS.escape(event.key)} "]`) && !before ? event.key : '';
		timer = setTimeout(() => { before = ''; }, 1200);
		if (!bound && !own_keys[chord])
			return;
		event.preventDefault();
		if (bound && event.repeat)      /* a key held down does one thing, not as many as it can */
			return;
		bound ? bound.click() : own_keys[chord]();
	});
	all('[data-keys-switch]').forEach(box => {
		box.checked = remember('keys') !== 'off';
		box.addEventListener('change', () => remember('keys', box.checked ? null : 'off'));
	});
}

/* ------------------------------------------------------- small services --- */

/* <a href="/the-page" data-open="dialog-id">: the page is what is left without us. */
function dialogs() {
	on('click', event => {
		const opener = near(event, '[data-open]');
		const dialog = opener && document.getElementById(opener.dataset.open);

		if (dialog && dialog.showModal) {
			event.preventDefault();
			dialog.showModal();
		} else if (near(event, '[data-close]')) {
			event.preventDefault();
			near(event, 'dialog')?.close();
		}
	});
}

function copying() {
	on('click', async event => {
		const button = near(event, '[data-copy]');

		if (!button)
			return;
		event.preventDefault();
		try {
			await navigator.clipboard.writeText(new URL(button.dataset.copy || location.href,
				location.href).href);
			say(word('copied'));
			button.classList.add('done');
			const label = one('[data-label]', button) || button, before = label.textContent;

			label.textContent = word('copied') || before;
			setTimeout(() => { label.textContent = before; }, 3 * SECOND);
		} catch { /* plain http: the link itself can be copied by hand */
			prompt(word('copy'), button.dataset.copy || location.href);
		}
	});
}

/* The text of a field, for systems that only take pasting.  Without script one marks it. */
function copying_fields() {
	const show = () => all('[data-copy-field]').forEach(button => { button.hidden = false; });

	show();
	on('htmx:after:swap', show);
	on('click', async event => {
		const button = near(event, '[data-copy-field]');
		const field = button && document.getElementById(button.dataset.copyField);

		if (!field)
			return;
		field.select();
		try {
			await navigator.clipboard.writeText(field.value);
		} catch { /* plain http: what is marked can still be copied */
			document.execCommand('copy');
		}
		say(word('copied'));
		button.classList.add('done');
	});
}

/*
 * <dialog data-number-chooser>: # typed in a text of the page opens it, and what is chosen in
 * its [data-number-options], narrowed by [data-number-filter], takes the place of the #.
 */
function number_chooser() {
	const dialog = one('[data-number-chooser]');

	if (!dialog || !dialog.showModal)
		return;
	const list = one('[data-number-options]', dialog), filter = one('[data-number-filter]', dialog);
	const options = all('option', list);
	let place, end;
	const narrow = () => {
		list.replaceChildren(...options.filter(option =>
			option.text.toLowerCase().includes(filter.value.trim().toLowerCase())));
		list.selectedIndex = 0;
	};

	on('input', event => {
		if (event.data !== '#' || !event.target.matches('textarea'))
			return;
		place = event.target;
		end = place.selectionEnd;
		filter.value = dialog.returnValue = '';
		narrow();
		dialog.showModal();
		filter.focus();
	});
	filter.addEventListener('input', narrow);
	filter.addEventListener('keydown', event => {
		if (event.key === 'ArrowDown') {
			event.preventDefault();
			list.focus();
		}
	});
	list.addEventListener('keydown', event => event.key === 'Enter' && dialog.close('insert'));
	list.addEventListener('dblclick', () => dialog.close('insert'));
	dialog.addEventListener('close', () => {
		if (dialog.returnValue === 'insert' && list.value)
			place.setRangeText(list.value, end - 1, end, 'end');
		place.focus();
		place.dispatchEvent(new Event('input', { bubbles: true }));
	});
}

function printing() {
	on('click', event => near(event, '[data-print]') && window.print());
	window.addEventListener('beforeprint', () => all('details:not([open])').forEach(fold => {
		if (one('form', fold) && !one(':scope > :not(summary, form), .checklist', fold))
			return;                 /* nothing but a form: not for paper */
		fold.open = true;
		fold.dataset.opened = '1';
	}));
	window.addEventListener('afterprint', () => all('details[data-opened]').forEach(fold => {
		fold.open = false;
		delete fold.dataset.opened;
	}));
}

/* A fold that is a small menu closes when one clicks beside it or presses Esc. */
function folds() {
	on('click', event => all('details.drop[open]').forEach(fold => {
		if (!fold.contains(event.target))
			fold.open = false;
	}));
	on('keydown', event => {
		const fold = event.key === 'Escape' && near(event, 'details.drop[open]');

		if (fold) {
			fold.open = false;
			one('summary', fold).focus();
		}
	});
}

/* ----------------------------------------------------------------- time --- */

/* A demo lives on a day of its own. */
const moment_now = () => Date.now() + Number(document.body.dataset.clockShift || 0) * SECOND;
const clock = moment => moment.toLocaleTimeString(language(), { hour: '2-digit', minute: '2-digit' });
const STEPS = [[60, 'second'], [60, 'minute'], [24, 'hour'], [7, 'day'], [Infinity, 'week']];

function relative(moment) {
	const format = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
	let amount = (moment - moment_now()) / SECOND;

	for (const [size, name] of STEPS) {
		if (Math.abs(amount) < size)
			return format.format(Math.round(amount), name);
		amount /= size;
	}
	return '';
}

/* <time datetime="..." data-relative>: "4 minutes ago", the exact time in title. */
function relative_times(root = document) {
	all('time[data-relative][datetime]', root).forEach(time => {
		const moment = new Date(time.dateTime).getTime();

		if (isNaN(moment) || Math.abs(moment_now() - moment) > 14 * 24 * 60 * MINUTE)
			return;
		time.title = time.title || time.textContent.trim();
		const text = relative(moment);

		if (time.textContent !== text)
			time.textContent = text;
	});
}

/* ------------------------------------------------------- choosing rows --- */

/*
 * In one form: a [data-select-all] box, the row boxes, a [data-bulk] bar with
 * [data-count], and perhaps a [data-select-every] block ("all 1 240 rows") that is
 * shown when every row of the page is chosen.
 */
function selecting() {
	let last = null;
	const boxes = form => all('tbody input[type=checkbox], [data-rows] input[type=checkbox]', form);
	const update = form => {
		const list = boxes(form), chosen = list.filter(box => box.checked).length;
		const master = one('[data-select-all]', form), every = one('[data-select-every]', form);

		master.checked = chosen > 0 && chosen === list.length;
		master.indeterminate = chosen > 0 && chosen < list.length;
		all('[data-bulk]', form).forEach(bar => { bar.hidden = chosen === 0; });
		all('[data-count]', form).forEach(place => { place.textContent = word('selected', { n: chosen }); });
		if (every) {
			every.hidden = !master.checked;
			if (every.hidden)
				all('input', every).forEach(box => { box.checked = false; });
		}
	};

	on('click', event => {                     /* Shift chooses everything between */
		const form = near(event, 'form'), list = form ? boxes(form) : [];
		const from = list.indexOf(last), to = list.indexOf(event.target);

		if (to < 0)
			return;
		if (event.shiftKey && from >= 0)
			list.slice(Math.min(from, to), Math.max(from, to) + 1)
				.forEach(box => { box.checked = event.target.checked; });
		last = event.target;
		update_if(form);
	});
	on('change', event => {
		const form = near(event, 'form');

		if (form && event.target.matches('[data-select-all]'))
			boxes(form).forEach(box => { box.checked = event.target.checked; });
		update_if(form);
		if (form && one('[data-select-all]', form) && event.target.type === 'checkbox')
			say(one('[data-count]', form)?.textContent);
	});
	const update_if = form => form && one('[data-select-all]', form) && update(form);

	refreshers.push(() => all('form').forEach(update_if));
}

/* --------------------------------------------- session and connection --- */

/* <body data-session-ends="unix seconds">, a dialog #session with a form data-stay. */
let session_ends = 0, session_warned = 0;

function session_heard(answer) {
	const ends = answer && answer.headers && Number(answer.headers.get('X-Session-Ends'));

	if (!ends)
		return;
	session_ends = ends * SECOND;
	session_warned = 0;
	document.getElementById('session')?.close?.();
}

function session_watch() {
	const left = Math.ceil((session_ends - moment_now()) / MINUTE);
	const dialog = document.getElementById('session');
	const mark = left <= 1 ? 1 : left <= 5 ? 5 : 0;

	if (!session_ends || !dialog || !mark)
		return;
	all('[data-minutes]', dialog).forEach(place => {
		place.textContent = word('session', { n: Math.max(left, 0) });
	});
	if (mark === session_warned)
		return;
	session_warned = mark;
	say(word('session', { n: Math.max(left, 0) }));
	if (!dialog.open && dialog.showModal && !one('dialog[open]'))
		dialog.showModal();
}

function session() {
	session_ends = Number(document.body.dataset.sessionEnds || 0) * SECOND;
	on('submit', async event => {
		const form = event.target;

		if (!form.matches('[data-stay]'))
			return;
		event.preventDefault();
		try {
			const answer = await fetch(form.action, { method: 'POST', body:
				new URLSearchParams(new FormData(form)), credentials: 'same-origin' });

			answer.ok && !answer.redirected ? session_heard(answer) : location.reload();
		} catch { connection(false); }
	});
	setInterval(session_watch, 10 * SECOND);
	session_watch();
}

/* A strip with data-offline tells since when nobody has answered. */
function connection(is_there) {
	const strip = one('[data-offline]');

	if (!strip || strip.hidden === is_there)
		return;
	strip.hidden = is_there;
	if (!is_there)
		strip.textContent = word('offline', { time: clock(new Date(moment_now())) });
	say(is_there ? word('online') : strip.textContent);
}

/* <div class="undo" data-seconds="10">: leaves when its time is up, unless in use. */
function undo_bars(root = document) {
	all('.undo[data-seconds]', root).forEach(bar => {
		const leave = () => bar.matches(':hover, :focus-within')
			? setTimeout(leave, 2 * SECOND) : bar.remove();

		setTimeout(leave, Number(bar.dataset.seconds) * SECOND);
		bar.removeAttribute('data-seconds');
	});
}

/* ---------------------------------------------------------------- start --- */

const refreshers = [relative_times, undo_bars];

function refresh(root) {
	refreshers.forEach(act => act(root));
}

function start() {
	[watch_swaps, theme_switch, guard_forms, shortcuts, dialogs, copying, copying_fields,
		number_chooser, printing, folds, selecting, session].forEach(act => act());
	window.addEventListener('offline', () => connection(false));
	window.addEventListener('online', () => connection(true));
	setInterval(relative_times, MINUTE / 2);
	refresh(document);
	held_send();
	one('.error-summary')?.focus();
}

theme_apply();
document.readyState === 'loading' ? on('DOMContentLoaded', start) : start();
})();
