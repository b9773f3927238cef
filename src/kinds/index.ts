import type { Kind } from '../core/kind.ts';
import { account } from './account.ts';
import { address } from './address.ts';
import { bucket } from './bucket.ts';
import { database } from './database.ts';
import { endpoint } from './endpoint.ts';
import { serverlessFunction } from './function.ts';
import { grant } from './grant.ts';
import { image } from './image.ts';
import { instance } from './instance.ts';
import { loadBalancer } from './load-balancer.ts';
import { natGateway } from './nat-gateway.ts';
import { notebook } from './notebook.ts';
import { policy } from './policy.ts';
import { principal } from './principal.ts';
import { recommendation } from './recommendation.ts';
import { scalingGroup } from './scaling-group.ts';
import { snapshot } from './snapshot.ts';
import { volume } from './volume.ts';

/** Every kind that is neutral of a cloud. */
export const kinds = [
  account,
  address,
  bucket,
  database,
  endpoint,
  grant,
  image,
  instance,
  loadBalancer,
  natGateway,
  notebook,
  policy,
  principal,
  recommendation,
  scalingGroup,
  serverlessFunction,
  snapshot,
  volume,
] as const satisfies readonly Kind[];

export {
  account,
  address,
  bucket,
  database,
  endpoint,
  grant,
  image,
  instance,
  loadBalancer,
  natGateway,
  notebook,
  policy,
  principal,
  recommendation,
  scalingGroup,
  serverlessFunction,
  snapshot,
  volume,
};
