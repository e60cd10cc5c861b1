import { alertRoutes } from '../../../src/lib/api/alert-routes.ts';
import { channelRoutes } from '../../../src/lib/api/channel-routes.ts';
import { issueRoutes } from '../../../src/lib/api/issue-routes.ts';
import { ruleRoutes } from '../../../src/lib/api/rule-routes.ts';
import { startAlerting } from '../../../src/lib/alerting/start-alerting.ts';
import type { Answered, Asked } from '../../access/ask.ts';
import { openStage, type Stage } from '../../access/open-stage.ts';
import type { Role } from '../../../src/lib/access/roles.ts';
import type { TestContextOptions } from '../../lib/open-context.ts';

/** The API of alerts, with what sends behind it. */
export interface AlertApi extends AsyncDisposable {
  readonly stage: Stage;
  /** Asks as an owner. */
  ask(path: string, asked?: Asked): Promise<Answered>;
  askAs(role: Role, path: string, asked?: Asked): Promise<Answered>;
}

/** Opens the API over a real socket; the clock goes on. */
export async function openAlertApi(options: TestContextOptions = {}): Promise<AlertApi> {
  const settings = { allowedAddresses: ['127.0.0.0/8'], ...options.settings };
  const stage = await openStage({
    ...options,
    settings,
    modules: (context) =>
      [channelRoutes, ruleRoutes, alertRoutes, issueRoutes].map((routes) => routes(context)),
  });
  const part = startAlerting(stage.context, { tickMs: 20, pollMs: 20 });
  const cookie = await stage.setUp();
  return {
    stage,
    ask: (path, asked) => stage.ask(path, { ...asked, cookie }),
    async askAs(role, path, asked) {
      return stage.ask(path, {
        ...asked,
        cookie: await stage.signIn(role, `${role}-${Math.random()}@example.com`),
      });
    },
    async [Symbol.asyncDispose]() {
      await part.stop(1000);
      await stage[Symbol.asyncDispose]();
    },
  };
}
