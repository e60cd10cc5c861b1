import { send } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import type { RunningExample } from './start-example.ts';

/** What a page of the application answers to forms, where the framework's own check is off for the sake of webhooks. */
interface PageAnswers {
  /** To a form of the application itself. */
  readonly own: number;
  /** The application's origin as the framework sees it. (the URL) */
  readonly originOf?: (url: string) => string;
}

/** The check of the application, which stands in for the framework's. */
export function describeForms(server: () => RunningExample, answers: PageAnswers): void {
  const { own, originOf = (url) => url } = answers;
  const elsewhere = 'https://elsewhere.example';
  const post = async (type: string | undefined, origin: string | undefined): Promise<number> => {
    const typed = type === undefined ? [] : [['content-type', type] as const];
    const from = origin === undefined ? [] : [['origin', origin] as const];
    const body = new TextEncoder().encode('a=1');
    return (await send(`${server().url}/`, { headers: [...typed, ...from], body })).status;
  };

  describe('a page of the application', () => {
    test.each([
      ['a form', 'application/x-www-form-urlencoded'],
      ['a form with files', 'multipart/form-data; boundary=x'],
      ['a text, in other letters', 'Text/Plain ; charset=utf-8'],
      ['a body without a type', undefined],
    ])('refuses %s of another origin, and of none', async (_name, type) => {
      expect([await post(type, elsewhere), await post(type, undefined)]).toEqual([403, 403]);
    });

    test('takes a form of its own', async () => {
      expect(await post('application/x-www-form-urlencoded', originOf(server().url))).toBe(own);
    });
  });
}
