import type { Cell } from '../estate/estate.ts';
import { groupOfPlan, planCount, planIdOf, planNameOf, planSkuOf } from '../estate/function-apps.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType, derivedType } from './arm-type.ts';
import { commonOf, identityText } from './common.ts';

export const functionAppType = armType({
  name: 'Microsoft.Web/sites',
  population: (cell) => cell.functionApps,
  document: (app, cell, { forGraph }): ArmDocument => ({
    ...commonOf(app, cell),
    type: 'Microsoft.Web/sites',
    // Resource Manager writes this provider's locations in words.
    location: forGraph === true ? cell.location : titleOf(cell.location),
    kind: app.runtime === undefined ? 'functionapp' : 'functionapp,linux',
    identity: identityText(app.identity),
    properties: textsOf({
      state: app.state,
      hostNames: [`${app.name}.azurewebsites.net`],
      defaultHostName: `${app.name}.azurewebsites.net`,
      enabled: true,
      serverFarmId: planIdOf(cell, app.plan),
      reserved: app.runtime !== undefined,
      // Without a zone, and in UTC all the same.
      lastModifiedTimeUtc: new Date(app.modifiedAt).toISOString().replace('Z', ''),
      siteConfig: {
        numberOfWorkers: 1,
        linuxFxVersion: app.runtime ?? '',
        alwaysOn: false,
        functionAppScaleLimit: 0,
        minimumElasticInstanceCount: app.alwaysReady,
      },
      clientAffinityEnabled: false,
      httpsOnly: true,
      resourceGroup: app.group.name,
      availabilityState: 'Normal',
    }),
  }),
});

const titles: Readonly<Record<string, string>> = {
  eastus: 'East US',
  westeurope: 'West Europe',
  westus2: 'West US 2',
};

export function titleOf(location: string): string {
  return titles[location] ?? location;
}

/** Sites that are no function apps: each plan runs one. */
export const webAppType = derivedType({
  name: 'Microsoft.Web/sites',
  size: planCount,
  at(cell, plan): ArmDocument {
    const name = `app-${planNameOf(cell, plan)}-${cell.subscription.id.slice(0, 6)}`;
    const group = groupOfPlan(cell, plan);
    return {
      id: `${group.path}/providers/Microsoft.Web/sites/${name}`,
      name,
      type: 'Microsoft.Web/sites',
      group: group.name,
      location: cell.location,
      tags: [],
      kind: 'app,linux',
      properties: textsOf({
        state: 'Running',
        enabled: true,
        serverFarmId: planIdOf(cell, plan),
        reserved: true,
        siteConfig: { numberOfWorkers: 1, linuxFxVersion: 'NODE|20-lts', alwaysOn: true },
        lastModifiedTimeUtc: '2026-05-01T10:11:12.34',
      }),
    };
  },
});

export const planType = derivedType({
  name: 'Microsoft.Web/serverfarms',
  size: planCount,
  at(cell: Cell, plan): ArmDocument {
    const sku = planSkuOf(cell, plan);
    return {
      id: planIdOf(cell, plan),
      name: planNameOf(cell, plan),
      type: 'Microsoft.Web/serverfarms',
      group: groupOfPlan(cell, plan).name,
      location: cell.location,
      tags: [],
      kind: sku.tier === 'Dynamic' ? 'functionapp' : 'linux',
      sku: JSON.stringify(sku),
      properties: textsOf({
        status: 'Ready',
        numberOfWorkers: sku.capacity,
        currentNumberOfWorkers: sku.capacity,
        maximumElasticWorkerCount: 20,
        numberOfSites: 6,
        reserved: true,
        provisioningState: 'Succeeded',
      }),
    };
  },
});
