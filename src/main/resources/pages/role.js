// Roles: what somebody does, what it takes, and the way there.

import { address, all, call } from './calls.js';
import { drawCareer } from './career.js';
import { callLink, figure, find, link, make, open, select, tiles } from './page.js';
import { number, ratio, roleTitles, word } from './words.js';

const LEVELS = ['basic', 'intermediate', 'advanced'];
const KINDS = ['task', 'knowledge', 'skill'];
const CATALOGUE = '/v1/roles?limit=200&fields=id,title,category,summary';
const lists = Promise.all([all(CATALOGUE), all('/v1/certifications?limit=200&fields=code,name')]);

open('role', draw);

async function draw(filters, signal) {
  const [roles, certifications] = await lists;
  const names = {
    role: roleTitles(roles),
    certification: new Map(certifications.map(each => [each.code, each.name])),
  };
  const categories = new Map(roles.map(each => [each.category.code, word(`categories.${each.category.code}`, {}, each.category.title)]));
  const of = code => roles.filter(each => each.category.code === code);
  select(find('#role'), [['', word('role.all')], ...[...categories].map(([code, label]) => (
    { label, options: of(code).map(each => [each.id, names.role.get(each.id)]) }))], filters.role);
  select(find('#level'), LEVELS.map(each => [each, word(`levels.${each}`)]), filters.level ?? 'basic');
  find('#levels').hidden = find('#one').hidden = !filters.role;
  find('#catalogue').hidden = Boolean(filters.role);
  if (filters.role) {
    await one(filters, names, signal);
  } else {
    find('#title').textContent = word('role.title');
    find('#lead').textContent = word('role.lead', { count: roles.length });
    find('#catalogue').replaceChildren(...[...categories].map(([code, title]) => make('section', { class: 'figure' },
      make('h2', {}, title),
      make('ul', { class: 'plain roles' }, of(code).map(each => make('li', {},
        make('a', { href: link('role', { role: each.id }) }, names.role.get(each.id)), make('div', { class: 'note', lang: 'en' }, each.summary)))),
      make('p', { class: 'calls' }, callLink(CATALOGUE)))));
  }
}

async function one({ role: id, level }, names, signal) {
  const path = `/v1/roles/${encodeURIComponent(id)}`;
  const role = await call(path, { signal });
  find('#title').textContent = names.role.get(role.id);
  document.title = `${names.role.get(role.id)} · Prahari`;
  find('#lead').textContent = role.summary;
  find('#lead').lang = 'en';
  figure('#hospital', [
    make('p', { lang: 'en' }, role.hospital),
    make('p', {}, role.safeguards.map(each => [make('span', { class: 'chip' }, word(`safeguards.${each}`)), ' '])),
    make('p', { class: 'note' }, `NICE ${role.frameworkVersion} · ${role.id}`),
  ], path);
  const answer = which => all(which, { signal });
  const numbers = `/v1/insight/shortages?role=${role.id}`;
  const way = address(`/v1/insight/careers/${role.id}`, { level });
  const qualifying = `/v1/roles/${role.id}/certifications?limit=200`;
  const elements = `/v1/roles/${role.id}/elements?limit=200`;
  await Promise.all([
    answer(numbers).then(([row = {}]) => sums(row, numbers)),
    call(way, { signal }).then(career => {
      find('#career .note').textContent = career.cheapest
        ? word('role.cheapest', { level: word(`levels.${level ?? 'basic'}`), cost: number(career.cheapest.cost / 100), count: career.cheapest.steps.length })
        : word('role.noWay');
      figure('#career', drawCareer(career, role.related, names), way);
    }),
    answer(qualifying).then(rows => figure('#certifications', byLevel(rows), qualifying)),
    answer(elements).then(rows => figure('#statements', statements(rows), elements)),
  ]);
}

function sums(row, path) {
  const shown = [['demand', number(row.demand)], ['ready', number(row.ready)], ['ratio', ratio(row.ratio)], ['nearReady', number(row.nearReady)]];
  tiles('overview.seats', shown, path);
}

function byLevel(rows) {
  const column = level => make('div', {}, make('h3', {}, word(`levels.${level}`)), make('ul', { class: 'plain' },
    rows.filter(each => each.level === level).map(each => make('li', { lang: 'en', title: each.source }, each.name,
      each.status !== 'active' && make('span', { class: 'chip' }, each.status)))));
  return rows.length ? make('div', { class: 'levels' }, LEVELS.map(column)) : make('p', {}, word('role.noCertifications'));
}

function statements(rows) {
  if (!rows.length) {
    return [make('p', {}, word('role.notImported')), make('pre', { tabindex: 0 }, make('code', {}, 'java -jar prahari-0.1.0.jar import nice FILE config.yml'))];
  }
  return KINDS.map(kind => [kind, rows.filter(each => each.kind === kind)]).filter(([, found]) => found.length).map(([kind, found], i) =>
    make('details', { open: i === 0 }, make('summary', {}, word(`role.kinds.${kind}`, { count: found.length })),
      make('ul', { class: 'texts', lang: 'en', tabindex: 0 }, found.map(each => make('li', {}, each.text ?? each.title)))));
}
