/** A machine as the lessor's API tells of it. */
export interface LeasedMachine {
  readonly id: string;
  readonly label: string;
  readonly site: string;
  readonly model: string;
  readonly gpus: number;
  readonly power: 'on' | 'off';
  readonly since: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A lease of several machines for a term. */
export interface Lease {
  readonly id: string;
  readonly machines: readonly string[];
  readonly endsAt: string;
}

export interface LessorPage<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string;
  /** Sites that did not answer. */
  readonly missingSites: readonly string[];
}

/** The lessor's client, as a company would have one for its own platform. */
export interface LessorClient {
  teams(signal: AbortSignal): Promise<readonly string[]>;
  machines(team: string, cursor: string | undefined, signal: AbortSignal): Promise<LessorPage<LeasedMachine>>;
  leases(team: string, cursor: string | undefined, signal: AbortSignal): Promise<LessorPage<Lease>>;
  /** Share of the time in which each of the machine's GPUs computed, hour by hour; nothing where it was off. */
  gpuUse(
    machine: string,
    hours: { readonly from: number; readonly to: number },
    signal: AbortSignal,
  ): Promise<readonly (readonly (number | null)[])[]>;
}

/** How the lessor refuses. */
export class LessorError extends Error {
  override readonly name = 'LessorError';
  readonly status: 401 | 403 | 404 | 429 | 500;

  constructor(status: LessorError['status'], message: string) {
    super(message);
    this.status = status;
  }
}
