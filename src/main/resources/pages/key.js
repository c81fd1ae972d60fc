// The key of a department: pasted by its user, kept in this tab until it is closed, and sent to this service alone.

import { Refused, call } from './calls.js';
import { figure, find, make } from './page.js';
import { word } from './words.js';

const PLACE = 'prahari.key';
const EVERY_MS = 10000;

const key = () => sessionStorage.getItem(PLACE);
const changed = () => {
  delete document.body.dataset.drawn;
  dispatchEvent(new Event('filters'));
};

/**
 * Draws what needs a key, in `#keyed`, once there is one. A key that does not open any more is forgotten, with all that it
 * had shown, whether it is met by a call or by a look at it from time to time.
 * @param alive a call that any key of use here may make
 * @param draw `(filters, options) => Promise`, where `options` are for `call`
 */
export function keyed(alive, draw) {
  return async (filters, signal) => {
    form();
    find('#keyed').hidden = !key();
    if (!key()) {
      return;
    }
    const options = { key: key(), signal };
    try {
      await draw(filters, options);
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401 && !signal.aborted) {
        forget();
      }
      throw failure;
    }
    watch(alive, options);
  };
}

/** A part of the page; what is refused there, but for the key itself, is told there and leaves the others alone. */
export async function part(selector, work) {
  try {
    await work();
  } catch (failure) {
    if (!(failure instanceof Refused) || failure.status === 401) {
      throw failure;
    }
    figure(selector, [make('p', {}, word(`refused.${failure.status}`, {}, word('refused.other'))), make('p', { class: 'said', lang: 'en' }, failure.message)]);
  }
}

/** What somebody does on the page, told where it happens; a key that does not open any more is met again by drawing anew. */
export async function act(selector, work) {
  try {
    await part(selector, work);
  } catch (failure) {
    if (failure.name !== 'AbortError') {
      changed();
    }
  }
}

function watch(alive, options) {
  setTimeout(async () => {
    if (options.signal.aborted) {
      return;
    }
    try {
      await call(alive, { ...options, cache: 'no-store' });
    } catch (failure) {
      // Drawing again meets the same refusal, and tells it.
      options.signal.aborted || changed();
      return;
    }
    watch(alive, options);
  }, EVERY_MS);
}

function forget() {
  sessionStorage.removeItem(PLACE);
  find('#keyed').querySelectorAll('.content, .tiles, .lead').forEach(each => each.replaceChildren());
  find('#keyed').hidden = true;
  form();
}

function form() {
  const place = find('#key');
  const state = key() ? 'known' : 'none';
  if (place.dataset.state === state) {
    return;
  }
  place.dataset.state = state;
  if (key()) {
    place.replaceChildren(make('p', { class: 'note' }, word('key.known'), ' '),
      make('button', { type: 'button', id: 'forget', onclick: () => {
        forget();
        changed();
        find('#secret').focus();
      } }, word('key.forget')));
    return;
  }
  const secret = make('input', { id: 'secret', type: 'password', autocomplete: 'off', spellcheck: 'false', maxlength: 8000, required: true, 'aria-describedby': 'about-key' });
  place.replaceChildren(make('form', { class: 'filters', onsubmit: event => {
    event.preventDefault();
    // A header takes no letters but these.
    const pasted = secret.value.trim();
    if (/^[\x21-\x7e]+$/.test(pasted)) {
      sessionStorage.setItem(PLACE, pasted);
      changed();
      find('#forget')?.focus();
    } else {
      secret.setCustomValidity(word('key.odd'));
      secret.reportValidity();
      secret.oninput = () => secret.setCustomValidity('');
    }
  } },
  make('label', {}, word('key.label'), secret),
  make('button', { type: 'submit' }, word('key.use'))),
  make('p', { class: 'note', id: 'about-key' }, word('key.about'), ' ', make('code', {}, 'data/admin.key')));
}

