import { z } from 'zod';
import { defineKind } from '../core/kind.ts';

/** A set of like machines that is kept at a number (Auto Scaling group, managed instance group, scale set). */
export const scalingGroup = defineKind({
  name: 'scaling-group',
  plural: 'scaling groups',
  summary: 'A set of like machines that is kept at a number.',
  attributes: z.object({
    minimum: z.number().nonnegative(),
    desired: z.number().nonnegative(),
    maximum: z.number().nonnegative(),
    /** Ids of its member machines. */
    members: z.array(z.string()),
    zones: z.array(z.string()),
    /** Shares of its capacity by market, where it mixes them. */
    spotPercentage: z.number().min(0).max(100).optional(),
    /** Types it may start, in order of preference. */
    types: z.array(z.string()),
    template: z.string().optional(),
    suspended: z.array(z.string()),
  }),
  references: ({ members }) => members,
});
