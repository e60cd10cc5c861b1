import { createRoute } from '@tanstack/react-router';
import { AlertsScreen } from '../screens/alerts/alerts-screen.tsx';
import { ChannelsScreen } from '../screens/channels/channels-screen.tsx';
import { IssuesScreen } from '../screens/issues/issues-screen.tsx';
import { NewRuleScreen, RuleScreen } from '../screens/rules/rule-screen.tsx';
import { RulesScreen } from '../screens/rules/rules-screen.tsx';
import { only, shellRoute } from './shell-route.tsx';

const inShell = { getParentRoute: () => shellRoute } as const;

/** Who is told what, and what goes wrong. */
export const alertRoutes = [
  createRoute({
    ...inShell,
    path: '/issues',
    component: IssuesScreen,
    validateSearch: only('endpoint', 'state', 'issue'),
  }),
  createRoute({
    ...inShell,
    path: '/alerts',
    component: AlertsScreen,
    validateSearch: only('endpoint', 'rule', 'from', 'to'),
  }),
  createRoute({
    ...inShell,
    path: '/rules',
    component: RulesScreen,
    validateSearch: only('endpoint'),
  }),
  createRoute({
    ...inShell,
    path: '/rules/new',
    component: NewRuleScreen,
    validateSearch: only('endpoint'),
  }),
  createRoute({
    ...inShell,
    path: '/rules/$ruleId',
    component: RuleScreen,
    validateSearch: only('endpoint'),
  }),
  createRoute({
    ...inShell,
    path: '/channels',
    component: ChannelsScreen,
    validateSearch: only('endpoint', 'channel', 'act'),
  }),
] as const;
