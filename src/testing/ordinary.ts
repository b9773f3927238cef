import type { AttributesOf } from '../core/kind.ts';
import type { kinds } from '../kinds/index.ts';

type NeutralKind = (typeof kinds)[number];

/**
 * An ordinary resource of each neutral kind: in use, and with no more than its schema demands, so that whatever may be
 * unknown is unknown until a test says it.
 */
export const ordinaryAttributes: { readonly [K in NeutralKind as K['name']]: AttributesOf<K> } = {
  account: { number: '111122223333', state: 'active', path: [] },
  address: { ip: '192.0.2.1' },
  bucket: {},
  database: {
    engine: 'postgres',
    engineVersion: '17.4',
    type: 'db.m5.large',
    state: 'available',
    highAvailability: false,
    storageType: 'gp3',
    storageGib: 100,
    public: false,
    encrypted: true,
    deletionProtection: false,
  },
  endpoint: { state: 'in-service', variants: [] },
  function: { memoryMib: 128, timeoutSeconds: 30, architecture: 'x86_64' },
  grant: {
    principal: 'user:ada@acme.example',
    principalType: 'user',
    role: 'viewer',
    reach: 'account',
    target: '111122223333',
  },
  image: { state: 'available', public: false, architecture: 'x86_64', platform: 'linux', snapshots: [] },
  instance: {
    type: 'm5.large',
    state: 'running',
    market: 'on-demand',
    platform: 'linux',
    architecture: 'x86_64',
    tenancy: 'shared',
    dataVolumes: [],
  },
  'load-balancer': {
    type: 'application',
    state: 'active',
    internetFacing: true,
    answersWithoutTargets: false,
    targetGroups: [],
  },
  'nat-gateway': { state: 'available', public: true, addresses: [] },
  notebook: { type: 'ml.t3.medium', state: 'running' },
  policy: { managedByProvider: false, attachments: 0, document: {} },
  principal: {
    type: 'role',
    serviceLinked: false,
    lastUseKnown: false,
    credentials: [],
    policies: [],
    inlinePolicies: [],
    groups: [],
  },
  recommendation: { source: 'an advisor', topic: 'other', advice: 'look at it', subjects: [] },
  'scaling-group': {
    minimum: 0,
    desired: 0,
    maximum: 1,
    members: [],
    zones: [],
    types: [],
    suspended: [],
  },
  snapshot: { state: 'completed', tier: 'standard', sizeGib: 100, encrypted: true, description: '' },
  volume: {
    type: 'gp3',
    state: 'available',
    sizeGib: 100,
    encrypted: true,
    multiAttach: false,
    attachedTo: [],
  },
};
