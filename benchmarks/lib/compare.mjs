/** Runs a few hundred calls and says how many microseconds one took. */
async function time(call, calls) {
  const started = performance.now();
  for (let count = 0; count < calls; count += 1) await call();
  return (1000 * (performance.now() - started)) / calls;
}

const median = (values) => values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)];

/**
 * Times two calls in turns, so that whatever disturbs the machine disturbs both.
 *
 * @returns the medians in microseconds, and the median of the rounds' ratios with its quartiles
 */
export async function compare(floor, ours, { rounds, calls }) {
  await time(floor, 5 * calls);
  await time(ours, 5 * calls);
  const pairs = [];
  for (let round = 0; round < rounds; round += 1) {
    const swap = round % 2 === 1;
    const first = await time(swap ? ours : floor, calls);
    const second = await time(swap ? floor : ours, calls);
    pairs.push(swap ? [second, first] : [first, second]);
  }
  const ratios = pairs
    .map(([floorTime, ourTime]) => ourTime / floorTime)
    .toSorted((left, right) => left - right);
  return {
    floor: median(pairs.map(([floorTime]) => floorTime)),
    ours: median(pairs.map(([, ourTime]) => ourTime)),
    ratio: median(ratios),
    spread: [ratios[Math.floor(ratios.length / 4)], ratios[Math.floor((3 * ratios.length) / 4)]],
  };
}
