export { createGateway, type Gateway, type GatewayOptions } from './lib/gateway.ts';
export type { DatabaseOrigin } from './lib/database/open-database.ts';
export type { GatewaySettings } from './lib/settings.ts';
