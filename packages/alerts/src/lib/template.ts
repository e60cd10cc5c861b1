import type { AlertEvent } from './alert-event.ts';
import { isPointer, readPointer } from './json-pointer.ts';
import type { AlertRule } from './rule.ts';

type Reader = (rule: Pick<AlertRule, 'name'>, event: AlertEvent) => string | undefined;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['type', (_, { type }) => type || '(no type)'],
  ['endpoint', (_, { endpoint }) => endpoint],
  ['provider', (_, { provider }) => provider],
  ['id', (_, { eventId }) => eventId],
  ['code', (_, { code }) => code],
  ['rule', ({ name }) => name],
]);

const placeholder = /\{([^{}]*)\}/g;

/**
 * Puts values into the places of a text. What is put in is not looked at again.
 *
 * @param template - with places such as `{type}` and `{/data/id}`
 * @param rule - whose it is
 * @param event - where the values are
 * @returns the text; a value that is not there is `–`
 */
export function fillTemplate(template: string, rule: Pick<AlertRule, 'name'>, event: AlertEvent): string {
  return template.replace(placeholder, (_, name: string) => {
    const value = name.startsWith('/')
      ? readPointer(event.subject.body, name)
      : readers.get(name)?.(rule, event);
    return value ?? '–';
  });
}

/**
 * Looks at a template before it is used.
 *
 * @param template - of somebody's configuration
 * @returns the first place that nothing can be put into; undefined where there is none
 */
export function findUnknownPlace(template: string): string | undefined {
  for (const [, name = ''] of template.matchAll(placeholder)) {
    if (!(readers.has(name) || isPointer(name))) return name;
  }
  return undefined;
}
