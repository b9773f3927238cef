type Body = () => void | Promise<void>;

interface TestRunner {
  readonly describe: (title: string, body: () => void) => void;
  readonly it: ((title: string, body: Body) => void) & { skip(title: string, body: Body): void };
}

/** Vitest, when it is what runs the file; users who have none use the runner that Node brings. */
export const { describe, it }: TestRunner = process.env['VITEST']
  ? await import('vitest')
  : await import('node:test');
