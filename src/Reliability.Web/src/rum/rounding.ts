/** Whole milliseconds from one time to another; never negative, as clocks and clamped timings can make it. */
export const wholeMs = (from: number, to: number): number => Math.max(0, Math.round(to - from));
