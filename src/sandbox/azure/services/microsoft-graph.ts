import type { SandboxResponse } from '../../service.ts';
import { ArmError } from '../arm-error.ts';
import type { AzureContext } from '../context.ts';
import { isoText } from '../documents/common.ts';
import type { Application, ApplicationCredential } from '../estate/applications.ts';
import type { Cell, Estate } from '../estate/estate.ts';
import type { ManagedIdentity } from '../estate/identities.ts';
import type { AzureRequest, AzureService } from '../service.ts';
import { jsonAnswer } from '../wire/answer.ts';
import { offsetOf, tokenOf } from '../wire/page.ts';

const defaultTop = 100;
const mostTop = 999;

type Entry = Readonly<Record<string, unknown>>;

/** Of Microsoft Graph: the applications of the tenant, and the principals that stand for them and for identities. */
export function microsoftGraphService({ estate }: AzureContext): AzureService {
  function handle(request: AzureRequest): SandboxResponse | undefined {
    const { method, resource } = request;
    const [id] = resource.names;
    if (method !== 'GET') return undefined;
    switch (resource.type) {
      case 'applications':
        return id === undefined
          ? list(
              request,
              sectionsOf(estate, ({ applications }) => applications.size, applicationEntry),
            )
          : one(
              estate.cells.flatMap((cell) =>
                applicationsIn(cell)
                  .filter(({ objectId }) => objectId === id)
                  .map(applicationOf),
              ),
            );
      case 'serviceprincipals':
        return id === undefined
          ? list(request, [
              ...sectionsOf(estate, ({ applications }) => applications.size, principalEntry),
              ...sectionsOf(estate, ({ identities }) => identities.size, identityEntry),
            ])
          : one(
              estate.cells.flatMap((cell) =>
                [cell.applications.find(id)].flatMap((app) =>
                  app === undefined ? [] : [principalOf(app, cell)],
                ),
              ),
            );
      default:
        return undefined;
    }
  }

  return { host: 'graph', namespace: 'graph', handle };
}

/** A part of a list: so many entries of a place. */
interface Section {
  readonly size: number;
  at(index: number): Entry | undefined;
}

function sectionsOf(
  { cells }: Estate,
  sizeOf: (cell: Cell) => number,
  entryOf: (cell: Cell, index: number) => Entry | undefined,
): readonly Section[] {
  return cells.map((cell) => ({ size: sizeOf(cell), at: (index) => entryOf(cell, index) }));
}

function applicationEntry({ applications }: Cell, index: number): Entry {
  return applicationOf(applications.at(index));
}

function principalEntry(cell: Cell, index: number): Entry {
  return principalOf(cell.applications.at(index), cell);
}

function identityEntry(cell: Cell, index: number): Entry | undefined {
  const identity = cell.identities.at(index);
  return identity.gone === true ? undefined : identityOf(identity, cell);
}

function list(request: AzureRequest, sections: readonly Section[]): SandboxResponse {
  const { query, origin, path } = request;
  const top = Number(query.get('$top') ?? defaultTop);
  if (!Number.isInteger(top) || top < 1 || top > mostTop)
    throw new ArmError(
      400,
      'Request_BadRequest',
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    );
  const name = path.toLowerCase();
  const from = offsetOf(name, query.get('$skiptoken'));
  const value: Entry[] = [];
  let position = 0;
  for (const { size, at } of sections) {
    for (let index = Math.max(0, from - position); index < size && value.length < top; index++) {
      const entry = at(index);
      if (entry !== undefined) value.push(selected(entry, query.get('$select')));
      if (value.length === top) position += index + 1;
    }
    if (value.length === top) break;
    position += size;
  }
  const total = sections.reduce((sum, { size }) => sum + size, 0);
  const following = new URLSearchParams(query);
  following.set('$skiptoken', tokenOf(name, position));
  return jsonAnswer({
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${path.split('/').at(-1) ?? ''}`,
    ...(position < total && { '@odata.nextLink': `${origin}${path}?${following.toString()}` }),
    value,
  });
}

function one(entries: readonly Entry[]): SandboxResponse {
  const [entry] = entries;
  if (entry === undefined)
    throw new ArmError(
      404,
      'Request_ResourceNotFound',
      'Resource does not exist or one of its queried reference-property objects are not present.',
    );
  return jsonAnswer(entry);
}

function selected(entry: Entry, select: string | null): Entry {
  if (select === null) return entry;
  const names = new Set(select.split(',').map((name) => name.trim()));
  return Object.fromEntries(Object.entries(entry).filter(([name]) => name === 'id' || names.has(name)));
}

function applicationsIn({ applications }: Cell): readonly Application[] {
  return Array.from({ length: applications.size }, (_, index) => applications.at(index));
}

function applicationOf(application: Application): Entry {
  return {
    id: application.objectId,
    appId: application.appId,
    displayName: application.displayName,
    createdDateTime: isoText(application.createdAt),
    signInAudience: 'AzureADMyOrg',
    tags: [],
    passwordCredentials: application.secrets.map((secret) => ({
      ...credentialOf(secret),
      hint: 'abc',
      secretText: null,
    })),
    keyCredentials: application.certificates.map((certificate) => ({
      ...credentialOf(certificate),
      type: 'AsymmetricX509Cert',
      usage: 'Verify',
      key: null,
    })),
  };
}

function credentialOf({ keyId, displayName, startsAt, endsAt }: ApplicationCredential): Entry {
  return {
    keyId,
    displayName,
    startDateTime: isoText(startsAt),
    endDateTime: isoText(endsAt),
    customKeyIdentifier: null,
  };
}

function principalOf(application: Application, { tenantId }: Cell): Entry {
  return {
    id: application.id,
    appId: application.appId,
    displayName: application.displayName,
    appDisplayName: application.displayName,
    accountEnabled: application.enabled,
    servicePrincipalType: 'Application',
    appOwnerOrganizationId: tenantId,
    createdDateTime: isoText(application.createdAt),
    alternativeNames: [],
    tags: [],
    // What its application signs in with is the application's.
    passwordCredentials: [],
    keyCredentials: [],
  };
}

function identityOf(identity: ManagedIdentity, { anchorAt }: Cell): Entry {
  return {
    id: identity.principalId,
    appId: identity.clientId,
    displayName: identity.name,
    accountEnabled: true,
    servicePrincipalType: 'ManagedIdentity',
    appOwnerOrganizationId: null,
    createdDateTime: isoText(identity.createdAt),
    alternativeNames: ['isExplicit=True', identity.armId],
    tags: [],
    passwordCredentials: [],
    keyCredentials: [
      {
        keyId: identity.clientId,
        type: 'AsymmetricX509Cert',
        usage: 'Verify',
        displayName: null,
        startDateTime: isoText(anchorAt - 30 * 86_400_000),
        endDateTime: isoText(anchorAt + 60 * 86_400_000),
        key: null,
      },
    ],
  };
}
