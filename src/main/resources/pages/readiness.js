// Readiness: how far each safeguard is in place, which facilities are behind, and what follows for one of them.

import { address, all, call } from './calls.js';
import { axis, canvas, chart, lines, table } from './charts.js';
import { keyed, part } from './key.js';
import { choose, figure, find, link, make, open, select, tiles } from './page.js';
import { day, number, regionNames, roleTitles, word } from './words.js';

const SAFEGUARDS = ['infrastructure', 'training', 'audit', 'detection-response', 'backup-recovery', 'privacy'];
const KINDS = ['medical-college-hospital', 'district-hospital', 'sub-district-hospital', 'community-health-centre',
  'primary-health-centre', 'laboratory', 'state-data-centre', 'state-health-directorate'];
const FIELDS = 'facility,department,name,kind,score,safeguards,due';
const lists = Promise.all([all('/v1/regions?limit=200&fields=id,name'), all('/v1/roles?limit=200&fields=id,title')]);
const drawKeyed = keyed('/v1/facilities?limit=1&fields=id', draw);

open('readiness', async (filters, signal) => {
  await Promise.all([questions(signal), drawKeyed(filters, signal)]);
});

async function questions(signal) {
  const path = '/v1/readiness/questions?limit=200';
  const asked = await all(path, { signal });
  figure('#questions', SAFEGUARDS.map(each => make('details', {}, make('summary', {}, word(`safeguards.${each}`)),
    make('ul', { lang: 'en' }, asked.filter(one => one.safeguard === each).map(one => make('li', {}, one.text))))), path);
}

async function draw(filters, options) {
  const [regions, roles] = await lists;
  const names = {
    region: regionNames(regions),
    role: roleTitles(roles),
  };
  const path = address('/v1/readiness?limit=200', { kind: filters.kind, fields: FIELDS });
  const seen = await all(path, options);
  const departments = [...new Set(seen.map(each => each.department))].sort();
  const facilities = seen.filter(each => !filters.department || each.department === filters.department)
    .sort((one, other) => (one.score ?? Infinity) - (other.score ?? Infinity) || one.name.localeCompare(other.name));
  select(find('#department'), [['', word('department.all')], ...departments.map(each => [each, names.region.get(each) ?? each])], filters.department);
  select(find('#kind'), [['', word('readiness.allKinds')], ...KINDS.map(each => [each, word(`facilityKinds.${each}`)])], filters.kind);
  select(find('#facility'), [['', word('readiness.allFacilities')], ...facilities.map(each => [each.facility, each.name])], filters.facility);
  // A facility is of the department and the kind that were chosen before it.
  find('#department').onchange = event => choose({ department: event.target.value, facility: '' });
  find('#kind').onchange = event => choose({ kind: event.target.value, facility: '' });
  const chosen = facilities.find(each => each.facility === filters.facility);
  sums(facilities, path);
  rank(facilities, chosen, path);
  find('#one').hidden = !filters.facility;
  await Promise.all([safeguards(facilities, chosen, path), filters.facility && one(filters.facility, names, options)]);
}

function mean(scores) {
  const known = scores.filter(each => each !== undefined);
  return known.length ? known.reduce((sum, each) => sum + each, 0) / known.length : undefined;
}

/** Basis points as a number out of 100. */
function points(score) {
  return score === undefined ? word('readiness.notYet') : number(Math.round(score / 100));
}

function sums(facilities, path) {
  const overdue = facilities.filter(each => each.due.some(due => due.overdue)).length;
  const shown = [['facilities', number(facilities.length)], ['mean', points(mean(facilities.map(each => each.score)))],
    ['unassessed', number(facilities.filter(each => each.score === undefined).length)], ['overdue', number(overdue)]];
  tiles('readiness', shown, path);
}

function rank(facilities, chosen, path) {
  const item = each => make('li', {}, make('button', {
    type: 'button', class: 'item', 'data-focus': each.facility, 'aria-pressed': String(each === chosen), onclick: () => choose({ facility: each === chosen ? '' : each.facility }),
  }, make('span', { class: 'name' }, make('b', {}, points(each.score)), ' ', each.name, ' ',
    make('span', { class: 'chip' }, word(`facilityKinds.${each.kind}`, {}, each.kind))),
  make('meter', { min: 0, max: 10000, value: each.score ?? 0, low: 4000, high: 7000, optimum: 10000, 'aria-hidden': 'true' })));
  figure('#ranked', facilities.length ? make('ul', { class: 'plain items', tabindex: 0, 'aria-label': word('readiness.ranked') }, facilities.map(item)) : make('p', {}, word('readiness.none')), path);
}

async function safeguards(facilities, chosen, path) {
  const of = (each, which) => each.safeguards.find(one => one.safeguard === which)?.score;
  const means = SAFEGUARDS.map(which => mean(facilities.map(each => of(each, which))));
  const heads = SAFEGUARDS.map(which => word(`safeguards.${which}`));
  const rows = [[word('readiness.all'), means, '--near'], ...(chosen ? [[chosen.name, SAFEGUARDS.map(which => of(chosen, which)), '--ready']] : [])];
  const drawn = canvas('#safeguards', `${word('readiness.safeguards')}: ${SAFEGUARDS.map((which, i) => `${heads[i]} ${points(rows.at(-1)[1][i])}`).join(', ')}`);
  figure('#safeguards', [drawn, table(word('asTable'), ['', ...rows.map(([name]) => name)], heads.map((head, i) => [head, ...rows.map(([, scores]) => points(scores[i]))]))], path);
  await chart(drawn, colour => ({
    legend: { top: 0, textStyle: { color: colour('--ink') } },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, confine: true },
    grid: { top: 32, bottom: 4, left: 4, right: 36, containLabel: true },
    xAxis: axis(colour, { type: 'value', min: 0, max: 100 }),
    yAxis: axis(colour, { type: 'category', inverse: true, data: heads, axisLabel: { formatter: text => lines(text, 16), lineHeight: 13, interval: 0 } }),
    series: rows.map(([name, scores, fill]) => ({ name, type: 'bar', data: scores.map(score => Math.round((score ?? 0) / 100)),
      itemStyle: { color: colour(fill), borderRadius: 3 },
      label: { show: true, position: 'right', color: 'inherit', formatter: item => points(scores[item.dataIndex]) } })),
  }));
}

async function one(id, names, options) {
  const path = `/v1/facilities/${encodeURIComponent(id)}/readiness`;
  await Promise.all([
    part('#history', () => history(path, options)),
    part('#cover', () => cover(`${path}/cover`, names, options)),
    part('#staffing', () => staffing(`${path}/staffing`, names, options)),
    part('#campaigns', () => campaigns(`${path}/campaigns`, options)),
  ]);
}

async function history(path, options) {
  const now = await call(path, options);
  figure('#due', [
    make('ul', { class: 'plain' }, now.due.map(each => make('li', { class: 'who' }, make('b', {}, word(`readiness.kinds.${each.kind}`)), ' ',
      word(each.overdue ? 'readiness.overdueSince' : 'readiness.dueOn', { day: day(each.dueOn) }), ' · ',
      each.lastOn ? word('readiness.last', { day: day(each.lastOn) }) : word('readiness.never')))),
    make('p', {}, word('readiness.lapsing', { count: now.lapsing.length })),
  ], path);
  const drawn = canvas('#history', word('readiness.history'));
  const known = now.history;
  figure('#history', [drawn, table(word('asTable'), [word('overview.trend.month'), word('readiness.score')], known.map(each => [day(each.on), points(each.score)]))], path);
  await chart(drawn, colour => ({
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    grid: { top: 12, bottom: 4, left: 4, right: 24, containLabel: true },
    xAxis: axis(colour, { type: 'category', data: known.map(each => day(each.on)) }),
    yAxis: axis(colour, { type: 'value', min: 0, max: 100 }),
    series: [{ name: word('readiness.score'), type: 'line', symbolSize: 7, data: known.map(each => (each.score === undefined ? '-' : Math.round(each.score / 100))), itemStyle: { color: colour('--ready') } }],
  }));
}

async function cover(path, names, options) {
  const now = await call(path, options);
  const all = found => found.map(each => word(`safeguards.${each}`)).join(', ');
  const uncovered = now.safeguards.filter(each => !each.by.length).map(each => each.safeguard);
  const who = each => (each.key ? (each.kind === 'trainee' ? `…${each.key.slice(-6)}` : each.key) : word('readiness.joiner', { number: each.number }));
  find('#cover .note').textContent = word('readiness.coverNote', { hands: now.hands });
  figure('#cover', [
    uncovered.length > 0 && make('p', { class: 'refusal' }, word('readiness.uncovered', { safeguards: all(uncovered) })),
    now.singlePoints.length
      ? make('ul', { class: 'plain' }, now.singlePoints.map(each => make('li', { class: 'who' }, word('readiness.single', { who: who(each), safeguards: all(each.safeguards) }))))
      : now.hands > 0 && make('p', {}, word('readiness.noSingle')),
    make('h3', {}, word('readiness.plan')),
    now.plan.joining > 0 && make('p', {}, word('readiness.joining', { joining: now.plan.joining })),
    now.plan.trainings.length
      ? make('ul', {}, now.plan.trainings.map(each => make('li', {}, word('readiness.learn', { who: who(each), role: names.role.get(each.role) ?? each.role, gains: all(each.gains) }))))
      : make('p', {}, word('readiness.noPlan')),
  ], path);
}

async function staffing(path, names, options) {
  const now = await call(path, options);
  const role = each => `${names.role.get(each.role) ?? each.role} (${word(`levels.${each.level}`)})`;
  figure('#staffing', [
    make('ul', { class: 'plain' }, now.lines.map(each => make('li', { class: 'who' }, word('readiness.should', { ...each, role: role(each) }), ' ',
      each.missing > 0 && make('b', {}, word('readiness.missing', { missing: each.missing })), ' ',
      each.shared && make('span', { class: 'chip' }, word('readiness.shared')), ' ',
      each.mark === 'published' && make('span', { class: 'chip' }, word('readiness.published'))))),
    make('h3', {}, word('readiness.drafts')),
    now.drafts.length
      ? make('ul', {}, now.drafts.map(each => make('li', {}, word('readiness.draft', { headcount: each.headcount, role: role(each) }))))
      : make('p', {}, word('readiness.noDrafts')),
  ], path);
}

async function campaigns(path, options) {
  const now = await call(path, options);
  const titles = new Map((await all(address('/v1/campaigns?limit=200&fields=slug,title', { language: document.documentElement.lang }), { signal: options.signal }))
    .map(each => [each.slug, each.title]));
  figure('#campaigns', make('ul', { class: 'plain' }, now.campaigns.map(each => make('li', { class: 'who' },
    make('a', { href: link('campaigns', { campaign: each.slug }) }, titles.get(each.slug) ?? each.slug), ' ',
    each.safeguards.map(which => [make('span', { class: 'chip' }, word(`safeguards.${which}`)), ' '])))), path);
}
