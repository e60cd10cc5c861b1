// How many bytes does what is used add to an application, minified and gzipped?
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerNames, providers } from '@hooklatch/providers';
import { libraries, readManifest, root } from '../scripts/lib/workspace.mjs';
import { bundle, exportsOf, gzipSize, workerd } from './lib/bundle.mjs';
import { medianOf } from './lib/compare.mjs';
import { report } from './lib/report.mjs';
import { peers } from './lib/size-peers.mjs';

const below = 'what is said below';
const bounds = { core: 5000, hmac: 600, adapter: 1000 };

/** What core loads when the first delivery comes to a handler. */
const pipeline = ['receive', 'handle'];

/** Providers whose deliveries are proved by an HMAC, and that do more than that. */
const doMore = {
  custom: 'takes every option of an HMAC, and checks it',
  meta: 'splits a delivery into events and answers an unsigned question',
  'standard-webhooks': 'takes public keys too',
  supabase: 'takes several secrets in one text, and tells hooks apart by their fields',
  svix: 'takes public keys too',
};

/** Adapters that do more than hand a request over. They run on servers, where a few kilobytes are not sent anywhere. */
const adaptersDoMore = {
  '@hooklatch/aws-lambda': 'reads four kinds of events, and tells bytes that the platform has replaced',
  '@hooklatch/fastify': 'guards a route in five hooks, before the parsers',
  '@hooklatch/h3': 'reads the requests of two major versions',
  '@hooklatch/nestjs': 'brings modules, decorators, guards and interceptors, on two platforms',
};

/** A project in which every package of the workspace is installed, as it is built. */
function createProject() {
  const dir = mkdtempSync(join(tmpdir(), 'hooklatch-size-'));
  mkdirSync(join(dir, 'node_modules/@hooklatch'), { recursive: true });
  for (const path of libraries()) {
    if (!existsSync(join(root, path, 'dist'))) throw new Error(`${path} is not built: npm run build`);
    symlinkSync(join(root, path), join(dir, 'node_modules', readManifest(path).name), 'dir');
  }
  return dir;
}

const dir = createProject();
const toName = (file) => file.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** A module that verifies deliveries of these providers. */
const verifier = (...files) =>
  [
    `import { createWebhook } from '@hooklatch/core';`,
    ...files.map((file) => `import { ${toName(file)} } from '@hooklatch/providers/${file}';`),
    `export const webhooks = [${files.map((file) => `createWebhook(${toName(file)}())`).join()}];`,
  ].join('\n');

const loaded = async (code, options) =>
  gzipSize((await bundle(code, { dir, conditions: workerd, ...options })).initial);

/** Core with a provider, beside the libraries that verify the same. */
async function compareWithPeers(service, { file, libraries: others }) {
  const group = `${service}, alone`;
  const figures = [{ group, label: '@hooklatch/core', ratio: await loaded(verifier(file)), exact: true }];
  for (const [label, code] of Object.entries(others)) {
    figures.push({ group, label, ratio: await loaded(code, { dir: join(root, 'benchmarks') }), exact: true });
  }
  return figures;
}

/** What the pipeline loads beside that, when the first delivery comes, and when one fails. */
async function measureLater() {
  const group = 'Stripe, with what is loaded later';
  const { initial, all } = await bundle(verifier('stripe'), {
    dir,
    conditions: workerd,
    loads: pipeline,
  });
  if (!all.includes('stripe-signature') || !all.includes('.subtle')) throw new Error('The bundle is wrong.');
  return [
    { group, label: 'at a first delivery to a handler', ratio: gzipSize(initial), exact: true },
    { group, label: 'everything, in one file', ratio: gzipSize(all), exact: true },
  ];
}

/** Whether every scheme of a provider is an HMAC over the delivery: `custom` is what its options make of it. */
const isHmac = (name) =>
  name === 'custom' || providers[name]().definition.schemes.every((scheme) => 'remake' in scheme);

/** What each provider adds to an application that has one. */
async function measureProviders() {
  const base = { stripe: await loaded(verifier('stripe')), github: await loaded(verifier('github')) };
  const measured = await Promise.all(
    providerNames.map(async (name) => {
      const first = name === 'stripe' ? 'github' : 'stripe';
      return { name, size: (await loaded(verifier(first, name))) - base[first] };
    }),
  );
  const sizes = measured.toSorted((left, right) => right.size - left.size);
  const figure = (group, bound) => (each) => ({
    group,
    label: each.name,
    ratio: each.size,
    exact: true,
    ...(bound !== undefined && { bound }),
  });
  const some = (chosen, group, bound) => [
    ...chosen.filter(({ size }, index) => index < 5 || size > bound).map(figure(group, bound)),
    figure(group)({
      name: `median of ${chosen.length}`,
      size: medianOf(chosen.map(({ size }) => size)),
    }),
  ];
  const hmac = sizes.filter(({ name }) => isHmac(name));
  const plain = hmac.filter(({ name }) => !Object.hasOwn(doMore, name));
  return [
    ...some(plain, 'A provider more: HMAC', bounds.hmac),
    ...hmac
      .filter(({ name }) => Object.hasOwn(doMore, name))
      .map(figure(`A provider more: HMAC, and ${below}`)),
    ...some(
      sizes.filter(({ name }) => !isHmac(name)),
      'A provider more: keys, tokens and certificates',
    ),
  ];
}

/** Packages that put core into a framework: they depend on nothing else, and have one entry. */
const adapters = () =>
  libraries()
    .map((path) => readManifest(path))
    .filter(({ dependencies = {} }) => Object.keys(dependencies).join() === '@hooklatch/core')
    .filter(({ exports }) => Object.keys(exports).join() === '.,./package.json');

/** What each adapter adds to what core loads for a handler: all that it exports and core does not. */
async function measureAdapters() {
  const core = await exportsOf(`export * from '@hooklatch/core'; export * from '@hooklatch/core/store';`, {
    dir,
  });
  const figures = [];
  const larger = [];
  for (const { name, peerDependencies = {} } of adapters()) {
    const options = {
      dir,
      loads: pipeline,
      conditions: ['@hooklatch/hono', '@hooklatch/workers'].includes(name) ? workerd : ['node'],
      external: Object.keys(peerDependencies).flatMap((peer) => [peer, `${peer}/*`]),
    };
    const exported = await exportsOf(`export * from '${name}';`, options);
    const own = exported.filter((one) => !core.includes(one));
    if (own.length === 0) throw new Error(`${name} exports nothing.`);
    const base = verifier('stripe');
    const code = `${base}\nexport { ${own.join()} } from '${name}';`;
    const ratio = (await loaded(code, options)) - (await loaded(base, options));
    const figure = { label: name, ratio, exact: true };
    if (Object.hasOwn(adaptersDoMore, name)) larger.push({ ...figure, group: `An adapter more: ${below}` });
    else figures.push({ ...figure, group: 'An adapter more', bound: bounds.adapter });
  }
  return [...figures, ...larger];
}

try {
  const besides = [];
  for (const [service, given] of Object.entries(peers))
    besides.push(...(await compareWithPeers(service, given)));
  const [core, ...others] = besides;
  report({
    question: 'How many bytes does what is used add to an application?',
    unit: 'bytes',
    scale: 'group',
    figures: [
      { ...core, bound: bounds.core },
      ...others,
      ...(await measureLater()),
      ...(await measureProviders()),
      ...(await measureAdapters()),
    ],
    notes: [
      'Bundled and minified by esbuild for Cloudflare Workers (adapters of Node: for Node), and gzipped.',
      'Counted is what is loaded before a first delivery fails: the entry and what it imports statically, which is all that `verify` needs. The pipeline of handlers, and the advice on a failed delivery, are loaded when they are needed, unless a bundler writes one file: then the last line counts.',
      ...Object.entries({ ...doMore, ...adaptersDoMore }).map(([name, what]) => `${name} ${what}.`),
    ],
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}
