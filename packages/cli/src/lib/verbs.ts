import type { Verb } from './verb.ts';

/** Every verb, in the order of `hooklatch --help`: what a new user needs first. */
export const verbs: readonly Verb[] = [
  {
    name: 'init',
    summary: 'create a route, its test and .env.example',
    load: () => import('./verbs/init.ts'),
  },
  { name: 'send', summary: 'send a genuinely signed delivery', load: () => import('./verbs/send.ts') },
  {
    name: 'listen',
    summary: 'receive deliveries, show them, and forward them',
    load: () => import('./verbs/listen.ts'),
  },
  {
    name: 'verify',
    summary: 'say why a delivery is genuine, or why not',
    load: () => import('./verbs/verify.ts'),
  },
  {
    name: 'captures',
    summary: 'what was received: list, show, compare, replay, export',
    load: () => import('./verbs/captures.ts'),
  },
  {
    name: 'certify',
    summary: 'attack your own endpoint, and say what it withstands',
    load: () => import('./verbs/certify.ts'),
  },
  {
    name: 'doctor',
    summary: 'find in a project what breaks its webhooks',
    load: () => import('./verbs/doctor.ts'),
  },
  { name: 'sign', summary: 'print the headers of a signed delivery', load: () => import('./verbs/sign.ts') },
  { name: 'secret', summary: 'check a secret, or make one', load: () => import('./verbs/secret.ts') },
  { name: 'providers', summary: 'what is known of a provider', load: () => import('./verbs/providers.ts') },
  {
    name: 'relay',
    summary: 'the other end of a tunnel, on your own server',
    load: () => import('./verbs/relay.ts'),
  },
  {
    name: 'gateway',
    summary: 'the self-hosted server',
    load: () => import('./verbs/gateway.ts'),
  },
  {
    name: 'completion',
    summary: 'complete commands in a shell',
    load: () => import('./verbs/completion.ts'),
  },
  {
    name: 'complete',
    summary: 'what may come next',
    isHidden: true,
    load: () => import('./verbs/complete.ts'),
  },
];
