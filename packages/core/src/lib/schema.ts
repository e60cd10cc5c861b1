import { WebhookError } from './error.ts';
import type { VerifiedEvent } from './event.ts';
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

/** How payloads are checked. */
export interface SchemaOptions {
  readonly schema?: Schema | Readonly<Record<string, Schema | undefined>> | undefined;
  readonly onSchemaMismatch?: 'handle' | 'reject' | undefined;
}

/**
 * Checks an event's payload and puts the schema's output in its place.
 *
 * @returns what did not fit, where the event is to be handled all the same
 * @throws WebhookError `schema_mismatch` where a misfit is to be rejected
 */
export async function checkSchema(
  event: VerifiedEvent,
  { schema, onSchemaMismatch }: SchemaOptions,
): Promise<readonly SchemaIssue[] | undefined> {
  if (!schema) return undefined;
  const chosen =
    '~standard' in schema ? (schema as Schema) : Object.hasOwn(schema, event.type) && schema[event.type];
  if (!chosen) return undefined;
  const result = await chosen['~standard'].validate(event.payload);
  if (!result.issues) {
    event.replacePayload(result.value);
    return undefined;
  }
  // Some libraries give an array of their own kind.
  const issues = [...result.issues];
  if (onSchemaMismatch === 'reject') throw new WebhookError('schema_mismatch', '', issues);
  return issues;
}
