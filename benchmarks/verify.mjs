// What does verifying a delivery cost, against the hash and the comparison alone, on every Node?
import { onEachNode, toMicroseconds } from './lib/each-node.mjs';
import { report } from './lib/report.mjs';
import { boundOf } from './lib/verify-bounds.mjs';

const runs = await onEachNode('verify-here.mjs', process.argv.includes('--short'));
report({
  question: 'What does verifying a delivery cost?',
  unit: 'times the hash and the comparison alone',
  figures: runs.flatMap(({ version, found }) =>
    found.map(({ name, size, label, isWhole, ratio, spread, floor, ours }) => ({
      group: `${name}, Node ${version.split('.')[0]}`,
      label,
      ratio,
      spread,
      ...(!isWhole && { bound: boundOf(name, version, size) }),
      floor: toMicroseconds(floor),
      value: toMicroseconds(ours),
    })),
  ),
  scale: 'group',
  notes: [
    '"Fetch" is the whole of `webhook.fetch(request)`: a `Request` is made and read, the delivery is verified and parsed, a handler runs, and a `Response` is made.',
    '`Webhook.verify` of a delivery at hand, against `createHmac` over the same bytes and `timingSafeEqual`. The floor is given its secret in the form that is fastest on that Node: on Node 24.21 `createHmac` takes 10 us longer with bytes than with a `KeyObject`.',
    'The bound is 1.35 at 0.2 KiB, 1.25 at 1 KiB, 1.1 at 16 KiB and 1.03 from 256 KiB; 1.65 for Clerk up to 1 KiB on Node 20 and 22, whose three headers take 0.9 us to read there. [one-shot-hmac.md](../docs/decisions/one-shot-hmac.md) says why.',
    'A figure that is past its bound is measured for up to four times as many rounds, and all of them count.',
    'The body lies at another place of memory in each round: at about one place in a hundred 16 KiB take 7 us to copy, and 0.4 us elsewhere.',
    'Up to 24 KiB ours computes an HMAC as two one-shot hashes over prepared pads, which is why it can be faster than the floor.',
  ],
});
