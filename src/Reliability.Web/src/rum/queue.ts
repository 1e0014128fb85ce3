/** The part of a measurement that decides when it is sent. */
export interface Queued {
  readonly name: string;
  readonly id: string;
}

/** Most measurements waiting at a time; beyond it the oldest is given up. Keeps a body far below the 64 KiB of a beacon. */
export const MAX_PENDING = 30;

/**
 * Measurements on their way out. Each id leaves once: the receiver counts every beacon, so a measurement waits
 * here, replaced by its newer values, until it is known to be final.
 */
export class MetricQueue<T extends Queued> {
  // Insertion order is age: replacing a value keeps its place.
  private readonly pending = new Map<string, T>();
  private readonly finalNames = new Set<string>();
  // One id per name suffices, because a vital never goes back to an earlier id.
  private readonly sent = new Map<string, string>();

  /** @param finalNames Vitals that are final as soon as they are measured. */
  constructor(finalNames: readonly string[]) {
    finalNames.forEach(name => this.finalNames.add(name));
  }

  /** Takes in a measurement, or a newer value of one that waits. One that has been sent already is ignored. */
  add(item: T): void {
    if (this.sent.get(item.name) === item.id) return;
    this.pending.set(item.id, item);
    if (this.pending.size > MAX_PENDING) this.pending.delete(this.pending.keys().next().value!);
  }

  /** From now on, treats measurements of this name as final. Returns those that wait and have become so. */
  settle(name: string): T[] {
    const settled = this.isFinal(name) ? [] : [...this.pending.values()].filter(item => item.name === name);
    this.finalNames.add(name);
    return settled;
  }

  /** Whether a measurement of this name is final when it arrives. */
  isFinal(name: string): boolean {
    return this.finalNames.has(name);
  }

  /** Removes and returns the final measurements, oldest first. */
  takeFinal(): T[] {
    return this.take(item => this.isFinal(item.name));
  }

  /** Removes and returns everything: the page is going away, so what is known now is final. */
  takeAll(): T[] {
    return this.take(() => true);
  }

  private take(wanted: (item: T) => boolean): T[] {
    const taken = [...this.pending.values()].filter(wanted);
    for (const item of taken) {
      this.pending.delete(item.id);
      this.sent.set(item.name, item.id);
    }
    return taken;
  }
}
