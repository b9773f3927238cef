import { startSandbox } from '../../src/sandbox/sandbox.ts';

// Google Cloud for a measured process to talk to, in a process of its own: it says where it is and goes on until it is ended.
const size = Number(process.argv[2]);
const { gcp } = await startSandbox({ clouds: ['gcp'], size, seed: 1 });
process.stdout.write(
  `${JSON.stringify({ url: gcp.url, organization: gcp.estate.organization.id, token: gcp.token() })}\n`,
);
