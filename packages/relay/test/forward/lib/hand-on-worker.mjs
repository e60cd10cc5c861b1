import { waitUntil } from 'cloudflare:workers';
import { createApplication } from './hand-on.ts';

/** @type {ReturnType<typeof createApplication> | undefined} */
let application;

export default {
  /** @param {Request} request @param {{ RECEIVER: string }} env */
  async fetch(request, { RECEIVER }) {
    application ??= createApplication(RECEIVER, { waitUntil });
    return application.answer(request);
  },
};
