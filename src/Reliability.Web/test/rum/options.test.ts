import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeclined, readOptions } from '../../src/rum/options.js';

const SRC = 'https://rum.example/api/rum.js?v=3';

test('The endpoint is derived from where the script came from', () => {
  assert.deepEqual(readOptions(SRC, { site: 'shop', key: 'pk_shop_1', release: '1.4.2' }),
    { url: 'https://rum.example/api/rum/shop?key=pk_shop_1', release: '1.4.2', sample: 1 });
});

test('The key is escaped', () => {
  assert.equal(readOptions(SRC, { site: 'shop', key: 'x&y=z' })?.url, 'https://rum.example/api/rum/shop?key=x%26y%3Dz');
});

test('A stated endpoint wins, relative to the script or absolute', () => {
  assert.equal(readOptions(SRC, { site: 'shop', key: 'k', endpoint: 'https://www.shop.example/vitals' })?.url,
    'https://www.shop.example/vitals?key=k');
  assert.equal(readOptions(SRC, { site: 'shop', key: 'k', endpoint: '/vitals?a=b' })?.url,
    'https://rum.example/vitals?a=b&key=k');
});

test('Nothing is measured without site and key', () => {
  assert.equal(readOptions(SRC, { key: 'k' }), undefined);
  assert.equal(readOptions(SRC, { site: 'shop', key: '' }), undefined);
});

test('A share of sessions is a number', () => {
  assert.equal(readOptions(SRC, { site: 'shop', key: 'k', sample: '0.25' })?.sample, 0.25);
});

test('Signals against tracking count where the page heeds them', () => {
  assert.equal(isDeclined({ respect: '' }, { doNotTrack: '1' }), true);
  assert.equal(isDeclined({ respect: '' }, { globalPrivacyControl: true }), true);
  assert.equal(isDeclined({ respect: '' }, { doNotTrack: null, globalPrivacyControl: false }), false);
  assert.equal(isDeclined({}, { doNotTrack: '1', globalPrivacyControl: true }), false);
});
