// A round of allocation, run from the page to be looked at: who goes where and why, what stays empty and why, and what
// training would change.

import { all, call } from './calls.js';
import { act, part } from './key.js';
import { callLink, choose, figure, find, make } from './page.js';
import { number, rupees, word } from './words.js';

const OVER = ['succeeded', 'stopped', 'failed', 'cancelled'];
const LOOK_MS = 400;
const SHOWN = 50;
/** Of rupees, to paise. */
const LAKH = 100000 * 100;
/** By which the courses must be over. */
const YEAR_MS = 365 * 24 * 3600 * 1000;

/** Binds the button, and draws the round that the address names. */
export async function round(filters, names, options) {
  const modes = find('#mode');
  if (!modes.options.length) {
    modes.append(...['optimal', 'stable'].map(mode => make('option', { value: mode }, word(`round.modes.${mode}`))));
  }
  const button = find('#run');
  button.disabled = false;
  button.onclick = () => {
    button.disabled = true;
    act('#round', () => start(filters, modes.value, options));
  };
  find('#result').hidden = !filters.round;
  if (!filters.round) {
    figure('#round', []);
    return;
  }
  await part('#round', () => follow(filters.round, names, options));
}

async function start({ department, role }, mode, options) {
  const asked = { mode, dryRun: true, ...(department && { departments: [department] }), ...(role && { roles: [role] }) };
  try {
    const { id } = await call('/v1/allocations', { ...options, method: 'POST', body: JSON.stringify(asked),
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() } });
    choose({ round: id });
  } finally {
    find('#run').disabled = false;
  }
}

async function follow(id, names, options) {
  const path = `/v1/allocations/${encodeURIComponent(id)}`;
  let now = await call(path, options);
  while (!OVER.includes(now.state)) {
    figure('#round', [make('p', {}, word(`round.states.${now.state}`)),
      make('progress', { 'aria-label': word(`round.states.${now.state}`), ...(now.total > 0 && { max: now.total, value: now.done }) })], path);
    await new Promise(resume => setTimeout(resume, LOOK_MS));
    now = await call(path, options);
  }
  const isFound = ['succeeded', 'stopped'].includes(now.state);
  find('#result').hidden = !isFound;
  const proven = now.mode === 'optimal' && now.state === 'succeeded' && now.weight === now.boundWeight && now.score === now.boundScore;
  const tile = (name, value) => make('div', { class: 'tile', 'data-round': name }, make('b', {}, value), make('p', {}, word(`round.${name}`)), callLink(path));
  figure('#round', [
    make('p', {}, word(`round.states.${now.state}`), ' ', proven && make('strong', {}, word('round.proven')), now.fault && ` ${now.fault}`),
    isFound && make('div', { class: 'tiles' }, tile('filled', number(now.filled)), tile('seats', number(now.seats)), tile('people', number(now.people)), tile('gapsAsked', number(now.gaps))),
  ], path, ...(isFound ? [`${path}/proof`] : []));
  if (isFound) {
    await Promise.all([
      part('#seated', () => seated(path, names, options)),
      part('#unfilled', () => unfilled(path, names, options)),
      part('#training', () => training(path, options)),
    ]);
  }
}

async function seated(path, names, options) {
  const list = `${path}/assignments?limit=${SHOWN}`;
  const { items, next } = await call(list, options);
  const gaps = await gapsOf(items, options);
  figure('#seated', items.length
    ? [make('ul', { class: 'plain' }, items.map(each => make('li', { class: 'who' },
      make('div', { class: 'name' }, each.trainee ? make('code', {}, each.trainee.slice(-6)) : word('round.erased'), ' → ', make('b', {}, seat(each.gap, gaps, names)), ' ', percent(each.score)),
      make('meter', { min: 0, max: 10000, value: each.score, 'aria-label': word('department.score') }),
      make('p', { class: 'note' }, Object.entries(each.components).filter(([, points]) => points > 0)
        .map(([which, points]) => `${word(`components.${which}`)} ${number(points)}`).join(' · '),
      each.runnerUp && [' · ', word('round.runnerUp', { who: each.runnerUp.slice(-6), score: percent(each.runnerUpScore) })])))),
    next && make('p', { class: 'note' }, word('round.more', { count: SHOWN }))]
    : make('p', {}, word('round.nobody')), list);
}

async function unfilled(path, names, options) {
  const list = `${path}/unfilled?limit=${SHOWN}`;
  const { items, next } = await call(list, options);
  const gaps = await gapsOf(items, options);
  const why = each => (each.reason === 'competition'
    ? word('round.reasons.competition', { seats: each.competingSeats, people: each.peopleCount })
    : word(`round.reasons.${each.reason}`, {}, each.reason));
  figure('#unfilled', items.length
    ? [make('ul', { class: 'plain' }, items.map(each => make('li', { class: 'who' },
      make('div', { class: 'name' }, make('b', {}, seat(each.gap, gaps, names, each.role)), ' ', word('round.empty', { empty: each.seats - each.filled, seats: each.seats })),
      make('p', { class: 'note' }, why(each), each.binding && [' ', word('round.binding', { rule: word(`rules.${each.binding}`), count: each.gained?.[each.binding] ?? 0 })])))),
    next && make('p', { class: 'note' }, word('round.more', { count: SHOWN }))]
    : make('p', {}, word('round.full')), list);
}

/** The gaps that rows are of, by id. */
async function gapsOf(rows, options) {
  const wanted = new Set(rows.map(each => each.gap));
  const found = wanted.size ? await all('/v1/gaps?limit=200&fields=id,role,facility', options) : [];
  return new Map(found.filter(each => wanted.has(each.id)).map(each => [each.id, each]));
}

function seat(id, gaps, names, role) {
  const gap = gaps.get(id) ?? { role };
  const title = names.role.get(gap.role) ?? gap.role ?? id.slice(-6);
  return gap.facility ? `${title}, ${names.facility.get(gap.facility) ?? gap.facility.slice(-6)}` : title;
}

/** The slider: each stop is asked of the service once the hand rests. */
async function training(path, options) {
  const slider = find('#budget');
  const address = `${path}/training-plan`;
  let last = 0;
  const tell = () => {
    find('#sum').textContent = rupees(slider.value * LAKH);
    slider.setAttribute('aria-valuetext', rupees(slider.value * LAKH));
  };
  const ask = async () => {
    const mine = ++last;
    tell();
    const plan = await call(address, { ...options, method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({
      budget: slider.value * LAKH, by: new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10), rates: [{ currency: 'USD', paise: 8800 }], defaultCost: 3000000 }) });
    if (mine === last && !options.signal.aborted) {
      shown(plan, address);
    }
  };
  slider.oninput = tell;
  slider.onchange = () => act('#training', ask);
  tell();
  // Another gap was chosen: what the round and its training tell is the same.
  if (slider.dataset.asked !== address || !find('#training .content').childElementCount) {
    slider.dataset.asked = address;
    await ask();
  }
}

function shown(plan, path) {
  const { before, after } = plan.effect;
  const step = each => `${each.certification}${each.costAssumed ? ' *' : ''}`;
  figure('#training', [
    make('p', { class: 'lead', 'data-gain': after.filled - before.filled, 'data-budget': plan.budget / LAKH }, word('round.gain', { before: before.filled, after: after.filled, seats: after.seats, cost: rupees(plan.cost) })),
    make('p', { class: 'note' }, word(plan.gap === 0 ? 'round.best' : 'round.near', { considered: plan.considered })),
    plan.courses.length > 0 && make('details', { class: 'numbers' }, make('summary', {}, word('round.courses', { count: plan.courses.length })),
      make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': word('round.courses', { count: plan.courses.length }) }, make('table', {},
        make('thead', {}, make('tr', {}, ['who', 'learns', 'costs'].map(head => make('th', { scope: 'col', class: 'text' }, word(`round.${head}`))))),
        make('tbody', {}, plan.courses.map(each => make('tr', {}, make('th', { scope: 'row' }, make('code', {}, each.trainee.slice(-6))),
          make('td', { class: 'text' }, each.certifications.map(step).join(' → ')), make('td', {}, rupees(each.cost)))))))),
    make('p', { class: 'calls' }, make('code', { class: 'call' }, `POST ${path}`)),
  ]);
}

function percent(points) {
  return number(points / 10000, { style: 'percent' });
}
