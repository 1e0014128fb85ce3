import type { EventBase, RumEvent } from './rum.js';

/** When and where something happened. */
export type Stamp = Pick<EventBase, 'at' | 'page'>;

/** An event before it is stamped; what it says itself about when and where stays. */
export type Unstamped<E extends EventBase = RumEvent> = E extends EventBase ? Omit<E, 'at' | 'page'> & Partial<Stamp> : never;
