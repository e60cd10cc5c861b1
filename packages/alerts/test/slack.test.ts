import type { KnownBlock } from '@slack/types';
import { assert, property, string } from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { renderSlack, type SlackBlock, type SlackText } from '../src/slack.ts';
import { aMessage, filledWith, hostile, isWhole, textsOf } from './lib/messages.ts';

const known = /&(?:amp|lt|gt);/g;

/** Texts as Slack reads them. */
function slackTexts(blocks: readonly SlackBlock[]): readonly SlackText[] {
  return blocks.flatMap((block): readonly SlackText[] => {
    if ('fields' in block) return block.fields;
    if ('elements' in block) return block.elements.map((one) => ('url' in one ? one.text : one));
    return [block.text];
  });
}

function expectSafe(text: string): void {
  const { text: fallback, blocks, ...rest } = renderSlack(filledWith(text));
  expect(rest).toEqual({ unfurl_links: false, unfurl_media: false });
  expect(fallback.length).toBeLessThanOrEqual(4000);
  expect(fallback.length).toBeGreaterThan(0);
  expect(blocks.length).toBeLessThanOrEqual(50);
  for (const one of [fallback, ...slackTexts(blocks).map((each) => each.text)]) {
    expect(one).not.toMatch(/[<>]/);
    // Every ampersand begins a whole entity.
    expect(one.replaceAll(known, '')).not.toContain('&');
    expect(isWhole(one)).toBe(true);
    expect(one.length).toBeGreaterThan(0);
  }
  for (const block of blocks) {
    if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
    if ('fields' in block) expect(block.fields.length).toBeLessThanOrEqual(10);
    if ('fields' in block)
      for (const field of block.fields) expect(field.text.length).toBeLessThanOrEqual(2000);
    if (block.type === 'section' && 'text' in block) expect(block.text.text.length).toBeLessThanOrEqual(3000);
    if (block.type === 'context') expect(block.elements.length).toBeLessThanOrEqual(10);
    if (block.type === 'actions') for (const { url } of block.elements) expect(url).toMatch(/^https?:/);
  }
  for (const one of slackTexts(blocks)) {
    if (one.type === 'plain_text') continue;
    // A name in bold above one span of code, or a table in code: no mark of the sender's is outside.
    expect(one.text).toMatch(/^(?:\*[^*`_~]+\*\n(?:–|`[^`\n]+`)|```\n[^`]+\n```)$/);
  }
}

describe('renderSlack', () => {
  test('what it makes is what Slack has', () => {
    expectTypeOf<SlackBlock[]>().toExtend<KnownBlock[]>();
    const blocks: KnownBlock[] = renderSlack(aMessage()).blocks;
    expect(blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'actions', 'context']);
  });

  test('an event', () => {
    expect(renderSlack(aMessage())).toMatchInlineSnapshot(`
      {
        "blocks": [
          {
            "text": {
              "emoji": false,
              "text": "🟠 stripe: charge.dispute.created",
              "type": "plain_text",
            },
            "type": "header",
          },
          {
            "text": {
              "emoji": false,
              "text": "An event of stripe came in at stripe.",
              "type": "plain_text",
            },
            "type": "section",
          },
          {
            "fields": [
              {
                "text": "*Type*
      \`charge.dispute.created\`",
                "type": "mrkdwn",
              },
              {
                "text": "*Id*
      \`evt_1\`",
                "type": "mrkdwn",
              },
            ],
            "type": "section",
          },
          {
            "elements": [
              {
                "text": {
                  "emoji": false,
                  "text": "Open",
                  "type": "plain_text",
                },
                "type": "button",
                "url": "https://hooks.example.com/events/evt_1?a=1&b=2",
              },
            ],
            "type": "actions",
          },
          {
            "elements": [
              {
                "emoji": false,
                "text": "Disputes · stripe · alert_0123456789abcdef · 2026-11-22 20:30 UTC",
                "type": "plain_text",
              },
            ],
            "type": "context",
          },
        ],
        "text": "🟠 stripe: charge.dispute.created: An event of stripe came in at stripe.",
        "unfurl_links": false,
        "unfurl_media": false,
      }
    `);
  });

  test('a digest is a table in letters of one width', () => {
    const rows = [
      { name: 'invoice.payment_failed', count: 12, before: 4, isFailure: true },
      { name: 'invoice.paid', count: 3, isFailure: false },
    ];
    const { blocks } = renderSlack(aMessage({ kind: 'digest', fields: [], rows, link: undefined }));
    expect(blocks[2]).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: '```\n12 (+8)  ✗ invoice.payment_failed\n      3    invoice.paid\n```' },
    });
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

  test('what is cut ends with a whole character, and before an entity', () => {
    for (const length of [144, 145, 146, 147, 148]) {
      for (const end of ['&', '😀', '<']) {
        const [header] = renderSlack(aMessage({ title: `${'a'.repeat(length)}${end.repeat(20)}` })).blocks;
        const { text } = (header as Extract<SlackBlock, { type: 'header' }>).text;
        expect(text).toMatch(/^🟠 a{140,}(?:&amp;|&lt;|😀)*…$/);
        expect(text.length).toBeLessThanOrEqual(150);
      }
    }
  });

  test('no link but a web address is shown', () => {
    for (const link of [
      'javascript:alert(1)',
      'slack://open',
      'not a link',
      `https://example.com/${'a'.repeat(4000)}`,
    ])
      expect(textsOf(renderSlack(aMessage({ link })))).not.toContain('button');
  });
});
