import { type ArmDocument, textsOf } from './arm-document.ts';
import { armType } from './arm-type.ts';
import { isoText } from './common.ts';

export const recommendationType = armType({
  name: 'Microsoft.Advisor/recommendations',
  table: 'advisorresources',
  population: (cell) => cell.recommendations,
  document: (advice): ArmDocument => ({
    id: advice.armId,
    name: advice.name,
    type: 'Microsoft.Advisor/recommendations',
    group: advice.subjectType === 'Microsoft.Compute/virtualMachines' ? advice.group.name : undefined,
    properties: textsOf({
      category: advice.category,
      impact: advice.impact,
      impactedField: advice.subjectType,
      impactedValue: advice.subjectName,
      lastUpdated: isoText(advice.updatedAt),
      recommendationTypeId: advice.typeId,
      shortDescription: { problem: advice.problem, solution: advice.solution },
      extendedProperties: advice.extended,
      resourceMetadata: { resourceId: advice.subject },
      suppressionIds: [],
    }),
  }),
});
