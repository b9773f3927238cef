import { type ComputeModel, fullNameOf } from '../../estate/compute-model.ts';
import type { Collection, Source } from '../compute/collection.ts';
import {
  addresses,
  autoscalers,
  disks,
  images,
  instanceGroupManagers,
  instanceGroups,
  instances,
  routers,
  snapshots,
} from '../compute/collections.ts';
import { writerOf } from '../compute/fields.ts';
import {
  backendBuckets,
  backendServices,
  forwardingRules,
  networkEndpointGroups,
  targetHttpProxies,
  targetHttpsProxies,
  targetPools,
  targetSslProxies,
  targetTcpProxies,
  urlMaps,
} from '../compute/load-balancing-collections.ts';
import type { AssetSource, AssetType } from './asset-source.ts';

/** What of Compute Engine is inventoried: some types have another name for what is global, or of a region. */
export const computeTypes: readonly AssetType[] = [
  ...typesOf(instances, ['Instance', isAny]),
  ...typesOf(disks, ['Disk', isIn('zones')], ['RegionDisk', isIn('regions')]),
  ...typesOf(snapshots, ['Snapshot', isAny]),
  ...typesOf(images, ['Image', isAny]),
  ...typesOf(addresses, ['Address', isIn('regions')], ['GlobalAddress', isIn('global')]),
  ...typesOf(routers, ['Router', isAny]),
  ...typesOf(instanceGroupManagers, ['InstanceGroupManager', isAny]),
  ...typesOf(instanceGroups, ['InstanceGroup', isAny]),
  ...typesOf(autoscalers, ['Autoscaler', isAny]),
  ...typesOf(forwardingRules, ['ForwardingRule', isIn('regions')], ['GlobalForwardingRule', isIn('global')]),
  ...typesOf(backendServices, ['RegionBackendService', isIn('regions')], ['BackendService', isIn('global')]),
  ...typesOf(backendBuckets, ['BackendBucket', isAny]),
  ...typesOf(networkEndpointGroups, ['NetworkEndpointGroup', isAny]),
  ...typesOf(targetHttpProxies, ['TargetHttpProxy', isAny]),
  ...typesOf(targetHttpsProxies, ['TargetHttpsProxy', isAny]),
  ...typesOf(targetPools, ['TargetPool', isAny]),
  ...typesOf(targetSslProxies, ['TargetSslProxy', isAny]),
  ...typesOf(targetTcpProxies, ['TargetTcpProxy', isAny]),
  ...typesOf(urlMaps, ['UrlMap', isAny]),
];

type Accepts = (scope: string) => boolean;

function isAny(): boolean {
  return true;
}

function isIn(sort: string): Accepts {
  return (scope) => scope.startsWith(sort);
}

function typesOf<Model extends ComputeModel>(
  collection: Collection<Model>,
  ...names: readonly (readonly [name: string, accepts: Accepts])[]
): readonly AssetType[] {
  return names.map(([name, accepts]) => ({
    type: `compute.googleapis.com/${name}`,
    version: 'v1',
    discoveryName: name.replace(/^(?:Region|Global)/, ''),
    sourcesOf: (project) =>
      collection.sources(project).map((source) => sourceOf(collection, source, accepts, project.id)),
  }));
}

function sourceOf<Model extends ComputeModel>(
  collection: Collection<Model>,
  { population, fields }: Source<Model>,
  accepts: Accepts,
  project: string,
): AssetSource {
  const write = writerOf(fields(), true);
  const stateOf = collection.filters['status'];
  return {
    size: population.size,
    at(index) {
      const model = population.at(index);
      if (model.gone || !accepts(model.scope)) return undefined;
      const state = stateOf?.(model);
      return {
        // A managed group, its members and what scales it are three things of one model.
        name: fullNameOf(`projects/${project}/${model.scope}/${collection.name}/${model.id}`),
        displayName: model.id,
        location: model.scope.split('/').at(-1) ?? 'global',
        labels: model.tags,
        ...(typeof state === 'string' && { state }),
        createdAt: model.createdAt,
        data: () => write(model),
      };
    },
  };
}
