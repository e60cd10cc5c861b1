import { Option, type Command } from 'commander';
import { readCount } from '../read-time.ts';
import { addSayingOptions } from '../send/add-saying-options.ts';
import type { SendFlags } from '../send/run-send.ts';
import type { DefineVerb } from '../verb.ts';

const examples = `
Exit code 0: each answer was as the provider needs it (2xx; for --tamper and --stale a refusal); 1: one was not;
3: nobody listens.

Examples:
  hooklatch send clerk user.created --secret env:CLERK_WEBHOOK_SIGNING_SECRET
  hooklatch send stripe invoice.paid --to http://localhost:4242/hooks --set data.object.amount_paid=1200
  hooklatch send github push --file push.json --tamper
  hooklatch send shopify orders/create --times 200 --concurrency 20 --json
  hooklatch send discord APPLICATION_COMMAND`;

const variants = ['tamper', 'stale', 'duplicate', 'rotate'] as const;

export const define: DefineVerb = (command, io, run) => {
  addVariants(addSayingOptions(command))
    .option('--to <url>', 'the endpoint (http://localhost:3000/webhooks/<provider>)')
    .option('--times <n>', 'how many events', readCount('times', 1e6), 1)
    .option('--concurrency <n>', 'how many at once', readCount('concurrency', 1000), 1)
    .option('--timeout <seconds>', 'how long an answer is waited for', readCount('timeout', 3600), 30)
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((name: string, type: string | undefined, flags: SendFlags) =>
      run(async () => (await import('../send/run-send.ts')).runSend(name, type, flags, io)),
    );
};

function addVariants(command: Command): Command {
  const texts = {
    tamper: 'change the body after it was signed: it must be refused',
    stale: 'sign it too long ago: it must be refused',
    duplicate: 'send the same delivery twice: both must be accepted',
    rotate: 'sign with two secrets, the other one first: it must be accepted',
  };
  for (const name of variants) {
    const others = variants.filter((other) => other !== name);
    command.addOption(new Option(`--${name}`, texts[name]).conflicts(others));
  }
  return command;
}
