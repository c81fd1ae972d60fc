// Status: whether the service is well, and which versions it has. It looks again by itself.

import { call } from './calls.js';
import { callLink, figure, find, make, open } from './page.js';
import { day, moment, number, word } from './words.js';

const EVERY_MS = 5000;
const PARTS = ['/v1/regions/IN-KA', '/v1/roles?limit=1', '/v1/insight/shortages', '/v1/campaigns?limit=1', '/v1/campaigns/never-share-otp/reach'];

open('status', async (filters, signal) => {
  await Promise.all([health(signal), versions(signal)]);
  const look = async () => {
    if (!document.hidden) {
      await health(signal).catch(failure => signal.aborted || Promise.reject(failure));
    }
    signal.aborted || setTimeout(look, EVERY_MS);
  };
  setTimeout(look, EVERY_MS);
});

async function health(signal) {
  const path = '/v1/status';
  const status = await call(path, { signal, cache: 'no-store' });
  const isWell = status.database === 'up' && status.memory === 'ready';
  find('#lead').textContent = word(isWell ? 'status.well' : status.database === 'up' ? 'status.filling' : 'status.away');
  find('#sums').setAttribute('aria-label', word('overview.sums'));
  const tile = (name, value) => make('div', { class: `tile ${isWell ? '' : 'ill'}`, 'data-part': name },
    make('b', { class: value.length > 9 && 'long' }, value), make('p', {}, word(`status.${name}`)), callLink(path));
  find('#sums').replaceChildren(
    tile('database', word(`status.states.${status.database}`, {}, status.database)),
    tile('memory', word(`status.states.${status.memory}`, {}, status.memory)),
    tile('asOf', status.asOf ? moment(status.asOf) : '–'),
    tile('startedAt', moment(status.startedAt)));
  figure('#parts', make('table', {}, make('tbody', {}, await Promise.all(PARTS.map(part => row(part, signal))))), ...PARTS);
}

/** How one part answers just now, asked once. */
async function row(path, signal) {
  const start = performance.now();
  const said = await fetch(path, { signal, cache: 'no-store' }).then(response => response.status, () => 0);
  signal.throwIfAborted();
  const took = number(Math.round(performance.now() - start));
  const [, , what, , kind] = path.split(/[/?]/);
  return make('tr', {}, make('th', { scope: 'row' }, word(`status.asks.${kind === 'reach' ? kind : what}`)),
    make('td', {}, said === 200 ? word('status.answers', { took }) : word('status.silent', { said })));
}

async function versions(signal) {
  const [start, framework, roles] = ['/v1/', '/v1/frameworks/nice', '/v1/roles?limit=1&fields=id,frameworkVersion'];
  const [{ version, links }, nice, [role]] = await Promise.all([
    call(start, { signal }), call(framework, { signal }), call(roles, { signal }).then(page => page.items)]);
  const lines = [
    [word('status.contract'), version],
    [word('status.operations'), number(links.length)],
    [word('status.catalogue'), `NICE ${role.frameworkVersion}`],
    [word('status.imported'), nice.versions.map(each => `${each.version}, ${day(each.importedAt)}`).join('; ') || word('status.none')],
  ];
  figure('#versions', make('table', {}, make('tbody', {}, lines.map(([what, is]) =>
    make('tr', {}, make('th', { scope: 'row' }, what), make('td', {}, is))))), start, framework, roles);
}
