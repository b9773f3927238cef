/** Whether a point tells of an instant, or of what came since the point before. */
export type MetricKind = 'GAUGE' | 'DELTA';

export type ValueType = 'DOUBLE' | 'INT64';

/** What a type of metric is, and what it can be told of. */
export interface MetricDescriptor {
  readonly type: string;
  readonly kind: MetricKind;
  readonly valueType: ValueType;
  readonly unit: string;
  readonly displayName: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly resourceType: string;
  readonly resourceLabels: readonly string[];
}
