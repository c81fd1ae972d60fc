// A sample client that keeps campaigns offline: reads a bundle, verifies it, follows the sync, and lists what it holds.
// node campaigns-offline.js http://127.0.0.1:8080 hi
'use strict';
const crypto = require('crypto');
const zlib = require('zlib');

const [base, language] = process.argv.slice(2);
const held = new Map();

// RFC 8785, for JSON without fractions
const canonical = (value) =>
  Array.isArray(value) ? '[' + value.map(canonical).join(',') + ']'
    : value !== null && typeof value === 'object'
      ? '{' + Object.keys(value).sort().map((name) => JSON.stringify(name) + ':' + canonical(value[name])).join(',') + '}'
      : JSON.stringify(value);
const sha256 = (data) => crypto.createHash('sha256').update(data).digest('hex');
const setHash = () =>
  sha256([...held.keys()].sort().map((slug) => slug + ' ' + sha256(canonical(held.get(slug))) + '\n').join(''));

async function get(path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(path + ': ' + answer.status + ' ' + (await answer.text()));
  return answer;
}

async function main() {
  const { kty, crv, x } = await (await get('/v1/campaigns/bundles/signing-key')).json();
  const key = crypto.createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const answer = await get('/v1/campaigns/bundles/' + language);
  const file = Buffer.from(await answer.arrayBuffer());
  const signature = Buffer.from(answer.headers.get('Bundle-Signature'), 'base64');
  if (!crypto.verify(null, file, key, signature)) throw new Error('the bundle is not signed by this service');
  const { manifest, items } = JSON.parse(zlib.gunzipSync(file));
  items.forEach((item) => held.set(item.slug, item));
  if (setHash() !== manifest.hash) throw new Error('the bundle is not what its manifest says');
  let since = manifest.next;
  for (;;) {
    const step = await (await get('/v1/campaigns/sync?language=' + language + '&since=' + since)).json();
    step.removed.forEach((slug) => held.delete(slug));
    step.items.forEach((item) => held.set(item.slug, item));
    since = step.next;
    if (step.complete && (step.hash !== setHash() || step.count !== held.size)) throw new Error('not in step');
    if (step.complete) break;
  }
  console.log(JSON.stringify({ bundled: manifest.count, omitted: manifest.omitted.length, held: [...held.keys()].sort() }));
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
