// Overview: where people are short, and of whom.

import { address, all } from './calls.js';
import { axis, canvas, chart, lines, table } from './charts.js';
import { map } from './map.js';
import { choose, figure, find, make, open, select, tiles } from './page.js';
import { month, number, ratio, regionNames, roleTitles, word } from './words.js';

const BARS = 12;
const lists = Promise.all([
  all('/v1/regions?limit=200&fields=id,name'),
  all('/v1/roles?limit=200&fields=id,title,category'),
  all('/v1/certifications?limit=200&fields=code,name'),
]);

open('overview', draw);
find('#clear').onclick = () => choose({ role: '', certification: '', region: '' });

async function draw(filters, signal) {
  const [regions, roles, certifications] = await lists;
  const names = {
    region: regionNames(regions),
    role: roleTitles(roles),
    certification: new Map(certifications.map(each => [each.code, each.name])),
  };
  const view = filters.certification ? holding(filters) : wanting(filters);
  offer(filters, names, roles);
  const ask = path => all(path, { signal }).then(items => items.map(view.row));
  await Promise.all([
    ask(view.sum).then(([row]) => sums(row ?? {}, view, filters, names)),
    ask(view.regions).then(rows => Promise.all([
      places(rows, view, filters, names), bars('#regions', 'region', rows, view.regions, view, names)])),
    ask(view.kinds).then(rows => bars('#kinds', view.kind, rows, view.kinds, view, names)),
    trend(filters, names, signal),
  ]);
}

/** The calls that tell of roles, and their rows. */
function wanting({ role, region }) {
  const path = '/v1/insight/shortages';
  return {
    texts: 'overview.seats', kind: 'role', row: each => each,
    sum: address(path, { role, region }),
    regions: address(path, { by: 'region', role, limit: 200 }),
    kinds: address(path, { by: 'role', region, limit: 200 }),
  };
}

/** The same of a certification: who holds it for the seats that ask for it. */
function holding({ certification, region }) {
  const path = '/v1/insight/certifications';
  return {
    texts: 'overview.holders', kind: 'certification',
    row: each => ({ ...each, ready: each.holders, nearReady: each.inProgress }),
    sum: address(path, { certification, region }),
    regions: address(path, { by: 'region', certification, limit: 200 }),
    kinds: address(path, { region, limit: 200 }),
  };
}

function offer(filters, names, roles) {
  const sorted = entries => [...entries].sort((one, other) => one[1].localeCompare(other[1]));
  const categories = new Map(roles.map(each => [each.category.code, each.category.title]));
  select(find('#region'), [['', word('overview.allRegions')], ...sorted(names.region)], filters.region);
  select(find('#role'), [['', word('overview.allRoles')], ...[...categories].map(([code, title]) => ({
    label: word(`categories.${code}`, {}, title),
    options: sorted([...names.role].filter(([id]) => id.startsWith(`${code}-`))),
  }))], filters.certification ? '' : filters.role);
  select(find('#certification'), [['', word('overview.allCertifications')], ...sorted(names.certification)], filters.certification);
  // Seats are told by role or by certification.
  find('#role').onchange = event => choose({ role: event.target.value, certification: '' });
  find('#certification').onchange = event => choose({ certification: event.target.value, role: '' });
}

function sums(row, view, filters, names) {
  const kind = row.demand === undefined ? 'none' : row.ready === undefined ? 'few' : 'told';
  find('#lead').textContent = word(`${view.texts}.lead.${kind}`, {
    ...row, ratio: ratio(row.ratio),
    place: names.region.get(filters.region) ?? word('overview.india'),
    what: names[view.kind].get(filters[view.kind]) ?? word('overview.allRoles'),
  });
  const shown = [['demand', number(row.demand)], ['ready', number(row.ready)], ['ratio', ratio(row.ratio)], ['nearReady', number(row.nearReady)]];
  tiles(view.texts, shown, view.sum);
}

function places(rows, view, filters, names) {
  title('#map', word(`${view.texts}.map`), word(`${view.texts}.mapNote`));
  const by = new Map(rows.map(row => [row.region, row]));
  figure('#map', map(by, names.region, filters.region), view.regions);
}

/** The groups that lack most people, in bars; a click chooses one. All of them are in the table. */
async function bars(place, kind, rows, path, view, names) {
  title(place, word(`${view.texts}.${kind}s`), word(`${view.texts}.barsNote`, { count: Math.min(BARS, rows.length) }));
  const lacking = row => (row.demand ?? 0) - (row.ready ?? 0);
  const ranked = rows.filter(row => row.demand !== undefined).sort((one, other) => lacking(other) - lacking(one));
  if (!ranked.length) {
    figure(place, make('p', {}, word('overview.nothing')), path);
    return;
  }
  const top = ranked.slice(0, BARS);
  const name = row => names[kind].get(row[kind]) ?? row[kind];
  const heads = [word(`overview.${kind}`), ...['demand', 'ready', 'ratio'].map(each => word(`${view.texts}.${each}`))];
  const cells = row => [name(row), number(row.demand), number(row.ready), ratio(row.ratio)];
  const drawn = canvas(place, `${word(`${view.texts}.${kind}s`)} ${top.slice(0, 3).map(name).join(', ')}`);
  figure(place, [drawn, table(word('asTable'), heads, ranked.map(cells))], path);
  const series = (which, colour) => ({
    name: word(`${view.texts}.${which}`), type: 'bar', data: top.map(row => row[which] ?? 0), itemStyle: { color: colour, borderRadius: 3 },
    label: { show: true, position: 'right', color: 'inherit', formatter: item => (top[item.dataIndex][which] === undefined ? '<5' : number(item.value)) },
  });
  await chart(drawn, colour => ({
    legend: { top: 0, textStyle: { color: colour('--ink') } },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' }, confine: true },
    grid: { top: 32, bottom: 4, left: 4, right: 36, containLabel: true },
    xAxis: axis(colour, { type: 'value', minInterval: 1 }),
    yAxis: axis(colour, { type: 'category', inverse: true, data: top.map(name),
      axisLabel: { formatter: text => lines(text, innerWidth < 640 ? 18 : 28), lineHeight: 13, fontSize: innerWidth < 640 ? 11 : 12, interval: 0 } }),
    series: [series('demand', colour('--open')), series('ready', colour('--ready'))],
  }), label => {
    const row = top.find(each => name(each) === label);
    if (row) {
      choose(kind === 'region' ? { region: row.region } : { role: row.role, certification: row.certification });
    }
  });
}

/** How seats and people have come month by month, of all roles together. */
async function trend({ region }, names, signal) {
  const path = address('/v1/insight/trends', { region, limit: 200 });
  const months = await all(path, { signal });
  title('#trend', word('overview.trend.title'), word('overview.trend.note', { place: names.region.get(region) ?? word('overview.india') }));
  if (!months.length) {
    figure('#trend', make('p', {}, word('overview.nothing')), path);
    return;
  }
  const lines = [['registered', '--ready'], ['opened', '--open'], ['filled', '--near']];
  const heads = lines.map(([kind]) => word(`overview.trend.${kind}`));
  const drawn = canvas('#trend', word('overview.trend.title'));
  figure('#trend', [drawn, table(word('asTable'), [word('overview.trend.month'), ...heads],
    months.map(each => [month(each.starts), ...lines.map(([kind]) => number(each.soFar[kind]))]))], path);
  await chart(drawn, colour => ({
    legend: { top: 0, textStyle: { color: colour('--ink') } },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    grid: { top: 40, bottom: 4, left: 4, right: 16, containLabel: true },
    xAxis: axis(colour, { type: 'category', data: months.map(each => month(each.starts)) }),
    yAxis: axis(colour, { type: 'value', minInterval: 1 }),
    series: lines.map(([kind, shade], i) => ({ name: heads[i], type: 'line', symbolSize: 6, connectNulls: true,
      data: months.map(each => each.soFar[kind] ?? null), itemStyle: { color: colour(shade) } })),
  }));
}

function title(place, text, note) {
  find(`${place} h2`).textContent = text;
  find(`${place} .note`).textContent = note;
}
