import { describe, expect, test } from 'vitest';
import { searchEvents } from '../../src/lib/log/search-events.ts';
import { toWords } from '../../src/lib/log/words.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog } from './lib/log-stage.ts';

/** What stands in a body, what finds it, and what does not. */
const found: Readonly<Record<string, { body: string; finds: readonly string[]; misses: readonly string[] }>> =
  {
    'an id with a prefix': {
      body: '{"customer":"cus_9s6XKzkNRiz8i3"}',
      finds: ['cus_9s6XKzkNRiz8i3', 'CUS_9S6XKZKNRIZ8I3', '9s6XKzkNRiz8i3', '"cus_9s6XKzkNRiz8i3"'],
      misses: ['cus_9s6', 'cus'.repeat(3)],
    },
    'an address of email': {
      body: '{"email":"jörg@example.com"}',
      finds: ['jorg', 'JÖRG@example.com'],
      misses: ['jörg@example.org'],
    },
    'letters that JSON has escaped': {
      body: String.raw`{"name":"M\u00fcller\nStra\u00dfe"}`,
      finds: ['müller', 'straße', 'Muller strasse'],
      misses: ['nstrasse'],
    },
    Cyrillic: {
      body: '{"city":"Санкт-Петербург"}',
      finds: ['петербург', 'САНКТ-ПЕТЕРБУРГ'],
      misses: ['москва'],
    },
    Greek: { body: '{"word":"Οδυσσέας"}', finds: ['ΟΔΥΣΣΕΑΣ', 'οδυσσεας'], misses: ['οδυσσεα'] },
    Arabic: { body: '{"name":"محمد علي"}', finds: ['محمد', 'علي'], misses: ['محم'] },
    Hindi: { body: '{"name":"नमस्ते दुनिया"}', finds: ['नमस्ते', 'दुनिया'], misses: ['नम'] },
    Chinese: {
      body: '{"note":"发票已经支付"}',
      finds: ['发票', '支付', '已经支付', '票'],
      misses: ['付支', '订单'],
    },
    Japanese: {
      body: '{"note":"請求書を送信しました"}',
      finds: ['請求書', '送信', 'しました'],
      misses: ['書送'],
    },
    Korean: { body: '{"note":"결제가 완료되었습니다"}', finds: ['결제', '완료'], misses: ['제결'] },
    Thai: { body: '{"note":"ชำระเงินแล้ว"}', finds: ['เงิน', 'ชำระเงิน'], misses: ['ยกเลิก'] },
    Deseret: { body: '{"note":"𐐔𐐯𐑅𐐨𐑉𐐯𐐻"}', finds: ['𐐔𐐯𐑅𐐨𐑉𐐯𐐻'], misses: ['𐐔'] },
    'a word that is very long': {
      body: `{"token":"${'x'.repeat(500)}"}`,
      finds: ['x'.repeat(500), 'x'.repeat(64)],
      misses: ['x'.repeat(63)],
    },
  };

/** What nobody looks for in good faith: each is an ordinary search, or refused with a sentence. */
const hostile: Readonly<Record<string, { q: string; is: 'search' | 'refused' }>> = {
  'operators of full text': { q: 'apple AND banana OR NOT cherry', is: 'search' },
  'a column of full text': { q: 'text:apple', is: 'search' },
  'NEAR and a prefix': { q: 'NEAR(apple banana, 2) app*', is: 'search' },
  'operators of tsquery': { q: "apple & !banana | (cherry <-> 'x':*)", is: 'search' },
  'a quote that is not closed': { q: '"apple', is: 'search' },
  quotes: { q: `'"''""' apple '; DROP TABLE events; --`, is: 'search' },
  'a backslash': { q: String.raw`apple\ \' \"`, is: 'search' },
  'percent and underscore': { q: '%apple_%', is: 'search' },
  'only signs': { q: '%%% *** "" \' -- _', is: 'refused' },
  'a NUL': { q: 'apple\0banana', is: 'search' },
  'only NULs': { q: '\0\0', is: 'refused' },
  'half of a surrogate pair': { q: 'apple \uD800', is: 'search' },
  '10,000 letters': { q: 'a'.repeat(10_000), is: 'refused' },
  '500 words': { q: 'a b c d e f g h i j '.repeat(50), is: 'search' },
  '100 different words': { q: Array.from({ length: 100 }, (_, at) => `w${at}`).join(' '), is: 'refused' },
};

describe('words', () => {
  test.each([
    ['index', 'user-created evt_1', ['user-created', 'user', 'created', 'evt_1', 'evt', '1']],
    ['query', 'user-created evt_1', ['user-created', 'evt_1']],
    ['index', '支付', ['支', '支付', '付']],
    ['query', '支付了', ['支付', '付了']],
    ['query', 'Ünïcödé ＦＵＬＬ', ['unicode', 'full']],
    ['query', '-_- __', []],
  ] as const)('for the %s of %s', (use, text, words) => {
    expect([...toWords(text, use)]).toEqual(words);
  });
});

onEachDatabase('words', ({ origin }) => {
  test('words of every script are found, in any case and without their accents', async () => {
    const log = await openLog(await origin());
    const facts = Object.entries(found);
    const rows = await log.store(...facts.map(([, { body }]) => ({ body })));
    await log.route();
    for (const [at, [name, { finds, misses }]] of facts.entries()) {
      for (const q of [...finds, ...misses]) {
        // oxlint-disable-next-line no-await-in-loop
        const { items } = await searchEvents(log, { q });
        expect({ name, q, ids: items.map(({ id }) => id) }).toEqual({
          name,
          q,
          ids: finds.includes(q) ? [rows[at]?.id] : [],
        });
      }
    }
  });

  test('ids, types, codes and hints are found, and forms as they mean', async () => {
    const log = await openLog(await origin());
    const [row, form] = await log.store(
      {
        event_id: 'evt_1N',
        type: 'customer.subscription.deleted',
        code: 'signature_mismatch',
        hint: 'The secret is of another endpoint.',
      },
      { body: 'user_name=J%C3%BCrgen+M', content_type: 'application/x-www-form-urlencoded' },
    );
    await log.route();
    for (const q of ['evt_1N', 'subscription', 'signature_mismatch', 'another endpoint', row?.id ?? '']) {
      // oxlint-disable-next-line no-await-in-loop
      const ids = (await searchEvents(log, { q })).items.map(({ id }) => id);
      expect([q, ...ids]).toEqual([q, row?.id]);
    }
    expect((await searchEvents(log, { q: 'jürgen user_name' })).items.map(({ id }) => id)).toEqual([
      form?.id,
    ]);
  });

  test('what is no text, and what stands behind 32 KiB, is not found', async () => {
    const log = await openLog(await origin());
    await log.store(
      { body: Buffer.from([0x61, 0x62, 0x63, 0xff, 0xfe]) },
      { body: `${' '.repeat(32_768)}behind` },
      { body: `${'é'.repeat(16_390)} cut` },
    );
    await log.route();
    for (const q of ['abc', 'behind', 'cut']) {
      // oxlint-disable-next-line no-await-in-loop
      expect({ q, items: (await searchEvents(log, { q })).items }).toEqual({ q, items: [] });
    }
    expect((await searchEvents(log, { q: 'e'.repeat(64) })).items).toHaveLength(1);
  });

  test('hostile text is an ordinary search, or refused with a sentence', async () => {
    const log = await openLog(await origin());
    await log.store({ body: '{"text":"apple banana"}' });
    await log.route();
    for (const [name, { q, is }] of Object.entries(hostile)) {
      const asked = searchEvents(log, { q });
      // oxlint-disable-next-line no-await-in-loop
      if (is === 'search') expect([name, (await asked).next]).toEqual([name, null]);
      // oxlint-disable-next-line no-await-in-loop
      else await expect(asked).rejects.toMatchObject({ status: 422, code: 'bad_query' });
    }
    expect((await searchEvents(log, { q: `'"''""' apple banana --` })).items).toHaveLength(1);
  });

  test('hostile values of other filters are ordinary too', async () => {
    const log = await openLog(await origin());
    await log.store({});
    for (const value of ["' OR 1=1 --", '%', '_', '*'.repeat(200), '\uD800', '\\']) {
      for (const name of ['endpoint', 'provider', 'type', 'outcome', 'code'] as const) {
        const isAll = name === 'type' && value.startsWith('*');
        // oxlint-disable-next-line no-await-in-loop
        const { items } = await searchEvents(log, { [name]: value });
        expect([name, value, items.length]).toEqual([name, value, isAll ? 1 : 0]);
      }
    }
    for (const query of [{ type: 'a\0' }, { endpoint: '\0' }]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(searchEvents(log, query)).rejects.toMatchObject({ status: 422, code: 'bad_query' });
    }
    await expect(searchEvents(log, { filter: 'nonsense' })).rejects.toMatchObject({
      status: 422,
      code: 'bad_filter',
    });
    await expect(searchEvents(log, { cursor: "1' OR 1=1" })).rejects.toMatchObject({
      status: 422,
      code: 'bad_cursor',
    });
  });
});
