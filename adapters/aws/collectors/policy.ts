import type { ManagedPolicyDetail, Tag } from '@aws-sdk/client-iam';
import { mapBounded, pagesOf, policy } from 'bursar/adapter';
import type { AwsClients } from '../client.ts';
import { type AwsCollector, awsCollector } from '../collector.ts';
import { orUnknown } from '../or-unknown.ts';
import {
  identitiesPermission,
  policyDocument,
  policyId,
  type ReadIdentities,
} from '../reading/identities.ts';
import { defined, instantOf, required, tagsOf } from '../record.ts';

/** A policy with its tags, absent where they could not be read, and of AWS's own, which cannot be tagged. */
interface PolicyRecord {
  readonly policy: ManagedPolicyDetail;
  readonly tags?: readonly Tag[];
}

/** How many policies make a page; IAM gives all of an account at once. */
const pageSize = 200;

/** IAM policies: the account's own, and AWS's where they are attached. */
export function policyCollector(readIdentities: ReadIdentities): AwsCollector<typeof policy, PolicyRecord> {
  return awsCollector({
    kind: policy,
    reach: 'account',
    permissions: [identitiesPermission, 'iam:ListPolicyTags'],

    async *pages(clients, _scope, signal) {
      const { policies } = await readIdentities(clients, 'policy', signal);
      for (let start = 0; start < policies.length; start += pageSize) {
        yield await mapBounded(
          policies.slice(start, start + pageSize),
          8,
          async (raw): Promise<PolicyRecord> => {
            const tags = isManagedByAws(raw) ? undefined : await tagsOfPolicy(clients, raw, signal);
            return { policy: raw, ...defined({ tags }) };
          },
        );
      }
    },

    read({ policy: raw, tags }, scope) {
      const inForce = raw.PolicyVersionList?.find(({ IsDefaultVersion }) => IsDefaultVersion === true);
      return {
        kind: 'policy',
        id: policyId(required(raw.Arn, 'Arn'), scope.account),
        name: required(raw.PolicyName, 'PolicyName'),
        scope,
        ...defined({ tags: tagsOf(tags), createdAt: instantOf(raw.CreateDate) }),
        attributes: {
          managedByProvider: isManagedByAws(raw),
          attachments: required(raw.AttachmentCount, 'AttachmentCount'),
          document: policyDocument(required(inForce?.Document, 'the document of the version in force')),
          ...defined({ modifiedAt: instantOf(raw.UpdateDate) }),
        },
      };
    },
  });
}

function isManagedByAws({ Arn }: ManagedPolicyDetail): boolean {
  return Arn?.split(':')[4] === 'aws';
}

function tagsOfPolicy(
  clients: AwsClients,
  { Arn: PolicyArn }: ManagedPolicyDetail,
  abortSignal: AbortSignal,
): Promise<readonly Tag[] | undefined> {
  return orUnknown(abortSignal, async () => {
    const { ListPolicyTagsCommand } = await import('@aws-sdk/client-iam');
    const iam = await clients.iam();
    const tags: Tag[] = [];
    const pages = pagesOf('iam ListPolicyTags', async (Marker) => {
      const answer = await iam.send(new ListPolicyTagsCommand({ PolicyArn, Marker }), { abortSignal });
      return { items: answer.Tags ?? [], next: answer.IsTruncated === true ? answer.Marker : undefined };
    });
    for await (const page of pages) tags.push(...page);
    return tags;
  });
}
