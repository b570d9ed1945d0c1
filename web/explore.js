// SPDX-License-Identifier: EUPL-1.2
/*
 * explore.js - weeks over years, to zoom and to walk through.
 *
 * The table on the page is the only source: what stands in it is drawn, a number that is not
 * told is a gap.  Without this script the server's drawing and the table are the page; with it,
 * it stands in the drawing's place.  By keyboard: the arrows go from week to week, + and - zoom,
 * Home and End go to the ends; what is under the mark is said in words.
 */
(() => {
	'use strict';

	const MOST_LINES = 6, LEAST_WEEKS = 8, HEIGHT = 280;

	const number = cell => {
		const text = cell.textContent.trim();
		return /^[0-9]+$/.test(text) ? Number(text) : null;
	};

	/* Columns of the table as series; the sum comes first. */
	function read(table) {
		const heads = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.textContent.trim());
		const rows = [...table.tBodies[0].rows];
		const at = rows.map(row => Date.parse(row.cells[0].dataset.from) / 1000);
		const words = rows.map(row => row.cells[0].textContent.trim());
		const series = heads.map((name, i) => ({
			name, values: rows.map(row => number(row.cells[i + 1])) }));
		const sum = series.pop();
		const size = one => one.values.reduce((all, value) => all + (value || 0), 0);

		series.sort((a, b) => size(b) - size(a));
		return { at, words, series: [sum, ...series.slice(0, MOST_LINES - 1)] };
	}

	/* Months and days in the words of the page, the day before the month. */
	function dates() {
		const named = (part, width, count, day) => Array.from({ length: count }, (_, i) =>
			new Intl.DateTimeFormat(document.documentElement.lang, { [part]: width })
				.format(day(i)).replace('.', ''));
		const month = i => new Date(2024, i, 15), weekday = i => new Date(2024, 0, 7 + i);
		const names = { MMMM: named('month', 'long', 12, month), MMM: named('month', 'short', 12, month),
			WWWW: named('weekday', 'long', 7, weekday), WWW: named('weekday', 'short', 7, weekday) };

		return template => uPlot.fmtDate(template.replace('{M}/{D}', '{D} {MMM}')
			.replace('/{YY}', ' {YYYY}'), names);
	}

	function start(box, table) {
		const data = read(table), plot = box.querySelector('.explorer-plot');
		const said = box.querySelector('.explorer-said');
		const style = getComputedStyle(document.documentElement);
		const colour = name => style.getPropertyValue(name).trim() || 'gray';
		const last = data.at.length - 1;
		let mark = last, range = [0, last];

		const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 } };
		const chart = new uPlot({
			width: plot.clientWidth || 600, height: HEIGHT, fmtDate: dates(),
			series: [{}, ...data.series.map((one, i) => ({ label: one.name, spanGaps: false,
				width: i ? 1.5 : 2.5, points: { show: false },
				stroke: colour('--c' + (i + 1)), dash: i ? [4 + 2 * i, 3] : undefined }))],
			axes: [axis, axis],
			scales: { y: { range: (u, low, high) => [0, Math.max(high || 0, 4)] } },
			legend: { live: false },
			hooks: { setSelect: [u => {
				if (u.select.width > 0)
					show(u.posToIdx(u.select.left), u.posToIdx(u.select.left + u.select.width));
			}] },
		}, [data.at, ...data.series.map(one => one.values)], plot);

		function show(from, to) {
			const middle = (from + to) / 2, half = Math.max(LEAST_WEEKS, to - from) / 2;

			range = [Math.max(0, Math.round(middle - half)), Math.min(last, Math.round(middle + half))];
			chart.setScale('x', { min: data.at[range[0]], max: data.at[range[1]] });
		}

		function say() {
			mark = Math.max(0, Math.min(last, mark));
			if (mark < range[0] || mark > range[1])
				show(mark - (range[1] - range[0]) / 2, mark + (range[1] - range[0]) / 2);
			chart.setCursor({ left: chart.valToPos(data.at[mark], 'x'), top: HEIGHT / 3 });
			said.textContent = data.words[mark] + ': ' + data.series.map(one =>
				one.name + ' ' + (one.values[mark] === null ? '–' : one.values[mark])).join(', ');
		}

		const moves = {
			in: () => show(range[0] + (range[1] - range[0]) / 4, range[1] - (range[1] - range[0]) / 4),
			out: () => show(range[0] - (range[1] - range[0]) / 2, range[1] + (range[1] - range[0]) / 2),
			earlier: () => show(range[0] - (range[1] - range[0]) / 2, range[1] - (range[1] - range[0]) / 2),
			later: () => show(range[0] + (range[1] - range[0]) / 2, range[1] + (range[1] - range[0]) / 2),
			all: () => show(0, last),
		};
		const keys = { '+': moves.in, '-': moves.out, ArrowLeft: () => { mark--; say(); },
			ArrowRight: () => { mark++; say(); }, Home: () => { mark = 0; say(); },
			End: () => { mark = last; say(); } };

		box.addEventListener('click', event => {
			const button = event.target.closest('[data-explore]');
			if (button)
				moves[button.dataset.explore]();
		});
		box.addEventListener('keydown', event => {
			if (event.target !== box || event.ctrlKey || event.metaKey || event.altKey || !keys[event.key])
				return;
			event.preventDefault();
			event.stopPropagation();
			keys[event.key]();
		});
		addEventListener('resize', () => chart.setSize({ width: plot.clientWidth, height: HEIGHT }));
		say();
	}

	const box = document.getElementById('explorer');
	const table = document.querySelector('table[data-weeks]');

	if (box && table && window.uPlot) {
		box.hidden = false;
		document.querySelector('[data-explorer-instead]')?.setAttribute('hidden', '');
		start(box, table);
	}
})();
