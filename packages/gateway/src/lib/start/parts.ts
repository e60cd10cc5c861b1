import type { Server } from 'node:http';
import type { Access } from '../access/access.ts';
import { followWithAlerts } from '../alerting/follow-with-alerts.ts';
import { issueOnSettled } from '../alerting/issue-on-settled.ts';
import { startAlerting } from '../alerting/start-alerting.ts';
import { accessRoutes } from '../api/access-routes.ts';
import type { AddRoutes } from '../api/api.ts';
import { alertRoutes } from '../api/alert-routes.ts';
import { bulkRoutes } from '../api/bulk-routes.ts';
import { channelRoutes } from '../api/channel-routes.ts';
import { configRoutes } from '../api/config-routes.ts';
import { connectionRoutes } from '../api/connection-routes.ts';
import { destinationRoutes } from '../api/destination-routes.ts';
import { endpointRoutes } from '../api/endpoint-routes.ts';
import { eventRoutes } from '../api/event-routes.ts';
import { forwardRoutes } from '../api/forward-routes.ts';
import { issueRoutes } from '../api/issue-routes.ts';
import { metricRoutes } from '../api/metric-routes.ts';
import { providerRoutes } from '../api/provider-routes.ts';
import { reportRoutes } from '../api/report-routes.ts';
import { ruleRoutes } from '../api/rule-routes.ts';
import type { StartState } from '../api/session-routes.ts';
import { settingRoutes } from '../api/setting-routes.ts';
import { tunnelRoutes } from '../api/tunnel-routes.ts';
import type { GatewayContext, Part } from '../context.ts';
import { attachTunnel } from '../forwarding/attach-tunnel.ts';
import { followWithForwards } from '../forwarding/follow-with-forwards.ts';
import { startBulkRetries } from '../forwarding/start-bulk-retries.ts';
import { startDispatcher } from '../forwarding/start-dispatcher.ts';
import { followWithMinutes } from '../log/follow-with-minutes.ts';
import { followWithText } from '../log/follow-with-text.ts';
import { startRetention } from '../log/start-retention.ts';
import { countSettled } from '../metrics/count-settled.ts';
import { startReportDesk } from '../reports/report-desk.ts';
import { startRouter } from '../routing/router.ts';
import { startHousekeeping } from './start-housekeeping.ts';

/** What sees every event that is stored, in this order: what somebody waits for comes first. */
const followers = [followWithForwards, followWithAlerts, followWithText, followWithMinutes];

/** What a resource's routes are made of; those of who may do what need more than the context. */
const resources = [
  endpointRoutes,
  providerRoutes,
  eventRoutes,
  destinationRoutes,
  connectionRoutes,
  forwardRoutes,
  bulkRoutes,
  channelRoutes,
  ruleRoutes,
  alertRoutes,
  issueRoutes,
  metricRoutes,
  tunnelRoutes,
  settingRoutes,
  reportRoutes,
  configRoutes,
];

/**
 * Starts everything that works behind the door.
 *
 * @param context - of the gateway
 * @param admin - the admin listener, for what is no plain request
 * @returns in the order in which they are stopped: what finds work before what does it
 */
export function startParts(context: GatewayContext, admin: Server): readonly Part[] {
  const noteIssue = issueOnSettled(context);
  return [
    startReportDesk(context),
    startRouter(
      context,
      followers.map((follow) => follow(context)),
    ),
    startBulkRetries(context),
    attachTunnel(admin, context),
    startDispatcher(context, { onSettled: [countSettled, noteIssue] }),
    startAlerting(context),
    startRetention(context),
    startHousekeeping(context),
  ];
}

/** The routes of every resource. */
export const routeModules = (
  context: GatewayContext,
  access: Access,
  start: StartState,
): readonly AddRoutes[] => [
  accessRoutes(context, access, start),
  ...resources.map((toRoutes) => toRoutes(context)),
];
