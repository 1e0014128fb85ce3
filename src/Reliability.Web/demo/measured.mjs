// What a browser measures on a page: log-normal times that add up, as those of real pages do.
import { happens, logNormal } from './chance.mjs';

/** The vitals of one view by name; INP only of visitors who did something. */
export function measured(page, { speed, slowness, release }, kind) {
  if (kind === 'back-forward-cache') {
    return { TTFB: 0, FCP: logNormal(40, 0.4), LCP: logNormal(45, 0.4), ...interaction(60), CLS: shift(0.1) };
  }
  const TTFB = logNormal(300, 0.5) * slowness;
  const FCP = TTFB + logNormal(470, 0.45) * speed * Math.sqrt(slowness);
  const LCP = FCP + logNormal(570, 0.6) * page.lcp * speed * slowness;
  // 1.4.2 made typing in the search box and the checkout heavier: something to find by grouping by release.
  const heavier = release === '1.4.2' && page.lcp >= 1.2 ? 1.7 : 1;
  return { TTFB, FCP, LCP, ...interaction(70 * speed * heavier), CLS: shift(page.shifts ? 0.7 : 0.3) };
}

// A third of the visitors look and leave. Browsers round event timing to 8 ms.
const interaction = median => happens(0.34) ? {} : { INP: Math.max(16, Math.round(logNormal(median, 0.7) / 8) * 8) };

const shift = chance => happens(chance) ? Math.min(logNormal(0.045, 1.1), 2) : 0;
