import { serverlessFunction } from 'bursar/adapter';
import { idOf, scopeIn } from '../arm-id.ts';
import { armPages } from '../arm-lists.ts';
import { azureCollector } from '../collector.ts';
import { type Identity, identityOf } from '../reading/identity.ts';
import { type ArmRecord, defined, instantOf, type Maybe, number, required, tagsOf, told } from '../record.ts';

interface SiteRecord extends ArmRecord {
  readonly kind?: Maybe<string>;
  readonly identity?: Maybe<Identity>;
  readonly properties?: Maybe<{
    readonly lastModifiedTimeUtc?: Maybe<string>;
    readonly siteConfig?: Maybe<{ readonly linuxFxVersion?: Maybe<string> }>;
    /** Of apps on a flexible consumption plan. */
    readonly functionAppConfig?: Maybe<{
      readonly runtime?: Maybe<{ readonly name?: Maybe<string>; readonly version?: Maybe<string> }>;
      readonly scaleAndConcurrency?: Maybe<{
        readonly instanceMemoryMB?: Maybe<number>;
        readonly alwaysReady?: Maybe<readonly { readonly instanceCount?: Maybe<number> }[]>;
      }>;
    }>;
  }>;
}

type Properties = NonNullable<SiteRecord['properties']>;

/** Function apps: Azure bills, scales and configures these, and not the functions in them. */
export const functionCollector = azureCollector({
  kind: serverlessFunction,
  permissions: ['Microsoft.Web/sites/read'],

  graph: (graph) =>
    graph.rows<SiteRecord>({
      types: ['microsoft.web/sites'],
      columns: ['name', 'location', 'tags', 'kind', 'identity'],
      properties: ['lastModifiedTimeUtc', 'siteConfig', 'functionAppConfig'],
      where: ["kind contains 'functionapp'"],
    }),

  async *arm(clients, signal) {
    const appService = await clients.appService();
    const list = appService.webApps.list();
    for await (const page of armPages<SiteRecord>(clients, 'web apps', list, signal))
      yield page.filter(({ kind }) => kind?.toLowerCase().includes('functionapp'));
  },

  read(raw: SiteRecord, scope) {
    const properties = required(raw.properties, 'properties');
    const { scaleAndConcurrency: scale } = properties.functionAppConfig ?? {};
    return {
      kind: 'function',
      id: idOf(raw),
      name: required(raw.name, 'name'),
      scope: scopeIn(scope, raw),
      tags: tagsOf(raw),
      attributes: {
        // App Service has no other processors.
        architecture: 'x86_64' as const,
        ...defined({
          runtime: runtimeOf(properties),
          memoryMib: number(scale?.instanceMemoryMB),
          modifiedAt: modifiedAtOf(properties),
          identity: identityOf(raw.identity),
          provisionedConcurrency: scale?.alwaysReady?.reduce(
            (sum, { instanceCount }) => sum + (instanceCount ?? 0),
            0,
          ),
        }),
      },
    };
  },
});

/** `python 3.11`; apps on Windows keep theirs among their settings, which are secrets. */
function runtimeOf({ functionAppConfig, siteConfig }: Properties): string | undefined {
  const { name, version } = functionAppConfig?.runtime ?? {};
  if (name) return version ? `${name} ${version}` : name;
  return told(siteConfig?.linuxFxVersion)?.replace('|', ' ').toLowerCase();
}

/** App Service writes UTC without saying so. */
function modifiedAtOf({ lastModifiedTimeUtc: text }: Properties) {
  return instantOf(text && !/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? `${text}Z` : text);
}
