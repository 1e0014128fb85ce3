import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deviceOf, pageOf } from '../../src/rum/context.js';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

test('Query and fragment, where personal data hides, never leave the page', () => {
  assert.equal(pageOf(new URL('https://ann:secret@shop.example/cart?mail=a@b.c#x')), 'https://shop.example/cart');
});

test('A long address is cut', () => {
  assert.equal(pageOf(new URL(`https://shop.example/${'x'.repeat(5000)}`)).length, 1024);
});

test('An iPad that presents itself as a Mac is told apart; all else the receiver reads off the user agent', () => {
  assert.equal(deviceOf({ userAgent: MAC, maxTouchPoints: 5 }), 'tablet');
  assert.equal(deviceOf({ userAgent: MAC, maxTouchPoints: 0 }), undefined);
  assert.equal(deviceOf({ userAgent: MAC }), undefined);
  assert.equal(deviceOf({ userAgent: WINDOWS, maxTouchPoints: 10 }), undefined);
});
