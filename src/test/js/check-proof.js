// Checks a proof of a round of allocation: node check-proof.js < proof.ndjson
// Says "proven" and ends with 0, or says what is wrong and ends with 1. Needs nothing but Node.
'use strict';
const fs = require('fs'), {StringDecoder} = require('string_decoder');
function* read() { // a nation's proof is longer than the longest string
  const chunk = Buffer.alloc(1 << 20), text = new StringDecoder('utf8');
  let rest = '';
  for (let size; (size = fs.readSync(0, chunk)) > 0;) {
    const parts = (rest + text.write(chunk.subarray(0, size))).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  yield rest;
}
const lines = [];
for (const line of read()) if (line) lines.push(JSON.parse(line));
const head = lines[0], gaps = lines.filter(line => 'gap' in line), people = lines.filter(line => 'person' in line);
const fail = why => { console.log(why); process.exit(1); };
const check = (holds, why) => holds || fail(why);

check(head.format === 'prahari-proof-1', 'not a proof of this format');
check(lines.length === 1 + gaps.length + people.length, 'a line is of no kind');
check(gaps.length === head.gaps && gaps.every((gap, i) => gap.gap === i), 'gaps are missing or twice there');
check(people.length === head.people && people.every((one, i) => one.person === i), 'people are missing or twice there');

const HEIGHT = {basic: 1, intermediate: 2, advanced: 3};
const renews = new Map(), qualifies = new Map();
for (const [code, renewed] of head.renews) renews.set(code, (renews.get(code) || new Set()).add(renewed));
for (const [code, role, level] of head.qualifies) qualifies.set(code + ' ' + role, HEIGHT[level]);
const covers = (held, asked) => held === asked || (renews.has(held) && renews.get(held).has(asked));
const known = new Map();
const day = date => known.get(date) ?? known.set(date, Date.parse(date) / 86400000).get(date);
const days = (from, to) => day(to) - day(from);
const share = (part, whole) => Math.max(0, Math.min(100, Math.floor(part * 100 / whole)));

const w = head.weights;
const fixed = (one, rank) => // what a person scores wherever that role is asked for
  w.preference * Math.max(10, 100 - 20 * rank) + w.experience * share(one.experienceMonths, 60)
  + w.waiting * share(days(one.registeredOn, head.date), 365);
function judge(one, gap) { // the score of an eligible pair in basis points, or -1
  const rank = one.sought.findIndex(([role]) => role === gap.role);
  if (rank < 0 || gap.seats < 1) return -1;
  if (!one.purposes.includes('matching')) return -1;
  if (one.department !== gap.department && !one.purposes.includes('cross-department')) return -1;
  if (!gap.languages.every(tag => one.languages.includes(tag))) return -1;
  const remote = gap.remote && one.remote, same = one.region === gap.department;
  const district = same && one.district !== null && one.district === gap.district;
  const moves = {district, state: same, states: same || one.regions.includes(gap.department), anywhere: true};
  if (!remote && !moves[one.relocation]) return -1;
  if (one.availableFrom > gap.deadline) return -1;
  const valid = one.held.filter(([, from, to]) => from <= gap.start && (to === null || to >= gap.start)).map(([code]) => code);
  const level = Math.max(HEIGHT[one.sought[rank][1]], ...valid.map(code => qualifies.get(code + ' ' + gap.role) || 0));
  if (level < HEIGHT[gap.level]) return -1;
  const ready = valid.concat(one.progress.filter(([, on]) => on <= gap.start).map(([code]) => code));
  if (!gap.required.every(group => ready.some(code => group.some(asked => covers(code, asked))))) return -1;
  return fixed(one, rank)
    + w.qualification * (gap.preferred.length === 0 ? 100
      : share(gap.preferred.filter(asked => valid.some(code => covers(code, asked))).length, gap.preferred.length))
    + w.level * (100 - 30 * (level - HEIGHT[gap.level]))
    + w.proximity * (remote || district ? 100 : same ? 70 : 30)
    + w.language * (gap.liked.length === 0 ? 100
      : share(gap.liked.filter(tag => one.languages.includes(tag)).length, gap.liked.length))
    + w.readiness * (100 - share(days(gap.start, one.availableFrom), 90));
}

const told = head.priorities || [1, 2, 3, 4, 5]; // older proofs do not tell: their weights are the priorities
check(told.length === 5 && told.every((each, i) => each > (i === 0 ? 0 : told[i - 1])), 'weights do not rise with the priority');
for (const gap of gaps) {
  const priority = head.priorities ? gap.priority : gap.weight;
  check(gap.weight === told[priority - 1], `gap ${gap.gap} has not the weight of its priority`);
}
const unit = BigInt(head.unit), big = (weight, score) => unit * BigInt(weight) + BigInt(score);
check(unit > 10000n * BigInt(head.people), 'the unit does not keep the two aims apart');
const filled = gaps.map(() => 0);
let weight = 0, score = 0;
for (const one of people.filter(each => 'at' in each)) {
  const gap = gaps[one.at];
  check(gap !== undefined && judge(one, gap) >= 0, `person ${one.person} is not eligible at gap ${one.at}`);
  check(judge(one, gap) === one.score, `the score of person ${one.person} is another`);
  check(++filled[one.at] <= gap.seats, `gap ${one.at} has fewer seats`);
  weight += gap.weight;
  score += one.score;
}
check(weight === head.weight && score === head.score, 'the aims add up to another sum');

if (head.mode === 'optimal') {
  const price = gaps.map(gap => big(gap.price[0], gap.price[1]));
  const own = people.map(one => 'at' in one ? big(gaps[one.at].weight, one.score) - price[one.at] : 0n);
  check(price.every(each => each >= 0n) && own.every(each => each >= 0n), 'a price is below nothing');
  // All are judged at a gap but those who do not seek its role, would not go there, speak too little or come too late; and
  // those who cost so much that the best score there is, but for what is fixed of theirs, would not be worth more.
  const open = 100 * (w.qualification + w.level + w.proximity + w.language + w.readiness);
  const cost = price.map(Number), worth = own.map(Number), each = Number(unit);
  check(Number.isSafeInteger(1000 * each), 'the unit is beyond what is told exactly');
  const spoken = new Map(); // tags of languages, numbered; more than 31 share their bits, and judge looks again
  const bit = tag => spoken.get(tag) ?? spoken.set(tag, 1 << spoken.size % 31).get(tag);
  const bits = tags => tags.reduce((sum, tag) => sum | bit(tag), 0);
  const seekers = new Map(); // by role and where they would go
  for (const one of people) {
    const places = one.relocation === 'anywhere' ? ['*'] : [one.region].concat(one.relocation === 'states' ? one.regions : []);
    const reached = new Set(one.remote ? places.concat('remote') : places), languages = bits(one.languages);
    one.sought.forEach(([role], rank) => {
      const seeker = {one, languages, low: worth[one.person] - fixed(one, rank)};
      for (const place of reached) {
        const key = role + ' ' + place;
        if (!seekers.has(key)) seekers.set(key, []);
        seekers.get(key).push(seeker);
      }
    });
  }
  for (const some of seekers.values()) some.sort((a, b) => a.low - b.low);
  for (const gap of gaps) for (const place of [gap.department, '*', 'remote']) {
    if (place === 'remote' && !gap.remote) break;
    const gain = each * gap.weight - cost[gap.gap], asked = bits(gap.languages);
    for (const {one, languages, low} of seekers.get(gap.role + ' ' + place) || []) {
      if (low >= open + gain) break;
      if ((asked & ~languages) !== 0 || one.availableFrom > gap.deadline) continue;
      const points = judge(one, gap);
      check(points < 0 || worth[one.person] >= gain + points, `person ${one.person} would be worth more at gap ${gap.gap}`);
    }
  }
  const bound = gaps.reduce((sum, gap) => sum + price[gap.gap] * BigInt(gap.seats), own.reduce((sum, each) => sum + each, 0n));
  check(bound === big(weight, score), 'the prices prove another sum');
} else {
  const wish = (one, gap) => judge(one, gap) - 100000 * one.sought.findIndex(([role]) => role === gap.role);
  for (const gap of gaps) {
    const seated = people.filter(one => one.at === gap.gap);
    for (const one of people) {
      const points = judge(one, gap);
      if (points < 0 || one.at === gap.gap) continue;
      const wants = !('at' in one) || wish(one, gap) > wish(one, gaps[one.at]);
      const wanted = seated.length < gap.seats
        || seated.some(each => points > each.score || (points === each.score && one.person < each.person));
      check(!(wants && wanted), `person ${one.person} and gap ${gap.gap} would rather have each other`);
    }
  }
}
console.log('proven');
