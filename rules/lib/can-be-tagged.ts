import {
  grant,
  instance,
  isKind,
  natGateway,
  policy,
  principal,
  type Resource,
  recommendation,
} from 'bursar';

/**
 * Whether its owner can tag it at all: what is gone cannot be, groups and root users carry no tags, and what the
 * provider keeps is not for people.
 */
export function canBeTagged(resource: Resource): boolean {
  if (resource.untaggable) return false;
  if (isKind(resource, instance)) return resource.attributes.state !== 'terminated';
  if (isKind(resource, natGateway)) return resource.attributes.state !== 'deleted';
  if (isKind(resource, policy)) return !resource.attributes.managedByProvider;
  if (isKind(resource, grant) || isKind(resource, recommendation)) return false;
  if (!isKind(resource, principal)) return true;
  const { type, serviceLinked } = resource.attributes;
  return !serviceLinked && type !== 'group' && type !== 'root';
}
