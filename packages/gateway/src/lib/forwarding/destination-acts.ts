import { createToken, hashToken } from '@hooklatch/relay/node';
import { closeCode } from '@hooklatch/relay/server';
import type { GatewayContext } from '../context.ts';
import type { Actor } from '../api/api.ts';
import { ApiError } from '../api/api-error.ts';
import { findDestination, updateDestination } from './destinations.ts';
import { openDestination } from './destination-secrets.ts';
import type { Destination } from '../api/destination-schemas.ts';
import { createSigningSecret } from './sign-forward.ts';
import { tunnelsOf } from './tunnels.ts';

type Act = (context: GatewayContext, actor: Pick<Actor, 'id'>, id: string) => Promise<Destination>;

/** Sends nothing more to it; what comes waits. */
export const pauseDestination: Act = async (context, actor, id) => {
  const row = await findDestination(context, id);
  return updateDestination(context, actor, row, { action: 'destination.pause', change: { state: 'paused' } });
};

/** Sends to it again, also where it was broken. */
export const resumeDestination: Act = async (context, actor, id) => {
  const row = await findDestination(context, id);
  const change = { state: 'active', consecutive_failures: 0, failing_since: null, probe_at: null } as const;
  return updateDestination(context, actor, row, { action: 'destination.resume', change });
};

/** Deletes it with its connections; what waits for it is cancelled. */
export async function deleteDestination(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  const row = await findDestination(context, id);
  await updateDestination(context, actor, row, {
    action: 'destination.delete',
    change: { deleted_at: context.now() },
    async also(tx, now) {
      await tx.deleteFrom('connections').where('destination_id', '=', id).execute();
      await tx
        .updateTable('forwards')
        .set({ state: 'cancelled', settled_at: now, lease_token: null, lease_until: null })
        .where('destination_id', '=', id)
        .where('state', 'in', ['queued', 'leased'])
        .execute();
    },
  });
  endTunnel(context, id);
}

/** Who is connected has to prove anew that he may be. */
function endTunnel(context: GatewayContext, id: string): void {
  tunnelsOf(context).find(id)?.end(closeCode.goingAway, 'the token was changed');
}

/** Makes a new signing secret; the old one signs nothing any more. @throws ApiError 409 where nothing is signed */
export async function renewSigningSecret(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<{ readonly signingSecret: string }> {
  const signingSecret = createSigningSecret();
  await renew(context, actor, id, { signingSecret });
  return { signingSecret };
}

/** Makes a new token for `hooklatch listen`; who has the old one is refused. @throws ApiError 409 for other kinds */
export async function renewTunnelToken(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<{ readonly token: string }> {
  const token = createToken();
  await renew(context, actor, id, { tokenHash: await hashToken(token) });
  endTunnel(context, id);
  return { token };
}

async function renew(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  fresh: Readonly<Record<string, string>>,
): Promise<void> {
  const row = await findDestination(context, id);
  const { config } = openDestination(context, row);
  const [name = ''] = Object.keys(fresh);
  if (!Object.hasOwn(config, name))
    throw new ApiError(409, 'no_such_secret', `A destination of kind ${row.kind} has none.`);
  const sealed = context.vault.seal(JSON.stringify({ ...config, ...fresh }), id);
  await updateDestination(context, actor, row, {
    action: name === 'signingSecret' ? 'destination.signing-secret' : 'destination.token',
    change: { config: sealed },
  });
}
