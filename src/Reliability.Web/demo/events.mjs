// Events of the client's format, but for the time. Their meaning is in src/rum/rum.d.ts.
import { digits, logNormal, weighted } from './chance.mjs';
import { ERRORS } from './shop.mjs';

/** A vital with its cause. */
export function vitalEvent(name, value, navigationType, page, { TTFB, INP }) {
  const event = { t: 'vital', name, value: name === 'CLS' ? Number(value.toFixed(6)) : Math.round(value * 10) / 10, id: `v6-${Date.now()}-${digits()}`, navigationType };
  if (name === 'CLS') return value > 0 ? { ...event, target: page.shifts ? 'aside.banner' : 'footer' } : event;
  if (name === 'INP') return { ...event, target: page.button, phases: parts(INP, 0.2, 0.8) };
  if (name !== 'LCP' || navigationType === 'back-forward-cache') return { ...event, ...(name === 'LCP' && { target: page.hero }) };
  const rest = value - TTFB;
  return { ...event, target: page.hero, phases: [Math.round(TTFB), ...parts(rest, 0.35, 0.8)] };
}

/** Cuts a time at two shares of it. */
function parts(time, first, second) {
  const cuts = [0, first, second, 1].map(share => Math.round(share * time));
  return [1, 2, 3].map(index => cuts[index] - cuts[index - 1]);
}

/** Timings of a load whose first byte and largest paint are known. */
export function navigationEvent({ TTFB, LCP }) {
  const connects = Math.random() < 0.6;
  const share = part => connects ? Math.round(TTFB * part) : 0;
  const dcl = Math.round(LCP * 0.8);
  return { t: 'nav', id: `n-${digits()}`, dns: share(0.08), tcp: share(0.16), tls: share(0.2), dcl, load: Math.round(dcl + logNormal(600, 0.5)) };
}

/** What a page of the shop loads. */
export function resourcesEvent({ images, offscreen }) {
  const item = (k, h, n, bytes, milliseconds, cached, more) => {
    const fresh = n - Math.round(n * cached);
    return { k, h, n, b: Math.round(fresh * logNormal(bytes, 0.2)), d: Math.round(n * logNormal(milliseconds, 0.3)), c: n - fresh, w: 0, o: 0, ob: 0, ...more };
  };
  const cached = Math.random() < 0.45 ? 0.9 : 0;
  const pictures = item('image', 'images.example', images, 38_000, 160, cached, { w: Math.round(logNormal(70, 0.4)) });
  return {
    t: 'res', items: [
      item('script', '', 7, 42_000, 90, cached), item('style', '', 2, 18_000, 60, cached), item('font', '', 2, 31_000, 80, cached),
      item('xhr', 'api.example', 3, 4_200, 140, 0, { w: Math.round(logNormal(60, 0.4)) }),
      item('script', 'tags.example', 4, 61_000, 240, 0, { w: Math.round(logNormal(110, 0.4)) }),
      { ...pictures, o: offscreen, ob: Math.round(pictures.b * offscreen / images) },
    ],
  };
}

/** One of the shop's errors. */
export function errorEvent(origin) {
  const { type, message, at } = weighted(ERRORS);
  const stack = `${type}: ${message}\n    at ${at}`.replaceAll('ORIGIN', origin);
  return { t: 'error', type, message, stack, count: Math.random() < 0.8 ? 1 : 3 };
}
