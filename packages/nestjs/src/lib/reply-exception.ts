import type { Reply } from '@hooklatch/core';
import { writeReply } from '@hooklatch/core/node';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { OutgoingHttpHeaders } from 'node:http';
import { rawResponse } from './http.ts';

/** Ends a request with core's answer. A guard cannot answer, so it throws. */
export class ReplyException extends HttpException {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(reply.body, reply.status);
    this.reply = reply;
  }
}

interface FastifyReply {
  hijack?(): void;
  getHeaders(): OutgoingHttpHeaders;
}

/** Answers with the reply as it is. Bound to the method, it comes before every filter of the application. */
@Catch(ReplyException)
export class ReplyFilter implements ExceptionFilter<ReplyException> {
  catch({ reply }: ReplyException, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<FastifyReply>();
    const raw = rawResponse(host);
    if (response.hijack !== undefined) {
      response.hijack();
      for (const [name, value] of Object.entries(response.getHeaders())) {
        if (value !== undefined) raw.setHeader(name, value);
      }
    }
    writeReply(raw, reply);
  }
}
