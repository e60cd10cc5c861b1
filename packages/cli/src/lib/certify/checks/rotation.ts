import { skipped, type Check, type CheckGroup } from '../check.ts';
import { followedScheme, signatureHeader } from '../claim.ts';
import { judgeAcceptance } from '../judge.ts';
import { withHeader, type Probe } from '../probe.ts';
import { toAcceptance, type Made } from '../row.ts';
import { otherText } from '../security-headers.ts';
import type { Stage } from '../stage.ts';

/** Puts an item before the genuine signature in a header that is a list. */
const before =
  (rename: (field: string) => string) =>
  (stage: Stage, genuine: Probe): Made => {
    const signature = signatureHeader(followedScheme(stage, genuine));
    const { header, list } = signature ?? {};
    if (!header || !list) return "This provider's header holds one signature.";
    return withHeader(genuine, header, (value) => {
      const items = value.split(list.separator);
      const at = items.findIndex((item) => item.startsWith(list.field + list.pair));
      const text = items[at]?.slice(list.field.length + 1) ?? '';
      return items.toSpliced(at, 0, rename(list.field) + list.pair + otherText(text)).join(list.separator);
    });
  };

const everySecret: Check = {
  name: 'every-secret',
  title: 'a delivery signed with any of the secrets is accepted',
  async run(stage) {
    const { secrets } = stage.options;
    if (secrets.length < 2)
      return skipped('Give --secret twice to see a rotation: the current one, then the other.');
    const change =
      'Configure both secrets while one is replaced: until the provider has stopped using the old one, deliveries signed with either are genuine.';
    for (const secret of secrets.slice(1)) {
      const finding = judgeAcceptance(await stage.send(await stage.genuine({ secret })), stage, { change });
      if (finding.outcome !== 'passed') return finding;
    }
    return judgeAcceptance(await stage.send(await stage.genuine()), stage, { change });
  },
};

/** Secrets that are being replaced. */
export const rotation: CheckGroup = {
  name: 'rotation',
  title: 'secrets that are being replaced',
  checks: [
    toAcceptance({
      name: 'unknown-version',
      title: 'a signature of an unknown version before the genuine one is passed over',
      make: before(() => 'v9'),
      change:
        'Go through the list and skip versions that you do not know: a provider adds one before it drops the other.',
    }),
    toAcceptance({
      name: 'second-signature',
      title: 'the second of two signatures counts',
      make: before((field) => field),
      change:
        'Compare every signature of the list: while a secret is replaced the provider signs with both, and the order is its own.',
    }),
    everySecret,
  ],
};
