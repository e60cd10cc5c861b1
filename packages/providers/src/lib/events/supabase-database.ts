// Facts from https://supabase.com/docs/guides/database/webhooks, 2026-11-22.

/** A row that was inserted. */
export interface SupabaseInsert<Row = Record<string, unknown>> {
  type: 'INSERT';
  table: string;
  schema: string;
  record: Row;
  old_record: null;
}

/** A row that was updated. */
export interface SupabaseUpdate<Row = Record<string, unknown>> {
  type: 'UPDATE';
  table: string;
  schema: string;
  /** As it is now. */
  record: Row;
  /** As it was. */
  old_record: Row;
}

/** A row that was deleted. */
export interface SupabaseDelete<Row = Record<string, unknown>> {
  type: 'DELETE';
  table: string;
  schema: string;
  record: null;
  old_record: Row;
}

/** The events of Supabase's database webhooks, by operation. `Row` is the table's. */
export interface SupabaseDatabaseEvents<Row = Record<string, unknown>> {
  INSERT: SupabaseInsert<Row>;
  UPDATE: SupabaseUpdate<Row>;
  DELETE: SupabaseDelete<Row>;
}
