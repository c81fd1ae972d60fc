// The 36 states and union territories as tiles, each about where it lies.

import { choose, make } from './page.js';
import { ratio, word } from './words.js';

const PLACES = [
  '.. JK LA .. .. .. .. ..',
  '.. PB HP UK .. .. .. AR',
  'CH HR DL UP BR SK AS NL',
  '.. RJ MP CG JH WB ML MN',
  'DH GJ MH TS OD .. TR MZ',
  '.. GA KA AP .. .. .. ..',
  'LD .. KL TN PY .. AN ..',
].map(row => row.split(' '));
const STEPS = [2500, 5000, 7500, 10000];

/** How well off a region is: 0 (worst) to 4; `few` if seats are open and too few people are ready to be told; or nothing. */
export function step(row) {
  if (row?.demand === undefined) {
    return undefined;
  }
  return row.ratio === undefined ? 'few' : STEPS.filter(bound => row.ratio >= bound).length;
}

/**
 * @param rows by region: `{demand, ready, ratio}`
 * @param names by region
 * @param chosen the region that is chosen, if any
 */
export function map(rows, names, chosen) {
  const tiles = PLACES.flatMap((row, y) => row.map((code, x) => code !== '..' && tile(`IN-${code}`, x, y)));
  return [make('div', { class: 'map', role: 'group', 'aria-label': word('overview.map') }, tiles), legend()];

  function tile(region, x, y) {
    const row = rows.get(region);
    const label = `${names.get(region)}: ${tells(row)}`;
    const button = make('button', {
      type: 'button', class: 'state', title: label, 'aria-label': label, 'aria-pressed': String(region === chosen),
      'data-region': region, 'data-focus': region, 'data-step': step(row),
      onclick: () => choose({ region: region === chosen ? '' : region }),
    }, make('b', {}, region.slice(3)), sign(row));
    button.style.gridArea = `${y + 1} / ${x + 1}`;
    return button;
  }
}

function sign(row) {
  return row?.ratio !== undefined ? ratio(row.ratio) : row?.demand !== undefined ? '<5' : '–';
}

/** What is told of a region, as a sentence. */
export function tells(row) {
  const kind = { undefined: 'none', few: 'few' }[step(row)] ?? 'told';
  return word(`overview.tells.${kind}`, { demand: row?.demand, ready: row?.ready, ratio: ratio(row?.ratio ?? 0) });
}

function legend() {
  const bounds = ['0', ...STEPS.map(ratio)];
  const texts = bounds.map((bound, i) => (i < STEPS.length ? `${bound}–${bounds[i + 1]}` : word('overview.more', { bound })));
  return make('ul', { class: 'legend', 'aria-label': word('overview.legend') },
    texts.map((text, i) => make('li', {}, make('i', { 'data-step': i }), text)),
    make('li', {}, make('i', { 'data-step': 'few' }), word('overview.few')),
    make('li', {}, make('i', {}), word('overview.none')));
}
