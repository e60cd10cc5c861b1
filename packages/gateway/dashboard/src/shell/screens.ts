import type { IconName } from '../ui/icon.tsx';

/** A screen of the sidebar: further ones are added here, and as a route in router.tsx. */
export const screens = [
  { to: '/', title: 'Overview', icon: 'overview', keys: 'g o' },
  { to: '/events', title: 'Events', icon: 'events', keys: 'g e' },
  { to: '/endpoints', title: 'Endpoints', icon: 'endpoints', keys: 'g n' },
  { to: '/destinations', title: 'Destinations', icon: 'send', keys: 'g d' },
  { to: '/forwards', title: 'Forwards', icon: 'queue', keys: 'g f' },
  { to: '/tunnel', title: 'Tunnel', icon: 'system', keys: 'g t' },
  { to: '/issues', title: 'Issues', icon: 'warning', keys: 'g i' },
  { to: '/alerts', title: 'Alerts', icon: 'bell', keys: 'g a' },
  { to: '/rules', title: 'Rules', icon: 'filter', keys: 'g r' },
  { to: '/channels', title: 'Channels', icon: 'megaphone', keys: 'g c' },
  { to: '/settings', title: 'Settings', icon: 'settings', keys: 'g s' },
] as const satisfies readonly { to: string; title: string; icon: IconName; keys: string }[];
