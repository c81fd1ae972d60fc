'use strict';
// What Specmatic is given of the contract, and what is made of what it says. See src/test/sh/specmatic.sh.
//   node specmatic.js prepare ADDRESS KEY OUT     the contract as served, in the form that it can work with
//   node specmatic.js falsify CONTRACT OUT        the same with a promise that is not kept
//   node specmatic.js judge CONTRACT LOG          0 if no answer was a 5xx, undocumented or unlike the contract
const fs = require('fs');

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
// It asks with each subset of the optional parameters: of eleven there are 2,048.
const MOST_OPTIONAL = 2;
// What the contract's head says of all operations alike.
const EVERYWHERE = ['414', '431'];
// What is given to who takes anything, where there are several.
const DEFAULT_TYPES = ['application/json', 'application/x-ndjson'];
// Of the two forms of a key the one without quotes: it makes texts of a pattern without alternatives only.
const KEY_PATTERN = '^[!#-~]{1,255}$';

function operations(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method]).map(method => ({path, item, method, operation: item[method]})));
}

function resolved(contract, thing) {
  return thing.$ref ? thing.$ref.split('/').slice(1).reduce((at, step) => at[step.replace(/~1/g, '/').replace(/~0/g, '~')], contract) : thing;
}

// An id of the list above a path, so that not all that is asked for is unknown.
async function known(address, key, list) {
  const answer = await fetch(`${address}${list}?limit=1`, {headers: {Authorization: `Bearer ${key}`, Accept: 'application/json'}});
  const first = answer.ok ? ((await answer.json()).items || [])[0] : undefined;
  return first && (first.id || first.slug || first.code);
}

async function prepare(address, key, out) {
  const contract = await (await fetch(`${address}/openapi.json`)).json();
  const ids = {};
  for (const {path, item, operation} of operations(contract)) {
    // It takes a way in that may be left out for one that must be taken, and looks for a refusal without.
    if ((operation.security || contract.security).some(way => Object.keys(way).length === 0)) {
      operation.security = [];
    }
    // It looks for each media type, and only ever asks for */*.
    for (const answer of Object.values(operation.responses).map(each => resolved(contract, each))) {
      const types = Object.keys(answer.content || {});
      const given = DEFAULT_TYPES.find(type => types.includes(type)) || types[0];
      types.filter(type => type !== given).forEach(type => delete answer.content[type]);
    }
    const all = [...(item.parameters || []), ...(operation.parameters || [])].map(each => ({...resolved(contract, each)}));
    let optional = 0;
    operation.parameters = all.filter(each => each.in !== 'query' || each.required || each.name === 'limit' || ++optional <= MOST_OPTIONAL);
    for (const each of operation.parameters) {
      each.schema = {...resolved(contract, each.schema)};
      const start = path.indexOf(`/{${each.name}}`);
      if (each.in === 'path' && start > 0) {
        const list = path.slice(0, start);
        if (!list.includes('{') && !(list in ids)) {
          ids[list] = await known(address, key, list).catch(() => undefined);
        }
        if (ids[list]) {
          each.schema = {type: 'string', enum: [ids[list]]};
        }
      }
      if (each.name === 'Idempotency-Key') {
        each.schema.pattern = KEY_PATTERN;
      }
    }
  }
  Object.values(contract.paths).forEach(item => delete item.parameters);
  contract.security = [];
  fs.writeFileSync(out, JSON.stringify(contract, null, 1));
}

// The negative control: a contract that promises what no answer holds.
function falsify(contractFile, out) {
  const contract = JSON.parse(fs.readFileSync(contractFile));
  const region = contract.components.schemas.Region;
  region.properties.neverThere = {type: 'string'};
  region.required = [...(region.required || []), 'neverThere'];
  fs.writeFileSync(out, JSON.stringify(contract, null, 1));
}

// Of "GET /v1/regions/(id:string) -> 200": the operation and the statuses it declares.
function declared(contract, api) {
  const [, method, written] = api.match(/^(\w+) (.+?) ->/);
  const path = written.replace(/\((\w+):\w+\)/g, '{$1}');
  const operation = (contract.paths[path] || {})[method.toLowerCase()];
  return operation && Object.keys(operation.responses);
}

function judge(contractFile, logFile) {
  const contract = JSON.parse(fs.readFileSync(contractFile));
  const log = fs.readFileSync(logFile, 'utf8');
  const counts = {tests: 0, succeeded: 0, refused: 0, told: 0};
  const asked = new Set();
  const faults = [];
  // A test: how it went, and why if it did not go well. What was sent and answered stands before it.
  for (const test of log.split(/\n(?=[+-]ve  Scenario: )/).slice(1)) {
    counts.tests++;
    const [title] = test.split('\n', 1);
    const api = title.replace(/^.ve  Scenario: /, '').match(/^\w+ .+? -> \w+/)[0].replace(/ \[\d+\] /, ' ');
    asked.add(api.replace(/ -> .*/, ''));
    const answer = test.match(/(?:response contained status|but received) (\d+)/);
    const status = answer && answer[1];
    const statuses = declared(contract, api);
    if (/ has SUCCEEDED$/.test(title)) {
      counts.succeeded++;
    } else if (/^\+ve/.test(title) && status >= 400 && status < 500 && statuses && statuses.includes(status)) {
      // What it makes up names things that are not there, or versions that are not stored: refused as the contract says.
      counts.refused++;
    } else if (/^-ve/.test(title) && (EVERYWHERE.includes(status) || / is mutated from [\w-]+ to null /.test(title))) {
      counts.told++;
    } else {
      faults.push(test.split('\n--------------------')[0].trim());
    }
  }
  faults.slice(0, 20).forEach(fault => console.log(`${fault}\n`));
  console.log(`specmatic: ${counts.tests} tests of ${asked.size} operations: ${counts.succeeded} as it expected, ${counts.refused} refused with a`
    + ` status that the contract names, ${counts.told} as its head says of all operations; ${faults.length} faults`);
  process.exit(counts.succeeded > 0 && faults.length === 0 ? 0 : 1);
}

const [command, ...rest] = process.argv.slice(2);
({prepare, falsify, judge})[command](...rest);
