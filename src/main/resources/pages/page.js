// What all pages share: the frame, the filters in the address, figures that name the call behind them.

import { Refused, onTrouble } from './calls.js';
import { LANGUAGES, dir, language, word } from './words.js';

const PAGES = ['overview', 'role', 'department', 'readiness', 'campaigns', 'status'];

/** Makes an element; text is only ever text. `on...` attributes are listeners, those that are absent are left out. */
export function make(tag, attributes = {}, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...content.flat(Infinity).filter(each => each !== undefined && each !== null && each !== false));
  return element;
}

export const find = selector => document.querySelector(selector);

/** The address of a page in the language of this one. */
export function link(name, parameters = {}) {
  const search = new URLSearchParams({ lang: language, ...parameters });
  return `${name === 'overview' ? '/' : `/pages/${name}.html`}?${search}`;
}

/**
 * Fills the frame of the page `name`, and draws it: at once, and whenever its filters change. What is drawn before is told to
 * stop by the signal.
 * @param draw `(filters, signal) => Promise`, where `filters` has what the address says; may throw `Refused`
 */
export function open(name, draw) {
  document.documentElement.lang = language;
  document.documentElement.dir = dir;
  document.title = `${word(`${name}.name`)} · Prahari`;
  document.body.prepend(skip(), head(name));
  document.body.append(foot());
  document.querySelectorAll('[data-text]').forEach(element => (element.textContent = word(element.dataset.text)));
  onTrouble(showTrouble);
  let drawing = new AbortController();
  const redraw = async () => {
    drawing.abort();
    delete document.body.dataset.drawn;
    const { signal } = (drawing = new AbortController());
    find('#refusal').replaceChildren();
    try {
      await draw(filters(), signal);
      signal.throwIfAborted();
      document.body.dataset.drawn = 'yes';
    } catch (failure) {
      if (!signal.aborted) {
        refuse(failure);
      }
    }
  };
  addEventListener('popstate', redraw);
  addEventListener('filters', redraw);
  return redraw();
}

/** The filters in the address, a plain object. */
export function filters() {
  const { lang, ...rest } = Object.fromEntries(new URLSearchParams(location.search));
  return rest;
}

/** Changes filters, keeps them in the address and draws again; an empty one is taken away. */
export function choose(changes) {
  const search = new URLSearchParams(location.search);
  Object.entries(changes).forEach(([name, value]) => (value ? search.set(name, value) : search.delete(name)));
  history.pushState(null, '', `${location.pathname}?${search}`);
  dispatchEvent(new Event('filters'));
}

/** Binds a `<select>` to the filter of its name; `options` are `[value, text]`, or `{label, options}` for a group. */
export function select(element, options, chosen) {
  const option = ([value, text]) => make('option', { value }, text);
  element.replaceChildren(...options.map(each =>
    Array.isArray(each) ? option(each) : make('optgroup', { label: each.label }, each.options.map(option))));
  element.value = chosen ?? '';
  element.onchange = () => choose({ [element.name]: element.value });
}

/** Puts content into a figure, or whatever holds some, and below it the calls that gave its numbers. What has the focus and a `data-focus` keeps it. */
export function figure(selector, content, ...calls) {
  const element = find(selector);
  const kept = element.contains(document.activeElement) && document.activeElement.dataset.focus;
  (element.querySelector('.content') ?? element).replaceChildren(...[content].flat(Infinity).filter(Boolean));
  kept && element.querySelector(`[data-focus="${kept}"]`)?.focus();
  element.querySelector('.calls')?.remove();
  element.append(make('p', { class: 'calls' }, calls.map(callLink)));
}

/** Fills the tiles of a page with `[name, value]`, each with its text below `texts` and the call that gave it. */
export function tiles(texts, shown, path) {
  find('#sums').setAttribute('aria-label', word('overview.sums'));
  find('#sums').replaceChildren(...shown.map(([name, value]) => make('div', { class: 'tile', 'data-sum': name },
    make('b', {}, value), make('p', {}, word(`${texts}.${name}`)), callLink(path))));
}

/** A link to the call behind a number. */
export function callLink(path) {
  return make('a', { href: path, class: 'call', title: word('callBehind') }, `GET ${path.replaceAll('%2C', ',')}`);
}

/** What was refused, in words, with a way out. */
function refuse(failure) {
  const known = failure instanceof Refused;
  const kind = known ? (word(`refused.${failure.status}`, {}, '') ? failure.status : 'other') : 'broken';
  const said = known ? (failure.problem.errors ?? []).map(each => `${each.parameter ?? each.pointer}: ${each.detail}`) : [];
  find('#refusal').replaceChildren(
    make('div', { class: 'refusal', role: 'alert' },
      make('h2', {}, word(`refused.${kind}`)),
      make('p', {}, word(`refused.${kind}What`)),
      known && make('p', { lang: 'en', class: 'said' }, [failure.message, ...said].join(' · ')),
      make('p', {}, make('a', { href: `${location.pathname}?lang=${language}` }, word('refused.all')))));
  document.body.dataset.drawn = 'refused';
  if (!known) {
    throw failure;
  }
}

function showTrouble(calls) {
  const place = find('#trouble');
  if (!calls.length) {
    place.replaceChildren();
    return;
  }
  const seconds = Math.max(1, Math.round((calls[0].at - Date.now()) / 1000));
  place.replaceChildren(
    make('p', { class: 'trouble' },
      make('strong', {}, word(`trouble.${calls[0].kind}`)), ' ', word('trouble.again', { seconds }), ' ',
      make('button', { type: 'button', onclick: () => calls.forEach(each => each.now()) }, word('trouble.now'))));
}

function skip() {
  return make('a', { class: 'skip', href: '#text' }, word('skip'));
}

function head(name) {
  const other = tag => `${location.pathname}?${new URLSearchParams({ ...filters(), lang: tag })}`;
  const languages = make('p', { class: 'languages' }, Object.entries(LANGUAGES).map(([tag, each]) =>
    make('a', { href: other(tag), lang: tag, hreflang: tag, 'aria-current': tag === language && 'true' }, each.name)));
  // The filters may have changed since the link was made.
  languages.onpointerdown = languages.onfocus = languages.onclick = event => {
    const tag = event.target.hreflang;
    if (tag) {
      event.target.href = other(tag);
    }
  };
  return make('header', {},
    make('div', { class: 'bar' },
      make('a', { class: 'brand', href: link('overview') }, make('img', { src: '/pages/icon.svg', alt: '', width: 28, height: 28 }), 'Prahari'),
      make('nav', { 'aria-label': word('pages') }, make('ul', {}, PAGES.map(page =>
        make('li', {}, make('a', { href: link(page), 'aria-current': page === name && 'page' }, word(`${page}.name`)))))),
      languages),
    make('div', { id: 'trouble', role: 'status' }),
    make('div', { id: 'refusal' }));
}

function foot() {
  return make('footer', {}, make('p', {}, word(find('#keyed') ? 'footOwn' : 'foot'), ' ',
    make('a', { href: '/docs/' }, word('guide')), ' · ', make('a', { href: '/docs/reference.html' }, word('reference'))));
}
