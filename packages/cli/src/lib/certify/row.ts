import { skipped, type Check, type Finding } from './check.ts';
import { judgeAcceptance, judgeRefusal, type Acceptance } from './judge.ts';
import type { Probe } from './probe.ts';
import type { Stage } from './stage.ts';

/** What a row sends, or why it cannot. */
export type Made = Probe | string;

/** A request that must not be accepted. */
export interface RefusalRow {
  readonly name: string;
  readonly title: string;
  make(stage: Stage, genuine: Probe): Made | Promise<Made>;
  /** Why a provider's deliveries may not be protected from it. */
  readonly unless: string;
  /** What to change where it is accepted. */
  readonly change: string;
}

/** Several of them under one name, each with what is told of it. */
export interface RefusalsRow extends Omit<RefusalRow, 'make'> {
  make(stage: Stage, genuine: Probe): Promise<readonly (readonly [what: string, probe: Probe])[]>;
}

/** A genuine delivery that looks odd, and must be accepted. */
export interface AcceptanceRow extends Acceptance {
  readonly name: string;
  readonly title: string;
  make(stage: Stage, genuine: Probe): Made | Promise<Made>;
}

/** What this library itself accepts says nothing about an endpoint: the provider's scheme does not protect from it. */
export function toRefusal({ name, title, make, unless, change }: RefusalRow): Check {
  return toCheck(name, title, make, async (stage, probe) => {
    const { status } = await stage.reference(probe);
    if (status < 300) return skipped(unless);
    return judgeRefusal(await stage.send(probe), change);
  });
}

/** What this library itself refuses cannot be asked of an endpoint. */
export function toAcceptance({ name, title, make, ...acceptance }: AcceptanceRow): Check {
  return toCheck(name, title, make, async (stage, probe) => {
    const { status } = await stage.reference(probe);
    if (status >= 300) return skipped(`${stage.provider.name} cannot sign such a delivery.`);
    return judgeAcceptance(await stage.send(probe), stage, acceptance);
  });
}

function toCheck(
  name: string,
  title: string,
  make: RefusalRow['make'],
  judge: (stage: Stage, probe: Probe) => Promise<Finding>,
): Check {
  return {
    name,
    title,
    async run(stage) {
      const made = await make(stage, await stage.genuine());
      return typeof made === 'string' ? skipped(made) : judge(stage, made);
    },
  };
}

/** Every probe has to be refused: the first one that is not is told. */
export function toRefusals({ name, title, make, unless, change }: RefusalsRow): Check {
  return {
    name,
    title,
    async run(stage) {
      let last: Finding = skipped(unless);
      for (const [what, probe] of await make(stage, await stage.genuine())) {
        if ((await stage.reference(probe)).status < 300) continue;
        last = judgeRefusal(await stage.send(probe), change);
        if (last.outcome !== 'passed') return { ...last, text: `${what}: ${last.text}` };
      }
      return last;
    },
  };
}
