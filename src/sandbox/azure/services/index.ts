import type { AzureContext } from '../context.ts';
import type { AzureService } from '../service.ts';
import { advisorService } from './advisor.ts';
import { authorizationService } from './authorization.ts';
import { managementGroupService } from './management-groups.ts';
import { monitorServices } from './monitor.ts';
import { resourceServices } from './resources.ts';
import { subscriptionService } from './subscriptions.ts';

/** Every service of Azure that is modelled. Of several for one namespace, the first that has something answers. */
export function azureServices(context: AzureContext): readonly AzureService[] {
  return [
    advisorService(context),
    authorizationService(context),
    managementGroupService(context),
    ...monitorServices(context),
    subscriptionService(context),
    ...resourceServices(context),
  ];
}
