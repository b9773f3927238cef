import { type PriceQuality, priceQualities, type Quote, type TrackedFinding } from 'bursar/report';

/** A price's quality in words. */
export const qualityWords: Readonly<Record<PriceQuality, string>> = {
  live: 'live prices',
  cached: 'live prices read earlier',
  embedded: 'list prices that come with Bursar',
  estimated: 'estimates',
};

/** Behind an amount whose price is not a live one; {@link PriceNotes} tells what it is. */
export const approximately = '≈';

/** The mark of an amount, or nothing for one at live prices. */
export function markOf(quote: Pick<Quote, 'quality'> | undefined): string {
  return quote === undefined || quote.quality === 'live' ? '' : approximately;
}

/** Collects how good the prices are that a report shows, to say so beneath. */
export class PriceNotes {
  readonly #oldest = new Map<PriceQuality, string>();

  add(quote: Quote | undefined): void {
    if (quote === undefined) return;
    const before = this.#oldest.get(quote.quality);
    if (before === undefined || quote.asOf < before) this.#oldest.set(quote.quality, quote.asOf);
  }

  /** The mark of a sum of what was collected. */
  get mark(): string {
    return [...this.#oldest.keys()].some((quality) => quality !== 'live') ? approximately : '';
  }

  /** `list prices that come with Bursar (as of 2026-10-01), estimates (…)`; undefined when all are live. */
  get text(): string | undefined {
    const notes = priceQualities.flatMap((quality) => {
      const asOf = this.#oldest.get(quality);
      return asOf === undefined || quality === 'live' ? [] : [`${qualityWords[quality]} (as of ${asOf})`];
    });
    return notes.length === 0 ? undefined : notes.join(', ');
  }
}

/** The price notes of findings, all together and by rule. */
export class PriceTally {
  readonly all = new PriceNotes();
  readonly #byRule = new Map<string, PriceNotes>();

  add({ rule, saving }: Pick<TrackedFinding, 'rule' | 'saving'>): void {
    this.all.add(saving);
    const notes = this.#byRule.get(rule) ?? new PriceNotes();
    notes.add(saving);
    this.#byRule.set(rule, notes);
  }

  markOfRule(rule: string): string {
    return this.#byRule.get(rule)?.mark ?? this.all.mark;
  }
}
