import type { AzureContext } from '../context.ts';
import type { AzureService } from '../service.ts';
import { advisorService } from './advisor.ts';
import { authorizationService } from './authorization.ts';
import { tagService } from './changes/tags.ts';
import { changeServices } from './changes.ts';
import { managementGroupService } from './management-groups.ts';
import { microsoftGraphService } from './microsoft-graph.ts';
import { monitorServices } from './monitor.ts';
import { resourceGraphService } from './resource-graph.ts';
import { resourceServices } from './resources.ts';
import { storageSettingsService } from './storage-settings.ts';
import { subscriptionService } from './subscriptions.ts';

/** Every service of Azure that is modelled. Of several for one namespace, the first that has something answers. */
export function azureServices(context: AzureContext): readonly AzureService[] {
  return [
    advisorService(context),
    authorizationService(context),
    ...changeServices(context),
    managementGroupService(context),
    ...monitorServices(context),
    microsoftGraphService(context),
    resourceGraphService(context),
    storageSettingsService(context),
    subscriptionService(context),
    tagService(context),
    ...resourceServices(context),
  ];
}
