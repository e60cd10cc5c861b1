import type { IncomingMessage, ServerResponse } from 'node:http';
import { CliError } from '../cli-error.ts';
import type { Capture } from '../captures/capture.ts';
import type { CaptureSummary } from '../captures/store.ts';
import { diffCaptures } from '../terminal/diff-captures.ts';
import type { ViewedListener } from '../terminal/viewed-listener.ts';
import { toState, type ChangeStreams } from './change-streams.ts';
import { readJson, sendBytes, sendError, sendJson } from './responses.ts';
import { toDetail } from './to-detail.ts';

/** What a route is asked with. */
interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** Of the path. */
  readonly id: string;
}

type Route = (asked: Asked) => void | Promise<void>;

const maxPage = 200;

/**
 * What the page asks for: it is signed in.
 *
 * @returns by method and path, in which `:id` stands for a capture's
 */
export function createRoutes(
  listener: ViewedListener,
  streams: ChangeStreams,
): Readonly<Record<string, Route>> {
  const { captures } = listener;
  const found = ({ id, response }: Asked): Capture | undefined => {
    const capture = captures.get(id);
    if (capture === undefined) sendError(response, 404, 'This capture is gone: only the newest are kept.');
    return capture;
  };
  return {
    'GET /state': ({ response }) => sendJson(response, 200, toState(listener)),
    'GET /changes': ({ response }) => streams.open(response),
    async 'GET /captures'({ response, query }) {
      sendJson(response, 200, await toPage(listener, query));
    },
    async 'GET /captures/:id'(asked) {
      const capture = found(asked);
      if (capture) sendJson(asked.response, 200, await toDetail(capture, listener));
    },
    async 'GET /captures/:id/curl'(asked) {
      const capture = found(asked);
      if (capture === undefined) return;
      const { writeCurl } = await import('../requests/write-curl.ts');
      sendJson(asked.response, 200, { text: writeCurl(capture, { to: listener.to ?? listener.url }) });
    },
    async 'GET /captures/:id/fetch'(asked) {
      const capture = found(asked);
      if (capture === undefined) return;
      const { writeFetch } = await import('../requests/write-fetch.ts');
      sendJson(asked.response, 200, { text: writeFetch(capture, { to: listener.to ?? listener.url }) });
    },
    'GET /captures/:id/body'(asked) {
      const capture = found(asked);
      if (capture === undefined) return;
      // Whatever it says it is: it is saved, and never shown.
      const disposition = `attachment; filename="${capture.id}.bin"`;
      const headers = { 'content-disposition': disposition };
      sendBytes(asked.response, 200, 'application/octet-stream', capture.body, headers);
    },
    'GET /captures/:id/diff'(asked) {
      const right = found(asked);
      const left = right && found({ ...asked, id: asked.query.get('with') ?? '' });
      if (left && right) sendJson(asked.response, 200, { lines: diffCaptures(left, right) });
    },
    async 'POST /captures/:id/replay'({ request, response, id }) {
      const { resign } = await readJson(request);
      const { body: _, headers: __, ...answer } = await listener.replay(id, { resign: resign === true });
      sendJson(response, 200, answer);
    },
  };
}

async function toPage({ captures }: ViewedListener, query: URLSearchParams): Promise<object> {
  const filter = query.get('filter')?.trim();
  const before = query.get('before');
  const after = query.get('after');
  const limit = Math.max(1, Math.min(Number(query.get('limit')) || 100, maxPage));
  const { toFilter } = await import('@hooklatch/relay/filter');
  const rows = captures.list({
    // One more tells whether there are older ones.
    limit: limit + 1,
    ...(filter && { filter: toFilter(filter) }),
    ...(before !== null && { before }),
    ...(after !== null && { after }),
  });
  return {
    captures: rows.slice(0, limit).map(toListed),
    hasOlder: rows.length > limit,
    total: captures.count(),
  };
}

const maxListed = 300;
const shorten = (text: string): string => (text.length > maxListed ? `${text.slice(0, maxListed)}…` : text);

/** A row of the list needs no more of what a stranger may have made very long. */
function toListed({ verdict, answer, ...rest }: CaptureSummary): CaptureSummary {
  const { eventType, eventId: _, hint: __, ...short } = verdict;
  return {
    ...rest,
    target: shorten(rest.target),
    verdict: { ...short, ...(eventType !== undefined && { eventType: shorten(eventType) }) },
    ...(answer && {
      answer: { ...answer, ...(answer.error !== undefined && { error: shorten(answer.error) }) },
    }),
  };
}

/** Answers an error of a route: with what it says where a user has caused it. */
export function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.end();
  if (error instanceof URIError) return sendError(response, 400, 'The address cannot be read.');
  const isTold = error instanceof CliError || error instanceof TypeError;
  const message = isTold ? [error.message, (error as CliError).hint].filter(Boolean).join(' ') : undefined;
  sendError(response, isTold ? 400 : 500, message ?? 'Something went wrong in the inspector.');
}
