import { leastBlank } from './points.ts';
import type { SignalQuery } from './settings.ts';

/** Interfaces that lead nowhere, or whose bytes go through a real one as well. */
const realInterface = 'device!~"lo|veth.*|docker.*|br-.*|cali.*|cni.*|flannel.*|lxc.*|virbr.*|tap.*",$match';

/** Disks that are no disks, or whose operations go through a real one as well. */
const realDisk = 'device!~"dm-.*|loop.*|md.*|ram.*|sr.*|zram.*",$match';

/**
 * Queries for the exporters that most machines have, by signal. Each gives series that carry the label `$by`; those of
 * GPUs stay one for each GPU, so that what one of them does not tell is seen.
 */
export const defaultQueries: Readonly<Record<string, SignalQuery>> = {
  'cpu-utilization': {
    kinds: ['instance'],
    average: '100 * (1 - avg by ($by) (rate(node_cpu_seconds_total{mode="idle",$match}[$step])))',
    maximum:
      'max_over_time((100 * (1 - avg by ($by) (rate(node_cpu_seconds_total{mode="idle",$match}[5m]))))[$step:5m])',
    source: 'node_cpu_seconds_total',
  },
  'memory-utilization': {
    kinds: ['instance'],
    average: used('avg_over_time', 'avg_over_time'),
    maximum: used('min_over_time', 'max_over_time'),
    source: 'node_memory_MemAvailable_bytes',
  },
  'network-bytes': {
    kinds: ['instance'],
    sum: bothWays('node_network_receive_bytes_total', 'node_network_transmit_bytes_total', realInterface),
    source: 'node_network_*_bytes_total',
  },
  'disk-operations': {
    kinds: ['instance'],
    sum: bothWays('node_disk_reads_completed_total', 'node_disk_writes_completed_total', realDisk),
    source: 'node_disk_*_completed_total',
  },
  'gpu-utilization': {
    kinds: ['instance'],
    average: computing('avg_over_time'),
    maximum: computing('max_over_time'),
    source: 'DCGM_FI_DEV_GPU_UTIL',
  },
  'gpu-memory-utilization': {
    kinds: ['instance'],
    average: held('avg_over_time', 'avg_over_time'),
    maximum: held('max_over_time', 'min_over_time'),
    source: 'DCGM_FI_DEV_FB_USED',
  },
};

function used(ofAvailable: string, ofTotal: string): string {
  return `100 * (1 - ${ofAvailable}(node_memory_MemAvailable_bytes{$match}[$step]) / ${ofTotal}(node_memory_MemTotal_bytes{$match}[$step]))`;
}

function bothWays(one: string, other: string, selector: string): string {
  return [one, other].map((metric) => `sum by ($by) (increase(${metric}{${selector}}[$step]))`).join(' + ');
}

/** The older metric where there is one; a GPU that is cut into instances has the newer one alone. */
function computing(over: string): string {
  return `${over}(DCGM_FI_DEV_GPU_UTIL{$match}[$step]) or (100 * ${over}(DCGM_FI_PROF_GR_ENGINE_ACTIVE{$match}[$step]))`;
}

/** The share of its memory; where either figure is a blank, no number, so that the GPU is seen not to tell. */
function held(ofUsed: string, ofFree: string): string {
  const told = (metric: string): string => `max_over_time(${metric}{$match}[$step]) < ${leastBlank}`;
  const usedMemory = `${ofUsed}(DCGM_FI_DEV_FB_USED{$match}[$step])`;
  const share = `100 * ${usedMemory} / (${usedMemory} + ${ofFree}(DCGM_FI_DEV_FB_FREE{$match}[$step]))`;
  return `(${share}) and (${told('DCGM_FI_DEV_FB_USED')}) and (${told('DCGM_FI_DEV_FB_FREE')}) or (${usedMemory} * NaN)`;
}
