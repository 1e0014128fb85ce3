import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from '../../src/rum/options.js';

const SRC = 'https://rum.example/api/rum.js?v=3';

test('The endpoint is derived from where the script came from', () => {
  assert.deepEqual(readOptions(SRC, { site: 'shop', key: 'pk_shop_1', release: '1.4.2' }),
    { url: 'https://rum.example/api/rum/shop?key=pk_shop_1', release: '1.4.2' });
});

test('Site and key are escaped', () => {
  assert.equal(readOptions(SRC, { site: 'a/b?', key: 'x&y=z' })?.url,
    'https://rum.example/api/rum/a%2Fb%3F?key=x%26y%3Dz');
});

test('A stated endpoint wins, relative to the script or absolute', () => {
  assert.equal(readOptions(SRC, { site: 'shop', key: 'k', endpoint: 'https://www.shop.example/vitals' })?.url,
    'https://www.shop.example/vitals?key=k');
  assert.equal(readOptions(SRC, { site: 'shop', key: 'k', endpoint: '/vitals?key=own' })?.url,
    'https://rum.example/vitals?key=own');
});

test('Nothing is measured without site and key', () => {
  assert.equal(readOptions(SRC, { key: 'k' }), undefined);
  assert.equal(readOptions(SRC, { site: 'shop', key: '' }), undefined);
});
