import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';

/** What a token may be for; a user's role is a list of them. */
export type Scope = 'read' | 'write' | 'replay' | 'ingest' | 'tunnel' | 'admin';

/** Who asks. */
export interface Actor {
  readonly kind: 'user' | 'token';
  /** A user's or a token's id. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

/** What a route of the API finds in its context. */
export interface ApiEnv {
  Bindings: HttpBindings;
  Variables: { actor: Actor };
}

/** The API under `/api/v1`. */
export type Api = OpenAPIHono<ApiEnv>;

/** Adds the routes of one resource. */
export type AddRoutes = (api: Api) => void;
