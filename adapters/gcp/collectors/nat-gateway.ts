import { natGateway } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { computeName, regionOfLink } from '../names.ts';
import { computeEverywhere } from '../reading/compute.ts';
import { defined, instantOf, required } from '../record.ts';

/** A router as Compute Engine has it. */
interface RouterRecord {
  readonly selfLink?: string;
  readonly network?: string;
  readonly creationTimestamp?: string;
  readonly nats?: readonly NatRecord[];
}

interface NatRecord {
  readonly name?: string;
  readonly type?: string;
  readonly natIps?: readonly string[];
}

/** One of a router's gateways, with the router. */
interface GatewayRecord {
  readonly router: RouterRecord;
  readonly nat: NatRecord;
}

const fields = 'selfLink,network,creationTimestamp,nats(name,type,natIps)';

/** Cloud NAT gateways, which are parts of routers. */
export const natGatewayCollector = gcpCollector({
  kind: natGateway,
  permissions: ['compute.routers.list'],
  async *pages(asked) {
    for await (const piece of computeEverywhere(asked, 'routers', fields))
      yield 'error' in piece ? piece : piece.flatMap(gatewaysOf);
  },
  ofAssets: {
    permissions: [listAssets],
    async *pages(assets) {
      for await (const page of assets.resources(['compute.googleapis.com/Router']))
        if ('error' in page) yield page;
        else yield { scope: page.scope, records: page.records.flatMap((router) => gatewaysOf(router)) };
    },
  },

  read({ router, nat }: GatewayRecord, scope) {
    const link = required(router.selfLink, 'selfLink');
    const name = required(nat.name, 'the name of the NAT');
    return {
      kind: 'nat-gateway',
      // It has no name of its own in the world: it is told from others of its router.
      id: `${computeName(link)}/nats/${name}`,
      name,
      scope: { ...scope, region: required(regionOfLink(link), 'a region in selfLink') },
      untaggable: true,
      ...defined({ createdAt: instantOf(router.creationTimestamp) }),
      attributes: {
        state: 'available' as const,
        public: nat.type !== 'PRIVATE',
        addresses: (nat.natIps ?? []).map((address) => computeName(address)),
        ...defined({ network: router.network && computeName(router.network) }),
      },
    };
  },
});

function gatewaysOf(router: RouterRecord): readonly GatewayRecord[] {
  return (router.nats ?? []).map((nat) => ({ router, nat }));
}
