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

/** The days that prices of one quality are of. */
interface Days {
  readonly first: string;
  readonly last: string;
}

/** Collects how good the prices are that a report shows, to say so beneath. */
export class PriceNotes {
  readonly #days = new Map<PriceQuality, Days>();

  add(quote: Quote | undefined): void {
    if (quote === undefined) return;
    const { quality, asOf } = quote;
    const { first, last } = this.#days.get(quality) ?? { first: asOf, last: asOf };
    this.#days.set(quality, { first: asOf < first ? asOf : first, last: asOf > last ? asOf : last });
  }

  /** The mark of a sum of what was collected. */
  get mark(): string {
    return [...this.#days.keys()].some((quality) => quality !== 'live') ? approximately : '';
  }

  /** `list prices that come with Bursar (as of 2026-10-01), estimates (…)`; undefined when all are live. */
  get text(): string | undefined {
    const notes = priceQualities.flatMap((quality) => {
      const days = this.#days.get(quality);
      return days === undefined || quality === 'live' ? [] : [`${qualityWords[quality]} (${daysText(days)})`];
    });
    return notes.length === 0 ? undefined : notes.join(', ');
  }
}

function daysText({ first, last }: Days): string {
  return first === last ? `as of ${first}` : `as of ${first} to ${last}`;
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
