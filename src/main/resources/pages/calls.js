// Calls of the service. What cannot be answered now is asked again until it is; what is refused is told in words.

const PAUSES = [1, 2, 4, 8, 15, 30];
const PATIENCE_MS = 15000;
const LATER = [408, 425, 429, 500, 502, 503, 504];

/** The service understood and said no; `problem` is its document (RFC 9457). */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

const waiting = new Map();
let tell = () => {};

/** `listener` is told of each change: the calls that wait, as `{kind, at, now}`, soonest first; none when all is well. */
export function onTrouble(listener) {
  tell = () => listener([...waiting.values()].sort((one, other) => one.at - other.at));
}

/**
 * Asks for JSON. A read, or a write with an Idempotency-Key, is repeated while the service or the way to it is down.
 * @param options those of `fetch`; `key` is the caller's key, `signal` ends the waiting, `whole` gives `{response, body}`
 */
export async function call(path, { key, signal, whole, headers = {}, ...options } = {}) {
  const sent = { Accept: 'application/json', ...headers, ...(key && { Authorization: `Bearer ${key}` }) };
  const repeats = (options.method ?? 'GET') === 'GET' || 'Idempotency-Key' in sent;
  for (let attempt = 0; ; attempt++) {
    const { response, body } = await once(path, { ...options, headers: sent }, signal);
    if (response?.ok) {
      return whole ? { response, body } : body;
    }
    if (!repeats || (response && !LATER.includes(response.status))) {
      throw new Refused(response?.status ?? 0, body ?? {});
    }
    const asked = Number(response?.headers.get('Retry-After')) || 0;
    await pause(kind(response), Math.max(asked, PAUSES[Math.min(attempt, PAUSES.length - 1)]), signal);
  }
}

/** All items of a list, page by page. */
export async function all(path, options) {
  const items = [];
  for (let cursor; ; ) {
    const page = await call(cursor ? address(path, { cursor }) : path, options);
    items.push(...page.items);
    cursor = page.next;
    if (!cursor) {
      return items;
    }
  }
}

/** A path with parameters; those that are empty are left out, lists are repeated. */
export function address(path, parameters) {
  const [bare, query] = path.split('?');
  const search = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) {
    [value].flat().filter(Boolean).forEach(each => search.append(name, each));
  }
  return search.size ? `${bare}?${search}` : bare;
}

/** The response with its document, or nothing if none came whole. */
async function once(path, options, signal) {
  const limit = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(path, { ...options, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    const isJson = /\bjson\b/.test(response.headers.get('Content-Type'));
    return { response, body: isJson ? await response.json() : null };
  } catch (failure) {
    signal?.throwIfAborted();
    return {};
  }
}

function kind(response) {
  return !response ? 'unreachable' : response.status === 429 ? 'busy' : 'away';
}

function pause(what, seconds, signal) {
  return new Promise((resume, stop) => {
    const token = {};
    const timer = setTimeout(() => end(), seconds * 1000);
    const aborted = () => end(signal.reason);
    const end = reason => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      removeEventListener('online', resumed);
      waiting.delete(token);
      // A call that is made again may fail again: the notice stays until it has not.
      setTimeout(tell, 500);
      reason ? stop(reason) : resume();
    };
    const resumed = () => end();
    signal?.addEventListener('abort', aborted);
    addEventListener('online', resumed);
    waiting.set(token, { kind: what, at: Date.now() + seconds * 1000, now: resumed });
    tell();
  });
}
