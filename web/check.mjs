// SPDX-License-Identifier: EUPL-1.2
/*
 * check.mjs - keeps the promises of the front end: weights, contrasts, valid samples.
 *
 *   node web/check.mjs            all checks
 *   node web/check.mjs pages DIR  writes the samples of parts.md as pages to look at
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const text = name => readFileSync(join(here, name), 'utf8');
const weight = name => gzipSync(text(name), { level: 9 }).length;
let passed = 0, failed = 0;

function check(is_true, words) {
	is_true ? passed++ : failed++;
	if (!is_true)
		console.log('FAILED ' + words);
}

/* ---------------------------------------------------------------- pages --- */

/* The samples of one kind, under the headings they have in parts.md. */
function blocks(kind) {
	let out = '', heading = '';

	for (const [, title, lang, sample] of text('parts.md').matchAll(
		/^## (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
		heading = title || heading;
		if (lang !== kind)
			continue;
		if (heading && out.includes('</h1>') && !sample.startsWith('</main>'))
			out += `<h2>${heading}</h2>\n`;
		heading = '';
		out += sample;
	}
	return out;
}

const page = (kind, title, body_class, script) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="favicon.svg">
<link rel="stylesheet" href="varn.css">
${script}
</head>
<body${body_class}>
${blocks(kind)}</body>
</html>
`;
const pages = {
	'sample.html': page('html', 'Parts', '', '<script src="ui.js"></script>'),
	'report.html': page('report', 'Report', ' class="report"',
		'<script src="report.js" defer></script>'),
};

/* -------------------------------------------------------------- weights --- */

function check_weights() {
	const report = gzipSync(pages['report.html']).length + weight('varn.css') + weight('report.js')
		+ weight('icons.svg') + weight('favicon.svg');

	check(weight('varn.css') <= 14 * 1024, `varn.css weighs ${weight('varn.css')}`);
	check(weight('ui.js') <= 8 * 1024, `ui.js weighs ${weight('ui.js')}`);
	check(report <= 25 * 1024, `the report form weighs ${report}`);
	console.log(`css ${weight('varn.css')}  ui ${weight('ui.js')}  report.js ${weight('report.js')}`
		+ `  icons ${weight('icons.svg')}  report form in all ${report}`);
}

/* ------------------------------------------------------------ contrasts --- */

function luminance(colour) {
	const full = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;

	return [[1, .2126], [3, .7152], [5, .0722]].reduce((sum, [at, share]) => {
		const value = parseInt(full.slice(at, at + 2), 16) / 255;

		return sum + share * (value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
	}, 0);
}

function contrast(a, b) {
	const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);

	return (light + .05) / (dark + .05);
}

const tokens = source => Object.fromEntries([...source.matchAll(/--([\w-]+):\s*(#[0-9a-f]+)/g)]
	.map(found => [found[1], found[2]]));

/* What stands on what, and how clearly it must. */
const PAIRS = [
	...['text', 'muted', 'link', 'accent', 'danger', 'warning', 'ok'].flatMap(ink =>
		['ground', 'raised'].map(paper => [ink, paper, 4.5])),
	['text', 'tint', 7], ['accent', 'tint', 4.5], ['link', 'tint', 4.5], ['muted', 'tint', 4.5],
	['danger', 'danger-tint', 4.5], ['warning', 'warning-tint', 4.5], ['ok', 'ok-tint', 4.5],
	['text', 'danger-tint', 7], ['text', 'warning-tint', 7], ['text', 'ok-tint', 7],
	['link', 'danger-tint', 4.5], ['link', 'warning-tint', 4.5], ['link', 'ok-tint', 4.5],
	['on-accent', 'accent', 4.5], ['on-accent', 'accent-strong', 4.5], ['on-danger', 'danger', 4.5],
	['head-text', 'head', 7], ['head-quiet', 'head', 4.5], ['spark', 'head', 3],
	['field-line', 'ground', 3], ['field-line', 'raised', 3], ['focus', 'ground', 3],
	['focus', 'raised', 3], ...[1, 2, 3, 4, 5, 6].map(n => ['c' + n, 'ground', 3]),
];

/* A colour through which the ground is seen, as fill-opacity has it. */
function thinned(colour, ground, share) {
	const part = at => Math.round(parseInt(colour.slice(at, at + 2), 16) * share
		+ parseInt(ground.slice(at, at + 2), 16) * (1 - share)).toString(16).padStart(2, '0');

	return '#' + part(1) + part(3) + part(5);
}

/* Numbers stand in the cells of figures: each fill that text stands on, and the darkest of them
 * as varn.css says. */
function check_cells(name, theme, css) {
	const fills = [...css.matchAll(/\.chart (?:\.(heat-[123])|:is\(\.(more|less)-(\d), \.less-\3\)) \{[^}]*?fill-opacity: ([.\d]+)/g)]
		.map(([, heat, , , share]) => [heat ? ['c1'] : ['c2', 'c3'], +share]);

	check(fills.length === 6, `varn.css has ${fills.length} fills of cells, not 6`);
	for (const [inks, share] of fills)
		for (const ink of inks) {
			const ratio = contrast(theme.text, thinned(theme[ink], theme.ground, share));

			check(ratio >= 4.5, `${name}: a number on ${ink} at ${share} is ${ratio.toFixed(2)}, needs 4.5`);
		}
	for (const share of [.14, .31])
		check(contrast(theme.text, thinned(theme.muted, theme.ground, share)) >= 4.5,
			`${name}: the line of what is expected is faint on its band`);
}

function check_colours() {
	const css = text('varn.css');
	const light = tokens(css.match(/:root \{\n\tcolor-scheme: light;([\s\S]*?)\n\}/)[1]);
	const dark = css.match(/html:not\(\[data-theme=light\]\) \{([\s\S]*?)\n\}/)[1];
	const chosen = css.match(/html\[data-theme=dark\] \{([\s\S]*?)\n\}/)[1];
	const risk = tokens(css.match(/--risk-1[\s\S]*?--risk-5-text: #\w+/)[0]);

	check(dark.trim() === chosen.trim(), 'the two dark lists differ');
	for (const [name, theme] of [['light', light], ['dark', tokens(dark)]])
		for (const [ink, paper, least] of PAIRS) {
			const ratio = contrast(theme[ink], theme[paper]);

			check(ratio >= least, `${name}: ${ink} on ${paper} is ${ratio.toFixed(2)}, needs ${least}`);
		}
	check_cells('light', light, css);
	check_cells('dark', tokens(dark), css);
	for (let level = 1; level <= 5; level++) {
		const ink = risk[level === 5 ? 'risk-5-text' : 'risk-text'];

		check(contrast(ink, risk['risk-' + level]) >= 4.5, `the digit on risk ${level} is faint`);
		check(level === 1 || luminance(risk['risk-' + level]) < luminance(risk['risk-' + (level - 1)]),
			`risk ${level} is not darker than the one before`);
	}
}

/* -------------------------------------------------------------- samples --- */

function check_samples() {
	const everything = Object.values(pages).join(''), icons = text('icons.svg');

	check(!/\sstyle=|<style|\son\w+=/.test(everything), 'a sample has inline style or script');
	check(!/@import|https?:\/\/(?!www\.w3\.org)/.test(text('varn.css')), 'varn.css reaches outside');
	for (const [, name] of everything.matchAll(/icons\.svg#([\w-]+)/g))
		check(icons.includes(`id="${name}"`), `there is no icon ${name}`);
}

async function check_html() {
	const { HtmlValidate } = await import('html-validate');
	const validate = new HtmlValidate(JSON.parse(text('htmlvalidate.json')));

	for (const [name, html] of Object.entries(pages)) {
		const report = await validate.validateString(html);

		for (const { messages } of report.results)
			for (const { line, message, ruleId } of messages)
				check(false, `${name}:${line} ${message} (${ruleId})`);
		check(report.valid, `${name} is not valid HTML`);
	}
}

if (process.argv[2] === 'pages') {
	for (const [name, html] of Object.entries(pages))
		writeFileSync(join(process.argv[3], name), html);
} else {
	check_weights();
	check_colours();
	check_samples();
	await check_html();
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed ? 1 : 0;
}
