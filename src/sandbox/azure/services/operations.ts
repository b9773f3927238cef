import { randomUUID } from 'node:crypto';
import type { Clock, EpochMs } from '../../../core/time.ts';
import type { SandboxResponse } from '../../service.ts';
import { ArmError, type ErrorDetail } from '../arm-error.ts';
import type { Change } from '../estate/changes.ts';
import type { Overlay } from '../estate/overlay.ts';
import type { AzureRequest } from '../service.ts';
import { emptyAnswer, jsonAnswer, textAnswer } from '../wire/answer.ts';

/** A change to a resource, by its ARM id in lower case. */
export type Effect = readonly [id: string, change: Change];

/** Something that takes a while. */
export interface Undertaking {
  readonly location: string;
  readonly during: readonly Effect[];
  readonly after: readonly Effect[];
  /** Why it fails in the end; what was changed in the meantime is then as `after` says. */
  readonly failure?: ErrorDetail;
  /** The resource, as it is when it is asked for, as JSON; absent where nothing comes of it. */
  readonly resource?: () => string;
}

interface Operation extends Undertaking {
  readonly startedAt: EpochMs;
  polls: number;
  endedAt?: EpochMs;
}

/** How long something takes that nobody asks after, on the sandbox's clock. */
const takesMs = 15_000;
const mostKept = 10_000;

/** What is under way. It is done when it has been asked after twice, or after a while. */
export class Operations {
  readonly #overlay: Overlay;
  readonly #clock: Clock;
  readonly #operations = new Map<string, Operation>();

  constructor(overlay: Overlay, clock: Clock) {
    this.#overlay = overlay;
    this.#clock = clock;
  }

  /** Begins, and answers with where to ask after it. */
  begin(request: AzureRequest, undertaking: Undertaking): SandboxResponse {
    const now = this.#clock.now();
    const id = randomUUID();
    this.#operations.set(id, { ...undertaking, startedAt: now, polls: 0 });
    const [oldest] = this.#operations.keys();
    if (this.#operations.size > mostKept && oldest !== undefined) this.#operations.delete(oldest);
    this.#write(undertaking.during, now);
    this.#write(undertaking.after, now + takesMs);
    const headers = {
      'azure-asyncoperation': this.#link(request, undertaking, id, ''),
      location: this.#link(request, undertaking, id, '&monitor=true'),
      'retry-after': '0',
    };
    const { resource } = undertaking;
    return resource === undefined
      ? emptyAnswer(202, headers)
      : textAnswer(resource(), request.method === 'PUT' ? 202 : 200, headers);
  }

  /** How something is getting on, or (of its monitor) what has come of it. */
  ask({ query }: AzureRequest, id: string): SandboxResponse {
    const operation = this.#operations.get(id);
    if (operation === undefined) throw new ArmError(404, 'NotFound', `The operation '${id}' was not found.`);
    const isMonitor = query.has('monitor');
    if (!this.#isDone(operation)) {
      const headers = { 'retry-after': '0' };
      return isMonitor
        ? emptyAnswer(202, headers)
        : jsonAnswer(
            { startTime: instant(operation.startedAt), status: 'InProgress', name: id },
            200,
            headers,
          );
    }
    const { failure, resource, startedAt, endedAt = startedAt } = operation;
    if (isMonitor) {
      if (failure !== undefined) throw new ArmError(409, failure.code, failure.message);
      return resource === undefined ? emptyAnswer(200) : textAnswer(resource());
    }
    return jsonAnswer({
      startTime: instant(startedAt),
      endTime: instant(endedAt),
      status: failure === undefined ? 'Succeeded' : 'Failed',
      ...(failure !== undefined && { error: failure }),
      name: id,
    });
  }

  #isDone(operation: Operation): boolean {
    const now = this.#clock.now();
    operation.polls++;
    if (operation.endedAt !== undefined) return true;
    if (operation.polls < 2 && now < operation.startedAt + takesMs) return false;
    operation.endedAt = now;
    this.#write(operation.after, now);
    return true;
  }

  #write(effects: readonly Effect[], at: EpochMs): void {
    for (const [id, change] of effects) this.#overlay.write(id, at, change);
  }

  #link(
    { origin, resource, query }: AzureRequest,
    { location }: Undertaking,
    id: string,
    more: string,
  ): string {
    const version = encodeURIComponent(query.get('api-version') ?? '');
    const { subscription = '', namespace } = resource;
    return `${origin}/subscriptions/${subscription}/providers/${namespace}/locations/${location}/operations/${id}?api-version=${version}${more}`;
  }
}

function instant(at: EpochMs): string {
  return new Date(at).toISOString();
}
