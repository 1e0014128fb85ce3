import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import type { Metric } from 'web-vitals';
import { causeOf, selectorOf } from '../../src/rum/cause.js';

interface Given { name: string; id?: string; classes?: string[] }

/** The innermost of elements that contain each other, below a document. */
function element(...path: (Given | string)[]): Node {
  let node = { nodeName: '#document', parentNode: null } as unknown as Node;
  for (const given of path) {
    const { name, id = '', classes = [] } = typeof given == 'string' ? { name: given } : given;
    node = { nodeName: name.toUpperCase(), id, classList: classes, parentNode: node } as unknown as Node;
  }
  return node;
}

const metric = (name: string, value: number, entries: unknown[], navigationType = 'navigate') =>
  ({ name, value, entries, navigationType }) as unknown as Metric;

function timeline(navigation: object, resources: Record<string, object> = {}): void {
  mock.method(performance, 'getEntriesByType', () => [navigation]);
  mock.method(performance, 'getEntriesByName', (name: string) => resources[name] ? [resources[name]] : []);
}
afterEach(() => mock.restoreAll());

test('A selector starts at the closest id and names classes', () => {
  assert.equal(selectorOf(element('html', 'body', { name: 'main', id: 'shop' }, 'ul', { name: 'li', classes: ['item', 'sold'] })),
    '#shop>ul>li.item.sold');
  assert.equal(selectorOf(element('html', 'body', 'p')), 'html>body>p');
});

test('A long selector keeps its innermost parts', () => {
  assert.equal(selectorOf(element(...Array(60).fill('div'), 'img')), `${Array(24).fill('div').join('>')}>img`);
  assert.equal(selectorOf(element({ name: 'p', id: 'x'.repeat(300) }))?.length, 100);
});

test('What is not in the page any more has no selector', () => {
  assert.equal(selectorOf(undefined), undefined);
  assert.equal(selectorOf({ nodeName: 'DIV', parentNode: null } as unknown as Node), undefined);
});

test('LCP: the parts of an image add up to the value', () => {
  timeline({ responseStart: 120 }, { 'https://x/a.png': { requestStart: 300, responseEnd: 800 } });
  assert.deepEqual(causeOf(metric('LCP', 1_000, [{ element: element('html', 'img'), url: 'https://x/a.png' }])),
    { target: 'html>img', phases: [120, 180, 500, 200] });
});

test('LCP: text loads nothing, and a page rendered in advance counts from when it was asked for', () => {
  timeline({ responseStart: 120 });
  assert.deepEqual(causeOf(metric('LCP', 500, [{ element: null, url: '' }])).phases, [120, 0, 0, 380]);
  timeline({ responseStart: 120, activationStart: 1_000 }, { u: { requestStart: 300, responseEnd: 1_200 } });
  assert.deepEqual(causeOf(metric('LCP', 500, [{ element: null, url: 'u' }])).phases, [0, 0, 200, 300]);
});

test('LCP: a restored page and a new route have no parts', () => {
  timeline({ responseStart: 120 });
  for (const navigationType of ['back-forward-cache', 'soft-navigation']) {
    assert.deepEqual(causeOf(metric('LCP', 20, [{ element: element('html', 'p') }], navigationType)), { target: 'html>p' });
  }
});

test('INP: the first element that is known, and the parts of what waits for the same paint', () => {
  const entries = [
    { startTime: 20, duration: 8, processingStart: 21, processingEnd: 22, target: null },
    { startTime: 100, duration: 320, processingStart: 110, processingEnd: 150, target: null },
    { startTime: 101, duration: 312, processingStart: 150, processingEnd: 400, target: element('html', { name: 'button', id: 'pay' }) },
    { startTime: 500, duration: 16, processingStart: 501, processingEnd: 510, target: null },
  ];
  assert.deepEqual(causeOf(metric('INP', 320, entries)), { target: '#pay', phases: [10, 290, 20] });
});

test('INP: handlers that go on after the paint are no part of it', () => {
  const entries = [{ startTime: 100, duration: 200, processingStart: 110, processingEnd: 400, target: null }];
  assert.deepEqual(causeOf(metric('INP', 200, entries)), { target: undefined, phases: [10, 190, 0] });
});

test('CLS: the element that moved in the largest shift', () => {
  const shift = (value: number, name: string) => ({ value, sources: [{ node: element('html', name) }, { node: element('html', 'aside') }] });
  assert.deepEqual(causeOf(metric('CLS', 0.3, [shift(0.05, 'nav'), shift(0.2, 'main'), shift(0.05, 'p')])), { target: 'html>main' });
  assert.deepEqual(causeOf(metric('CLS', 0.1, [{ value: 0.1, sources: [] }])), { target: undefined });
});

test('Other vitals, and values nothing has caused, have no cause', () => {
  assert.deepEqual(causeOf(metric('FCP', 1, [{}])), {});
  assert.deepEqual(causeOf(metric('CLS', 0, [])), {});
});
