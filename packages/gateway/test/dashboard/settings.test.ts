import { afterAll, beforeAll, describe } from 'vitest';
import { hasChromium } from './lib/start-dashboard.ts';
import { testAlerting } from './settings/alerting.ts';
import { testEndpoints } from './settings/endpoints.ts';
import { testHostile } from './settings/hostile.ts';
import { openSettings, type Settings } from './settings/open-settings.ts';
import { testRetention } from './settings/retention.ts';
import { testRights } from './settings/rights.ts';
import { testTokens } from './settings/tokens.ts';
import { testUsers } from './settings/users.ts';

// One gateway, one browser, and one page of the owner for all of it.
describe.skipIf(!hasChromium)('the administration, in Chromium, with the gateway itself', () => {
  let settings: Settings | undefined;
  const get = (): Settings => {
    if (settings === undefined) throw new Error('The gateway has not started.');
    return settings;
  };
  beforeAll(async () => {
    settings = await openSettings();
  }, 60_000);
  afterAll(async () => {
    await settings?.close();
  });

  describe('users', () => {
    testUsers(get);
  });
  describe('tokens', () => {
    testTokens(get);
  });
  describe('endpoints', () => {
    testEndpoints(get);
  });
  describe('rules and channels', () => {
    testAlerting(get);
  });
  describe('what is kept', () => {
    testRetention(get);
  });
  describe('what a role may', () => {
    testRights(get);
  });
  describe('hostile texts', () => {
    testHostile(get);
  });
});
