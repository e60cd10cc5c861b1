import { InvalidArgumentError, type Command } from 'commander';
import { addProviderOptions } from '../provider-options.ts';
import type { DefineVerb } from '../verb.ts';
import type { ListenFlags } from '../listen/listen-flags.ts';

const examples = `
Examples:
  hooklatch listen                                              receive, keep and show whatever comes
  hooklatch listen --forward 3000 --provider clerk --secret env:CLERK_WEBHOOK_SIGNING_SECRET
  hooklatch listen --forward http://localhost:3000/webhooks/stripe --filter 'type=invoice.*'
  hooklatch listen --forward 3000 --provider stripe --secret env:REAL --resign --local-secret env:LOCAL
  hooklatch listen --expect 3 --timeout 60 --json               for CI: 0 when three were genuine and taken
  hooklatch listen --forward 3000 --tunnel wss://relay.example.com --token env:RELAY_TOKEN

A URL with a path takes all deliveries there; one without (3000) keeps each delivery's own path.
--once, --expect: 0 all were genuine and taken, 1 one was not or too few came, 130 Ctrl-C.
Captures hold what was delivered, personal data too: their file is readable by you alone, and keeps itself out of git.`;

/** `hooklatch listen` */
export const define: DefineVerb = (command, io, run) => {
  addProviderOptions(addOptions(command))
    .addHelpText('after', examples)
    .action((flags: ListenFlags) =>
      run(async () => {
        const { runListen } = await import('../listen/run-listen.ts');
        return runListen(flags, io);
      }),
    );
};

function addOptions(command: Command): Command {
  return command
    .option('--port <number>', 'the port to listen on; 0 is any that is free', atLeast(0), 4400)
    .option(
      '--host <address>',
      'the address to listen on; other machines can reach any but a loopback one',
      '127.0.0.1',
    )
    .option('--forward <url>', 'the application: a URL, or a port of this machine')
    .option('--provider <name>', 'who sends: its deliveries are verified')
    .option('--resign', 'sign again what is forwarded, with the secret of the application')
    .option(
      '--local-secret <secret>',
      "the application's secret, where it is not --secret; env: and file: too",
    )
    .option('--filter <filter>', 'keep and forward only what matches; the rest is answered')
    .option('--answer <status>', 'what is answered where nothing is forwarded', atLeast(200))
    .option('--store', 'answer at once, and try again what the application refuses')
    .option(
      '--deadline <seconds>',
      'how long the application has (what the provider waits, else 30)',
      atLeast(0),
    )
    .option('--retry-speed <times>', 'how many times faster than the provider to try again', atLeast(0), 1)
    .option('--no-retry', 'try nothing again')
    .option('--allow-remote', 'forward to other machines than this one and those of private networks')
    .option('--max-body <bytes>', 'the largest body', atLeast(0), 25 * 2 ** 20)
    .option('--captures <file>', 'where captures are kept (.hooklatch/captures.db of the project)')
    .option('--keep <count>', 'how many captures are kept', atLeast(1), 10_000)
    .option('--tunnel <url>', 'a relay to take deliveries from: wss://…')
    .option('--token <token>', 'what the relay knows this listener by; env: and file: too')
    .option('--output <form>', 'interactive, lines, json or quiet (interactive in a terminal, else lines)')
    .option('--json', 'the same as --output json: one JSON value a line')
    .option('--once', 'end after one delivery')
    .option('--expect <count>', 'end after this many', atLeast(1))
    .option('--timeout <seconds>', 'of --once and --expect', atLeast(0), 60)
    .option('--inspector', 'open the web inspector on 127.0.0.1 also where there is no terminal')
    .option('--no-inspector', 'open no web inspector');
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
    throw new InvalidArgumentError(`It is a number from ${least} on.`);
  };
}
