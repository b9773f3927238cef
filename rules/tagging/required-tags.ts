import { defineRule, flag, kinds, noTags, optional, owningAccount, pass, unknown } from 'bursar';
import { z } from 'zod';
import { canBeTagged } from '../lib/can-be-tagged.ts';
import { isLacking, lackingTags, missingKeys, requiredTag, tagRequirement } from '../lib/tag-requirement.ts';

const environments = {
  key: 'env',
  aliases: ['environment'],
  values: ['prod', 'staging', 'dev', 'test'],
  synonyms: { production: 'prod', stage: 'staging', development: 'dev', testing: 'test' },
};

export default defineRule({
  id: 'required-tags',
  summary: 'Without the required tags nobody can be asked about a resource, or charged for it.',
  severity: 'medium',
  kinds,
  options: z
    .strictObject({
      tags: z
        .array(tagRequirement)
        .min(1)
        .prefault([{ key: 'owner', aliases: ['team'] }, environments]),
      /** Whether upper and lower case are the same in keys and values. */
      ignoreCase: z.boolean().default(true),
      /** Whether a tag of the account counts for its resources. */
      inherit: z.boolean().default(true),
      exemptKinds: z.array(z.enum(kinds.map(({ name }) => name))).default([]),
    })
    .transform((given) => ({ ...given, tags: given.tags.map((tag) => requiredTag(tag, given.ignoreCase)) })),
  // What carries all of them itself needs no look at its account.
  select: (resource, { options }) =>
    !options.exemptKinds.includes(resource.kind) &&
    canBeTagged(resource) &&
    (resource.tags === undefined || isLacking(options.tags, resource.tags)),
  needs: ({ inherit }) => ({ ...(inherit && { account: optional(owningAccount()) }) }),
  messages: {
    missing: '{{name}} lacks {{missing}}',
    notAllowed: '{{name}} has values that are not allowed: {{wrong}}',
    both: '{{name}} lacks {{missing}}, and has values that are not allowed: {{wrong}}',
  },
  evaluate({ tags }, { options, needs: { account } }) {
    if (tags === undefined) return unknown('its tags');
    const lacking = lackingTags(options.tags, tags);
    const wrong = lacking.wrong.join(', ');
    const inherited = options.inherit && account?.untaggable !== true ? account?.tags : noTags;
    const known = inherited !== undefined || lacking.missing.length === 0;
    if (!known && wrong === '') return unknown('the tags of its account');
    const missing = missingKeys(lacking, inherited);
    if (missing === '') return wrong === '' ? pass : flag('notAllowed', { data: { wrong } });
    return wrong === '' ? flag('missing', { data: { missing } }) : flag('both', { data: { missing, wrong } });
  },
});
