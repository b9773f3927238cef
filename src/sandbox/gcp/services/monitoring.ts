import { jsonAnswer } from '../answer.ts';
import type { GcpContext } from '../context.ts';
import type { ProjectCell } from '../estate/estate.ts';
import type { MetricSource } from '../metrics/source.ts';
import { metricSources } from '../metrics/sources.ts';
import { permissionDenied } from '../refusals.ts';
import type { GcpRequest, GcpService } from '../service.ts';
import { checkQuery, metricTypeOf, unknownMetric } from './monitoring/check.ts';
import { timeSeriesParameters, timeSeriesQuery } from './monitoring/inputs.ts';
import { listTimeSeries } from './monitoring/list-time-series.ts';
import { listMetricDescriptors } from './monitoring/metric-descriptors.ts';
import { isReported } from './monitoring/reported.ts';

/** Cloud Monitoring, as far as metrics can be read. */
export function monitoringService({ estate, clock }: GcpContext): GcpService {
  const byType = new Map(metricSources.map((source) => [source.descriptor.type, source]));
  /** What has been found to be reported, by project and type: it stays so. */
  const reported = new Map<string, boolean>();

  function projectOf({ project }: GcpRequest): ProjectCell {
    const cell = estate.project(project.id);
    if (cell === undefined) throw permissionDenied('monitoring.timeSeries.list', `projects/${project.id}`);
    return cell;
  }

  function isKnown(project: ProjectCell, source: MetricSource): boolean {
    if (!source.reported) return true;
    const key = `${project.id} ${source.descriptor.type}`;
    const known = reported.get(key) ?? isReported(project, source);
    reported.set(key, known);
    return known;
  }

  return {
    service: 'monitoring',
    api: 'monitoring.googleapis.com',
    routes: [
      {
        operation: 'timeSeries.list',
        method: 'GET',
        path: '/v3/projects/{project}/timeSeries',
        permission: 'monitoring.timeSeries.list',
        query: timeSeriesParameters,
        handle(request) {
          const project = projectOf(request);
          const query = timeSeriesQuery(request.query);
          const type = metricTypeOf(query.filter);
          const source = byType.get(type);
          if (source === undefined || !isKnown(project, source)) throw unknownMetric(type);
          checkQuery(source.descriptor, query.filter, query.aggregation);
          return jsonAnswer(listTimeSeries(project, source, query, clock.now()));
        },
      },
      {
        operation: 'metricDescriptors.list',
        method: 'GET',
        path: '/v3/projects/{project}/metricDescriptors',
        permission: 'monitoring.metricDescriptors.list',
        query: ['filter', 'pageSize', 'pageToken', 'activeOnly'],
        handle(request) {
          const project = projectOf(request);
          const known = metricSources.filter((source) => isKnown(project, source));
          return jsonAnswer(listMetricDescriptors(project, known, request.query));
        },
      },
    ],
  };
}
