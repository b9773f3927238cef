import { database, type FailedScope, UnavailableError } from 'bursar/adapter';
import type { Asked } from '../asked.ts';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { defined, fold, instantOf, labelsOf, numberOf, required } from '../record.ts';

/** An instance as Cloud SQL has it. */
interface DatabaseRecord {
  readonly name?: string;
  readonly project?: string;
  readonly region?: string;
  readonly state?: string;
  readonly databaseVersion?: string;
  readonly createTime?: string;
  readonly masterInstanceName?: string;
  readonly ipAddresses?: readonly { readonly type?: string }[];
  readonly settings?: Settings;
}

interface Settings {
  readonly tier?: string;
  readonly availabilityType?: string;
  readonly activationPolicy?: string;
  readonly dataDiskType?: string;
  readonly dataDiskSizeGb?: string | number;
  readonly dataDiskProvisionedIops?: string | number;
  readonly deletionProtectionEnabled?: boolean;
  readonly userLabels?: Readonly<Record<string, string>>;
}

const fields =
  'items(name,project,region,state,databaseVersion,createTime,masterInstanceName,ipAddresses/type,settings(tier,availabilityType,activationPolicy,dataDiskType,dataDiskSizeGb,dataDiskProvisionedIops,deletionProtectionEnabled,userLabels)),warnings,nextPageToken';

const states = {
  RUNNABLE: 'available',
  ONLINE_MAINTENANCE: 'available',
  MAINTENANCE: 'maintenance',
  REPAIRING: 'maintenance',
  PENDING_CREATE: 'starting',
  PENDING_DELETE: 'deleting',
  SUSPENDED: 'stopped',
  FAILED: 'failed',
} as const;

/** Cloud SQL instances and their replicas. */
export const databaseCollector = gcpCollector({
  kind: database,
  permissions: ['cloudsql.instances.list'],
  async *pages(asked) {
    const client = await asked.clients.sqlInstances();
    const project = asked.scope.account;
    const failures: FailedScope[] = [];
    const pieces = listPages(asked, {
      what: 'sql instances',
      property: 'items',
      fields,
      ask: (pageToken, options) =>
        client.list({ project, maxResults: 500, ...(pageToken !== undefined && { pageToken }) }, options),
      seen: (answer) => failures.push(...unreachableRegions(answer['warnings'], asked)),
    });
    for await (const piece of pieces) {
      yield piece;
      yield* failures.splice(0);
    }
  },
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) => assets.resources(['sqladmin.googleapis.com/Instance']),
  },

  read(raw: DatabaseRecord, scope) {
    const name = required(raw.name, 'name');
    const settings = required(raw.settings, 'settings');
    const { engine, version } = engineOf(required(raw.databaseVersion, 'databaseVersion'));
    const state = fold(states, raw.state, 'the state');
    // The state of one that somebody has stopped stays as it was.
    const stopped = state === 'available' && settings.activationPolicy === 'NEVER';
    const id = (of: string): string => `//sqladmin.googleapis.com/projects/${scope.account}/instances/${of}`;
    const source = raw.masterInstanceName;
    return {
      kind: 'database',
      id: id(name),
      name,
      scope: { ...scope, region: required(raw.region, 'region') },
      tags: labelsOf(settings.userLabels),
      ...defined({ createdAt: instantOf(raw.createTime) }),
      attributes: {
        engine,
        engineVersion: version,
        type: required(settings.tier, 'tier'),
        state: stopped ? 'stopped' : state,
        highAvailability: settings.availabilityType === 'REGIONAL',
        storageType: required(settings.dataDiskType, 'dataDiskType'),
        storageGib: required(numberOf(settings.dataDiskSizeGb), 'dataDiskSizeGb'),
        public: (raw.ipAddresses ?? []).some(({ type }) => type === 'PRIMARY'),
        // Google encrypts every instance.
        encrypted: true,
        deletionProtection: settings.deletionProtectionEnabled === true,
        ...defined({
          iops: numberOf(settings.dataDiskProvisionedIops),
          replicaOf: source && id(source.slice(source.lastIndexOf(':') + 1)),
        }),
      },
    };
  },
});

/** `POSTGRES_16` as engine and version, `SQLSERVER_2019_STANDARD` with its edition in the engine. */
function engineOf(version: string): { readonly engine: string; readonly version: string } {
  const [engine = version, ...rest] = version.toLowerCase().split('_');
  const edition = rest.filter((part) => !/^\d+$/.test(part));
  return {
    engine: [engine, ...edition].join('-'),
    version: rest.filter((part) => /^\d+$/.test(part)).join('.'),
  };
}

interface Warning {
  readonly code?: string;
  readonly region?: string;
}

function unreachableRegions(warnings: unknown, { scope }: Asked): readonly FailedScope[] {
  // Every field of a warning may be missing.
  const listed = (Array.isArray(warnings) ? warnings : []) as readonly Warning[];
  return listed
    .filter(({ code }) => code === 'REGION_UNREACHABLE')
    .map(({ region }) => {
      if (region === undefined)
        throw new UnavailableError('Cloud SQL could not reach a region, and does not say which');
      return {
        scope: { ...scope, region },
        error: new UnavailableError(`Cloud SQL could not reach ${region}: what is there is not known`),
      };
    });
}
