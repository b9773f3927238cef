import { expect, it } from 'vitest';
import { serveAzure, testSubscription } from '../azure-server.ts';
import { collectedBothWays, testScope } from '../connected.ts';
import { idIn, lowerId } from '../documents.ts';
import type { ArmDocument } from '../graph-table.ts';

const vm = 'Microsoft.Compute/virtualMachines/Web';

function advice(name: string, problem: string, properties: object): ArmDocument {
  return {
    id: `/subscriptions/${testSubscription}/providers/Microsoft.Advisor/recommendations/${name}`,
    name,
    type: 'Microsoft.Advisor/recommendations',
    properties: {
      category: 'Cost',
      impactedField: 'Microsoft.Compute/virtualMachines',
      lastUpdated: '2026-01-02T03:04:05.1234567Z',
      shortDescription: { problem, solution: problem },
      resourceMetadata: { resourceId: idIn(vm) },
      ...properties,
    },
  };
}

it('reads advice alike from both: what it is about, and what it would save', async () => {
  const underused = 'Right-size or shutdown underutilized virtual machines';
  const documents = [
    advice('a', underused, {
      extendedProperties: { recommendationType: 'Shutdown', savingsAmount: '64.35', savingsCurrency: 'USD' },
    }),
    advice('b', underused, {
      extendedProperties: {
        recommendationType: 'SkuChange',
        annualSavingsAmount: '1200',
        savingsCurrency: 'EUR',
      },
    }),
    advice('c', 'Consider virtual machine reserved instances to save', {
      extendedProperties: { term: 'P3Y' },
      resourceMetadata: { resourceId: `/subscriptions/${testSubscription}` },
    }),
    advice('d', 'Restrict access', { category: 'Security' }),
    advice('e', 'Use availability zones', { category: 'HighAvailability', resourceMetadata: null }),
  ];
  const { byGraph, byArm } = await collectedBothWays(await serveAzure({ documents }), 'recommendation');
  expect(byGraph.resources[0]).toEqual({
    kind: 'recommendation',
    id: `/subscriptions/${testSubscription}/providers/microsoft.advisor/recommendations/a`,
    name: 'a',
    scope: testScope(),
    untaggable: true,
    attributes: {
      source: 'Azure Advisor',
      topic: 'idle',
      advice: underused,
      subjects: [lowerId(vm)],
      monthlySaving: { amount: '64.35', currency: 'USD' },
      refreshedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 123),
    },
  });
  expect(byGraph.resources.slice(1).map(({ attributes }) => attributes)).toMatchObject([
    { topic: 'resize', monthlySaving: { amount: '100.00', currency: 'EUR' } },
    { topic: 'commitment', subjects: [`/subscriptions/${testSubscription}`] },
    { topic: 'security' },
    { topic: 'other', subjects: [`/subscriptions/${testSubscription}`] },
  ]);
  expect(byArm).toEqual(byGraph);
});
