import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createResources, MAX_ITEMS, type ResourceTiming } from '../../src/rum/resources.js';

const OWN = 'https://rum.example/api/rum/shop?key=pk';
const resource = (name: string, more: Partial<ResourceTiming> = {}): ResourceTiming => ({
  name, initiatorType: 'other', duration: 10.4, transferSize: 300, encodedBodySize: 200, domainLookupStart: 0, connectEnd: 0, ...more,
});
const create = (...offscreen: string[]) => createResources('shop.example', OWN, new Set(offscreen));

test('Resources are summed up by kind and host', () => {
  const resources = create();
  resources.add([
    resource('https://shop.example/a.js', { domainLookupStart: 5, connectEnd: 25 }),
    resource('https://shop.example/b.mjs', { transferSize: 0 }),
    resource('https://cdn.example/a.js', { transferSize: 0, encodedBodySize: 0 }),
  ]);

  assert.deepEqual(resources.take(), [{
    t: 'res', items: [
      { k: 'script', h: '', n: 2, b: 300, d: 20, c: 1, w: 20, o: 0, ob: 0 },
      { k: 'script', h: 'cdn.example', n: 1, b: 0, d: 10, c: 0, w: 0, o: 0, ob: 0 },
    ],
  }]);
  assert.deepEqual(resources.take(), []);
});

const kinds: [string, string, string][] = [
  ['https://x.example/a.css?v=1', 'link', 'style'], ['https://x.example/a.woff2', 'css', 'font'],
  ['https://x.example/bg.png', 'css', 'image'], ['https://x.example/photo', 'img', 'image'],
  ['https://x.example/api/data.js', 'fetch', 'xhr'], ['https://x.example/api', 'xmlhttprequest', 'xhr'],
  ['https://x.example/chunk', 'script', 'script'], ['https://x.example/preloaded.js', 'link', 'script'],
  ['https://x.example/frame.html', 'iframe', 'other'],
];
for (const [name, initiatorType, kind] of kinds) {
  test(`A ${initiatorType} that loads ${name} loads a resource of kind ${kind}`, () => {
    const resources = create();
    resources.add([resource(name, { initiatorType })]);
    assert.equal(resources.take()[0]?.items[0]?.k, kind);
  });
}

test('Images that were out of sight are counted with the bytes they took', () => {
  const resources = create('https://shop.example/below.webp', 'https://shop.example/cached.webp');
  resources.add([
    resource('https://shop.example/above.webp'), resource('https://shop.example/below.webp'),
    resource('https://shop.example/cached.webp', { transferSize: 0 }),
  ]);

  const [item] = resources.take()[0]!.items;
  assert.deepEqual([item?.n, item?.o, item?.ob, item?.c], [3, 2, 300, 1]);
});

test('The client\'s own requests and what is no request are left out', () => {
  const resources = create();
  resources.add([resource(OWN), resource('data:image/png;base64,AAAA'), resource('blob:https://shop.example/1')]);
  assert.deepEqual(resources.take(), []);
});

test('A page with many hosts tells a bounded number of them', () => {
  const resources = create();
  resources.add(Array.from({ length: 300 }, (_, i) => resource(`https://h${i}.example/`)));
  assert.equal(resources.take()[0]?.items.length, MAX_ITEMS);
});
