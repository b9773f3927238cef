import { startSandbox } from '../../src/sandbox/sandbox.ts';

// Azure for a measured process to talk to, in a process of its own: it says where it is and goes on until it is ended.
const { azure } = await startSandbox({ clouds: ['azure'], size: Number(process.argv[2]), seed: 1 });
const { url, certificate, tenantId, clientId, clientSecret } = azure;
process.stdout.write(`${JSON.stringify({ url, certificate, tenantId, clientId, clientSecret })}\n`);
