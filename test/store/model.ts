import type { ResourceChange } from '../../src/store/store.ts';

/** What the model remembers of a resource; its size is its content. */
interface ModelResource {
  size: number;
  collection: string;
  present: boolean;
  seenRun: number;
  unreadRun: number;
}

export interface ModelFinding {
  readonly rule: string;
  readonly resource: string;
  state: 'open' | 'snoozed' | 'exempt' | 'resolved';
  mark: 'snoozed' | 'exempt' | undefined;
  stale: boolean;
  readonly firstSeenAt: number;
  lastSeenAt: number;
  resolvedAt: number | undefined;
}

/**
 * The store's promises, kept as plainly as can be: everything in maps, every question answered by looking at all of
 * them. What a collection has shown waits in `shown` until it ends.
 */
export class Model {
  run = 0;
  readonly resources = new Map<string, ModelResource>();
  readonly findings = new Map<string, ModelFinding>();
  changes: ResourceChange[] = [];
  readonly #wholeRun = new Map<string, number>();
  #shown = new Map<string, { readonly collection: string; readonly size: number }>();
  #nameless = new Set<string>();
  #unknown = new Set<string>();

  begin(): void {
    this.run += 1;
    this.changes = [];
    this.#shown = new Map();
    this.#nameless = new Set();
    this.#unknown = new Set();
  }

  see(collection: string, id: string, size: number): void {
    if (this.#shown.has(id)) return;
    this.#shown.set(id, { collection, size });
    const known = this.resources.get(id);
    if (known === undefined)
      this.resources.set(id, { size, collection, present: false, seenRun: this.run, unreadRun: 0 });
    else Object.assign(known, { collection, seenRun: this.run });
  }

  unreadable(collection: string, id: string | undefined): void {
    if (id === undefined) this.#nameless.add(collection);
    const known = id === undefined ? undefined : this.resources.get(id);
    if (known !== undefined) known.unreadRun = this.run;
  }

  finishWhole(collection: string): void {
    for (const [id, resource] of this.resources) {
      if (resource.collection !== collection) continue;
      const shown = this.#shown.get(id);
      if (shown !== undefined) this.#confirm(id, resource, shown.size);
      else if (resource.present && resource.unreadRun < this.run && !this.#nameless.has(collection))
        this.#vanish(id, resource);
    }
    this.#wholeRun.set(collection, this.run);
  }

  isFresh(id: string): boolean {
    const resource = this.resources.get(id);
    if (resource === undefined || !resource.present || resource.seenRun !== this.run) return false;
    return this.#wholeRun.get(resource.collection) === this.run;
  }

  flag(rule: string, resource: string, at: number): void {
    const known = this.findings.get(`${rule} ${resource}`);
    const again = {
      state: known?.mark ?? 'open',
      stale: false,
      lastSeenAt: at,
      resolvedAt: undefined,
    } as const;
    if (known !== undefined) Object.assign(known, again);
    else
      this.findings.set(`${rule} ${resource}`, {
        rule,
        resource,
        mark: undefined,
        firstSeenAt: at,
        ...again,
      });
  }

  undecided(rule: string, resource: string): void {
    this.#unknown.add(`${rule} ${resource}`);
  }

  mark(rule: string, resource: string, state: 'open' | 'snoozed' | 'exempt'): boolean {
    const finding = this.findings.get(`${rule} ${resource}`);
    if (finding === undefined) return false;
    finding.mark = state === 'open' ? undefined : state;
    if (finding.state !== 'resolved') finding.state = state;
    return true;
  }

  /** `flagged` are the findings of this run, by rule and resource. */
  settle(
    at: number,
    judged: readonly string[],
    failed: readonly string[],
    flagged: ReadonlySet<string>,
  ): void {
    for (const [key, finding] of this.findings) {
      if (finding.state === 'resolved' || flagged.has(key)) continue;
      const { rule, resource } = finding;
      const fresh = this.isFresh(resource);
      const decided = judged.includes(rule) && !failed.includes(rule) && fresh && !this.#unknown.has(key);
      const spokenFor = judged.includes(rule) || failed.includes(rule);
      if (!spokenFor || this.resources.get(resource)?.present !== true || decided)
        Object.assign(finding, { state: 'resolved', resolvedAt: at, stale: false });
      else finding.stale = !fresh;
    }
  }

  #confirm(id: string, resource: ModelResource, size: number): void {
    if (!resource.present) this.changes.push({ change: 'appeared', kind: 'volume', resource: id });
    else if (resource.size !== size) this.changes.push({ change: 'changed', kind: 'volume', resource: id });
    Object.assign(resource, { present: true, size });
  }

  #vanish(id: string, resource: ModelResource): void {
    this.changes.push({ change: 'gone', kind: 'volume', resource: id });
    resource.present = false;
  }
}
