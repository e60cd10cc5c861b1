import { SpanKind, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api';

/** What a span is about. */
export interface SpanOptions {
  /** `server` for what came in, `client` for what goes out. (internal) */
  readonly kind?: 'server' | 'client' | undefined;
  /** Ids, codes and counts: nothing of a payload, no secret. */
  readonly attributes?: Attributes | undefined;
}

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT } as const;

/**
 * Does something within a span of OpenTelemetry. Where the process has no SDK it costs next to nothing.
 *
 * @param name - `gateway.receive`, `gateway.forward`
 * @param options - what it is about
 * @param work - is given the span; what it throws marks it as failed, by the error's name alone
 */
export function withSpan<Result>(
  name: string,
  { kind, attributes = {} }: SpanOptions,
  work: (span: Span) => Promise<Result>,
): Promise<Result> {
  const options = { kind: kind === undefined ? SpanKind.INTERNAL : kinds[kind], attributes };
  return trace.getTracer('@hooklatch/gateway').startActiveSpan(name, options, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // A message may hold what came.
      const message = error instanceof Error ? error.name : 'error';
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      throw error;
    } finally {
      span.end();
    }
  });
}
