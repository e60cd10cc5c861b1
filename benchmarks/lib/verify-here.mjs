// Compares ours with the floor on the Node that runs this, for every service and size, and prints it as JSON.
import { compare } from './compare.mjs';
import { createContenders, services, sizes } from './contenders.mjs';
import { boundOf } from './verify-bounds.mjs';

const short = process.argv.includes('--short');
/** Where the bound is close, the middle is to be known to a hundredth. */
const roundsOf = (size) => (size >= 262_144 ? 241 : 61);
const found = [];
for (const name of Object.keys(services)) {
  for (const { size, label, calls } of sizes) {
    const { floor, verify, fetch, move } = createContenders(name, size);
    const event = await verify();
    if (event.body.length !== size || !(await floor())) throw new Error('What is measured is wrong.');
    const options = short
      ? { rounds: 11, calls: Math.ceil(calls / 4), move }
      : { rounds: roundsOf(size), calls, move };
    const most = short ? undefined : boundOf(name, process.versions.node, size);
    found.push({ name, size, label, ...(await compare(floor, verify, { ...options, most })) });
    if (!(await fetch())) throw new Error('What is measured is wrong.');
    const few = { ...options, calls: Math.ceil(options.calls / 4) };
    found.push({
      name,
      size,
      label: `${label}, fetch`,
      isWhole: true,
      ...(await compare(floor, fetch, few)),
    });
  }
}
console.log(JSON.stringify(found));
