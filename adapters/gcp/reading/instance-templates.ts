import type { Asked } from '../asked.ts';
import { computeName } from '../names.ts';
import { computeEverywhere } from './compute.ts';

/** What instances are made after, as Compute Engine has it. */
export interface InstanceTemplate {
  readonly selfLink?: string;
  readonly properties?: {
    readonly machineType?: string;
    readonly scheduling?: { readonly provisioningModel?: string; readonly preemptible?: boolean };
  };
}

const fields = 'selfLink,properties(machineType,scheduling(provisioningModel,preemptible))';

/** The templates of a project, by their full names. */
export async function instanceTemplates(asked: Asked): Promise<ReadonlyMap<string, InstanceTemplate>> {
  const templates = new Map<string, InstanceTemplate>();
  for await (const piece of computeEverywhere(asked, 'instanceTemplates', fields)) {
    if ('error' in piece) continue;
    // Every field of a template may be missing.
    for (const template of piece as readonly InstanceTemplate[])
      if (template.selfLink !== undefined) templates.set(computeName(template.selfLink), template);
  }
  return templates;
}
