import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose as bindingSweeper } from '../../../functions/binding-sweeper/index.ts';
import { compose as exportRecords } from '../../../functions/export-records/index.ts';
import { compose as managePrivacy } from '../../../functions/manage-privacy/index.ts';
import { compose as manageRecordings } from '../../../functions/manage-recordings/index.ts';
import { compose as measureState } from '../../../functions/measure-state/index.ts';
import { compose as publishEvents } from '../../../functions/publish-events/index.ts';
import { compose as reconcile } from '../../../functions/reconcile/index.ts';
import { compose as recordingArchiver } from '../../../functions/recording-archiver/index.ts';
import { startCountedStore, tally } from '../../harness/counted-store.ts';
import { contextFor } from '../../harness/gateway.ts';
import { asFunction } from '../../rights/recorder.ts';

type Run = (event: unknown, context: ReturnType<typeof contextFor>) => Promise<unknown>;

let counted: Awaited<ReturnType<typeof startCountedStore>>;
beforeEach(async () => {
  counted = await startCountedStore();
});
afterEach(() => counted.stop());

const FUNCTIONS: Readonly<Record<string, () => Run>> = {
  'recording-archiver': () => recordingArchiver(counted.runtime) as Run,
  'binding-sweeper': () => bindingSweeper(counted.runtime) as Run,
  'manage-recordings': () => manageRecordings(counted.runtime) as Run,
  'export-records': () => exportRecords(counted.runtime) as Run,
  'manage-privacy': () => managePrivacy(counted.runtime) as Run,
  'measure-state': () => measureState(counted.runtime) as Run,
  'publish-events': () => publishEvents(counted.runtime) as Run,
  reconcile: () => reconcile(counted.runtime) as Run,
};

/** The requests of a month of these are in docs/scaling.md, A deployment that does nothing. */
describe('a scheduled run that finds nothing', () => {
  it.each([
    ['recording-archiver', {}, { 'query calls.recording-due-index': 32 }],
    ['binding-sweeper', {}, { 'query bindings.due-index': 8, 'get bindings': 1, 'query numbers': 1 }],
    ['manage-recordings', { action: 'erase-again' }, { 'query calls': 1 }],
    ['manage-privacy', { action: 'erase-again' }, { 'query calls': 1 }],
    [
      'measure-state',
      {},
      {
        ...{ 'query pushes': 3, 'query pushes.day-index': 94 },
        ...{ 'get numbers': 1, 'put numbers': 1, 'query numbers': 1 },
      },
    ],
    ['export-records', { action: 'due' }, {}],
    ['publish-events', { action: 'tell-expiries' }, { 'get bindings': 1, 'query bindings.due-index': 5 }],
    ['reconcile', { resume: true }, { 'get bindings': 1 }],
  ])('of %s makes so many requests and sends no metric', async (name, event, expected) => {
    const run = FUNCTIONS[name]?.();
    const requests = await counted.requestsOf(async () =>
      asFunction(name, () => run?.(event, contextFor(name, 300_000))),
    );

    expect(tally(requests)).toEqual(expected);
    expect(counted.logs.filter((line) => line.includes('"_aws"'))).toEqual([]);
  });
});
