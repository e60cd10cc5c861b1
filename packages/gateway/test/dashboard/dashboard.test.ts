import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { testAccess } from './lib/access.ts';
import { testAddress } from './lib/address.ts';
import { testEndpoints } from './lib/endpoints.ts';
import { testHostile } from './lib/hostile.ts';
import { testKeys } from './lib/keys.ts';
import { testLive } from './lib/live.ts';
import { testScreens } from './lib/screens.ts';
import { hasChromium, startDashboard, type Dashboard } from './lib/start-dashboard.ts';

// One browser and one server for all of it: starting them costs more than most tests.
describe.skipIf(!hasChromium)('the dashboard, in Chromium, with a local fake of the gateway', () => {
  let dashboard: Dashboard | undefined;
  const get = (): Dashboard => {
    if (dashboard === undefined) throw new Error('The dashboard has not started.');
    return dashboard;
  };
  beforeAll(async () => {
    dashboard = await startDashboard();
  });
  afterEach(async () => {
    await get().tell({ isSetUp: true, isSignedIn: true });
  });
  afterAll(async () => {
    await dashboard?.close();
  });

  describe('setup and login', () => {
    testAccess(get);
  });
  describe('keys', () => {
    testKeys(get);
  });
  describe('the address', () => {
    testAddress(get);
  });
  describe('endpoints', () => {
    testEndpoints(get);
  });
  describe('hostile texts', () => {
    testHostile(get);
  });
  describe('every screen', () => {
    testScreens(get);
  });
  // Ends without endpoints.
  describe('what comes while one reads', () => {
    testLive(get);
  });
});
