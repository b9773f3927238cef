import { spelled, spelledNamespace } from './names.ts';
import type { Host } from './service.ts';
import type { ResourcePath } from './wire/resource-path.ts';

/** What is called, in the words of Azure's permissions: the action is both, with a slash between. */
export interface Operation {
  /** `Microsoft.Compute`; of what is no resource provider, the host's name: `graph`, `metrics`, `login`. */
  readonly service: string;
  /** `virtualMachines/read`, `virtualMachines/start/action`; `servicePrincipals/read`. */
  readonly operation: string;
}

const graphNames: ReadonlyMap<string, string> = new Map([['serviceprincipals', 'servicePrincipals']]);

/** What a request asks for. */
export function operationOf(host: Host, method: string, { namespace, type }: ResourcePath): Operation {
  const service = host === 'management' ? spelledNamespace(namespace) : host;
  if (host === 'graph') return { service, operation: `${graphNames.get(type) ?? type}/read` };
  if (host === 'management' && type === 'resources' && namespace === 'microsoft.resourcegraph')
    return { service, operation: 'resources/read' };
  const [, ...parts] = spelled(`${namespace}/${type}`).split('/');
  const name = parts.join('/');
  switch (method) {
    case 'GET':
    case 'HEAD':
      return { service, operation: `${name}/read` };
    case 'PUT':
    case 'PATCH':
      return { service, operation: `${name}/write` };
    case 'DELETE':
      return { service, operation: `${name}/delete` };
    default:
      break;
  }
  const end = name.lastIndexOf('/');
  // What is done comes last, and the type it is done to before it.
  if (end > 0) {
    const target = spelled(`${namespace}/${name.slice(0, end)}`).slice(namespace.length + 1);
    return { service, operation: `${target}/${name.slice(end + 1)}/action` };
  }
  return { service, operation: `${name}/action` };
}
