/** Why there was no answer; stable, for programs. */
export type OutboundCode =
  | 'timeout'
  | 'dns'
  | 'refused'
  | 'reset'
  | 'unreachable'
  | 'tls'
  | 'private_address'
  | 'bad_answer'
  | 'bad_request'
  | 'failed';

/** A request that had no answer. */
export class OutboundError extends Error {
  readonly code: OutboundCode;

  /** @param message - one sentence, without anything that was sent */
  constructor(code: OutboundCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'OutboundError';
    this.code = code;
  }
}

const codes: Readonly<Record<string, OutboundCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  UND_ERR_SOCKET: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'bad_answer',
  UND_ERR_INVALID_ARG: 'bad_request',
  UND_ERR_NOT_SUPPORTED: 'bad_request',
};

const sentences: Readonly<Record<OutboundCode, string>> = {
  timeout: 'There was no answer in time.',
  dns: 'The name of the host has no address.',
  refused: 'The host takes no connection at this port.',
  reset: 'The connection was closed before there was an answer.',
  unreachable: 'The host cannot be reached.',
  tls: 'The host could not prove who it is.',
  private_address: 'The host has a private address, which is not allowed.',
  bad_answer: 'The answer was no HTTP.',
  bad_request: 'The request cannot be sent as HTTP.',
  failed: 'The request could not be sent.',
};

/** What went wrong, in our words: what a library says of it may hold what was sent. */
export function toOutboundError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = findCode(error);
  return new OutboundError(code, sentences[code], error);
}

function findCode(error: unknown): OutboundCode {
  if (typeof error !== 'object' || error === null) return 'failed';
  const { code, name, errors } = error as { code?: unknown; name?: unknown; errors?: readonly unknown[] };
  if (name === 'HTTPParserError') return 'bad_answer';
  if (typeof code === 'string') {
    const known = codes[code];
    if (known) return known;
    if (/^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_OSSL|EPROTO|HPE_)/.test(code)) {
      return code.startsWith('HPE_') ? 'bad_answer' : 'tls';
    }
  }
  // Several addresses were tried.
  if (Array.isArray(errors) && errors.length > 0) return findCode(errors[0]);
  return 'failed';
}
