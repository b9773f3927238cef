import { type Resource, type Scope, serverlessFunction } from 'bursar/adapter';
import type { Asked, Piece } from '../asked.ts';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { listPages } from '../lists.ts';
import { partOf, serviceAccountName } from '../names.ts';
import { memoryMib, seconds } from '../reading/quantities.ts';
import { defined, instantOf, labelsOf, numberOf, required } from '../record.ts';

/** A service as Cloud Run has it. */
interface ServiceRecord extends Named {
  readonly template?: {
    readonly timeout?: string;
    readonly serviceAccount?: string;
    readonly scaling?: { readonly minInstanceCount?: number };
    readonly containers?: readonly {
      readonly resources?: { readonly limits?: { readonly memory?: string } };
    }[];
  };
}

/** A function as Cloud Functions has it. */
interface FunctionRecord extends Named {
  readonly buildConfig?: { readonly runtime?: string };
  readonly serviceConfig?: {
    readonly availableMemory?: string;
    readonly timeoutSeconds?: number;
    readonly minInstanceCount?: number;
    readonly serviceAccountEmail?: string;
  };
  /** These where it is of the first generation, and told by Cloud Asset Inventory. */
  readonly runtime?: string;
  readonly availableMemoryMb?: number;
  readonly timeout?: string;
  readonly minInstances?: number;
  readonly serviceAccountEmail?: string;
}

interface Named {
  /** `projects/p/locations/us-central1/services/web` */
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly createTime?: string;
  readonly updateTime?: string;
}

const common = 'name,labels,createTime,updateTime';
const serviceFields = `services(${common},template(timeout,serviceAccount,scaling,containers/resources)),unreachable,nextPageToken`;
const functionFields = `functions(${common},buildConfig/runtime,serviceConfig(availableMemory,timeoutSeconds,minInstanceCount,serviceAccountEmail)),unreachable,nextPageToken`;

/** Cloud Run services, and functions, of which the newer ones are services that Cloud Functions keeps. */
export const functionCollector = gcpCollector({
  kind: serverlessFunction,
  permissions: ['cloudfunctions.functions.list', 'run.services.list'],
  async *pages(asked) {
    yield* functionsOf(asked);
    for await (const piece of servicesOf(asked)) yield 'error' in piece ? piece : piece.filter(isOwn);
  },
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) =>
      assets.resources(
        // Functions of the first generation are of a type of their own.
        ['cloudfunctions.googleapis.com.*', 'run.googleapis.com/Service'],
        ({ resource }) => (resource?.data !== undefined && isOwn(resource.data) ? resource.data : undefined),
      ),
  },

  read(raw: ServiceRecord & FunctionRecord, scope) {
    return required(raw.name, 'name').includes('/functions/')
      ? readFunction(raw, scope)
      : readService(raw, scope);
  },
});

async function* functionsOf(asked: Asked): AsyncGenerator<Piece, void, void> {
  const client = await asked.clients.functions();
  const request = { parent: `projects/${asked.scope.account}/locations/-`, pageSize: 500 };
  yield* listPages(asked, {
    what: 'functions',
    property: 'functions',
    fields: functionFields,
    ask: (token, options) => client.listFunctions({ ...request, pageToken: token ?? null }, options),
  });
}

async function* servicesOf(asked: Asked): AsyncGenerator<Piece, void, void> {
  const client = await asked.clients.runServices();
  const request = { parent: `projects/${asked.scope.account}/locations/-`, pageSize: 500 };
  yield* listPages(asked, {
    what: 'run services',
    property: 'services',
    fields: serviceFields,
    ask: (token, options) => client.listServices({ ...request, pageToken: token ?? null }, options),
  });
}

/** Whether it is nobody else's: what a function runs as is the function's. */
function isOwn({ name, labels }: Named): boolean {
  return name?.includes('/functions/') === true || labels?.['goog-managed-by'] !== 'cloudfunctions';
}

function readFunction(raw: FunctionRecord, scope: Scope): Resource<'function', Attributes> {
  const { serviceConfig: config, buildConfig: build } = raw;
  const account = config?.serviceAccountEmail ?? raw.serviceAccountEmail;
  return {
    ...base(raw, 'cloudfunctions', scope),
    attributes: {
      architecture: 'x86_64',
      ...defined({
        runtime: build?.runtime ?? raw.runtime,
        memoryMib: memoryMib(config?.availableMemory) ?? raw.availableMemoryMb,
        timeoutSeconds: config?.timeoutSeconds ?? seconds(raw.timeout),
        modifiedAt: instantOf(raw.updateTime),
        identity: account && serviceAccountName(account, scope.account),
        provisionedConcurrency: numberOf(config?.minInstanceCount ?? raw.minInstances),
      }),
    },
  };
}

function readService(raw: ServiceRecord, scope: Scope): Resource<'function', Attributes> {
  const { template } = raw;
  const sizes = (template?.containers ?? []).map(({ resources }) => memoryMib(resources?.limits?.memory));
  const account = template?.serviceAccount;
  return {
    ...base(raw, 'run', scope),
    attributes: {
      architecture: 'x86_64',
      ...defined({
        memoryMib: sumOf(sizes),
        timeoutSeconds: seconds(template?.timeout),
        modifiedAt: instantOf(raw.updateTime),
        identity: account && serviceAccountName(account, scope.account),
        provisionedConcurrency: template?.scaling?.minInstanceCount,
      }),
    },
  };
}

interface Attributes {
  readonly architecture: 'x86_64';
  readonly runtime?: string;
  readonly memoryMib?: number;
  readonly timeoutSeconds?: number;
  readonly modifiedAt?: number;
  readonly identity?: string;
  readonly provisionedConcurrency?: number;
}

function base(
  raw: Named,
  service: string,
  scope: Scope,
): Omit<Resource<'function', Attributes>, 'attributes'> {
  const name = required(raw.name, 'name');
  return {
    kind: 'function',
    id: `//${service}.googleapis.com/${name}`,
    name: name.slice(name.lastIndexOf('/') + 1),
    scope: { ...scope, region: required(partOf(name, 'locations'), 'a location in name') },
    tags: labelsOf(raw.labels),
    ...defined({ createdAt: instantOf(raw.createTime) }),
  };
}

/** What all containers have together; unknown as soon as one does not tell. */
function sumOf(sizes: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const size of sizes) {
    if (size === undefined) return undefined;
    sum += size;
  }
  return sizes.length === 0 ? undefined : sum;
}
