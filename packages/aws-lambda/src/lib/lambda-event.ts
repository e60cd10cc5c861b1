type Fields<Value> = Readonly<Record<string, Value | undefined>> | null | undefined;

/** What is used of an event of a REST API, of an HTTP API with payload format 1.0, and of an ALB target group. */
export interface LambdaEventV1 {
  readonly httpMethod: string;
  readonly path: string;
  readonly headers?: Fields<string>;
  /** Doubles stand apart here. An ALB has them where the target group says so, in the place of `headers`. */
  readonly multiValueHeaders?: Fields<readonly string[]>;
  readonly queryStringParameters?: Fields<string>;
  readonly multiValueQueryStringParameters?: Fields<readonly string[]>;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    /** Of a load balancer alone. */
    readonly elb?: unknown;
    readonly domainName?: string | undefined;
    /** With the stage, or the base path of a custom domain. */
    readonly path?: string | undefined;
    readonly identity?: { readonly sourceIp?: string | null | undefined } | undefined;
  };
}

/** What is used of an event of an HTTP API with payload format 2.0, and of a function URL. */
export interface LambdaEventV2 {
  readonly rawPath: string;
  readonly rawQueryString: string;
  /** Doubles were joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies?: readonly string[] | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly domainName?: string | undefined;
    readonly http: { readonly method: string; readonly sourceIp?: string | undefined };
  };
}

/** An HTTP request as Lambda is given it. */
export type LambdaEvent = LambdaEventV1 | LambdaEventV2;

/** What is used of the invocation's context. */
export interface LambdaContext {
  /** In milliseconds. */
  getRemainingTimeInMillis?(): number;
}

type HeaderValue = string | number | boolean;

/** An answer. The adapter's own have the shape of the event's kind. */
export interface LambdaResult {
  statusCode: number;
  headers?: Record<string, HeaderValue>;
  /** In the place of `headers` where an ALB's target group has multi-value headers. */
  multiValueHeaders?: Record<string, HeaderValue[]>;
  /** Of payload format 2.0. */
  cookies?: string[];
  body: string;
  isBase64Encoded?: boolean;
}
