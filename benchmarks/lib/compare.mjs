/** Runs a few hundred calls and says how many microseconds one took. */
async function time(call, calls) {
  const started = performance.now();
  for (let count = 0; count < calls; count += 1) await call();
  return (1000 * (performance.now() - started)) / calls;
}

/**
 * The middle of some measured values, as a figure of report.mjs has it.
 * @returns the median, and the quartiles
 */
export function quartilesOf(values) {
  const sorted = values.toSorted((left, right) => left - right);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => sorted[Math.floor(part * sorted.length)]);
  return { ratio: middle, spread: [low, high] };
}

/** @param {readonly number[]} values */
export const medianOf = (values) => quartilesOf(values).ratio;

/** How often a comparison that is past its bound is made, all in all: what a disturbed minute says is not the middle. */
export const mostTurns = 4;

/**
 * Times two calls in turns, so that whatever disturbs the machine disturbs both. Where the median is past `most`, it goes
 * on for up to four times as many rounds, and all of them count. `move` is called before each round.
 *
 * @returns the medians in microseconds, and the medians of the rounds' ratios and differences with their quartiles
 */
export async function compare(floor, ours, { rounds, calls, move = () => {}, most = Infinity }) {
  await time(floor, 5 * calls);
  await time(ours, 5 * calls);
  const pairs = [];
  const isPast = () => medianOf(pairs.map(([floorTime, ourTime]) => ourTime / floorTime)) > most;
  for (let round = 0; round < rounds || (round < mostTurns * rounds && isPast()); round += 1) {
    move();
    const swap = round % 2 === 1;
    const first = await time(swap ? ours : floor, calls);
    const second = await time(swap ? floor : ours, calls);
    pairs.push(swap ? [second, first] : [first, second]);
  }
  const { ratio: middle, spread } = quartilesOf(pairs.map(([floorTime, ourTime]) => ourTime - floorTime));
  return {
    floor: medianOf(pairs.map(([floorTime]) => floorTime)),
    ours: medianOf(pairs.map(([, ourTime]) => ourTime)),
    ...quartilesOf(pairs.map(([floorTime, ourTime]) => ourTime / floorTime)),
    differences: { middle, spread },
  };
}
