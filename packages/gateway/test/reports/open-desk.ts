import { forward, reportTo, type DeliveryObserver, type Loss } from '@hooklatch/relay/forward';
import type { NewEndpoint } from '../../src/lib/api/endpoint-schemas.ts';
import { reportRoutes } from '../../src/lib/api/report-routes.ts';
import type { Scope } from '../../src/lib/api/api.ts';
import type { Row } from '../../src/lib/database/schema.ts';
import { createEndpoint } from '../../src/lib/endpoints/endpoints.ts';
import { startReportDesk } from '../../src/lib/reports/report-desk.ts';
import { accessRoutes } from '../../src/lib/api/access-routes.ts';
import { openStage, type Stage } from '../access/open-stage.ts';
import type { TestContextOptions } from '../lib/open-context.ts';

export const secret = 'a shared secret that is long enough';

/** A gateway that takes what applications hand on, over a real socket. */
export interface DeskStage extends AsyncDisposable {
  readonly stage: Stage;
  readonly lost: Loss[];
  add(given?: Partial<NewEndpoint>): Promise<Row<'endpoints'>>;
  /** A token of the API. */
  token(scope: Scope): Promise<string>;
  /** What an application hands on with. */
  forwardTo(row: Row<'endpoints'>, scope?: Scope): Promise<DeliveryObserver>;
  reportTo(row: Row<'endpoints'>, scope?: Scope): Promise<DeliveryObserver>;
  /** The log, in its order, with what came. */
  log(): Promise<readonly (Row<'events'> & Row<'contents'>)[]>;
}

/** Opens the desk. */
export async function openDesk(options: TestContextOptions = {}): Promise<DeskStage> {
  const stage = await openStage({
    ...options,
    modules: (context, access, start) => [accessRoutes(context, access, start), reportRoutes(context)],
  });
  const { context, url } = stage;
  const desk = startReportDesk(context);
  const lost: Loss[] = [];
  let owner: string | undefined;
  const token = async (scope: Scope): Promise<string> =>
    stage.createToken((owner ??= await stage.setUp()), [scope]);
  const line = { attempts: 1, onLost: (loss: Loss) => void lost.push(loss) };
  return {
    stage,
    lost,
    token,
    add: (given = {}) =>
      createEndpoint(context, { id: 'usr_test' }, { name: 'an application', provider: 'github', ...given }),
    forwardTo: async ({ id }, scope = 'ingest') =>
      forward({
        to: `${url}/api/v1/forwarded/${id}`,
        token: await token(scope),
        path: '/hooks?a=1',
        ...line,
      }),
    reportTo: async ({ id }, scope = 'ingest') =>
      reportTo({ url: `${url}/api/v1/reports/${id}`, token: await token(scope), ...line }),
    log: () =>
      context.db
        .selectFrom('events')
        .innerJoin('contents', 'contents.seq', 'events.seq')
        .selectAll('contents')
        .selectAll('events')
        .orderBy('events.seq')
        .execute(),
    async [Symbol.asyncDispose]() {
      await desk.stop(1000);
      await stage[Symbol.asyncDispose]();
    },
  };
}
