const firstLength = 16_384;

/**
 * A long text of ASCII letters, gathered as bytes: pages of two megabytes put together out of strings would be copied
 * three times on their way.
 */
export class AsciiText {
  #bytes = Buffer.allocUnsafeSlow(firstLength);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(text: string): void {
    const end = this.#length + text.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.write(text, this.#length, 'latin1');
    this.#length = end;
  }

  /** Adds bytes that are gathered already. */
  append(other: AsciiText): void {
    const end = this.#length + other.#length;
    if (end > this.#bytes.length) this.#grow(end);
    other.#bytes.copy(this.#bytes, this.#length, 0, other.#length);
    this.#length = end;
  }

  toBuffer(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #grow(least: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(least, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}
