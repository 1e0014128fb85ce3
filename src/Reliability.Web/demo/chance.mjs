// Random choices of the made-up visits.

/** One of the choices, as often as its `share` says. */
export function weighted(choices) {
  let chance = Math.random() * choices.reduce((sum, { share }) => sum + share, 0);
  return choices.find(({ share }) => (chance -= share) < 0) ?? choices.at(-1);
}

/** One of the choices, all equally often. */
export const pick = choices => choices[Math.floor(Math.random() * choices.length)];

/** Whether something of this probability happens. */
export const happens = probability => Math.random() < probability;

/** Box–Muller: a log-normal value with this median; 1 - random is never zero. */
export function logNormal(median, sigma) {
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return median * Math.exp(sigma * normal);
}

/** A random session or metric id: digits, as browsers make them. */
export const digits = () => String(Math.floor(Math.random() * 9e12) + 1e12);
