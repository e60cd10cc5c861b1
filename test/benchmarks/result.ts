/** What a question has kept, with a figure of each kind. */
export const result = {
  question: 'What does `verify` cost, against the hash?',
  unit: 'times the floor',
  node: '24.1.0',
  date: '2026-01-31',
  machine: { cpu: 'A processor', cores: 2, memory: '8 GiB', system: 'linux x64' },
  figures: [
    {
      group: 'Stripe, 1 KiB',
      label: '@hooklatch/core',
      ratio: 1.12,
      spread: [1.1, 1.15] as const,
      bound: 1.25,
      floor: '2.9 us',
      value: '3.2 us',
    },
    { group: 'Stripe, 1 KiB', label: 'a|peer <1>', ratio: 24 },
    { group: 'Express, 1 KiB', label: 'rate', ratio: 0.5, bound: 0.9, atLeast: true },
  ],
  notes: ['The first note.', 'The second note.'],
};
