/** One step of what Recommender proposes. */
export interface Operation {
  /** Full name of what is to be changed; the project may be named by its number. */
  readonly resource?: string;
  readonly pathFilters?: Readonly<Record<string, unknown>>;
}

const memberPath = '/iamPolicy/bindings/*/members/*';
const rolePath = '/iamPolicy/bindings/*/role';

/** The ids of what advice is about: the thing itself, or the grant where it is about that. */
export function subjectsOf(operations: readonly Operation[], project: string): string[] {
  const subjects = new Set<string>();
  for (const { resource, pathFilters = {} } of operations) {
    if (resource === undefined) continue;
    const id = resource.replace(/^(\/\/[^/]+\/projects\/)\d+(?=\/|$)/, `$1${project}`);
    const member = pathFilters[memberPath];
    const role = pathFilters[rolePath];
    const isGrant = typeof member === 'string' && typeof role === 'string';
    subjects.add(isGrant ? `${id}#${role}#${member}` : id);
  }
  return [...subjects];
}
