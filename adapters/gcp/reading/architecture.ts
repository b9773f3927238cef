import type { MachineTypeOf } from '../machine-type-of.ts';

export type Architecture = 'x86_64' | 'arm64' | 'other';

/** Families of machines with Arm processors, as far as the catalogue does not tell. */
const armFamilies = /^(?:a4x|c4a|n4a|t2a)-/;

/** What Google calls an architecture: `X86_64`, `ARM64`. */
export function architectureOf(word: string | undefined): Architecture | undefined {
  if (word === 'X86_64') return 'x86_64';
  return word === 'ARM64' ? 'arm64' : undefined;
}

/** The architecture of a machine type. */
export function architectureOfType(type: string, machineTypeOf: MachineTypeOf): Architecture {
  return machineTypeOf(type)?.architecture ?? (armFamilies.test(type) ? 'arm64' : 'x86_64');
}
