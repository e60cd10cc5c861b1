// What does verifying a signature of a private key cost, against crypto.verify alone, on every Node?
import { onEachNode, toMicroseconds } from './lib/each-node.mjs';
import { report } from './lib/report.mjs';

/** What reading and decoding costs beside a proof that takes 105, 66 and 21 us: docs/decisions/hash-ahead.md. */
const bounds = { Ed25519: 1.15, 'ECDSA P-256': 1.25, 'RSA 2048': 1.45 };
const runs = await onEachNode('asymmetric-here.mjs', process.argv.includes('--short'));
report({
  question: 'What does verifying a signature of a private key cost?',
  unit: 'times crypto.verify',
  figures: runs.flatMap(({ version, found }) =>
    found.map(({ name, ratio, spread, floor, ours }) => ({
      group: `Node ${version.split('.')[0]}`,
      label: `${name}, 1 KiB`,
      ratio,
      spread,
      bound: bounds[name],
      floor: toMicroseconds(floor),
      value: toMicroseconds(ours),
    })),
  ),
  notes: [
    'Both put the timestamp and the body together before they verify. Ours also reads the headers and decodes the signature, which takes 5 to 8 us.',
  ],
});
