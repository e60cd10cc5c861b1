import type { Webhook } from '@hooklatch/core';
import { toIncoming, toResponse } from '@hooklatch/core/fetch';
import { contractRoute, createContractEndpoints } from '@hooklatch/testing/contract';
import { suites as common, type Suite } from './suites.ts';

/** What a platform hands to a fetch handler beside the request. */
export interface Platform {
  readonly ctx?: { waitUntil(promise: Promise<unknown>): void };
}

const endpoints = new Map(Object.entries(createContractEndpoints()));

/** Runs the suite that a path names: `/run/vectors`. */
export async function runSuite(
  path: string,
  given: string,
  more: Readonly<Record<string, Suite>>,
): Promise<string> {
  const suite = { ...common, ...more }[path.replace('/run/', '')];
  if (suite === undefined) throw new TypeError(`There is no suite at ${path}.`);
  return JSON.stringify(await suite(given === '' ? undefined : JSON.parse(given)));
}

/** Answers a request on any runtime that has `Request` and `Response`: suites, and the endpoints of the adapter contract. */
export async function answer(
  request: Request,
  { ctx }: Platform = {},
  more: Readonly<Record<string, Suite>> = {},
): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith('/run/')) {
    const text = await request.text();
    return runSuite(pathname, text, more).then(
      (found) => new Response(found),
      (error: unknown) => new Response(String(error), { status: 500 }),
    );
  }
  const webhook = endpoints.get(pathname.slice(1));
  if (webhook === undefined) return new Response(null, { status: 404 });
  return webhook.handles ? webhook.fetch(request, undefined, ctx) : answerBehind(webhook, request);
}

/** The application's route behind a guard. */
async function answerBehind(guard: Webhook, request: Request): Promise<Response> {
  const received = await guard.receive(toIncoming(request));
  if ('reply' in received) return toResponse(received.reply);
  try {
    const response = Response.json(await contractRoute(received.event));
    await received.settle(true);
    return response;
  } catch (error) {
    await received.settle(false, error);
    return new Response('failed', { status: 500 });
  }
}
