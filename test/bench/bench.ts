/** One measured figure, as a line of `npm run -s bench -- --json`. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: number;
  readonly better: 'higher' | 'lower';
}

/** Something that is measured, by generated and seeded inputs that are the same for every run. */
export interface Bench {
  readonly name: string;
  run(): AsyncIterable<Figure>;
}
