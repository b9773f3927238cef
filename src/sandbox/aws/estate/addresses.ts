import type { Modelled } from '../../population.ts';

/** A modelled Elastic IP address; its id is the allocation's. */
export interface Address extends Modelled {
  readonly index: number;
  readonly publicIp: string;
  readonly association?: AddressAssociation;
}

export interface AddressAssociation {
  readonly associationId: string;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  /** Absent where it is a service's own interface, e.g. a NAT gateway's. */
  readonly instanceId?: string;
}
