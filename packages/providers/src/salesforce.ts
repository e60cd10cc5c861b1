import {
  defineProvider,
  parseJson,
  toText,
  type ProviderFactory,
  type Reply,
} from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link salesforce}. */
export interface SalesforceOptions extends CallerOptions {
  /** Answers with the acknowledgement that outbound messages want, in SOAP; they send no headers of the user's. (false) */
  readonly outboundMessages?: boolean;
}

const acknowledgement: Reply = {
  status: 200,
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body:
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    '<notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse>' +
    '</soapenv:Body></soapenv:Envelope>',
};

/** JSON, or the text of XML. */
function parse(body: Uint8Array): unknown {
  try {
    return parseJson(body) ?? toText(body);
  } catch {
    return undefined;
  }
}

/**
 * Salesforce: HTTP callouts of flows and of Apex, and outbound messages. None of them is signed: a callout proves itself by
 * a header or HTTP Basic, as the user has set it, and an outbound message by a parameter of its URL. The payload of an
 * outbound message is its XML.
 *
 * Source: https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_security.htm
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { salesforce } from '@hooklatch/providers/salesforce';
 *
 * const messages = salesforce({ query: 'secret', outboundMessages: true });
 * const webhook = createWebhook(messages, {
 *   on: { '*': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const salesforce: ProviderFactory<object, SalesforceOptions> = defineProvider((options) => {
  const { id = { field: 'id' }, type = { field: 'type' }, outboundMessages = false } = options;
  return {
    name: 'salesforce',
    env: [],
    schemes: [callerScheme(options)],
    id,
    type,
    parse,
    ...(outboundMessages && { success: acknowledgement }),
    facts: {
      sources: [
        'https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_security.htm',
        'https://developer.salesforce.com/docs/atlas.en-us.api.meta/api/sforce_api_om_outboundmessaging_notifications.htm',
      ],
      confirmed: false,
      checked: '2026-11-22',
      doubt:
        'That nothing is signed is official; that a secret stands in the URL of an outbound message is not, nor was the text of the acknowledgement read there.',
      retries: { hours: 24 },
    },
  };
});
