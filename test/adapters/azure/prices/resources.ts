import {
  type address,
  type database,
  type endpoint,
  type instance,
  type Kind,
  type loadBalancer,
  type natGateway,
  noTags,
  type notebook,
  type Quote,
  type Resource,
  type ResourceOf,
  type snapshot,
  type volume,
} from 'bursar/adapter';
import { moneyToDecimal } from '../../../../src/core/money.ts';

type AttributesOf<K extends Kind> = ResourceOf<K>['attributes'];

export function azure(kind: string, attributes: unknown, region = 'eastus'): Resource {
  return {
    kind,
    id: '/subscriptions/1/resourcegroups/g/providers/x',
    name: 'x',
    scope: { provider: 'azure', account: '1', region },
    tags: noTags,
    attributes,
  };
}

const machine: AttributesOf<typeof instance> = {
  type: 'Standard_D4s_v5',
  state: 'running',
  market: 'on-demand',
  platform: 'linux',
  architecture: 'x86_64',
  tenancy: 'shared',
  dataVolumes: [],
};

export function vm(attributes: Partial<AttributesOf<typeof instance>> = {}, region?: string): Resource {
  return azure('instance', { ...machine, ...attributes }, region);
}

const managedDisk: AttributesOf<typeof volume> = {
  type: 'Premium_LRS',
  state: 'in-use',
  sizeGib: 128,
  encrypted: true,
  multiAttach: false,
  attachedTo: [],
};

export function disk(attributes: Partial<AttributesOf<typeof volume>> = {}, region?: string): Resource {
  return azure('volume', { ...managedDisk, ...attributes }, region);
}

const copy: AttributesOf<typeof snapshot> = {
  state: 'completed',
  tier: 'standard',
  sizeGib: 100,
  encrypted: true,
  description: '',
};

export function snapshotOf(attributes: Partial<typeof copy> = {}, region?: string): Resource {
  return azure('snapshot', { ...copy, ...attributes }, region);
}

export function publicIp(attributes: Partial<AttributesOf<typeof address>> = {}, region?: string): Resource {
  return azure('address', { ip: '192.0.2.1', ...attributes }, region);
}

const nat: AttributesOf<typeof natGateway> = { state: 'available', public: true, addresses: [] };

export function natGatewayOf(attributes: Partial<typeof nat> = {}, region?: string): Resource {
  return azure('nat-gateway', { ...nat, ...attributes }, region);
}

const balancer: AttributesOf<typeof loadBalancer> = {
  type: 'network',
  state: 'active',
  internetFacing: true,
  answersWithoutTargets: false,
  targetGroups: [],
};

export function loadBalancerOf(attributes: Partial<typeof balancer> = {}, region?: string): Resource {
  return azure('load-balancer', { ...balancer, ...attributes }, region);
}

const sql: AttributesOf<typeof database> = {
  engine: 'sqlserver',
  engineVersion: '12.0',
  type: 'GP_Gen5_4',
  state: 'available',
  highAvailability: false,
  storageType: 'remote',
  storageGib: 32,
  public: false,
  encrypted: true,
  deletionProtection: false,
  licence: 'LicenseIncluded',
};

export function db(attributes: Partial<typeof sql> = {}, region?: string): Resource {
  return azure('database', { ...sql, ...attributes }, region);
}

const compute: AttributesOf<typeof notebook> = { type: 'STANDARD_DS3_V2', state: 'running' };

export function computeInstance(attributes: Partial<typeof compute> = {}, region?: string): Resource {
  return azure('notebook', { ...compute, ...attributes }, region);
}

export function endpointOf(
  attributes: Partial<AttributesOf<typeof endpoint>> = {},
  region?: string,
): Resource {
  const variants = [{ name: 'blue', type: 'Standard_NC24ads_A100_v4', count: 2 }];
  return azure('endpoint', { state: 'in-service', variants, ...attributes }, region);
}

/** A quote's amount and quality, to compare at a glance. */
export function priceOf(quote: Quote | undefined): string | undefined {
  return quote && `${moneyToDecimal(quote.monthly)} ${quote.quality}`;
}
