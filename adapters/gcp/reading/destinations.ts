import type { Asked } from '../asked.ts';
import { computeName } from '../names.ts';
import { once } from '../once.ts';
import { computeEverywhere, computeGlobal } from './compute.ts';

/** Where a forwarding rule leads to. */
export interface Destination {
  readonly type: 'application' | 'network' | 'other';
  /** Full names of the backend services behind it. */
  readonly services: readonly string[];
  /** Full names of the target pools behind it. */
  readonly pools: readonly string[];
  /** Ids of machines that it leads to without any group. */
  readonly machines: readonly string[];
  /** Whether it answers without a backend: by a redirect, from a bucket, or as somebody else's service. */
  readonly answersByItself: boolean;
}

/** What of a forwarding rule says where it leads to. */
export interface LeadingSomewhere {
  readonly backendService?: string;
  readonly target?: string;
}

const nowhere = { services: [], pools: [], machines: [], answersByItself: false } as const;

/** A reader of destinations: proxies and URL maps are listed when the first rule leads to one. */
export function readDestinations(asked: Asked): (rule: LeadingSomewhere) => Promise<Destination> {
  const maps = once(() => urlMaps(asked));
  const proxies = new Map(proxyLists.map((name) => [name, once(() => proxiesByName(asked, name))] as const));

  return async ({ backendService, target }) => {
    if (backendService !== undefined)
      return { ...nowhere, type: 'network', services: [computeName(backendService)] };
    if (target === undefined) return { ...nowhere, type: 'other' };
    if (target.includes('/targetPools/'))
      return { ...nowhere, type: 'network', pools: [computeName(target)] };
    if (target.includes('/targetInstances/'))
      return { ...nowhere, type: 'network', machines: [computeName(target)] };
    const list = proxyLists.find((name) => target.includes(`/${name}/`));
    // A VPN gateway, or a service that somebody else publishes: it has no backends that could be missing.
    if (list === undefined) return { ...nowhere, type: 'other', answersByItself: true };
    const proxy = (await proxies.get(list)?.())?.get(computeName(target));
    if (proxy?.service !== undefined)
      return { ...nowhere, type: 'network', services: [computeName(proxy.service)] };
    const map = proxy?.urlMap === undefined ? undefined : (await maps()).get(computeName(proxy.urlMap));
    return { ...nowhere, type: 'application', ...map };
  };
}

/** A target proxy as Compute Engine has it. */
interface ProxyRecord {
  readonly selfLink?: string;
  readonly urlMap?: string;
  readonly service?: string;
}

const proxyLists = [
  'targetHttpProxies',
  'targetHttpsProxies',
  'targetTcpProxies',
  'targetSslProxies',
] as const;

async function proxiesByName(
  asked: Asked,
  name: (typeof proxyLists)[number],
): Promise<ReadonlyMap<string, ProxyRecord>> {
  const ofLayerSeven = name === 'targetHttpProxies' || name === 'targetHttpsProxies';
  const fields = ofLayerSeven ? 'selfLink,urlMap' : 'selfLink,service';
  const pages =
    name === 'targetSslProxies' ? computeGlobal(asked, name, fields) : computeEverywhere(asked, name, fields);
  const found = new Map<string, ProxyRecord>();
  for await (const piece of pages) {
    if ('error' in piece) continue;
    // Every field of a proxy may be missing.
    for (const proxy of piece as readonly ProxyRecord[])
      if (proxy.selfLink !== undefined) found.set(computeName(proxy.selfLink), proxy);
  }
  return found;
}

/** Where a URL map leads to, all its paths taken together. */
type MapDestination = Pick<Destination, 'services' | 'answersByItself'>;

async function urlMaps(asked: Asked): Promise<ReadonlyMap<string, MapDestination>> {
  const fields = 'selfLink,defaultService,defaultUrlRedirect,defaultRouteAction,pathMatchers';
  const maps = new Map<string, MapDestination>();
  for await (const piece of computeEverywhere(asked, 'urlMaps', fields)) {
    if ('error' in piece) continue;
    // As above.
    for (const map of piece as readonly { readonly selfLink?: string }[])
      if (map.selfLink !== undefined) maps.set(computeName(map.selfLink), destinationOf(map));
  }
  return maps;
}

/** A map names its services in many places, always by their links; a redirect or a bucket needs none. */
function destinationOf(map: object): MapDestination {
  const text = JSON.stringify(map);
  const links = text.match(/"https:[^"]*\/backendServices\/[^"]*"/g) ?? [];
  const services = [...new Set(links.map((link) => computeName(link.slice(1, -1))))];
  return { services, answersByItself: /\/backendBuckets\/|"(?:defaultU|u)rlRedirect"/.test(text) };
}
