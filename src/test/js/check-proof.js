// Checks a proof of a round of allocation: node check-proof.js < proof.ndjson
// Says "proven" and ends with 0, or says what is wrong and ends with 1. Needs nothing but Node. A nation's million people are
// kept as numbers in columns, and whoever cannot be worth more at a gap than where they are is not judged to the end.
'use strict';
const fs = require('fs'), {StringDecoder} = require('string_decoder');
const fail = why => { console.log(why); process.exit(1); };
const check = (holds, why) => holds || fail(why);
function* lines() { // a nation's proof is longer than the longest string
  const chunk = Buffer.alloc(1 << 20), text = new StringDecoder('utf8');
  let rest = '';
  for (let size; (size = fs.readSync(0, chunk)) > 0;) {
    const parts = (rest + text.write(chunk.subarray(0, size))).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  yield rest;
}
class Table { // of whole numbers, in columns
  constructor(...names) {
    Object.assign(this, {names, size: 0, all: names.map(() => new Int32Array(1024))});
  }
  add(...row) {
    for (let i = 0; i < row.length; i++) {
      if (this.size === this.all[i].length) {
        const more = new Int32Array(2 * this.size);
        more.set(this.all[i]);
        this.all[i] = more;
      }
      this.all[i][this.size] = row[i];
      check(this.all[i][this.size] === row[i], `${this.names[i]} is ${row[i]}, which is no whole number`);
    }
    return this.size++;
  }
  columns() { return Object.fromEntries(this.names.map((name, i) => [name, this.all[i]])); }
}
function numbers(key) { // things told by text, each numbered once
  const known = new Map(), all = [];
  const number = thing => known.get(key(thing)) ?? known.set(key(thing), all.push(thing) - 1).get(key(thing));
  return Object.assign(number, {all});
}

const HEIGHT = {basic: 1, intermediate: 2, advanced: 3}, MOVES = {district: 0, state: 1, states: 2, anywhere: 3}, NEVER = 1e9;
const share = (part, whole) => Math.max(0, Math.min(100, Math.floor(part * 100 / whole)));
const [placeOf, roleOf, codeOf] = [1, 2, 3].map(() => numbers(text => text));
const [tonguesOf, statesOf] = [1, 2].map(() => numbers(JSON.stringify)); // lists
const dates = new Map();
const day = date => dates.get(date) ?? dates.set(date, Date.parse(date) / 86400000).get(date);
const gaps = [];
const seekers = new Table('seeker', 'role', 'declared', 'rank', 'fixed'); // fixed: what they score wherever the role is asked for
const papers = new Table('code', 'from', 'to', 'held');
const people = new Table('seek', 'seekEnd', 'paper', 'paperEnd', 'department', 'region', 'district', 'moves', 'states', 'remote',
  'tongues', 'available', 'consent', 'at', 'score');
let head, w;
function begin(line) {
  check(line.format === 'prahari-proof-1', 'not a proof of this format');
  [head, w] = [line, line.weights];
  const sum = Object.values(w).reduce((all, each) => Number.isInteger(each) && each >= 0 ? all + each : NaN, 0);
  check(sum === 100, 'the weights of the components are no per cents');
}
function person(one) {
  check(one.person === people.size, 'people are missing or twice there');
  const seek = seekers.size, paper = papers.size;
  const alike = w.experience * share(one.experienceMonths, 60) + w.waiting * share(day(head.date) - day(one.registeredOn), 365);
  one.sought.forEach(([role, level], rank) => {
    const first = one.sought.findIndex(each => each[0] === role) === rank;
    if (first) seekers.add(one.person, roleOf(role), HEIGHT[level], rank, alike + w.preference * Math.max(10, 100 - 20 * rank));
  });
  for (const [code, from, to] of one.held) papers.add(codeOf(code), day(from), to === null ? NEVER : day(to), 1);
  for (const [code, on] of one.progress) papers.add(codeOf(code), day(on), NEVER, 0);
  people.add(seek, seekers.size, paper, papers.size, placeOf(one.department), placeOf(one.region), one.district ?? -1,
    MOVES[one.relocation], statesOf(one.regions), Number(one.remote), tonguesOf(one.languages), day(one.availableFrom),
    !one.purposes.includes('matching') ? 0 : one.purposes.includes('cross-department') ? 2 : 1, one.at ?? -1, one.score ?? 0);
}
for (const text of lines()) {
  const line = text && JSON.parse(text);
  if (line && !head) begin(line);
  else if (line && 'gap' in line) check(gaps.push(line) - 1 === line.gap, 'gaps are missing or twice there');
  else if (line) check('person' in line, 'a line is of no kind') && person(line);
}
check(head && gaps.length === head.gaps && people.size === head.people, 'gaps or people are missing');

const covering = []; // by asked code: it and all that renew it
const coveredBy = code => covering[codeOf(code)] ?? (covering[codeOf(code)] = [codeOf(code)]);
for (const [code, renewed] of head.renews) coveredBy(renewed).push(codeOf(code));
const proves = new Map(); // by role: the level that each code proves
for (const [code, role, level] of head.qualifies) {
  (proves.get(role) ?? proves.set(role, []).get(role))[codeOf(code)] = HEIGHT[level];
}

const {seeker, role, declared, rank, fixed} = seekers.columns(), {code, from, to, held} = papers.columns();
const {seek, seekEnd, paper, paperEnd, department, region, district, moves, states, remote, tongues, available, consent, at, score}
  = people.columns();

const covers = asked => coveredBy(asked).reduce((mask, some) => mask | bit(some), 0);
const levels = number => proves.get(roleOf.all[number]) ?? [];
function ready(gap) { // a gap, so that people can be judged for it
  const meets = new Int32Array(codeOf.all.length + 1), likes = new Int32Array(codeOf.all.length + 1), liked = gap.liked.length;
  check(gap.required.length < 31 && gap.preferred.length < 31, `gap ${gap.gap} asks for more than can be counted here`);
  gap.required.forEach((group, i) => group.forEach(asked => coveredBy(asked).forEach(some => meets[some] |= 1 << i)));
  gap.preferred.forEach((asked, i) => coveredBy(asked).forEach(some => likes[some] |= 1 << i));
  const talks = tonguesOf.all.map(spoken => !gap.languages.every(tag => spoken.includes(tag)) ? -1
    : liked === 0 ? 100 : share(gap.liked.filter(tag => spoken.includes(tag)).length, liked));
  return {meets, likes, all: 2 ** gap.required.length - 1, preferred: gap.preferred.length, talks: Int32Array.from(talks),
    groups: gap.required.map(group => group.reduce((mask, asked) => mask | covers(asked), 0)), wanted: gap.preferred.map(covers),
    levels: levels(roleOf(gap.role)), level: HEIGHT[gap.level], start: day(gap.start), deadline: day(gap.deadline),
    place: placeOf(gap.department), district: gap.district ?? -2, remote: gap.remote};
}
const bits = mask => { let count = 0; for (let rest = mask; rest !== 0; rest &= rest - 1) count++; return count; };
const consents = (p, place) => consent[p] >= (department[p] === place ? 1 : 2);
const goes = (p, place) => moves[p] === 3 || (moves[p] > 0 && region[p] === place)
  || (moves[p] === 2 && statesOf.all[states[p]].includes(placeOf.all[place]));
function near(p, gap) { // points for the place, or -1
  if (gap.remote && remote[p] === 1) return 100;
  if (region[p] === gap.place && district[p] === gap.district) return 100;
  return !goes(p, gap.place) ? -1 : region[p] === gap.place ? 70 : 30;
}
const readiness = (days, start) => 100 - share(days - start, 90);
function judge(s, gap) { // the score of an eligible pair in basis points, or -1
  const p = seeker[s], talk = gap.talks[tongues[p]], place = near(p, gap);
  if (talk < 0 || place < 0 || !consents(p, gap.place) || available[p] > gap.deadline) return -1;
  let level = declared[s], met = 0, likes = 0;
  for (let i = paper[p]; i < paperEnd[p]; i++) {
    if (from[i] > gap.start || to[i] < gap.start) continue;
    met |= gap.meets[code[i]];
    if (held[i] === 0) continue; // one in progress
    likes |= gap.likes[code[i]];
    level = Math.max(level, gap.levels[code[i]] ?? 0);
  }
  if (met !== gap.all || level < gap.level) return -1;
  return fixed[s] + w.proximity * place + w.language * talk + w.readiness * readiness(available[p], gap.start)
    + w.qualification * (gap.preferred === 0 ? 100 : share(bits(likes), gap.preferred)) + w.level * (100 - 30 * (level - gap.level));
}
function seekOf(p, asked) {
  for (let s = seek[p]; s < seekEnd[p]; s++) if (role[s] === asked) return s;
  return -1;
}

const told = head.priorities || [1, 2, 3, 4, 5]; // older proofs do not tell: their weights are the priorities
check(told.length === 5 && told.every((each, i) => each > (i === 0 ? 0 : told[i - 1])), 'weights do not rise with the priority');
const unit = BigInt(head.unit), each = Number(unit), optimal = head.mode === 'optimal';
check(unit > 10000n * BigInt(head.people) && Number.isSafeInteger(1000 * each), 'the unit is too small, or too large to be exact');
const price = new Float64Array(gaps.length), worth = new Float64Array(people.size), seated = gaps.map(() => []);
let weights = 0, scores = 0, bound = 0n;
gaps.forEach((gap, g) => {
  const priority = head.priorities ? gap.priority : gap.weight;
  check(gap.weight === told[priority - 1], `gap ${g} has not the weight of its priority`);
  price[g] = optimal ? each * gap.price[0] + gap.price[1] : 0;
  check(price[g] >= 0 && Number.isSafeInteger(price[g]), `the price of gap ${g} is below nothing`);
  check(Number.isInteger(gap.seats) && gap.seats >= 0, `gap ${g} has seats below nothing`);
  bound += BigInt(price[g]) * BigInt(gap.seats);
});
for (let p = 0; p < people.size; p++) {
  if (at[p] === -1) continue;
  check(at[p] in gaps, `there is no gap ${at[p]}`) && seated[at[p]].push(p);
  worth[p] = each * gaps[at[p]].weight + score[p] - price[at[p]];
  check(worth[p] >= 0, `the price of person ${p} is below nothing`);
  weights += gaps[at[p]].weight;
  scores += score[p];
  bound += BigInt(worth[p]);
}
check(weights === head.weight && scores === head.score, 'the aims add up to another sum');
check(!optimal || bound === unit * BigInt(weights) + BigInt(scores), 'the prices prove another sum');

// A certificate's bit tells who can have none of some; more than 31 share their bits, and judge looks again.
const bit = some => 1 << some % 31;
const lack = (masks, skills) => { for (const mask of masks) if ((mask & skills) === 0) return true; return false; };
const count = (masks, skills) => { let n = 0; for (const mask of masks) if ((mask & skills) !== 0) n++; return n; };
class Crowd { // people who seek a role and could come, no nearer than told; first those worth least beyond what is fixed
  constructor(some, nearest) {
    some.sort((a, b) => low[a] - low[b]);
    const column = value => Int32Array.from(some, value);
    Object.assign(this, {nearest, seeks: Int32Array.from(some), low: Float64Array.from(some, s => low[s]),
      tongues: column(s => tongues[seeker[s]]), available: column(s => available[seeker[s]]), declared: column(s => declared[s]),
      only: column(s => consent[seeker[s]] === 1 ? department[seeker[s]] : -1),
      skills: column(s => skills[s]), proven: column(s => proven[s])});
  }
  each(gap, gain, found) { // tells of every eligible pair that is worth more than the person is now
    const {seeks, low, tongues, available, declared, only, skills, proven} = this, {talks, deadline, start, place, level} = gap;
    const near = gain + w.proximity * this.nearest, beyond = 100 * (w.qualification + w.level);
    const most = near + beyond + 100 * (w.language + w.readiness);
    for (let i = 0; i < low.length && low[i] < most; i++) {
      const talk = talks[tongues[i]];
      if (talk < 0 || available[i] > deadline || proven[i] < level || (only[i] >= 0 && only[i] !== place)) continue;
      const sure = near + w.language * talk + w.readiness * readiness(available[i], start);
      if (low[i] >= sure + beyond || lack(gap.groups, skills[i])) continue;
      const likes = gap.preferred === 0 ? 100 : share(count(gap.wanted, skills[i]), gap.preferred);
      if (low[i] >= sure + w.qualification * likes + w.level * (100 - 30 * Math.max(0, declared[i] - level))) continue;
      const points = judge(seeks[i], gap);
      if (points >= 0 && points + gain > worth[seeker[seeks[i]]]) found(seeks[i], points);
    }
  }
}
const skills = new Int32Array(seekers.size), proven = declared.slice(); // by all papers, whatever their days
for (let s = 0; s < seekers.size; s++) {
  for (let i = paper[seeker[s]]; i < paperEnd[seeker[s]]; i++) {
    skills[s] |= bit(code[i]);
    proven[s] = Math.max(proven[s], levels(role[s])[code[i]] ?? 0);
  }
}
const low = Float64Array.from({length: seekers.size}, (_, s) => worth[seeker[s]] - fixed[s]);
const reached = new Map(); // crowds by role and where they would go
for (let s = 0; s < seekers.size; s++) {
  const p = seeker[s], far = moves[p] === 2 ? statesOf.all[states[p]].map(placeOf) : moves[p] === 3 ? ['anywhere'] : [];
  for (const where of new Set(consent[p] === 0 ? [] : ['home ' + region[p], ...remote[p] === 1 ? ['remote'] : [], ...far])) {
    const key = role[s] + ' ' + where;
    (reached.get(key) ?? reached.set(key, []).get(key)).push(s);
  }
}
for (const [key, some] of reached) reached.set(key, new Crowd(some, /home|remote/.test(key) ? 100 : 30));
for (let g = 0; g < gaps.length; g++) {
  const gap = ready(gaps[g]), there = seated[g], seats = gaps[g].seats, asked = roleOf(gaps[g].role);
  check(there.length <= seats, `gap ${g} has fewer seats`);
  for (const p of there) {
    const s = seekOf(p, asked);
    check(s >= 0 && judge(s, gap) === score[p], `person ${p} is not eligible at gap ${g}, or has another score`);
  }
  const dearer = s => fail(`person ${seeker[s]} would be worth more at gap ${g}`);
  const wish = (s, points) => points - 100000 * rank[s];
  const happier = (s, points) => { // where there are no prices: would both rather have each other than what they have?
    const p = seeker[s], now = at[p] === -1 ? -1 : seekOf(p, roleOf(gaps[at[p]].role));
    const wants = now === -1 || (at[p] !== g && wish(s, points) > wish(now, score[p]));
    const wanted = there.length < seats || there.some(q => points > score[q] || (points === score[q] && p < q));
    check(!wants || !wanted, `person ${p} and gap ${g} would rather have each other`);
  };
  for (const where of ['home ' + gap.place, gap.place, 'anywhere', gap.remote ? 'remote' : '']) {
    const crowd = reached.get(asked + ' ' + where);
    if (crowd && seats > 0) crowd.each(gap, optimal ? each * gaps[g].weight - price[g] : Infinity, optimal ? dearer : happier);
  }
}
console.log('proven');
