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

export function gcp(kind: string, attributes: unknown, region = 'us-central1'): Resource {
  return {
    kind,
    id: 'x',
    name: 'x',
    scope: { provider: 'gcp', account: 'acme-prod', region },
    tags: noTags,
    attributes,
  };
}

const machine: AttributesOf<typeof instance> = {
  type: 'n2-standard-4',
  state: 'running',
  market: 'on-demand',
  platform: 'linux',
  architecture: 'x86_64',
  tenancy: 'shared',
  dataVolumes: [],
};

export function vm(attributes: Partial<AttributesOf<typeof instance>> = {}, region?: string): Resource {
  return gcp('instance', { ...machine, ...attributes }, region);
}

const persistent: AttributesOf<typeof volume> = {
  type: 'pd-balanced',
  state: 'in-use',
  sizeGib: 100,
  encrypted: false,
  multiAttach: false,
  attachedTo: [],
};

export function disk(attributes: Partial<AttributesOf<typeof volume>> = {}, region?: string): Resource {
  return gcp('volume', { ...persistent, zone: 'us-central1-a', ...attributes }, region);
}

/** A disk that is kept in two zones of its region. */
export function regionalDisk(): Resource {
  return gcp('volume', persistent);
}

const copy: AttributesOf<typeof snapshot> = {
  state: 'completed',
  tier: 'standard',
  sizeGib: 100,
  encrypted: false,
  description: '',
};

export function snapshotOf(
  attributes: Partial<AttributesOf<typeof snapshot>> = {},
  region?: string,
): Resource {
  return gcp('snapshot', { ...copy, ...attributes }, region);
}

export function addressOf(attributes: Partial<AttributesOf<typeof address>> = {}, region?: string): Resource {
  return gcp('address', { ip: '192.0.2.1', ...attributes }, region);
}

const nat: AttributesOf<typeof natGateway> = { state: 'available', public: true, addresses: [] };

export function natGatewayOf(attributes: Partial<typeof nat> = {}, region?: string): Resource {
  return gcp('nat-gateway', { ...nat, ...attributes }, region);
}

const balancer: AttributesOf<typeof loadBalancer> = {
  type: 'application',
  state: 'active',
  internetFacing: true,
  answersWithoutTargets: false,
  targetGroups: [],
};

export function loadBalancerOf(attributes: Partial<typeof balancer> = {}, region?: string): Resource {
  return gcp('load-balancer', { ...balancer, ...attributes }, region);
}

const sql: AttributesOf<typeof database> = {
  engine: 'mysql',
  engineVersion: '8.0',
  type: 'db-custom-2-7680',
  state: 'available',
  highAvailability: false,
  storageType: 'PD_SSD',
  storageGib: 100,
  public: false,
  encrypted: true,
  deletionProtection: false,
};

export function db(attributes: Partial<AttributesOf<typeof database>> = {}, region?: string): Resource {
  return gcp('database', { ...sql, ...attributes }, region);
}

const jupyter: AttributesOf<typeof notebook> = { type: 'n1-standard-4', state: 'running', volumeGib: 100 };

export function notebookOf(
  attributes: Partial<AttributesOf<typeof notebook>> = {},
  region?: string,
): Resource {
  return gcp('notebook', { ...jupyter, ...attributes }, region);
}

export function endpointOf(
  attributes: Partial<AttributesOf<typeof endpoint>> = {},
  region?: string,
): Resource {
  const variants = [{ name: 'a', type: 'n1-standard-4', count: 2 }];
  return gcp('endpoint', { state: 'in-service', variants, ...attributes }, region);
}

/** A quote's amount and quality, to compare at a glance. */
export function priceOf(quote: Quote | undefined): string | undefined {
  return quote && `${moneyToDecimal(quote.monthly)} ${quote.quality}`;
}
