import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { startReceiver, type Receiver } from '../forwarding/lib/receiver.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openAlerting } from './lib/alert-stage.ts';

const evil =
  '<!channel> <@U123> <http://evil.example|click> @everyone `code` *b* [l](http://evil.example) \u202e\r\nBcc: x@example.com';
const kinds = ['slack', 'discord', 'teams', 'pagerduty', 'webhook'] as const;

const jsonOf = (receiver: Receiver | undefined): unknown =>
  JSON.parse(receiver?.received[0]?.body.toString() ?? 'null');

/** Every text in it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

onEachDatabase('hostile text', (database) => {
  test('in every field of an event, an endpoint and a rule reaches no channel as markup', async () => {
    await using stage = await openAlerting(database);
    const receivers = await Promise.all(kinds.map(() => startReceiver()));
    try {
      await stage.context.db.updateTable('endpoints').set({ name: evil }).execute();
      const channels = await Promise.all(
        kinds.map((kind, at) => {
          const url = receivers[at]?.url;
          return stage.channel(
            kind,
            kind === 'pagerduty' ? { routingKey: 'a-key-of-letters', url } : { url },
            evil,
          );
        }),
      );
      const template = { title: '{type} {/name}', summary: '{endpoint} {id} {/name}', fields: ['/name'] };
      await stage.rule({ match: { on: 'event' }, template }, channels, evil);
      await using _ = stage.start();
      await stage.store({ type: evil, event_id: evil, code: evil, body: { name: `${evil}\u0000` } });
      await until(() => receivers.every(({ received }) => received.length === 1));
      const [slack, discord, teams, pagerDuty, webhook] = receivers.map(jsonOf);
      for (const said of textsIn(slack)) expect(said).not.toMatch(/<[!@h]/);
      expect(discord).toMatchObject({ allowed_mentions: { parse: [] } });
      // A footer knows no marks.
      const { embeds } = discord as { embeds: [{ footer: unknown }] };
      for (const said of textsIn({ ...embeds[0], footer: undefined })) {
        expect(said.replaceAll(/`[^`]*`/g, '')).not.toMatch(/@everyone|(?<!\\)\]\(http:\/\/evil/);
      }
      expect(textsIn(discord).join()).not.toContain('@everyone');
      expect(JSON.stringify(teams)).not.toMatch(/"TextBlock"/);
      expect(pagerDuty).toMatchObject({ event_action: 'trigger', links: [{ text: 'Open' }] });
      expect(webhook).toMatchObject({ type: 'alert.event' });
      for (const said of [slack, discord, teams, pagerDuty].flatMap(textsIn)) {
        // oxlint-disable-next-line no-control-regex
        expect(said).not.toMatch(/[\u202e\u0000]/);
      }
    } finally {
      await Promise.all(receivers.map((receiver) => receiver[Symbol.asyncDispose]()));
    }
  });
});
