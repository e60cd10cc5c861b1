import type { ReactNode } from 'react';

const paths = {
  overview: 'M2.5 13.5v-5m4 5v-11m4 11v-7m4 7v-9',
  events: 'M2.5 4h11m-11 4h11m-11 4h7',
  endpoints: 'M9.5 2.5v5.8a3.4 3.4 0 1 1-3.4-3.4',
  plus: 'M8 3v10M3 8h10',
  check: 'm3 8.5 3.2 3.2L13 5',
  cross: 'm4 4 8 8m0-8-8 8',
  copies: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  handshake: 'M2.5 8h11m-3.5-3.5L13.5 8 10 11.5M6 4.5 2.5 8 6 11.5',
  clock: 'M8 4.5V8l2.3 1.6M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0Z',
  pause: 'M5.5 3.5v9m5-9v9',
  stop: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM4 4l8 8',
  warning: 'M8 2.2 14.6 13.6H1.4L8 2.2Zm0 4.3v3.2m0 1.9v.1',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM8 7.2V11m0-6.2v.1',
  search: 'M12 7a5 5 0 1 1-10 0 5 5 0 0 1 10 0Zm-1.4 3.6 3.4 3.4',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  replay: 'M13.5 8A5.5 5.5 0 1 1 11.6 3.8M13.5 2v3.5H10',
  diff: 'M5 2.5v8.5m0 0L2.5 8.6M5 11l2.5-2.4M11 13.5V5m0 0L8.5 7.4M11 5l2.5 2.4',
  expand: 'M9.5 2.5h4v4m0-4-5 5m-2 6h-4v-4m0 4 5-5',
  download: 'M8 2.5v8m0 0L4.7 7.3M8 10.5l3.3-3.2M2.5 13.5h11',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  down: 'm3.5 6 4.5 4.5L12.5 6',
  up: 'm3.5 10 4.5-4.5 4.5 4.5',
  filter: 'M2 3.5h12l-4.7 5.3v4.4l-2.6-1.4v-3z',
  live: 'M8 8v.01M5.2 10.8a4 4 0 0 1 0-5.6m5.6 0a4 4 0 0 1 0 5.6M3 13a7 7 0 0 1 0-10m10 0a7 7 0 0 1 0 10',
  sun: 'M11 8a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM8 1.2v1.3m0 11v1.3M1.2 8h1.3m11 0h1.3M3.2 3.2l.9.9m7.8 7.8.9.9m0-9.6-.9.9m-7.8 7.8-.9.9',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1Z',
  system: 'M2 3h12v8H2zM5.5 13.5h5M8 11v2.5',
  help: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0ZM6.3 6.3a1.8 1.8 0 1 1 2.5 1.6c-.5.3-.8.6-.8 1.2m0 2v.1',
  user: 'M10.7 5.2a2.7 2.7 0 1 1-5.4 0 2.7 2.7 0 0 1 5.4 0ZM2.8 13.8a5.2 5.2 0 0 1 10.4 0',
  menu: 'M2.5 4h11m-11 4h11m-11 4h11',
  key: 'M9.8 6.2a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0ZM9 8.2l4.5 4.5M11 10.2l-1.6 1.6',
  send: 'M14 2 7 9M14 2 9.6 14 7 9 2 6.4z',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.3 4.5l.6 9h6.2l.6-9',
  queue: 'M2.5 4.5h11v3h-11zm0 5.5h11',
  bell: 'M8 2a4 4 0 0 0-4 4c0 4-1.5 5-1.5 5h11S12 10 12 6a4 4 0 0 0-4-4ZM6.6 13.3a1.6 1.6 0 0 0 2.8 0',
  settings:
    'M2.5 4.5h6m3 0h2m-11 7h2m3 0h6M11.5 4.5a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0Zm-4 7a1.5 1.5 0 1 1-3 0 1.5 1.5 0 0 1 3 0Z',
  megaphone: 'M2.5 6.5v3h2.5l6 3v-9l-6 3zM5 9.5l1 4m7.5-6v1',
  back: 'M10 3.5 5.5 8l4.5 4.5',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing of 16 by 16 in the colour of the text. Never alone: a word stands beside it, or names its button. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }): ReactNode {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
