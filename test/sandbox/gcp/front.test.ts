import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { masked, parseMask } from '../../../src/sandbox/gcp/field-mask.ts';
import { GoogleError } from '../../../src/sandbox/gcp/google-error.ts';
import { createRouter } from '../../../src/sandbox/gcp/router.ts';
import type { GcpRoute } from '../../../src/sandbox/gcp/service.ts';

function route(method: GcpRoute['method'], path: string): GcpRoute {
  return {
    operation: path,
    method,
    path,
    permission: '',
    handle: () => ({ status: 200, headers: {}, body: '' }),
  };
}

describe('a router', () => {
  const routes = [
    route('GET', '/v1/projects/{project}/instances'),
    route('GET', '/v1/projects/{project}/locations/{location}/instances'),
    route('GET', '/v3/projects:search'),
    route('GET', '/v3/projects/{project}'),
    route('POST', '/v3/projects/{project}:getIamPolicy'),
    route('POST', '/v1/projects/-/serviceAccounts/{account}:generateAccessToken'),
    route('GET', '/v1/projects/{project}/serviceAccounts/{account}'),
  ];
  const find = createRouter([{ service: 'test', routes }]);

  test.each([
    ['GET', '/v1/projects/p/instances', routes[0], { project: 'p' }],
    ['GET', '/v1/projects/p/locations/-/instances', routes[1], { project: 'p', location: '-' }],
    ['GET', '/v3/projects:search', routes[2], {}],
    ['GET', '/v3/projects/a%20b', routes[3], { project: 'a b' }],
    ['POST', '/v3/projects/p:getIamPolicy', routes[4], { project: 'p' }],
    ['POST', '/v1/projects/-/serviceAccounts/a%40b:generateAccessToken', routes[5], { account: 'a@b' }],
    ['GET', '/v1/projects/-/serviceAccounts/a', routes[6], { project: '-', account: 'a' }],
  ] as const)('%s %s', (method, path, expected, params) => {
    expect(find(method, path)).toMatchObject({ route: expected, params });
  });

  test('tells a wrong method from a wrong path', () => {
    expect(find('POST', '/v3/projects/p')).toBe('no method');
    expect(find('POST', '/v3/projects/p:undelete')).toBeUndefined();
    expect(find('DELETE', '/v1/projects/p/instances')).toBe('no method');
    expect(find('GET', '/v9/anything')).toBeUndefined();
    expect(find('GET', '/v3/projects/')).toBeUndefined();
  });

  test('refuses to be made of two routes for the same', () => {
    const twice = [route('GET', '/v1/{a}'), route('GET', '/v1/{b}')];
    expect(() => createRouter([{ service: 'test', routes: twice }])).toThrow(RangeError);
  });
});

const document = { items: { 'zones/a': { list: [{ id: 1, x: { y: 2, z: 3 } }] } }, next: 't', more: 1 };

describe('a mask', () => {
  test.each([
    ['next', { next: 't' }],
    ['items/*/list(id)', { items: { 'zones/a': { list: [{ id: 1 }] } } }],
    ['items/*/list/x/y,next', { items: { 'zones/a': { list: [{ x: { y: 2 } }] } }, next: 't' }],
    ['items.*.list.id', { items: { 'zones/a': { list: [{ id: 1 }] } } }],
    ['items(*(list(id,x(z))))', { items: { 'zones/a': { list: [{ id: 1, x: { z: 3 } }] } } }],
  ])('%s', (text, expected) => {
    expect(masked(document, parseMask(text))).toEqual(expected);
  });

  test('is refused, or read to its end', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-c*/(),.]{1,12}$/), (text) => {
        expect(refusalOf(text) ?? 400).toBe(400);
      }),
    );
  });
});

/** The code of the refusal of a mask; undefined where it is none. */
function refusalOf(text: string): number | undefined {
  try {
    masked(document, parseMask(text));
    return undefined;
  } catch (error) {
    if (error instanceof GoogleError) return error.code;
    throw error;
  }
}
