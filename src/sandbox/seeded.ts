/** 32 well-mixed bits from a seed and a number (the finalizer of MurmurHash3, applied to both). */
export function mix(seed: number, value: number): number {
  let bits = Math.imul(seed ^ Math.imul(value | 0, 0x9e3779b1), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 15), 0xc2b2ae35);
  bits = Math.imul(bits ^ (bits >>> 13), 0x27d4eb2f);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A seed derived from another one and a text. */
export function mixText(seed: number, text: string): number {
  let bits = seed >>> 0;
  for (let index = 0; index < text.length; index++) bits = mix(bits, text.charCodeAt(index) + index);
  return bits;
}

/** Uniform in [0, 1) from a seed and a number, for figures that are asked for in any order. */
export function unitOf(seed: number, value: number): number {
  return mix(seed, value) / 0x1_0000_0000;
}

const goldenRatio = 0.618_033_988_749_894_8;

/**
 * A value in [0, 1) for the index-th of many, spread evenly: any run of neighbours covers the whole range, so that
 * even a small estate has something of each sort. The first is always 0: what a table names first occurs for sure.
 */
export function spread(seed: number, index: number): number {
  return index === 0 ? 0 : (unitOf(seed, 0) + index * goldenRatio) % 1;
}

/** The choice that a value in [0, 1) falls on, by weight. */
export function choose<Choice>(value: number, table: readonly Weighted<Choice>[]): Choice {
  const total = table.reduce((sum, [weight]) => sum + weight, 0);
  let rest = value * total;
  for (const [weight, choice] of table) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  const last = table.at(-1);
  if (last === undefined) throw new RangeError('nothing to choose from');
  return last[1];
}

export type Weighted<Choice> = readonly [weight: number, choice: Choice];

/** A sequence of draws that its seed alone decides. */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return this.bits() / 0x1_0000_0000;
  }

  /** 32 bits (mulberry32). */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return (bits ^ (bits >>> 14)) >>> 0;
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  /** A whole number in [low, high]. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  pick<Choice>(choices: readonly Choice[]): Choice {
    const choice = choices[Math.floor(this.unit() * choices.length)];
    if (choice === undefined) throw new RangeError('nothing to pick from');
    return choice;
  }

  weighted<Choice>(table: readonly Weighted<Choice>[]): Choice {
    return choose(this.unit(), table);
  }

  /** So many lower-case hexadecimal digits. */
  hex(digits: number): string {
    let text = '';
    while (text.length < digits) text += this.bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }
}
