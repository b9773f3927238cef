import { setTimeout } from 'node:timers/promises';
import { jsonAnswer } from '../../answer.ts';
import { notFound } from '../../refusals.ts';
import type { GcpRequest, GcpRoute } from '../../service.ts';
import { base, scopeOf, scopePaths } from './collection-routes.ts';
import type { Operation, Operations } from './operations.ts';

/** How long a wait takes at most before it tells that there is nothing new; Google waits for two minutes. */
const longestWaitMs = 500;

/** Looks after operations, and waits for them. */
export function operationRoutes(operations: Operations): readonly GcpRoute[] {
  function operationOf({ project, params }: GcpRequest): Operation {
    const scope = scopeOf(params);
    const name = params['operation'] ?? '';
    const operation = operations.find(project.id, scope, name);
    if (operation === undefined)
      throw notFound(`The resource 'projects/${project.id}/${scope}/operations/${name}'`);
    return operation;
  }

  return (['zones', 'regions', 'global'] as const).flatMap((sort): readonly GcpRoute[] => {
    const name = `${sort === 'global' ? sort : sort.slice(0, -1)}Operations`;
    const path = `${base}/${scopePaths[sort]}/operations/{operation}`;
    const permission = `compute.${name}.get`;
    return [
      {
        operation: `${name}.get`,
        method: 'GET',
        path,
        permission,
        handle: (request) => jsonAnswer(operations.document(operationOf(request))),
      },
      {
        operation: `${name}.wait`,
        method: 'POST',
        path: `${path}/wait`,
        permission,
        async handle(request) {
          const operation = operationOf(request);
          const ms = Math.min(longestWaitMs, operations.remainingMs(operation));
          if (ms > 0) await setTimeout(ms);
          return jsonAnswer(operations.document(operation));
        },
      },
    ];
  });
}
