import type { Hono } from 'hono';
import type { Access } from '../access/access.ts';
import type { GatewayContext } from '../context.ts';
import { metricsText, metricsType } from '../metrics/metrics-text.ts';
import { allow } from './allow.ts';
import type { ApiEnv } from './api.ts';
import { authenticate } from './authenticate.ts';

/** Answers `/metrics` to whoever may read; Prometheus sends a token as its bearer. */
export function addMetrics(app: Hono<ApiEnv>, context: GatewayContext, access: Access): void {
  app.get('/metrics', authenticate(context, access, ''), allow('read'), async (c) =>
    c.body(await metricsText(context), 200, { 'content-type': metricsType, 'cache-control': 'no-store' }),
  );
}
