import type { Judge } from '../../simulator/simulator.ts';
import type { StoreCall } from '../fakes/documents-around.ts';
import type { Fault as S3Fault } from '../fakes/strict-s3.ts';
import type { StoreVerdict } from '../harness/store-faults.ts';
import { chanceOf, createCounter, pickOf } from './chance.ts';

/** Share of the requests of each kind that go wrong. */
const SHARES = {
  recordingUrl: 0.2,
  throttled: 0.01,
  lockedOut: 0.003,
  download: 0.3,
  objectStore: 0.08,
  itemStore: 0.04,
} as const;

const URL_FAULTS = ['drop-before', 'drop-after', 'http-500', 'error-page', 'empty', 'json-200'] as const;
const DOWNLOAD_FAULTS = [
  ...['truncated', 'stalled', 'wrong-length', 'no-length', 'error-page', 'json-200'],
  ...['empty', 'redirect-loop', 'http-500', 'drop-before', 'drop-after'],
] as const;
/** The ways in which a file that never can be fetched is served. */
const ROTTEN_FAULTS = ['wrong-length', 'error-page', 'json-200', 'empty', 'redirect-loop'] as const;

type Circumstances = Readonly<{
  seed: number;
  /** Nothing answers at the platform. */
  isOut: () => boolean;
  /** The file is never served whole. */
  isRotten: (fileName: string) => boolean;
}>;

const fileOf = (path: string, query: string): string =>
  new URLSearchParams(query).get('fileName') ?? path.split('/').at(-1) ?? '';

type Asked = readonly [seed: number, operation: string, fileName: string, times: number];

/** The fate of the requests to the platform, by file and by how often it was asked for. */
export const judgePlatform = ({ seed, isOut, isRotten }: Circumstances): Judge => {
  const times = createCounter();
  return ({ operation, path, query }) => {
    if (operation !== 'recording-url' && operation !== 'download') return undefined;
    if (isOut()) return { on: operation, kind: 'drop-before' };
    const fileName = fileOf(path, query);
    const asked: Asked = [seed, operation, fileName, times(`${operation} ${fileName}`)];
    const kind = operation === 'recording-url' ? urlFault(asked) : downloadFault(asked, isRotten(fileName));
    return kind === undefined ? undefined : { on: operation, kind };
  };
};

const urlFault = (asked: Asked) => {
  const chance = chanceOf(...asked);
  if (chance < SHARES.lockedOut) return 'locked-out';
  if (chance < SHARES.lockedOut + SHARES.throttled) return 'throttled';
  return chance < SHARES.recordingUrl ? pickOf(URL_FAULTS, ...asked, 'kind') : undefined;
};

const downloadFault = (asked: Asked, rotten: boolean) => {
  if (rotten) return pickOf(ROTTEN_FAULTS, ...asked, 'kind');
  return chanceOf(...asked) < SHARES.download ? pickOf(DOWNLOAD_FAULTS, ...asked, 'kind') : undefined;
};

/** The fate of the requests to S3, by object and by how often each was made. */
export const judgeObjects = (seed: number) => {
  const times = createCounter();
  return ({ operation, path }: { operation: string; path: string }): S3Fault | undefined => {
    const asked = [seed, operation, path, times(`${operation} ${path}`)] as const;
    if (chanceOf(...asked) >= SHARES.objectStore) return undefined;
    return chanceOf(...asked, 'kind') < 0.5
      ? { kind: 'status', status: 503, code: 'SlowDown' }
      : { kind: 'answer-lost' };
  };
};

const itemOf = ({ input }: StoreCall): string => {
  if ('key' in input) return JSON.stringify(input.key);
  if ('keys' in input) return JSON.stringify(input.keys);
  return JSON.stringify('values' in input ? (input.values ?? '') : '');
};

/** The fate of the calls to DynamoDB, by item and by how often each was made. */
export const judgeItems = (seed: number): ((call: StoreCall) => StoreVerdict) => {
  const times = createCounter();
  return (call) => {
    const item = itemOf(call);
    const asked = [seed, call.name, item, times(`${call.name} ${item}`)] as const;
    // A run lists many partitions, so a list fails less often than a write.
    const share = call.name === 'query' ? SHARES.itemStore / 8 : SHARES.itemStore;
    if (chanceOf(...asked) >= share) return 'ok';
    return chanceOf(...asked, 'kind') < 0.5 ? 'before' : 'after';
  };
};
