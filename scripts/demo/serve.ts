// `npm run demo -- --serve`: how to send deliveries of one's own.
import { endpointNames, endpoints, type Secrets } from './endpoints.ts';
import type { Server } from './servers.ts';

/** A line that signs and sends a Clerk delivery, for a POSIX shell in the checkout's directory. */
function clerkLine(url: string, secret: string): string {
  const program = [
    "import { deliver, sign } from '@hooklatch/testing'",
    "import { clerk } from '@hooklatch/providers/clerk'",
    `const delivery = await sign(clerk(), { secret: '${secret}', type: 'user.created', payload: { data: { id: 'user_1', email_addresses: [] } } })`,
    `console.log(await deliver('${url}/webhooks/clerk', delivery))`,
  ];
  return `node --input-type=module -e "${program.join('; ')}"`;
}

function gitlabLine(url: string, secret: string): string {
  const headers = `-H 'x-gitlab-token: ${secret}' -H 'content-type: application/json'`;
  return `curl -i ${url}/webhooks/gitlab ${headers} -d '{"object_kind":"push"}'`;
}

/** The endpoints, their secrets, and two lines to copy. */
export function describeServers(servers: readonly Server[], secrets: Secrets): string {
  const [first] = servers;
  if (first === undefined) return 'No server has started.';
  const width = Math.max(...endpointNames.map((name) => endpoints[name].variable.length));
  return [
    'The servers are running. Their endpoints:',
    ...servers.flatMap(({ name, url }) => [
      '',
      ...endpointNames.map((endpoint) => `  ${name.padEnd(8)} ${url}/webhooks/${endpoint}`),
    ]),
    '',
    'The secrets, the same in all of them:',
    '',
    ...endpointNames.map((name) => `  ${endpoints[name].variable.padEnd(width)}  ${secrets[name]}`),
    '',
    'To send a delivery of your own, in another terminal, in this directory:',
    '',
    clerkLine(first.url, secrets.clerk),
    '',
    gitlabLine(first.url, secrets.gitlab),
    '',
    'What the servers print appears below. Ctrl-C ends them.',
  ].join('\n');
}
