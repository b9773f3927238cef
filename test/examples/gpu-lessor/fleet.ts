import { setTimeout as sleep } from 'node:timers/promises';
import type { TrialCloud, TrialResource, Trouble } from 'bursar/testing';
import { machineId } from './collectors.ts';
import { type LeasedMachine, type LessorClient, LessorError, type LessorPage } from './lessor.ts';

const hourMs = 3_600_000;
const pageSize = 3;

/** A lessor in memory, with whatever may go wrong at it. */
class Fleet implements LessorClient {
  readonly #troubles = new Map<Trouble, number>();
  readonly #shownBefore = new Map<string, LeasedMachine>();
  #machines: readonly LeasedMachine[];

  constructor(machines: readonly LeasedMachine[]) {
    this.#machines = machines;
  }

  befall(trouble: Trouble): void {
    this.#troubles.set(trouble, trouble.endsWith('-once') ? 1 : Number.POSITIVE_INFINITY);
    if (trouble === 'stale') for (const machine of this.#machines) this.#shownBefore.set(machine.id, machine);
  }

  heal(): void {
    this.#troubles.clear();
    this.#shownBefore.clear();
  }

  retag(id: string, key: string, value: string): void {
    this.#machines = this.#machines.map((machine) =>
      machineId(machine.id) === id ? { ...machine, tags: { ...machine.tags, [key]: value } } : machine,
    );
  }

  async teams(): Promise<readonly string[]> {
    if (this.#strikes('expired-credentials')) throw new LessorError(401, 'the token is no longer good');
    return ['research', 'rendering'];
  }

  async machines(
    team: string,
    cursor: string | undefined,
    signal: AbortSignal,
  ): Promise<LessorPage<LeasedMachine>> {
    await this.#refuse('machines.read', signal);
    const unreachable = this.#strikes('part-unreachable') ? ['oslo'] : [];
    const all = this.#machines
      .filter(({ label, site }) => label.startsWith(team) && !unreachable.includes(site))
      .map((machine) => this.#shownBefore.get(machine.id) ?? machine);
    const start = Number(cursor ?? 0);
    const end = start + pageSize;
    const next = this.#strikes('repeated-page') ? start : end;
    return {
      items: all.slice(start, end),
      missingSites: unreachable,
      ...(end < all.length && { cursor: String(next) }),
    };
  }

  async leases(team: string): Promise<LessorPage<{ id: string; machines: string[]; endsAt: string }>> {
    const machines = this.#machines.filter(({ label }) => label.startsWith(team)).map(({ id }) => id);
    return { items: [{ id: `${team}-2027`, machines, endsAt: '2027-06-30T00:00:00Z' }], missingSites: [] };
  }

  async gpuUse(
    machine: string,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<readonly (readonly (number | null)[])[]> {
    const found = this.#machines.find(({ id }) => id === machine);
    if (found === undefined) throw new LessorError(404, `there is no machine ${machine}`);
    if (found.power === 'off') return [];
    return Array.from({ length: found.gpus }, () =>
      Array.from({ length: (to - from) / hourMs }, (_, hour) => hour % 24),
    );
  }

  async #refuse(right: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#strikes('no-answer')) await sleep(3_600_000, undefined, { signal });
    if (this.#strikes('denied')) throw new LessorError(403, `the token lacks ${right}`);
    if (this.#strikes('throttled') || this.#strikes('throttled-once'))
      throw new LessorError(429, 'slow down');
    if (this.#strikes('failing') || this.#strikes('failing-once')) throw new LessorError(500, 'it broke');
  }

  #strikes(trouble: Trouble): boolean {
    const left = this.#troubles.get(trouble) ?? 0;
    this.#troubles.set(trouble, left - 1);
    return left > 0;
  }
}

const machines = Array.from(
  { length: 10 },
  (_, index): LeasedMachine => ({
    id: `m-${index}`,
    label: `${index < 6 ? 'research' : 'rendering'}-${index}`,
    site: index % 3 === 0 ? 'oslo' : 'porto',
    model: index % 2 === 0 ? 'H100' : 'L40S',
    gpus: 8,
    power: index === 4 ? 'off' : 'on',
    since: '2026-03-01T08:00:00Z',
    tags: index === 1 ? { ['__proto__']: 'kept', Größe: 'groß & "klein"', empty: '' } : { owner: 'ml' },
  }),
);

/** A fleet to try the adapter on. */
export async function startFleet(): Promise<TrialCloud> {
  const fleet = new Fleet(machines);
  return {
    settings: { client: fleet, hourlyUsd: { H100: '19.00' } },
    clock: { now: () => Date.parse('2026-11-23T12:00:00Z') },
    resources: new Map<string, readonly TrialResource[]>([
      ['instance', machines.map(({ id, tags }) => ({ id: machineId(id), tags }))],
      ['account', [{ id: 'lessor:team/research' }, { id: 'lessor:team/rendering' }]],
      ['gpu-lessor.lease', [{ id: 'lessor:lease/research-2027' }, { id: 'lessor:lease/rendering-2027' }]],
    ]),
    kind: 'instance',
    befall: (trouble) => fleet.befall(trouble),
    heal: () => fleet.heal(),
    retag: (id, key, value) => fleet.retag(id, key, value),
    async close() {},
  };
}
