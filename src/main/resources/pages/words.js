// The language of the page, its texts and how it writes numbers.

import { call } from './calls.js';

/** The languages there are texts in, by the name each has in itself. A right-to-left one needs its `dir` and nothing else. */
export const LANGUAGES = {
  en: { name: 'English', dir: 'ltr', locale: 'en-IN' },
  hi: { name: 'हिन्दी', dir: 'ltr', locale: 'hi-IN' },
};

const wished = [new URLSearchParams(location.search).get('lang'), ...navigator.languages.map(tag => tag.split('-')[0])];
export const language = wished.find(tag => Object.hasOwn(LANGUAGES, tag ?? '')) ?? 'en';
export const { locale, dir } = LANGUAGES[language];

const texts = await call(`/pages/texts/${language}.json`);

/** The text of a key such as `overview.title`, with `{name}` replaced by values; `otherwise` if there is none. */
export function word(key, values = {}, otherwise = key) {
  const text = key.split('.').reduce((block, name) => block?.[name], texts);
  if (typeof text !== 'string') {
    return otherwise;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? shown(values[name]) : whole));
}

/** The names of regions in the language of the page, by id. */
export function regionNames(regions) {
  return new Map(regions.map(each => [each.id, word(`regionNames.${each.id}`, {}, each.name)]));
}

/** The titles of roles in the language of the page, by id. */
export function roleTitles(roles) {
  return new Map(roles.map(each => [each.id, word(`roleTitles.${each.id}`, {}, each.title)]));
}

export function number(value, options) {
  return value === undefined ? word('few') : new Intl.NumberFormat(locale, options).format(value);
}

/** Basis points as a number of ones, as 7177 is 0.72. */
export function ratio(points) {
  return number(points === undefined ? undefined : points / 10000, { maximumFractionDigits: 2 });
}

export function rupees(paise) {
  return number(paise / 100, { style: 'currency', currency: 'INR', maximumFractionDigits: 0 });
}

export function day(text) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(new Date(text));
}

export function month(day) {
  return new Intl.DateTimeFormat(locale, { month: 'short', year: '2-digit', timeZone: 'UTC' }).format(new Date(day));
}

export function moment(text) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Kolkata' }).format(new Date(text));
}

function shown(value) {
  return typeof value === 'number' ? number(value) : value;
}
