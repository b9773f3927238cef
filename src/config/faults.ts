import type { z } from 'zod';

/** One thing that is wrong in a config or a rule. */
export interface Fault {
  /** The file it is in, as the user would name it. */
  readonly file: string;
  /** Where in it: `packs[0][2].rules[1].options.window`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The configuration is wrong; carries every fault there is, not the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], options?: ErrorOptions) {
    super(faults.map(describeFault).join('\n'), options);
    this.faults = faults;
  }
}

/** A fault in one line: `bursar.config.ts: providers[0].regions[1]: expected a region`. */
export function describeFault({ file, path, message }: Fault): string {
  return [file, path, message].filter((part) => part !== '').join(': ');
}

/** The faults that a schema found, under a path. */
export function faultsOf(error: z.ZodError, file: string, under = ''): readonly Fault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, file, under));
}

/** An unknown key is a fault of its own, at its own path. */
function issueFaults(issue: z.core.$ZodIssue, file: string, under: string): readonly Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      path: joinPath(under, [...issue.path, key]),
      message: 'is not an option',
    }));
  }
  return [{ file, path: joinPath(under, issue.path), message: issue.message }];
}

function joinPath(under: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((joined, part) => {
    if (typeof part === 'number') return `${joined}[${part}]`;
    const name = String(part);
    if (!/^[A-Za-z_$][\w$]*$/.test(name)) return `${joined}[${JSON.stringify(name)}]`;
    return joined === '' ? name : `${joined}.${name}`;
  }, under);
}
