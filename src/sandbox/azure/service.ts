import type { SandboxResponse, WireRequest } from '../service.ts';
import type { ResourcePath } from './wire/resource-path.ts';

/** Whose token a request came with. */
export interface Caller {
  readonly tenant: string;
  /** The application's id, which people call the client. */
  readonly client: string;
  /** The id of the principal that stands for it in the tenant. */
  readonly objectId: string;
}

/** Which of Azure's hosts a request was meant for; the sandbox serves all of them on its one port. */
export type Host = 'management' | 'graph' | 'metrics';

/** A request whose token has been looked at already. */
export interface AzureRequest extends WireRequest {
  readonly host: Host;
  readonly caller: Caller;
  /** What its path says; after the prefix of its host, and decoded. */
  readonly resource: ResourcePath;
  /** Where the sandbox is reached, for links in answers: `https://127.0.0.1:4566`. */
  readonly origin: string;
  readonly requestId: string;
}

/** A resource provider, or one of the services beside Resource Manager. */
export interface AzureService {
  readonly host: Host;
  /** As paths of `management` name it, in lower case: `microsoft.compute`; of the others, the host's own name. */
  readonly namespace: string;
  /** Undefined for what it does not have: another one of the same namespace may. */
  handle(request: AzureRequest): SandboxResponse | undefined | Promise<SandboxResponse | undefined>;
}
