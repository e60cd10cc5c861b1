import type { Delivery } from '@hooklatch/core';
import { headersOf } from '@hooklatch/core/provider';
import { Option } from 'commander';
import type { CapturedRequest } from '../captures/capture.ts';
import type { Io } from '../io.ts';
import { notice, writeJson, writeLines } from '../output.ts';
import { toPrintable } from '../printable.ts';
import { readTime } from '../read-time.ts';
import { addSayingOptions, toSaying, type SayingFlags } from '../send/add-saying-options.ts';
import type { Signer } from '../send/signer.ts';
import type { DefineVerb } from '../verb.ts';

type Form = 'headers' | 'curl' | 'fetch' | 'http' | 'har' | 'capture';

interface Flags extends SayingFlags {
  readonly to?: string;
  readonly at?: number;
  readonly as: Form;
  readonly json?: boolean;
}

const examples = `
Examples:
  hooklatch sign stripe invoice.paid --file body.json --secret env:STRIPE_WEBHOOK_SECRET
  hooklatch sign clerk user.created --as curl --to http://localhost:3000/webhooks/clerk | bash
  hooklatch sign github push --as http > push.http
  hooklatch sign slack --at 2026-11-22T13:00:00Z --json`;

export const define: DefineVerb = (command, io, run) => {
  addSayingOptions(command)
    .option('--to <url>', 'the endpoint (http://localhost:3000/webhooks/<provider>)')
    .addOption(new Option('--at <time>', 'when it is signed (now)').argParser(readTime))
    .addOption(
      new Option('--as <form>', 'how it is printed (headers)')
        .choices(['headers', 'curl', 'fetch', 'http', 'har', 'capture'])
        .default('headers', ''),
    )
    .option('--json', 'print one JSON document')
    .addHelpText('after', examples)
    .action((name: string, type: string | undefined, flags: Flags) =>
      run(() => printSigned(name, type, flags, io)),
    );
};

async function printSigned(name: string, type: string | undefined, flags: Flags, io: Io): Promise<void> {
  const to = new URL(flags.to ?? `http://localhost:3000/webhooks/${name}`).href;
  const [{ toSigner }, { compose }] = await Promise.all([
    import('../send/signer.ts'),
    import('../send/compose.ts'),
  ]);
  const signer = await toSigner(name, flags, io, to);
  const saying = await toSaying(type, flags, io);
  for (const text of signer.notes) notice(io, text);
  const delivery = await compose(signer, saying, { time: flags.at ?? io.now(), secret: signer.secrets[0] });
  const request = toRequest(delivery, new URL(to).host);
  if (flags.json) {
    const { writeJsonBody } = await import('../requests/capture-body.ts');
    const { method, headers } = request;
    return writeJson(io, { method, url: delivery.url, headers, ...writeJsonBody(request.body) });
  }
  if (flags.as === 'headers') return printHeaders(delivery, signer, flags, io);
  await printAs(flags.as, request, delivery.url === signer.url ? to : delivery.url, io);
}

function toRequest({ method, url, headers, body }: Delivery, host: string): CapturedRequest {
  const { pathname, search } = new URL(url);
  const length = ['content-length', String(body.length)] as const;
  return { method, target: pathname + search, headers: [['host', host], ...headers.entries(), length], body };
}

function printHeaders({ headers, url, body }: Delivery, signer: Signer, flags: Flags, io: Io): void {
  const own = signer.provider.definition.schemes.flatMap(headersOf);
  const pairs = headers.entries();
  const proof = pairs.filter(([name]) => own.includes(name.toLowerCase()));
  if (flags.file === undefined) {
    notice(io, `The body is a payload of ${body.length} bytes; --as http, --as curl or --json print it too.`);
  }
  if (url !== signer.url) notice(io, `The proof stands in the URL: ${url}`);
  if (proof.length === 0 && url === signer.url) notice(io, 'The proof stands in the body: see --as http.');
  writeLines(
    io,
    pairs.map(([name, value]) => `${name}: ${toPrintable(value, { isLine: true })}`),
  );
}

async function printAs(
  form: Exclude<Form, 'headers'>,
  request: CapturedRequest,
  to: string,
  io: Io,
): Promise<void> {
  if (form === 'curl') {
    const { writeCurl } = await import('../requests/write-curl.ts');
    return writeLines(io, [writeCurl(request, { to })]);
  }
  if (form === 'fetch') {
    const { writeFetch } = await import('../requests/write-fetch.ts');
    return void io.stdout.write(writeFetch(request, { to }));
  }
  if (form === 'har') {
    const { writeHar } = await import('../requests/write-har.ts');
    return void io.stdout.write(writeHar([request]));
  }
  if (form === 'capture') {
    const { writeCaptureJson } = await import('../requests/write-capture-json.ts');
    return void io.stdout.write(writeCaptureJson(request));
  }
  const { writeRawHttp } = await import('../requests/write-raw-http.ts');
  // Bytes, because a body need not be a text; the payload is the operator's own.
  io.stdout.write(writeRawHttp(request));
}
