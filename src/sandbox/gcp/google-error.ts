/** One more thing that an error says of itself, e.g. `google.rpc.ErrorInfo`. */
export interface ErrorDetail {
  readonly '@type': string;
  readonly [field: string]: unknown;
}

/** Google's names of what went wrong; each has its HTTP status. */
const statuses = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  ABORTED: 409,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const satisfies Readonly<Record<string, number>>;

export type StatusName = keyof typeof statuses;

export interface GoogleErrorParts {
  readonly status: StatusName;
  readonly message: string;
  /** The word of the older services: `notFound`, `rateLimitExceeded`. */
  readonly reason: string;
  /** Of {@link reason}; default `global`. */
  readonly domain?: string;
  /** Where it is not the one that goes with the status. */
  readonly code?: number;
  readonly details?: readonly ErrorDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A refusal, in Google's own words; the front writes it. */
export class GoogleError extends Error {
  override readonly name = 'GoogleError';
  readonly parts: GoogleErrorParts;

  constructor(parts: GoogleErrorParts) {
    super(parts.message);
    this.parts = parts;
  }

  get code(): number {
    return this.parts.code ?? statuses[this.parts.status];
  }
}

/** The detail by which programs tell errors apart. */
export function errorInfo(
  reason: string,
  domain: string,
  metadata: Readonly<Record<string, string>>,
): ErrorDetail {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}
