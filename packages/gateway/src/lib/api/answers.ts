import { z } from 'zod';

/** The content of a JSON body or answer, as a route declares it. */
export type JsonContent<Schema extends z.ZodType> = { 'application/json': { schema: Schema } };

/** Declares a JSON body or answer. */
export const json = <Schema extends z.ZodType>(schema: Schema): JsonContent<Schema> => ({
  'application/json': { schema },
});

/** Declares the body of a request, which must be there. */
export const jsonBody = <Schema extends z.ZodType>(
  schema: Schema,
): { content: JsonContent<Schema>; required: true } => ({ content: json(schema), required: true });

/** A list that goes on at `next`. */
export interface Page<Item> {
  items: Item[];
  /** The `cursor` of the rest; `null` at the end. */
  next: string | null;
}

/** Declares a list that goes on at `next`. */
export const pageOf = <Item>(item: z.ZodType<Item>): z.ZodType<Page<Item>> =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** Declares where a list goes on, and how much of it is answered. */
export const pageQuery: z.ZodObject<{
  cursor: z.ZodOptional<z.ZodString>;
  limit: z.ZodDefault<z.ZodCoercedNumber>;
}> = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Declares `/{id}`. */
export const idParams: z.ZodObject<{ id: z.ZodString }> = z.object({ id: z.string().max(64) });
