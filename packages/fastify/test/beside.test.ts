import { send } from '@hooklatch/testing';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';
import { toFastify } from '../src/index.ts';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { versions } from './fixture/app.ts';
import { serve } from './fixture/serve.ts';

/** What the application's own route answers, with a webhook beside it and without. */
const routes: readonly [name: string, type: string, body: string, status: number, answer: string][] = [
  ['JSON', 'application/json', '{"a":1.0}', 200, '{"got":{"a":1}}'],
  ['bad JSON', 'application/json', '{"a":', 400, 'Bad Request'],
  ['an empty JSON body', 'application/json', '', 400, 'FST_ERR_CTP_EMPTY_JSON_BODY'],
  ['a content type without a parser', 'text/csv', 'a,b', 415, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'],
  ['a parser of its own', 'application/x-own', 'abc', 200, '{"got":"own abc"}'],
  ['a parser of its own by pattern', 'image/png', 'abc', 200, '{"got":"pattern abc"}'],
  ['text', 'text/plain', 'abc', 200, '{"got":"abc"}'],
];

describe.each(Object.entries(versions))(
  'an application with parsers and routes of its own, %s',
  (_version, create) => {
    function createApp(): FastifyInstance {
      const app = create();
      app.addContentTypeParser('application/x-own', { parseAs: 'string' }, (_request, body, done) => {
        done(null, `own ${String(body)}`);
      });
      app.addContentTypeParser(/^image\//, { parseAs: 'string' }, (_request, body, done) => {
        done(null, `pattern ${String(body)}`);
      });
      app.post('/json', (request, reply) => reply.send({ got: request.body }));
      return app;
    }

    describe.each(['without a webhook', 'beside one that answers', 'beside a guard'])('%s', (beside) => {
      test.each(routes)('%s', async (_name, type, body, status, answer) => {
        const app = createApp();
        if (beside === 'beside one that answers') {
          app.register(toFastify(reporting({ on: {} }).webhook), { url: '/hook' });
        }
        if (beside === 'beside a guard') {
          app.register(toFastify(reporting().webhook), { url: '/hook' });
          app.post('/hook', (_request, reply) => reply.send());
        }
        const sent = { headers: [['content-type', type] as const], body: Buffer.from(body) };
        const answered = await send(`${await serve(app)}/json`, sent);
        expect([answered.status, answered.body]).toEqual([status, expect.stringContaining(answer)]);
      });
    });

    describe.each(['handler', 'guard'])('no parser touches what a %s gets', (form) => {
      function mount(app: FastifyInstance): string[] {
        const bodies: string[] = [];
        const keep = (body: Uint8Array | undefined): unknown =>
          bodies.push(Buffer.from(body ?? []).toString());
        const { webhook } = reporting(
          form === 'handler' ? { on: { '*': ({ body }) => void keep(body) } } : {},
        );
        app.register(toFastify(webhook), { url: '/hook' });
        if (form === 'guard') {
          app.post('/hook', (request, reply) => {
            keep(request.webhookEvent?.body);
            reply.send();
          });
        }
        return bodies;
      }

      test.each(['application/json', 'application/x-own', 'image/png', 'garbage', '', null])(
        '%j',
        async (type) => {
          const app = createApp();
          const bodies = mount(app);
          expect((await deliver(`${await serve(app)}/hook`, { type, body: '{"n": 1.0}' })).status).toBe(200);
          expect(bodies).toEqual(['{"n": 1.0}']);
        },
      );

      test('a catch-all parser', async () => {
        const app = createApp();
        app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, 'caught'));
        const bodies = mount(app);
        await deliver(`${await serve(app)}/hook`, { type: 'a/b', body: 'abc' });
        expect(bodies).toEqual(['abc']);
      });
    });
  },
);
