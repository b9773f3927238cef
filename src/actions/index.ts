import type { Action } from '../core/action.ts';
import { changeVolumeType } from './change-volume-type.ts';
import { deleteInstance } from './delete-instance.ts';
import { deleteLoadBalancer } from './delete-load-balancer.ts';
import { deleteNatGateway } from './delete-nat-gateway.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { deleteVolume } from './delete-volume.ts';
import { releaseAddress } from './release-address.ts';
import { stop } from './stop.ts';
import { stopDatabase } from './stop-database.ts';
import { tag } from './tag.ts';

/** Every action a rule may ask for. */
export const actions = [
  changeVolumeType,
  deleteInstance,
  deleteLoadBalancer,
  deleteNatGateway,
  deleteSnapshot,
  deleteVolume,
  releaseAddress,
  stop,
  stopDatabase,
  tag,
] as const satisfies readonly Action[];

export {
  changeVolumeType,
  deleteInstance,
  deleteLoadBalancer,
  deleteNatGateway,
  deleteSnapshot,
  deleteVolume,
  releaseAddress,
  stop,
  stopDatabase,
  tag,
};
