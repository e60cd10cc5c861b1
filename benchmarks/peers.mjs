// How long do other libraries take to verify the same delivery, against ours?
import { compare } from './lib/compare.mjs';
import { createContenders, services, sizes } from './lib/contenders.mjs';
import { toMicroseconds } from './lib/each-node.mjs';
import { peers, takesRequest } from './lib/peers.mjs';
import { report } from './lib/report.mjs';

const short = process.argv.includes('--short');
const figures = [];
for (const name of Object.keys(services)) {
  for (const { size, label, calls } of short ? sizes.slice(1, 3) : sizes) {
    const { verify, verifyRequest, given } = createContenders(name, size);
    for (const [peer, call] of Object.entries(peers[name])) {
      const ours = takesRequest.has(peer) ? verifyRequest : verify;
      const theirs = async () => call(given);
      if (!(await theirs()) || !(await ours())) throw new Error(`What is measured is wrong: ${peer}`);
      const count = Math.max(2, Math.ceil(calls / (short ? 16 : 4)));
      const found = await compare(ours, theirs, { rounds: short ? 7 : 41, calls: count });
      figures.push({
        group: `${name}, ${label}`,
        label: takesRequest.has(peer) ? `${peer}, of a Request` : peer,
        ratio: found.ratio,
        spread: found.spread,
        bound: 1,
        atLeast: true,
        floor: toMicroseconds(found.floor),
        value: toMicroseconds(found.ours),
      });
    }
  }
}
report({
  question: 'How long do other libraries take to verify the same delivery?',
  unit: 'times ours',
  scale: 'group',
  figures,
  notes: [
    'What takes bytes is compared with `webhook.verify(delivery)`, what takes a `Request` with `webhook.verify(request)`. To make the `Request` is in both times.',
    '`stripe`, `svix`, `standardwebhooks` and `@clerk/backend` parse the JSON as well; ours does that when the payload is asked for.',
  ],
});
