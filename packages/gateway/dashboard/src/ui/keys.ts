import { useEffect, useRef } from 'react';
import { keysState } from '../shell/key-switch.ts';

/** What a key does. */
export interface KeyCommand {
  /** One key, `Escape`, or two that follow each other: `g e`. */
  readonly keys: string;
  /** For the help: `Next event`. */
  readonly name: string;
  readonly run: () => void;
}

interface Group {
  readonly title: string;
  readonly commands: { readonly current: readonly KeyCommand[] };
}

const groups = new Set<Group>();
let prefix = '';
let prefixTimer: ReturnType<typeof setTimeout> | undefined;

/** Adds keys while the component stands; `?` lists them under the title. */
export function useKeys(title: string, commands: readonly KeyCommand[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const group: Group = { title, commands: latest };
    groups.add(group);
    return () => void groups.delete(group);
  }, [title]);
}

/** What the keys do just now, for the help. */
export function listKeys(): { title: string; commands: readonly KeyCommand[] }[] {
  return [...groups].map(({ title, commands }) => ({ title, commands: commands.current }));
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Hears the keys of the page. Never inside a field or a dialog, and single characters only while they are switched on. */
export function listenToKeys(): () => void {
  const hear = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
    if (event.key.length === 1 && keysState.read() === 'off') return;
    const pressed = prefix === '' ? event.key : `${prefix} ${event.key}`;
    clearTimeout(prefixTimer);
    prefix = '';
    const all = [...groups].toReversed().flatMap(({ commands }) => commands.current);
    const command = all.find(({ keys }) => keys === pressed);
    if (command !== undefined) {
      event.preventDefault();
      command.run();
    } else if (all.some(({ keys }) => keys.startsWith(`${event.key} `))) {
      prefix = event.key;
      prefixTimer = setTimeout(() => {
        prefix = '';
      }, 1200);
    }
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}
