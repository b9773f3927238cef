import type { Resource } from '../../../src/core/resource.ts';
import type { Scope } from '../../../src/core/scope.ts';
import { toTags } from '../../../src/core/tags.ts';
import type { Collection } from '../../../src/store/store.ts';

/** A collection of the bench's estate, and how its resources are made. */
export interface BenchCollection extends Omit<Collection, 'runId'> {
  readonly size: number;
  readonly at: (index: number) => Resource;
}

const accounts = 20;
const regions = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-1'] as const;
const createdAt = Date.UTC(2025, 0, 1);

type Make = (scope: Scope, index: number) => Resource;

/** The kinds of the estate with their shares in hundredths. */
const shares: readonly (readonly [kind: string, share: number, make: Make])[] = [
  ['instance', 30, instanceAt],
  ['volume', 40, volumeAt],
  ['snapshot', 25, snapshotAt],
  ['address', 5, addressAt],
];

/** An estate of about so many resources, each made from its index alone and the same every time. */
export function* population(size: number): Generator<BenchCollection> {
  const perScope = size / (accounts * regions.length);
  for (let account = 0; account < accounts; account++) {
    for (const region of regions) {
      const scope: Scope = {
        provider: 'aws',
        account: String(111_111_111_111 + account),
        accountName: `production-${account}`,
        region,
      };
      for (const [kind, share, make] of shares) {
        yield {
          scope,
          kind,
          size: Math.round((perScope * share) / 100),
          at: (index) => make(scope, index),
        };
      }
    }
  }
}

function instanceAt(scope: Scope, index: number): Resource {
  return {
    kind: 'instance',
    id: arn(scope, 'instance', 'i', index),
    name: `web-${scope.region}-${index}`,
    scope,
    tags: tagsOf(index),
    createdAt: createdAt + index,
    attributes: {
      type: index % 7 === 0 ? 'm4.large' : 'm6i.xlarge',
      state: index % 11 === 0 ? 'stopped' : 'running',
      stateSince: createdAt + index,
      launchedAt: createdAt + index,
      market: 'on-demand',
      platform: 'linux',
      architecture: 'x86_64',
      tenancy: 'shared',
      zone: `${scope.region}a`,
      image: arn(scope, 'image', 'ami', index % 50),
      rootVolume: arn(scope, 'volume', 'vol', index),
      dataVolumes: [],
      metadataTokenRequired: index % 2 === 0,
      privateIp: `10.${index % 250}.${index % 240}.7`,
      network: 'vpc-0123456789abcdef0',
      subnet: 'subnet-0123456789abcdef0',
      monitoring: 'basic',
    },
  };
}

function volumeAt(scope: Scope, index: number): Resource {
  const attached = index % 10 !== 0;
  return {
    kind: 'volume',
    id: arn(scope, 'volume', 'vol', index),
    name: `data-${index}`,
    scope,
    tags: tagsOf(index),
    createdAt: createdAt + index,
    attributes: {
      type: index % 3 === 0 ? 'gp2' : 'gp3',
      state: attached ? 'in-use' : 'available',
      sizeGib: 8 + (index % 500),
      iops: 3_000,
      throughputMibps: 125,
      encrypted: true,
      zone: `${scope.region}a`,
      multiAttach: false,
      attachedTo: attached ? [arn(scope, 'instance', 'i', index)] : [],
    },
  };
}

function snapshotAt(scope: Scope, index: number): Resource {
  return {
    kind: 'snapshot',
    id: arn(scope, 'snapshot', 'snap', index),
    name: `nightly-${index}`,
    scope,
    tags: tagsOf(index),
    createdAt: createdAt + index,
    attributes: {
      state: 'completed',
      tier: 'standard',
      sizeGib: 8 + (index % 500),
      encrypted: true,
      description: `Created by a backup policy of volume ${index}`,
      volume: arn(scope, 'volume', 'vol', index),
    },
  };
}

function addressAt(scope: Scope, index: number): Resource {
  return {
    kind: 'address',
    id: arn(scope, 'elastic-ip', 'eipalloc', index),
    name: `eipalloc-${index}`,
    scope,
    tags: tagsOf(index),
    attributes: { ip: `52.${index % 200}.${index % 250}.9` },
  };
}

function tagsOf(index: number): ReturnType<typeof toTags> {
  return toTags([
    ['Name', `resource-${index}`],
    ['owner', `team-${index % 40}@example.com`],
    ['environment', index % 3 === 0 ? 'production' : 'development'],
    ['cost-centre', String(4_000 + (index % 90))],
  ]);
}

/** As the clouds make them: the short id looks random, and is not in the order of creation. */
function arn({ account, region }: Scope, type: string, prefix: string, index: number): string {
  const scrambled = (BigInt(index) * 0x9e37_79b9_7f4a_7c15n + BigInt(account)) & 0xffff_ffff_ffff_ffffn;
  return `arn:aws:ec2:${region}:${account}:${type}/${prefix}-0${scrambled.toString(16).padStart(16, '0')}`;
}
