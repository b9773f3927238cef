import type { Clock, EpochMs } from '../../../../core/time.ts';
import { instantText } from '../../../instant-text.ts';
import type { ComputeModel } from '../../estate/compute-model.ts';
import { numericIdOf } from '../../estate/numeric-ids.ts';
import type { GcpRequest } from '../../service.ts';
import { linkBase } from './fields.ts';

/** Something that is being done, and takes its time. */
export interface Operation {
  readonly name: string;
  readonly number: string;
  readonly project: string;
  /** `zones/us-central1-a` */
  readonly scope: string;
  /** `stop`, `setMachineType` */
  readonly type: string;
  readonly target: Pick<ComputeModel, 'path' | 'number'>;
  readonly user: string;
  readonly startedAt: EpochMs;
  readonly doneAt: EpochMs;
  /** Why it comes to nothing. */
  readonly error: OperationError | undefined;
}

/** What an operation that failed says. */
export interface OperationError {
  readonly code: string;
  readonly message: string;
}

/** How many are kept; the oldest are forgotten, as Google forgets them after some weeks. */
const mostOperations = 10_000;

/** All that is being done and was done lately. */
export class Operations {
  readonly #clock: Clock;
  readonly #byPath = new Map<string, Operation>();
  readonly #byRequest = new Map<string, Operation>();
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Begins one. */
  begin(
    { project, caller, query }: GcpRequest,
    started: {
      readonly scope: string;
      readonly type: string;
      readonly target: Pick<ComputeModel, 'path' | 'number'>;
      readonly takesMs: number;
      readonly error?: OperationError | undefined;
    },
  ): Operation {
    const now = this.#clock.now();
    this.#count++;
    const operation: Operation = {
      name: `operation-${now}-${(this.#count + 0x10_0000).toString(16)}-5f0c2a1b-7d3e9a64`,
      number: numericIdOf(now | 0, this.#count),
      project: project.id,
      scope: started.scope,
      type: started.type,
      target: started.target,
      user: caller.email,
      startedAt: now,
      doneAt: now + started.takesMs,
      error: started.error,
    };
    remember(this.#byPath, `${project.id} ${started.scope} ${operation.name}`, operation);
    const request = query.get('requestId');
    if (request !== null) remember(this.#byRequest, `${project.id} ${request}`, operation);
    return operation;
  }

  find(project: string, scope: string, name: string): Operation | undefined {
    return this.#byPath.get(`${project} ${scope} ${name}`);
  }

  /** What the same request began before: sent again it does nothing more. */
  ofRequest({ project, query }: GcpRequest): Operation | undefined {
    const request = query.get('requestId');
    return request === null ? undefined : this.#byRequest.get(`${project.id} ${request}`);
  }

  isDone({ doneAt }: Operation): boolean {
    return doneAt <= this.#clock.now();
  }

  /** After how long an operation is done, by the sandbox's clock. */
  remainingMs({ doneAt }: Operation): number {
    return Math.max(0, doneAt - this.#clock.now());
  }

  /** An operation as Compute Engine tells of it. */
  document(operation: Operation): object {
    const { project, scope, name, error } = operation;
    const done = this.isDone(operation);
    const [sort = 'global', place] = scope.split('/');
    const projectLink = `${linkBase}projects/${project}`;
    return {
      kind: 'compute#operation',
      id: operation.number,
      name,
      ...(place !== undefined && { [sort.slice(0, -1)]: `${projectLink}/${scope}` }),
      operationType: operation.type,
      targetLink: linkBase + operation.target.path,
      targetId: operation.target.number,
      status: done ? 'DONE' : 'RUNNING',
      user: operation.user,
      progress: done ? 100 : 0,
      insertTime: instantText(operation.startedAt),
      startTime: instantText(operation.startedAt),
      ...(done && { endTime: instantText(operation.doneAt) }),
      ...(done &&
        error !== undefined && {
          error: { errors: [error] },
          httpErrorStatusCode: 503,
          httpErrorMessage: 'SERVICE UNAVAILABLE',
        }),
      selfLink: `${projectLink}/${scope}/operations/${name}`,
    };
  }
}

function remember(map: Map<string, Operation>, key: string, operation: Operation): void {
  const [oldest] = map.keys();
  if (map.size >= mostOperations && oldest !== undefined) map.delete(oldest);
  map.set(key, operation);
}
