import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDiscord } from '../src/discord.ts';
import { aMessage, filledWith, hostile, isWhole } from './lib/messages.ts';

function expectSafe(text: string): void {
  const { embeds, allowed_mentions: mentions } = renderDiscord(filledWith(text));
  expect(mentions).toEqual({ parse: [] });
  const [{ title, description = '', url, fields, footer }] = embeds;
  expect(title.length).toBeLessThanOrEqual(256);
  expect(description.length).toBeLessThanOrEqual(4096);
  expect(fields.length).toBeLessThanOrEqual(25);
  expect(footer.text.length).toBeLessThanOrEqual(2048);
  const values = fields.flatMap(({ name, value }) => [name, value]);
  for (const { name, value } of fields) {
    expect(name.length).toBeLessThanOrEqual(256);
    expect(value.length).toBeLessThanOrEqual(1024);
    expect(value).toMatch(/^(?:–|`[^`]+`)$/);
  }
  const all = [title, description, footer.text, ...values];
  expect(all.join('').length).toBeLessThanOrEqual(6000);
  for (const one of all) {
    expect(one).not.toMatch(/@(?:everyone|here)/);
    expect(isWhole(one)).toBe(true);
  }
  for (const one of [title, ...fields.map(({ name }) => name)]) {
    expect(one.length).toBeGreaterThan(0);
    // Every mark stands behind a backslash.
    expect(one.replaceAll(/\\./g, '')).not.toMatch(/[\\*_~|>#[\]()`<]/);
  }
  if (url !== undefined) expect(url).toMatch(/^https?:/);
}

describe('renderDiscord', () => {
  test('an event', () => {
    expect(renderDiscord(aMessage())).toMatchInlineSnapshot(`
      {
        "allowed_mentions": {
          "parse": [],
        },
        "embeds": [
          {
            "color": 16224265,
            "description": "An event of stripe came in at stripe.",
            "fields": [
              {
                "inline": true,
                "name": "Type",
                "value": "\`charge.dispute.created\`",
              },
              {
                "inline": true,
                "name": "Id",
                "value": "\`evt_1\`",
              },
            ],
            "footer": {
              "text": "Disputes · stripe · alert_0123456789abcdef",
            },
            "timestamp": "2026-11-22T20:30:00.000Z",
            "title": "🟠 stripe: charge.dispute.created",
            "url": "https://hooks.example.com/events/evt_1?a=1&b=2",
          },
        ],
      }
    `);
  });

  test.each(hostile)('%s', (_, text) => {
    expectSafe(text);
  });

  test('any text at all', () => {
    assert(property(string({ unit: 'binary', maxLength: 5000 }), expectSafe), { numRuns: 60 });
    assert(property(string({ unit: 'binary-ascii', minLength: 2000, maxLength: 9000 }), expectSafe), {
      numRuns: 40,
    });
  });

  test('a table does not end its own code block', () => {
    const rows = [{ name: '```\n@everyone', count: 1, isFailure: true }];
    const [{ description }] = renderDiscord(aMessage({ summary: '', rows })).embeds;
    expect(description).toBe('```\n1  ✗ ˋˋˋ @\u200beveryone\n```');
  });
});
