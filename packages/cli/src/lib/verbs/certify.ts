import { InvalidArgumentError } from 'commander';
import { certifyCommand } from '../certify/command.ts';
import type { DefineVerb } from '../verb.ts';
import { addProviderOptions } from '../provider-options.ts';

const examples = `
Examples:
  $ hooklatch certify http://localhost:3000/webhooks/clerk --provider clerk --secret env:CLERK_WEBHOOK_SIGNING_SECRET
  $ hooklatch certify localhost:8000/webhooks/stripe --provider stripe --secret whsec_… --junit report.xml
  $ hooklatch certify localhost:3000/webhooks/github --provider github --secret file:secret --only forgeries,genuine
  $ hooklatch certify --provider discord --make-keys keys      (then run the endpoint with keys/discord.public.jwk)
  $ hooklatch certify localhost:3000/interactions --provider discord --secret file:keys/discord.private.jwk
  $ hooklatch certify --list

Every genuine delivery is an event of its own, and your handlers run for it: use a database of tests.
A provider that signs with a private key keeps it to itself. Make a pair with --make-keys and give the endpoint the
public key while it is certified.

Exit codes: 0 certified, 1 not certified, 2 the command cannot be understood, 3 nobody answers at the URL.`;

/** Names of checks or groups, with commas between them. */
function readNames(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, ...value.split(',').filter((name) => name !== '')];
}

function readSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds > 0 && seconds <= 3600)) throw new InvalidArgumentError('It is no number of seconds.');
  return seconds;
}

export const define: DefineVerb = (command, io, run) => {
  command
    .argument('[url]', 'the endpoint, on this machine')
    .option('--provider <name>', 'whose deliveries it receives');
  addProviderOptions(command)
    .option('--type <type>', 'the type of the genuine events')
    .option('--file <payload.json>', 'the payload of the genuine events; each gets an id of its own')
    .option('--only <names>', 'only these checks or groups of checks, with commas between them', readNames)
    .option('--skip <names>', 'all but these', readNames)
    .option('--timeout <s>', 'how long an answer is waited for (10, or as long as the provider)', readSeconds)
    .option('--slow <s>', 'how long a slow sender may hold a connection (30)', readSeconds)
    .option('--allow-remote', 'certify an endpoint on another machine')
    .option('--junit <file>', 'write a JUnit report too')
    .option('--json', 'print one JSON document')
    .option('--list', 'print the names of all checks')
    .option('--make-keys <folder>', 'write a pair of keys for a provider that signs with a private key')
    .addHelpText('after', examples)
    .action((url: string | undefined, flags: object) => run(() => certifyCommand(url, flags, io)));
};
