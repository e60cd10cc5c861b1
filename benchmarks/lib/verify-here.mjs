// Compares ours with the floor on the Node that runs this, for every service and size, and prints it as JSON.
import { compare } from './compare.mjs';
import { createContenders, services, sizes } from './contenders.mjs';
import { boundOf } from './verify-bounds.mjs';

const short = process.argv.includes('--short');
const found = [];
for (const name of Object.keys(services)) {
  for (const { size, label, calls } of sizes) {
    const { floor, verify, fetch } = createContenders(name, size);
    const event = await verify();
    if (event.body.length !== size || !(await floor())) throw new Error('What is measured is wrong.');
    const options = short ? { rounds: 11, calls: Math.ceil(calls / 4) } : { rounds: 61, calls };
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
