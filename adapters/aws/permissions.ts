import type { PermissionDocument, Selection } from 'bursar/adapter';
import type { AwsSettings } from './settings.ts';

export function awsPermissions(_settings: AwsSettings, _selection: Selection): PermissionDocument {
  return { title: 'AWS', usage: '', document: { Version: '2012-10-17' } };
}
