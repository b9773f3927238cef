import { armId, parentOf } from '../arm-id.ts';
import type { ArmRecord, Maybe, SubResource } from '../record.ts';

interface Frontend {
  readonly properties?: Maybe<{
    readonly publicIPAddress?: Maybe<SubResource>;
    readonly publicIPPrefix?: Maybe<SubResource>;
    readonly subnet?: Maybe<SubResource>;
  }>;
}

interface BackendAddress {
  readonly fqdn?: Maybe<string>;
  readonly ipAddress?: Maybe<string>;
  readonly properties?: Maybe<{
    readonly ipAddress?: Maybe<string>;
    readonly networkInterfaceIPConfiguration?: Maybe<SubResource>;
  }>;
}

interface BackendPool extends SubResource {
  readonly properties?: Maybe<{
    readonly backendIPConfigurations?: Maybe<readonly SubResource[]>;
    /** Of application gateways. */
    readonly backendAddresses?: Maybe<readonly BackendAddress[]>;
    /** Of load balancers. */
    readonly loadBalancerBackendAddresses?: Maybe<readonly BackendAddress[]>;
  }>;
}

interface InboundNatRule extends SubResource {
  readonly properties?: Maybe<{ readonly backendIPConfiguration?: Maybe<SubResource> }>;
}

/** A load balancer or an application gateway. */
export interface BalancerRecord extends ArmRecord {
  readonly sku?: Maybe<{ readonly name?: Maybe<string> }>;
  readonly properties?: Maybe<{
    readonly provisioningState?: Maybe<string>;
    /** Of application gateways, which can be stopped. */
    readonly operationalState?: Maybe<string>;
    readonly frontendIPConfigurations?: Maybe<readonly Frontend[]>;
    readonly backendAddressPools?: Maybe<readonly BackendPool[]>;
    readonly inboundNatRules?: Maybe<readonly InboundNatRule[]>;
    readonly redirectConfigurations?: Maybe<readonly SubResource[]>;
  }>;
}

/** Targets whose health nobody was asked for. */
interface TargetGroup {
  readonly id: string;
  readonly targets: { readonly id: string; readonly health: 'unavailable' }[];
}

/** The pools of a balancer with what is in them, and the rules that lead past the pools to one target each. */
export function targetGroupsOf({ properties }: BalancerRecord): TargetGroup[] {
  const pools = (properties?.backendAddressPools ?? []).map((pool) => group(pool.id, targetsOf(pool)));
  const rules = (properties?.inboundNatRules ?? [])
    .map(({ id, properties: rule }) => ({ id, target: holderOf(rule?.backendIPConfiguration) }))
    .flatMap(({ id, target }) => (target === undefined ? [] : [group(id, [target])]));
  return [...pools, ...rules];
}

function group(id: Maybe<string>, targets: Iterable<string>): TargetGroup {
  return {
    id: armId(id) ?? '',
    targets: Array.from(new Set(targets), (target) => ({ id: target, health: 'unavailable' })),
  };
}

function targetsOf({ properties }: BackendPool): readonly string[] {
  const { backendIPConfigurations, backendAddresses, loadBalancerBackendAddresses } = properties ?? {};
  const interfaces = (backendIPConfigurations ?? []).map(holderOf);
  // The same machine may be told both by its interface and by its address, which then names the interface.
  const addresses = [...(backendAddresses ?? []), ...(loadBalancerBackendAddresses ?? [])].map(
    ({ fqdn, ipAddress, properties: own }) =>
      holderOf(own?.networkInterfaceIPConfiguration) ?? own?.ipAddress ?? ipAddress ?? fqdn ?? undefined,
  );
  return [...interfaces, ...addresses].filter((target) => target !== undefined);
}

/** What has an IP configuration: a member of a Uniform scale set, else a network interface. */
function holderOf(configuration: Maybe<SubResource>): string | undefined {
  const id = armId(configuration?.id);
  const member =
    id === undefined ? undefined : /^.*\/virtualmachinescalesets\/[^/]+\/virtualmachines\/[^/]+/.exec(id);
  return member?.[0] ?? id?.replace(/\/ipconfigurations\/[^/]+$/, '');
}

/** Whether any of its frontends is open to the internet. */
export function isInternetFacing({ properties }: BalancerRecord): boolean {
  return (properties?.frontendIPConfigurations ?? []).some(
    ({ properties: frontend }) => frontend?.publicIPAddress?.id || frontend?.publicIPPrefix?.id,
  );
}

/** The network of its frontends that are not open to the internet. */
export function networkOf({ properties }: BalancerRecord): string | undefined {
  const subnets = (properties?.frontendIPConfigurations ?? []).map((frontend) =>
    armId(frontend.properties?.subnet?.id),
  );
  const subnet = subnets.find((id) => id !== undefined);
  return subnet && parentOf(subnet);
}
