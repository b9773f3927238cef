import type { Cell } from '../estate/estate.ts';
import {
  groupOfWorkspace,
  type OnlineEndpoint,
  workspaceCount,
  workspaceNameOf,
} from '../estate/machine-learning.ts';
import { type ArmDocument, textsOf } from './arm-document.ts';
import { type ArmType, armType, derivedType } from './arm-type.ts';
import { commonOf, identityText, isoText } from './common.ts';

const provider = 'Microsoft.MachineLearningServices';
/** How many of each there are in a workspace. */
const perWorkspace = 4;

function workspaceIdOf(cell: Cell, workspace: number): string {
  const { path } = groupOfWorkspace(cell, workspace);
  return `${path}/providers/${provider}/workspaces/${workspaceNameOf(cell, workspace)}`;
}

export const workspaceType = derivedType({
  name: `${provider}/workspaces`,
  size: workspaceCount,
  at: (cell, workspace): ArmDocument => ({
    id: workspaceIdOf(cell, workspace),
    name: workspaceNameOf(cell, workspace),
    type: `${provider}/workspaces`,
    group: groupOfWorkspace(cell, workspace).name,
    location: cell.location,
    tags: [],
    kind: 'Default',
    sku: '{"name":"Basic","tier":"Basic"}',
    properties: textsOf({
      friendlyName: workspaceNameOf(cell, workspace),
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
      creationTime: isoText(cell.anchorAt - 700 * 86_400_000),
    }),
  }),
});

function inWorkspace(size: (cell: Cell) => number): NonNullable<ArmType['childrenOf']> {
  return (cell, [name]) => {
    const workspace = Number(/-([1-9]\d*)$/.exec(name ?? '')?.[1] ?? 0) - 1;
    if (workspace < 0 || workspaceNameOf(cell, workspace) !== name?.toLowerCase())
      return { first: 0, end: 0 };
    const end = Math.min((workspace + 1) * perWorkspace, size(cell));
    return { first: Math.min(workspace * perWorkspace, end), end };
  };
}

export const computeInstanceType: ArmType = unknownToGraph(
  armType({
    name: `${provider}/workspaces/computes`,
    population: (cell) => cell.computeInstances,
    childrenOf: inWorkspace((cell) => cell.computeInstances.size),
    document: (compute, cell): ArmDocument => ({
      ...commonOf(compute, cell),
      type: `${provider}/workspaces/computes`,
      identity: identityText(compute.identity),
      hasSystemData: true,
      properties: textsOf({
        computeType: 'ComputeInstance',
        computeLocation: cell.location,
        createdOn: isoText(compute.createdAt),
        modifiedOn: isoText(compute.modifiedAt),
        provisioningState: compute.state === 'CreateFailed' ? 'Failed' : 'Succeeded',
        isAttachedCompute: false,
        disableLocalAuth: true,
        properties: {
          vmSize: compute.size.name.toUpperCase(),
          applicationSharingPolicy: 'Personal',
          computeInstanceAuthorizationType: 'personal',
          state: compute.state,
          sshSettings: { sshPublicAccess: 'Disabled' },
          lastOperation: {
            operationName: compute.state === 'Stopped' ? 'Stop' : 'Start',
            operationTime: isoText(compute.modifiedAt),
            operationStatus: compute.state === 'CreateFailed' ? 'CreateFailed' : 'Succeeded',
          },
          createdBy: { userObjectId: '00000000-0000-0000-0000-000000000001', userName: 'Ada' },
        },
      }),
    }),
  }),
);

/** A cluster of machines that come when there is work: each workspace has one. */
export const computeClusterType: ArmType = unknownToGraph(
  derivedType({
    name: `${provider}/workspaces/computes`,
    size: workspaceCount,
    at: (cell, workspace): ArmDocument => ({
      id: `${workspaceIdOf(cell, workspace)}/computes/cluster-${workspace + 1}`,
      name: `cluster-${workspace + 1}`,
      type: `${provider}/workspaces/computes`,
      group: groupOfWorkspace(cell, workspace).name,
      location: cell.location,
      tags: [],
      properties: textsOf({
        computeType: 'AmlCompute',
        computeLocation: cell.location,
        provisioningState: 'Succeeded',
        properties: {
          vmSize: 'STANDARD_NC4AS_T4_V3',
          vmPriority: 'LowPriority',
          scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: 'PT120S' },
          currentNodeCount: 0,
          allocationState: 'Steady',
        },
      }),
    }),
    childrenOf(cell, [name]) {
      const workspace = Number(/-([1-9]\d*)$/.exec(name ?? '')?.[1] ?? 0) - 1;
      const known = workspace >= 0 && workspaceNameOf(cell, workspace) === name?.toLowerCase();
      return known
        ? { first: workspace, end: Math.min(workspace + 1, workspaceCount(cell)) }
        : { first: 0, end: 0 };
    },
  }),
);

export const onlineEndpointType = armType({
  name: `${provider}/workspaces/onlineEndpoints`,
  population: (cell) => cell.onlineEndpoints,
  childrenOf: inWorkspace((cell) => cell.onlineEndpoints.size),
  document: (endpoint, cell): ArmDocument => ({
    ...commonOf(endpoint, cell),
    type: `${provider}/workspaces/onlineEndpoints`,
    kind: 'Managed',
    hasSystemData: true,
    properties: textsOf({
      authMode: 'Key',
      description: '',
      provisioningState: endpoint.state,
      publicNetworkAccess: 'Enabled',
      scoringUri: `https://${endpoint.name}.${cell.location}.inference.ml.azure.com/score`,
      traffic: Object.fromEntries(endpoint.deployments.map(({ name, traffic }) => [name, traffic])),
      properties: {},
    }),
  }),
});

/** The deployments of all endpoints: each has up to two, which their numbers allow for. */
export const deploymentType: ArmType = {
  name: `${provider}/workspaces/onlineEndpoints/deployments`,
  table: 'resources',
  pageSize: 100,
  sparse: true,
  size: (cell) => cell.onlineEndpoints.size * 2,
  at(cell, index) {
    const endpoint = cell.onlineEndpoints.at(index >> 1);
    return endpoint.gone === true ? undefined : deploymentDocument(endpoint, index & 1, cell);
  },
  find(cell, names) {
    const endpoint = cell.onlineEndpoints.find((names[1] ?? '').toLowerCase());
    const number = endpoint?.deployments.findIndex(({ name }) => name === names[2]?.toLowerCase()) ?? -1;
    return endpoint === undefined || number < 0 ? undefined : deploymentDocument(endpoint, number, cell);
  },
  childrenOf(cell, names) {
    const endpoint = cell.onlineEndpoints.find((names[1] ?? '').toLowerCase());
    if (endpoint === undefined) return { first: 0, end: 0 };
    return { first: endpoint.index * 2, end: endpoint.index * 2 + 2 };
  },
};

function deploymentDocument(endpoint: OnlineEndpoint, number: number, cell: Cell): ArmDocument | undefined {
  const deployment = endpoint.deployments[number];
  if (deployment === undefined) return undefined;
  return {
    id: `${endpoint.armId}/deployments/${deployment.name}`,
    name: deployment.name,
    type: `${provider}/workspaces/onlineEndpoints/deployments`,
    group: endpoint.group.name,
    location: cell.location,
    tags: [],
    kind: 'Managed',
    sku: JSON.stringify({ name: 'Default', capacity: deployment.count }),
    createdAt: endpoint.createdAt,
    hasSystemData: true,
    properties: textsOf({
      endpointComputeType: 'Managed',
      instanceType: deployment.size.name,
      provisioningState: endpoint.state,
      scaleSettings: { scaleType: 'Default' },
      requestSettings: { maxConcurrentRequestsPerInstance: 1, requestTimeout: 'PT5S' },
    }),
  };
}

/** Computes are told of by their workspaces alone. */
function unknownToGraph({ table: _table, ...type }: ArmType): ArmType {
  return type;
}
