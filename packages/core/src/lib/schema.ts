import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { VerifiedEvent } from './event.ts';
import { toWebhookError, warnOnConsole } from './refusal.ts';
import type { SchemaIssue } from './report.ts';

/** What Standard Schema asks of a schema (https://standardschema.dev): zod, valibot and arktype have it. */
export interface Schema {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult | Promise<SchemaResult>;
  };
}

/** A schema's verdict. */
export type SchemaResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** What does not fit, for the report. */
export interface Misfit {
  readonly code: 'schema_mismatch';
  readonly hint: string;
  readonly issues: readonly SchemaIssue[];
}

/**
 * Checks an event's payload and puts the schema's output in its place.
 *
 * @returns what did not fit, where the event is to be handled all the same
 * @throws WebhookError `schema_mismatch` where a misfit is to be rejected
 */
export async function checkSchema(event: VerifiedEvent, endpoint: Endpoint): Promise<Misfit | undefined> {
  const schema = endpoint.schema as Schema | Readonly<Record<string, Schema | undefined>>;
  const chosen = isSchema(schema)
    ? schema
    : Object.hasOwn(schema, event.type)
      ? schema[event.type]
      : undefined;
  if (!chosen) return undefined;
  const result = await chosen['~standard'].validate(event.payload);
  if (!result.issues) {
    Object.defineProperty(event, 'payload', { value: result.value });
    return undefined;
  }
  // Some libraries give an array of their own kind.
  const issues = [...result.issues];
  const error = await toWebhookError(endpoint, new WebhookError('schema_mismatch', '', issues));
  if (endpoint.onSchemaMismatch === 'reject') throw error;
  const { hint } = error;
  warnOnConsole(endpoint, 'schema_mismatch', hint);
  return { code: 'schema_mismatch', hint, issues };
}

function isSchema(schema: object): schema is Schema {
  return '~standard' in schema;
}
