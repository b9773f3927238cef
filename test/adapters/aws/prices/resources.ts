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

export function aws(kind: string, attributes: unknown, region = 'us-east-1'): Resource {
  return {
    kind,
    id: 'x',
    name: 'x',
    scope: { provider: 'aws', account: '1', region },
    tags: noTags,
    attributes,
  };
}

const machine: AttributesOf<typeof instance> = {
  type: 'm5.large',
  state: 'running',
  market: 'on-demand',
  platform: 'linux',
  architecture: 'x86_64',
  tenancy: 'shared',
  dataVolumes: [],
};

export function vm(attributes: Partial<AttributesOf<typeof instance>> = {}, region?: string): Resource {
  return aws('instance', { ...machine, ...attributes }, region);
}

const disk: AttributesOf<typeof volume> = {
  type: 'gp3',
  state: 'in-use',
  sizeGib: 100,
  encrypted: false,
  multiAttach: false,
  attachedTo: [],
};

export function ebs(attributes: Partial<AttributesOf<typeof volume>> = {}, region?: string): Resource {
  return aws('volume', { ...disk, ...attributes }, region);
}

const copy: AttributesOf<typeof snapshot> = {
  state: 'completed',
  tier: 'standard',
  sizeGib: 100,
  encrypted: false,
  description: '',
};

export function ebsSnapshot(
  attributes: Partial<AttributesOf<typeof snapshot>> = {},
  region?: string,
): Resource {
  return aws('snapshot', { ...copy, ...attributes }, region);
}

export function eip(attributes: Partial<AttributesOf<typeof address>> = {}, region?: string): Resource {
  return aws('address', { ip: '192.0.2.1', ...attributes }, region);
}

const nat: AttributesOf<typeof natGateway> = { state: 'available', public: true, addresses: [] };

export function natGatewayOf(attributes: Partial<typeof nat> = {}, region?: string): Resource {
  return aws('nat-gateway', { ...nat, ...attributes }, region);
}

const balancer: AttributesOf<typeof loadBalancer> = {
  type: 'application',
  state: 'active',
  internetFacing: true,
  answersWithoutTargets: false,
  targetGroups: [],
};

export function loadBalancerOf(attributes: Partial<typeof balancer> = {}, region?: string): Resource {
  return aws('load-balancer', { ...balancer, ...attributes }, region);
}

const rds: AttributesOf<typeof database> = {
  engine: 'mysql',
  engineVersion: '8.4',
  type: 'db.m5.large',
  state: 'available',
  highAvailability: false,
  storageType: 'gp2',
  storageGib: 100,
  public: false,
  encrypted: true,
  deletionProtection: false,
};

export function db(attributes: Partial<AttributesOf<typeof database>> = {}, region?: string): Resource {
  return aws('database', { ...rds, ...attributes }, region);
}

const jupyter: AttributesOf<typeof notebook> = { type: 'ml.m5.xlarge', state: 'running', volumeGib: 100 };

export function notebookOf(
  attributes: Partial<AttributesOf<typeof notebook>> = {},
  region?: string,
): Resource {
  return aws('notebook', { ...jupyter, ...attributes }, region);
}

export function endpointOf(
  attributes: Partial<AttributesOf<typeof endpoint>> = {},
  region?: string,
): Resource {
  const variants = [{ name: 'a', type: 'ml.m5.xlarge', count: 2 }];
  return aws('endpoint', { state: 'in-service', variants, ...attributes }, region);
}

/** A quote's amount and quality, to compare at a glance. */
export function priceOf(quote: Quote | undefined): string | undefined {
  return quote && `${moneyToDecimal(quote.monthly)} ${quote.quality}`;
}
