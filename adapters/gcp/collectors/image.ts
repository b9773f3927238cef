import { image } from 'bursar/adapter';
import { listAssets } from '../assets/asset-lists.ts';
import { gcpCollector } from '../collector.ts';
import { computeName } from '../names.ts';
import { architectureOf } from '../reading/architecture.ts';
import { computeGlobal } from '../reading/compute.ts';
import { platformOf } from '../reading/licences.ts';
import { defined, fold, instantOf, labelsOf, required } from '../record.ts';

/** An image as Compute Engine has it. */
interface ImageRecord {
  readonly name?: string;
  readonly selfLink?: string;
  readonly status?: string;
  readonly creationTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly licenses?: readonly string[];
  readonly architecture?: string;
  readonly sourceSnapshot?: string;
  readonly deprecated?: { readonly state?: string; readonly deprecated?: string; readonly obsolete?: string };
}

const fields =
  'name,selfLink,status,creationTimestamp,labels,licenses,architecture,sourceSnapshot,deprecated';

const states = { PENDING: 'pending', READY: 'available', DELETING: 'disabled', FAILED: 'failed' } as const;

const deprecations: Readonly<Record<string, 'available' | 'deprecated' | 'disabled'>> = {
  ACTIVE: 'available',
  DEPRECATED: 'deprecated',
  OBSOLETE: 'disabled',
  DELETED: 'disabled',
};

/** A project's own images. */
export const imageCollector = gcpCollector({
  kind: image,
  permissions: ['compute.images.list'],
  pages: (asked) => computeGlobal(asked, 'images', fields),
  ofAssets: {
    permissions: [listAssets],
    pages: (assets) => assets.resources(['compute.googleapis.com/Image']),
  },

  read(raw: ImageRecord, scope) {
    const { deprecated } = raw;
    const state = fold(states, raw.status, 'the status');
    const judged = deprecated?.state === undefined ? undefined : deprecations[deprecated.state];
    return {
      kind: 'image',
      id: computeName(required(raw.selfLink, 'selfLink')),
      name: required(raw.name, 'name'),
      scope,
      tags: labelsOf(raw.labels),
      ...defined({ createdAt: instantOf(raw.creationTimestamp) }),
      attributes: {
        state: state === 'available' ? (judged ?? state) : state,
        architecture: architectureOf(raw.architecture) ?? 'x86_64',
        platform: platformOf(raw.licenses ?? []),
        snapshots: raw.sourceSnapshot === undefined ? [] : [computeName(raw.sourceSnapshot)],
        ...defined({ deprecatedAt: instantOf(deprecated?.deprecated ?? deprecated?.obsolete) }),
      },
    };
  },
});
