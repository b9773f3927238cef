/** An answer of Google that is none: the status, and what the body says about it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** The canonical code: `PERMISSION_DENIED`. */
  readonly code: string | undefined;
  /** The machine's word for why: `SERVICE_DISABLED`, `rateLimitExceeded`. */
  readonly reasons: readonly string[];
  /** What the reason is about: `{ service: 'compute.googleapis.com' }`. */
  readonly about: Readonly<Record<string, unknown>>;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, body: string, retryAfter: string | null = null) {
    const told = toldIn(body);
    super(told.message ?? `HTTP ${status} without a reason`);
    this.status = status;
    this.code = told.code;
    this.reasons = told.reasons;
    this.about = told.about;
    this.retryAfterMs = told.retryAfterMs ?? millisecondsOf(retryAfter);
  }
}

interface Told {
  readonly message?: string;
  readonly code?: string;
  readonly reasons: readonly string[];
  readonly about: Readonly<Record<string, unknown>>;
  readonly retryAfterMs?: number;
}

/** Google's error, as all its services word it: `{ error: { code, message, status, errors, details } }`. */
function toldIn(body: string): Told {
  const document = parsed(body);
  const error = recordOf(
    Array.isArray(document) ? recordOf(document[0])['error'] : recordOf(document)['error'],
  );
  const details = listOf(error['details']).map(recordOf);
  const reasons = [...details, ...listOf(error['errors']).map(recordOf)].map(({ reason }) => reason);
  const retryDelay = details.map(({ retryDelay: delay }) => delay).find((delay) => typeof delay === 'string');
  const seconds = Number(retryDelay?.replace(/s$/, ''));
  return {
    reasons: reasons.filter((reason) => typeof reason === 'string'),
    about: Object.assign({}, ...details.map(({ metadata }) => recordOf(metadata))),
    ...(typeof error['message'] === 'string' && { message: error['message'] }),
    ...(typeof error['status'] === 'string' && { code: error['status'] }),
    ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1_000 }),
  };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // A proxy's page, or nothing at all: the status has to say it.
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  // An object's properties may be asked for by any name.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A `Retry-After` in seconds; one that names a day is not followed. */
function millisecondsOf(header: string | null): number | undefined {
  const seconds = Number(header);
  return header === null || header === '' || !Number.isFinite(seconds) ? undefined : seconds * 1_000;
}
