import { Option } from 'commander';
import type { Explanation } from '../../explain-delivery.ts';
import { exitCode } from '../../exit-code.ts';
import type { Io } from '../../io.ts';
import { writeLines } from '../../output.ts';
import { addProviderOptions, toProvider, type ProviderFlags } from '../../provider-options.ts';
import type { DefineVerb } from '../../verb.ts';
import { addStoreOptions, requireCapture, withCaptures, type StoreFlags } from '../open-verb.ts';
import type { Capture } from '../capture.ts';
import { toCaptureText, type BodyForm } from '../capture-text.ts';

interface Flags extends StoreFlags, ProviderFlags {
  readonly body: BodyForm;
  readonly provider?: string;
}

/** `hooklatch captures show` */
export const defineShow: DefineVerb = (command, io, run) => {
  const show = command.command('show').description('show a capture: headers, body, verification, answers');
  addProviderOptions(addStoreOptions(show.argument('[id]', 'which one', 'last')))
    .option('--provider <name>', 'verify it step by step, at the time when it came')
    .addOption(new Option('--body <form>', 'how').choices(['text', 'hex', 'none']).default('text'))
    .action((id: string, flags: Flags) =>
      run(() => withCaptures(flags, io, (store) => showOne(requireCapture(store, id), flags, io))),
    );
};

async function showOne(capture: Capture, flags: Flags, io: Io): Promise<typeof exitCode.ok> {
  const explanation = await explain(capture, flags, io);
  if (flags.json) {
    const { writeCaptureJson } = await import('../../requests/write-capture-json.ts');
    const saved = JSON.parse(writeCaptureJson(capture)) as object;
    const { writeJson } = await import('../../output.ts');
    writeJson(io, {
      ...saved,
      ...(explanation && { steps: explanation.steps, remedies: explanation.remedies }),
    });
    return exitCode.ok;
  }
  writeLines(
    io,
    toCaptureText(capture, { body: flags.body, style: io.style, ...(explanation && { explanation }) }),
  );
  return exitCode.ok;
}

async function explain(capture: Capture, flags: Flags, io: Io): Promise<Explanation | undefined> {
  if (flags.provider === undefined) return undefined;
  const provider = await toProvider(flags.provider, flags, io);
  const { explainDelivery } = await import('../../explain-delivery.ts');
  return explainDelivery(provider, capture, { now: capture.receivedAt });
}
