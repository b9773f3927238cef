import { hash } from 'node:crypto';
import { addMoney, type Money, type Severity, type TrackedFinding } from 'bursar/report';
import { PriceNotes } from '../shared/price-notes.ts';

/** Findings that have something in common, counted, with what they would save. */
export interface Share {
  readonly label: string;
  readonly findings: number;
  readonly monthly: Money;
}

/**
 * Counts findings as they pass by. A resource that several rules flag is counted once in sums over resources: since
 * findings come with the largest saving first, with that one.
 */
export class Tally {
  readonly prices = new PriceNotes();
  readonly #shares = { rule: new Map(), account: new Map(), region: new Map() } as const satisfies Record<
    string,
    Map<string, Share>
  >;
  readonly #severities = new Map<Severity, number>();
  readonly #counted = new Set<string>();
  #findings = 0;
  #unpriced = 0;
  #monthly: Money;

  constructor(currency: string) {
    this.#monthly = { nanos: 0n, currency };
  }

  add(finding: TrackedFinding): void {
    const { rule, severity, scope, resource, saving, action } = finding;
    this.#findings += 1;
    this.#severities.set(severity, (this.#severities.get(severity) ?? 0) + 1);
    this.prices.add(saving);
    const nothing: Money = { nanos: 0n, currency: this.#monthly.currency };
    const known = saving?.monthly.currency === nothing.currency ? saving.monthly : undefined;
    if (known === undefined && action !== undefined) this.#unpriced += 1;
    const once = known !== undefined && this.#isNew(resource) ? known : nothing;
    this.#monthly = addMoney(this.#monthly, once);
    const { provider, account, accountName = account, region } = scope;
    share(this.#shares.rule, rule, rule, known ?? nothing);
    // Accounts of several clouds, or of one, may be called the same.
    share(this.#shares.account, `${provider} ${account}`, `${provider} ${accountName}`, once);
    share(this.#shares.region, `${provider} ${region}`, `${provider} ${region}`, once);
  }

  get findings(): number {
    return this.#findings;
  }

  /** Findings that ask for an action whose saving is not known. */
  get unpriced(): number {
    return this.#unpriced;
  }

  get monthly(): Money {
    return this.#monthly;
  }

  severity(severity: Severity): number {
    return this.#severities.get(severity) ?? 0;
  }

  /** The largest saving first, then the most findings. */
  by(what: 'rule' | 'account' | 'region'): readonly Share[] {
    const shares: readonly Share[] = [...this.#shares[what].values()];
    return shares.toSorted((a, b) => Number(b.monthly.nanos - a.monthly.nanos) || b.findings - a.findings);
  }

  /** Resources are remembered by 96 bits of a hash: ids are long, and may be a million. */
  #isNew(resource: string): boolean {
    const before = this.#counted.size;
    this.#counted.add(hash('sha256', resource, 'base64').slice(0, 16));
    return this.#counted.size > before;
  }
}

function share(shares: Map<string, Share>, key: string, label: string, monthly: Money): void {
  const before = shares.get(key);
  shares.set(key, {
    label,
    findings: (before?.findings ?? 0) + 1,
    monthly: before === undefined ? monthly : addMoney(before.monthly, monthly),
  });
}
