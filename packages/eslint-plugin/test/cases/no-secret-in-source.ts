import type { Cases } from './case.ts';

// Put together, so that no scanner of this repository takes them for real ones.
const [random, mode] = ['C2FVsBQIhrscChlQIMV.b5hFmMgnMRzBb'.replace('.', ''), 'live'];
const whsec = `whsec_${random}`;
const live = `sk_${mode}_${random}`;
const shopify = ['shpss', '0f1e2d3c4b5a69788796a5b4c3d2e1f0'].join('_');

export const noSecretInSource: Cases = {
  invalid: [
    {
      name: 'a secret of Standard Webhooks',
      code: `export const secret = '${whsec}';`,
      lines: [1],
      says: /^A webhook's secret \(whsec_…\)/,
    },
    { name: 'as a fallback', code: `export const secret = process.env.S ?? "${whsec}";`, lines: [1] },
    {
      name: 'in a template',
      code: `export const header = \`Bearer ${live}\`;`,
      lines: [1],
      says: /^A live secret key \(sk_live_…\)/,
    },
    { name: 'among options', code: `export const options = {\n  apiSecret: '${shopify}',\n};`, lines: [2] },
    { name: 'two of them', code: `export const a = '${whsec}';\nexport const b = '${live}';`, lines: [1, 2] },
    {
      name: 'with types',
      code: `export const secret: string = '${whsec}' as const;`,
      isTypeScript: true,
      lines: [1],
    },
    {
      name: 'in a file beside tests',
      code: `export const secret = '${whsec}';`,
      filename: 'src/latest/contest.js',
      lines: [1],
    },
  ],
  valid: [
    { name: 'from the environment', code: 'export const secret = process.env.STRIPE_WEBHOOK_SECRET;' },
    {
      name: 'a prefix alone',
      code: "export const isSecret = (text) => text.startsWith('whsec_') || text.startsWith('sk_live_');",
    },
    { name: 'a placeholder', code: "export const secret = 'whsec_your_signing_secret_goes_here';" },
    { name: 'crosses', code: "export const secret = 'whsec_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';" },
    { name: 'dots', code: "export const secret = 'whsec_........................';" },
    { name: 'the same letter', code: "export const secret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';" },
    { name: 'a key for tests', code: `export const key = 'sk_test_${random}';` },
    { name: 'a publishable key', code: `export const key = 'pk_${mode}_${random}';` },
    { name: 'in a test', code: `export const secret = '${whsec}';`, filename: 'src/stripe.test.js' },
    { name: 'in a folder of tests', code: `export const secret = '${whsec}';`, filename: 'test/lib/keys.js' },
    { name: 'in a comment', code: `// ${whsec}\nexport const secret = process.env.S;` },
  ],
};
