import type { Clock, EpochMs, Scope } from 'bursar/adapter';

/** A project as Resource Manager has it. */
export interface ProjectRecord {
  /** `projects/123456789012` */
  readonly name?: string;
  readonly projectId?: string;
  /** `folders/456`, `organizations/789` */
  readonly parent?: string;
  readonly state?: string;
  readonly displayName?: string;
  readonly createTime?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** A folder as Resource Manager has it. */
export interface FolderRecord {
  readonly name?: string;
  readonly displayName?: string;
  readonly state?: string;
}

/** A project that was listed. */
export interface KnownProject {
  readonly record: ProjectRecord;
  readonly scope: Scope;
  /** Names of what is above it, outermost first; absent where nobody asked. */
  readonly path?: readonly string[];
  readonly listedAt: EpochMs;
}

/** What was listed of a company's projects and what they are in; each pass lists anew. */
export class Hierarchy {
  readonly #clock: Clock;
  readonly #projects = new Map<string, KnownProject>();
  readonly #containers = new Map<string, Scope>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  addProject(record: ProjectRecord, scope: Scope, path: readonly string[] | undefined): void {
    const known = { record, scope, ...(path !== undefined && { path }), listedAt: this.#clock.now() };
    this.#projects.set(scope.account, known);
    if (record.name !== undefined) this.#containers.set(record.name, scope);
  }

  addContainer(name: string, scope: Scope): void {
    this.#containers.set(name, scope);
  }

  /** A project by its id. */
  project(id: string): KnownProject | undefined {
    return this.#projects.get(id);
  }

  /** The scope of `projects/123456789012`, `folders/456`, `organizations/789`. */
  scopeOf(container: string): Scope | undefined {
    return this.#containers.get(container);
  }

  /** The id of a project by its number, as far as it was listed. */
  idOf(number: string): string | undefined {
    return this.#containers.get(`projects/${number}`)?.account;
  }
}
