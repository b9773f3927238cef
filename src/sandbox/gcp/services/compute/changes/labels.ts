import { z } from 'zod';
import { type ComputeModel, labelFingerprint } from '../../../estate/compute-model.ts';
import { isLabel } from '../../../estate/labels.ts';
import { invalidArgument } from '../../../refusals.ts';
import type { GcpRoute } from '../../../service.ts';
import { bodyOf } from '../body.ts';
import type { Collection } from '../collection.ts';
import { addresses, disks, images, instances, snapshots } from '../collections.ts';
import { forwardingRules } from '../load-balancing-collections.ts';
import { type ChangeContext, changeRoutes, conditionNotMet } from './change.ts';

const labelling = z.object({
  labels: z.record(z.string(), z.string()).default({}),
  labelFingerprint: z.string().default(''),
});

const mostLabels = 64;
const takesMs = 1_000;

/** Sets the labels of whatever carries them. */
export function labelRoutes(context: ChangeContext): readonly GcpRoute[] {
  return [
    ...labelsOf(context, instances),
    ...labelsOf(context, disks),
    ...labelsOf(context, snapshots),
    ...labelsOf(context, images),
    ...labelsOf(context, addresses),
    ...labelsOf(context, forwardingRules),
  ];
}

/** All labels are set at once, and only by who has seen the present ones. */
function labelsOf<Model extends ComputeModel>(
  context: ChangeContext,
  collection: Collection<Model>,
): readonly GcpRoute[] {
  return changeRoutes(context, {
    collection,
    verb: 'setLabels',
    permission: `compute.${collection.name}.setLabels`,
    change(model, request) {
      const { labels, labelFingerprint: fingerprint } = bodyOf(request, labelling);
      const entries = Object.entries(labels);
      const wrong = entries.find(([name, value]) => !isLabel(name, value));
      if (wrong !== undefined || entries.length > mostLabels)
        throw invalidArgument(
          `Invalid value for field 'resource.labels': ''. Label '${wrong?.join(':') ?? ''}' violates format constraints.`,
        );
      if (fingerprint !== labelFingerprint(model.tags))
        throw conditionNotMet('Labels fingerprint either invalid or resource labels have changed');
      context.estate.overlay.write(model.arn, context.clock.now(), { labels: entries });
      return { takesMs };
    },
  });
}
