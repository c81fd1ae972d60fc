// The way to a role and on from it, drawn: roles before it, certificates to earn, the role, roles after it.

import { link, make } from './page.js';
import { number, rupees, word } from './words.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param career the answer of `/v1/insight/careers/{role}`
 * @param related ids of roles to name where the framework tells of none that follow
 * @param names of roles by id, and of certifications by code
 */
export function drawCareer(career, related, names) {
  const title = id => names.role.get(id) ?? id;
  const role = each => make('a', { class: 'node', href: link('role', { role: each.role }) }, title(each.role),
    each.known !== undefined && make('small', {}, word('role.known', { known: number(each.known / 10000, { style: 'percent' }), toLearn: each.toLearn })));
  const step = each => make('div', { class: 'node step' }, names.certification.get(each.certification) ?? each.certification,
    make('small', {}, rupees(each.cost), each.costAssumed && ` · ${word('role.costAssumed')}`, each.admissionAssumed && ` · ${word('role.admissionAssumed')}`));
  const after = career.next.length ? career.next : related.map(id => ({ role: id }));
  const columns = [
    column('role.feeders', career.feeders.map(role)),
    column('role.steps', (career.cheapest?.steps ?? []).map(step)),
    column(null, [make('div', { class: 'node here' }, title(career.role))]),
    column(career.next.length ? 'role.next' : 'role.related', after.map(role)),
  ].filter(Boolean);
  const drawing = make('div', { class: 'career' }, document.createElementNS(SVG, 'svg'), columns);
  drawing.firstChild.setAttribute('aria-hidden', 'true');
  new ResizeObserver(() => connect(drawing)).observe(drawing);
  return drawing;
}

function column(title, nodes) {
  return nodes.length && make('div', {}, title && make('h3', {}, word(title)), make('ul', { class: 'plain' }, nodes.map(node => make('li', {}, node))));
}

/** Lines between what follows upon each other, wherever the boxes lie: side by side or, on a phone, one below another. */
function connect(drawing) {
  const svg = drawing.firstChild;
  const origin = drawing.getBoundingClientRect();
  const box = node => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top };
  };
  const columns = [...drawing.querySelectorAll(':scope > div')].map(each => [...each.querySelectorAll('.node')]);
  const pairs = [];
  columns.forEach((nodes, i) => {
    const chain = nodes[0].classList.contains('step');
    if (chain) {
      nodes.slice(1).forEach((node, at) => pairs.push([nodes[at], node]));
    }
    const ends = chain ? nodes.slice(-1) : nodes;
    const starts = columns[i + 1]?.[0].classList.contains('step') ? columns[i + 1].slice(0, 1) : columns[i + 1] ?? [];
    ends.forEach(from => starts.forEach(to => pairs.push([from, to])));
  });
  svg.replaceChildren(...pairs.map(([from, to]) => {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', curve(box(from), box(to)));
    return path;
  }));
}

function curve(from, to) {
  const isBelow = to.top >= from.bottom && to.left < from.right && from.left < to.right;
  if (isBelow) {
    const [x, y, otherX] = [(from.left + from.right) / 2, (from.bottom + to.top) / 2, (to.left + to.right) / 2];
    return `M${x} ${from.bottom}C${x} ${y} ${otherX} ${y} ${otherX} ${to.top}`;
  }
  const [start, end] = to.left >= from.right ? [from.right, to.left] : [from.left, to.right];
  const [y, otherY, middle] = [(from.top + from.bottom) / 2, (to.top + to.bottom) / 2, (start + end) / 2];
  return `M${start} ${y}C${middle} ${y} ${middle} ${otherY} ${end} ${otherY}`;
}
