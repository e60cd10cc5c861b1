import { answer, type Platform } from './answer.ts';

const fetch = (request: Request, _env: unknown, ctx: NonNullable<Platform['ctx']>): Promise<Response> =>
  answer(request, { ctx });

export default { fetch }; // oxlint-disable-line import/no-default-export
