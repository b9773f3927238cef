import type { SandboxResponse } from '../../service.ts';
import type { AzureContext } from '../context.ts';
import { instanceViewText } from '../documents/virtual-machines.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { textAnswer } from '../wire/answer.ts';
import { type ChangeHandler, targetOf } from './changes/change.ts';
import { otherChanges } from './changes/others.ts';
import { virtualMachineChanges } from './changes/virtual-machines.ts';
import { Operations } from './operations.ts';

const handlers: readonly ChangeHandler[] = [...virtualMachineChanges, ...otherChanges];

/** All that is done to resources, how it is getting on, and what a machine is doing. */
export function changeServices(context: AzureContext): readonly AzureService[] {
  const operations = new Operations(context.estate.overlay, context.clock);
  const byKey = new Map(handlers.map((handler) => [`${handler.method} ${handler.type}`, handler]));

  function handle(request: AzureRequest): SandboxResponse | undefined {
    const { method, resource } = request;
    const { namespace, type, names } = resource;
    if (method === 'GET' && type === 'locations/operations') return operations.ask(request, names[1] ?? '');
    const call = { request, context, operations };
    if (method === 'GET' && type === 'virtualmachines/instanceview')
      return textAnswer(
        instanceViewText(
          targetOf(call, `${namespace}/virtualmachines`, (cell) => cell.virtualMachines).model,
        ),
      );
    return byKey.get(`${method} ${namespace}/${type}`)?.handle(call);
  }

  const namespaces = new Set(handlers.map(({ type }) => type.split('/')[0] ?? ''));
  return [...namespaces].map((namespace) => ({ host: 'management' as const, namespace, handle }));
}
