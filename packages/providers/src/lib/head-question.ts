import type { Handshake } from '@hooklatch/core/provider';
import { textReply } from './reply.ts';

/** A HEAD with which a provider asks, when a webhook is made, whether anybody is there. */
export const headQuestion: Handshake = {
  methods: ['HEAD'],
  isUnsigned: ({ method }) => method === 'HEAD',
  answerUnsigned: () => textReply(''),
};
