import type { IncomingMessage } from 'node:http';
import type { GatewayContext } from '../context.ts';
import { createBodyBudget, type BodyBudget } from './body-budget.ts';
import { clientReader, type Client } from './client-address.ts';
import { createEndpointCache, type EndpointCache } from './endpoint-cache.ts';
import { createEventKeeper, type EventKeeper } from './event-keeper.ts';
import type { EventWriter } from './event-record.ts';
import { createOutageLog, type OutageLog } from './outage-log.ts';
import { postgresEventWriter } from './postgres-event-writer.ts';
import { createRejectionLimit, type RejectionLimit } from './rejection-limit.ts';
import { createSecretUses, type SecretUses } from './secret-uses.ts';
import { sqliteEventWriter } from './sqlite-event-writer.ts';
import { createUncountedRejections, type UncountedRejections } from './uncounted-rejections.ts';
import { createAnswers, type Answers } from './wait-for-answer.ts';

/** What a door is made of. */
export interface DoorParts {
  readonly context: GatewayContext;
  readonly endpoints: EndpointCache;
  readonly keeper: EventKeeper;
  readonly budget: BodyBudget;
  readonly rejections: RejectionLimit;
  readonly uncounted: UncountedRejections;
  readonly uses: SecretUses;
  readonly answers: Answers;
  readonly outages: OutageLog;
  readonly clientOf: (request: IncomingMessage) => Client;
  /** Writes what is not written yet, and lets go of the database. */
  close(): Promise<void>;
}

/**
 * Makes what a door is made of.
 *
 * @param context - of the gateway
 * @throws TypeError where a trusted proxy is no address, Error where the database cannot be opened
 */
export function openDoorParts(context: GatewayContext): DoorParts {
  const { settings, now } = context;
  const clientOf = clientReader(settings.trustedProxies);
  const writer = openWriter(context);
  const keeper = createEventKeeper(context, writer);
  const endpoints = createEndpointCache(context, keeper);
  const uses = createSecretUses(context);
  const uncounted = createUncountedRejections(context);
  const answers = createAnswers(context);
  return {
    context,
    endpoints,
    keeper,
    budget: createBodyBudget(settings.maxBufferedBytes),
    rejections: createRejectionLimit(settings.rejectionsPerMinute, now),
    uncounted,
    uses,
    answers,
    outages: createOutageLog(context.log),
    clientOf,
    async close() {
      endpoints.stop();
      answers.stop();
      await Promise.all([uses.stop(), uncounted.stop()]);
      await writer.close();
    },
  };
}

function openWriter(context: GatewayContext): EventWriter {
  return context.file === undefined ? postgresEventWriter(context) : sqliteEventWriter(context.file);
}
