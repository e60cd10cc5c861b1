import type { ExecutionContext } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a platform's request may hold beside the raw one. */
interface PlatformRequest {
  readonly raw?: IncomingMessage;
  readonly rawBody?: unknown;
  readonly body?: unknown;
}

/** What the responses of both platforms have in common. */
export interface PlatformResponse {
  /** Only on Fastify. */
  readonly raw?: ServerResponse;
  readonly statusCode: number;
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

type Http = Pick<ExecutionContext, 'switchToHttp'>;

/** The `node:http` request below either platform's. */
export function rawRequest(context: Http): IncomingMessage {
  const request = context.switchToHttp().getRequest<PlatformRequest>();
  return request.raw ?? (request as IncomingMessage);
}

/** The response of either platform. */
export function platformResponse(context: Http): PlatformResponse {
  return context.switchToHttp().getResponse<PlatformResponse>();
}

/** The `node:http` response below either platform's. */
export function rawResponse(context: Http): ServerResponse {
  const response = platformResponse(context);
  return response.raw ?? (response as unknown as ServerResponse);
}

/** The exact bytes, where a parser has read them before us and kept them. Behind a content encoding they are others. */
export function keptBody(context: Http): Uint8Array | undefined {
  const { rawBody, body } = context.switchToHttp().getRequest<PlatformRequest>();
  if (rawRequest(context).headers['content-encoding'] !== undefined) return undefined;
  return [rawBody, body].find((value) => Buffer.isBuffer(value));
}
