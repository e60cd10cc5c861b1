import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderTeams } from '../src/teams.ts';
import { aMessage, filledWith, hostile, isWhole, textsOf } from './lib/messages.ts';

function expectSafe(text: string): void {
  const message = renderTeams(filledWith(text));
  expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(28_000);
  const { body, actions } = message.attachments[0].content;
  // A text block would read marks, dates and links.
  expect(
    body.every(
      (block) => block.type === 'RichTextBlock' && block.inlines.every(({ type }) => type === 'TextRun'),
    ),
  ).toBe(true);
  expect(textsOf(message).every(isWhole)).toBe(true);
  for (const { url } of actions) expect(url).toMatch(/^https?:/);
}

describe('renderTeams', () => {
  test('an event', () => {
    expect(renderTeams(aMessage())).toMatchInlineSnapshot(`
      {
        "attachments": [
          {
            "content": {
              "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
              "actions": [
                {
                  "title": "Open",
                  "type": "Action.OpenUrl",
                  "url": "https://hooks.example.com/events/evt_1?a=1&b=2",
                },
              ],
              "body": [
                {
                  "inlines": [
                    {
                      "color": "Warning",
                      "size": "Large",
                      "text": "🟠 stripe: charge.dispute.created",
                      "type": "TextRun",
                      "weight": "Bolder",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "An event of stripe came in at stripe.",
                      "type": "TextRun",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "Type: ",
                      "type": "TextRun",
                      "weight": "Bolder",
                    },
                    {
                      "fontType": "Monospace",
                      "text": "charge.dispute.created",
                      "type": "TextRun",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "text": "Id: ",
                      "type": "TextRun",
                      "weight": "Bolder",
                    },
                    {
                      "fontType": "Monospace",
                      "text": "evt_1",
                      "type": "TextRun",
                    },
                  ],
                  "type": "RichTextBlock",
                },
                {
                  "inlines": [
                    {
                      "isSubtle": true,
                      "size": "Small",
                      "text": "Disputes · stripe · alert_0123456789abcdef · 2026-11-22 20:30 UTC",
                      "type": "TextRun",
                    },
                  ],
                  "type": "RichTextBlock",
                },
              ],
              "msteams": {
                "width": "Full",
              },
              "type": "AdaptiveCard",
              "version": "1.4",
            },
            "contentType": "application/vnd.microsoft.card.adaptive",
          },
        ],
        "type": "message",
      }
    `);
  });

  test.each(hostile)('%s', (_, text) => {
    expectSafe(text);
  });

  test('any text at all', () => {
    assert(property(string({ unit: 'binary', maxLength: 5000 }), expectSafe), { numRuns: 60 });
  });
});
