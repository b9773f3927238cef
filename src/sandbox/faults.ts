import { z } from 'zod';
import { Dice } from './seeded.ts';

const where = {
  /** The signing name of a service: `ec2`, `monitoring`. */
  service: z.string().optional(),
  region: z.string().optional(),
  operation: z.string().optional(),
  /** The account of the caller; for taking on a role, that of the role. */
  account: z.string().optional(),
  /** The share of the matching requests that it befalls. Default: all. */
  share: z.number().min(0).max(1).optional(),
  /** Only every so-many-th of the matching requests. */
  every: z.int().positive().optional(),
  /** It ends by itself after having befallen so many. */
  times: z.int().positive().optional(),
};

const fault = z.discriminatedUnion('type', [
  /** Asked to slow down. */
  z.strictObject({ type: z.literal('throttle'), ...where }),
  /** The cloud fails by itself. */
  z.strictObject({
    type: z.literal('error'),
    status: z.union([z.literal(500), z.literal(503)]).optional(),
    ...where,
  }),
  /** The answer takes longer. */
  z.strictObject({ type: z.literal('latency'), ms: z.number().nonnegative(), ...where }),
  /** The request is taken and never answered. */
  z.strictObject({ type: z.literal('timeout'), ...where }),
  /** The connection breaks in the middle of the answer. */
  z.strictObject({ type: z.literal('disconnect'), ...where }),
  /** Not permitted. */
  z.strictObject({ type: z.literal('deny'), ...where }),
  /** Reads show what was there so long ago. */
  z.strictObject({ type: z.literal('stale'), lagMs: z.number().positive(), ...where }),
  /** The answer's body ends in the middle. */
  z.strictObject({ type: z.literal('truncate'), ...where }),
  /** The token of the next page is the one that led to this page. */
  z.strictObject({ type: z.literal('repeat-token'), ...where }),
]);

/** Something that goes wrong, and where. */
export type Fault = z.output<typeof fault>;

export type FaultType = Fault['type'];

/** What faults are looked up by. */
export interface FaultSite {
  readonly service: string;
  readonly region: string;
  readonly operation: string;
  readonly account: string;
}

interface ActiveFault {
  readonly fault: Fault;
  matched: number;
  befallen: number;
}

/** A list of faults, as the control endpoint takes it. */
export const faultList: z.ZodType<readonly Fault[]> = z.array(fault);

/** The faults that are switched on. */
export class Faults {
  readonly #dice: Dice;
  #active: readonly ActiveFault[] = [];

  constructor(seed: number) {
    this.#dice = new Dice(seed);
  }

  list(): readonly Fault[] {
    return this.#active.map(({ fault: active }) => active);
  }

  /** Replaces all that were switched on. @throws {z.ZodError} for what is no fault. */
  set(faults: readonly Fault[]): void {
    this.#active = faultList.parse(faults).map((added) => ({ fault: added, matched: 0, befallen: 0 }));
  }

  /** Switches one on, beside the others. */
  add(added: Fault): void {
    this.#active = [...this.#active, { fault: fault.parse(added), matched: 0, befallen: 0 }];
  }

  clear(): void {
    this.#active = [];
  }

  /** The faults that befall a request; each call counts as one. */
  befalling(site: FaultSite): FaultsOfRequest {
    if (this.#active.length === 0) return noFaults;
    return new FaultsOfRequest(
      this.#active
        .filter((active) => matches(active.fault, site) && this.#strikes(active))
        .map((active) => active.fault),
    );
  }

  /** By how much the reads of a service lag behind in a place at the moment. */
  lagMs(site: Omit<FaultSite, 'operation'>): number {
    return this.list().reduce(
      (most, active) =>
        active.type === 'stale' && matches(active, site) ? Math.max(most, active.lagMs) : most,
      0,
    );
  }

  /** Whether a region is down for a list over all regions; each call counts as a request to it. */
  cutsOff(site: FaultSite): boolean {
    return this.#active.some(
      (active) =>
        active.fault.type === 'error' &&
        active.fault.region !== undefined &&
        matches(active.fault, site) &&
        this.#strikes(active),
    );
  }

  /** Whether an operation is switched off for an account, in one region at least. */
  denies(site: Pick<FaultSite, 'service' | 'operation'> & Partial<Pick<FaultSite, 'account'>>): boolean {
    return this.list().some((active) => active.type === 'deny' && matches(active, site));
  }

  #strikes(active: ActiveFault): boolean {
    const { share, every, times } = active.fault;
    if (times !== undefined && active.befallen >= times) return false;
    active.matched++;
    if (every !== undefined && active.matched % every !== 0) return false;
    if (share !== undefined && !this.#dice.chance(share)) return false;
    active.befallen++;
    return true;
  }
}

/** The faults of one request. */
export class FaultsOfRequest {
  readonly #faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  find<Type extends FaultType>(type: Type): Extract<Fault, { readonly type: Type }> | undefined {
    return this.#faults.find(
      (candidate): candidate is Extract<Fault, { readonly type: Type }> => candidate.type === type,
    );
  }

  has(type: FaultType): boolean {
    return this.find(type) !== undefined;
  }
}

const noFaults = new FaultsOfRequest([]);

/** Whether a fault is meant for a request; what is not known of the request does not speak against it. */
function matches(active: Fault, site: Partial<FaultSite>): boolean {
  return (['service', 'region', 'operation', 'account'] as const).every(
    (part) => active[part] === undefined || site[part] === undefined || active[part] === site[part],
  );
}
