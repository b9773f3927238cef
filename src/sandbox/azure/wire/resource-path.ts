/** What a path of Resource Manager says, taken apart. */
export interface ResourcePath {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly managementGroup?: string;
  /** What it is about is below this: a subscription, a group, or (of a role assignment, of metrics) a resource. */
  readonly scope: string;
  /** Of the provider, in lower case; `microsoft.resources` where the path names none. */
  readonly namespace: string;
  /** In lower case, without the provider: `virtualmachines`, `servers/databases`. */
  readonly type: string;
  /** One for each part of the type, or one fewer where it is a list. */
  readonly names: readonly string[];
}

const providers = /\/providers\//gi;

/**
 * Takes a path apart (without its query, decoded). Where something is done to a resource, `POST`, the last part is what:
 * the type is then `virtualmachines/start`.
 */
export function resourcePathOf(path: string): ResourcePath {
  const last = [...path.matchAll(providers)].at(-1);
  // Subscriptions and groups are types too, with nothing above them.
  const scope = last === undefined ? '' : path.slice(0, last.index);
  const tail = last === undefined ? path : path.slice(last.index + last[0].length);
  const segments = tail.split('/').filter((segment) => segment !== '');
  const namespace = last === undefined ? 'microsoft.resources' : (segments.shift() ?? '').toLowerCase();
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(path)?.[1];
  const resourceGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(path)?.[1];
  const managementGroup = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)/i.exec(path)?.[1];
  return {
    ...(subscription !== undefined && { subscription: subscription.toLowerCase() }),
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(managementGroup !== undefined && { managementGroup }),
    scope,
    namespace,
    type: segments
      .filter((_, index) => index % 2 === 0)
      .join('/')
      .toLowerCase(),
    names: segments.filter((_, index) => index % 2 === 1),
  };
}
