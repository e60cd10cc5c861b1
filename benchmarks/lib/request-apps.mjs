// The same application in each framework: `bare` reads the raw body and answers, `mount` has the adapter in its place.
// `look(bytes, headers)` is called with the body. Both listen on a free port, and resolve with it.
import { createServer } from 'node:http';

const path = '/webhooks';
const limit = 32 * 2 ** 20;

/** Listens with a `node:http` server. */
function listen(server) {
  server.keepAliveTimeout = 0;
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.address().port));
  });
}

/** The chunks of a body, joined. */
function read(request, done) {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks)));
}

const node = {
  bare: (look) =>
    listen(
      createServer((request, response) => {
        read(request, (body) => {
          look(body, request.headers);
          response.writeHead(200, { 'Content-Length': 0 }).end();
        });
      }),
    ),
  async mount(webhook, handle) {
    const { toNode } = await import('@hooklatch/node');
    const route = (event, _request, response) => {
      handle(event);
      response.writeHead(200, { 'Content-Length': 0 }).end();
    };
    return listen(createServer(toNode(webhook, webhook.handles ? undefined : route)));
  },
};

const express = {
  async bare(look) {
    const { default: createApp, raw } = await import('express');
    const app = createApp().post(path, raw({ type: '*/*', limit }), (request, response) => {
      look(request.body, request.headers);
      response.status(200).end();
    });
    return listen(createServer(app));
  },
  async mount(webhook) {
    const { default: createApp } = await import('express');
    const { toExpress } = await import('@hooklatch/express');
    return listen(createServer(createApp().post(path, toExpress(webhook))));
  },
};

const fastify = {
  async bare(look) {
    const { default: createApp } = await import('fastify');
    const app = createApp({ bodyLimit: limit });
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.post(path, (request, reply) => {
      look(request.body, request.headers);
      reply.code(200).send();
    });
    await app.ready();
    return listen(app.server);
  },
  async mount(webhook) {
    const { default: createApp } = await import('fastify');
    const { toFastify } = await import('@hooklatch/fastify');
    const app = createApp().register(toFastify(webhook), { url: path });
    await app.ready();
    return listen(app.server);
  },
};

/** Hono's own server for Node. */
async function serveHono(prepare) {
  const { Hono } = await import('hono');
  const { createAdaptorServer } = await import('@hono/node-server');
  return listen(createAdaptorServer({ fetch: prepare(new Hono()).fetch }));
}

const hono = {
  bare: (look) =>
    serveHono((app) =>
      app.post(path, async (c) => {
        look(Buffer.from(await c.req.arrayBuffer()), c.env.incoming.headers);
        return c.body(null, 200);
      }),
    ),
  async mount(webhook) {
    const { toHono } = await import('@hooklatch/hono');
    return serveHono((app) => app.post(path, toHono(webhook)));
  },
};

const koa = {
  async bare(look) {
    const { default: Koa } = await import('koa');
    const app = new Koa().use(async (ctx) => {
      const body = await new Promise((resolve) => read(ctx.req, resolve));
      look(body, ctx.headers);
      ctx.status = 200;
      ctx.body = '';
    });
    return listen(createServer(app.callback()));
  },
  async mount(webhook) {
    const { default: Koa } = await import('koa');
    const { toKoa } = await import('@hooklatch/koa');
    return listen(createServer(new Koa().use(toKoa(webhook)).callback()));
  },
};

/** Where the others have a function, Nest has a class. */
async function serveNest(controller, prepare, imports = []) {
  await import('reflect-metadata');
  const { Controller, Module, Post } = await import('@nestjs/common');
  const { NestFactory } = await import('@nestjs/core');
  const method = Object.getOwnPropertyDescriptor(controller.prototype, 'take');
  for (const decorate of [Post(), ...prepare.method]) decorate(controller.prototype, 'take', method);
  prepare.parameter(controller.prototype, 'take', 0);
  Controller(path)(controller);
  function Application() {}
  Module({ imports, controllers: [controller] })(Application);
  const app = await NestFactory.create(Application, { bodyParser: false, logger: false });
  prepare.app?.(app);
  await app.init();
  return listen(app.getHttpServer());
}

const nestjs = {
  async bare(look) {
    const { HttpCode, Req } = await import('@nestjs/common');
    class Webhooks {
      take({ body, headers }) {
        look(body, headers);
      }
    }
    const parse = (app) => app.useBodyParser('raw', { type: '*/*', limit });
    return serveNest(Webhooks, { method: [HttpCode(200)], parameter: Req(), app: parse });
  },
  async mount(webhook, handle) {
    const { Webhook, WebhookEvent, WebhooksModule } = await import('@hooklatch/nestjs');
    class Webhooks {
      take(event) {
        handle(event);
      }
    }
    const prepare = { method: [Webhook(webhook.name)], parameter: WebhookEvent() };
    return serveNest(Webhooks, prepare, [WebhooksModule.forRoot({ webhooks: [webhook] })]);
  },
};

export const apps = { node, express, fastify, hono, koa, nestjs };
