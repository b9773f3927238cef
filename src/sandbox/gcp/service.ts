import type { IncomingHttpHeaders } from 'node:http';
import type { SandboxResponse } from '../service.ts';
import type { ProjectCell } from './estate/estate.ts';
import type { FieldMask } from './field-mask.ts';

/** Who sends a request. */
export interface GcpCaller {
  /** Of the service account: `bursar@acme-shared-1a2b.iam.gserviceaccount.com`. */
  readonly email: string;
  /** Id of the project that the account belongs to. */
  readonly project: string;
}

/** A request of which the caller, the project and the limits have been looked at already. */
export interface GcpRequest {
  /** Which of Google's services is asked: `compute`, `monitoring`, `sqladmin`. */
  readonly service: string;
  readonly operation: string;
  readonly caller: GcpCaller;
  /** The project that the path names (by id or number); where it names none, the caller's own. */
  readonly project: ProjectCell;
  /** The region of the path (that of its zone, if it names one); else `global`. */
  readonly region: string;
  readonly method: string;
  /** As it was sent, percent-encoded. */
  readonly path: string;
  /** What stands in the place of the route's variables, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Which fields of the answer are wanted. */
  readonly mask: FieldMask | true;
  /** Whether a region cannot be reached, so that a list over all regions has to do without. */
  isUnreachable(region: string): boolean;
}

/** One method of a service. */
export interface GcpRoute {
  /** What faults, limits and counters know it by: `instances.aggregatedList`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /**
   * `/compute/v1/projects/{project}/zones/{zone}/instances/{instance}`; a variable takes one segment. A verb may come
   * last: `/v3/projects/{project}:getIamPolicy`, `/v3/projects:search`. The variables `project`, `region`, `zone` and
   * `location` are understood by the front.
   */
  readonly path: string;
  /** The permission that it demands, for who is refused to be told of. */
  readonly permission: string;
  /** Names of the query parameters that it takes beside those that all take (`alt`, `fields`, `prettyPrint`…). */
  readonly query?: readonly string[];
  /** It leaves out itself what the mask does not want; else the front does. */
  readonly masksItself?: true;
  handle(request: GcpRequest): SandboxResponse | Promise<SandboxResponse>;
}

/** One of Google's services. All are at one address, told apart by their paths. */
export interface GcpService {
  /** `compute`, `monitoring`. */
  readonly service: string;
  /** What has to be enabled in a project for it: `compute.googleapis.com`. Absent where nothing has to. */
  readonly api?: string;
  readonly routes: readonly GcpRoute[];
}
