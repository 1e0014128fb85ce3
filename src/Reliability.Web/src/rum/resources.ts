import type { Unstamped } from './events.js';
import type { ResourceItem, ResourcesEvent } from './rum.js';

/** Most combinations of kind and host in one event; what comes beyond them is left out. */
export const MAX_ITEMS = 40;

/** The part of a resource's timing that is read. */
export type ResourceTiming = Pick<PerformanceResourceTiming, 'name' | 'initiatorType' | 'duration' | 'transferSize'
  | 'encodedBodySize' | 'domainLookupStart' | 'connectEnd'>;

/** Sums up what a page loads by kind and host. */
export interface Resources {
  /** Takes in what was loaded. */
  add(entries: readonly ResourceTiming[]): void;
  /** The sums since they were last told. */
  take(): Unstamped<ResourcesEvent>[];
}

/**
 * Creates empty sums.
 * @param host Host name of the page.
 * @param own Address the client sends to; its own requests are left out.
 * @param offscreen Addresses of the images that were out of sight when the page had loaded.
 */
export function createResources(host: string, own: string, offscreen: { has(address: string): boolean }): Resources {
  let items: Record<string, ResourceItem> = {};
  return {
    add(entries) {
      for (const entry of entries) {
        const { name, transferSize: bytes = 0, encodedBodySize = 0, domainLookupStart } = entry;
        if (name.startsWith(own) || !/^http/.test(name)) continue;
        const { hostname, pathname } = new URL(name);
        const k = kindOf(entry.initiatorType, pathname);
        const h = hostname == host ? '' : hostname;
        const item = items[k + h] ??= { k, h, n: 0, b: 0, d: 0, c: 0, w: 0, o: 0, ob: 0 };
        item.n++;
        item.b += bytes;
        item.d += Math.round(entry.duration);
        // Both are 0 where the host does not allow timing.
        if (!bytes && encodedBodySize) item.c++;
        if (domainLookupStart) item.w += Math.round(entry.connectEnd - domainLookupStart);
        if (offscreen.has(name)) {
          item.o++;
          item.ob += bytes;
        }
      }
    },
    take() {
      const taken = Object.values(items).slice(0, MAX_ITEMS);
      items = {};
      return taken.length ? [{ t: 'res', items: taken }] : [];
    },
  };
}

// Who asked says little: style sheets ask for fonts and images. The ending of the path says more.
function kindOf(initiator: string, path: string): ResourceItem['k'] {
  const isA = (endings: string) => RegExp(`\\.(${endings})$`).test(path);
  return /xml|fetch/.test(initiator) ? 'xhr'
    : isA('woff2?|[ot]tf') ? 'font'
    : initiator == 'img' || isA('png|jpe?g|gif|webp|avif|svg|ico') ? 'image'
    : isA('css') ? 'style'
    : initiator == 'script' || isA('m?js') ? 'script' : 'other';
}
