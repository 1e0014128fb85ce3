import type { Unstamped } from './events.js';
import type { ActivityEvent } from './rum.js';
import { IDLE_MS } from './session.js';

const RAGE_CLICKS = 3;
const RAGE_MS = 1_000;

/** Counts what the visitor does. */
export interface Activity {
  /** A page or route was entered. */
  viewed(): void;
  /** A key was pressed, or an element was clicked or tapped. */
  interacted(clicked?: unknown): void;
  /** The page was shown or hidden. */
  seen(isVisible: boolean): void;
  /** What happened since it was last told; time alone is told only on leaving. */
  take(leaving: boolean): Unstamped<ActivityEvent>[];
}

/** Creates counters of a page that is not seen yet. */
export function createActivity(): Activity {
  let views = 0;
  let interactions = 0;
  let rage = 0;
  let seenMs = 0;
  let seenSince = 0;
  let run: { at: number; clicked: unknown; clicks: number } = { at: 0, clicked: 0, clicks: 0 };

  const seen = (isVisible: boolean): void => {
    const time = Date.now();
    seenMs += seenSince && time - seenSince;
    seenSince = isVisible ? time : 0;
  };

  return {
    viewed: () => void views++,
    interacted(clicked) {
      const at = Date.now();
      interactions++;
      if (!clicked || clicked != run.clicked || at - run.at > RAGE_MS) run = { at, clicked, clicks: 0 };
      if (++run.clicks == RAGE_CLICKS) rage++;
    },
    seen,
    take(leaving) {
      seen(!!seenSince);
      // Nobody reads without a stir for longer than a session lasts; a sleeping machine does.
      const seconds = Math.min(seenMs, IDLE_MS) / 1_000;
      if (!views && !interactions && !(leaving && seconds >= 1)) return [];
      const event = { t: 'activity' as const, views, interactions, rage, seconds };
      views = interactions = rage = seenMs = 0;
      return [event];
    },
  };
}
