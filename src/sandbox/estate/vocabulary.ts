/** What the modelled company calls its things. */
export const services = [
  'checkout',
  'catalog',
  'search',
  'billing',
  'identity',
  'notifications',
  'reporting',
  'ingest',
  'recommendations',
  'inventory',
  'gateway',
  'scheduler',
  'media',
  'fraud',
  'warehouse',
] as const;

export const owners = [
  'platform',
  'payments',
  'growth',
  'data-engineering',
  'ml-research',
  'site-reliability',
  'storefront',
  'jana.kowalski@acme.example',
  'diego@acme.example',
] as const;

export const costCenters = ['cc-1001', 'cc-1002', 'cc-2040', 'cc-3100', 'cc-7755'] as const;
