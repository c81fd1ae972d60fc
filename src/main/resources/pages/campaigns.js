// Campaigns: what an app shows of each, in any of its languages, and how far it has come.

import { address, all, call } from './calls.js';
import { axis, canvas, chart, table } from './charts.js';
import { choose, figure, find, make, open, select } from './page.js';
import { dir, language as own, number, regionNames, word } from './words.js';

const lists = Promise.all([all('/v1/regions?limit=200&fields=id,name,languages'), all('/v1/audiences?limit=200')]);

open('campaigns', draw);

async function draw(filters, signal) {
  const [regions, audiences] = await lists;
  const language = filters.language ?? own;
  const places = regionNames(regions);
  const spoken = new Map([['en', 'English'], ['hi', 'हिन्दी']]);
  regions.flatMap(each => each.languages).forEach(each => each.endonym && spoken.set(each.tag, each.endonym));
  select(find('#region'), [['', word('campaigns.allRegions')], ...places], filters.region);
  select(find('#audience'), [['', word('campaigns.everybody')], ...audiences.map(each =>
    [each.id, word(`audiences.${each.id}`, {}, each.title)])], filters.audience);
  const path = address('/v1/campaigns?limit=200&fields=slug,title,kind,severity,language,direction', {
    language, audience: filters.audience, region: filters.region });
  const campaigns = await all(path, { signal });
  const slug = filters.campaign ?? campaigns[0]?.slug;
  const item = each => make('li', {}, make('a', {
    class: 'item', href: '#phone', 'aria-current': each.slug === slug && 'true', lang: each.language, dir: each.direction, 'data-focus': each.slug,
    onclick: event => {
      event.preventDefault();
      choose({ campaign: each.slug });
    },
  }, each.title, make('small', { lang: own, dir }, word(`kinds.${each.kind}`, {}, each.kind))));
  figure('#list', campaigns.length ? make('ul', { class: 'plain' }, campaigns.map(item)) : make('p', {}, word('campaigns.none')), path);
  await Promise.all([
    slug ? phone(slug, language, spoken, filters.region, signal) : nothing('#phone'),
    slug ? reach(slug, places, signal) : nothing('#reach'),
    coverage(places, spoken, signal),
  ]);
}

function nothing(place) {
  figure(place, make('p', {}, word('campaigns.none')));
}

async function phone(slug, language, spoken, region, signal) {
  const path = address(`/v1/campaigns/${encodeURIComponent(slug)}`, { language, region });
  const shown = await call(path, { signal });
  select(find('#language'), [...new Set([...shown.translations, language])].map(tag => [tag, spoken.get(tag) ?? tag]), language);
  const body = make('div', {});
  // The service has taken out of it whatever is not text, lists and links.
  body.innerHTML = shown.bodyHtml;
  figure('#phone', [
    shown.language !== language && make('p', { class: 'note' }, word('campaigns.instead', { language: spoken.get(shown.language) ?? shown.language })),
    make('article', { class: 'handset', lang: shown.language, dir: shown.direction },
      make('p', { lang: own, dir }, make('span', { class: 'chip' }, word(`kinds.${shown.kind}`, {}, shown.kind)), ' ',
        shown.severity && make('span', { class: `chip ${shown.severity}` }, word(`severity.${shown.severity}`, {}, shown.severity))),
      make('h3', {}, shown.title), make('p', {}, make('strong', {}, shown.summary)), body,
      shown.callToAction && make(shown.helpline ? 'a' : 'p', { class: 'act', href: shown.helpline && `tel:${shown.helpline}` }, shown.callToAction)),
    make('p', { class: 'note' }, word(shown.reviewed ? 'campaigns.reviewed' : 'campaigns.notReviewed'), shown.stale && ` ${word('campaigns.stale')}`),
  ], path);
}

async function reach(slug, places, signal) {
  const path = `/v1/campaigns/${encodeURIComponent(slug)}/reach`;
  const weekly = `${path}?by=week&limit=200`;
  const regional = `${path}?by=region&limit=200`;
  const [weeks, regions] = await Promise.all([all(weekly, { signal }), all(regional, { signal })]);
  if (!weeks.length) {
    figure('#reach', make('p', {}, word('campaigns.unheard')), weekly);
    return;
  }
  const kinds = ['shown', 'opened', 'completed'];
  const drawn = canvas('#reach', word('campaigns.reach'));
  const heads = kinds.map(kind => word(`campaigns.counts.${kind}`));
  figure('#reach', [drawn,
    table(word('campaigns.byWeek'), [word('campaigns.week'), ...heads], weeks.map(each => [each.week, ...kinds.map(kind => number(each[kind]))])),
    table(word('campaigns.byRegion'), [word('overview.region'), ...heads],
      regions.map(each => [places.get(each.region) ?? word('overview.india'), ...kinds.map(kind => number(each[kind]))])),
  ], weekly, regional);
  await chart(drawn, colour => ({
    legend: { top: 0, textStyle: { color: colour('--ink') } },
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    grid: { top: 40, bottom: 4, left: 4, right: 12, containLabel: true },
    xAxis: axis(colour, { type: 'category', data: weeks.map(each => each.week) }),
    yAxis: axis(colour, { type: 'value', minInterval: 1 }),
    series: kinds.map((kind, i) => ({ name: heads[i], type: 'line', symbolSize: 7, data: weeks.map(each => each[kind] ?? 0),
      itemStyle: { color: colour(['--near', '--ready', '--open'][i]) } })),
  }));
}

async function coverage(places, spoken, signal) {
  const path = '/v1/campaigns/coverage?limit=200';
  const rows = await all(path, { signal });
  const cell = each => make('bdi', { class: 'chip' }, make('span', { lang: each.language }, spoken.get(each.language) ?? each.language),
    ` ${number(each.translated)}/${number(each.translated + each.missing)}`);
  figure('#coverage', table(word('campaigns.coverageTable'), [word('overview.region'), word('campaigns.languages')],
    rows.map(each => [places.get(each.region), make('span', { class: 'chips' }, each.languages.map(cell))]), true), path);
}
