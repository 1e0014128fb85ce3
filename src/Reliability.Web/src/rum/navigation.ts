import type { Unstamped } from './events.js';
import { wholeMs } from './rounding.js';
import type { NavigationEvent } from './rum.js';

/** Tells how long the parts of a navigation took, from when the visitor asked for the page. */
export function navigationEvent(
  {
    domainLookupStart, domainLookupEnd, connectStart, connectEnd, secureConnectionStart, domContentLoadedEventEnd, loadEventEnd,
    activationStart = 0,
  }: PerformanceNavigationTiming & { readonly activationStart?: number },
  id: string,
): Unstamped<NavigationEvent> {
  return {
    t: 'nav', id: 'n-' + id,
    dns: wholeMs(domainLookupStart, domainLookupEnd),
    tcp: wholeMs(connectStart, secureConnectionStart || connectEnd),
    tls: wholeMs(secureConnectionStart || connectEnd, connectEnd),
    dcl: wholeMs(activationStart, domContentLoadedEventEnd),
    load: wholeMs(activationStart, loadEventEnd),
  };
}
