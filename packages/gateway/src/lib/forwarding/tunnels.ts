import type { GatewayContext } from '../context.ts';
import { createTunnelLine, type TunnelDelivery, type TunnelLine, type TunnelOutcome } from './tunnel-line.ts';

/** The lines to `hooklatch listen` of this process. */
export interface Tunnels {
  /** How many forwards a destination's client takes now; 0 where it is not connected here. */
  room(destinationId: string): number;
  /** What its client has of before it was lost. */
  heldBy(destinationId: string): readonly string[];
  deliver(destinationId: string, delivery: TunnelDelivery, signal: AbortSignal): Promise<TunnelOutcome>;
  /** Of a destination; made when it is first asked for. */
  line(destinationId: string): TunnelLine;
  /** Of a destination, where it was ever connected. */
  find(destinationId: string): TunnelLine | undefined;
  all(): Iterable<TunnelLine>;
}

/** Of each gateway: the dispatcher and the listener meet here. */
const known = new WeakMap<object, Tunnels>();

/** The tunnels of a gateway. */
export function tunnelsOf(context: GatewayContext): Tunnels {
  const there = known.get(context.bus) ?? createTunnels(context);
  known.set(context.bus, there);
  return there;
}

function createTunnels(context: GatewayContext): Tunnels {
  const lines = new Map<string, TunnelLine>();
  const isOpen = async (id: string): Promise<boolean> => {
    const row = await context.db
      .selectFrom('forwards')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirst();
    return row?.state === 'queued' || row?.state === 'leased';
  };
  const line = (destinationId: string): TunnelLine => {
    const there = lines.get(destinationId);
    if (there) return there;
    let wasConnected = false;
    const made = createTunnelLine({
      destinationId,
      now: context.now,
      isOpen,
      onChange() {
        context.bus.tell({ kind: 'forward_due' });
        if (made.isConnected() === wasConnected) return;
        wasConnected = made.isConnected();
        context.bus.tell({ kind: 'tunnel_changed', destination: destinationId });
      },
    });
    lines.set(destinationId, made);
    return made;
  };
  return {
    line,
    find: (id) => lines.get(id),
    all: () => lines.values(),
    room: (id) => lines.get(id)?.room() ?? 0,
    heldBy: (id) => lines.get(id)?.held() ?? [],
    deliver: (id, delivery, signal) => line(id).deliver(delivery, signal),
  };
}
