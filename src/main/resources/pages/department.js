// Department: its gaps, who fits them and why, a round of allocation, and what has happened.

import { address, all, call } from './calls.js';
import { axis, canvas, chart, table } from './charts.js';
import { keyed, part } from './key.js';
import { choose, figure, find, make, open, select, tiles } from './page.js';
import { round } from './round.js';
import { day, month, number, ratio, regionNames, roleTitles, word } from './words.js';

const FITTING = 20;
const COMPONENTS = ['preference', 'qualification', 'level', 'proximity', 'language', 'experience', 'readiness', 'waiting'];
const lists = Promise.all([all('/v1/regions?limit=200&fields=id,name'), all('/v1/roles?limit=200&fields=id,title')]);

open('department', keyed('/v1/gaps?limit=1&fields=id', draw));

async function draw(filters, options) {
  const [regions, roles] = await lists;
  const names = {
    region: regionNames(regions),
    role: roleTitles(roles),
    facility: new Map(),
  };
  const { department, role } = filters;
  const trend = address('/v1/insight/own/trends?by=region&limit=200', { region: department });
  const [seen, facilities, every] = await Promise.all([
    all('/v1/insight/own/trends?by=region&limit=200', options),
    all('/v1/facilities?limit=200&fields=id,name', options).catch(failure => (failure.status === 403 ? [] : Promise.reject(failure))),
    all(address('/v1/gaps?status=open&limit=200', { role }), options),
  ]);
  facilities.forEach(each => names.facility.set(each.id, each.name));
  const departments = [...new Set(seen.map(each => each.region))];
  select(find('#department'), [['', word('department.all')], ...departments.map(each => [each, names.region.get(each) ?? each])], department);
  select(find('#role'), [['', word('overview.allRoles')], ...[...names.role].sort((one, other) => one[1].localeCompare(other[1]))], role);
  // A round and a gap are of the department that was chosen with them.
  find('#department').onchange = event => choose({ department: event.target.value, gap: '', round: '' });
  const gaps = every.filter(each => !department || each.department === department)
    .sort((one, other) => other.priority - one.priority || one.startsOn.localeCompare(other.startsOn));
  const rows = seen.filter(each => !department || each.region === department);
  await Promise.all([
    part('#sums', () => sums(filters, options)),
    list(gaps, filters, names),
    part('#candidates', () => candidates(gaps.find(each => each.id === filters.gap) ?? gaps[0], names, options)),
    round(filters, names, options),
    happened(rows, trend),
    part('#forecast', () => forecast(filters, names, options)),
  ]);
}

async function sums({ department, role }, options) {
  const path = address('/v1/insight/own/shortages', { region: department, role });
  const [row = {}] = await all(path, options);
  const shown = [['demand', number(row.demand ?? 0)], ['ready', number(row.ready ?? 0)],
    ['ratio', row.ratio === undefined ? '–' : ratio(row.ratio)], ['nearReady', number(row.nearReady ?? 0)]];
  tiles('overview.seats', shown, path);
}

function list(gaps, filters, names) {
  const path = address('/v1/gaps?status=open&limit=200', { role: filters.role });
  const chosen = gaps.some(each => each.id === filters.gap) ? filters.gap : gaps[0]?.id;
  const item = gap => make('li', {}, make('button', {
    type: 'button', class: 'item', 'data-focus': gap.id, 'aria-pressed': String(gap.id === chosen), onclick: () => choose({ gap: gap.id }),
  }, make('b', {}, names.role.get(gap.role) ?? gap.role), ' ', make('span', { class: 'chip' }, word(`levels.${gap.level}`)), make('br'),
  names.facility.get(gap.facility) ?? gap.facility.slice(0, 8), make('br'),
  make('span', { class: 'note' }, word('department.seats', { free: gap.headcount - gap.filled - gap.held, headcount: gap.headcount }),
    ' · ', word('department.priority', { priority: gap.priority }), ' · ', word('department.starts', { day: day(gap.startsOn) }))));
  figure('#gaps', gaps.length ? make('ul', { class: 'plain items', tabindex: 0, 'aria-label': word('department.gaps') }, gaps.map(item)) : make('p', {}, word('department.noGaps')), path);
}

async function candidates(gap, names, options) {
  if (!gap) {
    figure('#candidates', make('p', {}, word('department.noGaps')));
    return;
  }
  const path = `/v1/gaps/${gap.id}/candidates?include=near-misses&limit=${FITTING}`;
  const { items } = await call(path, options);
  const who = each => make('li', { class: 'who' },
    make('div', { class: 'name' }, make('code', {}, each.trainee.slice(-6)), ' ',
      each.department !== gap.department && make('span', { class: 'chip' }, names.region.get(each.department) ?? each.department), ' ',
      make('b', {}, number(each.score / 10000, { style: 'percent' }))),
    make('meter', { min: 0, max: 10000, value: each.score, 'aria-label': word('department.score') }),
    each.eligible
      ? make('p', { class: 'note' }, COMPONENTS.filter(which => each.components[which] > 0)
        .map(which => `${word(`components.${which}`)} ${number(each.components[which])}`).join(' · '))
      : each.unmet.map(rule => make('p', { class: 'note' }, word(`rules.${rule.rule}`), ': ',
        make('span', { lang: 'en' }, rule.changes.map(change => change.text).join('; ') || rule.fact))));
  const group = (title, found) => found.length > 0 && [make('h3', {}, word(title, { count: found.length })), make('ul', { class: 'plain' }, found.map(who))];
  figure('#candidates', [
    make('p', {}, make('b', {}, names.role.get(gap.role) ?? gap.role), `, ${names.facility.get(gap.facility) ?? gap.facility.slice(0, 8)}`),
    group('department.fitting', items.filter(each => each.eligible)),
    group('department.near', items.filter(each => !each.eligible)),
    !items.length && make('p', {}, word('department.nobody')),
  ].flat(), path);
}

async function happened(rows, path) {
  const months = new Map();
  for (const { starts, during } of rows) {
    const sum = months.get(starts) ?? {};
    Object.entries(during).forEach(([name, count]) => (sum[name] = (sum[name] ?? 0) + count));
    months.set(starts, sum);
  }
  const starts = [...months.keys()].sort();
  const kinds = ['opened', 'filled', 'registered'];
  if (!starts.length) {
    figure('#trend', make('p', {}, word('department.nothing')), path);
    return;
  }
  const heads = kinds.map(kind => word(`overview.trend.${kind}`));
  const drawn = canvas('#trend', word('department.trend'));
  figure('#trend', [drawn, table(word('asTable'), [word('overview.trend.month'), ...heads],
    starts.map(each => [month(each), ...kinds.map(kind => number(months.get(each)[kind] ?? 0))]))], path);
  await chart(drawn, colour => ({
    legend: { top: 0, textStyle: { color: colour('--ink') } },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    grid: { top: 40, bottom: 4, left: 4, right: 12, containLabel: true },
    xAxis: axis(colour, { type: 'category', data: starts.map(month) }),
    yAxis: axis(colour, { type: 'value', minInterval: 1 }),
    series: kinds.map((kind, i) => ({ name: heads[i], type: 'line', symbolSize: 7, data: starts.map(each => months.get(each)[kind] ?? 0),
      itemStyle: { color: colour(['--open', '--step2', '--ready'][i]) } })),
  }));
}

async function forecast({ department, role }, names, options) {
  const path = address('/v1/insight/own/forecast?only=losing&limit=200', { region: department, role });
  const rows = (await all(path, options)).sort((one, other) => one.lastLost.localeCompare(other.lastLost));
  figure('#forecast', rows.length
    ? make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': word('department.forecast') }, make('table', {},
      make('thead', {}, make('tr', {}, ['month', 'role', 'place', 'today', 'covered'].map(head => make('th', { scope: 'col', class: 'text' }, word(`department.${head}`))))),
      make('tbody', {}, rows.map(each => make('tr', {}, make('th', { scope: 'row' }, each.lastLost),
        make('td', { class: 'text' }, names.role.get(each.role) ?? each.role),
        make('td', { class: 'text' }, names.region.get(each.region) ?? each.region, each.district && `, ${word('department.district', { district: String(each.district) })}`),
        make('td', {}, number(each.qualified)),
        make('td', { class: 'text' }, word(each.covered ? 'department.yes' : 'department.no')))))))
    : make('p', {}, word('department.noLoss')), path);
}
