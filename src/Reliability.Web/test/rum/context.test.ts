import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeVisit, type NavigatorLike } from '../../src/rum/context.js';

const LOCATION = { origin: 'https://shop.example', pathname: '/cart', search: '?mail=a@b.c', hash: '#x' };
const WINDOWS = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1';
const ANDROID_PHONE = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';
const ANDROID_TABLET = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

const visit = (navigator: NavigatorLike, release?: string) => describeVisit(LOCATION, navigator, release);

test('Query and fragment, where personal data hides, never leave the page', () => {
  assert.equal(visit({ userAgent: WINDOWS }).page, 'https://shop.example/cart');
});

test('A long address is cut', () => {
  const { page } = describeVisit({ ...LOCATION, pathname: `/${'x'.repeat(5000)}` }, { userAgent: WINDOWS }, undefined);
  assert.equal(page.length, 1024);
});

test('What is unknown is left out', () => {
  assert.deepEqual(visit({ userAgent: WINDOWS }),
    { page: 'https://shop.example/cart', device: 'desktop' });
  assert.deepEqual(visit({ userAgent: WINDOWS, connection: { effectiveType: '4g' } }, '1.4.2'),
    { page: 'https://shop.example/cart', device: 'desktop', connection: '4g', release: '1.4.2' });
});

const devices: [string, NavigatorLike, string][] = [
  ['Windows', { userAgent: WINDOWS, maxTouchPoints: 10 }, 'desktop'],
  ['Mac', { userAgent: MAC, maxTouchPoints: 0 }, 'desktop'],
  ['iPad that presents itself as a Mac', { userAgent: MAC, maxTouchPoints: 5 }, 'tablet'],
  ['iPhone', { userAgent: IPHONE, maxTouchPoints: 5 }, 'mobile'],
  ['Android phone', { userAgent: ANDROID_PHONE, maxTouchPoints: 5 }, 'mobile'],
  ['Android tablet', { userAgent: ANDROID_TABLET, maxTouchPoints: 5 }, 'tablet'],
  ['phone by client hint', { userAgent: WINDOWS, userAgentData: { mobile: true } }, 'mobile'],
];
for (const [name, navigator, device] of devices) {
  test(`Form factor: ${name} counts as ${device}`, () => assert.equal(visit(navigator).device, device));
}
