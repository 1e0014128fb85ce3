import { guarded } from './guarded.js';
import type { RumEvent } from './rum.js';

/** How long an event waits for company. */
export const QUIET_MS = 5_000;

/** How long what may happen all the time waits: interactions and errors. */
export const SLOW_MS = 30_000;

/** Most events in a batch, as the receiver takes them. */
export const MAX_BATCH_EVENTS = 100;

/** Events on their way out. */
export interface Outbox {
  /** Takes in an event and sends it soon, with others. */
  add(event: RumEvent): void;
  /** Asks for a batch within a time. */
  wake(milliseconds: number): void;
  /** Sends everything now; `leaving`: the page may not be seen again. */
  flush(leaving?: boolean): void;
}

/**
 * Creates an empty outbox.
 * @param collect Asked whenever events go out for what has come together elsewhere; `leaving`: the page may not be seen again.
 * @param send Sends events, at least one.
 */
export function createOutbox(
  collect: (leaving: boolean) => readonly RumEvent[], send: (events: readonly RumEvent[]) => void,
): Outbox {
  let waiting: RumEvent[] = [];
  let due = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const wake = (milliseconds: number): void => {
    const time = Date.now() + milliseconds;
    if (time >= due) return;
    clearTimeout(timer);
    due = time;
    timer = setTimeout(guarded(flush), milliseconds);
  };

  const flush = (leaving?: boolean): void => {
    clearTimeout(timer);
    due = Infinity;
    const events = [...waiting, ...collect(!!leaving)];
    waiting = [];
    if (events.length) send(events);
  };

  return {
    add(event) {
      wake(QUIET_MS);
      // A page that tells a batch within seconds does not fill the memory of its visitor.
      if (waiting.push(event) == MAX_BATCH_EVENTS) flush();
    },
    wake,
    flush,
  };
}
