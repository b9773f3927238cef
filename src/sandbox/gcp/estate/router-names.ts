import type { Place } from './place.ts';

/** What a router is called; it ends in its number. */
export function routerNameOf({ region }: Pick<Place, 'region'>, index: number): string {
  return `${region}-router-${index + 1}`;
}

/** What the NAT of a router is called. */
export function natNameOf(place: Pick<Place, 'region'>, index: number): string {
  return `${place.region}-nat-${index + 1}`;
}

/** Whether the addresses of a router's NAT were reserved by hand; else Google does that by itself. */
export function hasOwnAddresses(router: number): boolean {
  return router % 2 === 1;
}
