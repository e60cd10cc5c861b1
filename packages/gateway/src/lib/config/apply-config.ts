import type { Actor } from '../api/api.ts';
import type { ConfigPlan } from '../api/config-schemas.ts';
import type { Happening } from '../bus.ts';
import type { GatewayContext } from '../context.ts';
import { applyChannels } from './apply-channels.ts';
import { applyConnections } from './apply-connections.ts';
import { applyDestinations } from './apply-destinations.ts';
import { applyEndpoints } from './apply-endpoints.ts';
import { applyRules } from './apply-rules.ts';
import type { FilledConfig } from './gateway-config.ts';

/** Takes back what was done to see what it would be. */
class DryRun extends Error {
  readonly plan: ConfigPlan;

  constructor(plan: ConfigPlan) {
    super('Nothing was asked for but the plan.');
    this.name = 'DryRun';
    this.plan = plan;
  }
}

/**
 * Makes the gateway have what a configuration says, in one transaction. What it has besides is left alone.
 *
 * A dry run does the same and takes it back, so that it refuses what the real one would refuse.
 *
 * @param context - of the gateway
 * @param actor - who does it; each change stands in the audit log as if it were made alone
 * @param config - with its variables filled in
 * @throws ApiError 422 where a part of it cannot be used, 409 where a name stands for two things
 */
export async function applyConfig(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  config: FilledConfig,
  { isDry = false }: { readonly isDry?: boolean } = {},
): Promise<ConfigPlan> {
  const told: Happening[] = [];
  let plan: ConfigPlan;
  try {
    plan = await context.transaction(async (tx) => {
      // What each part does in a transaction of its own is a part of this one, and told of when it holds.
      const within: GatewayContext = {
        ...context,
        db: tx,
        transaction: (work) => work(tx),
        bus: { ...context.bus, tell: (happening) => void told.push(happening) },
      };
      const changes = [
        await applyEndpoints(within, actor, config.endpoints ?? {}),
        await applyDestinations(within, actor, config.destinations ?? {}),
        await applyChannels(within, actor, config.channels ?? {}),
        await applyRules(within, actor, config.rules ?? {}),
        await applyConnections(within, actor, config.connections ?? []),
      ].flat();
      // An address that nobody will have is not shown.
      const planned = changes.map((change) =>
        change.action === 'create' ? { ...change, url: null } : change,
      );
      if (isDry) throw new DryRun({ isApplied: false, changes: planned });
      return { isApplied: true, changes };
    });
  } catch (error) {
    if (error instanceof DryRun) return error.plan;
    throw error;
  }
  for (const happening of told) context.bus.tell(happening);
  return plan;
}
