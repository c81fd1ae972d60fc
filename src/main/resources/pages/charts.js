// Charts, by ECharts. The library is large: it is loaded when the first chart is drawn, after the page can be read.

import { find, make } from './page.js';
import { number } from './words.js';

const LIBRARY = '/pages/lib/echarts-5.3.1/echarts.common.min.js';
const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** The element of a figure that its chart is drawn into, the same each time; `label` says what it shows. */
export function canvas(place, label) {
  const element = find(`${place} .chart`) ?? make('div', { class: 'chart' });
  element.setAttribute('aria-label', label);
  return element;
}

/**
 * Draws a chart into an element, whose `aria-label` must say what it shows; it follows the width and the colours of the page.
 * @param option `colour => option` of ECharts, where `colour('--ink')` is one of the page's
 * @param onclick is given the name of the category that was chosen
 */
export async function chart(element, option, onclick) {
  await import(LIBRARY);
  const { echarts } = globalThis;
  const drawn = echarts.getInstanceByDom(element) ?? begin(echarts, element);
  element.redraw = () => drawn.setOption({
    animation: false,
    textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: colour('--ink') },
    ...option(colour),
  }, true);
  element.redraw();
  drawn.off('click');
  if (onclick) {
    drawn.on('click', event => onclick(event.name, event.data));
  }
}

function begin(echarts, element) {
  element.setAttribute('role', 'img');
  const drawn = echarts.init(element, null, { renderer: 'canvas' });
  new ResizeObserver(() => drawn.resize()).observe(element);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => element.redraw());
  return drawn;
}

/** An axis in the colours of the page. */
export function axis(colours, more) {
  const line = { lineStyle: { color: colours('--line') } };
  const formatter = value => (typeof value === 'number' ? number(value) : value);
  return { axisLine: line, axisTick: { show: false }, splitLine: line, ...more,
    axisLabel: { color: colours('--ink'), formatter, ...more.axisLabel } };
}

/** A text in lines of about so many letters; ECharts would break words of Indian scripts between any two letters. */
export function lines(text, letters) {
  return text.split(' ').reduce((all, word) => {
    const last = all.at(-1);
    return last !== undefined && last.length + word.length < letters ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
  }, []).join('\n');
}

/** The numbers of a figure as a table, for screen readers and for whoever wants to copy them; closed unless `isOpen`. */
export function table(title, heads, rows, isOpen) {
  return make('details', { class: 'numbers', open: isOpen },
    make('summary', {}, title),
    make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': title }, make('table', {},
      make('thead', {}, make('tr', {}, heads.map((head, i) => make('th', { scope: 'col', class: rows[0]?.[i] instanceof Node && 'text' }, head)))),
      make('tbody', {}, rows.map(([first, ...rest]) =>
        make('tr', {}, make('th', { scope: 'row' }, first), rest.map(cell => make('td', { class: cell instanceof Node && 'text' }, cell))))))));
}
