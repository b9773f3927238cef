import type { Modelled, Population } from '../../../population.ts';
import type { Cell } from '../../estate/estate.ts';

/** A kind of resource that EC2 tags. */
export interface TaggableKind {
  /** As EC2 calls it in lists of tags. */
  readonly type: string;
  readonly prefix: string;
  readonly notFound: string;
  readonly population: (cell: Cell) => Population<Modelled>;
}

/** The kinds of resources that EC2 tags, and that are modelled. */
export const taggableKinds: readonly TaggableKind[] = [
  {
    type: 'elastic-ip',
    prefix: 'eipalloc-',
    notFound: 'InvalidAllocationID.NotFound',
    population: (cell) => cell.addresses,
  },
  { type: 'image', prefix: 'ami-', notFound: 'InvalidAMIID.NotFound', population: (cell) => cell.images },
  {
    type: 'instance',
    prefix: 'i-',
    notFound: 'InvalidInstanceID.NotFound',
    population: (cell) => cell.instances,
  },
  {
    type: 'natgateway',
    prefix: 'nat-',
    notFound: 'NatGatewayNotFound',
    population: (cell) => cell.natGateways,
  },
  {
    type: 'snapshot',
    prefix: 'snap-',
    notFound: 'InvalidSnapshot.NotFound',
    population: (cell) => cell.snapshots,
  },
  { type: 'volume', prefix: 'vol-', notFound: 'InvalidVolume.NotFound', population: (cell) => cell.volumes },
];
