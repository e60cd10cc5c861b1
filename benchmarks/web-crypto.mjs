// What does verifying cost where there is Web Crypto alone, against Web Crypto over the same bytes?
import { onEachNode, toMicroseconds } from './lib/each-node.mjs';
import { report } from './lib/report.mjs';

const bound = 1.5;
const runs = await onEachNode('web-crypto-here.mjs', process.argv.includes('--short'), [
  '--conditions=workerd',
]);
report({
  question: 'What does verifying a delivery cost over Web Crypto?',
  unit: 'times Web Crypto alone',
  figures: runs.flatMap(({ version, found }) =>
    found.map(({ label, ratio, spread, floor, ours }) => ({
      group: `Stripe, Node ${version.split('.')[0]}`,
      label,
      ratio,
      spread,
      bound,
      floor: toMicroseconds(floor),
      value: toMicroseconds(ours),
    })),
  ),
  notes: [
    'What Workers and the edge are given, run on Node with the condition `workerd`: there clocks stand still while a request is computed. The floor puts the message together, and calls `subtle.sign`; both wait for another thread.',
  ],
});
