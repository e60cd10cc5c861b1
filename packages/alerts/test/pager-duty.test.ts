import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderPagerDuty } from '../src/pager-duty.ts';
import { aMessage, filledWith, hostile, isWhole, textsOf } from './lib/messages.ts';

const key = 'R0123456789ABCDEF0123456789ABCDE';

function expectSafe(text: string): void {
  const event = renderPagerDuty(filledWith(text), key);
  expect(event.payload.summary.length).toBeLessThanOrEqual(1024);
  expect(event.dedup_key.length).toBeLessThanOrEqual(255);
  expect(JSON.stringify(event).length).toBeLessThan(512_000);
  expect(textsOf(event).every(isWhole)).toBe(true);
  for (const { href } of event.links) expect(href).toMatch(/^https?:/);
}

describe('renderPagerDuty', () => {
  test('an event', () => {
    expect(renderPagerDuty(aMessage(), key)).toMatchInlineSnapshot(`
      {
        "client": "Hooklatch",
        "dedup_key": "alert_0123456789abcdef",
        "event_action": "trigger",
        "links": [
          {
            "href": "https://hooks.example.com/events/evt_1?a=1&b=2",
            "text": "Open",
          },
        ],
        "payload": {
          "class": "event",
          "custom_details": {
            "Id": "evt_1",
            "Type": "charge.dispute.created",
            "summary": "An event of stripe came in at stripe.",
          },
          "severity": "warning",
          "source": "stripe",
          "summary": "stripe: charge.dispute.created",
          "timestamp": "2026-11-22T20:30:00.000Z",
        },
        "routing_key": "R0123456789ABCDEF0123456789ABCDE",
      }
    `);
  });

  test('a recovery resolves what its failure has triggered', () => {
    const incident = 'alert_of_the_failure';
    const opened = renderPagerDuty(aMessage({ kind: 'failure', incident }), key);
    const resolved = renderPagerDuty(aMessage({ kind: 'recovery', id: 'alert_of_the_end', incident }), key);
    expect([opened.event_action, resolved.event_action]).toEqual(['trigger', 'resolve']);
    expect([opened.dedup_key, resolved.dedup_key]).toEqual([incident, incident]);
  });

  test.each(hostile)('%s', (_, text) => {
    expectSafe(text);
  });

  test('any text at all', () => {
    assert(property(string({ unit: 'binary', maxLength: 5000 }), expectSafe), { numRuns: 40 });
  });
});
